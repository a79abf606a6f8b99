"""Places named in a text, and whether people came from them, go to them, or are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from coordination.places import Place
from coordination.places.abroad import abroad
from coordination.places.gazetteer import gazetteer, place_words
from coordination.places.keys import word_key
from coordination.reports.understanding.lexed import Lexed
from coordination.reports.understanding.names import Role, Word, begins, is_known, word_of
from coordination.reports.understanding.tables import false_friends, field_names
from coordination.text.tokens import Token
from coordination.text.vocabulary import forms

_LONGEST_NAME = 4
# A preposition reaches over a few words: "to a school in Jassan", "من قرى ناحية ...".
_REACH = 7
_LISTING = frozenset(("و", "and", ",", "&", "-", "/"))
_ARROWS = frozenset((">", "→", "⇒", "➡", "←"))
_ROADS = (
    "road rd highway hwy street bridge checkpoint chkpt طريق طريك الطريق شارع جسر سيطره سيطرة بطريق بسيطره"
)
_LANDMARKS = frozenset(_ROADS.split())
_MOVING = frozenset(("left", "arrived", "returned", "displaced"))
_HAPPENING = frozenset(("closed", "opened", "access", "incident"))
_HOMES = ("home", "house", "village", "بيوت", "منازل", "دور", "مساكن", "قرا", "اراضي", "ديار")
_HOME_REACH = 2
_MARKS_BETWEEN = frozenset((",", "-", "/", "&", "(", '"', "«", "+"))


class Mention(NamedTuple):
    """A place named in tokens[start:end]: what it may be (best first) and in which role.

    A place abroad is none of the places that are known. A landmark is a road or checkpoint named after a place.
    """

    start: int
    end: int
    places: tuple[Place, ...]
    role: Role
    misspelt: bool = False
    landmark: bool = False

    @property
    def governorates(self) -> tuple[str, ...]:
        """Return the governorates that the name may lie in, best first."""
        return tuple(dict.fromkeys([place.governorate for place in self.places]))


@dataclass(slots=True)
class _Reading:
    """What the words read so far say about the next place."""

    role: Role = "bare"
    since: int = -99
    designator: str | None = None
    after: int = -99
    last_role: Role = "bare"
    last_end: int = -99
    verb: int = -99
    leaving: bool = False
    home: int = -99
    arrow: bool = False

    def pending(self, index: int) -> bool:
        return self.role != "bare" and index - self.since <= _REACH


def find_mentions(lexed: Lexed) -> tuple[Mention, ...]:
    """Find the named places in order. The words of a place are the tokens from its start to its end."""
    reading = _Reading()
    found: list[Mention] = []
    tokens = lexed.tokens
    # "forced to leave Sinjar": the words of a phrase are no prepositions, but for its last.
    inner = {at for hit in lexed.phrases if hit.end - hit.start > 1 for at in range(hit.start, hit.end - 1)}
    # "who were displaced in Duhok"
    been = {hit.end - 1 for hit in lexed.phrases if "been" in hit.senses}
    behind = 0
    for index, token in enumerate(tokens):
        if index < behind:
            continue
        if token.kind == "mark":
            _read_mark(token, index, reading)
            continue
        word = word_of(token.text)
        mention = _mention_at(tokens, index, word, reading) if word.openings or word.slips else None
        if mention is not None:
            if reading.arrow and found:
                found[-1] = found[-1]._replace(role="from")
            found.append(mention)
            reading = _Reading(last_role=mention.role, last_end=mention.end)
            behind = mention.end
            continue
        if index in been:
            reading.home = index
        if index not in inner:
            _read_word(lexed, index, word, reading)
    return tuple(found)


def _read_mark(mark: Token, index: int, reading: _Reading) -> None:
    """Forget what was read at a mark with which a part of the sentence ends."""
    if mark.text in _ARROWS and index - reading.last_end <= 2:
        reading.role, reading.since, reading.arrow = "to", index, True  # "Zummar >> Duhok"
        return
    labels = mark.text == ":" and reading.since == index - 1
    if not labels and mark.text not in _MARKS_BETWEEN and not (mark.text in "-'" and mark.glued):
        reading.role, reading.designator = "bare", None


def _read_word(lexed: Lexed, index: int, word: Word, reading: _Reading) -> None:
    """Note prepositions and words for kinds of places."""
    token = lexed.tokens[index]
    text = token.text
    if reading.role == "in" and (
        # "a couple of families left Sinjar"
        lexed.units[index] is not None or (token.kind == "number" and reading.since == index - 1)
    ):
        reading.role = "bare"
    hit = lexed.senses[index]
    if hit is not None and hit.senses & _MOVING:
        reading.verb = hit.end - 1
        reading.leaving = "left" in hit.senses
    if reading.leaving and index - reading.verb == 1 and _is_home(text):
        reading.home = index
    if (
        hit is not None
        and hit.senses & _HAPPENING
        and (reading.role, reading.since) == ("from", index - 1)
        and reading.verb != index - 2
    ):
        reading.role = "bare"  # "after two days of closure the road ..."
    role = word.role
    if text == "for" and index == reading.last_end and reading.last_role == "bare":
        role = "to"  # "left Sinjar for Duhok"
    elif role is None and not word.designates:
        return
    if role is not None and (_compares(lexed, index) or _heads(lexed, index)):
        role = None
    if word.designates:
        reading.designator, reading.after = word.designator, index
        role = word.prefix
    if role == "in" and reading.pending(index) and reading.role != "bare" and reading.role != "in":
        return
    if role is not None:
        reading.role, reading.since = role, index


@lru_cache(maxsize=4096)
def _is_home(word: str) -> bool:
    """Say whether a word is one for the houses or land of those who leave ("بيوتهم", "homes")."""
    return any(form.startswith(_HOMES) for form in forms(word))


def _compares(lexed: Lexed, index: int) -> bool:
    """Say whether the word at `index` ends "more than" or "اكثر من" and so leads to a number, not to a place."""
    hit = lexed.senses[index - 1] if index else None
    return hit is not None and "hedge" in hit.senses and hit.end > index


def _heads(lexed: Lexed, index: int) -> bool:
    """Say whether the word at `index` stands behind a word of headings: "update from Tal Afar" is about that place."""
    hits = lexed.senses[max(0, index - 3) : index]
    return any(hit is not None and hit.end == index and "heading" in hit.senses for hit in hits)


def _mention_at(tokens: Sequence[Token], start: int, word: Word, reading: _Reading) -> Mention | None:
    candidates: list[tuple[int, Role | None, tuple[str, ...], str]] = []
    for role, first, key, known in word.openings:
        if known and tokens[start].kind == "word":
            candidates.append((start + 1, role, (first,), key))
        for end, surface, longer in _longer_names(tokens, start, first, key):
            candidates.append((end, role, surface, longer))
    if len(candidates) > 1:
        candidates.sort(key=lambda candidate: -candidate[0])
    for end, role, surface, key in candidates:
        places = gazetteer().index.named(key)
        if places and _is_meant(tokens, start, end, surface, key, role, reading):
            return _mention(tokens, start, end, places, role, reading)
        if key in abroad().names:
            mention = _mention(tokens, start, end, (), role, reading)
            if mention.role in ("to", "from"):
                return mention
    return _misspelt(tokens, start, word, reading) if word.slips else None


def _longer_names(
    tokens: Sequence[Token], start: int, first: str, key: str
) -> list[tuple[int, tuple[str, ...], str]]:
    """Return (end, words, key) for each known name of several words that begins at `start`, its first read as `first`."""
    names: list[tuple[int, tuple[str, ...], str]] = []
    surface: tuple[str, ...] = (first,)
    end = start + 1
    while len(surface) < _LONGEST_NAME:
        if end + 1 < len(tokens) and _joins(tokens, end):
            end += 1
        if end == len(tokens) or tokens[end].kind == "mark":
            break
        text = tokens[end].text
        key += word_key(text)
        if not begins(key):
            break
        surface += (text,)
        end += 1
        if is_known(key):
            names.append((end, surface, key))
    return names


def _joins(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the mark at `index` joins two words of a name ("al-Tamr", "Jad'ah")."""
    return tokens[index].text in ("-", "'") and tokens[index].glued and tokens[index + 1].glued


