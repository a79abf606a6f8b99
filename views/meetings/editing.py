"""Editing a meeting that stands: which part, to what, and the preview of the change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coordination.groups.group import Group
from coordination.meetings.entry import SKIPPED, Fault
from coordination.meetings.meeting import LENGTHS, Occurrence
from views.language import Html, Words, phrase
from views.meetings import terms
from views.meetings.changing import title, unchanged
from views.meetings.planning import Keys, toggles, told
from views.message import Button, Message, Rows, grid, press

__all__ = [
    "PARTS",
    "ask",
    "ask_groups",
    "choose",
    "done",
    "left_out",
    "preview",
    "preview_groups",
    "unchanged",
]

PARTS = {
    "title_ar": phrase("Arabic title"),
    "title_en": phrase("English title"),
    "length": phrase("Length"),
    "place": phrase("Place or link"),
    "agenda": phrase("Agenda"),
    "groups": phrase("Groups"),
}
"""What can be edited, by the steps of entering it."""


def choose(w: Words, one: Occurrence) -> Message:
    """Which part? Of a series it is edited for all that lies ahead."""
    buttons = [
        Button(w.label(said), press("meet.field", one.id, one.version, part)) for part, said in PARTS.items()
    ]
    text = Html.paragraphs(
        title(w, one),
        w.say("The change holds for the whole series.") if one.meeting.plan.rule else None,
        w.say("<b>What do you want to change?</b>"),
    )
    keep = (Button(w.label("Leave it as it is"), press("meet.open", one.id)),)
    return Message(text, (*grid(buttons, 2), keep))


def ask(w: Words, one: Occurrence, part: str, form: int, version: int, fault: Fault | None = None) -> Message:
    """To what? As it is now stands above."""
    text = Html.paragraphs(
        told(w, fault) if fault else None,
        _value(w, part, _now(one)[part]),
        w.say("<b>What shall it be?</b> Write it.")
        if part != "length"
        else w.say("<b>How long?</b> Press, or write the minutes."),
    )
    picks: Rows = ()
    if part == "length":
        lengths = [
            Button(terms.duration(w, minutes), press("meet.value", form, version, minutes))
            for minutes in LENGTHS
        ]
        picks = grid(lengths, 3)
    elif part in ("place", "agenda"):
        picks = ((Button(w.label("Leave it empty"), press("meet.value", form, version, SKIPPED)),),)
    return Message(text, (*picks, _keep(w, form, version)))


def preview(
    w: Words, one: Occurrence, part: str, changes: Mapping[str, Any], form: int, version: int
) -> Message:
    """Old and new, before anybody is told."""
    new = next(iter(changes.values()))
    text = Html.paragraphs(
        title(w, one),
        Html.lines(w.say("Before:"), _value(w, part, _now(one)[part])),
        Html.lines(w.say("Now:"), _value(w, part, new)),
    )
    confirm = Button(w.label("Change and announce"), press("meet.edited", form, version))
    return Message(text, ((confirm,), _keep(w, form, version)))


def ask_groups(
    w: Words,
    one: Occurrence,
    groups: Sequence[Group],
    data: Mapping[str, Any],
    keys: Keys,
    fault: Fault | None = None,
) -> Message:
    """Which groups? Those ticked in `data`."""
    text = Html.paragraphs(
        told(w, fault) if fault else None,
        title(w, one),
        w.say("<b>In which groups is it announced?</b>"),
    )
    rows = toggles(w, keys, data, "groups", [(group.id, group.title) for group in groups])
    return Message(text, (*rows, _keep(w, keys.form, keys.version)))


def preview_groups(
    w: Words, one: Occurrence, added: Sequence[Group], gone: Sequence[Group], form: int, version: int
) -> Message:
    """Which groups get the invitation, and which are told that it is no longer theirs."""
    text = Html.paragraphs(
        title(w, one),
        Html.lines(
            w.say("Get the invitation: {names}", names=w.join([group.title for group in added]))
            if added
            else None,
            w.say(
                "Are told that it is no longer for them: {names}",
                names=w.join([group.title for group in gone]),
            )
            if gone
            else None,
        ),
    )
    confirm = Button(w.label("Change and announce"), press("meet.edited", form, version))
    return Message(text, ((confirm,), _keep(w, form, version)))


def left_out(w: Words, one: Occurrence) -> Message:
    """To a group that the meeting is no longer for. Its place may be a link, and is not told."""
    text = Html.lines(
        w.say("🗓 <b>This meeting is no longer for this group</b>"),
        w.say("<b>{title}</b>", title=one.meeting.plan.title(w.language)),
        w.say("{recurrence}", recurrence=terms.recurrence(w, one.meeting.plan.rule))
        if one.meeting.plan.rule
        else terms.when(w, one),
    )
    return Message(text)


def done(w: Words, one: Occurrence) -> Message:
    """It was announced."""
    return Message(Html.paragraphs(w.say("✅ <b>The change was announced.</b>"), title(w, one)))


def _now(one: Occurrence) -> Mapping[str, Any]:
    plan = one.meeting.plan
    return {
        "title_ar": plan.title_ar,
        "title_en": plan.title_en,
        "length": plan.minutes,
        "place": plan.place,
        "agenda": plan.agenda,
    }


def _value(w: Words, part: str, value: str | int) -> Html:
    shown = terms.duration(w, value) if isinstance(value, int) else value or w.label("empty")
    return w.say("{part}: {value}", part=w.label(PARTS[part]), value=shown)


def _keep(w: Words, form: int, version: int) -> tuple[Button, ...]:
    return (Button(w.label("Leave it as it is"), press("meet.unedited", form, version)),)
