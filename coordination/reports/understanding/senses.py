"""What the words of a part mean together: what is denied, what is needed, what is told."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from coordination.reports.fact import Kind
from coordination.reports.understanding.mentions import Mention
from coordination.reports.understanding.message import Message
from coordination.reports.understanding.people import People
from coordination.reports.understanding.tables import prepositions
from coordination.text.vocabulary import Hit

MOVES = frozenset(("displaced", "arrived", "left", "returned", "home"))
"""Senses of words that say that people moved."""

_TELLS_NOTHING_ELSE = frozenset(("need", "closed", "opened", "harm"))
_DENIABLE = MOVES | _TELLS_NOTHING_ELSE | {"incident", "access", "moving", "people"}
_DENIABLE_AFAR = _DENIABLE - {"need"}
_DENIED_EVENTS = _DENIABLE - _TELLS_NOTHING_ELSE
_NEEDING = frozenset(("need", "need_if_sector", "no_thing", "needed", "needed_if_sector", "both", "worn"))
_NEED_REACH = 5
_NO_REACH = 6
_HINDER_REACH = 3
_CAUSE_REACH = 4
_PURPOSE_REACH = 3
_NEVER = 10**9
_SAYS_NO = frozenset(("no", "hinder", "no_maybe", "nothing", "nothing_maybe"))
# "ما" also means "that which": it denies nothing where people are counted.
_SAYS_NO_OF_PEOPLE = frozenset(("no", "hinder"))
_EVENT = frozenset(("incident", "opened"))
_NEEDED_BEFORE = frozenset(("needed_if_sector", "worn"))
_MOVED = frozenset(("displaced", "arrived", "left"))
_CLOSING = frozenset(("closed", "opened"))
_CALM = frozenset(("calm", "nothing"))
_ALL_IS_BAD = frozenset(("condition", "grim"))
_WHERE = frozenset(("to", "in", "bare"))
_RETURNED = frozenset(("returned", "home"))
_NO_CAUSE = frozenset(("closed", "opened", "displaced", "need_if_sector", "no_thing"))
# "IDPs with no sponsor not allowed in": what says "not" itself is not denied once more.
_NO = "not cannot can't cant unable didn't didnt don't dont won't wont ما لم لا"
_NEGATIONS = frozenset(_NO.split())
# Said of people, and no reason: "families hit by floods need food".
_WHO_NEED = (
    "محتاج",
    "يحتاج",
    "تحتاج",
    "احتاج",
    "وتحتاج",
    "ويحتاج",
    "واحتاج",
    "need",
    "ask",
    "request",
    "require",
)
# "بعد ان اغلقت": the verb is the cause itself.
_VERB_OF_CAUSE = frozenset(("ما", "ان", "بعدما", "حين", "عندما"))


def meant(message: Message, hits: Sequence[Hit], people: Sequence[People]) -> tuple[list[Hit], bool]:
    """Return the hits of a part that are told as happening, and whether something was said not to happen."""
    told_of: list[Hit] = []
    if not hits:
        return told_of, False
    denied = hindered = False
    counting = any(hits[0].start <= counted.start for counted in people)
    no_words = _SAYS_NO_OF_PEOPLE if counting else _SAYS_NO
    no_until = cause_from = _NEVER
    no_from = no_end = -1
    needs = need_positions(hits)
    need_from = min((start for start, forward in needs if forward), default=_NEVER)
    needed_at = max((start for start, forward in needs if not forward), default=-1)
    casualties = False
    for hit in hits:
        told = hit.senses
        casualties = casualties or "casualty" in told
        if (
            0 <= no_from < hit.start <= no_until
            and not told.isdisjoint(_DENIABLE)
            and message.tokens[hit.start].text not in _NEGATIONS
        ):
            denied = denied or (not hindered and not told.isdisjoint(_DENIED_EVENTS))
            told -= MOVES if hindered else _DENIABLE if hit.start <= no_end + 1 else _DENIABLE_AFAR
        if hit.start > cause_from:
            # "Five wounded after an explosion": there is nothing else that it could be the cause of.
            if "incident" in told and not casualties:
                told = told - {"incident"} | {"incident cause"}
            if hit.start <= cause_from + _CAUSE_REACH and not _is_verb(message, hit):
                told -= _NO_CAUSE
                told -= frozenset() if message.tokens[hit.start].text.startswith(_WHO_NEED) else {"need"}
        # "UXO clearance needed": a danger that somebody has to take away is no event.
        if hit.start > need_from or (hit.end <= needed_at <= hit.end + _NEED_REACH and _has_sector(hit)):
            told -= _EVENT
        if not told.isdisjoint(no_words) and not _is_numbered(message, hit):
            hindered = "hinder" in told
            no_from, no_end = hit.start, hit.end
            no_until = hit.end + (_HINDER_REACH if hindered else _NO_REACH)
        if "cause" in told:
            cause_from = hit.start
        if told:
            told_of.append(hit if told == hit.senses else Hit(hit.start, hit.end, told))
    return told_of, denied


def _is_verb(message: Message, hit: Hit) -> bool:
    """Say whether an Arabic verb goes on with the sentence behind a cause ("بعد مفاوضات سمحت القوات")."""
    word, before = message.tokens[hit.start].text, message.tokens[hit.start - 1].text
    if before in _VERB_OF_CAUSE or word.isascii():
        return False
    return word.endswith(("ت", "وا", "وه")) or word.startswith(("وت", "وي"))


def _is_numbered(message: Message, hit: Hit) -> bool:
    """Say whether "no" stands before a number ("bridge no 3") and denies nothing."""
    return hit.end < len(message.tokens) and message.tokens[hit.end].kind == "number"


def _start(hit: Hit) -> int:
    return hit.start


def _end(hit: Hit) -> int:
    return hit.end


def _is_where(message: Message, hit: Hit) -> bool:
    """Say whether a building is named as the place where something is ("in a school", "at Zayona shelter")."""
    if "facility" not in hit.senses or not hit.start:
        return False
    at = hit.start - 1
    named = next((m for m in message.mentions if m.end == hit.start), None)
    if named is not None:
        return named.role == "in"
    if message.tokens[at].text in ("a", "an", "the") and at:
        at -= 1
    word = message.tokens[at].text
    return word == "to" or (prepositions().get(word) == "in" and word not in ("for", "of"))


def _is_purpose(thing: Hit, purposes: Sequence[int]) -> bool:
    """Say whether a thing is only what another is needed for ("trucks to move the relief items")."""
    return any(end <= thing.start <= end + _PURPOSE_REACH for end in purposes)


@lru_cache(maxsize=4096)
def _sectors_of(senses: frozenset[str]) -> frozenset[str]:
    return frozenset(s.removeprefix("sector:") for s in senses if s.startswith("sector:"))


def _has_sector(hit: Hit) -> bool:
    return bool(_sectors_of(hit.senses))


def need_positions(hits: Sequence[Hit]) -> list[tuple[int, bool]]:
    """Return (position, looks forward) of the words that say that something is needed."""
    needing = [hit for hit in hits if not hit.senses.isdisjoint(_NEEDING)]
    if not needing:
        return []
    things = [hit for hit in hits if _has_sector(hit)]
    last = things[-1].start if things else -1
    found = []
    for hit in needing:
        behind = bisect_left(things, hit.end, key=_start)
        near_after = behind < len(things) and things[behind].start - hit.end <= _NEED_REACH - 2
        ahead = bisect_right(things, hit.start, key=_end)
        near_before = ahead > 0 and hit.start - things[ahead - 1].end <= _NEED_REACH
        next_to = behind < len(things) and things[behind].start == hit.end
        near_after = near_after if "need_if_sector" in hit.senses else next_to and "no_thing" in hit.senses
        if "need" in hit.senses or near_after:
            found.append((hit.start, True))
        elif "needed" in hit.senses or (near_before and not hit.senses.isdisjoint(_NEEDED_BEFORE)):
            found.append((hit.start, False))
        elif "both" in hit.senses:
            found.append((hit.start, last > hit.start and not near_before))
    return found


def sectors(
    message: Message, hits: Sequence[Hit], needs: Sequence[tuple[int, bool]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sectors of things named before the first word of need, and after it.

    Where something else is named, a building in which people are ("near the school") is no thing that they need.
    """
    things = [hit for hit in hits if _has_sector(hit)]
    if not things:
        return (), ()
    purposes = [hit.end for hit in hits if "purpose" in hit.senses]
    things = [hit for hit in things if not _is_purpose(hit, purposes)]
    hits = [hit for hit in things if not _is_where(message, hit)] or things
    first, forward = needs[0] if needs else (_NEVER, False)
    before: set[str] = set()
    after: set[str] = set()
    for hit in hits:
        (after if hit.start >= first else before).update(_sectors_of(hit.senses))
    if needs and (not forward or not after):
        after |= before
        before = set()
    return tuple(sorted(before)), tuple(sorted(after))


