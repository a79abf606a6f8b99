"""What a reader of a summary may see: some governorates or all, some kinds or all."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.groups.group import Group
from coordination.people.person import OVERSEERS, Person
from coordination.reports.fact import Kind

ALL_KINDS = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Scope:
    """`governorates` is None for the whole country; an empty set is nothing at all."""

    governorates: frozenset[str] | None = None
    kinds: frozenset[Kind] = ALL_KINDS

    def covers(self, kind: Kind, governorate: str | None) -> bool:
        """Whether a report of this kind there is for the reader; one without a governorate only if all are."""
        return kind in self.kinds and (self.governorates is None or governorate in self.governorates)

    def narrowed(self, governorate: str) -> Scope | None:
        """The same kinds in this governorate alone; None where it is not the reader's."""
        if self.governorates is None or governorate in self.governorates:
            return Scope(frozenset({governorate}), self.kinds)
        return None


def scope_of_group(group: Group) -> Scope:
    """What a group subscribed to."""
    return Scope(
        governorates=frozenset(group.governorates) or None,
        kinds=frozenset(map(Kind, group.kinds)) or ALL_KINDS,
    )


def scope_of_person(person: Person) -> Scope:
    """Everything for those who oversee; for everybody else their own governorates, which may be none."""
    return Scope(None if person.role in OVERSEERS else frozenset(filter(person.may_see, person.governorates)))
