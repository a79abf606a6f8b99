"""Steps of a case at the desk by one press, or by a choice and a note."""

from __future__ import annotations

from coordination.cases import desk
from coordination.cases.ended import ended_rules
from coordination.cases.states import Move, after
from handlers.desk import notes
from handlers.desk.card import pressed
from handlers.desk.finishing import finish
from handlers.turn import Turn
from views.desk import moving as views

_NOTE_NEEDED = "other"
"""The reason for a refusal that says nothing by itself."""


async def complete(turn: Turn) -> None:
    """``desk.complete CASE VERSION``: nothing is missing."""
    case = await pressed(turn)
    if case is not None:
        kept = await desk.complete(turn.tx, case, turn.person, turn.now)
        await finish(turn, case, kept, Move.COMPLETE)


async def send(turn: Turn) -> None:
    """``desk.send CASE VERSION``: where to? ``… OFFICE``: sent. An office that was ended is none any more."""
    case = await pressed(turn)
    if case is None:
        return
    office, ended = "".join(turn.arguments[2:3]), await ended_rules(turn.tx, case.kind)
    offices = [one for one in case.kind.offices if one.id not in ended]
    if office not in {one.id for one in offices}:
        await turn.show(views.choose_office(turn.words, case, offices))
        return
    kept = await desk.send_to(turn.tx, case, office, turn.person, turn.now)
    await finish(turn, case, kept, Move.SEND)


async def collect(turn: Turn) -> None:
    """``desk.collect CASE VERSION``."""
    case = await pressed(turn)
    if case is not None:
        await finish(turn, case, await desk.collect(turn.tx, case, turn.person, turn.now), Move.COLLECT)


async def use(turn: Turn) -> None:
    """``desk.use CASE VERSION``."""
    case = await pressed(turn)
    if case is not None:
        await finish(turn, case, await desk.use(turn.tx, case, turn.person, turn.now), Move.USE)


async def refuse(turn: Turn) -> None:
    """``desk.refuse CASE VERSION``: why? ``… REASON``: a note for the applicant, then it is refused."""
    case = await pressed(turn)
    if case is None:
        return
    reason = "".join(turn.arguments[2:3])
    if after(Move.REFUSE, case.state) is None:
        await finish(turn, case, None, Move.REFUSE)
    elif case.kind.reason(reason) is None:
        await turn.show(views.choose_reason(turn.words, case))
    else:
        await notes.begin(turn, case, "refuse", reason=reason, needed=reason == _NOTE_NEEDED)


async def take_back(turn: Turn) -> None:
    """``desk.return CASE VERSION``: why is the last step taken back?"""
    case = await pressed(turn)
    if case is None:
        return
    if after(Move.RETURN, case.state) is None:
        await finish(turn, case, None, Move.RETURN)
    else:
        await notes.begin(turn, case, "return", needed=True)
