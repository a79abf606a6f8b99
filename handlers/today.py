"""/today: the figures of the last 24 hours, for what the asker or the group may see."""

from __future__ import annotations

from coordination.people.person import APPROVED, OVERSEERS, Role
from coordination.places import gazetteer
from coordination.privacy import hidden
from coordination.summaries import Scope, read_summary, scope_of_group, scope_of_person
from coordination.summaries.hours import DAY
from coordination.text import clean
from handlers.membership import group_voices, group_words
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views import summary as summaries
from views import today as views

AREA_LENGTH = 60


def register(routes: Routes) -> None:
    """Add /today; in a group everybody approved sees what the group sees."""
    rights = Rights(private=OVERSEERS | {Role.FOCAL_POINT, Role.DEPUTY}, group=APPROVED)
    routes.command("today", today, rights)


async def today(turn: Turn) -> None:
    """Answer with the figures, in a group in its own languages; `/today AREA` for one governorate."""
    scope = scope_of_group(turn.group) if turn.group else scope_of_person(turn.person)
    voices = group_voices(turn.group) if turn.group else (turn.words,)
    w = voices[0]
    if scope.governorates is not None and not scope.governorates:
        await turn.answer(views.no_governorate(w))
        return
    if turn.arguments:
        narrowed = await _narrowed(turn, scope)
        if narrowed is None:
            return
        scope = narrowed
    summary = await read_summary(turn.tx, scope, turn.now - DAY, turn.now)
    oversees = turn.group is None and turn.person.role in OVERSEERS
    for voice in voices:
        for message in summaries.on_demand(voice, summary, name_unstaffed=oversees):
            await turn.answer(message)


async def _narrowed(turn: Turn, scope: Scope) -> Scope | None:
    """The scope in the area that was typed; None after saying why there is none."""
    w = group_words(turn.group) if turn.group else turn.words
    typed = clean(" ".join(turn.arguments), AREA_LENGTH)
    found = dict.fromkeys(place.governorate for place in gazetteer().find(typed).places)
    areas = list(found)
    if not areas:
        await turn.answer(views.unknown_area(w, _quoted(turn, typed)))
        return None
    if len(areas) > 1:
        await turn.answer(views.several_areas(w, _quoted(turn, typed), areas))
        return None
    narrowed = scope.narrowed(areas[0])
    if narrowed is None:
        closed = views.not_covered if turn.group else views.not_yours
        await turn.answer(closed(w, areas[0], sorted(scope.governorates or ())))
    return narrowed


def _quoted(turn: Turn, typed: str) -> str:
    """What was typed, fit for where it is said again."""
    return hidden(typed) if turn.group else typed
