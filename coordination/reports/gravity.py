"""How grave what a report tells is: as a person said, or by a rule out of its words, its figures and its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from coordination.reports.casualties import Casualties, casualties
from coordination.reports.draft import Draft
from coordination.reports.fact import GRAVITIES, Fact, Gravity, Kind
from coordination.text import clean
from coordination.text.reference import read_table
from coordination.text.tokens import tokenise
from coordination.text.vocabulary import Vocabulary

_LIMIT = 4096
_SENTENCES = re.compile(r"[\n.;؛!?؟]+")
_BY_FIGURES = frozenset({Kind.DISPLACEMENT, Kind.NEED})
"""Kinds whose gravity is that of their figures alone; returns, access and situations have none."""


_BY_NAME: Mapping[str, Gravity] = {one: one for one in GRAVITIES}


def gravity(fact: Fact, text: str = "") -> Gravity:
    """How grave a fact is; `text` are the words about it. What a person said of an incident holds.

    By the rule (`reference/gravity.csv`, `reference/words/`): for incidents the gravest of those killed, injured, missing
    and hit, and of what its kind is at least; a kind is no more than moderate where nobody is said to have come to
    harm. Displacement and needs go by their figures. "unknown" where nothing of this is told. Raises nothing.
    """
    if fact.nothing_to_report:
        return "unknown"
    if fact.kind is Kind.INCIDENT:
        return fact.gravity if fact.gravity_chosen else _of_incident(fact, f"{text}\n{fact.note}")
    return _gravest(_by_figures(fact)) if fact.kind in _BY_FIGURES else "unknown"


def rated(fact: Fact, text: str = "") -> Fact:
    """The fact with its gravity; a choice is kept for incidents only."""
    found, chosen = gravity(fact, text), fact.gravity_chosen and fact.kind is Kind.INCIDENT
    if (found, chosen) == (fact.gravity, fact.gravity_chosen):
        return fact
    return replace(fact, gravity=found, gravity_chosen=chosen)


def rated_draft(draft: Draft) -> Draft:
    """The draft with the gravity of all its facts; a correction that changes nothing else changes no gravity."""
    corrects = draft.corrects
    if corrects is not None:
        if not draft.items or (draft.facts[0] == corrects.before and draft.words in (None, corrects.words)):
            return draft
        words = corrects.words if draft.words is None else draft.words
        fact = rated(draft.facts[0], words)
        return replace(draft, items=(replace(draft.items[0], fact=fact), *draft.items[1:]))
    told = [(item.fact, item.message) for item in draft.items]
    rates = [
        rated(item.fact, words_about(item.fact, draft.texts.get(item.message, ""), told, item.message))
        if item.message is not None
        else rated(item.fact)
        for item in draft.items
    ]
    items = [replace(item, fact=fact) for item, fact in zip(draft.items, rates, strict=True)]
    return replace(draft, items=tuple(items))


def words_about(fact: Fact, text: str, told: Iterable[tuple[Fact, int | None]], message: int | None) -> str:
    """The words of a message that are about one of its facts: all, or, of several incidents, the sentences that name its place."""
    incidents = sum(one.kind is Kind.INCIDENT and key == message for one, key in told)
    if incidents <= 1 or not fact.place_text:
        return text
    named = [sentence for sentence in _SENTENCES.split(text) if fact.place_text in sentence]
    return "\n".join(named) or text


def _of_incident(fact: Fact, text: str) -> Gravity:
    harmed = casualties(text)
    kind = _least_by_kind(text)
    if harmed.nobody and _rank(kind) > _rank("moderate"):
        kind = "moderate"
    if harmed.nobody and kind == "unknown":
        kind = "minor"
    return _gravest((kind, *_by_casualties(harmed), *_by_figures(fact)))


def _by_casualties(harmed: Casualties) -> list[Gravity]:
    return [
        _reached("killed", harmed.killed),
        _reached("injured", harmed.injured),
        _reached("missing", harmed.missing),
    ]


def _by_figures(fact: Fact) -> list[Gravity]:
    figures = (("families", fact.households), ("individuals", fact.individuals))
    return [_reached(what, figure) for what, figure in figures if isinstance(figure, int)]


def _reached(what: str, number: int) -> Gravity:
    """The gravity that a number reaches; "unknown" for nobody."""
    if number < 1:
        return "unknown"
    return _gravest(("minor", *(gravity for least, gravity in _thresholds()[what] if number >= least)))


def _least_by_kind(text: str) -> Gravity:
    hits = _kinds().at_each(tokenise(clean(text, _LIMIT)))
    return _gravest(_known(sense) for hit in hits if hit for sense in hit.senses)


def _gravest(found: Iterable[Gravity]) -> Gravity:
    return max(found, key=_rank, default="unknown")


def _rank(one: Gravity) -> int:
    """Minor is 0; what is unknown is below it."""
    return -1 if one == "unknown" else GRAVITIES.index(one)


def _known(name: str) -> Gravity:
    """A name out of a table as a gravity. Raises KeyError for any other word."""
    return _BY_NAME[name]


@cache
def _thresholds() -> Mapping[str, Sequence[tuple[int, Gravity]]]:
    found: dict[str, list[tuple[int, Gravity]]] = {}
    for row in read_table("gravity.csv"):
        found.setdefault(row["what"], []).append((int(row["at_least"]), _known(row["gravity"])))
    return found


@cache
def _kinds() -> Vocabulary:
    return Vocabulary((row["phrase"], row["gravity"]) for row in read_table("words/incident_gravity.csv"))
