"""A bare name that is a governorate's and that of the district of its seat: "Basra the governorate or the district?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coordination.places import gazetteer
from coordination.places.gazetteer import place_words
from coordination.reports.draft import Draft, Item, Pending
from coordination.reports.fact import Fact
from coordination.reports.understanding.lexed import lex

_LONGEST_PREFIX = 2
_HEADS = frozenset((":", "–", "—", "-", "\n"))


def question(fact: Fact, options: Sequence[str], words: str) -> Pending | None:
    """The question about the place of a fact; where its people come from is left as it was said.

    `options` is what the name may mean, best first; `words` are those of the whole message, in which a word beside the
    name may have settled it.
    """
    if fact.place is not None or not fact.place_text or not is_level(options[:2]):
        return None
    if fact.nothing_to_report or _settled(fact.place_text, words):
        return None
    return Pending("place", _bare(fact.place_text), tuple(options[:2]), "several")


def is_level(options: Sequence[str]) -> bool:
    """Whether these are a governorate and a district of it."""
    places = [place for place in map(gazetteer().get, options) if place is not None]
    return [place.kind for place in places] == ["governorate", "district"] and places[1].parent == places[
        0
    ].id


def _settled(name: str, words: str) -> bool:
    """Whether a word for a kind of place stands beside the name, or the name is a heading of the message."""
    tokens, sought = [token.text for token in lex(words).tokens], [token.text for token in lex(name).tokens]
    for start in range(len(tokens) - len(sought) + 1):
        if not _is(tokens[start : start + len(sought)], sought):
            continue
        before, after = tokens[:start][-1:], tokens[start + len(sought) :][:1]
        if any(map(_announces, (*before, *after))) or (not before and _HEADS.intersection(after)):
            return True
    return False


def _is(tokens: Sequence[str], sought: Sequence[str]) -> bool:
    """Whether these are the words of a name; the first may have a particle attached ("بالبصرة")."""
    first, *rest = tokens
    return (
        rest == list(sought[1:])
        and first.endswith(sought[0])
        and len(first) - len(sought[0]) <= _LONGEST_PREFIX
    )


def _announces(word: str) -> bool:
    return any(word[size:] in place_words() for size in range(_LONGEST_PREFIX + 1))


def once(draft: Draft, message: int) -> Draft:
    """The draft with each such question of a message asked once, and not where an earlier fact told it already."""
    told = {(item.fact.governorate, item.fact.place) for item in draft.items if item.message != message}

    def left(item: Item) -> Item:
        kept = []
        for pending in item.unclear or ():
            if is_level(pending.options):
                governorate, district = pending.options
                if not told.isdisjoint(((governorate, None), (governorate, district))):
                    continue
                told.add((governorate, None))
            kept.append(pending)
        return replace(item, unclear=None if item.unclear is None else tuple(kept))

    items = [left(item) if item.message == message else item for item in draft.items]
    return replace(draft, items=tuple(items))


def told_of_all(draft: Draft, pending: Pending, value: str) -> Draft:
    """The draft with the answer given to every fact that has the name."""
    place = gazetteer().get(value)
    if place is None or not is_level(pending.options):
        return draft
    options = pending.options
    district = place.id if place.kind == "district" else None

    def answered(fact: Fact) -> Fact:
        if fact.place is None and _means(fact.place_text, options):
            fact = replace(fact, place=district, place_text=_bare(fact.place_text) if district else "")
        return fact

    return replace(draft, items=tuple(replace(item, fact=answered(item.fact)) for item in draft.items))


def _means(name: str, options: Sequence[str]) -> bool:
    found = gazetteer().find(_bare(name)).places if name else ()
    return [place.id for place in found] == list(options)


def _bare(name: str) -> str:
    """The name without a particle before its article: "للبصرة" and "بالبصرة" are "البصرة"."""
    if name.startswith("لل"):
        return "ال" + name[2:]
    return name[1:] if name[1:3] == "ال" else name
