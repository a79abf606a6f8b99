"""Which characters a font has: what it lacks cannot stand in a PDF that is to be archived, and would end its making."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

_FOR_LACKING = "?"
"""Stands where a character cannot be shown."""
_SELECTORS = range(0xFE00, 0xFE10)


def shown(value: Any, font: Path) -> Any:
    """The same text, list or mapping of texts, with a mark in place of each character that the font lacks.

    What has no shape of its own (joiners, isolates, line ends) stays; selectors of emoji go.
    """
    if isinstance(value, str):
        known = characters(font)
        return "".join(_one(letter, known) for letter in value)
    if isinstance(value, dict):
        return {name: shown(one, font) for name, one in value.items()}
    return [shown(one, font) for one in value] if isinstance(value, list | tuple) else value


def _one(letter: str, known: frozenset[int]) -> str:
    if ord(letter) in known or unicodedata.category(letter) in ("Cf", "Cc"):
        return letter
    return "" if ord(letter) in _SELECTORS else _FOR_LACKING


@cache
def characters(font: Path) -> frozenset[int]:
    """The code points that a TrueType font maps to shapes: its `cmap` tables of format 4 and 12 (ISO/IEC 14496-22)."""
    data = font.read_bytes()
    [tables] = struct.unpack_from(">H", data, 4)
    places = (struct.unpack_from(">4sIII", data, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _, offset, _ in places if tag == b"cmap")
    [count] = struct.unpack_from(">H", data, start + 2)
    found: set[int] = set()
    for n in range(count):
        [offset] = struct.unpack_from(">I", data, start + 8 + 8 * n)
        [form] = struct.unpack_from(">H", data, start + offset)
        if form == 4:
            found |= _segments(data, start + offset)
        elif form == 12:
            found |= _groups(data, start + offset)
    return frozenset(found)


def _segments(data: bytes, at: int) -> set[int]:
    [double] = struct.unpack_from(">H", data, at + 6)
    count, found = double // 2, set[int]()
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + double)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 2 * double)
    for n in range(count):
        place = at + 16 + 3 * double + 2 * n
        [offset] = struct.unpack_from(">H", data, place)
        for code in range(starts[n], min(ends[n], 0xFFFE) + 1):
            glyph = (code + deltas[n]) & 0xFFFF
            if offset:
                [glyph] = struct.unpack_from(">H", data, place + offset + 2 * (code - starts[n]))
            if glyph:
                found.add(code)
    return found


def _groups(data: bytes, at: int) -> set[int]:
    [count] = struct.unpack_from(">I", data, at + 12)
    spans = (struct.unpack_from(">III", data, at + 16 + 12 * n) for n in range(count))
    return {code for first, last, _ in spans for code in range(first, last + 1)}
