"""Notices that would come again and again: each at most once in a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import Transaction, moment, stamp


async def may_tell(tx: Transaction, notice: str, every: timedelta, now: datetime) -> bool:
    """Whether this notice was not given for as long as `every`; if so, it counts as given now."""
    key = f"told: {notice}"
    last = await tx.meta.get(key=key)
    if last is not None and now < moment(last) + every:
        return False
    await tx.meta.put(key=key, value=stamp(now))
    return True
