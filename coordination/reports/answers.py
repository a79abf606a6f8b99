"""What an answer does to the draft: pressed on a button or typed. Pure rules; the conversation is elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from coordination.places import gazetteer
from coordination.reports import pins, seats, unclear
from coordination.reports.days import parse_day
from coordination.reports.draft import Draft, Pending, Step
from coordination.reports.fact import SECTORS, Fact, Figure, Gravity, Kind
from coordination.reports.number_answers import Number, type_number, with_number
from coordination.reports.path import MOVES, after, day_key, many_key, odd_day, too_many
from coordination.reports.place_answers import choose_place, settled, type_place, with_origin, with_place
from coordination.text import clean

NOTE_LIMIT = 1_000

NOTHING = "nothing"
"""The value of the button "nothing to report" among the kinds."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The answer was taken: the draft with it, and the question that comes next."""

    draft: Draft
    step: Step


Reason = Literal["negative", "fraction", "no sector", "no place"]


@dataclass(frozen=True, slots=True)
class Refused:
    """The answer cannot be taken; `reason` says how to give it."""

    reason: Reason


def press(draft: Draft, step: Step, value: str, today: date) -> Moved | Refused | None:
    """A pressed answer to a question; None for a value that is none of the question's buttons."""
    if draft.pending is not None and (told := unclear.answer(draft, value)):
        return Moved(*told)
    if step == "kind":
        return _kind(draft, value, today)
    if step == "which":
        return _which(draft, value)
    if step == "really":
        return _really(draft, value)
    if step == "pin":
        told = pins.answer(draft, value)
        return Moved(*told) if told else None
    fact = draft.fact
    rule = _PRESSED.get(step)
    return rule(draft, fact, value, today) if rule and fact else None


def typed(draft: Draft, step: Step, text: str, today: date) -> Moved | Refused | None:
    """A typed answer to a question; None for a text that does not answer it."""
    fact = draft.fact
    if fact is None:
        return None
    if draft.pending is not None:
        told = typed(replace(draft, pending=None), draft.pending.step, text, today)
        return (
            Moved(unclear.retyped(draft.pending, told.draft), told.step) if isinstance(told, Moved) else told
        )
    if step in ("households", "individuals"):
        return _typed_number(draft, fact, step, text)
    if step in ("governorate", "district", "place", "origin", "origin_place"):
        return _typed_place(draft, fact, step, text)
    if step == "when":
        day = parse_day(text, today)
        return _day(draft, fact, day, today) if day else None
    if step == "note":
        return _take(draft, step, replace(fact, note=clean(text, NOTE_LIMIT)))
    return None


def _take(draft: Draft, step: Step, fact: Fact) -> Moved:
    taken = draft.with_fact(fact)
    return Moved(taken, after(taken, step))


def _kind(draft: Draft, value: str, today: date) -> Moved | None:
    nothing = value == NOTHING
    if not nothing and value not in Kind.__members__.values():
        return None
    kind = Kind.SITUATION if nothing else Kind(value)
    fact = draft.fact or Fact(kind)
    fact = replace(fact, kind=kind, nothing_to_report=nothing)
    if kind not in MOVES:
        fact = replace(fact, origin_governorate=None, origin_place=None, origin_text="")
    if kind is Kind.SITUATION:
        fact = replace(fact, households=None, individuals=None, sectors=(), approximate=False)
    if nothing:
        fact = replace(fact, place=None, place_text="", note="", day=fact.day or today)
    if draft.fact is None and draft.near and not nothing:
        return _take_place(replace(draft, near=""), "governorate", pins.begun_there(draft, fact))
    return _take(draft, "kind", fact)


def _governorate(draft: Draft, fact: Fact, value: str, today: date) -> Moved | None:
    if value == "all":
        return Moved(replace(draft, everywhere=True), "governorate")
    place = gazetteer().get(value)
    if place is None or place.kind != "governorate":
        return None
    return _take(draft, "governorate", with_place(fact, place))


def _district(draft: Draft, fact: Fact, value: str, today: date) -> Moved | None:
    if value == "skip":
        whole = replace(fact, place=None, place_text="")
        return _take(draft, "district", whole)
    place = gazetteer().get(value)
    if place is None or place.parent != fact.governorate:
        return None
    return _take(draft, "district", with_place(fact, place))


def _place(draft: Draft, fact: Fact, value: str, today: date) -> Moved | None:
    if value == "skip":
        return _take(draft, "place", fact)
    place = gazetteer().get(value)
    if place is None or place.kind in ("governorate", "district"):
        return None
    return _take(draft, "place", with_place(fact, place))


def _households(draft: Draft, fact: Fact, value: str, today: date) -> Moved | None:
    figure = _figure(value)
    return figure and _take(draft, "households", replace(fact, households=figure[0]))


