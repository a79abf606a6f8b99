"""Places named in a text, and whether people came from them, go to them, or are there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from coordination.places import Place
from coordination.places.gazetteer import gazetteer, place_words
from coordination.places.keys import words_key
from coordination.reports.understanding.tables import false_friends, known_word, prepositions, senses
from coordination.text.tokens import Token

Role = Literal["to", "from", "in", "bare"]
_LONGEST_NAME = 4
# A preposition reaches over a few words: "to a school in Jassan", "من قرى ناحية ...".
_REACH = 7
_SHORTEST_TYPO = 5
_LISTING = frozenset(("و", "and", ",", "&", "-", "/"))
_MARKS_BETWEEN = frozenset((",", "-", "/", "&", "(", '"', "«", "+"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in tokens[start:end]: what it may be (best first) and in which role."""

    start: int
    end: int
    places: tuple[Place, ...]
    role: Role
    direct: bool

    @property
    def governorates(self) -> tuple[str, ...]:
        """Return the governorates that the name may lie in, best first."""
        return tuple(dict.fromkeys(place.governorate for place in self.places))


@dataclass(slots=True)
class _Reading:
    """What the words read so far say about the next place."""

    role: Role = "bare"
    since: int = -99
    designator: str | None = None
    after: int = -99
    last_role: Role = "bare"
    last_end: int = -99

    def pending(self, index: int) -> bool:
        return self.role != "bare" and index - self.since <= _REACH


def find_mentions(tokens: Sequence[Token]) -> tuple[Mention, ...]:
    """Find the named places in order. The words of a place are the tokens from its start to its end."""
    reading = _Reading()
    found: list[Mention] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        mention = _mention_at(tokens, index, reading) if token.kind != "mark" else None
        if mention is not None:
            found.append(mention)
            reading = _Reading(last_role=mention.role, last_end=mention.end)
            index = mention.end
            continue
        _read_word(tokens, index, reading)
        index += 1
    return tuple(found)


def _read_word(tokens: Sequence[Token], index: int, reading: _Reading) -> None:
    """Note prepositions and words for kinds of places; forget them where a part of the sentence ends."""
    text = tokens[index].text
    prefix, bare = _split_prefix(text)
    if tokens[index].kind == "mark":
        labels = text == ":" and reading.since == index - 1
        if not labels and text not in _MARKS_BETWEEN and not (text in "-'" and tokens[index].glued):
            reading.role, reading.designator = "bare", None
        return
    if tokens[index].kind == "number" and reading.role == "in" and reading.since == index - 1:
        reading.role = "bare"
    role = prepositions().get(text) if not _compares(tokens, index) else None
    if bare in place_words() or text in place_words():
        reading.designator, reading.after = place_words().get(text, place_words().get(bare)), index
        role = prefix
    if role == "in" and reading.pending(index) and reading.role in ("to", "from"):
        return
    if role is not None:
        reading.role, reading.since = role, index  # type: ignore[assignment]  # values of the table are roles


