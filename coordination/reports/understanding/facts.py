"""Groups made into facts: where to and where from, which day, how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from coordination.places import gazetteer
from coordination.reports.fact import Fact, Kind
from coordination.reports.understanding.days import DayMention
from coordination.reports.understanding.groups import MOVEMENTS, Group
from coordination.reports.understanding.mentions import Mention
from coordination.reports.understanding.message import Message
from coordination.reports.understanding.people import People
from coordination.reports.understanding.senses import MOVES, kind_told

_NOTE = 60
_SECTORED = frozenset((Kind.NEED, Kind.DISPLACEMENT, Kind.RETURN, Kind.INCIDENT))


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote: the governorates they report for, their own first."""

    governorates: tuple[str, ...]


class Told(NamedTuple):
    """A fact, and what its fields were read from; None where the text does not say it."""

    fact: Fact
    group: Group
    destination: Mention | None
    origin: Mention | None
    day: DayMention | None
    households: People | None
    individuals: People | None


@dataclass(slots=True)
class _Context:
    """What headings and the things told before say for those that do not say it themselves."""

    sender: Sender
    sent: date
    heading: Mention | None = None
    heading_day: DayMention | None = None
    line: int = -1
    line_place: Mention | None = None
    event_place: Mention | None = None
    route: tuple[Mention | None, Mention | None] = (None, None)

    def governorate(self, mention: Mention | None) -> str | None:
        """Return the governorate of a place; of several with that name, the heading's or the sender's."""
        if mention is None or not mention.places:
            return None
        named = mention.governorates
        if len(named) == 1:
            return named[0]
        likely = (*(self.heading.governorates[:1] if self.heading else ()), *self.sender.governorates)
        return next((code for code in likely if code in named), named[0])


def build_facts(message: Message, groups: Sequence[Group], sender: Sender, sent: date) -> tuple[Told, ...]:
    """Return the facts that the groups tell, in order. Headings tell none; they serve those below them."""
    context = _Context(sender, sent)
    facts = []
    days = _days(groups)
    for index, told in enumerate(groups):
        if told.line != context.line:
            context.line, context.line_place, context.event_place = told.line, None, None
        kind = _final_kind(told)
        if kind is None:
            context.heading = next((m for m in told.mentions if m.places), context.heading)
            context.heading_day = told.days[0] if told.days else context.heading_day
            continue
        facts.append(_told(message, told, kind, days[index] or context.heading_day, context))
        context.line_place = _place_of(told) or context.line_place
        context.event_place = context.line_place if kind is Kind.INCIDENT else None
    return tuple(facts)


def _final_kind(told: Group) -> Kind | None:
    """Return the kind of a group; a movement needs people or places, and can be told without a verb."""
    roles = {mention.role for mention in told.mentions}
    # Who needs a visa makes a request, and tells nothing.
    paper = told.kind is Kind.NEED and "paper" in told.senses and not (told.sectors or told.people)
    if told.heads or paper:
        return None
    if told.kind is Kind.INCIDENT and _only_to_clear(told):
        told.sectors |= told.things
        return Kind.NEED
    if told.kind in MOVEMENTS and told.senses & {"visitors", "aid"} and not told.people:
        # Pilgrims who go home have returned from nowhere; nor has who was given something.
        return kind_told(told.senses - MOVES, told.mentions, told.people)
    if told.kind in MOVEMENTS and not told.people:
        # Convoys, letters and coffins arrive as well.
        named = "people" in told.senses or told.senses & {"displaced", "returned", "home"}
        if named and roles & {"to", "from"}:
            return told.kind
        # "The power came back and all is calm": the rest may tell something.
        return kind_told(told.senses - MOVES, told.mentions, told.people)
    if told.kind is None and told.came():
        return Kind.DISPLACEMENT
    if told.kind is None and {"incident cause", "casualty"} <= told.senses:
        return Kind.INCIDENT
    return told.kind


def _only_to_clear(told: Group) -> bool:
    """Say whether mines were found, hurt nobody, and are to be taken away."""
    events = [hit for hit in told.hits if "incident" in hit.senses]
    hurt = told.senses & {"casualty", "harm"}
    mines = bool(events) and all("sector:mine_action" in hit.senses for hit in events)
    return mines and "needs" in told.senses and not hurt


