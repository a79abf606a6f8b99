"""Parts put together again: what belongs to one thing told becomes one group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coordination.reports.fact import Kind
from coordination.reports.understanding.days import DayMention
from coordination.reports.understanding.mentions import Mention
from coordination.reports.understanding.parts import Part
from coordination.reports.understanding.people import People
from coordination.reports.understanding.senses import kind_told
from coordination.text.vocabulary import Hit

MOVEMENTS = frozenset((Kind.DISPLACEMENT, Kind.RETURN))
_STRONGER: Mapping[Kind | None, frozenset[Kind]] = {
    None: frozenset(Kind),
    Kind.DISPLACEMENT: frozenset((Kind.RETURN,)),
    Kind.SITUATION: frozenset((Kind.DISPLACEMENT, Kind.RETURN, Kind.INCIDENT, Kind.ACCESS)),
}


@dataclass(slots=True)
class Group:
    """What is told about one thing, while it is being put together."""

    kind: Kind | None = None
    line: int = 0
    listed: bool = False
    headed: bool = False
    senses: set[str] = field(default_factory=set)
    sectors: set[str] = field(default_factory=set)
    things: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    days: list[DayMention] = field(default_factory=list)
    people: list[People] = field(default_factory=list)
    follows: bool = False
    heads: bool = False
    hits: list[Hit] = field(default_factory=list)

    def add(self, part: Part) -> None:
        """Take a part into the group."""
        needing = "needs" in self.senses
        self.senses |= part.senses
        if "only worn" in part.senses and not needing and self.kind is Kind.INCIDENT:
            # "Flood in the camp, tents torn": what is broken is what happened.
            self.senses.discard("needs")
        self.mentions += part.mentions
        self.days += part.days
        self.people += part.people
        self.hits += part.hits
        if needing or "needs" in self.senses:
            self.sectors.update(part.sectors)
        if needing:
            self.sectors.update(part.sectors_before)
        elif "needs" in self.senses and not self.sectors:
            # "Latrines overflow, support needed": the things were named before.
            self.sectors |= self.things
        self.things.update(part.sectors_before)
        if self.kind is None:
            self.kind = kind_told(self.senses, self.mentions, self.people)

    def came(self) -> bool:
        """Say whether people are told of with a place that they come from: they moved, though no verb says so."""
        return bool(self.people) and any(mention.role == "from" for mention in self.mentions)

    def units(self) -> set[str]:
        """Return the units that the group has a figure of."""
        return {people.unit for people in self.people}


def group(parts: Sequence[Part]) -> tuple[Group, ...]:
    """Put the parts of a message together into groups, in order."""
    groups: list[Group] = []
    heading: Group | None = None
    line = 0
    for part in parts:
        if part.boundary == "line":
            line += 1
            if groups and _may_head(groups[-1]):
                heading = groups[-1]
        if "all" in part.senses and not part.people and part.mentions:
            _all_from(groups, part)
            continue
        current = groups[-1] if groups and (groups[-1].line == line or _continues(groups[-1], part)) else None
        if current is None or _is_new(current, part):
            current = _begin(groups, part, line)
            current.headed = part.boundary == "sentence" and _is_headed(part)
            if heading is not None and current.kind is None and part.listed:
                _under(heading, current, part)
            groups.append(current)
        else:
            went = part.boundary == "sentence" or any(m.role == "to" for m in current.mentions)
            if went and current.kind is None and current.came():
                current.kind = Kind.DISPLACEMENT
            _join(current, part)
        current.add(part)
    return tuple(groups)


def _is_headed(part: Part) -> bool:
    """Say whether a part begins with the place that it is about ("Riyadh: 13 families returned")."""
    return bool(part.mentions) and part.mentions[0].start == part.start and part.mentions[0].role == "bare"


def _begin(groups: list[Group], part: Part, line: int) -> Group:
    fresh = Group(kind=part.kind, line=line, listed=part.listed)
    previous = groups[-1] if groups else None
    if previous is None or previous.kind not in MOVEMENTS or previous.line != line or not part.people:
        return fresh
    if part.kind is None:
        # An item of a list may say only how many and from where: what happened was said before it.
        fresh.kind = previous.kind
        fresh.senses |= previous.senses & {"arrived", "left", "displaced", "returned", "here"}
    fresh.follows = part.boundary == "soft" and fresh.kind is previous.kind
    return fresh


def _may_head(last: Group) -> bool:
    """Say whether a line tells what those below it are about, and nothing else ("Returns:", "الاحتياجات:")."""
    telling = last.senses & {"returned", "arrived", "displaced", "needs"}
    return bool(telling) and not last.people and not last.sectors and not last.listed


def _under(heading: Group, item: Group, part: Part) -> None:
    """Let an item of a list that says only how many, or what, be of the kind that its heading says."""
    if part.people and heading.senses & {"returned", "arrived", "displaced"}:
        item.kind = Kind.RETURN if "returned" in heading.senses else Kind.DISPLACEMENT
    elif part.sectors_before and "needs" in heading.senses:
        item.kind = Kind.NEED
    else:
        return
    item.senses |= heading.senses - {"people"}
    heading.heads = True


def _all_from(groups: Sequence[Group], part: Part) -> None:
    """Give the place of "all from Tuz" to everything told before it that has none."""
    for told in groups:
        if told.people and all(mention.role != "from" for mention in told.mentions):
            told.mentions += [mention for mention in part.mentions if mention.role == "from"]


def _continues(current: Group, part: Part) -> bool:
    """Say whether a new line goes on with what the line before told."""
    return (
        current.kind is not None
        and not part.listed
        and not part.mentions
        and (part.kind is None or (part.kind is Kind.NEED and current.kind in MOVEMENTS))
        and (not part.people or not current.people)
    )


def _join(current: Group, part: Part) -> None:
    if part.kind in _STRONGER.get(current.kind, ()):
        current.kind = part.kind


def _is_new(current: Group, part: Part) -> bool:
    """Say whether a part of the same line tells another thing than the group before it."""
    repeats = bool({people.unit for people in part.people} & current.units())
    if current.kind is None and part.kind is Kind.RETURN and repeats and "people" in current.senses:
        # "العوائل النازحة ٤٠ والعائدة ٣٠"
        current.kind = Kind.DISPLACEMENT
        return True
    if current.kind is None:
        return repeats and bool(part.mentions) and part.boundary in ("sentence", "list")
    if part.kind is None:
        came = part.boundary in ("sentence", "list") and any(m.role == "from" for m in part.mentions)
        told = current.kind is Kind.SITUATION or (came and current.kind not in MOVEMENTS)
        return bool(part.mentions) and (repeats or (bool(part.people) and told))
    if part.listed and part.mentions:
        return True
    if part.kind is Kind.NEED:
        return _is_new_need(current, part, repeats)
    if part.kind is Kind.SITUATION:
        return bool(part.mentions) and current.kind is not Kind.SITUATION
    if current.kind is Kind.SITUATION:
        return bool(current.mentions) and ("calm" in current.senses or _elsewhere(current, part))
    if part.kind in MOVEMENTS and current.kind in MOVEMENTS:
        if part.boundary == "soft" and not (current.people or current.mentions):
            # "Returns - 112 people departed Kufa"
            return False
        return repeats or (part.kind is not current.kind and bool(part.people))
    if part.kind is current.kind:
        return part.boundary in ("sentence", "list") and _elsewhere(current, part)
    if current.kind is Kind.NEED and part.kind is Kind.INCIDENT:
        return "mine_action" not in current.sectors
    if current.kind is Kind.INCIDENT and part.kind in MOVEMENTS:
        return bool(part.people) or bool(part.mentions)
    return True


def _is_new_need(current: Group, part: Part, repeats: bool) -> bool:
    if not (part.sectors or part.people):
        return False
    if current.kind in (Kind.ACCESS, Kind.SITUATION):
        return True
    return repeats or _elsewhere(current, part)


def _elsewhere(current: Group, part: Part) -> bool:
    """Say whether a part names a place that the group does not."""
    named = {place.id for mention in current.mentions for place in mention.places}
    return any(place.id not in named for mention in part.mentions for place in mention.places[:1])