def _at_head(tokens: Sequence[Token], start: int) -> bool:
    """Say whether nothing but a bullet stands before `start` in its line or sentence."""
    return start == 0 or tokens[start - 1].text in (
        "\n", ";", ":", ".", "-", "•", "*", ")", "!",
    )  # fmt: skip


def _is_meant(
    tokens: Sequence[Token],
    start: int,
    end: int,
    surface: Sequence[str],
    key: str,
    role: Role | None,
    reading: _Reading,
) -> bool:
    """Say whether the words are used as a place: everyday words need a sign beside them."""
    following = tokens[end].text if end < len(tokens) else ""
    if surface[-1] in place_words() and following and gazetteer().index.named(word_key(following)):
        # "the centre of the city of Mosul": the name stands behind.
        return False
    name = " ".join(surface)
    need = false_friends().get(name) or false_friends().get("ال" + name)
    if need is None:
        return len(key) > 2
    kind = place_words().get(following) if following.isascii() else None
    designated = bool(reading.designator and reading.after == start - 1) or bool(kind)
    joined = start - 1 == reading.last_end and tokens[start - 1].text in ("-", "(")
    if following == ":" and _at_head(tokens, start) and name not in field_names():
        return True  # "- Hit: need blankets"
    if need == "designator":
        return designated or (joined and following in _LANDMARKS)
    direct = (
        joined
        or role is not None
        or start - 1 in (reading.since if reading.role != "bare" else -1, reading.verb)
    )
    return designated or direct or _at_head(tokens, start)


