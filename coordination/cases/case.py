"""A case, its history and its papers, as they stand in the rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from coordination.cases.answers import Value
from coordination.cases.files import procedures
from coordination.cases.kind import Kind
from coordination.cases.states import CLOSED, Move, State
from storage import Row, moment


@dataclass(frozen=True, slots=True)
class Case:
    """One row of cases. `number` is empty for a draft; `applicant` and `officer` are row ids of people.

    `fields` are the answers that tell of no person; those that do are sealed: see `access.answers_of`. `asked` are
    ids of fields and documents that the desk asked for. `approved_on`, `valid_from`, `valid_until` are days, of the
    approving letter. `organisation_key` is empty where no colleague may see the case.
    """

    id: int
    number: str
    kind: Kind
    state: State
    applicant: int
    organisation: str
    organisation_key: str
    officer: int | None
    fields: Mapping[str, Value]
    sealed: bytes | None
    urgent: bool
    asked: tuple[str, ...]
    office: str
    approval_number: str
    approved_on: date | None
    valid_from: date | None
    valid_until: date | None
    refusal: str
    created_at: datetime
    updated_at: datetime
    filed_at: datetime | None
    state_since: datetime
    overdue_at: datetime | None
    decided_at: datetime | None
    closed_at: datetime | None
    purged_at: datetime | None
    version: int

    @property
    def closed(self) -> bool:
        """Whether nothing can be done to it any more."""
        return self.state in CLOSED


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a case: who did what when. `person` is a row id, None for the bot itself.

    `action` is a Move's word, or one of `record.OTHER_ACTIONS`. `detail` holds codes (office, reason, asked, days),
    `note` what the person wrote; events that are not `public` are the desk's alone.
    """

    at: datetime
    person: int | None
    action: str
    state_from: State
    state_to: State
    detail: Mapping[str, Any]
    note: str
    public: bool

    @property
    def move(self) -> Move | None:
        """The move that this was; None for an act that left the state alone."""
        return Move(self.action) if self.action in {move.value for move in Move} else None


@dataclass(frozen=True, slots=True)
class File:
    """One paper of a case. `file_id` is Telegram's until the bytes are fetched, then None."""

    id: int
    case: int
    document: str
    name: str
    mime: str
    size: int
    file_id: str | None
    sha256: str | None
    fetched_at: datetime | None
    purged_at: datetime | None


def case_of(row: Row) -> Case:
    """Read a row of cases. Raises KeyError for a kind that the files do not have any more."""
    return Case(
        id=row["id"],
        number=row["number"] or "",
        kind=procedures().kinds[row["kind"]],
        state=State(row["state"]),
        applicant=row["applicant"],
        organisation=row["organisation"],
        organisation_key=row["organisation_key"],
        officer=row["officer"],
        fields=json.loads(row["fields"]),
        sealed=row["personal"],
        urgent=bool(row["urgent"]),
        asked=tuple(json.loads(row["asked"])),
        office=row["office"],
        approval_number=row["approval_number"],
        approved_on=_day(row["approved_on"]),
        valid_from=_day(row["valid_from"]),
        valid_until=_day(row["valid_until"]),
        refusal=row["refusal"],
        created_at=moment(row["created_at"]),
        updated_at=moment(row["updated_at"]),
        filed_at=_moment(row["filed_at"]),
        state_since=moment(row["state_since"]),
        overdue_at=_moment(row["overdue_at"]),
        decided_at=_moment(row["decided_at"]),
        closed_at=_moment(row["closed_at"]),
        purged_at=_moment(row["purged_at"]),
        version=row["version"],
    )


def event_of(row: Row) -> Event:
    """Read a row of case_events."""
    return Event(
        at=moment(row["at"]),
        person=row["person"],
        action=row["action"],
        state_from=State(row["state_from"]),
        state_to=State(row["state_to"]),
        detail=json.loads(row["detail"]),
        note=row["note"],
        public=bool(row["public"]),
    )


def file_of(row: Row) -> File:
    """Read a row of case_files, without its bytes."""
    return File(
        id=row["id"],
        case=row["case_id"],
        document=row["document"],
        name=row["name"],
        mime=row["mime"],
        size=row["size"],
        file_id=row["file_id"],
        sha256=row["sha256"],
        fetched_at=_moment(row["fetched_at"]),
        purged_at=_moment(row["purged_at"]),
    )


def _moment(text: str | None) -> datetime | None:
    return moment(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
