"""Who answers for a body: its focal points, its deputies, and who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coordination.people import register
from coordination.people.person import WITH_GOVERNORATES, Person, Role, person_of
from coordination.roster import handovers
from coordination.roster.handovers import Handover
from coordination.roster.reporters import Expected
from storage import Transaction


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who is reminded; `in_place_of` is the focal point for whom they stand in, None for themselves."""

    person: Person
    in_place_of: Person | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody who reports for governorates or a ministry, and the hand-overs among them."""

    people: tuple[Person, ...]
    handovers: tuple[Handover, ...] = ()

    def focal_points(self, who: Expected) -> tuple[Person, ...]:
        """The focal points of a body."""
        return self._of(who, Role.FOCAL_POINT)

    def deputies(self, who: Expected) -> tuple[Person, ...]:
        """The deputies of a body."""
        return self._of(who, Role.DEPUTY)

    def reach(self, who: Expected) -> bool:
        """Whether anybody at all answers for the body."""
        return any(belongs(person, who) for person in self.people)

    def asked(self, who: Expected, day: date) -> tuple[Asked, ...]:
        """Who is reminded on this day: each focal point or their stand-in; where nobody can be, the deputies."""
        found = [self._stand_in(who, focal, day) or Asked(focal) for focal in self.focal_points(who)]
        reachable = tuple(one for one in found if one.person.reachable)
        return reachable or tuple(Asked(deputy) for deputy in self.deputies(who) if deputy.reachable)

    def of_person(self, person_id: int) -> Person | None:
        """The person with this row id, if they report for governorates or a ministry."""
        return next((person for person in self.people if person.id == person_id), None)

    def _stand_in(self, who: Expected, focal: Person, day: date) -> Asked | None:
        deputy_ids = {
            given.deputy for given in self.handovers if given.person == focal.id and given.covers(day)
        }
        deputies = (d for d in self.deputies(who) if d.id in deputy_ids and d.reachable)
        return next((Asked(deputy, focal) for deputy in deputies), None)

    def _of(self, who: Expected, role: Role) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.role is role and belongs(person, who))


def belongs(person: Person, who: Expected) -> bool:
    """Whether this person reports for the body."""
    return person.role in WITH_GOVERNORATES and not who.areas.isdisjoint(person.areas)


async def read_staff(tx: Transaction) -> Staff:
    """Everybody who reports for governorates or a ministry now."""
    return Staff(
        tuple(await register.with_roles(tx, WITH_GOVERNORATES)),
        tuple(await handovers.standing_ones(tx)),
    )


async def focal_points(tx: Transaction, who: Expected) -> tuple[Person, ...]:
    """The focal points of a body now, without reading everybody's rows."""
    found: dict[int, Person] = {}
    for area in sorted(who.areas):
        rows = await tx.people.reporting_for(role=Role.FOCAL_POINT, area=area)
        found |= {row["id"]: person_of(row) for row in rows}
    return tuple(found[number] for number in sorted(found))
