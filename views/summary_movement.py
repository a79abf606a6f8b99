"""Displacement and returns in a summary: sums with their change, by governorate, and who left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from coordination.places import gazetteer
from coordination.reports.days import day_in_baghdad
from coordination.summaries import Left, Movement, Reported, Summary
from views.figures import changed, figure, figures
from views.language import Html, Words
from views.status import names
from views.terms import area_name

REFERENCES = 5
"""References on one line; the rest is counted."""


def section(w: Words, title: Html, value: Movement, summary: Summary) -> Html | None:
    """The whole section; None where nothing was told in this window, nor people counted in the one before."""
    whole, before = value.whole, value.before
    if not value.areas:
        lines = [_only_before(w, value, week=of_a_week(summary)), *_left(w, value, summary)]
        return Html.lines(title, *lines) if any(lines) else None
    areas = (_area(w, code, part, _first_day(summary)) for code, part in value.areas)
    return Html.lines(
        title, *_totals(w, whole, before, week=of_a_week(summary)), *areas, *_left(w, value, summary)
    )


def _only_before(w: Words, value: Movement, *, week: bool) -> Html | None:
    """The window before, where nobody came in this one."""
    if value.before is None or not value.before.families.reports:
        return None
    told = figures(w, value.before)
    if value.left and week:
        return w.say("No arrivals reported; the week before: {figures}.", figures=told)
    if value.left:
        return w.say("No arrivals reported; the day before: {figures}.", figures=told)
    if week:
        return w.say("No report; the week before: {figures}.", figures=told)
    return w.say("No report; the day before: {figures}.", figures=told)


def of_a_week(value: Summary) -> bool:
    return value.until - value.since > timedelta(days=2)


def _totals(w: Words, whole: Reported, before: Reported | None, *, week: bool) -> list[Html]:
    families = figure(w, whole.families, "families")
    individuals = figure(w, whole.individuals, "individuals")
    if before is None:
        return [families, individuals]
    changes = (
        changed(w, whole.families, before.families, "families", week=week),
        changed(w, whole.individuals, before.individuals, "individuals", week=week),
    )
    return [
        w.say("{figure}; {change}", figure=told, change=change) if change else told
        for told, change in zip((families, individuals), changes, strict=True)
    ]


def _first_day(value: Summary) -> date:
    """The day in Baghdad that the window begins in."""
    return day_in_baghdad(value.since)


def _left(w: Words, value: Movement, summary: Summary) -> list[Html]:
    """Where people went, a line each; and that they are in no sum here."""
    lines = [_way(w, one, _first_day(summary)) for one in value.left]
    return [*lines, w.say("Those who left are counted where they came to.")] if lines else []


def _way(w: Words, way: Left, since: date) -> Html:
    values = {
        "where": _origin(w, way.origin),
        "figures": _dated(w, way.reported, since),
        "sources": _references(w, way.reported.references),
    }
    place = gazetteer().get(way.origin)
    if place is not None and place.governorate == way.to:
        return w.say(
            "• Left {where}: {figures} (to elsewhere in {to}) {sources}", **values, to=area_name(w, way.to)
        )
    return w.say("• Left {where}: {figures} (to {to}) {sources}", **values, to=area_name(w, way.to))


def _origin(w: Words, origin: str) -> Html | str:
    place = gazetteer().get(origin)
    if place is None or place.kind == "governorate":
        return area_name(w, origin)
    return names.location(w, place.governorate, place.id, "") or area_name(w, place.governorate)


def _area(w: Words, governorate: str | None, part: Reported, since: date) -> Html:
    return w.say(
        "• {where}: {figures} {sources}",
        where=area_name(w, governorate),
        figures=_dated(w, part, since),
        sources=_references(w, part.references),
    )


def _dated(w: Words, part: Reported, since: date) -> Html:
    """The figures, with the days before the window that they are of."""
    told = figures(w, part)
    older = [day for day in part.days if day < since]
    if older:
        values = {"figures": told, "days": w.join([w.short_day(day) for day in older])}
        all_older = len(older) == len(part.days)
        told = (
            w.say("{figures}, of {days}", **values)
            if all_older
            else w.say("{figures}, partly of {days}", **values)
        )
    return told


def _references(w: Words, references: Sequence[str]) -> Html:
    shown = Html(" ".join(w.code(reference) for reference in references[:REFERENCES]))
    rest = len(references) - REFERENCES
    if rest <= 0:
        return shown
    return w.count("{shown} and {n} more", "{shown} and {n} more", rest, shown=shown)
