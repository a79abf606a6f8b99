"""Reading what buttons carry: anybody with a client of their own can send anything."""

from __future__ import annotations

from handlers.turn import Turn

_MOST_DIGITS = 18
"""Longer numbers are no row's id and no column would hold them."""


def number(turn: Turn, index: int) -> int | None:
    """The argument at this index as a number from 0; None where it is missing or anything else."""
    text = turn.arguments[index] if index < len(turn.arguments) else ""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None
