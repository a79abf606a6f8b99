"""What keeps aid from people by the types of OCHA's framework, whom it keeps, and what it did."""

from __future__ import annotations

from coordination.reports.details_said import Said, denied, found, sense_of
from coordination.reports.understanding.tables import senses
from coordination.text.vocabulary import Hit

_SOURCE_REACH = 2
_VIOLENCE_REACH = 6
_CLOSED = frozenset(("closed", "access"))
_LONGEST = 200
"""Characters of the words about an effect, at most."""


def constraints(told: Said) -> tuple[str, ...]:
    """The codes A1 to A9 that the words tell, in order.

    Most count only where something is blocked in the same sentence; a sentence that tells that something is open again
    takes back what stood before it.
    """
    hits = found(told, "constraints")
    codes: set[str] = set()
    for start, end in told.sentences():
        here = [hit for hit in hits if start <= hit.start < end]
        if _is_open(told, here):
            codes.clear()
            continue
        codes |= _told_in(told, here, start, end)
    return tuple(sorted(codes))


def _told_in(told: Said, hits: list[Hit], start: int, end: int) -> set[str]:
    """The codes of one sentence in which nothing is open again."""
    hits = [hit for hit in hits if not denied(told, hit.start, 2)]
    found_here = {sense for hit in hits for sense in hit.senses}
    codes = {sense.removesuffix("!") for sense in found_here if sense.endswith("!")}
    if _is_violence(hits):
        codes.add("A5")
    weak = {sense for sense in found_here if sense[0] == "A"} - codes
    if (weak or "actor" in found_here) and ("block" in found_here or _is_blocked(told, start, end)):
        codes |= {sense for sense in weak if not sense.endswith("!")}
        codes |= {"A3"} if "actor" in found_here and not codes else set()
    return codes


def _is_violence(hits: list[Hit]) -> bool:
    staff = [hit for hit in hits if "staff" in hit.senses]
    harms = [hit for hit in hits if "violence" in hit.senses]
    return any(abs(one.start - other.start) <= _VIOLENCE_REACH for one in staff for other in harms)


def _is_blocked(told: Said, start: int, end: int) -> bool:
    """Say whether the words by which a report is understood as one of access tell it ("road cut", "لا يمكن المرور")."""
    hits = senses().at_each(told.tokens[start:end])
    return any(hit is not None and not hit.senses.isdisjoint(_CLOSED) for hit in hits)


def _is_open(told: Said, hits: list[Hit]) -> bool:
    return any("open" in hit.senses and not denied(told, hit.start, 3) for hit in hits)


def organisations(told: Said) -> tuple[str, ...]:
    """The names of those whom a constraint keeps, in the order of the words; "NGO" and "UN" where no other is named.

    Not read: who told it ("according to OCHA", "UNHCR reported"), who helped, and any name where all is open again.
    """
    hits = found(told, "organisations")
    kept = _kept(told) if hits else []
    names: list[str] = []
    for n, hit in enumerate(hits):
        name = sense_of(hit)
        if name in ("source", "says") or denied(told, hit.start, 2):
            continue
        if not any(start <= hit.start < end for start, end in kept):
            continue
        if name.endswith("^") and not _in_capitals(told, hit):
            continue
        before = hits[n - 1] if n else None
        behind = hits[n + 1] if n + 1 < len(hits) else None
        told_it = before is not None and "source" in before.senses and hit.start - before.end < _SOURCE_REACH
        tells = behind is not None and "says" in behind.senses and behind.start - hit.end < _SOURCE_REACH
        if not told_it and not tells:
            names.append(name.removesuffix("^"))
    named = [name for name in names if name not in ("NGO", "UN")]
    return tuple(dict.fromkeys(named or names))


def _kept(told: Said) -> list[tuple[int, int]]:
    """The sentences in which somebody or something is kept out."""
    hits = found(told, "constraints")
    kept = []
    for start, end in told.sentences():
        here = [hit for hit in hits if start <= hit.start < end]
        blocked = any("block" in hit.senses for hit in here) or _is_blocked(told, start, end)
        if not _is_open(told, here) and (blocked or _told_in(told, here, start, end)):
            kept.append((start, end))
    return kept


def _in_capitals(told: Said, hit: Hit) -> bool:
    """Say whether a name is written in capitals in a text that is not: "WHO", not "who"."""
    first, last = told.tokens[hit.start], told.tokens[hit.end - 1]
    written = told.text[first.start : last.end]
    around = told.text[: first.start] + told.text[last.end :]
    shouted = around.upper() == around and around.lower() != around
    return written.isupper() and not shouted


def effects(told: Said) -> tuple[tuple[str, ...], str]:
    """The codes of what a constraint did, and the words of the one that tells most: its clause, at most 200 characters."""
    openings = [hit for hit in found(told, "constraints") if "open" in hit.senses]
    hits = [hit for hit in found(told, "impacts") if _effect(hit) and not denied(told, hit.start, 2)]
    if not hits or _ends_open(told, openings, hits):
        return (), ""
    codes = dict.fromkeys(map(_effect, hits))
    # That somebody was not let through is mostly the constraint itself; what came of it tells more.
    telling = next((hit for hit in hits if _effect(hit) != "passage_denied"), hits[0])
    start, end = told.clause(telling.start)
    while told.tokens[start].kind == "mark":
        start += 1
    words = " ".join(told.text[told.tokens[start].start : told.tokens[end - 1].end].split())
    return tuple(codes), words[:_LONGEST].rstrip()


def _effect(hit: Hit) -> str:
    return next((sense.removeprefix("effect:") for sense in hit.senses if sense.startswith("effect:")), "")


def _ends_open(told: Said, openings: list[Hit], hits: list[Hit]) -> bool:
    """Say whether the last that is told is that something is open, and nothing is held up after it."""
    open_at = max((hit.start for hit in openings if not denied(told, hit.start, 3)), default=-1)
    return open_at > hits[-1].start or any(
        start <= open_at < end and start <= hits[-1].start < end for start, end in told.sentences()
    )
