"""A message cut into parts, each with the words, places, days and figures in it, and what it tells about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from coordination.reports.fact import Kind
from coordination.reports.understanding.days import DayMention, find_days
from coordination.reports.understanding.lexed import Lexed, lex
from coordination.reports.understanding.mentions import Mention, find_mentions, place_tokens
from coordination.reports.understanding.people import People, counts_people, find_people
from coordination.reports.understanding.vocabulary import Hit, in_turn
from coordination.text.tokens import Token

Boundary = Literal["line", "sentence", "list", "soft"]

_MOVES = frozenset(("displaced", "arrived", "left", "returned", "home"))
_STARTS_A_PART = _MOVES | {"incident", "access", "here"}
_TELLS_NOTHING_ELSE = frozenset(("need", "closed", "opened", "harm"))
_DENIABLE = _MOVES | _TELLS_NOTHING_ELSE | {"incident", "access", "moving", "people"}
_NEEDING = frozenset(("need", "need_if_sector", "needed", "needed_if_sector", "both"))
_NEED_REACH = 5
_NO_REACH = 6
_HINDER_REACH = 3
_CAUSE_REACH = 4
_SHORT_WORDS = "approx app aprox ind inds no nr dist gov dr eng st incl esp pers indiv hh hhs"
_ABBREVIATIONS = frozenset(_SHORT_WORDS.split())
_BULLETS = frozenset((")", "-", ".", ":", "/"))


@dataclass(frozen=True, slots=True)
class Message:
    """A text with everything found in it, in order."""

    lexed: Lexed
    hits: tuple[Hit, ...]
    mentions: tuple[Mention, ...]
    days: tuple[DayMention, ...]
    people: tuple[People, ...]

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.lexed.tokens


@dataclass(frozen=True, slots=True)
class Part:
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


def read_message(text: str, sent: date) -> Message:
    """Find the words, places, days and figures of a cleaned text; `sent` is its day in Baghdad."""
    lexed = lex(text)
    mentions = find_mentions(lexed)
    taken = placed = place_tokens(mentions)
    days = find_days(lexed, sent, taken)
    taken |= {index for day in days for index in range(day.start, day.end)}
    hits = tuple(hit for hit in in_turn(lexed.senses) if not placed.issuperset(range(hit.start, hit.end)))
    return Message(lexed, hits, mentions, days, find_people(lexed, taken))


def cut(message: Message) -> tuple[Part, ...]:
    """Cut a message where a line, sentence or list ends, and where another thing begins to be told."""
    tokens = message.tokens
    borders: dict[int, Boundary] = {}
    for border, boundary in _borders(message):
        borders.setdefault(border, boundary)
    starts = sorted({0, *borders})
    parts = []
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        part = _part(message, start, end, borders.get(start, "line"))
        if part is not None:
            parts.append(part)
    return tuple(parts)


def _borders(message: Message) -> Iterator[tuple[int, Boundary]]:
    """Yield (index of the first token of a part, what stands before it)."""
    named: list[Mention | DayMention | People] = [*message.mentions, *message.days, *message.people]
    covered = {index for one in named for index in range(one.start + 1, one.end)}
    # The minus of "-5" ends nothing.
    covered |= {people.start for people in message.people if message.tokens[people.start].kind == "mark"}
    # "the road Mosul - Sinjar" goes on behind the dash.
    starts = {mention.start for mention in message.mentions}
    dashes = {m.end for m in message.mentions if m.end + 1 in starts and message.tokens[m.end].text == "-"}
    for index in range(len(message.tokens)):
        boundary = _border_at(message.tokens, index, dashes) if index not in covered else None
        if boundary is not None:
            yield index + 1, boundary
    for hit in message.hits:
        if hit.start and hit.start not in covered and _begins(message, hit):
            yield hit.start, "soft"


def _border_at(tokens: tuple[Token, ...], index: int, between_places: set[int]) -> Boundary | None:
    """Return the boundary that the mark at `index` makes, if it makes one."""
    token = tokens[index]
    if token.text == "\n":
        return "line"
    if token.kind != "mark":
        return None
    if token.text in ";•":
        return "list"
    if token.text in ".!?":
        ends = index > 0 and tokens[index - 1].text not in _ABBREVIATIONS and not _glued(tokens, index + 1)
        return "sentence" if ends else None
    if token.text == "," or (index and token.text in ("+", "-") and not token.glued):
        return None if index in between_places else "soft"
    return None


def _glued(tokens: tuple[Token, ...], index: int) -> bool:
    return index < len(tokens) and tokens[index].glued


def _begins(message: Message, hit: Hit) -> bool:
    """Say whether a linking word, or a verb with an attached و, begins to tell another thing."""
    word = message.tokens[hit.start].text
    if "also" in hit.senses:
        return True
    attached = not word.isascii() and word[0] == "و" and not _keeps_first_letter(word)
    return attached and bool(hit.senses & _STARTS_A_PART)


def _keeps_first_letter(word: str) -> bool:
    """Say whether the و belongs to the word itself (وصل, وقف)."""
    return word.startswith(("وصل", "وصول", "واصل", "وقف", "وفد", "وباء", "وفاه", "وفيات"))


_Found = TypeVar("_Found", Hit, Mention, DayMention, People)


def _within(found: tuple[_Found, ...], start: int, end: int) -> tuple[_Found, ...]:
    """Return those of `found` (in order) that begin in tokens[start:end]."""
    return found[bisect_left(found, start, key=_start) : bisect_left(found, end, key=_start)]


def _end(found: Hit) -> int:
    return found.end


def _start(found: Hit | Mention | DayMention | People) -> int:
    return found.start


def _part(message: Message, start: int, end: int, boundary: Boundary) -> Part | None:
    if start >= end:
        return None
    hits = list(_within(message.hits, start, end))
    meant, denied = _meant(message, hits, end)
    mentions = _within(message.mentions, start, end)
    people = _within(message.people, start, end)
    needs = _need_positions(meant)
    before, after = _sectors(hits, needs)
    told = frozenset(sense for hit in meant for sense in hit.senses)
    if needs:
        told |= {"needs"}
    if any(counts_people(token.text) for token in message.tokens[start:end]):
        told |= {"people"}
    if denied:
        told |= {"denied"}
    if hits and "nothing_maybe" in hits[-1].senses and _nothing_follows(message, hits[-1], end):
        told |= {"nothing"}
    return Part(
        start=start,
        end=end,
        boundary=boundary,
        listed=_is_listed(message.tokens, start, end, boundary),
        senses=told,
        hits=tuple(meant),
        kind=kind_told(told, mentions, people),
        sectors=after,
        sectors_before=before,
        mentions=mentions,
        days=_within(message.days, start, end),
        people=people,
    )


def _nothing_follows(message: Message, hit: Hit, end: int) -> bool:
    return all(token.kind == "mark" for token in message.tokens[hit.end : end])


def _is_listed(tokens: tuple[Token, ...], start: int, end: int, boundary: Boundary) -> bool:
    """Say whether a part is an item of a list: behind a semicolon, or with a bullet or number before it."""
    if boundary == "list":
        return True
    first = tokens[start].text
    numbered = tokens[start].kind == "number" and start + 1 < end and tokens[start + 1].text in _BULLETS
    return boundary == "line" and (first in "-•*–" or numbered)


def _meant(message: Message, hits: list[Hit], end: int) -> tuple[list[Hit], bool]:
    """Return the hits that are told as happening, and whether something was said not to happen."""
    meant: list[Hit] = []
    if not hits:
        return meant, False
    denied = hindered = False
    # "ما" also means "that which": it denies nothing where people are counted.
    no_words = (
        {"no", "hinder"}
        if any(hits[0].start <= p.start < end for p in message.people)
        else {"no", "no_maybe", "hinder"}
    )
    no_until = cause_from = need_from = 10**9
    no_from = -1
    for hit in hits:
        told = set(hit.senses)
        if no_from < hit.start <= no_until and told & _DENIABLE and no_from >= 0:
            denied = denied or (not hindered and bool(told & (_DENIABLE - _TELLS_NOTHING_ELSE)))
            told -= _MOVES if hindered else _DENIABLE
        if hit.start > cause_from:
            told -= {"incident"}
            if hit.start <= cause_from + _CAUSE_REACH:
                told -= {"closed", "opened", "displaced", "need"}
        if hit.start > need_from:
            told -= {"incident", "opened"}
        if told & no_words and not _is_numbered(message, hit):
            hindered = "hinder" in told
            no_from, no_until = hit.start, hit.end + (_HINDER_REACH if hindered else _NO_REACH)
        if "cause" in told:
            cause_from = hit.start
        if told & {"need", "both"}:
            need_from = hit.start
        if told:
            meant.append(Hit(hit.start, hit.end, frozenset(told)))
    return meant, denied


def _is_numbered(message: Message, hit: Hit) -> bool:
    """Say whether "no" stands before a number ("bridge no 3") and denies nothing."""
    return hit.end < len(message.tokens) and message.tokens[hit.end].kind == "number"


def _has_sector(hit: Hit) -> bool:
    return any(sense.startswith("sector:") for sense in hit.senses)


def _need_positions(hits: list[Hit]) -> list[tuple[int, bool]]:
    """Return (position, looks forward) of the words that say that something is needed."""
    things = [hit for hit in hits if _has_sector(hit)]
    last = things[-1].start if things else -1
    found = []
    for hit in hits:
        if not hit.senses & _NEEDING:
            continue
        behind = bisect_left(things, hit.end, key=_start)
        near_after = behind < len(things) and things[behind].start - hit.end <= _NEED_REACH - 2
        ahead = bisect_right(things, hit.start, key=_end)
        near_before = ahead > 0 and hit.start - things[ahead - 1].end <= _NEED_REACH
        if "need" in hit.senses or ("need_if_sector" in hit.senses and near_after):
            found.append((hit.start, True))
        elif "needed" in hit.senses or ("needed_if_sector" in hit.senses and near_before):
            found.append((hit.start, False))
        elif "both" in hit.senses:
            found.append((hit.start, last > hit.start and not near_before))
    return found


def _sectors(hits: list[Hit], needs: list[tuple[int, bool]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sectors of things named before the first word of need, and after it."""
    first, forward = needs[0] if needs else (10**9, False)
    before: set[str] = set()
    after: set[str] = set()
    for hit in hits:
        named = {s.removeprefix("sector:") for s in hit.senses if s.startswith("sector:")}
        (after if hit.start >= first else before).update(named)
    if needs and (not forward or not after):
        after |= before
        before = set()
    return tuple(sorted(before)), tuple(sorted(after))


def kind_told(told: Collection[str], mentions: Sequence[Mention], people: Sequence[People]) -> Kind | None:
    """Return what a part (or several together) tells about, if anything."""
    told = frozenset(told)
    moved_with = bool(people) and any(mention.role in ("to", "from") for mention in mentions)
    blocked = "access" in told or ("object" in told and bool(told & {"closed", "opened"}))
    came_from = any(mention.role == "from" for mention in mentions)
    if blocked and not (moved_with and told & _MOVES):
        return Kind.ACCESS
    if "returned_people" in told and "needs" in told and not moved_with:
        return Kind.NEED
    if told & {"returned", "home"} and (people or mentions or "needs" not in told):
        return Kind.RETURN
    moved = bool(told & {"displaced", "arrived", "left"}) or ("staying" in told and came_from)
    if moved and (people or mentions or "displaced" in told):
        return Kind.INCIDENT if "incident" in told and not people else Kind.DISPLACEMENT
    if "incident" in told:
        return Kind.INCIDENT
    if "needs" in told:
        return Kind.NEED
    if "harm" in told:
        return Kind.INCIDENT
    if told & {"calm", "nothing"} or "denied" in told:
        return Kind.SITUATION
    return None