def _days(groups: Sequence[Group]) -> list[DayMention | None]:
    """Return the day of each group: its own, or that of the one before or behind it in the same line."""
    days = [told.days[0] if told.days else None for told in groups]
    if len(days) < 2:
        return days
    for order in (range(1, len(groups)), range(len(groups) - 2, -1, -1)):
        step = -1 if order.step == 1 else 1
        for index in order:
            neighbour = groups[index + step]
            joined = groups[index].line == neighbour.line and (
                step == -1 or not (neighbour.listed or neighbour.headed)
            )
            if days[index] is None and joined:
                days[index] = days[index + step]
    return days


def _told(message: Message, told: Group, kind: Kind, day: DayMention | None, context: _Context) -> Told:
    if kind in MOVEMENTS:
        origin, destination = context.route = _route(told, kind, context)
    else:
        origin, destination = None, _place_of(told) or context.line_place or context.heading
    if kind is Kind.DISPLACEMENT and _only_left(told) and _camps(origin, destination) == (True, False):
        # Nobody is displaced out of a camp to a district, and nobody is at home in a camp.
        kind = Kind.RETURN
    elif kind is Kind.RETURN and _camps(origin, destination) == (False, True):
        kind = Kind.DISPLACEMENT
    origin_governorate = context.governorate(origin)
    if kind in MOVEMENTS and origin is None and destination is not None and "left_us" in told.senses:
        origin_governorate = next(iter(context.sender.governorates), None)
    households = next((people for people in told.people if people.unit == "households"), None)
    individuals = next((people for people in told.people if people.unit == "individuals"), None)
    governorate = context.governorate(destination)
    if destination is None and not _left_for_nowhere(told, kind, origin, context):
        governorate = next(iter(context.sender.governorates), None)
    fact = Fact(
        kind=kind,
        governorate=governorate,
        place=_place_id(destination, governorate),
        place_text=_words(message, destination),
        origin_governorate=origin_governorate,
        origin_place=_place_id(origin, origin_governorate),
        origin_text=_words(message, origin),
        households=households.count if households else None,
        individuals=individuals.count if individuals else None,
        sectors=tuple(sorted(told.sectors)) if kind in _SECTORED else (),
        day=day.day if day else context.sent,
        approximate=any(people.approximate for people in told.people),
        nothing_to_report=kind is Kind.SITUATION and bool(told.senses & {"nothing", "denied"}),
        note=_odd_words(message, told.people),
    )
    return Told(fact, told, destination, origin, day, households, individuals)


def _only_left(told: Group) -> bool:
    """Say whether people are said to have left, and not to be displaced."""
    return "left" in told.senses and "displaced" not in told.senses


def _camps(origin: Mention | None, destination: Mention | None) -> tuple[bool, ...]:
    """Say of two places whether they are camps; nothing where one of them is not known."""
    known = [m for m in (origin, destination) if m is not None and m.places]
    return tuple(all(place.kind == "camp" for place in m.places) for m in known) if len(known) > 1 else ()


def _odd_words(message: Message, people: Sequence[People]) -> str:
    """Return the words that stand where a figure should and are none, so that nobody saves the fact unawares."""
    odd = (message.lexed.words(one.start, one.end) for one in people if one.count is None)
    return "; ".join(words if len(words) <= _NOTE else words[:_NOTE] + "…" for words in odd)


def _place_of(told: Group) -> Mention | None:
    """Return where something is that did not move: said with a preposition, at the head, or at all."""
    known = [mention for mention in told.mentions if mention.places]
    if len(known) < 2:
        return known[0] if known else None
    for role in ("in", "bare", "native", "to", "from"):
        found = [mention for mention in known if mention.role == role]
        if found:
            return _narrowest(found)
    return None


def _narrowest(mentions: list[Mention]) -> Mention:
    """Return the second of two names where it lies inside the first ("Diyala: Khalis"), else the first."""
    first = mentions[0]
    for other in mentions[1:2]:
        if other.places and any(
            gazetteer().contains(p.id, other.places[0]) for p in first.places if p.id != other.places[0].id
        ):
            return other
    return first


