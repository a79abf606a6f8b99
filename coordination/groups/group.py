"""A coordination group and its register. A group is a chat that an admin admitted, or has yet to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from coordination import audit
from coordination.people.person import Person
from storage import Row, Transaction, moment, stamp

State = Literal["waiting", "approved", "refused", "left"]

ASK_AGAIN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Group:
    """One row of groups.

    `language` is "ar", "en" or "both"; `summary_at` is "HH:MM" in Asia/Baghdad or "" for no summary; empty
    `governorates` or `kinds` mean all of them; `topic` is the forum topic that gets the summary. `summary_from` is
    the moment after which due times count: the admission or the last change of the hour. `decided_by` is the row id
    of the person who admitted or refused it, `added_by` that of who brought the bot (None: an anonymous admin).
    `asked_at` is when admins were asked to admit it; None once they did. `answers`: people's questions to the duty
    officer are answered here. `hijri`: meetings show the Hijri date as well.
    `pictures`: a picture comes with the summary. `weekly_report` is "D HH:MM" (1 Monday to 7 Sunday) or "" for none,
    `monthly_report` whether one comes on the first of a month; due times after `reports_from` count.
    """

    id: int
    chat: int
    state: State
    title: str
    language: str
    digits: str
    summary_at: str
    topic: int | None
    governorates: tuple[str, ...]
    kinds: tuple[str, ...]
    approved_at: datetime | None
    version: int
    summary_from: datetime | None = None
    decided_by: int | None = None
    added_by: int | None = None
    asked_at: datetime | None = None
    answers: bool = False
    hijri: bool = False
    pictures: bool = False
    weekly_report: str = ""
    monthly_report: bool = False
    reports_from: datetime | None = None

    @property
    def supergroup(self) -> bool:
        """Whether it is more than an ordinary group: the Bot API gives those numbers below -10¹²."""
        return self.chat < -1_000_000_000_000

    def may_ask(self, now: datetime) -> bool:
        """Whether admins may be asked (again) to admit it: once an hour, however often the bot comes and goes."""
        return self.asked_at is None or now >= self.asked_at + ASK_AGAIN_AFTER


def group_of(row: Row) -> Group:
    """Read a row of groups."""
    return Group(
        id=row["id"],
        chat=row["chat"],
        state=row["state"],
        title=row["title"],
        language=row["language"],
        digits=row["digits"],
        summary_at=row["summary_at"],
        topic=row["topic"],
        governorates=tuple(row["governorates"].split()),
        kinds=tuple(row["kinds"].split()),
        approved_at=moment(row["approved_at"]) if row["approved_at"] else None,
        version=row["version"],
        summary_from=moment(row["summary_from"]) if row["summary_from"] else None,
        decided_by=row["decided_by"],
        added_by=row["added_by"],
        asked_at=moment(row["asked_at"]) if row["asked_at"] else None,
        answers=bool(row["answers"]),
        hijri=bool(row["hijri"]),
        pictures=bool(row["pictures"]),
        weekly_report=row["weekly_report"],
        monthly_report=bool(row["monthly_report"]),
        reports_from=moment(row["reports_from"]) if row["reports_from"] else None,
    )


async def by_chat(tx: Transaction, chat: int) -> Group | None:
    """The group that lives in this chat."""
    row = await tx.groups.by_chat(chat=chat)
    return group_of(row) if row else None


async def by_id(tx: Transaction, group_id: int) -> Group | None:
    """The group with this row id."""
    row = await tx.groups.by_id(id=group_id)
    return group_of(row) if row else None


async def approved(tx: Transaction) -> list[Group]:
    """All groups that were admitted and still have the bot."""
    return [group_of(row) for row in await tx.groups.approved()]


async def answering(tx: Transaction) -> Group | None:
    """The approved group in which people's questions to the duty officer are answered; None: in private chats."""
    row = await tx.groups.answering()
    return group_of(row) if row else None


