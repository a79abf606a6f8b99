"""Days named in a text: relative ("أمس", "two days ago", "since Thursday") and written ("18/11", "١٧ تشرين الثاني")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from coordination.reports.understanding.lexed import Lexed
from coordination.reports.understanding.tables import known_word, ordinals, units
from coordination.text.numerals import number_words, read_numeral
from coordination.text.tokens import Token
from coordination.text.vocabulary import Hit

# A day and month with no year is the nearest one that is not further ahead than this.
_AHEAD = timedelta(days=31)
_LONGEST_AGO = 400
_UNTIL = frozenset(("until", "till", "til", "untill", "حتي", "لغايه", "لحين", "غايه"))
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_BEFORE_MONTH = _ORDINALS | {"of", "من"}


class DayMention(NamedTuple):
    """A day named in tokens[start:end]; `day` is None where the calendar has no such day ("30/02")."""

    start: int
    end: int
    day: date | None


def find_days(lexed: Lexed, sent: date, taken: frozenset[int]) -> tuple[DayMention, ...]:
    """Find the days in order, counted from `sent` (the day of the message in Baghdad).

    `taken` are the indexes of tokens that mean something else.
    """
    found: list[DayMention] = []
    tokens, dates = lexed.tokens, lexed.dates
    worded, numbers, behind = any(dates), _number_words(), 0
    # A day begins with a number, or where days are spoken of at all with a word for one.
    starts = [
        index
        for index, token in enumerate(tokens)
        if token.kind == "number" or (worded and (dates[index] is not None or token.text in numbers))
    ]
    for index in starts:
        if index < behind:
            continue
        hit, mention = dates[index], None
        if index not in taken and (index == 0 or tokens[index - 1].text not in _UNTIL):
            mention = _numeric(tokens, index, sent)
            if mention is None and worded:
                mention = (
                    _with_month(lexed, index, sent) or _ago(lexed, index, sent) or _named(lexed, index, sent)
                )
        if mention is not None:
            found.append(mention)
            behind = mention.end
        elif hit is not None and "same" in hit.senses:
            # "the same night" names no day: it is the one named before.
            behind = hit.end
    return tuple(found)


@cache
def _number_words() -> frozenset[str]:
    """Return the words that can lead to a day and stand in no vocabulary of days."""
    return frozenset((*number_words(), *ordinals(), "a"))


def _hit(lexed: Lexed, index: int) -> Hit | None:
    return lexed.dates[index] if index < len(lexed.tokens) else None


def _number(tokens: Sequence[Token], index: int, most: int) -> int | None:
    if 0 <= index < len(tokens) and tokens[index].kind == "number" and tokens[index].text.isdecimal():
        if len(tokens[index].text) > 4:
            return None
        value = int(tokens[index].text)
        return value if 0 < value <= most else None
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, sent: date) -> date | None:
    """Return the day and month in the year that puts them nearest before (or just after) `sent`."""
    years = (_date(year, month, day) for year in (sent.year + 1, sent.year, sent.year - 1))
    return next((found for found in years if found is not None and found <= sent + _AHEAD), None)


def _numeric(tokens: Sequence[Token], start: int, sent: date) -> DayMention | None:
    """Read 18/11, 18-11, 19.11, 16-11-2026, 2026-11-16, 20.11.2026 and 11/20."""
    if tokens[start].kind != "number":
        return None
    dotted = tokens[start].text.split(".")
    if len(dotted) == 3 and all(part.isdecimal() for part in dotted):
        return DayMention(start, start + 1, _full_year(*map(int, (part[:4] for part in dotted))))
    if (
        len(dotted) == 2
        and len(dotted[1]) == 2
        and len(dotted[0]) < 3
        and not _counts_something(tokens, start + 1)
    ):
        day, month = map(int, dotted)
        return (
            DayMention(start, start + 1, _nearest(month, day, sent))
            if 0 < month < 13 and 9 < day < 32
            else None
        )
    first = _number(tokens, start, 9999)
    if first is None or start + 2 >= len(tokens):
        return None
    mark = tokens[start + 1]
    second = _number(tokens, start + 2, 9999)
    if mark.text not in ("/", "-") or not mark.glued or not tokens[start + 2].glued or second is None:
        return None
    if start + 4 < len(tokens) and tokens[start + 3].text == mark.text and tokens[start + 4].glued:
        third = _number(tokens, start + 4, 9999)
        return None if third is None else DayMention(start, start + 5, _full_year(first, second, third))
    if (
        second > 12 >= first
        and second <= 31
        and mark.text == "/"
        and not _counts_something(tokens, start + 3)
    ):
        first, second = second, first  # "11/20"
    if second > 12 or first > 31 or (mark.text == "-" and _counts_something(tokens, start + 3)):
        return None
    return DayMention(start, start + 3, _nearest(second, first, sent))


def _full_year(first: int, second: int, third: int) -> date | None:
    if first > 31:
        return _date(first, second, third)
    return _date(third if third > 99 else 2000 + third, second, first)


def _counts_something(tokens: Sequence[Token], index: int) -> bool:
    """Say whether a word that can be counted follows, so that "20-30" is a range and no day."""
    return any(
        token.text in units() or not known_word(token.text)
        for token in tokens[index : index + 1]
        if token.kind == "word"
    )


def _sense(hit: Hit | None, prefix: str) -> int | None:
    if hit is None:
        return None
    return _value(hit.senses, prefix)


@lru_cache(maxsize=1024)
def _value(senses: frozenset[str], prefix: str) -> int | None:
    return next((int(s.removeprefix(prefix)) for s in senses if s.startswith(prefix)), None)


def _with_month(lexed: Lexed, start: int, sent: date) -> DayMention | None:
    """Read "17 Nov", "17th of November 2026", "November 17" and "١٧ تشرين الثاني"."""
    tokens = lexed.tokens
    day, index = _number(tokens, start, 31), start + 1
    if day is None:
        day, index = _ordinal(tokens, start)
    if day is not None:
        while index < len(tokens) and tokens[index].text in _BEFORE_MONTH:
            index += 1
        hit = _hit(lexed, index)
        month = _sense(hit, "month:")
        index = hit.end if hit is not None else index
    else:
        hit = lexed.dates[start]
        month = _sense(hit, "month:")
        index = hit.end if hit is not None else start
        day, index = _number(tokens, index, 31), index + 1
        if index < len(tokens) and tokens[index].text in _ORDINALS:
            index += 1
    if month is None or day is None:
        return None
    year = _number(tokens, index, 9999)
    if year is not None and year > 2000:
        return DayMention(start, index + 1, _date(year, month, day))
    return DayMention(start, index, _nearest(month, day, sent))


def _ordinal(tokens: Sequence[Token], start: int) -> tuple[int | None, int]:
    """Read "السادس", "الحادي عشر", "الخامس والعشرين" and "sixth": (day, index behind it)."""
    first = ordinals().get(tokens[start].text)
    if first is None or start + 1 == len(tokens):
        return None, start + 1
    behind = tokens[start + 1].text
    if behind in ("عشر", "عشره") and first < 10:
        return first + 10, start + 2
    tens = ordinals().get(behind.removeprefix("و"))
    if behind.startswith("و") and tens is not None and tens in (20, 30) and first < 10:
        return first + tens, start + 2
    return first, start + 1


def _ago(lexed: Lexed, start: int, sent: date) -> DayMention | None:
    """Read "two days ago", "since 2 days", "قبل يومين", "منذ ٣ ايام", "a week ago"."""
    tokens = lexed.tokens
    since = lexed.dates[start]
    begins = since is not None and "since" in since.senses
    during = since is not None and "during" in since.senses
    index = since.end if (begins or during) and since is not None else start
    if index >= len(tokens):
        return None
    numeral = read_numeral(tokens, index)
    count = 1 if numeral is None else min(int(numeral.value), _LONGEST_AGO + 1)
    after = numeral.end if numeral is not None else index + (tokens[index].text in ("a", "one"))
    unit_hit = _hit(lexed, after)
    unit = _sense(unit_hit, "unit:")
    if unit is None or unit_hit is None or count * unit > _LONGEST_AGO:
        return None
    tail = _hit(lexed, unit_hit.end)
    ends = tail is not None and ("past" if during else "ago") in tail.senses
    single = numeral is None and unit == 1
    if not (begins or ends) or (single and not ends and tokens[start].text != "قبل"):
        return None
    end = tail.end if ends and tail is not None else unit_hit.end
    return DayMention(start, end, sent - timedelta(days=count * unit))


def _named(lexed: Lexed, start: int, sent: date) -> DayMention | None:
    hit = lexed.dates[start]
    if hit is None:
        return None
    weekday = _sense(hit, "weekday:")
    if weekday is not None:
        return DayMention(start, hit.end, sent - timedelta(days=(sent.weekday() - weekday) % 7))
    offset = _offset(hit.senses)
    return None if offset is None else DayMention(start, hit.end, sent + timedelta(days=offset))


@lru_cache(maxsize=1024)
def _offset(senses: frozenset[str]) -> int | None:
    """Return the days between the message and the day that a word names ("-1": yesterday)."""
    return next((int(s) for s in senses if s.lstrip("-").isdecimal()), None)
