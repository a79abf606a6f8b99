"""Where personal data stands in a text, and the text without it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from coordination.privacy.folding import fold
from coordination.privacy.names import names_in
from coordination.privacy.papers import ibans_in, papers_in, plates_in
from coordination.privacy.phones import phones_in

PersonalKind = Literal["phone", "email", "account", "paper", "iban", "plate", "name"]
"""A telephone number; an e-mail address; an account or a link to a chat; the number of an identity paper or a
passport; the number of a bank account; the plate of a vehicle; the name of a person."""

HIDDEN = "[…]"
"""What stands in the place of personal data, in every language."""

_LINK = re.compile(r"(?:https?://)?\b(?:(?:t|telegram|wa)\.me/|tg://|chat\.whatsapp\.com/)\S+", re.IGNORECASE)
# Tried at the beginning of a run only: from each of its letters, a long run would cost the square of its length.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w")
_HANDLE = re.compile(r"(?<!\w)@\w{3,}")
_DIGIT = re.compile(r"\d")
_LEAST_DIGITS = 4
"""Of the plate of a vehicle; every other number has more."""


@dataclass(frozen=True, slots=True)
class Found:
    """Personal data of one kind, in `text[start:end]` of the text that was searched."""

    kind: PersonalKind
    start: int
    end: int


def personal_in(text: str) -> tuple[Found, ...]:
    """The personal data in a text, in its order, without overlaps.

    Rules of shapes and of the words before them, the same at every call: a name that no word announces is not
    found. Figures of people, dates, references and P-codes are none. Takes time in proportion to the text.
    """
    folded = fold(text)
    found = sorted(
        (Found(kind, *folded.span(start, end)) for kind, start, end in _all(folded.text)),
        key=lambda one: (one.start, -one.end),
    )
    kept: list[Found] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
        elif one.end > kept[-1].end:
            kept[-1] = replace(kept[-1], end=one.end)
    return tuple(kept)


def _all(text: str) -> Iterator[tuple[PersonalKind, int, int]]:
    # Most texts have neither signs nor digits enough: then only names are looked for.
    if "@" in text:
        for match in _EMAIL.finditer(text):
            yield "email", *match.span()
    if "@" in text or "/" in text:
        for match in chain(_LINK.finditer(text), _HANDLE.finditer(text)):
            yield "account", *match.span()
    if len(_DIGIT.findall(text)) >= _LEAST_DIGITS:
        for span in phones_in(text):
            yield "phone", *span
        for span in papers_in(text):
            yield "paper", *span
        for span in ibans_in(text):
            yield "iban", *span
        for span in plates_in(text):
            yield "plate", *span
    for span in names_in(text):
        yield "name", *span


def hidden(text: str) -> str:
    """The text with a mark in the place of all personal data: what groups see, and what is kept on request."""
    parts, end = list[str](), 0
    for one in personal_in(text):
        parts += text[end : one.start], HIDDEN
        end = one.end
    return "".join((*parts, text[end:]))


def kinds_in(*texts: str) -> tuple[PersonalKind, ...]:
    """The kinds of personal data in these texts, each once, in the order in which they are first found."""
    return tuple(dict.fromkeys(one.kind for text in texts for one in personal_in(text)))
