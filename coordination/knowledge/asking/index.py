"""The index of ways of asking: each entry scored by the ways most like the question and by all of them together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest

from coordination.knowledge.asking.lists import BEYOND, INTENTS, questions_beyond, single_words
from coordination.knowledge.asking.spelling import Spelling
from coordination.knowledge.asking.words import CONCEPT, STEM, Features, Voice, features

_STEM_WEIGHT = 0.35
"""What a stem counts beside a concept: words tell ways of asking apart, concepts hold across languages."""
_STRANGE_WEIGHT = 3.0
"""What a word that nobody has asked a topic with counts against the question: it may be what it is about."""
_REPAIRED = 0.8
"""What a repaired word counts beside one that is spelt right."""
_LEFT_OUT = 0.5
"""What a word of a way of asking that the question lacks counts, where a word of the question counts 1."""
_MOST_HEARD = 2
"""Concepts that one word in Latin letters may stand for; more would be guessing."""
_BY_WAYS, _BY_ALL = 0.6, 0.4
_BEST_WAYS = 3
_ANCHOR_FROM = 0.1
"""A concept is what a topic is about when this share of its ways of asking holds it."""
_LOOKED_AT = 20
"""Topics whose single ways of asking are compared: those most like the question by all of them together."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A topic with its score, 0 to 1."""

    topic: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Topics best first (those that share anything with the question), and who asks.

    `anchored` says that the question names something that the best topic is about; `outside` are the fields that it rather belongs to, of those that the centre does not answer for.
    """

    best: tuple[Scored, ...]
    outside: tuple[str, ...]
    voice: Voice
    anchored: bool


@dataclass(slots=True)
class _Topic:
    name: str
    outside: set[tuple[str, str]]
    sizes: list[float]
    ways: dict[str, list[int]]
    anchors: frozenset[str]


class Index:
    """The ways of asking for all topics. Immutable after it is built."""

    def __init__(self, ways: Mapping[str, Iterable[str]]) -> None:
        """Take topic → ways of asking for it."""
        read = {
            topic: [_of_way(way) for way in dict.fromkeys(its)]
            for topic, its in (*ways.items(), *questions_beyond().items())
        }
        sets = {topic: [_weighted(names) for names, _ in its if names] for topic, its in read.items()}
        shares = {topic: _shares(some) for topic, some in sets.items()}
        self._rarity = _rarities(shares)
        self._unknown = math.log(1 + len(sets) / 0.5)
        self._topics = [
            self._topic(topic, sets[topic], set().union(*(outside for _, outside in read[topic])))
            for topic in sets
        ]
        self._by_name = {topic.name: topic for topic in self._topics}
        self._holders: dict[str, list[tuple[int, float]]] = {}
        for number, its in enumerate(shares.values()):
            for feature, share in its.items():
                self._holders.setdefault(feature, []).append((number, math.sqrt(share)))
        inside = {feature for topic, its in shares.items() if not topic.startswith(BEYOND) for feature in its}
        self._foreign = self._rarity.keys() - inside
        self._words = single_words()
        stems = [feature.removeprefix(STEM) for feature in self._rarity if feature.startswith(STEM)]
        arabic = [word for word in self._words if not word.isascii()]
        self._spelling = Spelling([*stems, *self._words], arabic)

    def _topic(self, name: str, sets: list[dict[str, float]], outside: set[tuple[str, str]]) -> _Topic:
        topic = _Topic(name, outside, [], {}, frozenset())
        for number, found in enumerate(sets):
            topic.sizes.append(sum(weight * self._rarity[feature] for feature, weight in found.items()))
            for feature in found:
                topic.ways.setdefault(feature, []).append(number)
        topic.anchors = frozenset(
            feature
            for feature, its in topic.ways.items()
            if feature.startswith(CONCEPT)
            and feature.removeprefix(CONCEPT) not in INTENTS
            and len(its) >= _ANCHOR_FROM * len(sets)
        )
        return topic

    def rank(self, text: str) -> Ranking:
        """Return the topics most like a question. Raises nothing."""
        asked = features(text)
        query = self._known(asked)
        size = sum(query.values())
        if not size:
            return Ranking((), tuple(sorted({field for field, _ in asked.outside})), asked.voice, False)
        alike = [0.0] * len(self._topics)
        for feature, weight in query.items():
            for number, root in self._holders.get(feature, ()):
                alike[number] += weight * root
        # To the topics words of what lies outside are as strange as words that nobody knows.
        strange = size + (_STRANGE_WEIGHT - 1) * sum(w for f, w in query.items() if f in self._foreign)
        inside, beyond = [], []
        for number in self._looked_at(alike):
            topic = self._topics[number]
            if topic.name.startswith(BEYOND):
                beyond.append((_score(topic, alike[number], query, size), topic.name.removeprefix(BEYOND)))
            else:
                inside.append(Scored(topic.name, _score(topic, alike[number], query, strange)))
        inside.sort(key=lambda one: (-one.score, one.topic))
        fields = {
            field
            for field, words in asked.outside
            if not inside or not self._asked_with(inside[0], field, words)
        }
        if beyond and inside and max(beyond)[0] >= inside[0].score:
            fields.add(max(beyond)[1])
        anchored = bool(inside) and not self._by_name[inside[0].topic].anchors.isdisjoint(query)
        return Ranking(tuple(inside), tuple(sorted(fields)), asked.voice, anchored)

    def _asked_with(self, best: Scored, field: str, words: str) -> bool:
        """Say whether a topic's own ways of asking hold words of what lies outside: then they do not speak against it."""
        return (field, words) in self._by_name[best.topic].outside

    def _looked_at(self, alike: list[float]) -> list[int]:
        found = [number for number, value in enumerate(alike) if value]
        return nlargest(_LOOKED_AT, found, key=alike.__getitem__) if len(found) > _LOOKED_AT else found

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
        return feature in self._by_name[topic].ways

    def _known(self, asked: Features) -> dict[str, float]:
        """The features with their weights: misspelt words repaired, strange ones kept to count against."""
        query: dict[str, float] = {}
        for feature, weight in _weighted(asked.names).items():
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


