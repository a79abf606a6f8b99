"""The report of a week or a month as PDF: in Arabic, in English, or first the one and then the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coordination.places import gazetteer
from coordination.products.bulletin import Bulletin
from coordination.products.period import Period
from coordination.reports.fact import Kind
from coordination.summaries.total import Total, added
from views.language import Words
from views.language.html import plain
from views.paper import picture, typesetting
from views.products import sections
from views.products.around import cases, knowledge, meetings
from views.products.notes import definitions, sources
from views.status import names
from views.terms import area_names, in_order

MIME = "application/pdf"
_MOST_DAYS, _WEEK = 62, 7
"""Of a longer period the line has a point for each week."""


def file_name(period: Period, language: str, ending: str) -> str:
    """The name under which a product is sent: what, its days, its language."""
    days = f"{period.first:%Y%m%d}-{period.last:%Y%m%d}"
    return f"tansiq-{period.span}-{days}-{language}.{ending}"


def draw(values: Mapping[str, Any], found: Bulletin) -> bytes:
    """The PDF of what `values` gave; the same values make the same bytes. Up to a second for long ones."""
    return typesetting.pdf("report", values, found.as_of)


def values(voices: Sequence[Words], found: Bulletin) -> dict[str, Any]:
    """What the template shows, as JSON: a part for each language."""
    return {"parts": [_part(w, found) for w in voices]}


def title(w: Words, period: Period) -> str:
    """What kind of report it is."""
    if period.span == "week":
        return w.label("Weekly report")
    return w.label("Monthly report") if period.span == "month" else w.label("Report")


def days(w: Words, period: Period) -> str:
    """From its first to its last day."""
    if period.first == period.last:
        return w.day(period.first)
    return w.label("{first} to {last}", first=w.day(period.first), last=w.day(period.last))


def _part(w: Words, found: Bulletin) -> dict[str, Any]:
    return {
        "language": w.language,
        "centre": w.label("Joint Coordination and Monitoring Centre"),
        "title": title(w, found.period),
        "days": days(w, found.period),
        "moment": plain(w.say("As of {moment}, Baghdad time.", moment=w.moment(found.as_of))),
        "scope": _scope(w, found),
        "page": w.label("Page"),
        "numbering": "١" if w.digits == "arabic" else "1",
        "moves": bool(found.scope.kinds & {Kind.DISPLACEMENT, Kind.RETURN}),
        "headline": sections.headline(w, found),
        "marks": [
            w.label("– no report · ? number unknown · ≈ about"),
            w.label("* given in part of the updates · change: against the period before"),
        ],
        "map": _map(w, found),
        "trend": _trend(w, found),
        "tables": [one for one in _tables(w, found) if one is not None],
        "unknown": {"title": w.label("What we do not know"), "lines": sections.unknown(w, found)},
        "sources": {"title": w.label("Sources"), "lines": sources(w, found)},
        "definitions": {"title": w.label("Definitions"), "rows": definitions(w)},
        "none": w.label("None."),
    }


def _tables(w: Words, found: Bulletin) -> list[dict[str, Any] | None]:
    """The tables in order; those of subjects that were not asked for stay out."""
    asked = found.scope.kinds
    return [
        sections.by_governorate(w, found),
        sections.incidents(w, found) if Kind.INCIDENT in asked else None,
        sections.access(w, found) if Kind.ACCESS in asked else None,
        sections.needs(w, found) if Kind.NEED in asked else None,
        sections.situation(w, found) if Kind.SITUATION in asked else None,
        cases(w, found),
        *meetings(w, found),
        *knowledge(w, found),
    ]


def _scope(w: Words, found: Bulletin) -> list[str]:
    governorates, kinds = found.scope.governorates, found.scope.kinds
    lines = [
        w.say("Governorates: all")
        if governorates is None
        else w.say("Governorates: {names}", names=area_names(w, in_order(governorates))),
        w.say("Subjects: all")
        if len(kinds) == len(Kind)
        else w.say(
            "Subjects: {names}", names=w.join([names.subject_name(w, kind) for kind in Kind if kind in kinds])
        ),
    ]
    if found.confirmed_only:
        lines.append(w.say("Only updates that the centre has confirmed."))
    return [plain(line) for line in lines]


def _map(w: Words, found: Bulletin) -> dict[str, Any]:
    areas: dict[str, Total] = {
        area.governorate: area.displaced.families
        for area in found.areas
        if area.governorate and area.displaced.families.reports
    }
    known = {place.id for place in gazetteer().governorates()}
    return {
        "title": w.label("Displaced families by governorate"),
        "note": w.label("A schematic: one tile for each governorate, no boundaries."),
        **picture.tiles(w, {code: areas[code] for code in areas if code in known}, found.scope.governorates),
    }


def _trend(w: Words, found: Bulletin) -> dict[str, Any]:
    days, displaced, returned = found.days, found.displaced, found.returned
    title = w.label("Families by day (a gap: no figure)")
    if len(days) > _MOST_DAYS:
        title = w.label("Families by week (a gap: no figure)")
        days, displaced, returned = days[::_WEEK], _by_week(displaced), _by_week(returned)
    last = len(days) - 1
    named = sorted({0, last // 2, last}) if last > 3 else sorted({0, last})
    return {"title": title, **picture.two_lines(w, days, displaced, returned, named)}


def _by_week(totals: Sequence[Total]) -> tuple[Total, ...]:
    return tuple(added(totals[n : n + _WEEK]) for n in range(0, len(totals), _WEEK))
