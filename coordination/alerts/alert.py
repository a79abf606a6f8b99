"""An alert or a notice as a value, in the words of the Common Alerting Protocol (CAP 1.2, OASIS)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from coordination.groups.choices import governorate_codes
from coordination.reports.days import BAGHDAD, day_in_baghdad
from storage import Row, moment

Kind = Literal["alert", "notice"]
MessageType = Literal["Alert", "Update", "Cancel"]
State = Literal["waiting", "refused", "withdrawn", "lapsed", "live", "followed", "expired", "sent"]
"""waiting: for a second person; lapsed: nobody decided in time; live: an alert in force; followed: by an update or
its end; sent: a notice or the end of an alert, which nothing follows."""
Urgency = Literal["Immediate", "Expected", "Future", "Past", "Unknown"]
Severity = Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"]
Certainty = Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]
Category = Literal[
    "Geo",
    "Met",
    "Safety",
    "Security",
    "Rescue",
    "Fire",
    "Health",
    "Env",
    "Transport",
    "Infra",
    "CBRNE",
    "Other",
]
URGENCIES: tuple[Urgency, ...] = get_args(Urgency)
TO_COME: tuple[Urgency, ...] = tuple(one for one in URGENCIES if one != "Past")
"""What an alert can be; past is one that is over."""
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)

EVENTS: dict[str, Category] = {
    "flood": "Met",
    "dust_storm": "Met",
    "heat": "Met",
    "cold": "Met",
    "earthquake": "Geo",
    "fire": "Fire",
    "clashes": "Security",
    "shelling": "Security",
    "attack": "Security",
    "curfew": "Security",
    "explosives": "Safety",
    "displacement": "Safety",
    "epidemic": "Health",
    "chemical": "CBRNE",
    "dam": "Infra",
    "outage": "Infra",
    "road": "Transport",
    "border": "Transport",
    "other": "Other",
}
"""What an alert can be of, with its category."""

MINISTRIES = "ministries"
"""Stands beside the keys of roles for those who report for a ministry."""
TEXT = 1000
"""UTF-16 units of the text in one language at most: both and what stands around them fit into one message."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is told. `governorates` are codes, all of them for all of Iraq; the rest of the audience is of notices.

    `districts` are ids of those that an alert is for; a governorate with none among them is meant as a whole.

    `roles` are the keys of `role_key` and MINISTRIES, `groups` row ids. `error`: ended because it had been sent in error.
    """

    kind: Kind
    message: MessageType
    governorates: tuple[str, ...]
    text_ar: str
    text_en: str
    event: str = ""
    urgency: Urgency = "Unknown"
    severity: Severity = "Unknown"
    certainty: Certainty = "Unknown"
    expires_at: datetime | None = None
    roles: tuple[str, ...] = ()
    groups: tuple[int, ...] = ()
    previous: int | None = None
    exercise: bool = False
    error: bool = False
    districts: tuple[str, ...] = ()

    def text(self, language: str) -> str:
        """The text in this language."""
        return self.text_ar if language == "ar" else self.text_en

    @property
    def pressing(self) -> bool:
        """Whether it may wake people: grave, and to be acted on now."""
        return self.severity in ("Extreme", "Severe") and self.urgency in ("Immediate", "Expected")

    @property
    def everywhere(self) -> bool:
        """Whether it is for all of Iraq."""
        return len(self.governorates) == len(governorate_codes())


@dataclass(frozen=True, slots=True)
class Alert:
    """One row of alerts. `created_by` and `decided_by` are row ids; `board` is the row that shows its counts."""

    id: int
    content: Content
    state: State
    sender: str
    created_by: int
    created_at: datetime
    decided_by: int | None
    sent_at: datetime | None
    board: int | None
    version: int

    @property
    def identifier(self) -> str:
        """CAP's identifier: no spaces, commas or signs of markup in it."""
        return f"JCMC-{day_in_baghdad(self.created_at):%Y%m%d}-{self.id}"

    @property
    def reference(self) -> str:
        """How a later message refers to this one: sender, identifier and moment. Raises ValueError before it is sent."""
        return f"{self.sender},{self.identifier},{cap_moment(self.sent_at)}"


def cap_moment(at: datetime | None) -> str:
    """A moment as CAP writes it: whole seconds and the offset of Baghdad, never Z. Raises ValueError for None."""
    if at is None:
        raise ValueError("it was not sent")
    return at.astimezone(BAGHDAD).isoformat(timespec="seconds")


def alert_of(row: Row) -> Alert:
    """Read a row of alerts."""
    return Alert(
        id=row["id"],
        content=Content(
            kind=row["kind"],
            message=row["message"],
            governorates=tuple(row["governorates"].split()) or governorate_codes(),
            text_ar=row["text_ar"],
            text_en=row["text_en"],
            event=row["event"],
            urgency=row["urgency"] or "Unknown",
            severity=row["severity"] or "Unknown",
            certainty=row["certainty"] or "Unknown",
            expires_at=moment(row["expires_at"]) if row["expires_at"] else None,
            roles=tuple(row["roles"].split()),
            groups=tuple(map(int, row["groups"].split())),
            previous=row["previous"],
            exercise=bool(row["exercise"]),
            error=bool(row["error"]),
            districts=tuple(row["districts"].split()),
        ),
        state=row["state"],
        sender=row["sender"],
        created_by=row["created_by"],
        created_at=moment(row["created_at"]),
        decided_by=row["decided_by"],
        sent_at=moment(row["sent_at"]) if row["sent_at"] else None,
        board=row["board"],
        version=row["version"],
    )
