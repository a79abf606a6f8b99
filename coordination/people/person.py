"""A person known to the centre, and the roles a person can have."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from storage import Row, moment


class Role(StrEnum):
    """What a person is to the centre; a stranger is anybody who has not been approved."""

    STRANGER = "stranger"
    FOCAL_POINT = "focal point"
    DEPUTY = "deputy"
    PARTNER = "partner"
    DUTY_OFFICER = "duty officer"
    ADMIN = "admin"
    CIVIL_MILITARY = "civil-military"
    AUDITOR = "auditor"


REPORTERS = frozenset({Role.FOCAL_POINT, Role.DEPUTY, Role.DUTY_OFFICER, Role.ADMIN})
"""Who may send status updates."""

OVERSEERS = frozenset({Role.DUTY_OFFICER, Role.ADMIN, Role.AUDITOR})
"""Who may see the figures of every governorate."""

APPROVED = frozenset(Role) - {Role.STRANGER}
EVERYONE = frozenset(Role)

ASKED_FOR = (
    Role.FOCAL_POINT,
    Role.DEPUTY,
    Role.PARTNER,
    Role.DUTY_OFFICER,
    Role.CIVIL_MILITARY,
    Role.AUDITOR,
)
"""Roles one may ask for or be invited to; admins are made by the configuration or by an admin."""

WITH_GOVERNORATES = frozenset({Role.FOCAL_POINT, Role.DEPUTY})
"""Roles that are held for governorates or for a ministry."""

State = Literal["new", "waiting", "approved", "rejected", "suspended"]


@dataclass(frozen=True, slots=True)
class Person:
    """One row of people. `role` is what the person may act as now: a stranger until approved.

    `applied_role` is the role asked for or held before; `governorates` are codes such as "IQ-NI", `ministry` is one such as "MOMD" (`ministries`) and
    empty for all who report for governorates.
    `language` is None until it was chosen. `telegram_name` and `username` (without the @, empty for none) are what
    Telegram showed when the person was met, asked to enter or brought a group; `decided_at` and `decided_by` (a row
    id) tell of the last decision about them. `phone` is E.164, empty for none: for duty officers and admins only, never in a log or a group.
    """

    id: int
    telegram_id: int
    state: State
    name: str
    organisation: str
    applied_role: Role
    governorates: tuple[str, ...]
    language: str | None
    digits: str
    reachable: bool
    version: int
    telegram_name: str = ""
    username: str = ""
    decided_at: datetime | None = None
    decided_by: int | None = None
    ministry: str = ""
    phone: str = field(default="", repr=False)
    phone_listed: bool = False

    @property
    def role(self) -> Role:
        return self.applied_role if self.state == "approved" else Role.STRANGER

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of what this person reports for: the ministry, or else the governorates."""
        return (self.ministry,) if self.ministry else self.governorates

    def may_see(self, governorate: str | None) -> bool:
        """Whether figures and reports of this governorate are this person's to see."""
        return self.role in OVERSEERS or (
            self.role in (Role.FOCAL_POINT, Role.DEPUTY) and governorate in self.governorates
        )


def person_of(row: Row) -> Person:
    """Read a row of people."""
    return Person(
        id=row["id"],
        telegram_id=row["telegram_id"],
        state=row["state"],
        name=row["name"],
        organisation=row["organisation"],
        applied_role=Role(row["role"]),
        governorates=tuple(row["governorates"].split()),
        language=row["language"],
        digits=row["digits"],
        reachable=bool(row["reachable"]),
        version=row["version"],
        telegram_name=row["telegram_name"],
        username=row["username"],
        decided_at=moment(row["decided_at"]) if row["decided_at"] else None,
        decided_by=row["decided_by"],
        ministry=row["ministry"],
        phone=row["phone"] or "",
        phone_listed=row["phone_shared_at"] is not None,
    )


def role_key(role: Role) -> str:
    """The role as one word, for a button's data."""
    return role.name.lower()


def role_by_key(key: str) -> Role | None:
    """The role that `role_key` wrote; None for anything else."""
    return Role.__members__.get(key.upper())
