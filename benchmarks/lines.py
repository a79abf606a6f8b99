"""One-line status updates that need no question: each tells of another pair of places, in Arabic and in English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import count

from coordination.places import Place, gazetteer
from coordination.reports.fact import Kind
from coordination.reports.unclear import questions_about
from coordination.reports.understand import Sender, read

_PHRASES = (
    (Kind.DISPLACEMENT, "en", "{n} families displaced from {origin} to {place}"),
    (Kind.DISPLACEMENT, "ar", "نزوح {n} عائلة من {origin} إلى {place}"),
    (Kind.RETURN, "en", "{n} families returned from {origin} to {place}"),
    (Kind.RETURN, "ar", "عودة {n} عائلة من {origin} إلى {place}"),
)
_FEWEST = 20
_PLACES = 160


def lines() -> Iterator[str]:
    """Updates without end; a pair of places comes again, with another number, only after ten thousand of them.

    Nobody is displaced from where others return to, so that returns are never more than were displaced.
    """
    places = _places()
    half = len(places) // 2
    for n in count():
        kind, language, phrase = _PHRASES[n % len(_PHRASES)]
        among = places[:half] if kind is Kind.DISPLACEMENT else places[half : 2 * half]
        # Both languages of a kind count through the same pairs.
        pair = n // len(_PHRASES) * 2 + n % 2
        first, step = pair % half, pair // half % (half - 1) + 1
        origin, place = among[first], among[(first + step) % half]
        yield phrase.format(n=_FEWEST + n, origin=origin.name(language), place=place.name(language))


@cache
def _places() -> tuple[Place, ...]:
    """Districts and sub-districts whose names mean nothing else, wherever they stand in a line."""
    found: list[Place] = []
    for governorate in gazetteer().governorates():
        inside = (place for place in gazetteer().descendants(governorate.id) if place.kind != "camp")
        found += [place for place in inside if _plain(place)]
    return tuple(found[:: max(1, len(found) // _PLACES)])


def _plain(place: Place) -> bool:
    now = datetime.now(UTC)
    sure = gazetteer().get(_SURE)
    if sure is None or place.governorate == sure.governorate:
        return False
    for _, language, phrase in _PHRASES:
        names = place.name(language), sure.name(language)
        for origin, to in (names, names[::-1]):
            text = phrase.format(n=_FEWEST, origin=origin, place=to)
            readings = read(text, now, Sender(()))
            ids = [(one.fact.origin_place, one.fact.place) for one in readings]
            expected = (place.id, sure.id) if origin == names[0] else (sure.id, place.id)
            if ids != [expected] or questions_about(readings[0], ()):
                return False
    return True


_SURE = next(place.id for place in gazetteer().find("Debaga").places)
"""A place that is always understood."""
