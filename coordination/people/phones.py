"""Telephone numbers: read as people type them, kept in people's rows as E.164."""

from __future__ import annotations

from datetime import datetime

from coordination.people.person import Person, person_of
from coordination.text import normalise
from storage import Transaction, stamp

_REGION = "IQ"
_LONGEST = 40
"""Letters typed for one number with everything between its digits."""


def read_phone(typed: str) -> str | None:
    """The number as E.164, such as "+9647701234567"; an Iraqi one where no country is given. None: it is no valid number."""
    if len(typed) > _LONGEST:
        return None
    import phonenumbers  # many modules, and few processes meet a number soon

    try:
        number = phonenumbers.parse(normalise(typed), _REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_contact(shared: str) -> str | None:
    """The number of a contact, which Telegram gives with its country but not always with the + before it."""
    return read_phone(shared if shared.startswith("+") else f"+{shared}")


async def keep_phone(tx: Transaction, who: Person, phone: str, now: datetime) -> Person:
    """Keep a person's own number, given as E.164, as shared now; empty: none any more."""
    shared_at = stamp(now) if phone else None
    return person_of(await tx.people.set_phone(id=who.id, phone=phone or None, shared_at=shared_at))
