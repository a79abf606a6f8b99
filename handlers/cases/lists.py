"""Lists of a request: the table that is handed out and comes back, or rows typed one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from coordination.cases import filing as store
from coordination.cases.answers import RowFault, Value, check_rows
from coordination.cases.files import procedures
from coordination.cases.kind import LISTS, MOST_ROWS, Field
from coordination.cases.papers import attach
from coordination.cases.sheets import list_document
from coordination.reports.days import day_in_baghdad
from handlers.cases.asking import Filing, changed, old_button, pressed, put, put_again
from handlers.cases.offered import offer_in
from handlers.papers import LIST_TEMPLATE
from handlers.turn import Turn
from views.cases import refusing
from views.cases.questions import SEPARATOR, table_came, template_caption

_SEPARATORS = str.maketrans({"؛": SEPARATOR, "\t": SEPARATOR, "|": SEPARATOR})


async def template(turn: Turn) -> None:
    """``case.template FORM VERSION``: hand the empty table out; the question stays."""
    filing = await pressed(turn)
    if filing is None:
        return
    field = filing.item
    if not isinstance(field, Field) or field.type not in LISTS:
        await old_button(turn)
        return
    caption = template_caption(turn.words, field)
    await turn.out.paper(turn.chat, LIST_TEMPLATE, {"list": LISTS[field.type]}, caption, turn.words)


async def said(turn: Turn, filing: Filing, field: Field) -> None:
    """A filled table, or rows in words."""
    message = turn.message
    offered = offer_in(message) if message else None
    if offered is not None:
        await _table(turn, filing, field)
    elif message is None or not message.text:
        await put_again(turn, filing, refusing.in_words(turn.words))
    else:
        await _typed(turn, filing, field, message.text)


async def _table(turn: Turn, filing: Filing, field: Field) -> None:
    """The table is fetched and read after this turn; what came of it is told then."""
    offered = offer_in(turn.message) if turn.message else None
    if offered is None:
        return
    document = list_document(field)
    taken = await attach(turn.tx, filing.case, document, offered, turn.person, turn.now)
    if isinstance(taken, str):
        await put_again(turn, filing, refusing.file(turn.words, document, taken))
    else:
        await put_again(turn, await changed(turn, filing), table_came(turn.words))


async def _typed(turn: Turn, filing: Filing, field: Field, text: str) -> None:
    """Rows are added below those that are there; with anything wrong none of them is."""
    columns = procedures().columns(field)
    read, faults = check_rows(columns, _rows(columns, text), day_in_baghdad(turn.now))
    there = filing.answers.get(field.id)
    together = [*(there if isinstance(there, list) else ()), *read]
    if not faults and len(together) > MOST_ROWS:
        faults = (RowFault(0, "", "too many rows", str(MOST_ROWS)),)
    if faults:
        await put_again(turn, filing, refusing.rows(turn.words, columns, faults))
        return
    value = cast("Value", together)  # no cell of a list is a list of rows again
    await store.answer(turn.tx, filing.case, field, value, filing.vault, turn.person, turn.now)
    await put(turn, await changed(turn, filing), "item", at=field.id)


def _rows(columns: Sequence[Field], text: str) -> list[dict[str, str]]:
    """The lines of a text as cells by column, in the order of the columns."""
    lines = [_cells(line, len(columns)) for line in text.splitlines() if line.strip()]
    ids = [column.id for column in columns]
    return [dict(zip(ids, cells, strict=False)) for cells in lines]


def _cells(line: str, most: int) -> list[str]:
    """The cells of a line; commas part them where there is no other separator, what is too much stays in the last."""
    line = line.translate(_SEPARATORS)
    if SEPARATOR not in line:
        line = line.replace("،", ",").replace(",", SEPARATOR)
    return [cell.strip() for cell in line.split(SEPARATOR, most - 1)]
