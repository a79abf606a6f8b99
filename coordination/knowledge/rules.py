"""What an entry must keep to: lengths for a phone, dates that can be, topics that exist, enough ways of asking."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from coordination.knowledge.entry import Entry, Told
from coordination.text.normalise import normalise

TITLE_LIMIT = 45
"""Characters: a title is also the text of a button."""
ANSWER_LIMIT = 900
LINE_LIMIT = 240
"""A step or a paper."""
CARD_LIMIT = 3_000
"""Everything that an answer card shows of an entry; Telegram takes 4,096, live lines and buttons' words beside it."""
LEAST_WAYS = {"ar": 22, "en": 14}
"""Ways of asking of an entry in the files; an entry written in chat begins with fewer."""

_EARLIEST = date(2003, 1, 1)
_LONGEST_UNCONFIRMED = timedelta(days=2 * 366)


def units(text: str) -> int:
    """The length in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def faults_of(entry: Entry, today: date) -> tuple[str, ...]:
    """What is wrong with one entry, each in a few English words for an operator; empty when nothing is."""
    found = [
        f"{what} ({language})"
        for language, told in (("ar", entry.ar), ("en", entry.en))
        for what in _of_text(told, entry.source)
    ]
    for name in ("steps", "documents"):
        if len(getattr(entry.ar, name)) != len(getattr(entry.en, name)):
            found.append(f"as many {name} are needed in both languages")
    return (*found, *_of_dates(entry, today))


def _of_text(told: Told, source: str) -> Iterator[str]:
    if not all(text.strip() for text in (told.title, told.answer, told.owner, *told.steps, *told.documents)):
        yield "a text is empty"
    if len(told.title) > TITLE_LIMIT:
        yield f"the title has {len(told.title)} characters, at most {TITLE_LIMIT} fit a button"
    if units(told.answer) > ANSWER_LIMIT:
        yield f"the answer has {units(told.answer)} characters, at most {ANSWER_LIMIT} are read on a phone"
    if any(units(line) > LINE_LIMIT for line in (*told.steps, *told.documents)):
        yield f"a step or a paper has more than {LINE_LIMIT} characters"
    shown = (told.title, told.answer, *told.steps, *told.documents, told.owner, source)
    if sum(units(text) + 4 for text in shown) > CARD_LIMIT:
        yield f"the whole card has more than {CARD_LIMIT} characters"


def _of_dates(entry: Entry, today: date) -> Iterator[str]:
    if entry.valid_from < _EARLIEST:
        yield f"valid_from is before {_EARLIEST}"
    if entry.confirmed is not None and entry.confirmed > today:
        yield "confirmed lies in the future"
    if entry.confirm_by <= (entry.confirmed or entry.valid_from):
        yield "confirm_by is not after confirmed and valid_from"
    if entry.confirm_by > today + _LONGEST_UNCONFIRMED:
        yield "confirm_by is more than two years away"


def faults_of_all(entries: Sequence[Entry], today: date, known: Collection[str] = ()) -> tuple[str, ...]:
    """What is wrong with the entries of the files, alone and together: "topic: what", in their order.

    `known` are topics beside those of the files.
    """
    topics = [entry.topic for entry in entries]
    known = {*known, *topics}
    found = [f"{entry.topic}: {fault}" for entry in entries for fault in faults_of(entry, today)]
    found += [
        f"{topic}: it stands in the files twice" for topic in dict.fromkeys(topics) if topics.count(topic) > 1
    ]
    for entry in entries:
        found += [
            f"{entry.topic}: the related topic {one} does not exist"
            for one in entry.related
            if one not in known
        ]
        if entry.topic in entry.related or len(set(entry.related)) < len(entry.related):
            found.append(f"{entry.topic}: a related topic stands twice, or is the topic itself")
        for language, told in (("ar", entry.ar), ("en", entry.en)):
            if len(told.ways) < LEAST_WAYS[language]:
                found.append(
                    f"{entry.topic}: {len(told.ways)} ways of asking ({language}), {LEAST_WAYS[language]} are needed"
                )
    return (*found, *_asked_alike(entries))


def _asked_alike(entries: Iterable[Entry]) -> Iterator[str]:
    """Ways of asking that lead to two topics."""
    first: dict[str, str] = {}
    for entry in entries:
        for way in {normalise(way): way for way in (*entry.ar.ways, *entry.en.ways)}.items():
            other = first.setdefault(way[0], entry.topic)
            if other != entry.topic:
                yield f"{entry.topic}: “{way[1]}” also asks for {other}"
