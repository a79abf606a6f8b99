"""Where the figures of a product come from and what its words mean; the sheet of notes of a table."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

from coordination.products.bulletin import Bulletin
from coordination.products.lines import MOST
from coordination.products.period import Period
from coordination.reports import definitions as terms
from coordination.reports.details_codes import Code, codes
from coordination.reports.draft import Step
from coordination.reports.fact import Kind
from coordination.summaries.scope import ALL_KINDS, Scope
from views.language import Html, Words
from views.language.html import plain
from views.status import names
from views.terms import area_names, in_order


def sources(w: Words, found: Bulletin) -> list[str]:
    """Whose updates these are and how they were added up."""
    if not found.now.updates:
        since, until = w.moment(found.period.since), w.moment(found.period.until)
        nothing = w.say(
            "No update was saved from {since} to {until}, Baghdad time.", since=since, until=until
        )
        return [plain(nothing), *method(w)]
    people = w.count("{n} person", "{n} people", found.reporters)
    updates = w.count("{n} update", "{n} updates", found.now.updates)
    first = w.say(
        "{updates} from {people}, saved from {since} to {until}, Baghdad time.",
        updates=updates,
        people=people,
        since=w.moment(found.period.since),
        until=w.moment(found.period.until),
    )
    return [plain(first), *method(w)]


def method(w: Words) -> list[str]:
    """How figures are made, whatever the period."""
    return [
        w.label("Updates come from focal points and duty officers; corrections up to the as-of time are in."),
        w.label("Families and individuals are two figures; one is never made out of the other."),
        w.label("Sums hold what was given and nothing estimated."),
        w.label("Of updates that dispute each other, or tell the same, only the first is counted."),
        w.label("Names, phone numbers and other personal data in what people wrote are hidden."),
        w.label("P-codes are those of OCHA's common operational dataset; Halabja has none yet."),
    ]


def of_words(w: Words) -> list[str]:
    """How the columns are filled that no form asks for."""
    return [
        w.label(
            "Movement, cause, shelter, women, men, children, items, casualties, impact, access and organisation "
            "are read from the words of an update by fixed rules; an empty cell means that the words do not tell."
        ),
        w.label("Women, men and children are filled only where the update gives a number of them alone."),
        w.label(
            "A quantity stands as a number where one item is needed; quantities of several items stand in one cell, "
            "in the order of the items."
        ),
    ]


def meanings(w: Words) -> list[tuple[str, str]]:
    """What the codes in the cells mean, a line for each column."""
    names = (
        ("movement", w.label("Type of movement")),
        ("cause", w.label("Cause of the movement")),
        ("shelter", w.label("Type of shelter")),
        ("item", w.label("Items needed")),
        ("unit", w.label("Units of items")),
        ("impact", w.label("Type of impact")),
        ("constraint", w.label("Type of access constraint")),
    )
    return [(name, "\n".join(_meaning(w, one) for one in codes(column))) for column, name in names]


def _meaning(w: Words, one: Code) -> str:
    name = one.name[w.language]
    return name if name == one.code else w.label("{meaning}: {code}", meaning=name, code=one.code)


def definitions(w: Words) -> list[list[str]]:
    """The terms of the form, each once: term, meaning, source."""
    found = {one.term: one for step in get_args(Step) for one in terms.definitions(step)}
    return [[one.name[w.language], one.meaning[w.language], one.source[w.language]] for one in found.values()]


def of_table(
    w: Words, period: Period, scope: Scope, as_of: datetime, lines: int, *, confirmed: bool
) -> list[tuple[str, str]]:
    """The notes that lie beside exported data: when, what was chosen, how it was made, what its words mean."""
    governorates = scope.governorates
    chosen: list[tuple[str, Html | str]] = [
        (w.label("As of"), w.moment(as_of)),
        (w.label("Period"), w.label("{first} to {last}", first=w.day(period.first), last=w.day(period.last))),
        (
            w.label("Governorates"),
            area_names(w, in_order(governorates)) if governorates is not None else w.label("All"),
        ),
        (w.label("Subjects"), _kinds(w, scope)),
        (w.label("Confirmation"), w.label("only confirmed updates") if confirmed else w.label("all updates")),
        (w.label("Updates"), w.number(lines)),
    ]
    if lines >= MOST:
        chosen.append((w.label("Left out"), w.label("The newest updates beyond {n}.", n=MOST)))
    chosen += [(w.label("Method"), line) for line in method(w)]
    chosen += [(w.label("Method"), line) for line in of_words(w)]
    chosen += [(name, f"{meaning} ({source})") for name, meaning, source in definitions(w)]
    chosen += meanings(w)
    return [(name, plain(text) if isinstance(text, Html) else text) for name, text in chosen]


def _kinds(w: Words, scope: Scope) -> Html | str:
    if scope.kinds == ALL_KINDS:
        return w.label("All")
    return w.join([names.subject_name(w, kind) for kind in Kind if kind in scope.kinds])
