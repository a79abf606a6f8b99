"""Days and times as people write them in Iraq, always by the clock of Baghdad."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

BAGHDAD = ZoneInfo("Asia/Baghdad")

# Plain "ar" would say نوفمبر; Iraq says تشرين الثاني.
_LOCALES = {"ar": "ar_IQ", "en": "en_GB"}
_COMMAS = {"ar": "،", "en": ","}


def in_baghdad(moment: datetime) -> datetime:
    """The moment by the clock of Baghdad. Raises ValueError for a datetime without a time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(BAGHDAD)


def day(value: date, language: str) -> str:
    """Sun 22 Nov 2026, الأحد 22 تشرين الثاني 2026. A datetime counts as its day in Baghdad."""
    return _written(value, "EEE d MMM y", language)


def short_day(value: date, language: str) -> str:
    """22 Nov, 22 تشرين الثاني. A datetime counts as its day in Baghdad."""
    return _written(value, "d MMM", language)


def day_month(value: date) -> str:
    """22/11. A datetime counts as its day in Baghdad."""
    day = in_baghdad(value).date() if isinstance(value, datetime) else value
    return f"{day.day}/{day.month}"


def time(moment: datetime) -> str:
    """The hour and minute in Baghdad, 00:00 to 23:59."""
    return f"{in_baghdad(moment):%H:%M}"


def moment(value: datetime, language: str) -> str:
    """Sun 22 Nov 2026, 14:05."""
    here = in_baghdad(value)
    return f"{day(here.date(), language)}{_COMMAS[language]} {here:%H:%M}"


def _written(value: date, pattern: str, language: str) -> str:
    return _day_written(in_baghdad(value).date() if isinstance(value, datetime) else value, pattern, language)


@lru_cache(maxsize=1024)
def _day_written(value: date, pattern: str, language: str) -> str:
    # CLDR puts a no-break space into تشرين الأول and into no other month.
    return format_date(value, pattern, locale=_locale(language)).replace("\xa0", " ")


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES[language])
