"""The form of a meeting: its questions, the preview of what will be posted, what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coordination.groups.group import Group
from coordination.meetings.calls import REPEATS
from coordination.meetings.entry import SKIPPED, Fault, offered_ends, offered_starts
from coordination.meetings.meeting import KINDS, LENGTHS, Counts, Occurrence
from coordination.meetings.posts import Head
from coordination.meetings.recurrence import choices, rule_of
from coordination.people.person import Person
from storage import moment
from views.language import Html, Words, phrase
from views.language import words as words_in
from views.meetings import terms
from views.meetings.card import card
from views.message import Button, Message, Rows, grid, press
from views.status.personal import kinds_named

PAGE = 12
REMINDERS: dict[int, str] = {
    1440: phrase("24 hours before"),
    180: phrase("3 hours before"),
    60: phrase("1 hour before"),
    30: phrase("30 minutes before"),
    10: phrase("10 minutes before"),
}
_CHANGES: dict[str, str] = {
    "title_ar": phrase("Arabic title"),
    "title_en": phrase("English title"),
    "kind": phrase("Kind"),
    "start": phrase("Start"),
    "length": phrase("Length"),
    "place": phrase("Place or link"),
    "groups": phrase("Groups"),
    "people": phrase("People"),
    "repeat": phrase("Recurrence"),
    "agenda": phrase("Agenda"),
    "reminders": phrase("Reminders"),
}
_QUESTIONS: dict[str, str] = {
    "title_ar": phrase("<b>What is the meeting called in Arabic?</b> Write it."),
    "title_en": phrase("<b>And in English?</b> Write it."),
    "kind": phrase("<b>What kind of meeting is it?</b>"),
    "start": phrase("<b>When does it start?</b> Press, or write it, for example: next Tuesday 10:00"),
    "length": phrase("<b>How long does it last?</b> Press, or write the minutes."),
    "place": phrase("<b>Where is it?</b> Write the place, or the link of an online meeting."),
    "groups": phrase("<b>In which groups is it announced?</b>"),
    "people": phrase("<b>Who is invited in private besides?</b>"),
    "repeat": phrase(
        "<b>Does it recur?</b> Press, or write it: every Sunday and Wednesday; monthly on the first Sunday until June"
    ),
    "until": phrase("<b>Until when does it recur?</b> Press, or write the last day, for example 30/6/2027."),
    "agenda": phrase("<b>What is on the agenda?</b> Write it, one point a line."),
    "reminders": phrase("<b>When shall I remind?</b>"),
    "again": phrase("<b>After how long shall those who do not answer be called again?</b>"),
}
_FAULTS: dict[str, str] = {
    "moment": phrase("I did not understand that moment. Write the day and the hour: 24/11/2026 10:00"),
    "past": phrase("That moment has passed."),
    "far": phrase("That lies more than two years ahead."),
    "length": phrase("Write the length in minutes, from 5 to 1440."),
    "day": phrase("I did not understand that day, or it does not lie after the first meeting."),
    "needed": phrase("This cannot stay empty."),
    "choose": phrase("Please press one of the buttons."),
    "nobody": phrase("Choose at least one group, or people."),
    "recurrence": phrase(
        "I did not understand how it recurs. Press, or name the days: every Sunday and Wednesday"
    ),
}


@dataclass(frozen=True, slots=True)
class Keys:
    """The form that the buttons belong to."""

    form: int
    version: int
    action: str = "meet.pick"

    def pick(self, label: str, value: object) -> Button:
        return Button(label, press(self.action, self.form, self.version, value))

    def ask(self, label: str, step: str) -> Button:
        return Button(label, press("meet.ask", self.form, self.version, step))

    def cancel(self, w: Words) -> tuple[Button, ...]:
        return (Button(w.label("Cancel"), press("meet.cancel", self.form, self.version)),)


@dataclass(frozen=True, slots=True)
class Lists:
    """What there is to choose from."""

    groups: Sequence[Group]
    people: Sequence[Person]


def ask(
    w: Words, step: str, data: Mapping[str, Any], keys: Keys, lists: Lists, now: datetime, fault: Fault | None
) -> Message:
    """The question of a step. Raises KeyError for one that there is not."""
    text = Html.paragraphs(told(w, fault) if fault else None, w.say(_QUESTIONS[step]))
    return Message(text, (*_options(w, step, data, keys, lists, now), keys.cancel(w)))


def told(w: Words, fault: Fault) -> Html:
    """Why it was not taken."""
    if fault.code == "personal":
        return w.say(
            "This would show groups personal data ({kinds}). Write it without, please.",
            kinds=kinds_named(w, fault.kinds),
        )
    return w.say(_FAULTS[fault.code])


def preview(
    w: Words,
    one: Occurrence,
    lists: Lists,
    keys: Keys,
    called: int | None,
    fault: Fault | None = None,
    *,
    again: int = 0,
) -> Message:
    """The message as it will be posted in each language, where it goes, and what can still be changed.

    `called` is how many are called to an emergency meeting in private, None for other meetings; the silent of them are
    called `again` after so many minutes, 0: never.
    """
    plan = one.meeting.plan
    head = Head("new" if called is None else "emergency")
    names = [group.title for group in lists.groups if group.id in plan.groups]
    guests = [who.name for who in lists.people if who.id in plan.people]
    text = Html.paragraphs(
        told(w, fault) if fault else None,
        w.say("<b>This will be posted:</b>"),
        *(card(words_in(code, w.digits), one, Counts(), head).text for code in ("ar", "en")),
        Html.lines(
            w.say("Groups: {names}", names=w.join(names)) if names else w.say("Groups: none"),
            w.say("In private: {names}", names=w.join(guests)) if guests else None,
            None
            if called is None
            else w.count("Called in private: {n} person", "Called in private: {n} people", called),
            None if called is None else again_line(w, again),
            reminder_line(w, plan.reminders),
        ),
    )
    changes = [keys.ask(w.label(said), step) for step, said in _CHANGES.items()]
    if called is not None:
        changes.append(keys.ask(w.label("Repeating the call"), "again"))
    save = w.label("Announce") if called is None else w.label("Call now")
    first = (Button(save, press("meet.save", keys.form, keys.version)),)
    return Message(text, (first, *grid(changes, 3), keys.cancel(w)))


def again_line(w: Words, again: int) -> Html:
    """When the silent are called again."""
    if not again:
        return w.say("Who does not answer is not called again.")
    return w.count(
        "Who does not answer is called again after {n} minute.",
        "Who does not answer is called again after {n} minutes.",
        again,
    )


def reminder_line(w: Words, reminders: Sequence[int]) -> Html:
    """When reminders come."""
    names = [w.label(REMINDERS[minutes]) for minutes in REMINDERS if minutes in reminders]
    return w.say("Reminders: {names}", names=w.join(names)) if names else w.say("Reminders: none")


def saved(w: Words, one: Occurrence) -> Message:
    """In place of the preview."""
    title = one.meeting.plan.title(w.language)
    text = w.say("✅ Announced: <b>{title}</b>, {moment}.", title=title, moment=w.moment(one.starts_at))
    return Message(text, ((Button(w.label("To the meeting"), press("meet.open", one.id)),),))


def cancelled(w: Words) -> Message:
    """The form was given up."""
    return Message(w.say("Cancelled. Nothing was announced."))


def _options(w: Words, step: str, data: Mapping[str, Any], keys: Keys, lists: Lists, now: datetime) -> Rows:
    skip: Rows = ((keys.pick(w.label("Skip"), SKIPPED),),)
    match step:
        case "title_ar" | "title_en" | "place" | "agenda":
            return skip
        case "kind":
            return grid(
                [keys.pick(terms.kind_name(w, kind), kind) for kind in KINDS if kind != "emergency"], 1
            )
        case "start":
            return grid(
                [
                    keys.pick(
                        w.label("{day}, {time}", day=w.day(at), time=w.time(at)), f"{at:%Y-%m-%dT%H:%M}"
                    )
                    for at in offered_starts(now)
                ],
                2,
            )
        case "length":
            return grid([keys.pick(terms.duration(w, minutes), minutes) for minutes in LENGTHS], 3)
        case "groups":
            ticks = toggles(w, keys, data, step, [(one.id, one.title) for one in lists.groups])
            return (*ticks, (keys.pick(w.label("Invite people"), "people"),))
        case "people":
            return toggles(w, keys, data, step, [(one.id, one.name) for one in lists.people])
        case "reminders":
            rows = [(minutes, w.label(said)) for minutes, said in REMINDERS.items()]
            return toggles(w, keys, data, step, rows)
        case "again":
            pauses = [keys.pick(terms.duration(w, minutes), minutes) for minutes in REPEATS]
            return (*grid(pauses, 3), (keys.pick(w.label("Never"), 0),))
        case "repeat":
            start = moment(data["start"])
            ways = [keys.pick(terms.recurrence(w, rule_of(way, start, None)), way) for way in choices(start)]
            return grid([keys.pick(w.label("Once"), SKIPPED), *ways], 1)
    return _ends(w, keys, moment(data["start"]))


def _ends(w: Words, keys: Keys, start: datetime) -> Rows:
    ends = [
        keys.pick(w.label("Until {day}", day=w.day(day)), day.isoformat())
        for day in offered_ends(start).values()
    ]
    return grid([keys.pick(w.label("No end"), SKIPPED), *ends], 1)


def toggles(
    w: Words, keys: Keys, data: Mapping[str, Any], step: str, rows: Sequence[tuple[int, str]]
) -> Rows:
    """Names to be ticked, a page of them, and the way on."""
    chosen, page = data.get(step, ()), data.get("page", 0)
    shown = rows[page * PAGE : (page + 1) * PAGE]
    names = [keys.pick(f"✓ {name}" if row in chosen else name, row) for row, name in shown]
    turns = []
    if page:
        turns.append(keys.pick(w.label("Previous page"), f"page{page - 1}"))
    if (page + 1) * PAGE < len(rows):
        turns.append(keys.pick(w.label("Next page"), f"page{page + 1}"))
    turning: Rows = (tuple(turns),) if turns else ()
    return (*grid(names, 1), *turning, (keys.pick(w.label("Done"), "done"),))
