"""The lists that questions are read with: concepts, what lies outside, who asks (`reference/knowledge/*.csv`)."""

from __future__ import annotations

from functools import cache

from coordination.knowledge.asking.stems import stem
from coordination.text.reference import read_table
from coordination.text.tokens import tokenise
from coordination.text.vocabulary import Vocabulary

BEYOND = "-"
"""The first character of the names of what lies outside, where they stand among topics."""
IGNORED = "-"
"""The concept of words that say nothing."""
INTENTS = frozenset(
    (
        "how",
        "when",
        "where",
        "who",
        "what_is",
        "time",
        "next",
        "apply",
        "deadline",
        "closed",
        "place",
        "federal",
    )
)
"""Concepts of what is wanted to know (is it open?), and of places: a question needs something besides them that it is about."""
OURS, OWN, ARABIZI = "ours", "own", "arabizi"
"""The voices: words of organisations, of private people, and small words of Arabic in Latin letters."""


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
