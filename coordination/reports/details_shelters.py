"""Where people stay who moved."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.reports.details_said import Said, denied, found, joined, sense_of
from coordination.reports.understanding.tables import prepositions
from coordination.text.vocabulary import Hit

_ATTACHED = {"ب": "in", "ل": "to"}
_NEAR = frozenset(
    ("near", "nearby", "beside", "next", "opposite", "behind", "around", "outside", "of", "for")
)
_NEAR_AR = frozenset(
    (
        "قرب",
        "بالقرب",
        "يم",
        "جنب",
        "بجنب",
        "مقابل",
        "امام",
        "خلف",
        "ورا",
        "وراء",
        "حول",
        "اطراف",
        "محيط",
        "بين",
    )
)
_ARTICLES = frozenset(("a", "an", "the", "one", "two", "three", "several", "some", "local", "and", "و"))
_PLACE_REACH = 4
_STAYING_REACH = 4


def shelters(told: Said, *, returned: bool) -> tuple[str, ...]:
    """The codes of where people stay, in the order of the words; not where they came from, nor what is only near.

    Of those who returned, "in the camp" is rather where they had been: they stay where they came to, or are said to stay.
    """
    hits = found(told, "shelters")
    codes: list[str] = []
    accepted: Hit | None = None
    for n, hit in enumerate(hits):
        code = sense_of(hit)
        if code == "staying" or denied(told, hit.start, 3, lack=0):
            continue
        follows = accepted is not None and joined(told, accepted.end, hit.start)
        left = hit.start > 0 and prepositions().get(told.tokens[hit.start - 1].text) == "from"
        sure = code.endswith("!") and not left
        if sure or follows or _is_where(told, hits, n, ("to",) if returned else ("in", "to")):
            accepted = hit
            codes.append(code.removesuffix("!"))
    return tuple(dict.fromkeys(codes))


def _is_where(told: Said, hits: Sequence[Hit], n: int, roles: Sequence[str]) -> bool:
    """Say whether a building is told as the place to which people came, or where they are."""
    hit, tokens = hits[n], told.tokens
    word = tokens[hit.start].text.removeprefix("و")
    role = _ATTACHED.get(word[:1])
    if role in roles and not word.startswith(("بي", "بنا", "لاج")):
        return True
    latin = word.isascii()
    for at in range(hit.start - 1, max(-1, hit.start - 1 - _PLACE_REACH), -1):
        text = tokens[at].text
        if tokens[at].kind == "mark" or text in _NEAR or text in _NEAR_AR:
            return False
        role = prepositions().get(text)
        if role == "from" or role in roles:
            return role != "from"
        if role is not None:
            break
        # In English the name of a camp stands before it; in Arabic behind it.
        if not latin and text not in _ARTICLES:
            break
    staying = (one for one in hits[:n] if "staying" in one.senses)
    return any(hit.start - one.end < _STAYING_REACH and told.unbroken(one.end, hit.start) for one in staying)
