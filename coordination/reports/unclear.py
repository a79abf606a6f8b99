"""What was not understood surely in somebody's words: asked with buttons, one thing at a time, before the card.

What is plain is not asked: of several places with one name, that of the reporter's own governorate is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coordination.places import gazetteer
from coordination.reports import seats
from coordination.reports.draft import Draft, Item, Pending, Step
from coordination.reports.fact import Fact, Figure
from coordination.reports.path import after, many_key, too_many
from coordination.reports.understanding.reading import MISSPELT, ONE_OF_SEVERAL, UNREADABLE, Reading

EVERYWHERE = "all"
"""The value of the button that shows all governorates."""
_MOST_CANDIDATES = 6
_SHOWN = 60
"""Characters that are shown of what stands where a number should."""

_PLACES: tuple[tuple[str, Step], ...] = (("governorate", "place"), ("origin_governorate", "origin_place"))


def sifted(draft: Draft, message: int, readings: Sequence[Reading], own: Sequence[str]) -> Draft:
    """The draft with what is unclear noted at the facts that these readings of a message gave; each is looked at once.

    `own` are the governorates of the reporter.
    """
    by_fact = {reading.fact: reading for reading in readings}

    def noted(item: Item) -> Item:
        if item.message != message or item.unclear is not None:
            return item
        reading = by_fact.get(item.fact)
        if reading is None:
            return replace(item, unclear=())
        guessed = tuple(step for field, step in _PLACES if reading.confidence[field] == MISSPELT)
        return replace(item, unclear=questions_about(reading, own, words), guessed=guessed)

    words = draft.texts.get(message, "")
    return seats.once(replace(draft, items=tuple(map(noted, draft.items))), message)


def questions_about(reading: Reading, own: Sequence[str], words: str = "") -> tuple[Pending, ...]:
    """What is to be asked about a fact, in the order in which it is asked; `words` are those of the whole message."""
    fact = reading.fact
    here = _place(reading, "governorate", fact.governorate, reading.unknown_place, own, words)
    there = _place(reading, "origin_governorate", fact.origin_governorate, reading.unknown_origin, own, words)
    figures = (
        _figure(reading, "households", fact.households),
        _figure(reading, "individuals", fact.individuals),
    )
    return tuple(pending for pending in (here, there, *figures) if pending is not None)


def _place(
    reading: Reading, field: str, governorate: str | None, unknown: str, own: Sequence[str], words: str
) -> Pending | None:
    step = dict(_PLACES)[field]
    if unknown:
        return Pending(step, unknown, tuple(own), "unknown")
    if reading.confidence[field] != ONE_OF_SEVERAL:
        known = field == "governorate"
        return seats.question(reading.fact, reading.candidates[field], words) if known else None
    if governorate in own:
        return None
    return Pending(step, reading.why[field], reading.candidates[field][:_MOST_CANDIDATES], "several")


def _figure(reading: Reading, step: Step, figure: Figure) -> Pending | None:
    if reading.confidence[step] == UNREADABLE:
        words = reading.why[step]
        return Pending(step, words if len(words) <= _SHOWN else words[:_SHOWN] + "…", (), "figure")
    if isinstance(figure, int) and too_many(step, figure):
        return Pending(step, str(figure), (), "odd")
    return None


def next_question(draft: Draft) -> tuple[Draft, Step] | None:
    """The draft with the next unclear thing pending, and the question about it; None when all is clear."""
    for index, item in enumerate(draft.items):
        if item.unclear:
            pending, *rest = item.unclear
            items = (*draft.items[:index], replace(item, unclear=tuple(rest)), *draft.items[index + 1 :])
            asked = replace(draft, items=items, at=index, changing=True, everywhere=False, pending=pending)
            return asked, _question(pending)
    return None


def _question(pending: Pending) -> Step:
    if pending.reason == "odd":
        return "really"
    return pending.step if pending.reason == "figure" else "which"


def answer(draft: Draft, value: str) -> tuple[Draft, Step] | None:
    """A pressed answer that only these questions have, with the step that follows; None for all others."""
    pending, fact = draft.pending, draft.fact
    if pending is None or fact is None:
        return None
    if pending.reason == "odd" and value == "yes":
        taken = draft.with_affirmed(draft.at, many_key(pending.step, int(pending.value))).with_fact(fact)
        return taken, after(taken, pending.step)
    if pending.reason != "unknown":
        return None
    if value == EVERYWHERE:
        return replace(draft, everywhere=True), "which"
    place = gazetteer().get(value)
    if place is None or place.kind != "governorate":
        return None
    taken = draft.with_fact(_named(fact, pending, place.id))
    return taken, after(taken, pending.step)


def retyped(before: Pending, draft: Draft) -> Draft:
    """The draft after the name of a place was typed anew: where that is unclear too, it is asked in the same way."""
    found = draft.pending
    if found is None or before.reason not in ("several", "unknown"):
        return draft
    if found.options:
        return replace(draft, pending=replace(found, reason="several"))
    options = before.options if before.reason == "unknown" else ()
    return replace(draft, pending=replace(found, options=options, reason="unknown"))


def in_words(fact: Fact, pending: Pending) -> Fact:
    """The fact with nothing assumed of the place in question: its name as it was written."""
    if pending.reason not in ("several", "unknown"):
        return fact
    return _named(fact, pending, None)


def _named(fact: Fact, pending: Pending, governorate: str | None) -> Fact:
    if pending.step == "origin_place":
        return replace(fact, origin_governorate=governorate, origin_place=None, origin_text=pending.value)
    return replace(fact, governorate=governorate, place=None, place_text=pending.value)
