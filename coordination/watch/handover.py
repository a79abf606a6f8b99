"""What a shift hands over, as the bot finds it in the rows: open, waiting, unknown, and what comes today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from coordination.alerts import store as alerts
from coordination.knowledge import passing
from coordination.meetings import store as meetings
from coordination.people import register
from coordination.reports import confirmation, disputes
from coordination.reports.days import BAGHDAD
from coordination.roster.silence import read_board
from coordination.watch import matters
from storage import Transaction, moment, stamp


@dataclass(frozen=True, slots=True)
class Ahead:
    """A meeting of the day."""

    at: datetime
    title_ar: str
    title_en: str

    def title(self, language: str) -> str:
        """The title in this language, or in the other where it has none."""
        return (self.title_ar if language == "ar" else self.title_en) or self.title_ar or self.title_en


@dataclass(frozen=True, slots=True)
class HandoverNote:
    """Counts of what is open and waits; `silent` are codes of bodies, `pages` and `alerts` row ids.

    `drafts` are requests that were begun and not filed. `overdue` are among the `cases`.
    """

    at: datetime
    cases: int
    overdue: int
    drafts: int
    questions: int
    updates: int
    people: int
    groups: int
    approvals: int
    disputed: int
    silent: tuple[str, ...]
    pages: tuple[int, ...]
    alerts: tuple[int, ...]
    meetings: tuple[Ahead, ...]


async def write_note(tx: Transaction, now: datetime) -> HandoverNote:
    """The note as it is at this moment."""
    cases = await tx.cases.count_queue(now=stamp(now))
    midnight = now.astimezone(BAGHDAD).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return HandoverNote(
        at=now,
        cases=sum(row["n"] for row in cases),
        overdue=sum(row["overdue"] for row in cases),
        drafts=len(await tx.case_drafts.touched()),
        questions=len(await passing.unanswered(tx, now)),
        updates=len(await confirmation.waiting(tx)),
        people=await register.count_waiting(tx),
        groups=int(await tx.watch.waiting_groups()),
        approvals=len(await alerts.waiting(tx)),
        disputed=len(await disputes.all_open(tx, now)),
        silent=tuple(line.who.code for line in (await read_board(tx, now)).missing),
        pages=tuple(one.id for one in await matters.untaken(tx)),
        alerts=tuple(one.id for one in await alerts.live(tx)),
        meetings=tuple(
            Ahead(one.starts_at, one.meeting.plan.title_ar, one.meeting.plan.title_en)
            for one in await meetings.upcoming(tx, now, midnight)
        ),
    )


def written(note: HandoverNote) -> dict[str, Any]:
    """The note as JSON can hold it."""
    ahead = [[stamp(one.at), one.title_ar, one.title_en] for one in note.meetings]
    return asdict(note) | {"at": stamp(note.at), "meetings": ahead}


def note_of(data: Mapping[str, Any]) -> HandoverNote:
    """Read what `written` wrote."""
    return HandoverNote(
        **{
            **data,
            "at": moment(data["at"]),
            "silent": tuple(data["silent"]),
            "pages": tuple(data["pages"]),
            "alerts": tuple(data["alerts"]),
            "meetings": tuple(Ahead(moment(at), ar, en) for at, ar, en in data["meetings"]),
        }
    )
