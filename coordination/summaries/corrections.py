"""Corrections of what a group was told in earlier summaries: told in its next one, each once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from coordination.groups.group import Group
from coordination.privacy import hidden
from coordination.reports.changes import Change, changes, undone
from coordination.reports.corrections import Revision, history
from coordination.reports.fact import Fact, Kind
from coordination.reports.personal import fit_for_groups
from coordination.reports.report import Report, report_of
from coordination.summaries.scope import Scope, scope_of_group
from storage import Transaction, stamp

_QUOTED = frozenset({Kind.INCIDENT, Kind.ACCESS, Kind.SITUATION})
"""Kinds whose notes and words summaries quote."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One report that is no longer as the group was told.

    `what` is "corrected", with the `changes` between what was told and now; "withdrawn" or
    "denied", with its `reason` where one of the buttons gave it; "gone" and "come" for one that a correction moved out of the group's governorates
    and subjects, or into them; "counted" for one that was disputed until now. `fact` is the report now; as it was told where it is withdrawn or gone. Personal
    data is hidden.
    """

    reference: str
    what: Literal["corrected", "withdrawn", "denied", "gone", "come", "counted"]
    fact: Fact
    changes: tuple[Change, ...] = ()
    reason: str = ""


async def take_corrections(
    tx: Transaction, group: Group, since: datetime, until: datetime
) -> tuple[Correction, ...]:
    """What the summary after `since` and up to `until` must tell of earlier ones; from now on it counts as told."""
    scope = scope_of_group(group)
    found: list[Correction | None] = []
    versions: list[tuple[int, int]] = []
    for row in await tx.summaries.corrected_since_told(group_id=group.id):
        report = report_of(row)
        later = [one for one in await history(tx, report.id) if one.version > row["told"]]
        found.append(_correction(report, later, scope))
        versions.append((report.id, report.version))
    rows = await tx.summaries.changed_between(group_id=group.id, since=stamp(since), until=stamp(until))
    for report in map(report_of, rows):
        later = [one for one in await history(tx, report.id) if one.at > since]
        if not _covers(scope, _before(report.fact, later)) and _covers(scope, report.fact):
            found.append(Correction(report.reference, "come", fit_for_groups(report.fact)))
            versions.append((report.id, report.version))
    rows = await tx.summaries.counted_between(group_id=group.id, since=stamp(since), until=stamp(until))
    for report in map(report_of, rows):
        if _covers(scope, report.fact):
            found.append(Correction(report.reference, "counted", fit_for_groups(report.fact)))
            versions.append((report.id, report.version))
    await mark_told(tx, group, versions)
    return tuple(correction for correction in found if correction is not None)


async def mark_told(tx: Transaction, group: Group, versions: Iterable[tuple[int, int]]) -> None:
    """Keep which version of each report, by row id, the group was told."""
    rows = [{"group_id": group.id, "report": report, "version": version} for report, version in versions]
    if rows:
        await tx.summaries.tell(rows)


def _correction(report: Report, later: Sequence[Revision], scope: Scope) -> Correction | None:
    """What differs from the version that was told; None where nothing does that the group would see."""
    told, now = _before(report.fact, later), report.fact
    if not _covers(scope, told):
        come = report.state == "saved" and _covers(scope, now)
        return Correction(report.reference, "come", fit_for_groups(now)) if come else None
    if report.state == "withdrawn":
        reason = str(later[-1].changes[0].after["reason"]) if later else ""
        if report.confirmation == "denied":
            return Correction(report.reference, "denied", fit_for_groups(told), reason=reason)
        return Correction(report.reference, "withdrawn", fit_for_groups(told), reason=reason)
    if not _covers(scope, now):
        return Correction(report.reference, "gone", fit_for_groups(told))
    found = changes(fit_for_groups(told), fit_for_groups(now))
    if now.kind in _QUOTED:
        found += _new_words(report, later)
    else:
        found = tuple(change for change in found if change.field != "note")
    return Correction(report.reference, "corrected", fit_for_groups(now), found) if found else None


def _before(fact: Fact, later: Sequence[Revision]) -> Fact:
    for revision in reversed(later):
        for change in revision.changes:
            fact = undone(fact, change)
    return fact


def _new_words(report: Report, later: Sequence[Revision]) -> tuple[Change, ...]:
    """The person's words, which summaries quote where there is no note."""
    olds = [change.before["text"] for one in later for change in one.changes if change.field == "words"]
    if not olds or report.fact.note:
        return ()
    old, new = hidden(str(olds[0])), hidden(report.original_text)
    return (Change("words", {"text": old}, {"text": new}),) if old != new else ()


def _covers(scope: Scope, fact: Fact) -> bool:
    """Whether a summary of the scope tells of it, be it as of people who left."""
    return scope.covers(fact.kind, fact.governorate) or scope.left(fact)