def _individuals(draft: Draft, fact: Fact, value: str, today: date) -> Moved | None:
    figure = _figure(value)
    return figure and _take(draft, "individuals", replace(fact, individuals=figure[0]))


def _figure(value: str) -> tuple[Figure] | None:
    """The figure in a tuple, so that "not reported", which is None, differs from no answer at all."""
    if value == "skip":
        return (None,)
    return ("unknown",) if value == "unknown" else None


def _origin(draft: Draft, fact: Fact, value: str, today: date) -> Moved | None:
    if value == "all":
        return Moved(replace(draft, everywhere=True), "origin")
    if value == "skip":
        return _take(
            draft, "origin", replace(fact, origin_governorate=None, origin_place=None, origin_text="")
        )
    place = gazetteer().get(value)
    if place is None or place.kind != "governorate":
        return None
    return _take(draft, "origin", with_origin(fact, place))


def _origin_place(draft: Draft, fact: Fact, value: str, today: date) -> Moved | None:
    return _take(draft, "origin_place", fact) if value == "skip" else None


def _sectors(draft: Draft, fact: Fact, value: str, today: date) -> Moved | Refused | None:
    if value in SECTORS:
        chosen = {*fact.sectors} ^ {value}
        toggled = replace(fact, sectors=tuple(code for code in SECTORS if code in chosen))
        return Moved(draft.with_fact(toggled), "sectors")
    if value != "done":
        return None
    if fact.kind is Kind.NEED and not fact.sectors:
        return Refused("no sector")
    return _take(draft, "sectors", fact)


def _gravity(draft: Draft, fact: Fact, value: str, today: date) -> Moved | None:
    chosen = next((one for one in get_args(Gravity) if one == value), None)
    if chosen is None:
        return None
    told = fact if chosen == fact.gravity else replace(fact, gravity=chosen, gravity_chosen=True)
    return _take(draft, "gravity", told)


def _when(draft: Draft, fact: Fact, value: str, today: date) -> Moved | None:
    if not value.isdecimal() or int(value) > 2:
        return None
    day = date.fromordinal(today.toordinal() - int(value))
    return _take(draft, "when", replace(fact, day=day))


def _note(draft: Draft, fact: Fact, value: str, today: date) -> Moved | None:
    return _take(draft, "note", fact) if value == "skip" else None


Rule = Callable[[Draft, Fact, str, date], Moved | Refused | None]

_PRESSED: Mapping[Step, Rule] = {
    "governorate": _governorate,
    "district": _district,
    "place": _place,
    "households": _households,
    "individuals": _individuals,
    "origin": _origin,
    "origin_place": _origin_place,
    "sectors": _sectors,
    "gravity": _gravity,
    "when": _when,
    "note": _note,
}


def _typed_number(draft: Draft, fact: Fact, step: Step, text: str) -> Moved | Refused | None:
    number = type_number(text)
    if number is None:
        return None
    if not isinstance(number, Number):
        return Refused(number)
    if too_many(step, number.value):
        return Moved(replace(draft, pending=Pending(step, str(number.value))), "really")
    return _take(draft, step, with_number(fact, step, number))


def _day(draft: Draft, fact: Fact, day: date, today: date) -> Moved:
    if odd_day(day, today):
        return Moved(replace(draft, pending=Pending("when", day.isoformat())), "really")
    return _take(draft, "when", replace(fact, day=day))


def _really(draft: Draft, value: str) -> Moved | None:
    pending, fact = draft.pending, draft.fact
    if pending is None or fact is None:
        return None
    if value == "correct":
        return Moved(replace(draft, pending=None), pending.step)
    if value != "yes":
        return None
    if pending.step == "when":
        day = date.fromisoformat(pending.value)
        return _take(draft.with_affirmed(draft.at, day_key(day)), "when", replace(fact, day=day))
    number = Number(int(pending.value), approximate=False)
    said = draft.with_affirmed(draft.at, many_key(pending.step, number.value))
    return _take(said, pending.step, with_number(fact, pending.step, number))


def _typed_place(draft: Draft, fact: Fact, step: Step, text: str) -> Moved | Refused:
    answer = type_place(fact, step, text)
    if answer is None:
        return Refused("no place")
    if isinstance(answer, Pending):
        return Moved(replace(draft, pending=answer), "which")
    return _take_place(draft, step, answer)


def _which(draft: Draft, value: str) -> Moved | None:
    pending, fact = draft.pending, draft.fact
    if pending is None or fact is None:
        return None
    chosen = choose_place(fact, pending, value)
    if chosen is None:
        return None
    return _take_place(seats.told_of_all(draft, pending, value), pending.step, chosen)


def _take_place(draft: Draft, step: Step, fact: Fact) -> Moved:
    """A named place settles the questions about finer places too, but a district leaves room for one."""
    taken = draft.with_fact(fact)
    return Moved(taken, after(taken, settled(step, fact)))
