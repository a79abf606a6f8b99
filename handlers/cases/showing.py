"""One request: /status NUMBER, its card, its receipt, withdrawing it."""

from __future__ import annotations

from rapidfuzz.distance import DamerauLevenshtein

from coordination.cases import desk, guessing, lists, waiting
from coordination.cases import filing as store
from coordination.cases.access import DESK, case_by_id, case_for, is_applicant
from coordination.cases.case import Case
from coordination.cases.number import parse_number
from coordination.cases.states import Move, State, moves_from
from coordination.text import clean, normalise
from handlers.answer_card import may_press
from handlers.arguments import number
from handlers.cases import filing
from handlers.cases.asking import old_button
from handlers.desk.telling import tell_desk
from handlers.turn import Turn, words_of
from views.cases import kinds
from views.cases import showing as views
from views.desk import notices

LINK = "case_"
"""What a link to a case begins with, before its number."""

_SLIPS = 2
"""So many wrong characters are taken for a slip of the finger."""
_MOST_NEAR = 3


async def status(turn: Turn) -> None:
    """/status NUMBER."""
    await _by_number(turn, " ".join(turn.arguments))


async def by_link(turn: Turn) -> bool:
    """/start case_NUMBER, from the code on a receipt; False for any other link."""
    token = turn.arguments[0] if turn.arguments else ""
    if not token.startswith(LINK):
        return False
    await _by_number(turn, token.removeprefix(LINK))
    return True


async def by_number_alone(turn: Turn) -> bool:
    """A message that is nothing but a number, as if it came with /status; False for any other, and for who has no cases."""
    if not may_press(turn, "case.open") or parse_number(turn.text).fault == "not a number":
        return False
    await _by_number(turn, turn.text)
    return True


async def _by_number(turn: Turn, typed: str) -> None:
    w = turn.words
    if turn.vault is None:
        await turn.answer(kinds.off(w))
        return
    read = parse_number(typed)
    if not typed.strip():
        await turn.answer(views.which(w))
    elif read.fault == "not a number":
        await turn.answer(views.no_number(w))
    elif read.fault == "mistyped":
        await turn.answer(views.mistyped(w, await _near(turn, typed)))
    elif not await guessing.may_try(turn.tx, turn.person, turn.now):
        await turn.answer(views.too_many(w))
    elif (case := await case_for(turn.tx, turn.person, read.number)) is None:
        await guessing.wrong(turn.tx, turn.person, turn.now)
        await turn.answer(views.not_found(w))
    else:
        await put(turn, case)


async def put(turn: Turn, case: Case) -> None:
    """The card of a filed case that `access` gave this person."""
    own = is_applicant(turn.person, case)
    events = await lists.history(turn.tx, turn.person, case)
    at_desk = turn.person.role in DESK and may_press(turn, "desk.open")
    withdrawable = own and Move.WITHDRAW in moves_from(case.state)
    lapsed = waiting.lapsed(events) and case.purged_at is None
    await turn.show(
        views.card(turn.words, case, events, own=own, desk=at_desk, withdrawable=withdrawable, lapsed=lapsed)
    )


async def receipt(turn: Turn) -> None:
    """``case.receipt CASE``: draw the receipt once more."""
    case = await _own(turn)
    if case is None or not case.number:
        await old_button(turn)
        return
    await turn.toast(views.receipt_comes(turn.words))
    await filing.put_receipt(turn, case)


async def withdraw(turn: Turn) -> None:
    """``case.withdraw CASE VERSION``: ask whether it is meant; ``… yes``: take the case back and tell the desk."""
    case = await _own(turn)
    if (
        case is None
        or case.state is State.DRAFT
        or case.version != number(turn, 1)
        or Move.WITHDRAW not in moves_from(case.state)
    ):
        await old_button(turn)
    elif turn.arguments[2:] != ("yes",):
        await turn.show(views.withdraw(turn.words, case))
    elif (taken := await store.withdraw(turn.tx, case, turn.person, turn.now)) is None:
        await old_button(turn)
    else:
        await turn.show(views.withdrawn(turn.words, taken))
        for who in await filing.desk_for(turn, taken):
            await turn.tell(who, views.withdrawn_for_desk(words_of(who), taken), silent=True)


async def collected(turn: Turn) -> None:
    """``case.collected CASE VERSION``: the applicant has the visa or letter; the desk is told."""
    case = await _own(turn)
    if case is None or case.version != number(turn, 1) or Move.COLLECT not in moves_from(case.state):
        await old_button(turn)
    else:
        await _noted(turn, await desk.collect(turn.tx, case, turn.person, turn.now))


async def used(turn: Turn) -> None:
    """``case.used CASE VERSION``: ask whether it is meant, for it closes the case; ``… yes``: note it."""
    case = await _own(turn)
    if case is None or case.version != number(turn, 1) or Move.USE not in moves_from(case.state):
        await old_button(turn)
    elif turn.arguments[2:] != ("yes",):
        await turn.show(views.used(turn.words, case))
    else:
        await _noted(turn, await desk.use(turn.tx, case, turn.person, turn.now))


async def reopen(turn: Turn) -> None:
    """``case.reopen CASE VERSION``: go on with what was closed because nothing arrived; the desk is told."""
    case = await _own(turn)
    current = case is not None and case.version == number(turn, 1)
    opened = await waiting.reopen(turn.tx, case, turn.person, turn.now) if case and current else None
    if opened is None:
        await old_button(turn)
        return
    await put(turn, opened)
    await tell_desk(turn.out, opened, lambda w: notices.reopened(w, opened))


async def _noted(turn: Turn, case: Case | None) -> None:
    if case is None:
        await old_button(turn)
        return
    await put(turn, case)
    await tell_desk(turn.out, case, lambda w: views.noted_for_desk(w, case))


async def _own(turn: Turn) -> Case | None:
    row = number(turn, 0)
    case = await case_by_id(turn.tx, turn.person, row) if row is not None else None
    return case if case is not None and is_applicant(turn.person, case) else None


async def _near(turn: Turn, typed: str) -> list[Case]:
    """Cases whose numbers are nearly this, out of those that the person may see without a number."""
    cases = {case.id: case for case in await lists.mine(turn.tx, turn.person, limit=1000) if case.number}
    cases |= {case.id: case for case in await lists.of_organisation(turn.tx, turn.person, limit=1000)}
    written = _compact(typed)
    near = [
        (slips, case.id)
        for case in cases.values()
        if (slips := DamerauLevenshtein.distance(written, _compact(case.number), score_cutoff=_SLIPS))
        <= _SLIPS
    ]
    return [cases[id] for _, id in sorted(near)[:_MOST_NEAR]]


def _compact(typed: str) -> str:
    return "".join(c for c in normalise(clean(typed, 60)).upper() if c.isalnum())
