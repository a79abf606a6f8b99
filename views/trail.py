"""The audit trail in words."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.audit import Entry
from views.language import Html, Words, phrase
from views.message import Message

_ACTIONS = {
    "admin by configuration": phrase("admin by configuration"),
    "entered by invitation": phrase("entered by invitation"),
    "entry requested": phrase("entry requested"),
    "group approved": phrase("group approved"),
    "group left": phrase("group left"),
    "group refused": phrase("group refused"),
    "group settings": phrase("group settings changed"),
    "group waiting": phrase("group waits for a decision"),
    "invitation made": phrase("invitation made"),
    "invitation revoked": phrase("invitation revoked"),
    "person approved": phrase("person approved"),
    "person rejected": phrase("person rejected"),
    "person suspended": phrase("person suspended"),
    "report saved": phrase("update saved"),
    "role changed": phrase("role changed"),
}
_SUBJECTS = {
    "person": phrase("person no. {number}"),
    "group": phrase("group no. {number}"),
    "invitation": phrase("no. {number}"),
}


def trail(w: Words, entries: Sequence[Entry]) -> Message:
    """The latest entries, newest first; an action that has no words yet is shown as it is kept."""
    if not entries:
        return Message(w.say("Nothing has been recorded yet."))
    return Message(
        Html.lines(
            w.count("<b>The latest entry</b>", "<b>The latest {n} entries</b>, newest first", len(entries)),
            *(_line(w, entry) for entry in entries),
        )
    )


def _line(w: Words, entry: Entry) -> Html:
    action = w.label(_ACTIONS.get(entry.action, entry.action))
    values = {
        "day": w.short_day(entry.at),
        "time": w.time(entry.at),
        "person": entry.person or w.label("the bot"),
        "action": action,
    }
    if not entry.subject:
        return w.say("{day} {time} · {person} · {action}", **values)
    return w.say("{day} {time} · {person} · {action}: {subject}", **values, subject=_subject(w, entry))


def _subject(w: Words, entry: Entry) -> str:
    """To whom or what it was done: by name, or by its number where it has none."""
    what, _, number = entry.subject.partition(" ")
    if what in _SUBJECTS and number.isdecimal():
        return entry.subject_name or w.label(_SUBJECTS[what], number=int(number))
    return w.code(entry.subject)
