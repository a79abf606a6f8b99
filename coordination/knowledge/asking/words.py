"""The words of a question as features: concepts of the lexicon, stems of other words, names of places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from coordination.knowledge.asking.lists import ARABIZI, IGNORED, OURS, OWN, beyond, lexicon, voices
from coordination.knowledge.asking.stems import stem
from coordination.places import gazetteer
from coordination.places.keys import word_key
from coordination.text.tokens import Token, tokenise
from coordination.text.vocabulary import forms, in_turn

LONGEST = 1_000
"""Characters of a question that are looked at."""
CONCEPT, STEM = "c:", "s:"
"""What the names of features begin with."""

# Arabic written in Latin letters uses digits for letters that Latin lacks.
_ARABIZI = str.maketrans({"2": "a", "3": "a", "5": "kh", "6": "t", "7": "h", "8": "q", "9": "s"})
_DIGITS_OF_LETTERS = re.compile("[235-9]")
_LATIN_WITH_DIGITS = re.compile(
    r"(?<![\w])(?=[A-Za-z0-9']*[A-Za-z])(?=[A-Za-z']*[235-9])[A-Za-z235-9']{3,}(?!\w)"
)
_CODE = re.compile(r"^[A-Za-z]{1,3}\d+s?$|^\d+[A-Za-z]{1,3}$|^\d+x\d+s?$", re.IGNORECASE)

Voice = Literal["ours", "own", ""]
# Arabic verbs of "we" and words with "our"; the nouns that begin alike are left out.
_WE = re.compile(
    r"[وف]?ن(?!ازح|قطه|قاط|فاذ|وع|موذج|تيج|سخ|ظام|هاي|ينوي|جف|فس|فط|شاط|جاح|طاق|ايب|ساء)\w{3,}|\w{2,}نا"
)


@dataclass(frozen=True, slots=True)
class Features:
    """What a question is made of.

    `read` are its phrases with the features of each (concepts and stems), `outside` the (field, words) of what
    the centre does not answer for. `voice` tells for whom it seems to be asked: an organisation, a private
    person, or nobody said; `arabizi`, whether it is Arabic written in Latin letters.
    """

    read: tuple[tuple[str, tuple[str, ...]], ...]
    outside: frozenset[tuple[str, str]]
    voice: Voice
    arabizi: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The features in their order, each once."""
        return tuple(dict.fromkeys(name for _, names in self.read for name in names))


def features(text: str) -> Features:
    """Cut a question into features. Linear in its length; raises nothing."""
    tokens = _cut(text)
    said = {sense for hit in voices().at_each(tokens) if hit for sense in hit.senses}
    latin = ARABIZI in said and all(token.text.isascii() for token in tokens if token.kind == "word")
    return Features(tuple(_read(tokens)), _outside(tokens), _voice(tokens, said), latin)


def of_way(way: str) -> tuple[Iterable[str], frozenset[tuple[str, str]]]:
    """The names of a way of asking and what lies outside in it, as `features` finds them: nobody looks for who asks it."""
    tokens = _cut(way)
    return dict.fromkeys(name for _, names in _read(tokens) for name in names), _outside(tokens)


def _cut(text: str) -> tuple[Token, ...]:
    text = text[:LONGEST]
    if _DIGITS_OF_LETTERS.search(text):
        text = _LATIN_WITH_DIGITS.sub(_plain_latin, text)
    return tokenise(text)


def _outside(tokens: Sequence[Token]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (field, " ".join(stem(token.text) for token in tokens[hit.start : hit.end]))
        for hit in in_turn(beyond().at_each(tokens))
        for field in hit.senses
    )


def _read(tokens: Sequence[Token]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the phrases of the lexicon and the words between them; words that say nothing are left out."""
    done = 0
    for hit in (*in_turn(lexicon().at_each(tokens)), None):
        for token in tokens[done : hit.start if hit else len(tokens)]:
            if token.kind == "word":
                yield token.text, _alone(token.text)
        if hit is None:
            return
        done = hit.end
        if IGNORED not in hit.senses:
            inside = [token.text for token in tokens[hit.start : hit.end] if token.kind == "word"]
            names = [CONCEPT + sense for sense in sorted(hit.senses)] + [STEM + stem(word) for word in inside]
            yield " ".join(token.text for token in tokens[hit.start : hit.end]), tuple(names)


@lru_cache(maxsize=16384)
def _alone(word: str) -> tuple[str]:
    """The feature of a word that is in no phrase."""
    index = gazetteer().index
    is_place = any(index.named(word_key(form)) for form in forms(word))
    return (CONCEPT + "place" if is_place else STEM + stem(word),)


def _voice(tokens: Sequence[Token], said: set[str]) -> Voice:
    if OURS in said or any(_is_we(token.text) for token in tokens):
        return "ours"
    return "own" if OWN in said else ""


@lru_cache(maxsize=16384)
def _is_we(word: str) -> bool:
    return _WE.fullmatch(word) is not None


def _plain_latin(match: re.Match[str]) -> str:
    word = match.group()
    return word if _CODE.match(word) else word.translate(_ARABIZI)
