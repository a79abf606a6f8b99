"""The knowledge base by buttons: areas, then topics, then the answer."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.knowledge.entry import Area
from views.knowledge.answer import Link
from views.language import Html, Words
from views.message import Button, Message, press


def area_title(w: Words, area: Area) -> str:
    """The area's name in the reader's language."""
    return area.title_ar if w.language == "ar" else area.title_en


def areas(w: Words, found: Sequence[Area]) -> Message:
    """All areas."""
    rows = tuple((Button(area_title(w, area), press("knowledge.area", area.id)),) for area in found)
    return Message(
        Html.lines(
            w.say("📚 <b>What I can answer</b>"), w.say("Choose an area, or simply write your question.")
        ),
        rows,
    )


def topics(w: Words, area: Area, links: Sequence[Link]) -> Message:
    """The topics of an area, and the way back."""
    rows = [(Button(entry.told(w.language).title, press("knowledge.topic", row, 0)),) for row, entry in links]
    back = Button(w.label("‹ All areas"), press("knowledge.areas"))
    text = Html.lines(w.say("📚 <b>{area}</b>", area=area_title(w, area)), w.say("Choose a topic."))
    return Message(text, (*rows, (back,)))
