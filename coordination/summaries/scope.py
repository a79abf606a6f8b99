"""What a reader of a summary may see: some governorates or all, some kinds or all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from coordination.groups.group import Group
from coordination.people.person import OVERSEERS, Person
from coordination.places import gazetteer
from coordination.reports.fact import Kind

ALL_KINDS = frozenset(Kind)
MOVES = frozenset({Kind.DISPLACEMENT, Kind.RETURN})


class Moving(Protocol):
    """A report that may tell where people came from."""

    @property
    def kind(self) -> Kind: ...
    @property
    def governorate(self) -> str | None: ...
    @property
    def place(self) -> str | None: ...
    @property
    def origin_governorate(self) -> str | None: ...
    @property
    def origin_place(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Scope:
    """`governorates` is None for the whole country; an empty set is nothing at all.

    `place` is the id of a district or a place in it, where only what is known to be there is meant.
    """

    governorates: frozenset[str] | None = None
    kinds: frozenset[Kind] = ALL_KINDS
    place: str = ""

    def covers(self, kind: Kind, governorate: str | None, place: str | None = None) -> bool:
        """Whether a report of this kind there is for the reader; one without a governorate only if all are."""
        seen = kind in self.kinds and (self.governorates is None or governorate in self.governorates)
        return seen and (not self.place or _inside(self.place, place))

    def left(self, told: Moving) -> bool:
        """Whether a report tells of people who left what the reader sees; it is never one that `covers` takes."""
        if told.kind not in self.kinds & MOVES or self.governorates is None:
            return False
        came = told.origin_governorate in self.governorates
        inside = not self.place or _inside(self.place, told.origin_place)
        return came and inside and not self.covers(told.kind, told.governorate, told.place)

    def narrowed(self, area: str) -> Scope | None:
        """The same kinds in this governorate, or place of one, alone; None where it is not the reader's."""
        place = gazetteer().get(area)
        if place is None or not (self.governorates is None or place.governorate in self.governorates):
            return None
        inner = "" if place.kind == "governorate" else place.id
        return Scope(frozenset({place.governorate}), self.kinds, inner)


def _inside(outer: str, id: str | None) -> bool:
    place = gazetteer().get(id) if id else None
    return place is not None and gazetteer().contains(outer, place)


def scope_of_group(group: Group) -> Scope:
    """What a group subscribed to."""
    return Scope(
        governorates=frozenset(group.governorates) or None,
        kinds=frozenset(map(Kind, group.kinds)) or ALL_KINDS,
    )


def scope_of_person(person: Person) -> Scope:
    """Everything for those who oversee; for everybody else their own governorates, which may be none."""
    return Scope(None if person.role in OVERSEERS else frozenset(filter(person.may_see, person.governorates)))
