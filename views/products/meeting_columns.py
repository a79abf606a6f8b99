"""The columns of the sheet of meetings in an exported table."""

from __future__ import annotations

from coordination.products.held import Held
from coordination.reports.days import BAGHDAD, day_in_baghdad
from views.language import phrase
from views.products.column import Column

MEETING_COLUMNS: tuple[Column[Held], ...] = (
    Column(
        phrase("Day of the meeting"),
        "#date+meeting",
        lambda held: day_in_baghdad(held.occurrence.starts_at),
    ),
    Column(
        phrase("Begins at (Baghdad time)"),
        "#meta+time",
        lambda held: f"{held.occurrence.starts_at.astimezone(BAGHDAD):%H:%M}",
    ),
    Column(phrase("Length in minutes"), "#meta+minutes", lambda held: held.occurrence.meeting.plan.minutes),
    Column(phrase("Meeting (Arabic)"), "#event+meeting+name+ar", lambda held: held.name_ar, wide=True),
    Column(phrase("Meeting (English)"), "#event+meeting+name+en", lambda held: held.name_en, wide=True),
    Column(
        phrase("Kind of meeting"),
        "#event+meeting+type",
        lambda held: held.occurrence.meeting.plan.kind.replace("_", "-"),
    ),
    Column(phrase("Venue"), "#loc+venue", lambda held: held.venue),
    Column(phrase("Called by"), "#org+lead", lambda held: held.lead),
    Column(phrase("Agenda"), "#description+agenda", lambda held: " ".join(held.agenda.split()), wide=True),
)
