"""The words of a question as features: concepts of the lexicon, stems of other words, names of places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import snowballstemmer

from coordination.places import gazetteer
from coordination.places.keys import words_key
from coordination.text.reference import read_table
from coordination.text.tokens import Token, tokenise
from coordination.text.vocabulary import Vocabulary, forms, in_turn

LONGEST = 1_000
"""Characters of a question that are looked at."""

BEYOND = "-"
"""The first character of the names of what lies outside, where they stand among topics."""

ARABIZI = "arabizi"
"""The voice of small words of Arabic in Latin letters."""
IGNORED = "-"
"""The concept of words that say nothing."""

_STEMMER = snowballstemmer.stemmer("english")
# Arabic written in Latin letters uses digits for letters that Latin lacks.
_ARABIZI = str.maketrans({"2": "a", "3": "a", "5": "kh", "6": "t", "7": "h", "8": "q", "9": "s"})
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
    """`concepts` and `stems` of a question, each once; `outside` are (field, words) the centre does not answer for.

    `voice` tells for whom the question seems to be asked: an organisation, a private person, or nobody said;
    `arabizi`, whether it is Arabic written in Latin letters.
    """

    concepts: frozenset[str]
    stems: frozenset[str]
    outside: frozenset[tuple[str, str]] = frozenset()
    voice: Voice = ""
    arabizi: bool = False


@cache
def lexicon() -> Vocabulary:
    """The concepts with their phrases, as `reference/knowledge/concepts.csv` tells them."""
    return _read("concepts", "concept")


@cache
def beyond() -> Vocabulary:
    """Words of what lies outside, by field, as `reference/knowledge/outside.csv` tells them."""
    return _read("outside", "field")


@cache
def voices() -> Vocabulary:
    """Words that tell for whom something is asked, as `reference/knowledge/voices.csv` tells them."""
    return _read("voices", "voice")


@cache
def questions_beyond() -> dict[str, tuple[str, ...]]:
    """Questions of what lies outside, by field with - before it (`reference/knowledge/outside_ways.csv`)."""
    asked: dict[str, list[str]] = {}
    for row in read_table("knowledge/outside_ways.csv"):
        asked.setdefault(BEYOND + row["field"], []).append(row["asked"])
    return {field: tuple(some) for field, some in asked.items()}


@cache
def single_words() -> dict[str, frozenset[str]]:
    """Stem → the concepts of the lexicon's phrases that are this one word."""
    found: dict[str, set[str]] = {}
    for row in read_table("knowledge/concepts.csv"):
        for phrase in row["phrases"].split("|"):
            tokens = tokenise(phrase.removesuffix("*"))
            if len(tokens) == 1 and tokens[0].kind == "word" and row["concept"] != IGNORED:
                found.setdefault(stem(tokens[0].text), set()).add(row["concept"])
    return {word: frozenset(concepts) for word, concepts in found.items()}


def _read(name: str, head: str) -> Vocabulary:
    return Vocabulary(
        (phrase.strip(), row[head])
        for row in read_table(f"knowledge/{name}.csv")
        for phrase in row["phrases"].split("|")
        if phrase.strip()
    )


def features(text: str) -> Features:
    """Cut a question into features. Linear in its length; raises nothing."""
    tokens = tokenise(_LATIN_WITH_DIGITS.sub(_plain_latin, text[:LONGEST]))
    hits = in_turn(lexicon().at_each(tokens))
    concepts = {sense for hit in hits for sense in hit.senses}
    covered = {index for hit in hits if IGNORED in hit.senses for index in range(hit.start, hit.end)}
    known = {index for hit in hits for index in range(hit.start, hit.end)}
    stems = set()
    for index, token in enumerate(tokens):
        if token.kind != "word" or index in covered:
            continue
        if index not in known and _is_place(token.text):
            concepts.add("place")
            continue
        stems.add(stem(token.text))
    outside = {
        (field, " ".join(stem(token.text) for token in tokens[hit.start : hit.end]))
        for hit in in_turn(beyond().at_each(tokens))
        for field in hit.senses
    }
    said = {sense for hit in voices().at_each(tokens) if hit for sense in hit.senses}
    latin = ARABIZI in said and all(token.text.isascii() for token in tokens if token.kind == "word")
    return Features(
        frozenset(concepts - {IGNORED}), frozenset(stems), frozenset(outside), _voice(tokens, said), latin
    )


def _voice(tokens: Sequence[Token], said: set[str]) -> Voice:
    if "ours" in said or any(_WE.fullmatch(token.text) for token in tokens):
        return "ours"
    return "own" if "own" in said else ""


def _plain_latin(match: re.Match[str]) -> str:
    word = match.group()
    return word if _CODE.match(word) else word.translate(_ARABIZI)


_ENDINGS = (
    "تهم",
    "تنا",
    "تها",
    "اتي",
    "يات",
    "ات",
    "ون",
    "ين",
    "ان",
    "هم",
    "ها",
    "نا",
    "كم",
    "يه",
    "ته",
    "ه",
    "ي",
)
_SHORTEST = 3


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A light stem: English by Snowball, Arabic without prefixes and one ending; for matching only."""
    if word.isascii():
        return str(_STEMMER.stemWord(word))
    bare = min(forms(word), key=len)
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST:
            return bare.removesuffix(ending)
    return bare


@lru_cache(maxsize=16384)
def _is_place(word: str) -> bool:
    index = gazetteer().index
    return any(index.named(words_key((form,))) for form in forms(word))
