"""How and why people moved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from coordination.reports.casualties import casualty_words
from coordination.reports.details_said import SENTENCE, Said, denied, found, joined, sense_of
from coordination.reports.understanding.tables import prepositions
from coordination.text.reference import read_table
from coordination.text.vocabulary import Hit, Vocabulary, in_turn

_FIRST = (
    "failed_return",
    "secondary_displacement",
    "cross_border_arrival",
    "departure_abroad",
    "relocation",
    "evacuation",
    "new_displacement",
)
"""Of several movements that are told the first of these holds: it says more than those behind it."""
_OVER_BORDER = {"from": "cross_border_arrival", "to": "departure_abroad"}
_FOR = frozenset(("for",))
_MOVED_REACH = 8
_CAUSE_REACH = 4
_RESCUE_REACH = 3
_JOINED_REACH = 2
_ENDED_REACH = 3
_OFTEN_AFTER = frozenset(("camp_closure", "eviction"))
"""Causes of a return that "after" tells; the others are rather what had to end before it."""


@cache
def _abroad() -> Vocabulary:
    return Vocabulary((row["name"], "abroad") for row in read_table("places/abroad.csv"))


def movement(told: Said, *, returned: bool) -> str | None:
    """The code of how people moved; for a report of a return "return" where its words tell nothing else."""
    hits = found(told, "movements")
    told_of = {sense_of(hit) for hit in hits if not denied(told, hit.start) and not _is_rescue(told, hit)}
    if any("moved" in hit.senses for hit in hits):
        told_of |= _over_border(told, hits)
    if "secondary_displacement" in told_of and _had_returned(told, hits):
        told_of.add("failed_return")
    if "moved_camp" in told_of and _between_camps(told, hits):
        told_of.add("relocation")
    if returned:
        return "failed_return" if "failed_return" in told_of else "return"
    return next((code for code in _FIRST if code in told_of), None)


def _is_rescue(told: Said, hit: Hit) -> bool:
    """Say whether it is the wounded who are evacuated."""
    harmed = casualty_words(told.tokens) if "evacuation" in hit.senses else ()
    return any(0 <= harm.start - hit.end <= _RESCUE_REACH for harm in harmed)


def _over_border(told: Said, hits: Sequence[Hit]) -> set[str]:
    """Read "arrived from Syria", "غادرت الى تركيا"; not the ways of goods."""
    goods = [hit.start for hit in hits if "goods" in hit.senses]
    moves = [hit for hit in hits if "moved" in hit.senses and not denied(told, hit.start)]
    codes = set()
    for place in in_turn(_abroad().at_each(told.tokens)):
        role = "to" if told.tokens[place.start].text.startswith("ل") else None
        if place.start and told.tokens[place.start - 1].text not in _FOR:
            role = prepositions().get(told.tokens[place.start - 1].text, role)
        first, last = told.clause(place.start)
        nearby = [hit for hit in moves if 0 <= place.start - hit.end <= _MOVED_REACH]
        came = any(told.unbroken(hit.end, place.start) for hit in nearby)
        if role in _OVER_BORDER and came and not any(first <= at < last for at in goods):
            codes.add(_OVER_BORDER[role])
    return codes


def _had_returned(told: Said, hits: Sequence[Hit]) -> bool:
    """Read "returned to Mosul, then were displaced again"."""
    again = [hit.start for hit in hits if "secondary_displacement" in hit.senses]
    back = [hit.end for hit in hits if "returned" in hit.senses]
    return any(told.unbroken(end, start, SENTENCE) for end in back for start in again if end <= start)


def _between_camps(told: Said, hits: Sequence[Hit]) -> bool:
    """Say whether one sentence names two camps: the one that was left and the other."""
    camps = [hit.start for hit in hits if "camp" in hit.senses]
    return any(told.unbroken(one, other, SENTENCE) for one, other in pairwise(camps))


def causes(told: Said, *, returned: bool) -> tuple[str, ...]:
    """The codes of why people moved, in the order of the words: behind "because of", or before "drove", "شردت"."""
    hits = found(told, "causes")
    codes: list[str] = []
    accepted: Hit | None = None
    for n, hit in enumerate(hits):
        code = sense_of(hit)
        if not _is_cause(code):
            continue
        plain = code.removesuffix("!")
        follows = accepted is not None and joined(told, accepted.end, hit.start)
        follows = follows and accepted is not None and hit.start - accepted.end <= _JOINED_REACH
        sure = code.endswith("!") and not denied(told, hit.start)
        if sure or follows or _has_reason(told, hits, n, plain, returned=returned):
            accepted = hit
            codes.append(plain)
    return tuple(dict.fromkeys(codes))


def _is_cause(sense: str) -> bool:
    return sense not in ("because", "after", "drives", "displaced", "ended")


def _has_reason(told: Said, hits: Sequence[Hit], n: int, code: str, *, returned: bool) -> bool:
    hit = hits[n]
    if _has_ended(told, hits, hit):
        return False
    for marker in reversed(hits[:n]):
        if hit.start - marker.end > _CAUSE_REACH or not told.unbroken(marker.end, hit.start):
            break
        after = "after" in marker.senses and (not returned or code in _OFTEN_AFTER)
        if "because" in marker.senses or after:
            once = returned and _were_displaced(told, hits, marker)
            return not once and not denied(told, marker.start, lack=0)
    return not returned and _drives(told, hits[n + 1 :], hit)


def _drives(told: Said, behind: Sequence[Hit], hit: Hit) -> bool:
    """Read "floods displaced 40 families", "الجفاف يدفع ثماني عوائل"."""
    verb = next((one for one in behind if "drives" in one.senses), None)
    if verb is None or verb.start - hit.end > _CAUSE_REACH or not told.unbroken(hit.end, verb.start):
        return False
    return not denied(told, verb.start) and not denied(told, hit.start)


def _has_ended(told: Said, hits: Sequence[Hit], hit: Hit) -> bool:
    """Say whether a cause is told to be over ("after the fighting ended", "بعد انتهاء العمليات")."""
    ends = (one for one in hits if "ended" in one.senses)
    return any(
        0 <= hit.start - one.end < _ENDED_REACH or 0 <= one.start - hit.end < _ENDED_REACH for one in ends
    )


def _were_displaced(told: Said, hits: Sequence[Hit], marker: Hit) -> bool:
    """Say whether the reason is that of an earlier displacement ("those displaced because of the war returned")."""
    before = (one for one in hits if not one.senses.isdisjoint(("displaced", "drives")))
    own = told.tokens[marker.start].text == "displaced"
    return own or any(0 <= marker.start - one.end <= _CAUSE_REACH for one in before)
