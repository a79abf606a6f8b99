"""What is needed from the applicant: ticked on a list, which the pressed button carries."""

from __future__ import annotations

from coordination.cases.case import Case
from coordination.cases.ended import ended_rules
from coordination.cases.kind import Document, Field
from coordination.cases.rules import asked_of, papers_of
from handlers.arguments import number
from handlers.desk import notes
from handlers.desk.card import pressed, read_answers
from handlers.turn import Turn
from views.desk import moving as views
from views.quoting import one_line

PAGE = 8
_LABEL = 60
_MOST_DIGITS = 24
"""Hexadecimal digits of the ticks: no kind asks for as many as 96 things."""


async def choose(turn: Turn) -> None:
    """``desk.ask CASE VERSION PAGE TICKS``: the papers first, then the fields."""
    case = await pressed(turn)
    if case is None:
        return
    items = await _items(turn, case)
    pages = max(1, -(-len(items) // PAGE))
    page = min(number(turn, 2) or 0, pages - 1)
    first = page * PAGE
    labels = [
        (bit, one_line(label, _LABEL)) for bit, (_, label) in enumerate(items) if first <= bit < first + PAGE
    ]
    await turn.show(views.choose_wanted(turn.words, case, labels, _ticks(turn, 3, len(items)), page, pages))


async def go_on(turn: Turn) -> None:
    """``desk.asked CASE VERSION TICKS``: a note for the applicant; without a tick it says what is needed."""
    case = await pressed(turn)
    if case is None:
        return
    items = await _items(turn, case)
    ticks = _ticks(turn, 2, len(items))
    wanted = [id for bit, (id, _) in enumerate(items) if ticks >> bit & 1]
    await notes.begin(turn, case, "ask", wanted=wanted, needed=not wanted)


async def _items(turn: Turn, case: Case) -> list[tuple[str, str]]:
    """Ids and labels of all that this case is asked for, papers first."""
    given, _ = read_answers(turn, case)
    ended = await ended_rules(turn.tx, case.kind)
    some: tuple[Document | Field, ...] = (
        *papers_of(case.kind, given, ended),
        *asked_of(case.kind, given, ended),
    )
    return [(one.id, one.label.told(turn.words.language)) for one in some]


def _ticks(turn: Turn, index: int, count: int) -> int:
    """The ticks in a button, as bits; none where it carries anything else."""
    text = "".join(turn.arguments[index : index + 1])
    try:
        ticks = int(text, 16) if 0 < len(text) <= _MOST_DIGITS and text.isalnum() else 0
    except ValueError:
        return 0
    return ticks & (1 << count) - 1
