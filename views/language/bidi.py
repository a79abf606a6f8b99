"""The direction of writing: what to strip from people's text, what to isolate, where a line needs a mark.

The rules follow the Unicode Bidirectional Algorithm (UAX #9). In an Arabic line a Latin word, a signed number or
a telephone number lends its direction to the punctuation and digits around it; between U+2068 and U+2069 it cannot.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

RLM = "\u200f"
FSI = "\u2068"
PDI = "\u2069"

CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_RIGHT = frozenset({"R", "AL"})
_RIGHT_OR_ARABIC_NUMBER = frozenset({"R", "AL", "AN"})
_DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
# One number, time or 22/11/2026: the algorithm keeps these in order by itself, because each mark is a "common separator".
_ONE_NUMBER = re.compile(f"[{_DIGITS}]+(?:[,.:/\u066c\u066b][{_DIGITS}]+)*")
# Isolates would be copied along with an address.
_ADDRESS = re.compile(r"(?:https?://|tg://|www\.|t\.me/)\S+")
_VERBATIM_OR_COMMAND = re.compile(
    r"<(code|pre|a)\b.*?</\1>|(?<![\w/<@])(?P<command>[/@][A-Za-z]\w*)", re.DOTALL
)
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_UNWANTED = re.compile(f"[{''.join(sorted(CONTROLS))}\x00-\x08\x0e-\x1b\x1f\x7f]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG = re.compile(r"<[^<>]*>")
_VERBATIM = re.compile(r"<(/?)(?:code|pre)\b")


def cleaned(text: str) -> str:
    """People's text without bidi and other control characters; every kind of line break becomes \\n.

    Zero-width joiners stay: Kurdish, Persian and emoji are written with them. A lone surrogate, which no network
    would carry, becomes U+FFFD.
    """
    if text.isprintable():  # what would go is none of it
        return text
    return _LONE_SURROGATE.sub("\ufffd", _UNWANTED.sub("", _LINE_BREAKS.sub("\n", text)))


@lru_cache(maxsize=4096)
def needs_isolating(text: str, rtl: bool) -> bool:
    """Whether one line of text, put into a line of the given direction, could disturb it or be disturbed."""
    if not text or _ADDRESS.fullmatch(text):
        return False
    if not rtl:
        return not _RIGHT_OR_ARABIC_NUMBER.isdisjoint(map(unicodedata.bidirectional, text))
    if _ONE_NUMBER.fullmatch(text):
        return False
    edges_hold = all(unicodedata.bidirectional(c) in _RIGHT for c in (text[0], text[-1]))
    return not edges_hold or "L" in map(unicodedata.bidirectional, text)


def isolated(text: str, rtl: bool) -> str:
    """The text with each of its lines between U+2068 and U+2069 where it needs that; isolates end with a line."""
    if "\n" not in text:
        return f"{FSI}{text}{PDI}" if needs_isolating(text, rtl) else text
    return "\n".join(f"{FSI}{line}{PDI}" if needs_isolating(line, rtl) else line for line in text.split("\n"))


def with_commands_isolated(text: str) -> str:
    """A right-to-left message with its /commands and @names isolated: the sign would move behind the word.

    What stands in <code>, <pre> and links stays as it is.
    """
    return _VERBATIM_OR_COMMAND.sub(lambda m: f"{FSI}{m[0]}{PDI}" if m["command"] else m[0], text)


def marked(markup: str) -> str:
    """Right-to-left markup in which each line begins with a right-to-left letter or with U+200F.

    Telegram's apps choose a line's side by its beginning; an emoji, a digit or a reference there would move an
    Arabic line to the left. Blank lines and lines inside <code> and <pre> stay as they are.
    """
    if "\n" not in markup:
        return RLM + markup if _needs_mark(markup) else markup
    if "<code" not in markup and "<pre" not in markup:
        return "\n".join([RLM + line if _needs_mark(line) else line for line in markup.split("\n")])
    lines: list[str] = []
    verbatim = False
    for line in markup.split("\n"):
        lines.append(line if verbatim or not _needs_mark(line) else RLM + line)
        tags = _VERBATIM.findall(line)
        verbatim = tags[-1] == "" if tags else verbatim
    return "\n".join(lines)


def _needs_mark(line: str) -> bool:
    if "ء" <= line[:1] <= "ي" or line.startswith(RLM):  # as nearly every line begins
        return False
    text = line if line[:1].isalpha() else _TAG.sub("", line).lstrip()
    return bool(text) and unicodedata.bidirectional(text[0]) not in _RIGHT
