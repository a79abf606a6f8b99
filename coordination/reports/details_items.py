"""Which things are needed, and how many of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import dataclass

from coordination.reports.details_said import (
    SENTENCE,
    Said,
    denial,
    denied,
    found,
    number_before,
    number_behind,
    numeral,
    sense_of,
)
from coordination.reports.understanding.lexed import Lexed, lex
from coordination.reports.understanding.senses import need_positions
from coordination.text.vocabulary import Hit

_FULL_STOPS = frozenset((".", "!", "?"))
_WHY_REACH = 2
_GIVEN_REACH = 2
_EITHER_WAY = frozenset(("needed", "both"))
_MARKS = ("with", "each", "given")


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that is needed: its code, the code of what the number counts where that is not the thing, and how many."""

    code: str
    unit: str = ""
    quantity: int | None = None


def items(told: Said, *, of_need: bool) -> tuple[Item, ...]:
    """The things that a report says are needed, in the order of its words; not those that were given.

    A thing that is named twice is one; its quantity is the one that is told, None where two differ, a range is given or it is
    so many for each family. `of_need`: the report is one of needs, so a list goes on over line breaks.
    """
    hits = found(told, "items")
    if not any(_is_thing(hit) for hit in hits):
        return ()
    needed = [hit for hit in hits if _is_thing(hit)]
    needed = _needed(told, hits, needed, of_need=of_need)
    used: set[int] = set()
    read = [_item(told, hits, hit, used) for hit in needed]
    return tuple(
        _merged([one for one in read if one.code == code]) for code in dict.fromkeys(i.code for i in read)
    )


def _is_thing(hit: Hit) -> bool:
    sense = sense_of(hit)
    return sense not in _MARKS and not sense.startswith("unit:")


def _needed(told: Said, hits: Sequence[Hit], things: Sequence[Hit], *, of_need: bool) -> list[Hit]:
    """Those behind a word of need, or before one that looks back ("tents needed"), in the same sentence.

    A report of needs may name things and nothing else ("200 blankets, 30 tents").
    """
    lexed = lex(told.text)
    if of_need and not need_positions(lexed.phrases) and not _is_doubtful(told, hits):
        return list(things)
    needs = _needs(told, lexed, things, of_need=of_need)
    words = {at for hit in lexed.phrases if hit.start in dict(needs) for at in range(hit.start, hit.end)}
    ends = _FULL_STOPS if of_need else SENTENCE
    stops = sorted(
        [at for at, token in enumerate(told.tokens) if token.text in ends]
        + [hit.start for hit in hits if "given" in hit.senses]
        + [hit.start for hit in lexed.phrases if "cause" in hit.senses]
    )
    return [
        thing
        for thing in things
        if _is_needed(told, thing, needs, stops)
        and not _is_excepted(told, thing, words)
        and not _is_given(told, hits, thing, needs)
    ]


def _is_doubtful(told: Said, hits: Sequence[Hit]) -> bool:
    """Say whether a text without a word of need tells of things that were given, or says no of anything."""
    return bool(told.noes or told.lacks) or any("given" in hit.senses for hit in hits)


def _needs(told: Said, lexed: Lexed, things: Sequence[Hit], *, of_need: bool) -> list[tuple[int, bool]]:
    """Where the words of need stand that are meant, and whether each looks forward."""
    causes = [hit for hit in lexed.phrases if "cause" in hit.senses]
    # Torn tents are needed in a report of needs alone; a pump that stands still may be only why.
    worn = {hit.start for hit in lexed.phrases if "worn" in hit.senses and not of_need}
    idle = worn | {hit.start for hit in lexed.phrases if _is_only_why(hit, causes, of_need=of_need)}
    needs = [(at, forward) for at, forward in need_positions(lexed.phrases) if at not in idle]
    noes = {no for at, _ in needs if (no := _denial(told, things, at)) is not None}
    needs = [one for one in needs if _denial(told, things, one[0]) is None and one[0] not in noes]
    # "Required" may look either way, and so may "shortage" right behind a thing.
    either = {hit.start for hit in lexed.phrases if not hit.senses.isdisjoint(_EITHER_WAY)}
    either |= {thing.end for thing in things}
    return [(at, forward and not (at in either and _is_last(told, things, at))) for at, forward in needs]


