"""The index from names to places: exact by key, and near by edit distance."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from coordination.places.keys import name_key
from coordination.places.place import Place

_RANK = {"governorate": 0, "district": 1, "subdistrict": 2, "town": 3, "camp": 4}
_SHORTEST_FOR_TYPOS = 4


def most_typos(key: str) -> int:
    """Return how many wrong letters a name of this length may have and still be taken for meant."""
    if len(key) < _SHORTEST_FOR_TYPOS:
        return 0
    return 1 if len(key) < 7 else 2


class NameIndex:
    """All names of all places. Immutable after it is built."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Index every spelling of every place."""
        found: dict[str, list[Place]] = {}
        for place in sorted(places, key=lambda p: _RANK[p.kind]):
            for name in (place.name_ar, place.name_en, place.name_ku, *place.variants):
                entry = found.setdefault(name_key(name), [])
                if not entry or entry[-1] is not place:  # names of one place come together
                    entry.append(place)
        found.pop("", None)
        self._by_key = {key: tuple(entry) for key, entry in found.items()}
        self._keys = list(self._by_key)
        self._sorted = sorted(self._keys)
        self._one_gone: dict[str, list[str]] = {}
        for key in self._keys:
            for short in _one_letter_gone(key):
                self._one_gone.setdefault(short, []).append(key)

    def named(self, key: str) -> tuple[Place, ...]:
        """Return the places with exactly this key, larger ones first."""
        return self._by_key.get(key, ())

    def begins(self, key: str) -> bool:
        """Say whether any name's key begins with `key`."""
        at = bisect_left(self._sorted, key)
        return at < len(self._sorted) and self._sorted[at].startswith(key)

    def near(self, key: str) -> tuple[Place, ...]:
        """Return the places whose key is within `most_typos` of `key`, nearest first; a full search."""
        hits = process.extract(key, self._keys, scorer=OSA.distance, score_cutoff=most_typos(key), limit=6)
        return _unique(place for name, _, _ in hits for place in self._by_key[name])

    def one_typo(self, key: str) -> tuple[Place, ...]:
        """Return the places one wrong letter away; a few dictionary look-ups, for running text."""
        candidates = dict.fromkeys(self._one_gone.get(key, ()))
        for short in _one_letter_gone(key):
            if short in self._by_key:
                candidates[short] = None
            candidates.update(dict.fromkeys(self._one_gone.get(short, ())))
        near = [name for name in candidates if _is_slip(key, name)]
        return _unique(place for name in sorted(near) for place in self._by_key[name])


# Letters taken for one another by ear or eye; and those that are easily left out or put in.
_ALIKE = (
    "صسث",
    "ضظدذ",
    "طت",
    "قكغج",
    "زذظ",
    "حهخ",
    "اويه",
    "ىي",
    "بنتي",
    "رز",
    "aiu",
    "ksxz",
    "gjk",
    "bp",
    "td",
    "nm",
)
_LIGHT = frozenset("اويهلaiuhl")


def _is_slip(typed: str, name: str) -> bool:
    """Say whether `typed` is `name` with one slip of ear or hand; any other difference is another word."""
    edits = OSA.distance(typed, name)
    if edits != 1:
        return False
    if len(typed) == len(name):
        pair = [(a, b) for a, b in zip(typed, name, strict=True) if a != b]
        return len(pair) == 2 or any(pair[0][0] in alike and pair[0][1] in alike for alike in _ALIKE)
    longer, shorter = (typed, name) if len(typed) > len(name) else (name, typed)
    at = next((i for i, letter in enumerate(shorter) if letter != longer[i]), len(shorter))
    return longer[at] in _LIGHT or longer[at] == longer[at - 1]


def _one_letter_gone(key: str) -> Iterator[str]:
    if len(key) >= _SHORTEST_FOR_TYPOS:
        yield from (key[:i] + key[i + 1 :] for i in range(len(key)))


def _unique(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(places))
