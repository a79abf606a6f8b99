"""The picture of a summary, PNG: tiles of the governorates, two lines over a fortnight, bars of needs.

The tiles are a schematic: each governorate one square near its neighbours, no boundary and no area. Colours are told
apart by everybody, and no meaning rests on colour alone. It brings its own ground: the same in light and dark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from coordination.places import gazetteer
from coordination.summaries.picture import DAYS, WEEK, Picture
from coordination.summaries.total import Total
from views.language import Html, Words
from views.language.digits import grouped, in_digits
from views.language.html import plain
from views.message import Message
from views.paper import typesetting
from views.status import names

MIME = "image/png"
NAME = "summary.png"

TILES: Mapping[str, tuple[int, int]] = {
    "IQ-DA": (2, 0),
    "IQ-NI": (1, 1),
    "IQ-AR": (2, 1),
    "IQ-SU": (3, 1),
    "IQ-SD": (1, 2),
    "IQ-KI": (2, 2),
    "IQ-HL": (3, 2),
    "IQ-AN": (0, 3),
    "IQ-BG": (1, 3),
    "IQ-DI": (2, 3),
    "IQ-KA": (0, 4),
    "IQ-BB": (1, 4),
    "IQ-WA": (2, 4),
    "IQ-NA": (0, 5),
    "IQ-QA": (1, 5),
    "IQ-DQ": (2, 5),
    "IQ-MA": (3, 5),
    "IQ-MU": (1, 6),
    "IQ-BA": (2, 6),
}
"""Column from the west and row from the north of each governorate: the same in both languages."""
_LEVELS = (1, 50, 200, 500, 1000)
"""From how many families on each shade begins."""
_BARS = 6
_IN_CAPTION = 5
_PPI = 144


def draw(values: Mapping[str, Any]) -> bytes:
    """The picture of what `values` gave. Takes tens of milliseconds."""
    return typesetting.png("picture", values, ppi=_PPI)


def values(w: Words, picture: Picture) -> dict[str, Any]:
    """What the template shows, as JSON: words in the reader's language, numbers to draw with."""
    return {
        "language": w.language,
        "title": w.label("Figures of the last days"),
        "moment": plain(w.say("As of {moment}, Baghdad time.", moment=w.moment(picture.until))),
        "map": w.label("Displaced families reported in a week"),
        **tiles(w, picture.areas, picture.seen),
        "marks": w.label("– no report · ? number unknown · ≈ about"),
        "lines": w.label("Families by day, two weeks (a gap: no figure)"),
        **two_lines(w, picture.days, picture.displaced, picture.returned, (0, DAYS - WEEK, DAYS - 1)),
        "needs": w.label("Updates that name a need, in a week"),
        "bars": [
            {"label": names.sector_name(w, sector), "n": n, "said": in_digits(str(n), w.digits)}
            for sector, n in picture.needs[:_BARS]
        ],
        "none": w.label("no report"),
    }


def tiles(w: Words, areas: Mapping[str, Total], seen: frozenset[str] | None) -> dict[str, Any]:
    """The values of `tile-map` and `legend`: totals by governorate; `seen` are those that the reader sees, None for all."""
    return {
        "tiles": [_tile(w, areas, seen, code, at) for code, at in TILES.items()],
        "legend": [w.label("no report"), *(_shade_name(w, n) for n in range(len(_LEVELS) + 1))],
    }


def two_lines(
    w: Words,
    days: Sequence[date],
    displaced: Sequence[Total],
    returned: Sequence[Total],
    named: Sequence[int],
) -> dict[str, Any]:
    """The values of `two-lines`: totals for each day; `named` are the days that are written below."""
    most = max((total.amount for total in (*displaced, *returned)), default=0)
    return {
        "displaced": {"label": w.label("displaced (line)"), "points": _points(displaced)},
        "returned": {"label": w.label("returned (dashes)"), "points": _points(returned)},
        "most": max(most, 1),
        "scale": [grouped(n, w.digits) for n in (0, most)],
        "days": [[n, w.short_day(days[n])] for n in named],
    }


def caption(w: Words, picture: Picture) -> Message:
    """What the picture shows, for those who cannot see it; at most a few lines."""
    areas = sorted(picture.areas.items(), key=lambda one: -one[1].amount)
    told = [
        w.say("{where}: {amount}", where=names.place_name(w, code), amount=_families(w, total))
        for code, total in areas[:_IN_CAPTION]
    ]
    needs = [
        w.say("{sector} {n}", sector=names.sector_name(w, sector), n=n) for sector, n in picture.needs[:_BARS]
    ]
    rest = len(areas) - _IN_CAPTION
    listed = w.join(told)
    if rest > 0:
        listed = w.count(
            "{shown} and {n} other governorate", "{shown} and {n} other governorates", rest, shown=listed
        )
    return Message(
        Html.lines(
            w.say("📊 The picture, in words:"),
            w.say("Displaced in a week: {areas}.", areas=listed)
            if told
            else w.say("No displacement was reported in a week."),
            _peak(w, picture),
            w.say("Updates that name a need: {needs}.", needs=w.join(needs)) if needs else None,
        )
    )


def _peak(w: Words, picture: Picture) -> Html | None:
    given = [(day, one) for day, one in zip(picture.days, picture.displaced, strict=True) if one.given]
    if not given:
        return None
    day, most = max(given, key=lambda one: one[1].amount)
    return w.say(
        "The most on one day of two weeks: {amount}, {day}.",
        amount=_families(w, most),
        day=w.short_day(day),
    )


def _families(w: Words, total: Total) -> Html | str:
    return names.families(w, total.amount if total.given else "unknown", approximate=total.approximate)


def _tile(
    w: Words, areas: Mapping[str, Total], seen: frozenset[str] | None, code: str, at: tuple[int, int]
) -> dict[str, Any]:
    place = gazetteer().get(code)
    total = areas.get(code)
    hidden = seen is not None and code not in seen
    said = "" if hidden else "–"
    shade = -1
    if total is not None and not hidden:
        shade = sum(total.amount >= level for level in _LEVELS) if total.given else -1
        said = short_total(w, total) if total.given else w.label("?")
    return {
        "name": place.name(w.language) if place else code,
        "x": at[0],
        "y": at[1],
        "shade": shade,
        "said": said,
        "hidden": hidden,
    }


def short_total(w: Words, total: Total) -> str:
    """A total in few signs; what they mean is `marks`."""
    if not total.given:
        return w.label("?") if total.unknown else "–"
    return ("≈" if total.approximate else "") + grouped(total.amount, w.digits)


def _shade_name(w: Words, shade: int) -> str:
    if shade == 0:
        return in_digits("0", w.digits)
    if shade == len(_LEVELS):
        return grouped(_LEVELS[-1], w.digits) + "+"
    first, last = _LEVELS[shade - 1], _LEVELS[shade] - 1
    return in_digits(f"{first}–{last}", w.digits)


def _points(totals: Sequence[Total]) -> list[int | None]:
    """A number for each day that has one: a day without a figure is a gap, not a zero."""
    return [total.amount if total.given else None for total in totals]