def _compares(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the word at `index` ends "more than" or "اكثر من" and so leads to a number, not to a place."""
    hit = senses().at(tokens, index - 1) if index else None
    return hit is not None and "hedge" in hit.senses and hit.end > index


def _split_prefix(word: str) -> tuple[Role | None, str]:
    """Split an attached ب or ل (and a و before it) off an Arabic word: the role it gives, and the rest."""
    if word.isascii() or len(word) < 4:
        return None, word
    if word[0] in "وف" and word[1] in "بل":
        role, rest = _split_prefix(word[1:])
        return (role, rest) if role else (None, word)
    if word.startswith("لل"):
        return "to", "ال" + word[2:]
    if word[0] == "ل":
        return "to", word[1:]
    if word[0] == "ب":
        return "in", word[1:]
    return None, word


def _mention_at(tokens: Sequence[Token], start: int, reading: _Reading) -> Mention | None:
    candidates = [
        (end, role, surface)
        for role, first in _first_words(tokens[start].text)
        for end, surface in _names_from(tokens, start, first)
    ]
    for end, role, surface in sorted(candidates, key=lambda candidate: -candidate[0]):
        if _is_meant(tokens, start, end, surface, role, reading):
            places = gazetteer().index.named(words_key(surface))
            return _mention(tokens, start, end, places, role, reading)
    return _misspelt(tokens, start, reading)


def _names_from(tokens: Sequence[Token], start: int, first: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (end, words) for each known name that begins at `start`, its first word read as `first`."""
    index = gazetteer().index
    surface = [first]
    end = start + 1
    while index.begins(key := words_key(surface)):
        if index.named(key) and (tokens[start].kind == "word" or len(surface) > 1):
            yield end, list(surface)
        if end + 1 < len(tokens) and _joins(tokens, end):
            end += 1
        if end == len(tokens) or tokens[end].kind == "mark" or len(surface) == _LONGEST_NAME:
            return
        surface.append(tokens[end].text)
        end += 1


def _joins(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the mark at `index` joins two words of a name ("al-Tamr", "Jad'ah")."""
    return tokens[index].text in ("-", "'") and tokens[index].glued and tokens[index + 1].glued


def _first_words(word: str) -> list[tuple[Role | None, str]]:
    """Return the readings of a name's first word: as it is, without و, without an attached preposition."""
    readings: list[tuple[Role | None, str]] = [(None, word)]
    if word.isascii() or len(word) < 4:
        return readings
    role, rest = _split_prefix(word)
    if role is not None:
        readings.append((role, rest))
    if word[0] == "و":
        readings.append((None, word[1:]))
    return readings


def _at_head(tokens: Sequence[Token], start: int) -> bool:
    """Say whether nothing but a bullet stands before `start` in its line or sentence."""
    return start == 0 or tokens[start - 1].text in (
        "\n", ";", ":", ".", "-", "•", "*", ")", "!",
    )  # fmt: skip


def _is_meant(
    tokens: Sequence[Token],
    start: int,
    end: int,
    surface: list[str],
    role: Role | None,
    reading: _Reading,
) -> bool:
    """Say whether the words are used as a place: everyday words need a sign beside them."""
    name = " ".join(surface)
    need = false_friends().get(name) or false_friends().get("ال" + name)
    if need is None:
        return len(words_key(surface)) > 2
    following = tokens[end].text if end < len(tokens) else ""
    kind = place_words().get(following) if following.isascii() else None
    designated = bool(reading.designator and reading.after == start - 1) or bool(kind)
    if need == "designator":
        return designated
    direct = role is not None or (reading.role != "bare" and reading.since == start - 1)
    return designated or direct or _at_head(tokens, start)


def _goes_on(tokens: Sequence[Token], start: int, reading: _Reading) -> bool:
    """Say whether a name continues a list of places: "to Tikrit and Baiji", "الى تكريت وبيجي"."""
    if start == reading.last_end:
        return tokens[start].text.startswith("و")
    return start == reading.last_end + 1 and tokens[start - 1].text in _LISTING


def _mention(
    tokens: Sequence[Token],
    start: int,
    end: int,
    places: tuple[Place, ...],
    role: Role | None,
    reading: _Reading,
) -> Mention:
    if (role is None and reading.pending(start)) or (
        role == "in" and reading.pending(start) and reading.role in ("to", "from")
    ):
        role = reading.role
    elif role is None and _goes_on(tokens, start, reading):
        role = reading.last_role
    kind = reading.designator if reading.after == start - 1 else None
    if end < len(tokens) and tokens[end].text.isascii() and (named := place_words().get(tokens[end].text)):
        kind = named
        end += 1
    of_kind = tuple(place for place in places if place.kind == kind)
    direct = reading.since == start - 1 or role is not None
    return Mention(start, end, of_kind or places, role or "bare", direct)


def _misspelt(tokens: Sequence[Token], start: int, reading: _Reading) -> Mention | None:
    """Read one wrong letter in a name, where a preposition or a head says that a place stands here."""
    word = tokens[start].text
    if tokens[start].kind != "word" or known_word(word):
        return None
    for role, first in _first_words(word):
        key = words_key([first])
        expected = role is not None or reading.since == start - 1 or reading.after == start - 1
        if len(key) < _SHORTEST_TYPO or not (expected or _at_head(tokens, start)) or known_word(first):
            continue
        near = gazetteer().index.one_typo(key)
        if near and len({place.governorate for place in near}) == 1:
            return _mention(tokens, start, start + 1, near, role, reading)
    return None


def place_tokens(mentions: Sequence[Mention]) -> frozenset[int]:
    """Return the indexes of the tokens that belong to a named place."""
    return frozenset(index for mention in mentions for index in range(mention.start, mention.end))
