"""Why a question is answered, offered or refused, in words that people can read."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.knowledge.asking.ask import Outcome
from coordination.knowledge.asking.index import Index
from coordination.knowledge.asking.words import CONCEPT, STEM

_FOR = {"ours": "an organisation", "own": "a private person", "": "not said"}


@dataclass(frozen=True, slots=True)
class Why:
    """What a decision rests on.

    `understood` are the phrases of the question with the concepts, or the word, that each is taken for; `unknown`
    the words that no list and no way of asking holds; `outside` the fields it belongs to that the centre does not
    answer for; `shared` each topic with the phrases that it is asked with.
    """

    asked_for: str
    understood: tuple[tuple[str, str], ...]
    unknown: tuple[str, ...]
    outside: tuple[str, ...]
    shared: tuple[tuple[str, tuple[str, ...]], ...]


def why(index: Index, text: str, outcome: Outcome) -> Why:
    """Explain what `decide` made of a question. Raises nothing."""
    meanings = index.meanings(text)
    ranking = index.rank(text)
    return Why(
        _FOR[ranking.voice],
        tuple((phrase, _said(names)) for phrase, names in meanings if names),
        tuple(phrase for phrase, names in meanings if not names),
        ranking.outside,
        tuple(
            (
                one.topic,
                tuple(phrase for phrase, names in meanings if any(index.holds(one.topic, n) for n in names)),
            )
            for one in outcome.topics
        ),
    )


def _said(names: tuple[str, ...]) -> str:
    concepts = dict.fromkeys(name.removeprefix(CONCEPT) for name in names if name.startswith(CONCEPT))
    return ", ".join(concepts) or f"the word {names[0].removeprefix(STEM)}"
