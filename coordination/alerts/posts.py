"""Where an alert went: a row for each chat, how its sending ended, who has seen it; and the board that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from coordination.alerts.alert import Alert, alert_of
from coordination.groups import group as groups
from coordination.people import register
from coordination.people.person import Person
from storage import Transaction, stamp

Outcome = Literal["new", "sent", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class Post:
    """A message to a group or a person (row ids); `message` is its number in that chat once it was sent."""

    group: int | None
    topic: int | None
    person: int | None
    outcome: Outcome
    message: int | None


@dataclass(frozen=True, slots=True)
class Board:
    """What became of an alert. `seen` and `silent` are the people it was sent to; `others` saw it in groups only.

    `lost` are the titles and names whom it did not reach, `unclear` those of whom that is not known.
    """

    sent: int
    waiting: int
    lost: tuple[str, ...]
    unclear: tuple[str, ...]
    seen: tuple[Person, ...]
    silent: tuple[Person, ...]
    others: int


async def note(
    tx: Transaction,
    alert: Alert,
    outbox: int,
    *,
    group: int | None = None,
    topic: int | None = None,
    person: int | None = None,
) -> None:
    """Keep that this row of the outbox carries the alert to a group or a person."""
    await tx.alerts.add_post(alert=alert.id, group_id=group, topic=topic, person=person, outbox=outbox)


async def of_alert(tx: Transaction, alert: int) -> Sequence[Post]:
    """Every chat that the alert with this row id went to."""
    return [
        Post(row["group_id"], row["topic"], row["person"], row["outcome"], row["message_id"])
        for row in await tx.alerts.posts(alert=alert)
    ]


async def collect(tx: Transaction) -> None:
    """Take over how sending ended since the last look; the boards concerned become stale."""
    for row in await tx.alerts.ended_posts():
        await tx.alerts.end_post(outbox=row["outbox"], outcome=row["state"], message_id=row["message_id"])
        await tx.alerts.stale(id=row["alert"])


async def seen(tx: Transaction, alert: Alert, who: Person, now: datetime) -> bool:
    """Keep that somebody has seen it; False the second time."""
    if await tx.alerts.see(alert=alert.id, person=who.id, now=stamp(now)) is None:
        return False
    await tx.alerts.stale(id=alert.id)
    return True


async def board(tx: Transaction, alert: Alert) -> Board:
    """How it stands now."""
    there = await of_alert(tx, alert.id)
    have_seen = {row["person"] for row in await tx.alerts.seen(alert=alert.id)}
    people = {who.id: who for who in await register.everybody(tx)}
    told = sorted(
        (people[post.person] for post in there if post.person in people), key=lambda who: (who.name, who.id)
    )
    return Board(
        sent=sum(post.outcome == "sent" for post in there),
        waiting=sum(post.outcome == "new" for post in there),
        lost=await _names(tx, [post for post in there if post.outcome == "failed"], people),
        unclear=await _names(tx, [post for post in there if post.outcome == "unknown"], people),
        seen=tuple(who for who in told if who.id in have_seen),
        silent=tuple(who for who in told if who.id not in have_seen),
        others=len(have_seen - {who.id for who in told}),
    )


async def _names(tx: Transaction, there: Sequence[Post], people: dict[int, Person]) -> tuple[str, ...]:
    names = []
    for post in there:
        if post.group is not None:
            group = await groups.by_id(tx, post.group)
            names.append(group.title if group else "")
        elif post.person in people:
            names.append(people[post.person].name)
    return tuple(name for name in names if name)


async def open_board(tx: Transaction, alert: Alert, outbox: int) -> None:
    """Keep which row of the outbox shows the board to the author."""
    await tx.alerts.set_board(id=alert.id, outbox=outbox)


async def board_message(tx: Transaction, alert: Alert) -> tuple[int, int] | None:
    """The board's chat and message; None before it was sent."""
    row = await tx.alerts.board(id=alert.id)
    return (row["chat"], row["message_id"]) if row else None


async def take_stale(tx: Transaction) -> Sequence[Alert]:
    """The alerts whose boards show older counts; they are fresh after the given transaction."""
    return [alert_of(row) for row in await tx.alerts.take_stale()]
