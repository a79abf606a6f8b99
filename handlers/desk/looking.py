"""Looking at a case: its card, answers, papers and steps. What tells of persons is noted when it is looked at."""

from __future__ import annotations

from coordination import audit, made_files
from coordination.cases.access import case_for, may_see_personal
from coordination.cases.case import Case
from coordination.cases.kind import LISTS, Field
from coordination.cases.lists import history
from coordination.cases.number import parse_number
from coordination.cases.papers import files_for
from coordination.cases.record import OPENED, add_event
from handlers.arguments import number
from handlers.desk.card import card_of, named, names_of, read_answers
from handlers.papers import FILLED_LIST
from handlers.turn import Turn
from views.desk import contents as views
from views.desk.queue import not_found
from views.desk.steps import ANSWERS
from views.desk.steps import history as history_view


async def open_case(turn: Turn) -> None:
    """``desk.open CASE``: its card."""
    case = await named(turn)
    if case is not None:
        await turn.show(await card_of(turn, case))


async def by_number(turn: Turn, typed: str) -> None:
    """``/desk NUMBER``: its card, or that there is none."""
    case = await case_for(turn.tx, turn.person, typed)
    if case is None:
        await turn.answer(not_found(turn.words, mistyped=parse_number(typed).fault == "mistyped"))
    else:
        await turn.answer(await card_of(turn, case))


async def show_answers(turn: Turn) -> None:
    """``desk.answers CASE PAGE``: what was answered; a look at what tells of persons is noted."""
    case = await named(turn)
    if case is None:
        return
    given, _ = read_answers(turn, case)
    if case.sealed is not None and may_see_personal(turn.person, case):
        await add_event(turn.tx, case, OPENED, turn.person, turn.now, detail={"document": ANSWERS})
        await audit.note(turn.tx, turn.now, turn.person, "case answers opened", case.number)
    await turn.show(views.answers(turn.words, case, given, number(turn, 1) or 0))


async def show_papers(turn: Turn) -> None:
    """``desk.papers CASE``: its papers as buttons."""
    case = await named(turn)
    if case is not None:
        files = await files_for(turn.tx, turn.person, case)
        await turn.show(views.papers(turn.words, case, files, _lists(turn, case)))


async def show_file(turn: Turn) -> None:
    """``desk.file CASE FILE``: the paper goes to this officer's private chat, and the look is noted."""
    case, row = await named(turn), number(turn, 1)
    if case is None:
        return
    made = await made_files.hand_out(turn.tx, turn.person, case, row, turn.now) if row is not None else None
    file = next((one for one in await files_for(turn.tx, turn.person, case) if one.id == row), None)
    if made is None or file is None:
        await turn.toast(views.not_there(turn.words), alert=True)
        return
    await audit.note(turn.tx, turn.now, turn.person, "case paper opened", case.number)
    await turn.out.document(turn.person.telegram_id, made, views.paper_caption(turn.words, case, file))


async def show_list(turn: Turn) -> None:
    """``desk.rows CASE FIELD``: a list as a table, to this officer's private chat; the look is noted."""
    case = await named(turn)
    if case is None:
        return
    field = next((one for one in _lists(turn, case) if one.id == turn.arguments[-1]), None)
    if field is None:
        await turn.toast(views.not_there(turn.words), alert=True)
        return
    await add_event(turn.tx, case, OPENED, turn.person, turn.now, detail={"document": field.id})
    await audit.note(turn.tx, turn.now, turn.person, "case list opened", case.number)
    subject = {"case": case.id, "person": turn.person.id, "field": field.id}
    caption = views.list_caption(turn.words, case, field)
    await turn.out.paper(turn.person.telegram_id, FILLED_LIST, subject, caption, turn.words)


def _lists(turn: Turn, case: Case) -> tuple[Field, ...]:
    """The lists of a case that have rows which this officer may see."""
    given, _ = read_answers(turn, case)
    whole = may_see_personal(turn.person, case)
    return tuple(one for one in case.kind.fields if whole and one.type in LISTS and given.get(one.id))


async def show_history(turn: Turn) -> None:
    """``desk.history CASE PAGE``: every step."""
    case = await named(turn)
    if case is None:
        return
    events = await history(turn.tx, turn.person, case)
    names = await names_of(turn.out, case, events)
    await turn.show(history_view(turn.words, case, events, names, number(turn, 1) or 0))
