"""What was asked about a report and answered, and who confirmed it: lines of its record."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.reports.confirmation import Note
from views.language import Html, Words
from views.quoting import one_line

_SHOWN = 6
"""Lines shown of the exchange: the latest ones."""
_QUOTED = 200
"""Characters shown of a question or an answer."""


def thread(w: Words, notes: Sequence[Note]) -> Html | None:
    """The latest of the exchange, oldest first; nothing where there is none."""
    if not notes:
        return None
    left = len(notes) - _SHOWN
    return Html.lines(
        w.count("{n} earlier entry is not shown.", "{n} earlier entries are not shown.", left)
        if left > 0
        else None,
        *(_line(w, note) for note in notes[-_SHOWN:]),
    )


def _line(w: Words, note: Note) -> Html:
    when = w.moment(note.at)
    text = one_line(note.text, _QUOTED)
    if note.what == "asked":
        return w.say("{moment}: {name} asked: <i>“{words}”</i>", moment=when, name=note.name, words=text)
    if note.what == "answered":
        return w.say("{moment}: the answer: <i>“{words}”</i>", moment=when, words=text)
    return w.say("{moment}: confirmed by {name}", moment=when, name=note.name)
