"""The form of an alert or a notice: its questions, the preview, what waits, what was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from coordination.alerts.alert import CERTAINTIES, EVENTS, SEVERITIES, TO_COME, Alert, Content
from coordination.alerts.audience import key_of
from coordination.alerts.entry import HOURS, ROLES, Fault, can_narrow
from coordination.alerts.naming import Named, NamedKind
from coordination.groups.choices import governorate_codes
from coordination.groups.group import Group
from coordination.groups.subscriptions import Audience
from coordination.people.person import WITH_GOVERNORATES, Person, role_by_key
from views.alerts import card, districts, terms
from views.language import Html, Words, phrase
from views.language import words as words_in
from views.message import Button, Message, Rows, grid, press
from views.people import role_name
from views.quoting import one_line
from views.status.names import place_name
from views.status.personal import kinds_named

PAGE = 12
_NAMES = 5
_QUOTED = 40

_QUESTIONS: dict[str, str] = {
    "event": phrase("<b>What is the alert of?</b>"),
    "urgency": phrase("<b>How soon must people act?</b>"),
    "severity": phrase("<b>How grave is it?</b>"),
    "certainty": phrase("<b>How certain is it?</b>"),
    "areas": phrase("<b>For which governorates?</b>"),
    "groups": phrase("<b>To which groups?</b>"),
    "roles": phrase("<b>To whom in private besides?</b>"),
    "text_ar": phrase("<b>Write the text in Arabic</b>: what happens, what to do."),
    "text_en": phrase("<b>Write the same in English.</b>"),
    "until": phrase("<b>How long is it in force?</b> Press, or write until when, for example: today 18:00"),
}
_FAULTS: dict[Fault, str] = {
    "choose": phrase("Please press one of the buttons."),
    "arabic": phrase("Write at least two words in Arabic letters: what happens, what to do."),
    "english": phrase("Write at least two words in English: what happens, what to do."),
    "long": phrase("That is too long: 1000 characters at most."),
    "moment": phrase("I did not understand that moment. Write the day and the hour: 24/11/2026 10:00"),
    "past": phrase("That moment has passed."),
    "far": phrase("That lies more than two weeks ahead."),
    "area": phrase("Choose at least one governorate."),
    "districts": phrase("That is more than 20 districts. Choose fewer, or whole governorates."),
    "nobody": phrase("Choose at least one group or one kind of person."),
}
_CHANGES: dict[str, str] = {
    "event": phrase("Event"),
    "urgency": phrase("Urgency"),
    "severity": phrase("Danger"),
    "certainty": phrase("Certainty"),
    "areas": phrase("Area"),
    "districts": phrase("Districts"),
    "groups": phrase("Groups"),
    "roles": phrase("People"),
    "text_ar": phrase("Arabic text"),
    "text_en": phrase("English text"),
    "until": phrase("In force until"),
}


@dataclass(frozen=True, slots=True)
class Keys:
    """The form that the buttons belong to."""

    form: int
    version: int

    def button(self, label: str, action: str, *values: object) -> Button:
        return Button(label, press(f"alert.{action}", self.form, self.version, *values))

    def cancel(self, w: Words) -> tuple[Button, ...]:
        return (self.button(w.label("Cancel"), "cancel"),)


@dataclass(frozen=True, slots=True)
class Reach:
    """Who will get it, what its texts name, and whether a second person has to approve it."""

    audience: Audience
    named: tuple[Named, ...]
    second: bool


def ask(
    w: Words,
    step: str,
    data: Mapping[str, Any],
    keys: Keys,
    there: Sequence[Group],
    now: datetime,
    fault: Fault | None,
) -> Message:
    """The question of a step. Raises KeyError for one that there is not."""
    question = districts.question(w, data) if step == "districts" else w.say(_QUESTIONS[step])
    text = Html.paragraphs(w.say(_FAULTS[fault]) if fault else None, question)
    return Message(text, (*_options(w, step, data, keys, there, now), keys.cancel(w)))


def alike(w: Words, found: Alert, keys: Keys, now: datetime) -> Message:
    """There is an alert of the same event and area: an update of it, or a second one?"""
    sent = found.sent_at or found.created_at
    ago = max(1, (now - sent) // timedelta(minutes=1))
    text = Html.paragraphs(
        w.count(
            "<b>An alert of this was sent {n} minute ago</b>: {headline}.",
            "<b>An alert of this was sent {n} minutes ago</b>: {headline}.",
            ago,
            headline=terms.headline(w, found.content),
        ),
        w.say("As its update, people see one alert that changes, not two."),
    )
    rows: Rows = (
        (keys.button(w.label("Make it an update"), "merge", found.id),),
        (keys.button(w.label("Send a separate alert"), "apart"),),
        keys.cancel(w),
    )
    return Message(text, rows)


def preview(
    w: Words, content: Content, reach: Reach, keys: Keys, steps: Sequence[str], fault: Fault | None = None
) -> Message:
    """What will be sent in each language, who will see it, what it names, and what can still be changed."""
    text = Html.paragraphs(
        w.say(_FAULTS[fault]) if fault else None,
        w.say("<b>This will be sent:</b>"),
        told(w, content, reach),
        w.say("<b>A second person must approve it</b>: it goes to more than one governorate.")
        if reach.second
        else None,
    )
    send = w.label("Ask for approval") if reach.second else w.label("Send now")
    changes = [keys.button(w.label(_CHANGES[step]), "ask", step) for step in steps if step != "card"]
    if content.kind == "alert" and content.message == "Alert":
        practice = w.label("It is real") if content.exercise else w.label("It is an exercise")
        changes.append(keys.button(practice, "exercise"))
    return Message(text, ((keys.button(send, "send"),), *grid(changes, 2), keys.cancel(w)))


def told(w: Words, content: Content, reach: Reach) -> Html:
    """The texts in both languages, their audience, and what they name."""
    groups = list(dict.fromkeys(one_line(group.title, _QUOTED) for group, _ in reach.audience.groups))
    people = reach.audience.people
    return Html.paragraphs(
        *(card.body(words_in(code, w.digits), content) for code in ("ar", "en")),
        Html.lines(
            w.say("<b>Who will see it</b>"),
            w.say("Groups: {names}", names=terms.some(w, groups, _NAMES))
            if groups
            else w.say("Groups: none"),
            w.count("In private: {n} person", "In private: {n} people", len(people)),
            *(_receivers(w, people) if content.kind == "notice" else ()),
        ),
        _named(w, reach.named),
    )


def _receivers(w: Words, people: Sequence[Person]) -> Iterator[Html]:
    """The names of who gets a notice, by what they are chosen as; who is not chosen by governorate is told to be."""
    for key in ROLES:
        names = [one_line(who.name, _QUOTED) for who in people if key_of(who) == key]
        role = role_by_key(key)
        if names and role in WITH_GOVERNORATES:
            yield w.say("• {role}: {names}", role=_chosen_as(w, key), names=terms.some(w, names, _NAMES))
        elif names:
            shown = terms.some(w, names, _NAMES)
            yield w.say("• {role}, of all of Iraq: {names}", role=_chosen_as(w, key), names=shown)


def _chosen_as(w: Words, key: str) -> str:
    role = role_by_key(key)
    return role_name(w, role) if role else w.label("ministries")


def cancelled(w: Words) -> Message:
    """The form was given up."""
    return Message(w.say("Cancelled. Nothing was sent."))


def sent(w: Words) -> Message:
    """In place of the preview: the board comes below."""
    return Message(w.say("✅ It is being sent."))


def gone(w: Words) -> Message:
    """The alert that was to be followed is not in force any more."""
    return Message(
        w.say(
            "The alert before it is no longer in force: it expired, was updated or ended. Nothing was sent."
        )
    )


def _named(w: Words, named: Sequence[Named]) -> Html:
    if not named:
        return w.say(
            "It names no person, plate, number or exact point that I can recognise. Names need your eye."
        )
    rows = [
        w.say("• {kind}: {text}", kind=_kind(w, one.kind), text=one_line(one.text, _QUOTED))
        for one in named[:_NAMES]
    ]
    return Html.lines(w.say("⚠️ <b>It names what not everybody should read:</b>"), *rows)


def _kind(w: Words, kind: NamedKind) -> Html:
    return w.say("an exact point") if kind == "point" else kinds_named(w, (kind,))


def _options(
    w: Words, step: str, data: Mapping[str, Any], keys: Keys, there: Sequence[Group], now: datetime
) -> Rows:
    def pick(label: str, value: object) -> Button:
        return keys.button(label, "pick", value)

    match step:
        case "event":
            return grid([pick(terms.event_name(w, event), event) for event in EVENTS], 2)
        case "urgency":
            return grid([pick(terms.urgency_name(w, one), one) for one in TO_COME], 1)
        case "severity":
            return grid([pick(terms.severity_name(w, one), one) for one in SEVERITIES], 1)
        case "certainty":
            return grid([pick(terms.certainty_name(w, one), one) for one in CERTAINTIES], 1)
        case "until":
            hours = [pick(w.count("{n} hour", "{n} hours", n), n) for n in HOURS]
            return grid(hours, 3)
        case "areas":
            areas = [(code, place_name(w, code)) for code in governorate_codes()]
            everywhere: Rows = ((pick(w.label("All of Iraq"), "all"),),)
            narrower: Rows = ((pick(w.label("Only some districts"), "narrow"),),) if can_narrow(data) else ()
            ticks = _ticks(w, data, step, areas, pick, 2)
            return (*everywhere, *ticks[:-1], *narrower, ticks[-1])
        case "districts":
            return districts.options(w, data, pick)
        case "roles":
            return _ticks(w, data, step, [(key, _chosen_as(w, key)) for key in ROLES], pick, 1)
        case "groups":
            return _ticks(w, data, step, [(one.id, one_line(one.title, _QUOTED)) for one in there], pick, 1)
    return ()


def _ticks(
    w: Words,
    data: Mapping[str, Any],
    step: str,
    rows: Sequence[tuple[int | str, str]],
    pick: Callable[[str, object], Button],
    columns: int,
) -> Rows:
    """Names to be ticked, all of the governorates or a page of the others, and the way on."""
    chosen = data.get(step, ())
    page = 0 if columns > 1 else data.get("page", 0)
    most = len(rows) if columns > 1 else PAGE
    shown = rows[page * most : (page + 1) * most]
    names = [pick(f"✓ {name}" if value in chosen else name, value) for value, name in shown]
    turns = []
    if page:
        turns.append(pick(w.label("Previous page"), f"page{page - 1}"))
    if (page + 1) * most < len(rows):
        turns.append(pick(w.label("Next page"), f"page{page + 1}"))
    turning: Rows = (tuple(turns),) if turns else ()
    return (*grid(names, columns), *turning, (pick(w.label("Done"), "done"),))