def _goes_on(tokens: Sequence[Token], start: int, reading: _Reading) -> bool:
    """Say whether a name continues a list of places: "to Tikrit and Baiji", "الى تكريت وبيجي", "from X (Y)"."""
    if start == reading.last_end:
        return tokens[start].text.startswith("و")
    return start == reading.last_end + 1 and (
        tokens[start - 1].text in _LISTING or tokens[start - 1].text == "("
    )


def _mention(
    tokens: Sequence[Token],
    start: int,
    end: int,
    places: tuple[Place, ...],
    role: Role | None,
    reading: _Reading,
) -> Mention:
    if (role is None and reading.pending(start)) or (
        role == "in" and reading.pending(start) and reading.role in ("to", "from", "native")
    ):
        role = reading.role
    elif role is None and _goes_on(tokens, start, reading):
        role = reading.last_role
    if role == "in" and start - reading.home <= _HOME_REACH:
        role = "from"  # "left their houses in Ba'aj"
    kind = reading.designator if reading.after == start - 1 else None
    if end < len(tokens) and tokens[end].text.isascii() and (named := place_words().get(tokens[end].text)):
        kind = named
        end += 1
    of_kind = tuple(place for place in places if place.kind == kind) if kind else ()
    landmark = (start > 0 and tokens[start - 1].text in _LANDMARKS) or (
        end < len(tokens) and tokens[end].text in _LANDMARKS
    )
    return Mention(start, end, of_kind or places, role or "bare", landmark=landmark)


def _misspelt(tokens: Sequence[Token], start: int, word: Word, reading: _Reading) -> Mention | None:
    """Read one wrong letter in a name, where a preposition or a head says that a place stands here."""
    named = reading.since == start - 1 or reading.after == start - 1 or _at_head(tokens, start)
    for role, places in word.slips:
        if role is not None or named:
            return _mention(tokens, start, start + 1, places, role, reading)._replace(misspelt=True)
    return None


def place_tokens(mentions: Sequence[Mention]) -> frozenset[int]:
    """Return the indexes of the tokens that belong to a named place."""
    return frozenset().union(*[range(mention.start, mention.end) for mention in mentions])
