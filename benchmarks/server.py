"""A PostgreSQL for a measurement: a server of its own that waits for the disk, on the core of the simulator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests import postgres

DURABLE = ("listen_addresses=", "fsync=on", "synchronous_commit=on", "shared_buffers=128MB")
MISSING = "PostgreSQL: none is installed here, so nothing is measured on it."


def installed() -> bool:
    """Whether there is one to measure on."""
    return postgres.programs() is not None


@contextmanager
def database() -> Iterator[str]:
    """The address of an empty database; the server ends with the block."""
    with postgres.server(DURABLE) as address:
        yield address.format(name="postgres")
