"""Names that stand where a place should and that the gazetteer does not know: "to Atlantis", "الى قرية اطلانتس"."""

from __future__ import annotations

from coordination.places.gazetteer import place_words
from coordination.reports.understanding.groups import Group
from coordination.reports.understanding.message import Message
from coordination.reports.understanding.names import Role
from coordination.reports.understanding.tables import known_word, prepositions

_LONGEST = 3
_NAME = 60


def unknown_place(message: Message, told: Group, role: Role) -> str:
    """Return the name behind a preposition of this role ("to", "from", "in"), or behind "village", as written; else "".

    Without such a word like "village" a name is told from a thing by its capital letter, in Arabic by standing
    before no article.
    """
    spans = [(hit.start, hit.end) for hit in told.hits] + [(one.start, one.end) for one in told.people]
    if not spans:
        return ""
    taken = {index for start, end in _found(message) for index in range(start, end)}
    at, tokens = min(start for start, _ in spans), message.tokens
    last = max(end for _, end in spans)
    while at < len(tokens) and (at < last or tokens[at].text not in ("\n", ".", ";", "؛", "!")):
        if prepositions().get(tokens[at].text) == role:
            start, named = at + 1, False
            while start < len(tokens) and tokens[start].text in place_words():
                start, named = start + 1, True
            end = _end_of_name(message, start, taken, role, named=named)
            if end > start:
                return message.lexed.words(start, end)[:_NAME]
        at += 1
    return ""


def _end_of_name(message: Message, start: int, taken: set[int], role: Role, *, named: bool) -> int:
    end, most = start, min(len(message.tokens), start + _LONGEST)
    while end < most and end not in taken and _is_name(message, end, role, named=named):
        end += 1
    return end


def _is_name(message: Message, index: int, role: Role, *, named: bool) -> bool:
    token = message.tokens[index]
    if token.kind != "word" or known_word(token.text) or len(token.text) < 3:
        return False
    if not token.text.isascii():
        # "من مزارعهم", "في خيم": behind other prepositions things are as likely as places.
        return named or (role == "to" and not token.text.startswith("ال"))
    return named or message.lexed.text[token.start].isupper()


def _found(message: Message) -> list[tuple[int, int]]:
    return [
        *((hit.start, hit.end) for hit in message.hits),
        *((mention.start, mention.end) for mention in message.mentions),
        *((day.start, day.end) for day in message.days),
        *((people.start, people.end) for people in message.people),
    ]
