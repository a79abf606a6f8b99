"""Message text as Telegram keeps it: cleaned, trimmed, and marked with entities counted in UTF-16 units."""

from __future__ import annotations

import itertools
import re
from typing import Any

Entity = dict[str, Any]

SPLITTABLE = ("bold", "italic", "underline", "strikethrough", "spoiler")
_VERBATIM = ("code", "pre")
_QUOTES = ("blockquote", "expandable_blockquote")
# What sorts first where two entities cover the same text.
_RANK = {"blockquote": 0, "expandable_blockquote": 0, "pre": 11, "code": 20, "text_link": 49, "bold": 90}
_RANK |= {"italic": 91, "underline": 92, "strikethrough": 93, "spoiler": 94, "custom_emoji": 99}

# Telegram turns control characters into spaces and drops CR, U+2028 to U+202E and three combining marks.
_UNCLEAN = re.compile("[\x00-\x09\x0b-\x1f\u2028-\u202e\u0333\u033f\u030a]")
_DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_TOP_LEVEL = "com|org|net|int|edu|gov|iq|info|io|me|uk|us|eu|de|fr|tr|ir|jo|sy|sa|kw|krd|app|dev|online|site"
_WORTH_A_LOOK = re.compile(r"[/@#$+]|\w\.\w")
_FOUND = (
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{4,32}(?!\w)")),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{4,32})?(?![\w/<>@])")),
    ("hashtag", re.compile(r"(?<!\w)#(?=\w*[^\W\d_])\w{1,256}")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?!\w)")),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")),
    ("url", re.compile(r"(?<!\w)(?:https?|ftp)://[^\s<>\"«»]*[^\s<>\"«»…).,;:!?'،؛؟]", re.IGNORECASE)),
    ("url", re.compile(r"(?<!\w)tg://[a-z]+[^\s<>\"]*", re.IGNORECASE)),
    (
        "url",
        re.compile(
            rf"(?<![\w@./:-])(?:[A-Za-z0-9-]+\.)+(?:{_TOP_LEVEL})\b(?:[/?#][^\s<>\"«»]*[^\s<>\"«»….,;:!?'،؛؟])?"
        ),
    ),
    ("phone_number", re.compile(r"(?<![\w+])\+\d(?:[ ()-]{0,2}\d){7,14}(?!\w)")),
)


def utf16_length(text: str) -> int:
    """How many UTF-16 units the text has: what Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def slice_utf16(text: str, offset: int, length: int) -> str:
    """The part of a text that an entity covers, its offset and length in UTF-16 units."""
    if text.isascii():
        return text[offset : offset + length]
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def detect(text: str) -> list[Entity]:
    """Commands, mentions, hashtags, links, addresses and phone numbers that a plain text contains."""
    if not _WORTH_A_LOOK.search(text):
        return []
    spans = [
        (match.start(), -len(match.group()), kind)
        for kind, pattern in _FOUND
        for match in pattern.finditer(text)
    ]
    found: list[Entity] = []
    end = 0
    for start, negative, kind in sorted(spans):
        if start < end:
            continue
        end = start - negative
        piece = text[start:end]
        found.append({"type": kind, "offset": utf16_length(text[:start]), "length": utf16_length(piece)})
    return found


def sorted_entities(entities: list[Entity]) -> list[Entity]:
    """In Telegram's order: by offset, the longer first, then by kind."""
    return sorted(entities, key=lambda e: (e["offset"], -e["length"], _RANK.get(e["type"], 50)))


def tidy(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """The text as Telegram stores it, trimmed and cleaned, its entities moved along, split and completed."""
    if text != text.strip() or _UNCLEAN.search(text):
        text, entities = _cleaned(text, entities)
    if entities:
        entities = _consistent(text, entities)
    found = detect(text)
    if not entities:
        return text, found
    taken = [
        (e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] not in (*SPLITTABLE, *_QUOTES)
    ]
    free = [e for e in found if all(e["offset"] + e["length"] <= a or b <= e["offset"] for a, b in taken)]
    return text, _consistent(text, entities + free) if free else entities


def _cleaned(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Drop and replace characters, strip the ends, and carry the entities over."""
    moved: list[int] = []  # by old UTF-16 position: the new one, before stripping
    kept: list[str] = []
    position = 0
    for character in text:
        units = 2 if character > "\uffff" else 1
        moved.extend([position] * units)
        if not _DROPPED.match(character):
            kept.append(" " if _UNCLEAN.match(character) else character)
            position += units
    moved.append(position)
    joined = "".join(kept)
    lead = utf16_length(joined[: len(joined) - len(joined.lstrip())])
    result = joined.strip()
    size = utf16_length(result)
    carried: list[Entity] = []
    for entity in entities:
        start, end = (
            moved[min(p, len(moved) - 1)] for p in (entity["offset"], entity["offset"] + entity["length"])
        )
        start, end = min(max(start - lead, 0), size), min(max(end - lead, 0), size)
        if end > start:
            carried.append({**entity, "offset": start, "length": end - start})
    return result, carried


def _consistent(text: str, entities: list[Entity]) -> list[Entity]:
    """Entities as the server returns them: no styles inside code, styles split where others begin."""
    solid = [e for e in sorted_entities(entities) if e["type"] not in SPLITTABLE]
    verbatim = [(e["offset"], e["offset"] + e["length"]) for e in solid if e["type"] in _VERBATIM]
    solid = [e for e in solid if e["type"] in (*_VERBATIM, *_QUOTES) or not _covered(e, verbatim)]
    styles = _merged([e for e in entities if e["type"] in SPLITTABLE])
    links = [e for e in solid if e["type"] not in _QUOTES]
    cuts = {e["offset"] for e in styles} | {
        p for e in links for p in (e["offset"], e["offset"] + e["length"])
    }
    pieces = [piece for style in styles for piece in _split(style, cuts) if not _covered(piece, verbatim)]
    whole = [p for p in pieces if not slice_utf16(text, p["offset"], p["length"]).isspace()]
    return sorted_entities(solid + whole)


def _covered(entity: Entity, spans: list[tuple[int, int]]) -> bool:
    return any(a <= entity["offset"] and entity["offset"] + entity["length"] <= b for a, b in spans)


def _merged(styles: list[Entity]) -> list[Entity]:
    """Touching or overlapping entities of one style become one."""
    result: list[Entity] = []
    last: dict[str, Entity] = {}
    for entity in sorted(styles, key=lambda e: (e["offset"], -e["length"])):
        before = last.get(entity["type"])
        if before and before["offset"] + before["length"] >= entity["offset"]:
            end = max(before["offset"] + before["length"], entity["offset"] + entity["length"])
            before["length"] = end - before["offset"]
        else:
            last[entity["type"]] = dict(entity)
            result.append(last[entity["type"]])
    return result


def _split(entity: Entity, cuts: set[int]) -> list[Entity]:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    edges = [start, *sorted(c for c in cuts if start < c < end), end]
    return [{**entity, "offset": a, "length": b - a} for a, b in itertools.pairwise(edges)]
