"""The order of the questions, and what an update still lacks before it can be saved."""

from __future__ import annotations

from datetime import date

from coordination.places import gazetteer
from coordination.reports.draft import Draft, Item, Step
from coordination.reports.fact import Fact, Figure, Kind
from coordination.reports.place_answers import district_of
from coordination.reports.understanding.lexed import lex
from coordination.reports.understanding.people import find_people
from coordination.text.counts import MOST_HOUSEHOLDS, MOST_INDIVIDUALS

OLD_AFTER_DAYS = 14
"""A day longer ago than this is asked about: "really?"."""

MOVES = frozenset({Kind.DISPLACEMENT, Kind.RETURN})
"""Kinds in which people come from somewhere."""

_FIELDS: tuple[tuple[Step, ...], ...] = (
    ("kind",),
    ("governorate", "district", "place"),
    ("households",),
    ("individuals",),
    ("origin", "origin_place"),
    ("sectors",),
    ("gravity",),
    ("when",),
    ("note",),
)
_ORDER = tuple(step for field in _FIELDS for step in field)


def path(fact: Fact | None) -> tuple[Step, ...]:
    """The questions about a fact, in order, as far as they make sense for what is known of it."""
    if fact is None:
        return ("kind",)
    if fact.nothing_to_report:
        return ("kind",) if fact.of_ministry else ("kind", "governorate")
    steps: list[Step] = ["kind", "governorate"]
    if fact.governorate is None or gazetteer().children(fact.governorate):
        steps.append("district")
    if district_of(fact) is not None:
        steps.append("place")
    if fact.kind is not Kind.SITUATION:
        steps += ["households", "individuals"]
    if fact.kind in MOVES:
        steps.append("origin")
        if fact.origin_governorate is not None:
            steps.append("origin_place")
    if fact.kind is not Kind.SITUATION:
        steps.append("sectors")
    return (*steps, "when", "note")


def fields(fact: Fact) -> tuple[Step, ...]:
    """The fields that can be changed one by one from the card: the first question of each.

    The gravity of an incident is no question of its own: the rule tells it where nobody does.
    """
    steps = (*path(fact), *(("gravity",) if fact.kind is Kind.INCIDENT else ()))
    return tuple(field[0] for field in _FIELDS if field[0] in steps)


def after(draft: Draft, step: Step) -> Step:
    """The step that follows an answered one: the next question, or the card.

    When one field is being changed, only the questions of that field follow; then what the change made missing.
    """
    fact = draft.fact
    steps = path(fact)
    later = tuple(next_one for next_one in steps if _ORDER.index(next_one) > _ORDER.index(step))
    if not draft.changing:
        return later[0] if later else "card"
    same_field = next((field for field in _FIELDS if step in field), ())
    if later and later[0] in same_field:
        return later[0]
    return lacks(fact) or "card" if fact else "card"


def before(draft: Draft, step: Step) -> Step | None:
    """The step that Back leads to; None where nothing lies behind."""
    if draft.pending is not None:
        return None if draft.pending.reason else draft.pending.step
    steps = path(draft.fact)
    index = steps.index(step) if step in steps else 0
    if draft.changing:
        same_field = next((field for field in _FIELDS if step in field), ())
        return steps[index - 1] if index and steps[index - 1] in same_field else "card"
    if index:
        return steps[index - 1]
    return "card" if draft.items and step != "card" and draft.at >= len(draft.items) else None


def lacks(fact: Fact) -> Step | None:
    """The question that must be answered before this fact can be saved; None when it is complete."""
    if fact.governorate is None and not fact.of_ministry:
        return "governorate"
    if fact.kind is Kind.NEED and not fact.sectors:
        return "sectors"
    if fact.day is None:
        return "when"
    return None


def first_lack(draft: Draft) -> tuple[int, Step] | None:
    """The first fact of the draft that lacks something, with the question to ask about it."""
    for index, fact in enumerate(draft.facts):
        step = lacks(fact)
        if step is not None:
            return index, step
    return None


def too_many(step: Step, number: int) -> bool:
    """Whether a number of families or individuals is so high that the reporter is asked "really?"."""
    return number > (MOST_HOUSEHOLDS if step == "households" else MOST_INDIVIDUALS)


def odd_day(day: date, today: date) -> bool:
    """Whether a day lies ahead, or so long ago that the reporter is asked "really?"."""
    return day > today or (today - day).days > OLD_AFTER_DAYS


def day_key(day: date) -> str:
    """What is kept when the reporter says that an odd day is right."""
    return f"day:{day}"


def many_key(step: Step, number: int) -> str:
    """What is kept when the reporter says that so many families or individuals are right."""
    return f"many:{step}:{number}"


def doubtful(item: Item, today: date) -> bool:
    """Whether a figure or the day of a fact deserves a second look on the card; not where it was said to be right."""
    fact = item.fact
    figures: tuple[tuple[Step, Figure], ...] = (
        ("households", fact.households),
        ("individuals", fact.individuals),
    )
    odd = [many_key(step, n) for step, n in figures if isinstance(n, int) and too_many(step, n)]
    odd += [day_key(fact.day)] if fact.day is not None and odd_day(fact.day, today) else []
    return _figure_refused(fact) or not set(odd) <= set(item.affirmed)


def _figure_refused(fact: Fact) -> bool:
    """Whether a figure that is missing stands in the note, because it was no number of people, or beyond all measure."""
    if not fact.note:
        return False
    refused = {people.unit for people in find_people(lex(fact.note), frozenset()) if people.count is None}
    return ("households" in refused and fact.households is None) or (
        "individuals" in refused and fact.individuals is None
    )
