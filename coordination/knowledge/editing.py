"""Changing the knowledge base: drafts of entries, what may stand in each field, what differs between versions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args

from coordination.cases.moments import read_day
from coordination.cases.rules import months_after
from coordination.knowledge import versions
from coordination.knowledge.entry import Entry, Told
from coordination.knowledge.versions import Version
from coordination.knowledge.ways import WAY_LIMIT, Language
from coordination.people.person import Person
from coordination.privacy import kinds_in
from coordination.reports.days import BAGHDAD, day_in_baghdad
from coordination.reports.understanding.days import find_days
from coordination.reports.understanding.lexed import lex
from coordination.text import clean
from storage import Transaction

Field = Literal[
    "title_ar",
    "title_en",
    "answer_ar",
    "answer_en",
    "steps_ar",
    "steps_en",
    "documents_ar",
    "documents_en",
    "owner_ar",
    "owner_en",
    "source",
    "valid_from",
    "confirm_by",
]
FIELDS: tuple[Field, ...] = get_args(Field)
NEW: tuple[Field, ...] = (
    "title_ar",
    "title_en",
    "answer_ar",
    "answer_en",
    "owner_ar",
    "owner_en",
    "source",
    "valid_from",
)
"""What is asked for a new entry, one after the other; its area is asked first."""
LISTS = frozenset({"steps_ar", "steps_en", "documents_ar", "documents_en"})
DAYS = frozenset({"valid_from", "confirm_by"})

TITLE_LIMIT = 45
ANSWER_LIMIT = 900
"""In UTF-16 units, as Telegram counts: with its lists an answer is one message."""
LINE_LIMIT, LINES = 200, 12
OTHER_LIMIT = 200
WHY_LIMIT = 300
_AROUND = 3
_SHOWN_WHOLE = 12
"""Words shown before and behind those in which two versions differ; texts of so few words are shown whole."""
CARD_LIMIT = 3_300
"""UTF-16 units of all that is told in one language; what the card adds has room beside it."""
CONFIRMED_FOR = 6
"""Months after which the centre is to confirm an entry again."""

Fault = Literal["empty", "too long", "too many lines", "not a day"]
Problem = Literal["steps", "documents", "too long"]
"""What is wrong with a whole entry: lists of different lengths in the two languages, or more than one message holds."""

_LIMITS = {"title": TITLE_LIMIT, "answer": ANSWER_LIMIT, "owner": OTHER_LIMIT, "source": OTHER_LIMIT}
_NOT_IN_TOPIC = re.compile(r"[^a-z0-9]+")
_TOPIC_LIMIT = 40
_ARABIC = re.compile("[\u0620-\u064a]")
_LATIN = re.compile("[A-Za-z]")
_MARKS = re.compile(r"^(?:[-•*–]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry being changed: the version that it builds on (0: a new one), and the values that differ from it.

    Texts and days (as ISO) are strings, lists are lists. `question` is the row of the question that a new entry
    answers, `said` the officer's answer to it, offered as a text; `why` the reason that stands with the version.
    """

    topic: str
    area: str
    after: int
    changes: Mapping[str, Any]
    question: int | None = None
    said: str = ""
    why: str = ""

    @property
    def new(self) -> bool:
        return self.after == 0

    def missing(self) -> Field | None:
        """The next field that a new entry needs."""
        return next((field for field in NEW if field not in self.changes), None) if self.new else None


def data_of(draft: Draft) -> dict[str, Any]:
    """The draft as a form keeps it."""
    return {
        "topic": draft.topic,
        "area": draft.area,
        "after": draft.after,
        "changes": dict(draft.changes),
        "question": draft.question,
        "said": draft.said,
        "why": draft.why,
    }


def draft_of(data: Mapping[str, Any]) -> Draft:
    """The draft that a form keeps."""
    return Draft(**data)


def language_of(text: str) -> Language:
    """The language that most letters of a text are of."""
    return "ar" if len(_ARABIC.findall(text)) >= len(_LATIN.findall(text)) else "en"


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def take(draft: Draft, field: Field, text: str, today: date) -> Draft | Fault:
    """The draft with what was typed in a field, or what is wrong with it. An empty list is typed as "-"."""
    value = _value(field, text, today)
    if isinstance(value, _Refused):
        return value.fault
    return replace(draft, changes={**draft.changes, field: value})


@dataclass(frozen=True, slots=True)
class _Refused:
    fault: Fault


def _value(field: Field, text: str, today: date) -> Any:
    if field in DAYS:
        day = read_day(text, today)
        return day.isoformat() if day else _Refused("not a day")
    kept = clean(text, 8 * ANSWER_LIMIT)
    if not kept:
        return _Refused("empty")
    if field in LISTS:
        return _lines(kept)
    limit = _LIMITS[field.partition("_")[0]]
    if not field.startswith("answer"):
        kept = " ".join(kept.split())
    return kept if units(kept) <= limit else _Refused("too long")


def _lines(text: str) -> list[str] | _Refused:
    if text in ("-", "–", "—"):
        return []
    lines = [_MARKS.sub("", line) for line in text.split("\n") if line]
    if len(lines) > LINES:
        return _Refused("too many lines")
    return lines if max(map(units, lines)) <= LINE_LIMIT else _Refused("too long")


def value_in(entry: Entry, field: Field) -> str | tuple[str, ...] | date:
    """What stands in a field of an entry."""
    name, _, language = field.partition("_")
    found: str | tuple[str, ...] | date
    if language in ("ar", "en"):
        found = getattr(entry.ar if language == "ar" else entry.en, name)
    else:
        found = getattr(entry, field)
    return found


