"""The rows of alerts and notices: kept, decided, sent, followed by updates and ends, expired."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from coordination import audit
from coordination.alerts.alert import Alert, Content, State, alert_of
from coordination.people.person import Person
from storage import Transaction, moment, stamp

_MOST_DIGITS = 15
MERGE_WITHIN = timedelta(minutes=60)
"""A second alert of the same event and area within this is offered as an update of the first."""
DECIDED_WITHIN = timedelta(hours=24)
"""What has no time of its own (a notice, the end of an alert) and waits for approval lapses after this."""


async def add(
    tx: Transaction, content: Content, sender: str, by: Person, now: datetime, *, asked: bool
) -> Alert:
    """Keep what somebody wants told; `asked`: a second person is asked to approve it first."""
    alert = content.kind == "alert"
    row = await tx.alerts.add(
        kind=content.kind,
        message=content.message,
        state="waiting",
        previous=content.previous,
        sender=sender,
        exercise=int(content.exercise),
        event=content.event,
        urgency=content.urgency if alert else "",
        severity=content.severity if alert else "",
        certainty=content.certainty if alert else "",
        error=int(content.error),
        governorates="" if content.everywhere else " ".join(content.governorates),
        districts=" ".join(content.districts),
        roles=" ".join(content.roles),
        groups=" ".join(map(str, content.groups)),
        text_ar=content.text_ar,
        text_en=content.text_en,
        expires_at=stamp(content.expires_at) if content.expires_at else None,
        by=by.id,
        now=stamp(now),
    )
    if asked:
        await audit.note(tx, now, by, f"{content.kind} asked", f"{content.kind} {row['id']}")
    return alert_of(row)


async def by_id(tx: Transaction, alert_id: int) -> Alert | None:
    """The alert or notice with this row id."""
    row = await tx.alerts.by_id(id=alert_id)
    return alert_of(row) if row else None


async def by_identifier(tx: Transaction, identifier: str) -> Alert | None:
    """The alert with this CAP identifier, if it was sent."""
    row = identifier.rpartition("-")[2]
    found = await by_id(tx, int(row)) if row.isdecimal() and len(row) <= _MOST_DIGITS else None
    if found is None or found.identifier != identifier or found.content.kind != "alert":
        return None
    return found if found.sent_at is not None else None


async def decide(
    tx: Transaction,
    alert: Alert,
    state: Literal["waiting", "refused", "withdrawn"],
    by: Person,
    now: datetime,
) -> Alert | None:
    """Approve it ("waiting": `send` comes next), refuse or withdraw it; None when somebody decided meanwhile."""
    row = await tx.alerts.decide(id=alert.id, version=alert.version, state=state, by=by.id)
    if row is None:
        return None
    word = "approved" if state == "waiting" else state
    await audit.note(tx, now, by, f"{alert.content.kind} {word}", f"{alert.content.kind} {alert.id}")
    return alert_of(row)


async def can_follow(tx: Transaction, content: Content) -> bool:
    """Whether the message that this one follows, if it follows one, is still in force; it is until the transaction ends."""
    if content.previous is not None:
        await tx.alone("alerts")
    before = await by_id(tx, content.previous) if content.previous is not None else None
    return content.previous is None or (before is not None and before.state == "live")


async def send(tx: Transaction, alert: Alert, by: Person, now: datetime) -> Alert:
    """It is in force from now on, and the message before it no longer (see `can_follow`). `by` sends or approves."""
    content = alert.content
    if content.previous is not None:
        await tx.alerts.follow(id=content.previous)
    state: State = "live" if content.kind == "alert" and content.message != "Cancel" else "sent"
    row = await tx.alerts.sent(id=alert.id, state=state, now=stamp(now))
    sent = alert_of(row)
    await audit.note(tx, now, by, f"{content.kind} sent", f"{content.kind} {alert.id}")
    return sent


async def earlier(tx: Transaction, alert: Alert) -> Sequence[Alert]:
    """The messages that it follows, oldest first."""
    found: list[Alert] = []
    previous = alert.content.previous
    while previous is not None:
        one = await by_id(tx, previous)
        if one is None:
            break
        found.append(one)
        previous = one.content.previous
    return found[::-1]


async def live(tx: Transaction) -> list[Alert]:
    """The alerts in force, newest first."""
    return [alert_of(row) for row in await tx.alerts.in_state(state="live")]


async def waiting(tx: Transaction) -> list[Alert]:
    """What waits for a second person, newest first."""
    return [alert_of(row) for row in await tx.alerts.in_state(state="waiting")]


async def alike(
    tx: Transaction, event: str, governorates: Iterable[str], now: datetime, *, exercise: bool
) -> Alert | None:
    """The live alert of this event, sent a short while ago, whose area has a part in common with this one."""
    rows = await tx.alerts.alike(event=event, exercise=int(exercise), since=stamp(now - MERGE_WITHIN))
    area = frozenset(governorates)
    return next((one for one in map(alert_of, rows) if not area.isdisjoint(one.content.governorates)), None)


async def take_expired(tx: Transaction, now: datetime) -> list[Alert]:
    """The alerts whose time is over by now: they are in force no longer."""
    return [alert_of(row) for row in await tx.alerts.take_expired(now=stamp(now))]


async def take_lapsed(tx: Transaction, now: datetime) -> list[Alert]:
    """What nobody approved before it would have expired, or within `DECIDED_WITHIN`."""
    rows = await tx.alerts.take_lapsed(now=stamp(now), created=stamp(now - DECIDED_WITHIN))
    return [alert_of(row) for row in rows]


async def next_due(tx: Transaction) -> datetime | None:
    """When the next one expires or lapses."""
    expires, asked = await tx.alerts.next_expiry(), await tx.alerts.oldest_waiting()
    found = (moment(expires) if expires else None, moment(asked) + DECIDED_WITHIN if asked else None)
    return min((at for at in found if at is not None), default=None)
