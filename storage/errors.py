"""What goes wrong with a database, whichever it is."""

from __future__ import annotations


class DatabaseError(Exception):
    """The database cannot be opened or used; the message is one sentence for the operator."""


class Outage(DatabaseError):
    """The database is away for now, or another process was in the way: the same can be done again."""
