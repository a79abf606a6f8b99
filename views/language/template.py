"""Message strings with {places} for values, and how a value is written into its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import TypeAlias

from views.language.bidi import RLM, with_commands_isolated
from views.language.digits import Digits, grouped
from views.language.html import Html, escape, escape_attribute, escape_within, plain

Value: TypeAlias = str | int
"""What a message takes: Html as it is, other text escaped, whole numbers in the person's digits."""

# Text in these is copied or tapped: nothing invisible goes in.
_VERBATIM = re.compile(r"<(/?)(?:code|pre|a)\b")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value goes: within running text, within <code>, <pre> or a link, or within a tag's attribute."""

    name: str
    verbatim: bool
    attribute: bool


@dataclass(frozen=True, slots=True)
class Style:
    """How values are written: the direction of the line around them, and the digits of numbers."""

    rtl: bool
    digits: Digits


@lru_cache(maxsize=4096)
def parsed(message: str) -> tuple[str | Place, ...]:
    """The message as literal pieces and places, in order. Raises ValueError unless every place is a plain {name}."""
    pieces: list[str | Place] = []
    before = ""
    for literal, name, spec, conversion in Formatter().parse(message):
        if literal:
            pieces.append(literal)
            before += literal
        if name is None:
            continue
        if spec or conversion or not name.isidentifier():
            raise ValueError(f"only plain {{name}} places are allowed in {message!r}")
        tags = _VERBATIM.findall(before)
        pieces.append(
            Place(
                name, verbatim=bool(tags) and tags[-1] == "", attribute=before.rfind("<") > before.rfind(">")
            )
        )
    return tuple(pieces)


@lru_cache(maxsize=4096)
def _parsed_right_to_left(message: str) -> tuple[str | Place, ...]:
    return parsed(with_commands_isolated(message))


def places(message: str) -> frozenset[str]:
    """The names of the message's places. Raises ValueError as `parsed` does."""
    return frozenset(piece.name for piece in parsed(message) if isinstance(piece, Place))


def filled(message: str, values: Mapping[str, Value], style: Style) -> str:
    """The message with its values, as Telegram HTML. Raises KeyError for a missing value, TypeError for a wrong type."""
    pieces = _parsed_right_to_left(message) if style.rtl else parsed(message)
    return "".join([p if isinstance(p, str) else written(values[p.name], style, p) for p in pieces])


def written(value: Value, style: Style, place: Place | None = None) -> str:
    """One value as Telegram HTML for its place; without a place, as in running text."""
    if isinstance(value, Html):
        # A mark belongs at the beginning of a line; there it is set again.
        attribute = place is not None and place.attribute
        return escape_attribute(plain(value)) if attribute else value.removeprefix(RLM)
    text = _text(value, style)
    if place is None or not (place.attribute or place.verbatim):
        return escape_within(text, style.rtl)
    return escape_attribute(text) if place.attribute else escape(text)


def _text(value: Value, style: Style) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return grouped(value, style.digits)
    raise TypeError(
        f"a message takes text and whole numbers, not {value!r}; write days and times with w.day, w.time…"
    )
