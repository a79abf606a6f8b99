"""The knowledge base written as files, in the shape in which `coordination.knowledge.files` reads them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from coordination.knowledge.entry import Area, Entry


def area_text(area: Area, entries: Iterable[Entry]) -> str:
    """One file: the area and its entries. Reading it gives the same values again."""
    head = f"[area]\nid = {_string(area.id)}\ntitle_en = {_string(area.title_en)}\ntitle_ar = {_string(area.title_ar)}\n"
    return "\n".join((head, *(_topic(entry) for entry in entries)))


def _topic(entry: Entry) -> str:
    lines = ["[[topic]]", f"id = {_string(entry.topic)}"]
    told = (("en", entry.en), ("ar", entry.ar))
    for name in ("title", "answer"):
        lines += [f"{name}_{language} = {_string(getattr(one, name))}" for language, one in told]
    for name in ("steps", "documents"):
        if getattr(entry.en, name) or getattr(entry.ar, name):
            lines += [f"{name}_{language} = {_list(getattr(one, name))}" for language, one in told]
    lines += [f"owner_{language} = {_string(one.owner)}" for language, one in told]
    lines += [f"source = {_string(entry.source)}", f"valid_from = {entry.valid_from.isoformat()}"]
    if entry.confirmed is not None:
        lines.append(f"confirmed = {entry.confirmed.isoformat()}")
    lines += [
        f"confirm_by = {entry.confirm_by.isoformat()}",
        f"sample = {'true' if entry.sample else 'false'}",
    ]
    lines += [
        f"{name} = {_string(value)}" for name, value in (("live", entry.live), ("case", entry.case)) if value
    ]
    lines += [f"related = {_list(entry.related)}"] if entry.related else []
    lines += [f"ask_{language} = {_list(one.ways)}" for language, one in told]
    return "\n".join(lines) + "\n"


def _list(items: Sequence[str]) -> str:
    if not items:
        return "[]"
    return "[\n" + "".join(f"  {_string(item)},\n" for item in items) + "]"


def _string(text: str) -> str:
    """A basic string: TOML takes JSON's escapes, and does not take U+007F as it is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
