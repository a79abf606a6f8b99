"""Telegram HTML as a type: text that was escaped once and must not be escaped again."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from views.language.bidi import cleaned, isolated, marked

_TAG = re.compile(r"<[^<>]*>")


class Html(str):
    """Markup that is safe to send with parse_mode=HTML.

    `rtl` tells how its lines are written: True right-to-left, False left-to-right or already mixed, None unknown
    (a bare number, a literal). It is what lets `lines` mark each line without being told the language.
    """

    __slots__ = ("rtl",)
    rtl: bool | None

    def __new__(cls, markup: str = "", *, rtl: bool | None = None) -> Html:
        """Mark a string as safe; the caller vouches for it."""
        made = super().__new__(cls, markup)
        made.rtl = rtl
        return made

    @staticmethod
    def lines(*parts: str | None) -> Html:
        """The parts that are not empty, one below the other; a plain str is escaped.

        A line of an Arabic part that would begin with a Latin letter, a digit or a sign begins with U+200F. A part
        of unknown direction goes with the part before it, or else with the first that has one. English parts
        are left alone, so that one message can hold both languages.
        """
        return _joined(parts, "\n")

    @staticmethod
    def paragraphs(*parts: str | None) -> Html:
        """Like `lines`, with a blank line between the parts; `split` cuts there first."""
        return _joined(parts, "\n\n")


def escape(text: str) -> Html:
    """Somebody's text as Telegram HTML: `& < >` escaped, control characters gone."""
    return Html(html.escape(cleaned(text), quote=False))


def escape_within(text: str, rtl: bool) -> str:
    """Like `escape`, for text that stands in a line of the given direction: isolated where it needs that."""
    return html.escape(isolated(cleaned(text), rtl), quote=False)


def escape_attribute(text: str) -> str:
    """Somebody's text for a tag's attribute."""
    return html.escape(cleaned(text), quote=True)


def plain(markup: str) -> str:
    """The text a person sees: no tags, entities resolved. Directional characters stay."""
    return html.unescape(_TAG.sub("", markup))


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, as Telegram counts its limits."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _joined(parts: Iterable[str | None], separator: str) -> Html:
    kept = [part for part in parts if part]
    known = [part.rtl for part in kept if isinstance(part, Html) and part.rtl is not None]
    current = known[0] if known else False
    written: list[str] = []
    for part in kept:
        if isinstance(part, Html):
            current = current if part.rtl is None else part.rtl
        else:
            part = escape_within(part, current)
        written.append(marked(part) if current else part)
    return Html(separator.join(written), rtl=all(known) if known else None)
