"""What typst leaves to be done so that Arabic can be copied out of a PDF in the order in which it is read.

A lam-alef is one shape, and typst tells readers that it stands for two letters. Arabic lies in the file from left to
right; readers turn a line round letter by letter, and with it these two: "لا" is copied as "ال". Here the shape stands for
the one character that Unicode has for it (U+FEF5 to U+FEFB); Chrome and Android take it apart in the right order,
others copy it as it is. And a file is not said to be read from right to left: Chrome and Android would turn the words of
every English line round; without it they decide line by line.
"""

from __future__ import annotations

import re
import zlib
from itertools import pairwise
from typing import Any

LIGATURES = {b"06440622": b"FEF5", b"06440623": b"FEF7", b"06440625": b"FEF9", b"06440627": b"FEFB"}
"""Lam and an alef, in UTF-16, and the one character for both: Arabic Presentation Forms-B of Unicode."""

_BOTH = re.compile(rb"(?<=> <)(%s)(?=>)" % b"|".join(LIGATURES))
_MEANINGS = re.compile(rb"(\d+ 0 obj\n<<)/Length \d+(/Type/CMap/Filter/FlateDecode[^>]*>>\nstream\n)")
_DIRECTION = b"/ViewerPreferences<</Direction/R2L>>"
_MARKS = dict.fromkeys(range(0x064B, 0x0653))
_ENTRY = 20
"""Bytes of an entry in the table of objects (ISO 32000-1, 7.5.4)."""


def in_order(made: bytes) -> bytes:
    """A PDF of typst whose Arabic is copied in order; it looks the same, and stays what it was (PDF/A).

    Raises ValueError when the file is not laid out as typst's are: objects one after the other, then their table.
    """
    table, places = _table(made)
    bounds = [*sorted(places), table]
    old = {start: made[start:end] for start, end in pairwise(bounds)}
    body, moved = bytearray(made[: bounds[0]]), dict[int, int]()
    for start in bounds[:-1]:
        moved[start] = len(body)
        body += _mended(old[start])
    entries = made[table : made.index(b"trailer", table)]
    head = entries[: len(entries) - _ENTRY * len(places)]
    rest = made[table + len(entries) : made.rindex(b"startxref")]
    lines = b"".join(b"%010d 00000 n\r\n" % moved[place] for place in places)
    return bytes(body) + head + lines + rest + b"startxref\n%d\n%%%%EOF" % len(body)


def unmarked(value: Any) -> Any:
    """The same text, list or mapping without the vowel marks of Arabic: readers copy marks to the wrong place."""
    if isinstance(value, str):
        return value.translate(_MARKS)
    if isinstance(value, dict):
        return {name: unmarked(one) for name, one in value.items()}
    return [unmarked(one) for one in value] if isinstance(value, list | tuple) else value


def _table(made: bytes) -> tuple[int, list[int]]:
    """Where the table of objects begins, and where each object does, by its number."""
    found = re.search(rb"startxref\n(\d+)\n%%EOF\s*\Z", made)
    table = int(found[1]) if found else 0
    head = re.compile(rb"xref\n0 (\d+)\n0{10} 65535 f\r\n").match(made, table)
    if head is None:
        raise ValueError("a PDF without a plain table of its objects")
    entries = (made[head.end() + _ENTRY * n :][:_ENTRY] for n in range(int(head[1]) - 1))
    places = [int(entry[:10]) for entry in entries if entry[10:] == b" 00000 n\r\n"]
    if len(places) != int(head[1]) - 1:
        raise ValueError("a PDF with objects that are gone or changed")
    return table, places


def _mended(thing: bytes) -> bytes:
    """One object: what shapes mean, the root, or another, which stays."""
    meanings = _MEANINGS.match(thing)
    if meanings is None:
        return thing.replace(_DIRECTION, b"") if b"/Type/Catalog" in thing[:40] else thing
    content = zlib.decompressobj()
    said = content.decompress(thing[meanings.end() :])
    packed = zlib.compress(_BOTH.sub(lambda both: LIGATURES[both[0]], said), 9)
    return b"%b/Length %d%b%b%b" % (meanings[1], len(packed), meanings[2], packed, content.unused_data)
