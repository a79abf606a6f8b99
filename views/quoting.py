"""Somebody's words in a few: on one line, cut at the end of a word."""

from __future__ import annotations


def one_line(text: str, limit: int) -> str:
    """The text on one line; its beginning and "…" where it has more than `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    beginning = line[: limit + 1].rsplit(" ", 1)[0]
    return beginning[:limit] + "…"
