"""Minutes, decisions and action points: the list, the questions, the reminder to an owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coordination.meetings.entry import SKIPPED, Fault
from coordination.meetings.meeting import Occurrence
from coordination.meetings.minutes import KINDS, Kind, Point
from coordination.people.person import Person
from views.language import Html, Words, phrase
from views.meetings.card import line, row_label
from views.meetings.planning import told
from views.message import Button, Message, Rows, grid, press
from views.quoting import one_line

PAGE = 12
_ADD: dict[Kind, str] = {
    "minutes": phrase("Add minutes"),
    "decision": phrase("Add a decision"),
    "action": phrase("Add an action point"),
}
_TEXT = 200
_QUOTED = 700
"""Characters of one point where many are listed."""

Names = Mapping[int, str]
"""Owners by row id: names in private, organisations in groups."""


def choose(w: Words, found: Sequence[Occurrence]) -> Message:
    """Of which meeting?"""
    if not found:
        return Message(w.say("No meeting of the last weeks has begun."))
    rows = [(Button(row_label(w, one), press("minutes.open", one.id)),) for one in found[:PAGE]]
    return Message(w.say("📝 <b>Minutes of which meeting?</b>"), tuple(rows))


def card(w: Words, one: Occurrence, points: Sequence[Point], names: Names) -> Message:
    """What was noted so far, and what can be added."""
    adding = [(Button(w.label(said), press("minutes.add", one.id, kind)),) for kind, said in _ADD.items()]
    done = [
        (Button(w.label("Done: {text}", text=one_line(point.text, 40)), press("minutes.done", point.id)),)
        for point in points
        if point.kind == "action" and not point.done
    ]
    posting: Rows = (
        ((Button(w.label("Post to the groups"), press("minutes.post", one.id)),),) if points else ()
    )
    paper: Rows = ((Button(w.label("As PDF"), press("minutes.file", one.id)),),) if points else ()
    return Message(noted(w, one, points, names), (*adding, *done[:PAGE], *paper, *posting))


def noted(w: Words, one: Occurrence, points: Sequence[Point], names: Names) -> Html:
    """What was noted, by kind; also as it is posted."""
    sections = []
    for kind in KINDS:
        some = [point for point in points if point.kind == kind]
        if some:
            sections.append(Html.lines(_title(w, kind), *(_line(w, point, names) for point in some)))
    body = sections or [w.say("Nothing is noted yet.")]
    return Html.paragraphs(Html.lines(w.say("📝 <b>After the meeting</b>"), line(w, one)), *body)


def open_section(w: Words, points: Sequence[Point], names: Names) -> Html | None:
    """The action points of earlier times, for the agenda."""
    if not points:
        return None
    return Html.lines(
        w.say("<b>Open points</b>"), *(_line(w, point, names, _TEXT) for point in points[:PAGE])
    )


def ask_text(w: Words, kind: Kind, form: int, version: int, fault: Fault | None = None) -> Message:
    """What?"""
    questions: dict[Kind, Html] = {
        "minutes": w.say(
            "<b>What are the minutes?</b> Write them, or send them as a document. "
            "A document is posted as it is: it must not hold personal data."
        ),
        "decision": w.say("<b>What was decided?</b> Write it."),
        "action": w.say("<b>What is to be done?</b> Write it."),
    }
    return Message(
        Html.paragraphs(told(w, fault) if fault else None, questions[kind]), (_cancel(w, form, version),)
    )


def ask_owner(w: Words, people: Sequence[Person], page: int, form: int, version: int) -> Message:
    """Who does it?"""
    shown = people[page * PAGE : (page + 1) * PAGE]
    names = [Button(who.name, press("minutes.owner", form, version, who.id)) for who in shown]
    turns = []
    if page:
        turns.append(
            Button(w.label("Previous page"), press("minutes.owner", form, version, f"page{page - 1}"))
        )
    if (page + 1) * PAGE < len(people):
        turns.append(Button(w.label("Next page"), press("minutes.owner", form, version, f"page{page + 1}")))
    turning: Rows = (tuple(turns),) if turns else ()
    return Message(w.say("<b>Who does it?</b>"), (*grid(names, 2), *turning, _cancel(w, form, version)))


def ask_due(w: Words, form: int, version: int, fault: Fault | None = None) -> Message:
    """By when?"""
    text = Html.paragraphs(
        told(w, fault) if fault else None,
        w.say("<b>By which day?</b> Write it, for example 30/11/2026."),
    )
    none = Button(w.label("No day"), press("minutes.due", form, version, SKIPPED))
    return Message(text, ((none,), _cancel(w, form, version)))


def reminder(w: Words, one: Occurrence, point: Point, names: Names) -> Message:
    """To an owner, when it is due."""
    text = Html.paragraphs(
        Html.lines(w.say("⏰ <b>Your action point is due</b>"), line(w, one)), _line(w, point, names)
    )
    return Message(text, ((Button(w.label("It is done"), press("minutes.done", point.id)),),))


def assigned(w: Words, one: Occurrence, point: Point, names: Names) -> Message:
    """To an owner, when the point was given to them."""
    text = Html.paragraphs(
        Html.lines(w.say("📝 <b>You have an action point</b>"), line(w, one)), _line(w, point, names)
    )
    return Message(text, ((Button(w.label("It is done"), press("minutes.done", point.id)),),))


def finished(w: Words, point: Point) -> Message:
    """In place of the reminder."""
    return Message(w.say("✅ Done: {text}", text=point.text))


def posted(w: Words) -> str:
    """Toast: the groups have it."""
    return w.label("Posted to the groups.")


def given_up(w: Words) -> Message:
    """The form was cancelled."""
    return Message(w.say("Cancelled. Nothing was noted."))


def _title(w: Words, kind: Kind) -> Html:
    match kind:
        case "minutes":
            return w.say("<b>Minutes</b>")
        case "decision":
            return w.say("<b>Decisions</b>")
        case "action":
            return w.say("<b>Action points</b>")


def with_file(w: Words, point: Point, text: str) -> Html:
    """The text of a point; with the name of its file, where it has one."""
    if not point.file_id:
        return w.say("{text}", text=text)
    if text == point.file_name or not point.file_name:
        return w.say("📎 {name}", name=text)
    return w.say("{text} 📎 {name}", text=text, name=point.file_name)


def _line(w: Words, point: Point, names: Names, limit: int = _QUOTED) -> Html:
    text = one_line(point.text, limit)
    if point.kind != "action":
        return w.say("• {text}", text=with_file(w, point, text))
    mark = "✓" if point.done else "•"
    name = names.get(point.owner or 0, "")
    if point.due_on is None:
        return (
            w.say("{mark} {text} ({name})", mark=mark, text=text, name=name)
            if name
            else w.say("{mark} {text}", mark=mark, text=text)
        )
    day = w.day(point.due_on)
    if not name:
        return w.say("{mark} {text} (by {day})", mark=mark, text=text, day=day)
    return w.say("{mark} {text} ({name}, by {day})", mark=mark, text=text, name=name, day=day)


def _cancel(w: Words, form: int, version: int) -> tuple[Button, ...]:
    return (Button(w.label("Cancel"), press("minutes.cancel", form, version)),)
