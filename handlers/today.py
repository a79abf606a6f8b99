"""/today: the figures of the last 24 hours, for what the asker or the group may see; the reports behind figures."""

from __future__ import annotations

from datetime import datetime, timedelta

from coordination.people.person import APPROVED, OVERSEERS, Role
from coordination.places import PlaceKind, gazetteer
from coordination.privacy import hidden
from coordination.summaries import Scope, read_summary, scope_of_group, scope_of_person
from coordination.summaries.hours import DAY
from coordination.summaries.tracing import SPAN, facts_of, traced
from coordination.text import clean
from handlers.arguments import number
from handlers.membership import group_voices, group_words
from handlers.routing import Rights, Routes
from handlers.status.showing import may_open
from handlers.turn import Turn
from views import common
from views import summary as summaries
from views import summary_tracing as tracing
from views import today as views

AREA_LENGTH = 60
_WIDEST: tuple[PlaceKind, ...] = ("governorate", "district", "subdistrict", "camp", "town")


def register(routes: Routes) -> None:
    """Add /today and the lists behind figures; in a group everybody approved sees what the group sees."""
    rights = Rights(private=OVERSEERS | {Role.FOCAL_POINT, Role.DEPUTY}, group=APPROVED)
    routes.command("today", today, rights)
    routes.press(tracing.ACTION, behind, rights)


async def today(turn: Turn) -> None:
    """Answer with the figures, in a group in its own languages; `/today AREA` for one governorate or place."""
    scope = await readable(turn)
    if scope is not None and turn.arguments:
        scope = await narrowed_to(turn, scope, " ".join(turn.arguments))
    if scope is not None:
        await tell(turn, scope, turn.now - DAY)


async def readable(turn: Turn) -> Scope | None:
    """What the asker or the group may see; None after saying that it is nothing."""
    scope = scope_of_group(turn.group) if turn.group else scope_of_person(turn.person)
    if scope.governorates is not None and not scope.governorates:
        await turn.answer(views.no_governorate(turn.words))
        return None
    return scope


async def tell(turn: Turn, scope: Scope, since: datetime) -> None:
    """The figures up to now."""
    summary = await read_summary(turn.tx, scope, since, turn.now)
    oversees = turn.group is None and turn.person.role in OVERSEERS
    for voice in group_voices(turn.group) if turn.group else (turn.words,):
        for message in summaries.on_demand(voice, summary, name_unstaffed=oversees):
            await turn.answer(message)


async def behind(turn: Turn) -> None:
    """``summary.reports KIND SINCE UNTIL AREA [PAGE]``: a new message with the reports; a page turns in its place."""
    scope = scope_of_group(turn.group) if turn.group else scope_of_person(turn.person)
    asked = tracing.read(turn.arguments)
    if asked is not None and asked.area is not None:
        scope = scope.narrowed(asked.area) or Scope(frozenset())
    if asked is None or not timedelta() <= asked.until - asked.since <= timedelta(days=SPAN):
        await turn.toast(common.old_button(turn.words))
        return
    found = await traced(turn.tx, scope, asked.kind, asked.since, asked.until)
    turned = number(turn, 4)
    page = min(turned or 0, max(0, len(found) - 1) // tracing.PAGE)
    listed = await facts_of(turn.tx, found[page * tracing.PAGE :][: tracing.PAGE])
    w = group_words(turn.group) if turn.group else turn.words
    # Who left a governorate is told to its readers; the report itself is of where they came to.
    opened = {one.reference for one in found if may_open(turn.person, one.reporter, one.governorate)}
    message = tracing.page(w, asked, listed, page, len(found), set() if turn.group else opened)
    await (turn.answer(message) if turned is None else turn.show(message))


async def narrowed_to(turn: Turn, scope: Scope, text: str) -> Scope | None:
    """The scope in the area that was typed; None after saying why there is none."""
    w = group_words(turn.group) if turn.group else turn.words
    typed = clean(text, AREA_LENGTH)
    found = gazetteer().find(typed).places
    areas = list(dict.fromkeys(place.governorate for place in found))
    if not areas:
        await turn.answer(views.unknown_area(w, _quoted(turn, typed)))
        return None
    if len(areas) > 1:
        await turn.answer(views.several_areas(w, _quoted(turn, typed), areas))
        return None
    # "Ninewa" is the governorate; a name of both a governorate and a district ("Basra") too.
    widest = min(found, key=lambda place: _WIDEST.index(place.kind))
    narrowed = scope.narrowed(widest.id)
    if narrowed is None:
        closed = views.not_covered if turn.group else views.not_yours
        await turn.answer(closed(w, areas[0], sorted(scope.governorates or ())))
    return narrowed


def _quoted(turn: Turn, typed: str) -> str:
    """What was typed, fit for where it is said again."""
    return hidden(typed) if turn.group else typed
