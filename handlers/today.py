"""/today: the figures of the last 24 hours, for what the asker or the group may see."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.people.person import APPROVED, OVERSEERS, Role
from coordination.places import gazetteer
from coordination.summaries import Scope, read_summary, scope_of_group, scope_of_person
from coordination.summaries.hours import DAY
from coordination.text import clean
from handlers.membership import group_voices, group_words
from handlers.routing import ANYWHERE, Place, Rights, Routes
from handlers.turn import Turn
from views import summary as summaries
from views import today as views

AREA_LENGTH = 60


@dataclass(frozen=True, slots=True)
class TodayRights(Rights):
    """In private for `roles`; in an admitted group for everybody approved, who sees there what the group sees."""

    def allow(self, role: Role, place: Place) -> bool:
        return role in (APPROVED if place is Place.GROUP else self.roles)


def register(routes: Routes) -> None:
    """Add /today."""
    roles = OVERSEERS | {Role.FOCAL_POINT, Role.DEPUTY}
    routes.command("today", today, TodayRights(roles, ANYWHERE))


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
    for voice in voices:
        for message in summaries.on_demand(voice, summary):
            await turn.answer(message)


async def _narrowed(turn: Turn, scope: Scope) -> Scope | None:
    """The scope in the area that was typed; None after saying why there is none."""
    w = group_words(turn.group) if turn.group else turn.words
    typed = clean(" ".join(turn.arguments), AREA_LENGTH)
    found = dict.fromkeys(place.governorate for place in gazetteer().find(typed).places)
    areas = list(found)
    if not areas:
        await turn.answer(views.unknown_area(w, typed))
        return None
    if len(areas) > 1:
        await turn.answer(views.several_areas(w, typed, areas))
        return None
    narrowed = scope.narrowed(areas[0])
    if narrowed is None:
        await turn.answer(views.not_yours(w, areas[0], sorted(scope.governorates or ())))
    return narrowed