def kind_told(told: AbstractSet[str], mentions: Sequence[Mention], people: Sequence[People]) -> Kind | None:
    """Return what a part (or several together) tells about, if anything."""
    roles = {mention.role for mention in mentions}
    routed = "to" in roles or "from" in roles
    moved_with = routed and bool(people)
    blocked = "access" in told or ("object" in told and not _CLOSING.isdisjoint(told))
    came_from = "from" in roles
    if "barrier" in told and not people and ("returned" in told or "needs" in told):
        # "السيطرة رجعت فريقنا", "the checkpoint asks for a letter"
        return Kind.ACCESS
    if "unknown_place" in told and "left" in told and people:
        return Kind.DISPLACEMENT
    if blocked and not (moved_with and not MOVES.isdisjoint(told)):
        return Kind.ACCESS
    if "returned_people" in told and "needs" in told and not moved_with:
        return Kind.NEED
    if not _RETURNED.isdisjoint(told) and (people or mentions or "needs" not in told):
        return Kind.RETURN
    moved = not _MOVED.isdisjoint(told) or ("staying" in told and came_from)
    if moved and (people or mentions or "displaced" in told):
        return Kind.INCIDENT if "incident" in told and not people else Kind.DISPLACEMENT
    if "incident" in told or ("affected" in told and "incident cause" in told):
        return Kind.INCIDENT
    if "needs" in told and "still" not in told and people and came_from and not _WHERE.isdisjoint(roles):
        return Kind.DISPLACEMENT
    if "needs" in told:
        return Kind.NEED
    if "harm" in told:
        return Kind.INCIDENT
    if not _CALM.isdisjoint(told) or "denied" in told:
        return Kind.SITUATION
    if "incident cause" in told and people and not routed:
        return Kind.INCIDENT
    return Kind.SITUATION if told >= _ALL_IS_BAD else None
