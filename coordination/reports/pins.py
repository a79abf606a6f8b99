"""A pin proposes the place of a fact: nothing is set before the reporter says that the report is about there."""

from __future__ import annotations

from dataclasses import replace

from coordination.places import gazetteer
from coordination.places.nearest import Near
from coordination.reports.draft import Draft, Pending, Step
from coordination.reports.fact import Fact
from coordination.reports.path import after
from coordination.reports.place_answers import settled, with_place

_WHERE = ("governorate", "district", "place")


def may_propose(draft: Draft, step: Step) -> bool:
    """Whether it is plain which fact a pin would be for, and no other question about an answer is open."""
    several = len(draft.items) > 1 and step in ("card", "change")
    nothing = any(fact.nothing_to_report for fact in draft.facts)
    return draft.pending is None and not several and not nothing


def known_already(draft: Draft, near: Near) -> bool:
    """Whether the fact in question is there by what was told before: at the nearest place, within it, or around it.

    A whole district or governorate is not near enough to know.
    """
    fact = draft.fact
    told = gazetteer().get(fact.place) if fact is not None and fact.place else None
    if told is None:
        return False
    around = told.kind != "district" and gazetteer().contains(told.id, near.place)
    return around or gazetteer().contains(near.place.id, told)


def propose(draft: Draft, step: Step, near: Near) -> Draft:
    """The draft with the question whether it is there; `step` is where it goes on afterwards."""
    return replace(draft, pending=Pending(step, str(round(near.km)), (near.place.id,)))


def answer(draft: Draft, value: str) -> tuple[Draft, Step] | None:
    """The draft after Yes or No, and the step that follows; None for any other value."""
    pending, fact = draft.pending, draft.fact
    place = gazetteer().get(pending.options[0]) if pending and pending.options else None
    if pending is None or place is None or value not in ("yes", "no"):
        return None
    if value == "no":
        return replace(draft, pending=None), pending.step
    if fact is None:
        return replace(draft, pending=None, near=place.id), pending.step
    there = draft.with_fact(with_place(fact, place))
    if pending.step in _WHERE:
        return there, after(there, settled("governorate", there.facts[there.at]))
    return there, pending.step


def begun_there(draft: Draft, fact: Fact) -> Fact:
    """A fact that is begun where a pin was said to be, unless it names a place itself."""
    place = gazetteer().get(draft.near) if draft.near else None
    named = fact.place or fact.place_text or fact.nothing_to_report
    return with_place(fact, place) if place and not named else fact
