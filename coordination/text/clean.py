"""What people typed, kept as they typed it, without what could harm a reader."""

from __future__ import annotations

import re
import unicodedata

_ZWNJ = "\u200c"
# Persian and Kurdish write words with ZWNJ inside; between other letters it is only noise.
_KEEPS_ZWNJ = re.compile("(?<=[\u0620-\u06ff])\u200c(?=[\u0620-\u06ff])")
_KEPT = "\ue000"
# Everything but plain Latin, Arabic letters and digits is looked at one by one.
_UNUSUAL = re.compile("[^\n -~\u060c\u061b\u061f\u0621-\u064a\u0660-\u0669\u066b\u066c]")
# Letters and marks that show nothing: a name made of them would look empty. U+2800 is the blank of Braille.
_NOTHING_TO_SEE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")


def clean(text: str, limit: int) -> str:
    """Return `text` fit to keep and to show: at most `limit` characters, NFC, no invisible characters.

    Bidi controls, control characters, surrogates and zero-width characters go (ZWNJ stays between Arabic
    letters), runs of blanks become one, two or more empty lines become one, both ends are trimmed.
    """
    text = text[: 4 * limit]
    if _UNUSUAL.search(text):  # most texts hold nothing that could go, and are NFC as they are
        text = _usual(text)
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    if "\n" in text:
        text = _BLANK_LINES.sub("\n\n", "\n".join([line.strip(" ") for line in text.split("\n")]))
    return text.strip()[:limit].rstrip()


def _usual(text: str) -> str:
    """The text in NFC without what nobody sees, each unusual blank as a plain one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = _KEEPS_ZWNJ.sub(_KEPT, text.replace(_KEPT, ""))
    text = _UNUSUAL.sub(_visible, text)
    text = unicodedata.normalize("NFC", text.replace(_KEPT, _ZWNJ))
    return _BLANKS.sub(" ", text)


def _visible(match: re.Match[str]) -> str:
    char = match.group()
    if char in _NOTHING_TO_SEE:
        return ""
    return "" if char != "\t" and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zp") else char
