"""What the rules for the details of a report share: its tokens, phrases of one list, what is denied, and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from coordination.reports.understanding.tables import labels
from coordination.text import clean
from coordination.text.numerals import Numeral, number_words, read_numeral
from coordination.text.reference import read_table
from coordination.text.tokens import Token, tokenise
from coordination.text.vocabulary import Hit, Vocabulary, in_turn

_LIMIT = 4096
SENTENCE = frozenset((".", ";", "\n", "!", "?"))
CLAUSE = SENTENCE | {",", "(", ")"}
_RANGE = frozenset(("-", "/", "to", "الي", "او", "or", "x", "+", "±"))
_ENDS = frozenset((":", "/", "%", "-", "x"))
_LEADS = frozenset((":", "=", "(", "-"))
_AND = frozenset(("and", "و", "&", "or", "او"))
_NUMBER_REACH = 7
_LEAD_REACH = 3


class Said(NamedTuple):
    """A cleaned text and its tokens.

    `noes` are the indexes of words that deny, `lacks` of those that deny the next words only, `buts` of those after which it is told anew.
    """

    text: str
    tokens: tuple[Token, ...]
    noes: frozenset[int]
    lacks: frozenset[int]
    buts: frozenset[int]

    def sentences(self) -> Iterator[tuple[int, int]]:
        """The ranges of tokens between full stops, semicolons and line breaks."""
        start = 0
        for at, token in enumerate(self.tokens):
            if token.text in SENTENCE:
                if at > start:
                    yield start, at
                start = at + 1
        if start < len(self.tokens):
            yield start, len(self.tokens)

    def clause(self, at: int) -> tuple[int, int]:
        """The range of tokens around one, up to the nearest comma, bracket or end of a sentence."""
        start = end = at
        while start > 0 and self.tokens[start - 1].text not in CLAUSE:
            start -= 1
        while end < len(self.tokens) and self.tokens[end].text not in CLAUSE:
            end += 1
        return start, end

    def unbroken(self, start: int, end: int, stops: frozenset[str] = CLAUSE) -> bool:
        """Say whether no mark that ends a clause stands in tokens[start:end]."""
        return not any(self.tokens[at].text in stops for at in range(start, end))


def said(text: str) -> Said:
    """Cut a text into tokens, at most the first 4096 characters of it. Raises nothing."""
    cleaned = clean(text, _LIMIT)
    tokens = tokenise(cleaned)
    marked: dict[str, set[int]] = {"no": set(), "lack": set(), "but": set(), "other": set()}
    for hit in in_turn(listed("denials").at_each(tokens)):
        for sense in hit.senses:
            marked[sense].update(range(hit.start, hit.end))
    # "Bridge no 3" denies nothing.
    numbered = {at for at in marked["lack"] if at + 1 < len(tokens) and tokens[at + 1].kind == "number"}
    noes, lacks, buts = (frozenset(one) for one in (marked["no"], marked["lack"] - numbered, marked["but"]))
    return Said(cleaned, tokens, noes, lacks, buts)


@cache
def listed(name: str) -> Vocabulary:
    """The phrases of `reference/words/<name>.csv` with their senses."""
    return Vocabulary((row["phrase"], row["sense"]) for row in read_table(f"words/{name}.csv"))


def found(told: Said, name: str) -> tuple[Hit, ...]:
    """The phrases of a list in a text, in order; those that only sound like one take their words and are left out."""
    return tuple(hit for hit in in_turn(listed(name).at_each(told.tokens)) if "other" not in hit.senses)


def sense_of(hit: Hit) -> str:
    """The one sense of a phrase; of several the first by name."""
    return min(hit.senses)


def denial(told: Said, at: int, reach: int = 4, lack: int = 2) -> int | None:
    """Where a word stands before the token at `at` that takes its meaning away ("not because of the drought"), if one does.

    `reach` and `lack` are how many tokens before it at most, for words like "not" and for those like "without".
    """
    for index in range(at - 1, max(-1, at - 1 - max(reach, lack)), -1):
        if told.tokens[index].text in CLAUSE or index in told.buts:
            return None
        if (index in told.noes and at - index <= reach) or (index in told.lacks and at - index <= lack):
            return index
    return None


def denied(told: Said, at: int, reach: int = 4, lack: int = 2) -> bool:
    """Say whether a word before the token at `at` takes its meaning away; see `denial`."""
    return denial(told, at, reach, lack) is not None


def joined(told: Said, start: int, end: int) -> bool:
    """Say whether tokens[start:end] only link two things: "and", a comma, or nothing with و on the next word."""
    between = [token.text for token in told.tokens[start:end]]
    return all(text in _AND or text == "," for text in between) and (
        bool(between) or (end < len(told.tokens) and told.tokens[end].text.startswith("و"))
    )


def numeral(told: Said, start: int) -> Numeral | None:
    """Read the number that begins at a token, with a و before it or without."""
    tokens = told.tokens
    number = read_numeral(tokens, start)
    text = tokens[start].text
    if number is None and text.startswith("و") and text[1:] in number_words():
        bare = (*tokens[:start], tokens[start]._replace(text=text[1:]), *tokens[start + 1 :])
        number = read_numeral(bare, start)
    return number


class Number(NamedTuple):
    """A whole number in tokens[start:end]."""

    start: int
    end: int
    value: int


def number_before(told: Said, at: int, between: Callable[[int], bool]) -> Number | None:
    """The number before the word at `at`, where all tokens that stand between are such; None for a range or a part of one."""
    for start in range(max(0, at - _NUMBER_REACH), at):
        number = numeral(told, start)
        if number is None or number.end > at:
            continue
        if all(between(index) for index in range(number.end, at)):
            return _whole(told, start, number)
    return None


def number_behind(told: Said, end: int) -> Number | None:
    """The number behind a word ("children: 40", "اطفال عدد ٤٠"), where nothing that it could count stands behind it."""
    tokens = told.tokens
    for at in range(end, min(end + _LEAD_REACH, len(tokens))):
        number = numeral(told, at)
        if number is not None:
            behind = tokens[number.end] if number.end < len(tokens) else None
            alone = behind is None or behind.kind == "mark" or behind.text.startswith("و")
            return _whole(told, at, number) if alone or _is_and(behind) else None
        if tokens[at].text not in _LEADS and tokens[at].text not in labels():
            return None
    return None


def _is_and(token: Token | None) -> bool:
    return token is not None and token.text in _AND


def _whole(told: Said, start: int, number: Numeral) -> Number | None:
    tokens = told.tokens
    if number.value.denominator != 1:
        return None
    ranged = start > 1 and tokens[start - 1].text in _RANGE and numeral(told, start - 2) is not None
    glued_minus = start > 0 and tokens[start - 1].text == "-" and tokens[start].glued
    behind = tokens[number.end].text if number.end < len(tokens) else ""
    next_number = number.end + 1 < len(tokens) and numeral(told, number.end + 1) is not None
    if ranged or glued_minus or behind == "%" or (behind in _ENDS | _RANGE and next_number):
        return None
    return Number(start, number.end, int(number.value))
