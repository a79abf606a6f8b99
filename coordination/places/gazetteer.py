"""The gazetteer: governorates, districts, sub-districts, camps and towns, and look-up by name and code."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property

from coordination.places.keys import name_words, words_key
from coordination.places.load import load_places
from coordination.places.names import NameIndex
from coordination.places.place import Certainty, Matches, Place
from coordination.text.normalise import normalise
from coordination.text.reference import read_table

_MOST_MATCHES = 6


@cache
def place_words() -> dict[str, str]:
    """Return normalised word → the kind of place it announces ("" where it says only that a place follows)."""
    return {normalise(row["word"]): row["kind"] for row in read_table("words/place_words.csv")}


class Gazetteer:
    """All places that the centre knows. Immutable after it is built."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Index the places by id, code and parent."""
        self.places = tuple(places)
        self._by_id = {place.id: place for place in self.places}
        self._by_pcode = {place.pcode: place for place in self.places if place.pcode}
        self._children: dict[str, list[Place]] = {}
        for place in self.places:
            if place.parent:
                self._children.setdefault(place.parent, []).append(place)

    @cached_property
    def index(self) -> NameIndex:
        """The places by name; made when a name is looked up, which a start and its first deadlines do not."""
        return NameIndex(self.places)

    def governorates(self) -> tuple[Place, ...]:
        """Return the 19 governorates: federal ones from Baghdad and the north to the south, then the Region's."""
        return tuple(place for place in self.places if place.kind == "governorate")

    def get(self, place_id: str) -> Place | None:
        """Return the place with this id."""
        return self._by_id.get(place_id)

    def by_pcode(self, pcode: str) -> Place | None:
        """Return the place with exactly this P-code ("IQG15Q02"); "IQ-G15" is of another series and never matches."""
        return self._by_pcode.get(pcode)

    def children(self, place_id: str) -> tuple[Place, ...]:
        """Return the places directly inside this one."""
        return tuple(self._children.get(place_id, ()))

    def descendants(self, place_id: str) -> tuple[Place, ...]:
        """Return all places inside this one, at any depth."""
        return tuple(
            below for child in self.children(place_id) for below in (child, *self.descendants(child.id))
        )

    def contains(self, outer: str, inner: Place) -> bool:
        """Say whether `inner` is the place with the id `outer` or lies inside it."""
        place: Place | None = inner
        while place is not None:
            if place.id == outer:
                return True
            place = self._by_id.get(place.parent) if place.parent else None
        return False

    def find(self, text: str, within: str | None = None) -> Matches:
        """Look up a name that a person gave for a place, in any spelling: as written, then with typos.

        A code ("IQ-NI", "IQG15Q02") is a name too, in exactly its own spelling. Words such as قضاء or "district" narrow the kind. `within` is the id of a place that must contain it.
        """
        code = text.strip().upper()
        coded = self._by_id.get(code) or self._by_pcode.get(code)
        if coded is not None and (within is None or self.contains(within, coded)):
            return Matches((coded,), "exact", False)
        words = name_words(text)
        key = words_key(words)
        bare = [word for word in words if word not in place_words()] or list(words)
        kinds = {place_words()[word] for word in words if place_words().get(word)}
        for places, certainty in (
            (self.index.named(key), "exact"),
            (self._of_kind(self.index.named(words_key(bare)), kinds), "exact"),
            (self._of_kind(self.index.near(words_key(bare)), kinds), "close"),
        ):
            inside = tuple(p for p in places if within is None or self.contains(within, p))[:_MOST_MATCHES]
            if inside:
                return self._matches(inside, "exact" if certainty == "exact" else "close")
        return Matches((), "none", False)

    def called(self, text: str, within: str) -> tuple[Place, ...]:
        """Return the places inside another one (its id) that are called so and nothing else, in any usual spelling.

        "Sinjar district" is the district; "Sinjar camp" and "outskirts of Sinjar" are not what is called Sinjar.
        """
        words = name_words(text)
        inside = tuple(p for p in self.index.named(words_key(words)) if self.contains(within, p))
        if inside:
            return inside
        kinds = [place_words()[word] for word in words if word in place_words()]
        bare = self.index.named(words_key(word for word in words if word not in place_words()))
        return tuple(p for p in bare if kinds and set(kinds) == {p.kind} and self.contains(within, p))

    def _matches(self, places: tuple[Place, ...], certainty: Certainty) -> Matches:
        return Matches(places, certainty, self.ambiguous(places))

    def ambiguous(self, places: tuple[Place, ...]) -> bool:
        """Say whether a person must choose: several places, unless each lies in the first, below a governorate."""
        first = places[0] if places else None
        return first is not None and any(
            first.kind == "governorate" or not self.contains(first.id, place) for place in places[1:]
        )

    @staticmethod
    def _of_kind(places: tuple[Place, ...], kinds: set[str]) -> tuple[Place, ...]:
        return tuple(place for place in places if place.kind in kinds) or places


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read once."""
    return Gazetteer(load_places())
