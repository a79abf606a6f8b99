"""How many of those who moved are women, men and children, as it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coordination.reports.casualties import casualty_words
from coordination.reports.details_said import (
    Said,
    denied,
    found,
    joined,
    number_before,
    number_behind,
    sense_of,
)
from coordination.reports.understanding.tables import describing
from coordination.text.vocabulary import Hit

_WHO = ("women", "men", "children")
_HARM_REACH = 3


@dataclass(frozen=True, slots=True)
class Members:
    """Numbers of persons; None is not told, 0 is told as none."""

    women: int | None = None
    men: int | None = None
    children: int | None = None


def members(told: Said) -> Members:
    """Read "including 40 children", "منهم ٢٥ امرأة", "Women 25, children 40".

    Not read: a number of several together ("40 women and children"), of a part ("25 pregnant women"), of those who came
    to harm; of two numbers that differ neither.
    """
    hits = found(told, "who")
    numbers: dict[str, set[int]] = {who: set() for who in _WHO}
    used: set[int] = set()
    for n, hit in enumerate(hits):
        who, _, own = sense_of(hit).partition(":")
        if who not in _WHO or denied(told, hit.start, 2) or _is_part(told, hits, n):
            continue
        number = int(own) if own else _number(told, hits, n, used)
        if number is not None:
            numbers[who].add(number)
    told_once = {who: next(iter(one)) for who, one in numbers.items() if len(one) == 1}
    return Members(**told_once)


def _number(told: Said, hits: Sequence[Hit], n: int, used: set[int]) -> int | None:
    hit = hits[n]
    covers = {at for one in hits if "of" in one.senses for at in range(one.start, one.end)}
    before = number_before(told, hit.start, lambda at: at in covers or told.tokens[at].text in describing())
    number = before if before is not None and before.start not in used else number_behind(told, hit.end)
    if number is None or number.start in used or _is_together(told, hits, n, used):
        return None
    used.add(number.start)
    return number.value


def _is_together(told: Said, hits: Sequence[Hit], n: int, used: set[int]) -> bool:
    """Say whether another group is joined to this one with no number of its own ("40 women and children")."""
    for one, other in ((n - 1, n), (n, n + 1)):
        if one < 0 or other >= len(hits):
            continue
        left, right = hits[one], hits[other]
        if not {sense_of(left), sense_of(right)} <= set(_WHO) or not joined(told, left.end, right.start):
            continue
        if other == n or number_behind(told, right.end) is None:
            return True
    return False


def _is_part(told: Said, hits: Sequence[Hit], n: int) -> bool:
    """Say whether only some are meant, or a thing for them, or those who came to harm."""
    hit = hits[n]
    beside = {at for one in hits if "part" in one.senses for at in range(one.start, one.end)}
    behind = {one.start for one in hits if "thing" in one.senses}
    if hit.start - 1 in beside or hit.end in beside or hit.end in behind:
        return True
    for harm in casualty_words(told.tokens):
        gap = (hit.end, harm.start) if harm.start >= hit.end else (harm.end, hit.start)
        if 0 <= gap[1] - gap[0] < _HARM_REACH and told.unbroken(*gap):
            return True
    return False
