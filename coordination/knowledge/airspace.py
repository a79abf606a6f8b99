"""The airspace line under answers about flights: what a duty officer last said, when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from coordination import audit
from coordination.people.person import Person
from coordination.text import clean
from storage import Row, Transaction, moment, stamp

LINE_LIMIT = 400
"""Characters of the line in one language."""

_ARABIC = re.compile("[\u0620-\u064a]")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Airspace:
    """A line about the airspace; one of the texts may be empty. `by` is the name of who wrote it."""

    id: int
    ar: str
    en: str
    at: datetime
    by: str

    def told(self, language: str) -> tuple[str, bool]:
        """The line for a reader of this language, and whether it is in that language."""
        own, other = (self.ar, self.en) if language == "ar" else (self.en, self.ar)
        return (own, True) if own else (other, False)


def read_line(text: str) -> tuple[str, str]:
    """What was typed as (Arabic, English): each line goes to the language most of its letters are in."""
    lines: dict[bool, list[str]] = {True: [], False: []}
    for line in clean(text, 2 * LINE_LIMIT).split("\n"):
        if line:
            lines[len(_ARABIC.findall(line)) >= len(_LATIN.findall(line))].append(line)
    arabic, english = (" ".join(lines[which])[:LINE_LIMIT].rstrip() for which in (True, False))
    return arabic, english


async def write(tx: Transaction, ar: str, en: str, by: Person, now: datetime) -> Airspace:
    """Keep a line as a preview; nobody sees it before it is published."""
    row = await tx.knowledge.airspace_write(text_ar=ar, text_en=en, written_at=stamp(now), written_by=by.id)
    return Airspace(row["id"], ar, en, now, by.name)


async def publish(tx: Transaction, line: int, by: Person, now: datetime) -> bool:
    """Publish one's own latest preview; False for any other, and for one that was published."""
    row = await tx.knowledge.airspace_publish(id=line, written_by=by.id, published_at=stamp(now))
    if row is None:
        return False
    await audit.note(tx, now, by, "airspace line published", f"airspace {line}")
    return True


async def drop(tx: Transaction, line: int, by: Person) -> bool:
    """Give up one's own preview; False when there is none with this row."""
    return await tx.knowledge.airspace_drop(id=line, written_by=by.id) is not None


async def holding(tx: Transaction) -> Airspace | None:
    """The line that holds now; None before anybody set one."""
    row = await tx.knowledge.airspace_now()
    return _airspace(row) if row else None


def _airspace(row: Row) -> Airspace:
    return Airspace(row["id"], row["text_ar"], row["text_en"], moment(row["published_at"]), row["name"])
