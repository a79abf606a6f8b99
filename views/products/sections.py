"""The sections of a report that tell of updates: headline figures, tables, what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coordination.products.bulletin import Area, Bulletin, Headline, Moved
from coordination.products.lines import Line
from coordination.reports.fact import Kind
from coordination.summaries.total import Total
from views.language import Html, Words
from views.language.digits import grouped
from views.language.html import plain
from views.paper.picture import short_total
from views.quoting import one_line
from views.status import names
from views.terms import area_name, area_names

LISTED = 40
"""Single updates in one table; the others are counted, and stand in the exported table."""
TEXT = 280
"""Characters quoted of an update."""


def table(
    title: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    lead: str = "",
    foot: str = "",
) -> dict[str, Any]:
    """A table of a report: `widths` are parts of the width of the page, 0 for a column as wide as its numbers."""
    return {
        "title": title,
        "lead": lead,
        "columns": list(columns),
        "rows": [list(row) for row in rows],
        "widths": list(widths),
        "foot": foot,
    }


def headline(w: Words, found: Bulletin) -> list[dict[str, str]]:
    """The figures that are told first, each with what has changed since the period before."""
    now, before, asked = found.now, found.before, found.scope.kinds
    told = []
    if Kind.DISPLACEMENT in asked:
        families, individuals = now.displaced.families, now.displaced.individuals
        told += [
            _figure(w, w.label("Displaced families"), families, before.displaced.families),
            _figure(w, w.label("Displaced individuals"), individuals, before.displaced.individuals),
        ]
    if Kind.RETURN in asked:
        told.append(_figure(w, w.label("Returned families"), now.returned.families, before.returned.families))
    for kind, label in (
        (Kind.INCIDENT, w.label("Incidents")),
        (Kind.ACCESS, w.label("Access restrictions")),
    ):
        if kind in asked:
            told.append(_count(w, label, now.counts[kind], before.counts[kind], before))
    return [*told, _count(w, w.label("Updates received"), now.updates, before.updates, before)]


def _figure(w: Words, label: str, now: Total, before: Total) -> dict[str, str]:
    if not now.given or not before.given:
        change = w.label("no figure to compare with")
    else:
        change = w.label(
            "{difference} against the period before", difference=_signed(w, now.amount - before.amount)
        )
    return {"label": label, "value": shown(w, now), "change": change}


def _count(w: Words, label: str, now: int, before: int, earlier: Headline) -> dict[str, str]:
    if not earlier.updates:
        change = w.label("no figure to compare with")
    else:
        change = w.label("{difference} against the period before", difference=_signed(w, now - before))
    return {"label": label, "value": grouped(now, w.digits), "change": change}


def _signed(w: Words, n: int) -> Html:
    return Html(w.signed(n))


def shown(w: Words, total: Total) -> str:
    """A total in few signs: a star where only part of the updates gave a number."""
    partial = "*" if 0 < total.given < total.reports else ""
    return short_total(w, total) + partial


def by_governorate(w: Words, found: Bulletin) -> dict[str, Any]:
    """The sum, and one line for each governorate of which anything was told."""
    rows = [
        [area_name(w, area.governorate), *_cells(w, area), w.day_month(area.last)] for area in found.areas
    ]
    if len(rows) > 1:
        now = found.now
        rows.insert(0, [w.label("All"), *_sums(w, now.displaced, now.returned, now.counts, now.updates), ""])
    columns = [
        w.label("Governorate"),
        w.label("Displaced families"),
        w.label("Displaced individuals"),
        w.label("Returned families"),
        w.label("Incidents"),
        w.label("Access"),
        w.label("Needs"),
        w.label("Updates"),
        w.label("Latest"),
    ]
    return table(w.label("By governorate"), columns, rows, (5, 3, 4, 3, 3, 3, 3, 3, 3))


def _cells(w: Words, area: Area) -> list[str]:
    return _sums(w, area.displaced, area.returned, area.counts, area.updates)


def _sums(w: Words, displaced: Moved, returned: Moved, counts: Any, updates: int) -> list[str]:
    figures = (displaced.families, displaced.individuals, returned.families)
    numbers = (counts[Kind.INCIDENT], counts[Kind.ACCESS], counts[Kind.NEED], updates)
    return [*(shown(w, one) for one in figures), *(grouped(n, w.digits) for n in numbers)]


def incidents(w: Words, found: Bulletin) -> dict[str, Any]:
    """How many of each gravity, then the single ones, the gravest first."""
    told = [
        w.say("{gravity}: {n}", gravity=names.gravity_name(w, gravity), n=n) for gravity, n in found.gravities
    ]
    lead = plain(w.say("By gravity: {counts}.", counts=w.join(told))) if told else ""
    lines = found.told[Kind.INCIDENT]
    rows = [[names.gravity_name(w, one.fact.gravity), *_told(w, one)] for one in lines[:LISTED]]
    columns = [w.label("Gravity"), *_columns(w)]
    return table(w.label("Incidents"), columns, rows, (2, 3, 2, 8, 3), lead, _rest(w, lines))


def access(w: Words, found: Bulletin) -> dict[str, Any]:
    """Roads, checkpoints, permissions: the newest first."""
    return _list(w, w.label("Access"), found.told[Kind.ACCESS])


def situation(w: Words, found: Bulletin) -> dict[str, Any]:
    """What was told of the situation."""
    title = names.subject_name(w, Kind.SITUATION)
    return _list(w, title[:1].upper() + title[1:], found.told[Kind.SITUATION])


def _list(w: Words, title: str, lines: Sequence[Line]) -> dict[str, Any]:
    rows = [_told(w, one) for one in lines[:LISTED]]
    return table(title, _columns(w), rows, (4, 2, 9, 3), "", _rest(w, lines))


def _columns(w: Words) -> list[str]:
    return [w.label("Where"), w.label("Day"), w.label("What was told"), w.label("Reference")]


def _told(w: Words, line: Line) -> list[str]:
    entry = line.entry
    where = names.location(w, entry.governorate, entry.place, entry.place_text) or area_name(w, None)
    # Its own direction, so that the full stop of an English sentence stays at its end.
    told = w.say("{text}", text=one_line(entry.text, TEXT))
    text = plain(told) if entry.text else w.label("no details given")
    return [plain(where), w.day_month(entry.day), text, entry.reference]


def _rest(w: Words, lines: Sequence[Line]) -> str:
    rest = len(lines) - LISTED
    if rest <= 0:
        return ""
    return plain(
        w.count(
            "{n} more update is in the exported table.", "{n} more updates are in the exported table.", rest
        )
    )


def needs(w: Words, found: Bulletin) -> dict[str, Any]:
    """Sectors by how many updates name them, and where."""
    rows = [
        [
            names.sector_button(w, sector) if sector else w.label("Sector not given"),
            grouped(n, w.digits),
            plain(area_names(w, governorates)),
        ]
        for sector, n, governorates in found.needs
    ]
    columns = [w.label("Sector"), w.label("Updates"), w.label("Governorates")]
    foot = w.label("An update may name several sectors.") if rows else ""
    return table(w.label("Needs"), columns, rows, (4, 2, 12), "", foot)


def unknown(w: Words, found: Bulletin) -> list[str]:
    """What the figures leave open."""
    silence, all = found.around.silence, found.now.updates
    lines: list[Html | None] = [
        w.say(
            "Not heard from {n} of {expected}: {names}.",
            n=len(silence.quiet),
            expected=silence.expected,
            names=w.join([who.name(w.language) for who in silence.quiet]),
        )
        if silence.quiet
        else None,
        w.say(
            "No focal point yet: {names}.", names=w.join([who.name(w.language) for who in silence.unstaffed])
        )
        if silence.unstaffed
        else None,
        w.say("Not confirmed yet: {n} of {all} updates.", n=found.unconfirmed, all=all)
        if found.unconfirmed
        else None,
        w.say(
            "Told by one person only: {n} of {all} updates with news.",
            n=found.single_source,
            all=found.counted,
        )
        if found.single_source
        else None,
        w.count(
            "{n} dispute between updates is open: the first of them counts.",
            "{n} disputes between updates are open: the first of each counts.",
            found.around.disputes,
        )
        if found.around.disputes
        else None,
        _without_number(w, found.now.displaced.families),
    ]
    return [plain(line) for line in lines if line]


def _without_number(w: Words, total: Total) -> Html | None:
    missing = total.reports - total.given
    if not missing:
        return None
    return w.say(
        "Displacement without a number of families: {n} of {all} updates, of which {unknown} say that it is unknown.",
        n=missing,
        all=total.reports,
        unknown=total.unknown,
    )
