"""Where a message is cut: at the end of a line, sentence or item, and where another thing begins to be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal
from unicodedata import category

from coordination.reports.understanding.days import DayMention
from coordination.reports.understanding.mentions import Mention
from coordination.reports.understanding.message import Message
from coordination.reports.understanding.people import People
from coordination.reports.understanding.senses import MOVES
from coordination.reports.understanding.tables import field_names
from coordination.text.tokens import Token
from coordination.text.vocabulary import Hit

Boundary = Literal["line", "sentence", "list", "soft"]

_LONGEST_LABEL = 3
_STARTS_A_PART = MOVES | {"incident", "access", "here"}
_SHORT_WORDS = (
    "approx app aprox ind inds no nr dist gov dr eng st incl esp pers indiv hh hhs fam fams abt est"
)
_ABBREVIATIONS = frozenset(_SHORT_WORDS.split())
_EVENT_REACH = 4
_MOVE_REACH = 6
_BULLETS = frozenset("-•*–")
# A number drawn in a box is followed by marks that have no plain form.
_NUMBERING = frozenset((")", "-", ".", ":", "/", ""))
_SERIES = (
    [str(number) for number in range(1, 31)],
    list("abcdefghij"),
    list("ابجدهوزحطي"),
    ["اولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا"],
)
_NEXT = {one: other for series in _SERIES for one, other in pairwise(series)}
_FIRSTS = frozenset(series[0] for series in _SERIES)


def borders(message: Message) -> Iterator[tuple[int, Boundary]]:
    """Yield (index of the first token of a part, what stands before it)."""
    named: list[Mention | DayMention | People] = [*message.mentions, *message.days, *message.people]
    covered = {index for one in named for index in range(one.start + 1, one.end)}
    tokens = message.tokens
    # The minus of "-5" ends nothing.
    covered |= {people.start for people in message.people if tokens[people.start].kind == "mark"}
    marks = message.lexed.marks
    for start in _items(tokens, marks):
        if start and start not in covered and tokens[start - 1].text != "\n":
            yield start, "list"
    if marks:
        joined, dashes = _field_breaks(tokens, marks) | _event_colons(message), _dashes(message)
        for index in marks:
            if index in joined:
                yield index + 1, "soft"
                continue
            boundary = _border_at(tokens, index, dashes) if index not in covered else None
            if boundary is not None:
                yield index + 1, boundary
    for hit in message.hits:
        if hit.start and hit.start not in covered and _begins(message, hit):
            yield hit.start, "soft"


def _dashes(message: Message) -> set[int]:
    """Return the dashes behind which a road goes on ("the road Mosul - Sinjar")."""
    tokens = message.tokens
    starts = {mention.start for mention in message.mentions}
    dashes = {m.end for m in message.mentions if m.end + 1 in starts and tokens[m.end].text == "-"}
    # "from Erbil - Ana: quiet": the second one is the head of the next item.
    return dashes - {
        m.start - 1 for m in message.mentions if m.end < len(tokens) and tokens[m.end].text == ":"
    }


def _event_colons(message: Message) -> set[int]:
    """Return the colons behind an event and its place, with people who moved next ("Flooding in Sinjar: ...")."""
    tokens, senses = message.tokens, message.lexed.senses
    told = {people.start for people in message.people}
    colons = set()
    for place in message.mentions if told else ():
        colon = place.end
        if place.role != "in" or colon == len(tokens) or tokens[colon].text != ":":
            continue
        before = _senses_in(senses[max(0, place.start - _EVENT_REACH) : place.start])
        behind = range(colon + 1, min(colon + 1 + _MOVE_REACH, len(tokens)))
        moved = not MOVES.isdisjoint(_senses_in(senses[colon + 1 : behind.stop]))
        if "incident" in before and before.isdisjoint(MOVES) and moved and not told.isdisjoint(behind):
            colons.add(colon)
    return colons


def _senses_in(hits: Sequence[Hit | None]) -> set[str]:
    return set().union(*[hit.senses for hit in hits if hit is not None])


def is_bullet(token: Token) -> bool:
    """Say whether a mark is drawn before the items of a list: a dot, a star, a dash or any picture."""
    return token.text in _BULLETS or (token.kind == "mark" and category(token.text[:1] or "-") == "So")


def _items(tokens: tuple[Token, ...], marks: Sequence[int]) -> Iterator[int]:
    """Yield where the items of a list in one line begin: behind one picture again and again, or "1)", "2)", "(b)"."""
    texts = [token.text for token in tokens]
    pictures = [texts[index] for index in marks if not texts[index].isascii()]
    if pictures:
        again = {text for text, times in Counter(pictures).items() if times > 1 and category(text[0]) == "So"}
        yield from (index for index, text in enumerate(texts) if text in again)
    due = ""
    for index, text in enumerate(texts) if not _FIRSTS.isdisjoint(texts) else ():
        if (text == due or text in _FIRSTS) and _is_numbering(tokens, index):
            if text == due:
                yield index - (texts[index - 1] == "(")
            due = _NEXT.get(text, "")


def _is_numbering(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether a number or letter has a bracket, dot or dash of a list behind it, and no number behind that."""
    behind, after = tokens[index + 1 : index + 2], tokens[index + 2 : index + 3]
    if not behind or not after or (after[0].kind == "number" and after[0].glued):
        return False
    opened = index > 0 and tokens[index - 1].text == "("
    letter = opened or (len(tokens[index].text) == 1 and tokens[index].kind == "word")
    marks = frozenset(")") if letter else _NUMBERING
    return behind[0].text in marks and (opened or not tokens[index].glued) and behind[0].kind == "mark"


