"""The index of ways of asking: each entry scored by the ways most like the question and by all of them together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coordination.knowledge.asking.words import Features, Voice, features, questions_beyond

_STEM_WEIGHT = 0.35
"""What a stem counts beside a concept: words tell ways of asking apart, concepts hold across languages."""
_STRANGE_WEIGHT = 3.0
"""What a word that nobody has asked with counts against the question: it may be what it is about."""
_LEFT_OUT = 0.5
"""What a word of a way of asking that the question lacks counts, where a word of the question counts 1."""
_BY_WAYS, _BY_ALL = 0.6, 0.4
_BEST_WAYS = 3
_SHORTEST_TO_REPAIR = 4


@dataclass(frozen=True, slots=True)
class Scored:
    """A topic with its score, 0 to 1."""

    topic: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Topics best first (those that share anything with the question), whether it lies outside, and who asks."""

    best: tuple[Scored, ...]
    outside: bool
    voice: Voice


class Index:
    """The ways of asking for all topics. Immutable after it is built."""

    def __init__(self, ways: Mapping[str, Iterable[str]]) -> None:
        """Take topic → ways of asking for it."""
        ways = {**ways, **questions_beyond()}
        self._topics = tuple(ways)
        self._outside: list[set[tuple[str, str]]] = [set() for _ in self._topics]
        sets: list[tuple[int, dict[str, float]]] = []
        for number, topic in enumerate(self._topics):
            for way in dict.fromkeys(ways[topic]):
                its = features(way)
                self._outside[number] |= its.outside
                if found := _weighted(its):
                    sets.append((number, found))
        self._profile: list[dict[str, float]] = [{} for _ in self._topics]
        many = Counter(number for number, _ in sets)
        for number, found in sets:
            for feature in found:
                share = self._profile[number].get(feature, 0.0)
                self._profile[number][feature] = share + 1 / many[number]
        total = len(self._topics)
        self._rarity = {f: math.log(1 + total / (0.5 + n)) for f, n in self._spread().items()}
        self._sizes: list[float] = []
        self._postings: dict[str, list[int]] = {}
        self._of_way: list[int] = []
        for number, found in sets:
            way_number = len(self._of_way)
            self._of_way.append(number)
            self._sizes.append(sum(w * self._rarity[f] for f, w in found.items()))
            for feature in found:
                self._postings.setdefault(feature, []).append(way_number)
        self._stems = [f for f in self._rarity if f.startswith("s:")]
        self._unknown = math.log(1 + total / 0.5)

    def _spread(self) -> dict[str, float]:
        """Feature → among how many topics it is spread; one that few ways of a topic hold counts as part of one."""
        spread: dict[str, float] = {}
        for profile in self._profile:
            for feature, share in profile.items():
                spread[feature] = spread.get(feature, 0.0) + min(1.0, 3 * share)
        return spread

    def shared(self, text: str, topic: str) -> frozenset[str]:
        """Return the features of a question that a topic is asked with: why it was found."""
        profile = self._profile[self._topics.index(topic)]
        return frozenset(feature for feature in self._known(_weighted(features(text))) if feature in profile)

    def rank(self, text: str) -> Ranking:
        """Return the topics most like a question. Raises nothing."""
        asked = features(text)
        query = self._known(_weighted(asked))
        size = sum(query.values())
        if not size:
            return Ranking((), bool(asked.outside), asked.voice)
        shared: dict[int, float] = {}
        for feature, weight in query.items():
            for way in self._postings.get(feature, ()):
                shared[way] = shared.get(way, 0.0) + weight
        likeness: dict[int, list[float]] = {}
        for way, weight in shared.items():
            value = weight / (size + _LEFT_OUT * (self._sizes[way] - min(weight, self._sizes[way])))
            likeness.setdefault(self._of_way[way], []).append(value)
        scored = [
            Scored(self._topics[number], self._score(number, values, query, size))
            for number, values in likeness.items()
        ]
        scored.sort(key=lambda one: (-one.score, one.topic))
        inside = tuple(one for one in scored if not one.topic.startswith("-"))
        its = self._outside[self._topics.index(inside[0].topic)] if inside else set()
        beyond = max((one.score for one in scored if one.topic.startswith("-")), default=0.0)
        outside = not asked.outside <= its or (bool(inside) and beyond >= inside[0].score)
        return Ranking(inside, outside, asked.voice)

    def _score(self, number: int, values: list[float], query: Mapping[str, float], size: float) -> float:
        values.sort(reverse=True)
        top = values[:_BEST_WAYS]
        by_ways = 0.6 * top[0] + 0.4 * sum(top) / _BEST_WAYS
        profile = self._profile[number]
        by_all = sum(weight * math.sqrt(profile.get(f, 0.0)) for f, weight in query.items()) / size
        return _BY_WAYS * by_ways + _BY_ALL * by_all

    def _known(self, found: Mapping[str, float]) -> dict[str, float]:
        """The features of a question with their weights: misspelt ones repaired, strange ones kept to count against."""
        query: dict[str, float] = {}
        for feature, weight in found.items():
            if feature in self._rarity:
                query[feature] = max(query.get(feature, 0.0), weight * self._rarity[feature])
            elif feature.startswith("s:"):
                near = self._repaired(feature)
                if near:
                    query[near] = max(query.get(near, 0.0), 0.8 * weight * self._rarity[near])
                else:
                    query[feature] = _STRANGE_WEIGHT * weight * self._unknown
        return query

    def _repaired(self, feature: str) -> str | None:
        length = len(feature) - 2
        if length < _SHORTEST_TO_REPAIR:
            return None
        found = process.extractOne(
            feature, self._stems, scorer=OSA.distance, score_cutoff=1 if length < 8 else 2
        )
        return found[0] if found else None


def _weighted(found: Features) -> dict[str, float]:
    return {**{f"c:{c}": 1.0 for c in found.concepts}, **{f"s:{s}": _STEM_WEIGHT for s in found.stems}}
