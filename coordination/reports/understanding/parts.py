"""A message cut into parts, each with the words, places, days and figures in it, and what it tells about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from coordination.reports.fact import Kind
from coordination.reports.understanding.borders import Boundary, borders, is_bullet
from coordination.reports.understanding.days import DayMention
from coordination.reports.understanding.mentions import Mention
from coordination.reports.understanding.message import Message
from coordination.reports.understanding.people import People
from coordination.reports.understanding.senses import kind_told, meant, need_positions, sectors
from coordination.text.tokens import Token
from coordination.text.vocabulary import Hit

_LINKS = frozenset(("also",))
_BULLETS = frozenset((")", "-", ".", ":", "/"))


class Part(NamedTuple):
    """A stretch of a message that tells one thing at most; `boundary` is what stands before it."""

    start: int
    end: int
    boundary: Boundary
    listed: bool
    senses: frozenset[str]
    hits: tuple[Hit, ...]
    kind: Kind | None
    sectors: tuple[str, ...]
    sectors_before: tuple[str, ...]
    mentions: tuple[Mention, ...]
    days: tuple[DayMention, ...]
    people: tuple[People, ...]


class _Stretch(NamedTuple):
    """What was found in tokens[start:end]."""

    start: int
    end: int
    hits: tuple[Hit, ...]
    mentions: tuple[Mention, ...]
    days: tuple[DayMention, ...]
    people: tuple[People, ...]


def cut(message: Message) -> tuple[Part, ...]:
    """Cut a message where a line, sentence or list ends, and where another thing begins to be told."""
    if not message.tokens:
        return ()
    found: dict[int, Boundary] = {}
    for border, boundary in borders(message):
        found.setdefault(border, boundary)
    parts: list[Part] = []
    tokens, line, listed = message.tokens, False, False
    for stretch in _stretches(message, sorted({0, *found} - {len(tokens)})):
        boundary = found.get(stretch.start, "line")
        line = line or boundary == "line"
        listed = listed or _is_listed(tokens, stretch, boundary)
        # A bullet, or words that say nothing, are no part; what stood before them stands before the next one.
        if _tells(message, stretch):
            parts.append(_part(message, stretch, "line" if line else boundary, listed))
            line = listed = False
    return tuple(parts)


def _tells(message: Message, found: _Stretch) -> bool:
    if found.mentions or found.days or found.people or any(message.lexed.units[found.start : found.end]):
        return True
    return any(hit.senses != _LINKS for hit in found.hits)


def _stretches(message: Message, starts: Sequence[int]) -> Iterator[_Stretch]:
    ends = [*starts[1:], len(message.tokens)]
    hits, mentions = _dealt(message.hits, ends), _dealt(message.mentions, ends)
    days, people = _dealt(message.days, ends), _dealt(message.people, ends)
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        yield _Stretch(start, end, hits[index], mentions[index], days[index], people[index])


_Found = TypeVar("_Found", Hit, Mention, DayMention, People)


def _dealt(found: tuple[_Found, ...], ends: Sequence[int]) -> list[tuple[_Found, ...]]:
    """Deal out what was found (in order) to the stretches in which it begins; each ends where the next begins."""
    if len(ends) == 1:
        return [found]
    if not found:
        return [()] * len(ends)
    dealt, at = [], 0
    for end in ends:
        first = at
        while at < len(found) and found[at].start < end:
            at += 1
        dealt.append(found[first:at])
    return dealt


def _part(message: Message, found: _Stretch, boundary: Boundary, listed: bool) -> Part:
    told_of, denied = meant(message, found.hits, found.people)
    needs = need_positions(told_of)
    before, after = sectors(message, found.hits, needs)
    told: set[str] = set().union(*[hit.senses for hit in told_of])
    if needs:
        told.add("needs")
        if all("worn" in hit.senses for hit in told_of if hit.start in {start for start, _ in needs}):
            told.add("only worn")
    if any(message.lexed.units[found.start : found.end]):
        told.add("people")
    if denied:
        told.add("denied")
    last = found.hits[-1] if found.hits else None
    if last and "nothing_maybe" in last.senses and _nothing_follows(message, last, found.end):
        told.add("nothing")
    return Part(
        start=found.start,
        end=found.end,
        boundary=boundary,
        listed=listed,
        senses=frozenset(told),
        hits=tuple(told_of),
        kind=kind_told(told, found.mentions, found.people),
        sectors=after,
        sectors_before=before,
        mentions=found.mentions,
        days=found.days,
        people=found.people,
    )


def _nothing_follows(message: Message, hit: Hit, end: int) -> bool:
    return all(token.kind == "mark" for token in message.tokens[hit.end : end])


def _is_listed(tokens: tuple[Token, ...], stretch: _Stretch, boundary: Boundary) -> bool:
    """Say whether a part is an item of a list: behind a semicolon, or with a bullet or number before it."""
    if boundary == "list":
        return True
    start, first = stretch.start, tokens[stretch.start]
    numbered = first.kind == "number" and start + 1 < stretch.end and tokens[start + 1].text in _BULLETS
    return boundary == "line" and (is_bullet(first) or numbered)
