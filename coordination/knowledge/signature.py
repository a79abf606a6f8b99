"""What tells every process that the knowledge base's rows have changed: one line in `meta`."""

from __future__ import annotations

import hashlib

from storage import Transaction

_KEY = "knowledge"


async def signature(tx: Transaction) -> str:
    """A counter of the changes and a hash of all of them in turn; "" before the first."""
    found = tx.remembered.get(_KEY)
    if found is None:
        found = tx.remembered[_KEY] = str(await tx.meta.get(key=_KEY) or "")
    return found


async def changed(tx: Transaction, *what: object) -> None:
    """Count a change. `what` is written into the hash: equal rows, and only they, have equal signatures."""
    tx.remembered.pop(_KEY, None)
    before = await signature(tx)
    count = int(before.partition(" ")[0] or 0)
    digest = hashlib.sha256(f"{before}\n{what!r}".encode()).hexdigest()
    del tx.remembered[_KEY]
    await tx.meta.put(key=_KEY, value=f"{count + 1} {digest[:32]}")
