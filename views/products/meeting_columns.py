"""The columns of the sheet of meetings in an exported table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coordination.products.held import Held
from coordination.reports.days import BAGHDAD, day_in_baghdad
from views.language import phrase
from views.products.column import Value


@dataclass(frozen=True, slots=True)
class MeetingColumn:
    """A column of meetings."""

    heading: str
    tag: str
    value: Callable[[Held], Value]
    wide: bool = False


MEETING_COLUMNS: tuple[MeetingColumn, ...] = (
    MeetingColumn(
        phrase("Day of the meeting"),
        "#date+meeting",
        lambda held: day_in_baghdad(held.occurrence.starts_at),
    ),
    MeetingColumn(
        phrase("Begins at (Baghdad time)"),
        "#meta+time",
        lambda held: f"{held.occurrence.starts_at.astimezone(BAGHDAD):%H:%M}",
    ),
    MeetingColumn(
        phrase("Length in minutes"), "#meta+minutes", lambda held: held.occurrence.meeting.plan.minutes
    ),
    MeetingColumn(phrase("Meeting (Arabic)"), "#event+meeting+name+ar", lambda held: held.name_ar, wide=True),
    MeetingColumn(
        phrase("Meeting (English)"), "#event+meeting+name+en", lambda held: held.name_en, wide=True
    ),
    MeetingColumn(
        phrase("Kind of meeting"),
        "#event+meeting+type",
        lambda held: held.occurrence.meeting.plan.kind.replace("_", "-"),
    ),
    MeetingColumn(phrase("Venue"), "#loc+venue", lambda held: held.venue),
    MeetingColumn(phrase("Called by"), "#org+lead", lambda held: held.lead),
    MeetingColumn(
        phrase("Agenda"), "#description+agenda", lambda held: " ".join(held.agenda.split()), wide=True
    ),
)