async def arrive(tx: Transaction, chat: int, title: str, added_by: Person | None, now: datetime) -> Group:
    """The bot was added to a chat: the group waits for an admin, also when it had been left before."""
    row = await tx.groups.arrive(
        chat=chat, title=title, added_by=added_by.id if added_by else None, now=stamp(now)
    )
    return group_of(row)


async def decide(
    tx: Transaction, group: Group, state: State, *, by: Person | None, now: datetime
) -> Group | None:
    """Admit, refuse or note the leaving of a group; None when somebody else changed it meanwhile."""
    row = await tx.groups.decide(
        id=group.id, version=group.version, state=state, now=stamp(now), decided_by=by.id if by else None
    )
    if row is None:
        return None
    await audit.note(tx, now, by, f"group {state}", f"group {group.id}")
    return group_of(row)


async def settle(
    tx: Transaction,
    group: Group,
    *,
    language: str,
    digits: str,
    summary_at: str,
    topic: int | None,
    governorates: Sequence[str],
    kinds: Sequence[str],
    by: Person | None,
    now: datetime,
    answers: bool = False,
    hijri: bool = False,
    pictures: bool = False,
    weekly_report: str = "",
    monthly_report: bool = False,
) -> Group | None:
    """Write the group's settings; None when somebody else changed it meanwhile. One group only `answers`: the last."""
    row = await tx.groups.settle(
        id=group.id,
        version=group.version,
        language=language,
        digits=digits,
        summary_at=summary_at,
        topic=topic,
        governorates=" ".join(governorates),
        kinds=" ".join(kinds),
        answers=int(answers),
        hijri=int(hijri),
        pictures=int(pictures),
        weekly_report=weekly_report,
        monthly_report=int(monthly_report),
        now=stamp(now),
    )
    if row is None:
        return None
    if answers:
        await tx.groups.answer_nowhere_else(id=group.id)
    await audit.note(tx, now, by, "group settings", f"group {group.id}")
    return group_of(row)


async def keep(tx: Transaction, wanted: Group, *, by: Person | None, now: datetime) -> Group | None:
    """Write the settings of a `dataclasses.replace` of the group as it was read; None as `settle` says."""
    return await settle(
        tx,
        wanted,
        language=wanted.language,
        digits=wanted.digits,
        summary_at=wanted.summary_at,
        topic=wanted.topic,
        governorates=wanted.governorates,
        kinds=wanted.kinds,
        by=by,
        now=now,
        answers=wanted.answers,
        hijri=wanted.hijri,
        pictures=wanted.pictures,
        weekly_report=wanted.weekly_report,
        monthly_report=wanted.monthly_report,
    )


async def rename(tx: Transaction, group: Group, title: str) -> None:
    """Follow a change of the chat's title; a waiting group's version rises, because admins judge the title."""
    await tx.groups.rename(id=group.id, title=title)


async def asked(tx: Transaction, group: Group, at: datetime | None) -> None:
    """Admins were asked to admit the group; with None, they may be asked at once when it comes back."""
    await tx.groups.asked(id=group.id, asked_at=stamp(at) if at else None)


async def unsent(tx: Transaction, group: Group, enough: int) -> int:
    """How many answers wait to be sent to the group, counted up to `enough`."""
    return int(await tx.groups.unsent_there(lane=f"chat {group.chat}", enough=enough))


async def migrated(tx: Transaction, old_chat: int, new_chat: int) -> None:
    """A group became a supergroup: the row, its past summaries and what waits to be sent move with it.

    Safe to repeat. A request to admit the new chat, when its news came first, gives way to the admitted row.
    """
    await tx.groups.make_room(old=old_chat, new=new_chat)
    await tx.groups.move(old=old_chat, new=new_chat)
    await tx.due.move(old=old_chat, new=new_chat)
    await tx.outbox.move(old=old_chat, new=new_chat, old_name=str(old_chat), new_name=str(new_chat))
