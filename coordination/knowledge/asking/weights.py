"""What the index weighs with: how rare features are, who holds them, what a topic is about."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from coordination.knowledge.asking.lists import INTENTS
from coordination.knowledge.asking.words import CONCEPT

Numbers = NDArray[np.float64]
Places = NDArray[np.intp]

_STEM_WEIGHT = 0.35
"""What a stem counts beside a concept: words tell ways of asking apart, concepts hold across languages."""
_BEST_WAYS = 3
_ANCHOR_FROM = 0.1
"""A concept is what a topic is about when this share of its ways of asking holds it."""


def by_best_ways(likeness: Numbers) -> float:
    """What the ways of asking that are most like the question say of their topic."""
    ordered = likeness.copy()
    ordered.sort()
    top: list[float] = ordered[: -_BEST_WAYS - 1 : -1].tolist()
    return 0.6 * top[0] + 0.4 * sum(top) / _BEST_WAYS


def holders(
    shares: Mapping[str, Mapping[str, float]], held: Mapping[str, list[int]]
) -> dict[str, tuple[Places, Numbers]]:
    """Feature → the topics that hold it and, counted on behind the topics, their ways that do; with what each holds.

    Of a topic that is the root of the share of its ways, of a way the whole.
    """
    topics: dict[str, list[int]] = {}
    roots: dict[str, list[float]] = {}
    for number, its in enumerate(shares.values()):
        for feature, share in its.items():
            topics.setdefault(feature, []).append(number)
            roots.setdefault(feature, []).append(math.sqrt(share))
    return {
        feature: (
            np.array([*its, *(len(shares) + way for way in held[feature])], np.intp),
            np.array([*roots[feature], *([1.0] * len(held[feature]))]),
        )
        for feature, its in topics.items()
    }


def anchors(shares: Mapping[str, float]) -> frozenset[str]:
    """The concepts that a topic is about, of the features of its ways of asking."""
    return frozenset(
        feature
        for feature, share in shares.items()
        if feature.startswith(CONCEPT)
        and feature.removeprefix(CONCEPT) not in INTENTS
        and share >= _ANCHOR_FROM
    )


def shares_of(sets: Sequence[Iterable[str]]) -> dict[str, float]:
    """Feature → the share of a topic's ways of asking that hold it."""
    many = Counter(feature for names in sets for feature in dict.fromkeys(names))
    return {feature: number / len(sets) for feature, number in many.items()}


def rarities(shares: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Feature → how rare it is among topics; a topic of which few ways hold it counts as part of one."""
    spread: dict[str, float] = {}
    for its in shares.values():
        for feature, share in its.items():
            spread[feature] = spread.get(feature, 0.0) + min(1.0, 3 * share)
    return {feature: math.log(1 + len(shares) / (0.5 + number)) for feature, number in spread.items()}


def weighted(names: Iterable[str]) -> dict[str, float]:
    return {name: 1.0 if name.startswith(CONCEPT) else _STEM_WEIGHT for name in names}
