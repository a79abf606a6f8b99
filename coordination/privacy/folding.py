"""A text in the form in which it is searched, with the way back to where each character stood."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from coordination.text.normalise import normalise_word


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` has one spelling of Arabic letters and digits and no marks; `places` says where each character stood."""

    text: str
    places: range | list[int]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The part of the original text, marks on its last letter included; `start` is less than `end`."""
        return self.places[start], self.places[end] if end < len(self.places) else self.length


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    return char if char.isascii() else normalise_word(char)[:1]


def fold(text: str) -> Folded:
    """Fold a text: ASCII stays as it is with its capitals; of other characters one remains, or none."""
    if text.isascii():
        return Folded(text, range(len(text)), len(text))
    plain = list(map(_plain, text))
    folded = "".join(plain)
    if len(folded) == len(text):  # as nearly always: nothing is left out
        return Folded(folded, range(len(text)), len(text))
    return Folded(folded, [place for place, char in enumerate(plain) if char], len(text))
