"""A pin comes with an update: its nearest known place is proposed, and set only by a tap."""

from __future__ import annotations

from dataclasses import replace

from coordination.places.nearest import nearest
from coordination.reports import pins
from coordination.reports.attachments import Attachment
from coordination.reports.draft import Draft, Step
from handlers.turn import Turn
from views.language import Html
from views.status import sentences


def proposed(turn: Turn, draft: Draft, step: Step, file: Attachment) -> tuple[Draft, Step, Html | None]:
    """The draft and step that ask whether the report is about the pin's place, with what else is said of the point.

    They come back as they were for other files, and where it is plain, or not the moment, to ask.
    """
    if file.lat is None or file.lon is None or not pins.may_propose(draft, step):
        return draft, step, None
    near = nearest(file.lat, file.lon)
    if near is None:
        return draft, step, sentences.far_from_all(turn.words)
    about = replace(draft, at=0) if step in ("card", "change") else draft
    if pins.known_already(about, near):
        return draft, step, None
    return pins.propose(about, step, near), "pin", None
