"""What an incident damaged."""

from __future__ import annotations

from coordination.reports.details_said import Said, denied, found, sense_of

_REACH = 4
_HARMS = frozenset(("damaged", "dead"))


def damage(told: Said) -> tuple[str, ...]:
    """The codes of what was damaged, in the order of the words: a thing beside a word of damage ("two houses burnt")."""
    hits = found(told, "impacts")
    harms = [hit for hit in hits if hit.senses & _HARMS and not denied(told, hit.start, 3)]
    codes: list[str] = []
    for hit in hits:
        kind, _, code = sense_of(hit).partition(":")
        if kind != "thing" or denied(told, hit.start, 3):
            continue
        these = [one for one in harms if "damaged" in one.senses or code == "livestock"]
        gaps = [(hit.end, one.start) if one.start >= hit.end else (one.end, hit.start) for one in these]
        if any(0 <= end - start < _REACH and told.unbroken(start, end) for start, end in gaps):
            codes.append(code)
    return tuple(dict.fromkeys(codes))
