"""Short notes of single reports to those who asked for them; a repeat within minutes joins the message that is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coordination.groups.subscriptions import graver
from coordination.privacy import hidden
from coordination.reports.report import Report, report_of
from storage import Transaction, stamp

JOINS_WITHIN = timedelta(minutes=10)
"""A report of the same kind and governorate joins a note that is not older than this."""
MOST = 10
"""Reports in one message."""
_FOLLOWED = timedelta(days=2)
"""How long a note follows what becomes of its reports."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where notes go: a group's topic (None: outside topics), or a person; row ids, one of them 0."""

    group: int = 0
    topic: int | None = None
    person: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A note with its reports; `chat` and `message` are where it stands, None as long as it has not gone out."""

    id: int
    place: Place
    chat: int | None
    message: int | None


async def is_noted(tx: Transaction, report: Report, place: Place) -> bool:
    """Whether the report was told there before."""
    return await tx.watch.noted(report=report.id, **_columns(place)) is not None


async def join(tx: Transaction, report: Report, place: Place, now: datetime) -> bool:
    """Put the report into the note that is there; False where it needs one of its own, as a graver one does."""
    row = await tx.watch.note_to_join(
        **_columns(place),
        kind=report.fact.kind,
        governorate=report.fact.governorate or "",
        since=stamp(now - JOINS_WITHIN),
    )
    lines = await tx.watch.note_lines(note=row["id"]) if row is not None else []
    rises = not any(not graver(report.fact.gravity, line["shown_gravity"]) for line in lines)
    if row is None or len(lines) >= MOST or rises:
        return False
    await _add_line(tx, row["id"], report)
    await tx.watch.stale_note(id=row["id"])
    return True


async def begin(tx: Transaction, report: Report, place: Place, outbox: int, now: datetime) -> None:
    """Keep that this row of the outbox tells the report there."""
    row = await tx.watch.add_note(
        **_columns(place),
        kind=report.fact.kind,
        governorate=report.fact.governorate or "",
        outbox=outbox,
        now=stamp(now),
    )
    await _add_line(tx, row["id"], report)


async def take_stale(tx: Transaction, now: datetime) -> Sequence[tuple[Note, tuple[Report, ...]]]:
    """The notes that do not show their reports as they are now; they do after the given transaction.

    One that waits to be sent stays stale until it stands somewhere.
    """
    await tx.watch.outdate_notes(since=stamp(now - _FOLLOWED))
    found = []
    for row in await tx.watch.stale_notes():
        if row["state"] in ("new", "sending"):
            continue
        await tx.watch.fresh_note(id=row["id"])
        await tx.watch.fresh_note_lines(note=row["id"])
        place = Place(row["group_id"], row["topic"] or None, row["person"])
        reports = tuple(report_of(line) for line in await tx.watch.note_lines(note=row["id"]))
        found.append((Note(row["id"], place, row["chat"], row["message_id"]), reports))
    return found


async def told(tx: Transaction, report: Report) -> tuple[Report, str]:
    """The report as a group may read it, and what of its words may be quoted: personal data is hidden.

    Words that told several reports are not quoted: the others may be of places that the readers may not see.
    """
    fact = report.fact
    shown = replace(fact, place_text=hidden(fact.place_text), origin_text=hidden(fact.origin_text))
    words = fact.note
    if not words and report.message is not None:
        alone = await tx.watch.told_together(form=report.form, message=report.message) == 1
        words = report.original_text if alone else ""
    return replace(report, fact=shown), hidden(words)


async def _add_line(tx: Transaction, note: int, report: Report) -> None:
    await tx.watch.add_note_line(
        note=note, report=report.id, version=report.version, gravity=report.fact.gravity
    )


def _columns(place: Place) -> dict[str, int]:
    return {"group_id": place.group, "topic": place.topic or 0, "person": place.person}
