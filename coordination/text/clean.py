"""What people typed, kept as they typed it, without what could harm a reader."""

from __future__ import annotations

import re
import unicodedata

_ZWNJ = "\u200c"
# Persian and Kurdish write words with ZWNJ inside; between other letters it is only noise.
_KEEPS_ZWNJ = re.compile("(?<=[\u0620-\u06ff])\u200c(?=[\u0620-\u06ff])")
_LONE_ZWNJ = "\ue000"
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")


def clean(text: str, limit: int) -> str:
    """Return `text` fit to keep and to show: at most `limit` characters, NFC, no invisible characters.

    Bidi controls, control characters, surrogates and zero-width characters go (ZWNJ stays between Arabic
    letters), runs of blanks become one, two or more empty lines become one, both ends are trimmed.
    """
    text = text[: 4 * limit].replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = _KEEPS_ZWNJ.sub(_LONE_ZWNJ, text.replace(_LONE_ZWNJ, ""))
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zp"))
    text = unicodedata.normalize("NFC", text.replace(_LONE_ZWNJ, _ZWNJ))
    lines = (_BLANKS.sub(" ", line).strip(" ") for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()[:limit].rstrip()
