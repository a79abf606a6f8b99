"""Phrases of the vocabulary files, found in tokens: longest first, any usual prefix, any ending where a * allows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from itertools import chain
from typing import NamedTuple

from rapidfuzz.distance import OSA

from coordination.text.normalise import normalise
from coordination.text.tokens import Token, tokenise

_ANY = "*"
_SHORTEST_TYPO = 6
_SHORTEST_ENDED = 5
# Two letters behind و are a word of their own here ("ولم", "وما").
_LITTLE = frozenset(("ما", "لم", "لن", "مو"))


class Hit(NamedTuple):
    """A phrase found in tokens[start:end], with everything it may mean; a tuple, as tokens are."""

    start: int
    end: int
    senses: frozenset[str]


_hit = partial(tuple.__new__, Hit)


@dataclass(slots=True)
class _Node:
    meaning: frozenset[str] = frozenset()
    words: dict[str, _Node] = field(default_factory=dict)


class _Reach(NamedTuple):
    """Where the words read so far lead to: everything they may mean, and the nodes at which phrases go on."""

    senses: frozenset[str]
    nodes: tuple[_Node, ...]


@lru_cache(maxsize=16384)
def forms(word: str) -> tuple[str, ...]:
    """Return `word` and what is left of it without the Arabic prefixes و ف ب ل ك and the article."""
    if word.isascii():
        return (word,)
    found = [word]
    if word[0] in "وف" and (len(word) > 3 or (word[0] == "و" and word[1:] in _LITTLE)):
        found.append(word[1:])
    for form in tuple(found):
        if form[0] in "بلك" and len(form) > 3:
            found.append(form[1:])
            if form.startswith("لل"):
                found.append("ال" + form[2:])
    found += [form[2:] for form in found if form.startswith("ال") and len(form) > 4]
    return tuple(dict.fromkeys(found))


class Vocabulary:
    """A set of phrases with their senses. Immutable after it is built."""

    def __init__(self, phrases: Iterable[tuple[str, str]], *, slips: bool = False) -> None:
        """Take (phrase, sense) pairs as they stand in the files; with `slips`, long English words may be misspelt."""
        self._root = _Node()
        one_each: dict[frozenset[str], frozenset[str]] = {}  # thousands of nodes mean the same few things
        pieces = cache(_pieces)  # the same few words make up thousands of phrases
        for phrase, sense in phrases:
            node = self._root
            for word in chain.from_iterable(map(pieces, phrase.split())):
                node = node.words.setdefault(word, _Node())
            meaning = node.meaning | {sense}
            node.meaning = one_each.setdefault(meaning, meaning)
        self._patterns = {word for word, _ in _walk(self._root)}
        self._shortest = min((len(word) for word in self._patterns if word.endswith(_ANY)), default=99)
        self._spelt: dict[tuple[str, int], list[str]] = {}
        for word in sorted(self._patterns) if slips else ():
            stem = word.removesuffix(_ANY)
            if stem.isascii() and stem.isalpha() and len(stem) >= _SHORTEST_TYPO:
                self._spelt.setdefault((stem[0], len(stem)), []).append(word)
        self._keys = lru_cache(maxsize=16384)(self._keys_of)
        self._begin = lru_cache(maxsize=16384)(self._begin_with)

    def _keys_of(self, word: str) -> tuple[str, ...]:
        return self._exact(word) or self._ended(word) or self._one_typo(word)

    def _ended(self, word: str) -> tuple[str, ...]:
        """Read the ending of an object ("خياماً"), which is written and stands in no file."""
        if word.isascii() or not word.endswith("ا") or word.endswith("يا") or len(word) < _SHORTEST_ENDED:
            return ()
        return self._exact(word[:-1])

    def _one_typo(self, word: str) -> tuple[str, ...]:
        """Return the first English word of the vocabulary that is one wrong letter away ("matresses")."""
        if not self._spelt or not word.isascii() or len(word) < _SHORTEST_TYPO:
            return ()
        for length in (len(word), len(word) - 1, len(word) + 1):
            for spelt in self._spelt.get((word[0], length), ()):
                if OSA.distance(word, spelt.removesuffix(_ANY), score_cutoff=1) == 1:
                    return (spelt,)
        return ()

    def _exact(self, word: str) -> tuple[str, ...]:
        """Return the words of the vocabulary, with or without *, that `word` satisfies."""
        shapes = forms(word)
        keys = [shape for shape in shapes if shape in self._patterns]
        for shape in shapes:
            for length in range(len(shape), self._shortest - 2, -1):
                if (key := shape[:length] + _ANY) in self._patterns:
                    keys.append(key)
        return tuple(dict.fromkeys(keys))

    def _begin_with(self, word: str) -> _Reach | None:
        """Return where a phrase that begins with `word` leads to; None if none does."""
        return _reach((self._root,), self._keys(word))

    def knows(self, word: str) -> bool:
        """Say whether `word` is a word of any phrase."""
        return bool(self._exact(word))

    def at_each(self, tokens: Sequence[Token]) -> tuple[Hit | None, ...]:
        """Return for each token the longest phrase that begins there, if one does."""
        texts = [token.text for token in tokens]
        found: list[Hit | None] = [None] * len(texts)
        for start, reach in enumerate(map(self._begin, texts)):
            if reach is not None:
                found[start] = self._longest(texts, start, reach)
        return tuple(found)

    def whole(self, tokens: Sequence[Token]) -> tuple[Hit, ...] | None:
        """Return the phrases that a text is made of from its first token to its last; None where anything else is in it."""
        texts = [token.text for token in tokens]
        found: list[Hit] = []
        start = 0
        while start < len(texts):
            reach = self._begin(texts[start])
            hit = self._longest(texts, start, reach) if reach is not None else None
            if hit is None:
                return None
            found.append(hit)
            start = hit.end
        return tuple(found)

    def _longest(self, texts: Sequence[str], start: int, reach: _Reach) -> Hit | None:
        senses, nodes = reach
        if not nodes:
            return _hit((start, start + 1, senses))
        last = index = start + 1
        while nodes and index < len(texts) and (keys := self._keys(texts[index])):
            further = _reach(nodes, keys)
            if further is None:
                break
            index += 1
            nodes = further.nodes
            if further.senses:
                senses, last = further.senses, index
        return _hit((start, last, senses)) if senses else None


def _reach(nodes: Iterable[_Node], keys: Iterable[str]) -> _Reach | None:
    """Return where the nodes lead with a word of these keys; None if no phrase goes on with it."""
    reached = [node.words[key] for node in nodes for key in keys if key in node.words]
    if not reached:
        return None
    senses = reached[0].meaning if len(reached) == 1 else frozenset().union(*(n.meaning for n in reached))
    return _Reach(senses, tuple([node for node in reached if node.words]))


def in_turn(hits: Iterable[Hit | None]) -> tuple[Hit, ...]:
    """Return the phrases in order, the first at each point; a word belongs to one phrase only."""
    found: list[Hit] = []
    for hit in hits:
        if hit is not None and (not found or hit.start >= found[-1].end):
            found.append(hit)
    return tuple(found)


def _pieces(word: str) -> tuple[str, ...]:
    """Return the normalised words that one word of a phrase is made of; a final * stays on the last."""
    ending = _ANY if word.endswith(_ANY) else ""
    found = [token.text for token in tokenise(normalise(word.removesuffix(_ANY)))]
    # The article is taken off words of the text as well, so a phrase need not say both.
    return (*found[:-1], *(last + ending for last in found[-1:]))


def _walk(node: _Node) -> Iterator[tuple[str, _Node]]:
    for word, child in node.words.items():
        yield word, child
        yield from _walk(child)
