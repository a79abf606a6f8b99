"""A reminder, once, when a read-back card was left unsaved."""

from __future__ import annotations

from datetime import datetime, timedelta

from coordination.forms.form import Form, form_of
from coordination.people import register
from coordination.people.person import REPORTERS
from coordination.reports.draft import draft_of
from handlers.outgoing import NOTICE, Outgoing
from handlers.status.asking import KIND
from handlers.turn import words_of
from storage import Transaction, moment, stamp
from views.status import card
from views.status.keys import Keys

UNSAVED_FOR = timedelta(minutes=30)


async def remind_unsaved(tx: Transaction, now: datetime) -> None:
    """Remind everybody whose card has waited for half an hour, each card once."""
    left = stamp(now - UNSAVED_FOR)
    for row in await tx.forms.unsaved_since(kind=KIND, step="card", before=left):
        await tx.forms.mark_reminded(id=row["id"])
        await _remind(tx, form_of(row), now)


async def _remind(tx: Transaction, form: Form, now: datetime) -> None:
    person = await register.person(tx, form.person)
    if person is None or not person.reachable or person.role not in REPORTERS:
        return
    out = Outgoing(tx, now)
    row = await tx.outbox.card_of_form(form=form.id)
    if row is not None:
        await out.remove_buttons(row["chat"], row["message_id"])
    reminder = card.reminder(words_of(person), draft_of(form.data), Keys(form.id, form.version))
    await out.send(form.chat, reminder, urgency=NOTICE, form=form.id)


async def next_reminder(tx: Transaction) -> datetime | None:
    """When the next card will have waited long enough; None when none waits."""
    oldest = await tx.reports.oldest_unsaved(kind=KIND, step="card")
    return moment(oldest) + UNSAVED_FOR if oldest else None