def _score(topic: _Topic, alike: float, query: Mapping[str, float], size: float) -> float:
    shared: dict[int, float] = {}
    for feature, weight in query.items():
        for way in topic.ways.get(feature, ()):
            shared[way] = shared.get(way, 0.0) + weight
    likeness = [
        weight / (size + _LEFT_OUT * max(0.0, topic.sizes[way] - weight)) for way, weight in shared.items()
    ]
    top = nlargest(_BEST_WAYS, likeness)
    by_ways = 0.6 * top[0] + 0.4 * sum(top) / _BEST_WAYS
    return _BY_WAYS * by_ways + _BY_ALL * alike / size


def _shares(sets: list[dict[str, float]]) -> dict[str, float]:
    """Feature → the share of a topic's ways of asking that hold it."""
    many = Counter(feature for found in sets for feature in found)
    return {feature: number / len(sets) for feature, number in many.items()}


def _rarities(shares: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Feature → how rare it is among topics; a topic of which few ways hold it counts as part of one."""
    spread: dict[str, float] = {}
    for its in shares.values():
        for feature, share in its.items():
            spread[feature] = spread.get(feature, 0.0) + min(1.0, 3 * share)
    return {feature: math.log(1 + len(shares) / (0.5 + number)) for feature, number in spread.items()}


def _weighted(names: Iterable[str]) -> dict[str, float]:
    return {name: 1.0 if name.startswith(CONCEPT) else _STEM_WEIGHT for name in names}


@lru_cache(maxsize=32768)
def _of_way(way: str) -> tuple[tuple[str, ...], frozenset[tuple[str, str]]]:
    """The features of a way of asking, remembered: the index is built anew whenever one of them changes."""
    found = features(way)
    return found.names, found.outside
