"""Greetings and thanks: texts that are nothing else are no questions."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from coordination.text.reference import read_table
from coordination.text.tokens import tokenise
from coordination.text.vocabulary import Vocabulary

Courtesy = Literal["greeting", "thanks"]

_LONGEST = 120


@cache
def _phrases() -> Vocabulary:
    return Vocabulary((row["phrase"], row["kind"]) for row in read_table("words/courtesies.csv"))


@lru_cache(maxsize=256)
def courtesy(text: str) -> Courtesy | None:
    """What a text is that holds a greeting or thanks and nothing else; thanks count for more. None for any other.

    "All good" and "received" are thanks where they are not asked.
    """
    if len(text) > _LONGEST:
        return None
    hits = _phrases().whole([token for token in tokenise(text) if token.kind != "mark"])
    if not hits:
        return None
    senses = {sense for hit in hits for sense in hit.senses}
    if "thanks" in senses or ("done" in senses and not {"?", "؟"} & set(text)):
        return "thanks"
    return "greeting" if "greeting" in senses else None