def _is_given(told: Said, hits: Sequence[Hit], thing: Hit, needs: Sequence[tuple[int, bool]]) -> bool:
    """Say whether a thing was handed out ("received 100 blankets", "the blankets arrived"); another need between says no."""
    given = [hit for hit in hits if "given" in hit.senses and not denied(told, hit.start, 2)]
    before = [hit.start for hit in given if hit.end <= thing.start and told.unbroken(hit.end, thing.start)]
    if before:
        return not any(forward and before[-1] < at < thing.end for at, forward in needs)
    return any(_follows(told, thing, hit) for hit in given)


def _follows(told: Said, thing: Hit, given: Hit) -> bool:
    """Say whether a thing is what was given; a number behind tells how many of them ("نحتاج 50 خيمة وصلت 20")."""
    near = 0 <= given.start - thing.end <= _GIVEN_REACH and told.unbroken(thing.end, given.start)
    return near and (given.end >= len(told.tokens) or numeral(told, given.end) is None)


def _is_only_why(hit: Hit, causes: Sequence[Hit], *, of_need: bool) -> bool:
    """Say whether a word of need stands behind "because": "بسبب عطل المضخة"; in a report of needs only weak ones do."""
    weak = hit.senses <= {"need_if_sector", "needed_if_sector"}
    return (weak or not of_need) and any(0 <= hit.start - one.end < _WHY_REACH for one in causes)


def _is_needed(told: Said, thing: Hit, needs: Sequence[tuple[int, bool]], stops: Sequence[int]) -> bool:
    before = bisect_right(stops, thing.start)
    first = stops[before - 1] if before else -1
    last = stops[before] if before < len(stops) else len(told.tokens)
    near = [(at, forward) for at, forward in needs if first < at < last]
    return any(at < thing.end if forward else at >= thing.end for at, forward in near)


def _denial(told: Said, things: Sequence[Hit], at: int) -> int | None:
    """Where it is said that nothing is needed ("no need"), if it is; in "no water and we need tents" the water is denied."""
    no = denial(told, at, 3)
    return None if no is None or any(no < thing.start < at for thing in things) else no


def _is_excepted(told: Said, thing: Hit, need_words: Set[int]) -> bool:
    """Say whether a thing is what is not needed ("tents but not blankets"); "no blankets" says that they are."""
    at = thing.start - 1
    return at in told.noes | told.lacks and at not in need_words


def _is_last(told: Said, things: Sequence[Hit], at: int) -> bool:
    """Say whether things stand before a word of need and none behind it in its sentence."""
    behind = (thing for thing in things if thing.start > at)
    return not any(told.unbroken(at, thing.start, SENTENCE) for thing in behind)


def _item(told: Said, hits: Sequence[Hit], thing: Hit, used: set[int]) -> Item:
    code, _, own = sense_of(thing).partition(":")
    beside = {at: hit for hit in hits for at in range(hit.start, hit.end)}

    def between(at: int) -> bool:
        return at in beside and not _is_thing(beside[at]) and sense_of(beside[at]) != "given"

    number = number_before(told, thing.start, between)
    if number is None or number.start in used:
        number = None if own else number_behind(told, thing.end)
    if number is not None and number.start in used:
        number = None
    each = any(one.start == thing.end and "each" in one.senses for one in hits)
    if number is None or each:
        return Item(code, quantity=int(own) if own and not each else None)
    used.add(number.start)
    units = (sense_of(one) for one in hits if number.end <= one.start < thing.start)
    unit = next((one.removeprefix("unit:") for one in units if one.startswith("unit:")), "")
    return Item(code, unit, number.value)


def _merged(same: Sequence[Item]) -> Item:
    counted = {(one.unit, one.quantity) for one in same if one.quantity is not None}
    if len(counted) != 1:
        return Item(same[0].code)
    unit, quantity = counted.pop()
    return Item(same[0].code, unit, quantity)
