"""The details of a report that no form asks for and exports have columns for, as its words tell them."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.reports.casualties import Casualties, casualties
from coordination.reports.details_access import constraints, effects, organisations
from coordination.reports.details_damage import damage
from coordination.reports.details_items import Item, items
from coordination.reports.details_moves import causes, movement
from coordination.reports.details_people import Members, members
from coordination.reports.details_said import said
from coordination.reports.details_shelters import shelters
from coordination.reports.fact import Kind

_MOVES = (Kind.DISPLACEMENT, Kind.RETURN)
_NEEDING = (Kind.NEED, Kind.DISPLACEMENT, Kind.RETURN, Kind.INCIDENT)


_NOBODY, _UNHARMED = Members(), Casualties()


@dataclass(frozen=True, slots=True)
class Details:
    """What the words of one report tell beside its fact; empty or None is what they do not tell.

    Codes are those of `reference/export_codes.csv`. `movement`, `causes` and `shelters` are of displacement and return,
    `members` of displacement, `items` (things needed) of these, of needs and of incidents; `constraints` (A1 to A9), `organisations`
    and `effect` (the words about what it did) of access, `impacts` of access and incidents, `harmed` of incidents.
    """

    movement: str | None = None
    causes: tuple[str, ...] = ()
    shelters: tuple[str, ...] = ()
    members: Members = _NOBODY
    items: tuple[Item, ...] = ()
    constraints: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    impacts: tuple[str, ...] = ()
    effect: str = ""
    harmed: Casualties = _UNHARMED


def details(text: str, kind: Kind) -> Details:
    """Read the details of a report of one kind out of its words, Arabic or English. Raises nothing.

    What is denied ("no children", "ليس بسبب") is not told. A return is a return by its kind, in whatever words.
    """
    told = said(text)
    if kind is Kind.SITUATION or (not told.tokens and kind is not Kind.RETURN):
        return Details()
    needed = items(told, of_need=kind is Kind.NEED) if kind in _NEEDING else ()
    if kind in _MOVES:
        return Details(
            movement=movement(told, returned=kind is Kind.RETURN),
            causes=causes(told, returned=kind is Kind.RETURN),
            shelters=shelters(told, returned=kind is Kind.RETURN),
            members=members(told) if kind is Kind.DISPLACEMENT else _NOBODY,
            items=needed,
        )
    if kind is Kind.ACCESS:
        impacts, effect = effects(told)
        return Details(
            constraints=constraints(told),
            organisations=organisations(told),
            impacts=impacts,
            effect=effect,
        )
    if kind is Kind.INCIDENT:
        return Details(items=needed, impacts=damage(told), harmed=casualties(text))
    return Details(items=needed)
