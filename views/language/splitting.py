"""Cutting a long message into several that Telegram accepts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from views.language.bidi import FSI, PDI, marked
from views.language.html import Html, plain, utf16_length

_TOKEN = re.compile(r"<[^<>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]+);|\n+|[ \t]+|.", re.DOTALL)
_TAG_NAME = re.compile(r"</?([a-zA-Z0-9-]+)")


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place where the message may be cut: before token `at`, with these tags and isolates open."""

    at: int
    open: tuple[str, ...]


def split(markup: Html, limit: int = 4096) -> list[Html]:
    """The message in pieces of at most `limit` UTF-16 units of visible text (tags are not counted).

    Cuts after the last paragraph that fits, else after the last line, else the last word, else between two
    characters; never inside a tag, an entity or a surrogate pair. Tags and isolates that a cut finds open are
    closed before it and opened again after it. An empty message gives no pieces. Raises ValueError for a limit
    too small to hold one character with its isolates.
    """
    if utf16_length(markup) <= limit and markup.strip():
        return [markup]
    # One unit is kept for the U+200F that a continued line may need.
    room = limit - 1 if markup.rtl else limit
    tokens = _TOKEN.findall(markup)
    pieces: list[Html] = []
    start, reopened = 0, tuple[str, ...]()
    while start < len(tokens):
        cut = _next_cut(tokens, start, reopened, room)
        if cut.at == start:
            raise ValueError(f"a limit of {limit} units is too small")
        body = "".join([*reopened, *tokens[start : cut.at]]).rstrip() + "".join(
            map(_closing, reversed(cut.open))
        )
        if plain(body).strip(f"\n \t{FSI}{PDI}"):
            pieces.append(Html(marked(body) if markup.rtl else body, rtl=markup.rtl))
        start, reopened = cut.at, cut.open
        while start < len(tokens) and tokens[start].isspace():
            start += 1
    return pieces


def _next_cut(tokens: Sequence[str], start: int, reopened: tuple[str, ...], room: int) -> _Cut:
    """The best cut that leaves at most `room` units between `start` and it, with open isolates closed."""
    open_now = list(reopened)
    used = _isolates(reopened)
    best: dict[int, _Cut] = {}
    for index in range(start, len(tokens)):
        token = tokens[index]
        if index > start:
            best[_rank(token)] = _Cut(index, tuple(open_now))
        used += _width(token)
        _step(open_now, token)
        # White space before a cut is dropped, so only what follows it has to fit.
        if used + _isolates(open_now) > room and not token.isspace():
            return best[max(best)] if best else _Cut(start, ())
    return _Cut(len(tokens), tuple(open_now))


def _rank(token: str) -> int:
    """How good it is to cut before this token: paragraph 3, line 2, word 1, anywhere 0."""
    if token.startswith("\n"):
        return 3 if len(token) > 1 else 2
    return 1 if token.isspace() else 0


def _step(open_now: list[str], token: str) -> None:
    if token.startswith("</") or token == PDI:
        if open_now:
            open_now.pop()
    elif (token.startswith("<") and len(token) > 1) or token == FSI:
        open_now.append(token)


def _closing(opened: str) -> str:
    if opened == FSI:
        return PDI
    name = _TAG_NAME.match(opened)
    return f"</{name[1]}>" if name else ""


def _isolates(open_now: Sequence[str]) -> int:
    return sum(token == FSI for token in open_now)


def _width(token: str) -> int:
    return utf16_length(plain(token))