def _field_breaks(tokens: tuple[Token, ...], marks: Sequence[int]) -> frozenset[int]:
    """Return the line breaks between the fields of one form ("From: Laylan", "To: Hawija", "HH: 20")."""
    if not any(tokens[index].text == ":" for index in marks):
        return frozenset()
    breaks: set[int] = set()
    seen: set[str] = set()
    last = -1
    for index in (-1, *(at for at in marks if tokens[at].text == "\n")):
        label = _field_label(tokens, index + 1)
        if label and seen and label not in seen:
            breaks.add(index)
        elif index > last:
            seen = set()
        if label:
            seen.add(label)
        last = index
    return frozenset(breaks)


def _field_label(tokens: tuple[Token, ...], start: int) -> str:
    """Return the words before the colon of a line, where they name a field of a report; else ""."""
    words = [token.text for token in tokens[start : start + _LONGEST_LABEL + 1]]
    label = " ".join(words[: words.index(":")]) if ":" in words else ""
    return label if label in field_names() else ""


def _border_at(tokens: tuple[Token, ...], index: int, between_places: set[int]) -> Boundary | None:
    """Return the boundary that the mark at `index` makes, if it makes one."""
    token = tokens[index]
    if token.text == "\n":
        return "line"
    if token.text in ";•":
        return "list"
    if token.text in ".!?":
        ends = index > 0 and tokens[index - 1].text not in _ABBREVIATIONS and not _glued(tokens, index + 1)
        return "sentence" if ends else None
    if token.text in "+-" and not token.glued and _heads_item(tokens, index + 1):
        return "list"
    if token.text == "," or (index and token.text in ("+", "-") and not token.glued):
        return None if index in between_places else "soft"
    return None


def _heads_item(tokens: tuple[Token, ...], index: int) -> bool:
    """Say whether a name of one or two words with a colon stands here: "... - Ana: quiet - Hit: need blankets"."""
    behind = [token.text for token in tokens[index + 1 : index + 3]]
    return (
        ":" in behind
        and tokens[index].kind == "word"
        and all(token.text != "\n" for token in tokens[index : index + 2])
    )


def _glued(tokens: tuple[Token, ...], index: int) -> bool:
    return index < len(tokens) and tokens[index].glued


def _begins(message: Message, hit: Hit) -> bool:
    """Say whether a linking word, or a verb with an attached و, begins to tell another thing."""
    if "also" in hit.senses:
        return True
    word = message.tokens[hit.start].text
    attached = word.startswith("و") and not _keeps_first_letter(word)
    return attached and not hit.senses.isdisjoint(_STARTS_A_PART)


def _keeps_first_letter(word: str) -> bool:
    """Say whether the و belongs to the word itself (وصل, وقف)."""
    return word.startswith(("وصل", "وصول", "واصل", "وقف", "وفد", "وباء", "وفاه", "وفيات"))
