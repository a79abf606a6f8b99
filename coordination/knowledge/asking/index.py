"""The index of ways of asking: each entry scored by the ways most like the question and by all of them together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

import numpy as np

from coordination.knowledge.asking.lists import BEYOND, questions_beyond, single_words
from coordination.knowledge.asking.ranking import MOST, Ranking, Scored
from coordination.knowledge.asking.spelling import Spelling
from coordination.knowledge.asking.weights import (
    Numbers,
    anchors,
    by_best_ways,
    holders,
    rarities,
    shares_of,
    weighted,
)
from coordination.knowledge.asking.words import CONCEPT, STEM, Features, features, of_way

_STRANGE_WEIGHT = 3.0
"""What a word that nobody has asked a topic with counts against the question: it may be what it is about."""
_REPAIRED = 0.8
"""What a repaired word counts beside one that is spelt right."""
_LEFT_OUT = 0.5
"""What a word of a way of asking that the question lacks counts, where a word of the question counts 1."""
_MOST_REPAIRED = 32
"""Unknown words that are compared with the known ones: in a question for somebody there are fewer."""
_MOST_HEARD = 2
"""Concepts that one word in Latin letters may stand for; more would be guessing."""
_BY_WAYS, _BY_ALL = 0.6, 0.4
_LOOKED_AT = 20
"""Topics whose single ways of asking are compared: those most like the question by all of them together."""
_ROUNDING = 1e-9
_NOTHING: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Topic:
    """A topic; `ways` are the places of its ways of asking among those of all topics."""

    name: str
    outside: frozenset[tuple[str, str]]
    features: frozenset[str]
    anchors: frozenset[str]
    ways: slice


class Index:
    """The ways of asking for all topics. Immutable after it is built."""

    def __init__(self, ways: Mapping[str, Iterable[str]]) -> None:
        """Take topic → ways of asking for it."""
        read = {
            topic: [_of_way(way) for way in dict.fromkeys(its)]
            for topic, its in (*ways.items(), *questions_beyond().items())
        }
        sets = {
            topic: [names for names, _ in its if names]
            for topic, its in read.items()
            if any(names for names, _ in its)
        }
        shares = {topic: shares_of(some) for topic, some in sets.items()}
        self._rarity = rarities(shares)
        self._unknown = math.log(1 + len(sets) / 0.5)
        self._topics: list[_Topic] = []
        sizes: list[float] = []
        held: dict[str, list[int]] = {}
        for name, some in sets.items():
            places = slice(len(sizes), len(sizes) + len(some))
            for way, names in enumerate(some, len(sizes)):
                found = weighted(names)  # kept for all ways at once they would be the peak of the build
                sizes.append(sum(weight * self._rarity[feature] for feature, weight in found.items()))
                for feature in found:
                    held.setdefault(feature, []).append(way)
            outside = frozenset[tuple[str, str]]().union(*(words for _, words in read[name]))
            its = shares[name]
            self._topics.append(_Topic(name, outside, frozenset(its), anchors(its), places))
        self._sizes = np.array(sizes)
        self._starts = np.array([topic.ways.start for topic in self._topics])
        self._is_beyond = np.array([topic.name.startswith(BEYOND) for topic in self._topics])
        self._beyond = slice(sum(len(its) for name, its in sets.items() if not name.startswith(BEYOND)), None)
        self._by_name = {topic.name: topic for topic in self._topics}
        self._holders = holders(shares, held)
        inside = {feature for topic, its in shares.items() if not topic.startswith(BEYOND) for feature in its}
        self._foreign = self._rarity.keys() - inside
        self._words = single_words()
        stems = [feature.removeprefix(STEM) for feature in self._rarity if feature.startswith(STEM)]
        arabic = [word for word in self._words if not word.isascii()]
        self._spelling = Spelling([*stems, *self._words], arabic)

    def rank(self, text: str) -> Ranking:
        """Return the topics most like a question. Raises nothing."""
        asked = features(text)
        query = self._known(asked)
        size = sum(query.values())
        if not size:
            return Ranking((), tuple(sorted({field for field, _ in asked.outside})), asked.voice, False)
        # To the topics words of what lies outside are as strange as words that nobody knows.
        strange = size + (_STRANGE_WEIGHT - 1) * sum(w for f, w in query.items() if f in self._foreign)
        inside, beyond = self._best(query, strange, size)
        fields = {
            field
            for field, words in asked.outside
            if not inside or not self._asked_with(inside[0], field, words)
        }
        if beyond and inside and beyond.score >= inside[0].score:
            fields.add(beyond.topic)
        anchored = bool(inside) and not self._by_name[inside[0].topic].anchors.isdisjoint(query)
        return Ranking(tuple(inside), tuple(sorted(fields)), asked.voice, anchored)

    def _asked_with(self, best: Scored, field: str, words: str) -> bool:
        """Say whether a topic's own ways of asking hold words of what lies outside: then they do not speak against it."""
        return (field, words) in self._by_name[best.topic].outside

    def _best(
        self, query: Mapping[str, float], strange: float, size: float
    ) -> tuple[list[Scored], Scored | None]:
        """Return the best topics in their order, and the best field that lies outside, where it may be better.

        `strange` and `size` are what a topic and a field would have in common with the whole question.
        """
        looked_at, likeness = self._weighed(query, strange, size)
        inside: list[Scored] = []
        beyond: Scored | None = None
        for number, alike, bound in looked_at:
            topic = self._topics[number]
            outside = topic.name.startswith(BEYOND)
            if len(inside) >= (1 if outside else MOST) and bound < inside[0 if outside else -1].score:
                continue
            by_ways = by_best_ways(likeness[topic.ways])
            score = _BY_WAYS * by_ways + _BY_ALL * alike / (size if outside else strange)
            if outside:
                field = Scored(topic.name.removeprefix(BEYOND), score)
                beyond = max(beyond or field, field, key=lambda one: (one.score, one.topic))
            else:
                inside.append(Scored(topic.name, score))
                inside.sort(key=lambda one: (-one.score, one.topic))
                del inside[MOST:]
        return inside, beyond

    def _weighed(
        self, query: Mapping[str, float], strange: float, size: float
    ) -> tuple[list[tuple[int, float, float]], Numbers]:
        """Return (topic, how alike, the most it can score) of those to look at, best first, and how alike each way is."""
        alike, shared = self._common(query)
        in_full = self._sizes - shared
        np.maximum(in_full, 0.0, out=in_full)
        in_full *= _LEFT_OUT
        in_full[: self._beyond.start] += strange
        in_full[self._beyond] += size
        likeness = np.divide(shared, in_full, out=in_full)
        best = np.maximum.reduceat(likeness, self._starts)
        most = (-alike).argsort(kind="stable")[:_LOOKED_AT]
        looked_at = [
            (number, one, _BY_WAYS * way + _BY_ALL * one / (size if beyond else strange) + _ROUNDING)
            for number, one, way, beyond in zip(
                most.tolist(),
                alike[most].tolist(),
                best[most].tolist(),
                self._is_beyond[most].tolist(),
                strict=True,
            )
            if one > 0
        ]
        looked_at.sort(key=lambda one: -one[2])
        return looked_at, likeness

    def _common(self, query: Mapping[str, float]) -> tuple[Numbers, Numbers]:
        """Return what each topic, and each way of asking, has in common with the question."""
        held = [
            (self._holders[feature], weight) for feature, weight in query.items() if feature in self._holders
        ]
        topics = len(self._topics)
        if not held:
            return np.zeros(topics), np.zeros(len(self._sizes))
        places = np.concatenate([places for (places, _), _ in held])
        shares = np.concatenate([shares for (_, shares), _ in held])
        shares *= np.array([weight for _, weight in held]).repeat([len(places) for (places, _), _ in held])
        # Counted in one go: an addition for each word of the question would cost several times as much.
        both: Numbers = np.bincount(places, shares, topics + len(self._sizes)).astype(np.float64, copy=False)
        return both[:topics], both[topics:]

    def meanings(self, text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the phrases of a question with the features that each is taken for; none for unknown words."""
        asked = features(text)
        return tuple(
            (
                phrase,
                tuple(
                    found
                    for name in names
                    for found in self._meant(name, 1.0, asked.arabizi)
                    if found in self._rarity
                ),
            )
            for phrase, names in asked.read
        )

    def holds(self, topic: str, feature: str) -> bool:
        """Say whether a topic is asked with a feature."""
        return feature in self._by_name[topic].features

    def _known(self, asked: Features) -> dict[str, float]:
        """The features with their weights: misspelt words repaired, strange ones kept to count against."""
        query: dict[str, float] = {}
        names = weighted(asked.names)
        unknown = [name for name in names if name not in self._rarity and name.startswith(STEM)]
        for name in unknown[_MOST_REPAIRED:]:
            query[name] = _STRANGE_WEIGHT * names.pop(name) * self._unknown
        for feature, weight in names.items():
            if feature in self._rarity:  # nearly every one
                query[feature] = max(query.get(feature, 0.0), weight * self._rarity[feature])
                continue
            for found, share in self._meant(feature, weight, asked.arabizi).items():
                query[found] = max(query.get(found, 0.0), share)
        return query

    def _meant(self, feature: str, weight: float, arabizi: bool) -> dict[str, float]:
        if feature in self._rarity:
            return {feature: weight * self._rarity[feature]}
        if not feature.startswith(STEM):
            return {}
        word = feature.removeprefix(STEM)
        concepts, words = self._heard(word) if arabizi else ((), ())
        if not words and (near := self._spelling.near(word)):
            concepts, words = self._words.get(near, ()), (near,)
        found = {f"{STEM}{one}": _REPAIRED * weight for one in words}
        found |= {f"{CONCEPT}{concept}": _REPAIRED for concept in concepts}
        query = {one: share * self._rarity[one] for one, share in found.items() if one in self._rarity}
        return query or {feature: _STRANGE_WEIGHT * weight * self._unknown}

    def _heard(self, latin: str) -> tuple[Iterable[str], tuple[str, ...]]:
        """The concepts and words that a word of Arabic in Latin letters may mean; none where they differ much."""
        words = self._spelling.heard(latin)
        concepts = sorted({concept for word in words for concept in self._words.get(word, ())})
        return (concepts, words) if len(concepts) <= _MOST_HEARD else ((), ())


@lru_cache(maxsize=32768)
def _of_way(way: str) -> tuple[tuple[str, ...], frozenset[tuple[str, str]]]:
    """The features of a way of asking, remembered: the index is built anew whenever one of them changes.

    Thousands of ways share their words, and hardly any has one from outside; each is kept once.
    """
    names, outside = of_way(way)
    return tuple(map(intern, names)), outside or _NOTHING