def entry_of(draft: Draft, base: Entry | None, today: date) -> Entry:
    """The entry as it would be published; a new one (no `base`) must have all of NEW."""
    before = base or _blank(draft, today)
    ar, en = before.ar, before.en
    other: dict[str, Any] = {}
    for field, value in draft.changes.items():
        name, _, language = field.partition("_")
        kept: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value}
        if language == "ar":
            ar = replace(ar, **kept)
        elif language == "en":
            en = replace(en, **kept)
        else:
            other[field] = date.fromisoformat(value) if field in DAYS else value
    return replace(before, ar=ar, en=en, **other)


def _blank(draft: Draft, today: date) -> Entry:
    nothing = Told("", "", (), (), "", ())
    return Entry(
        draft.topic, draft.area, nothing, nothing, "", today, None, months_after(today, CONFIRMED_FOR), True
    )


def problem(entry: Entry) -> Problem | None:
    """What keeps an entry from being published."""
    if len(entry.ar.steps) != len(entry.en.steps):
        return "steps"
    if len(entry.ar.documents) != len(entry.en.documents):
        return "documents"
    for told in (entry.ar, entry.en):
        texts = (told.title, told.answer, *told.steps, *told.documents, told.owner, entry.source)
        if sum(units(text) + 4 for text in texts) > CARD_LIMIT:
            return "too long"
    return None


def changed_fields(before: Entry, after: Entry) -> tuple[Field, ...]:
    """The fields in which two versions of an entry differ."""
    return tuple(field for field in FIELDS if value_in(before, field) != value_in(after, field))


def difference(before: str, after: str) -> tuple[str, str]:
    """The words in which two texts differ, each with a few words around them; "…" stands for what they share."""
    old, new = before.split(), after.split()
    if max(len(old), len(new)) <= _SHOWN_WHOLE:
        return " ".join(old), " ".join(new)
    shortest = min(len(old), len(new))
    begin = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    rest = shortest - begin
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    begin, end = max(0, begin - _AROUND), max(0, end - _AROUND)

    def part(words: list[str]) -> str:
        shown = " ".join(words[begin : len(words) - end])
        return f"{'… ' if begin else ''}{shown}{' …' if end else ''}"

    return part(old), part(new)


async def name_topic(tx: Transaction, area: str, title: str) -> str:
    """A name for a new topic, made of its area and English title, that no other topic has."""
    stem = f"{area}.{_NOT_IN_TOPIC.sub('-', title.lower()).strip('-')[:_TOPIC_LIMIT].strip('-') or 'topic'}"
    name, count = stem, 1
    while await versions.by_topic(tx, name) is not None:
        count += 1
        name = f"{stem}-{count}"
    return name


async def publish(
    tx: Transaction, draft: Draft, entry: Entry, by: Person, now: datetime, *, confirmed: bool
) -> Version | None:
    """Publish a draft's entry: confirmed by the centre today, or marked as one that is yet to be.

    None when somebody published another version meanwhile.
    """
    today = day_in_baghdad(now)
    told = confirmed_on(entry, today, keep_confirm_by="confirm_by" in draft.changes) if confirmed else entry
    if not confirmed:
        told = replace(told, sample=True)
    if draft.new:
        told = replace(told, topic=await name_topic(tx, draft.area, entry.en.title))
    return await versions.publish(tx, told, draft.after, by=by, now=now, why=draft.why)


def confirmed_on(entry: Entry, day: date, *, keep_confirm_by: bool = False) -> Entry:
    """The entry as the centre confirms it on a day: no sample any more, and to be confirmed again in six months."""
    confirm_by = entry.confirm_by if keep_confirm_by else months_after(day, CONFIRMED_FOR)
    return replace(entry, confirmed=day, confirm_by=confirm_by, sample=False)


def with_way(entry: Entry, question: str) -> Entry:
    """A new entry that is also asked with this question, unless that holds personal data."""
    if not may_be_way(question):
        return entry
    if language_of(question) == "ar":
        return replace(entry, ar=replace(entry.ar, ways=(question,)))
    return replace(entry, en=replace(entry.en, ways=(question,)))


def may_be_way(question: str) -> bool:
    """Whether a question can become a way of asking: short enough, and without personal data."""
    return 0 < len(question) <= WAY_LIMIT and not kinds_in(question)


def read_asof(text: str, today: date) -> tuple[date | None, str]:
    """The day that is named first in "/asof 3/12 visa fees", not after today, and the other words.

    A day without a year is the latest that has been. None where there is no day, or one with its year lies ahead.
    """
    lexed = lex(clean(text, WHY_LIMIT))
    found: Sequence[Any] = find_days(lexed, today, frozenset())
    first = next((one for one in found if one.day is not None), None)
    if first is None or first.day is None:
        return None, lexed.text
    start, end = lexed.tokens[first.start].start, lexed.tokens[first.end - 1].end
    rest = " ".join((lexed.text[:start] + " " + lexed.text[end:]).split())
    day: date = first.day
    if day > today:
        named = any(token.text == str(day.year) for token in lexed.tokens[first.start : first.end])
        return None if named else months_after(day, -12), rest
    return day, rest


def end_of(day: date) -> datetime:
    """The last moment of a day in Baghdad."""
    begin = datetime(day.year, day.month, day.day, tzinfo=BAGHDAD)
    return begin + timedelta(days=1) - timedelta(milliseconds=1)