def _route(told: Group, kind: Kind, context: _Context) -> tuple[Mention | None, Mention | None]:
    """Return where people came from and where they are now, as far as either was said."""
    # "staying in the city on the Karbala road": nobody went to Karbala.
    mentions = [m for m in told.mentions if not m.landmark] or told.mentions
    origins = [m for m in mentions if m.role == "from"]
    origin = next((m for m in origins if m.places), origins[0] if origins else None)
    destination = next((m for m in mentions if m.role == "to"), None)
    native = next((m for m in mentions if m.role == "native"), None)
    if native is not None and kind is Kind.RETURN:
        destination = destination or native
    elif native is not None:
        origin = origin or native
    if told.follows and (origin is None) != (destination is None):
        origin, destination = origin or context.route[0], destination or context.route[1]
    if origin is None and destination is not None:
        # "Hawija to Qayyarah"
        origin = next((m for m in mentions if m.role == "bare" and destination.start - m.end in (1, 2)), None)
    inside = next((m for m in mentions if m.role == "in"), None)
    bare = [m for m in mentions if m.role == "bare"]
    head = _narrowest(bare) if bare else context.line_place or context.heading
    came_here = "arrived" in told.senses and head is not None
    if "home" in told.senses and destination is None and origin is not None and not came_here:
        gone = next((hit.start for hit in told.hits if "home" in hit.senses), 0)
        if inside is not None and inside.start > gone:
            # "from Baharka to their homes in Mosul"
            return origin, inside
        # "Kufa: 9 families from Mosul went home"
        return (inside or head), origin
    if destination is None and inside is not None:
        destination = inside
    somewhere = "unknown_place" in told.senses
    leaving = "left" in told.senses and (somewhere or not told.senses & {"arrived", "here"})
    if origin is None and bare and (leaving or (destination is not None and "arrived" not in told.senses)):
        origin = bare[-1] if leaving and destination is not None else head
        if (
            origin is not None
            and destination is not None
            and not leaving
            and _same_area(origin, destination, context)
        ):
            origin = None if kind is Kind.RETURN or _is_governorate(origin) else origin
    elif (
        destination is None
        and not (leaving and origin is None and head in bare)
        and "here" not in told.senses
    ):
        destination = head if not (leaving and not bare) else None
    if origin is None and leaving and destination is None:
        origin = head
    if origin is None and inside is not None and inside is not destination:
        # "displaced to X after an attack in Y"
        origin = None if _holds(inside, destination) or kind is Kind.RETURN else inside
    if origin is None and destination is not None and kind is Kind.DISPLACEMENT:
        # Told right after an incident: the people left the place of the incident.
        origin = context.event_place
    return origin, destination


def _holds(outer: Mention, inner: Mention | None) -> bool:
    """Say whether one of the places that `outer` may be is, or contains, a place that `inner` may be."""
    places = inner.places if inner is not None else ()
    return any(gazetteer().contains(area.id, place) for area in outer.places for place in places)


def _is_governorate(mention: Mention) -> bool:
    return bool(mention.places) and mention.places[0].kind == "governorate"


def _same_area(one: Mention, other: Mention, context: _Context) -> bool:
    return context.governorate(one) == context.governorate(other)


def _left_for_nowhere(told: Group, kind: Kind, origin: Mention | None, context: _Context) -> bool:
    """Say whether people left a place and nothing tells where to, so that nobody may guess."""
    if "unknown_place" in told.senses and origin is not None:
        return True
    if kind is Kind.DISPLACEMENT:
        # Who comes from abroad has come here.
        abroad = origin is not None and not origin.places
        return origin is not None and not abroad and not told.senses & {"arrived", "here", "staying"}
    own = context.sender.governorates[:1]
    return (
        kind is Kind.RETURN
        and origin is not None
        and "left" in told.senses
        and own == (context.governorate(origin),)
    )


def _place_id(mention: Mention | None, governorate: str | None) -> str | None:
    """Return the id of the place meant; None where a person must say which of several."""
    if mention is None:
        return None
    places = tuple(place for place in mention.places if place.governorate == governorate)
    return None if not places or gazetteer().ambiguous(places) else places[0].id


def _words(message: Message, mention: Mention | None) -> str:
    return "" if mention is None else message.lexed.words(mention.start, mention.end)
