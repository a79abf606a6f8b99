"""An entry being changed: its fields, what is typed in them, the preview, publishing."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.knowledge.editing import DAYS, LINES, LISTS, Draft, Fault, Field, Problem, value_in
from coordination.knowledge.entry import Area, Entry
from views.knowledge.browse import area_title
from views.knowledge.keeping import field_name, one_value
from views.language import Html, Words
from views.message import Button, Message, press

NOW_SHOWN = 3_000

_PAIRS: tuple[tuple[Field, ...], ...] = (
    ("title_ar", "title_en"),
    ("answer_ar", "answer_en"),
    ("steps_ar", "steps_en"),
    ("documents_ar", "documents_en"),
    ("owner_ar", "owner_en"),
    ("source",),
    ("valid_from", "confirm_by"),
)


def ask_area(w: Words, form: int, version: int, found: Sequence[Area]) -> Message:
    """Where does a new entry belong?"""
    rows = [(Button(area_title(w, area), press("edit.pick", form, version, area.id)),) for area in found]
    return Message(w.say("<b>A new entry.</b> In which area?"), (*rows, (_cancel(w, form, version),)))


def _cancel(w: Words, form: int, version: int) -> Button:
    return Button(w.label("Cancel"), press("edit.cancel", form, version))


def fields(
    w: Words, form: int, version: int, draft: Draft, entry: Entry, lead: Html | None = None
) -> Message:
    """The fields, those changed ticked."""
    rows: list[tuple[Button, ...]] = [
        tuple(
            Button(
                f"✓ {field_name(w, field)}" if field in draft.changes else field_name(w, field),
                press("edit.field", form, version, field),
            )
            for field in pair
        )
        for pair in _PAIRS
    ]
    if draft.changes:
        rows.append((Button(w.label("Preview and publish"), press("edit.preview", form, version)),))
    rows.append((_cancel(w, form, version),))
    text = Html.paragraphs(
        lead,
        Html.lines(
            w.say("✏️ <b>{title}</b>", title=entry.told(w.language).title or entry.ar.title),
            w.say("Choose what to change. Nobody sees it before it is published."),
        ),
    )
    return Message(text, tuple(rows))


def ask_field(
    w: Words,
    form: int,
    version: int,
    draft: Draft,
    field: Field,
    now: Entry,
    lead: Html | None = None,
) -> Message:
    """What shall stand in a field? What stands there now can be copied."""
    value = value_in(now, field)
    text = Html.paragraphs(
        lead,
        w.say("✏️ <b>{field}</b>: type it.", field=field_name(w, field)),
        _how(w, field),
        Html.lines(w.say("Now:"), w.code(one_value(value)[:NOW_SHOWN]))
        if value and not _fresh(draft, field)
        else None,
    )
    rows: list[tuple[Button, ...]] = []
    if field == "valid_from":
        rows.append((Button(w.label("Today"), press("edit.today", form, version)),))
    if field == f"answer_{w.language}" and draft.new and draft.said:
        rows.append((Button(w.label("Use the answer you gave"), press("edit.said", form, version)),))
    if not draft.new:
        rows.append((Button(w.label("Back"), press("edit.fields", form, version)),))
    rows.append((_cancel(w, form, version),))
    return Message(text, tuple(rows))


def _fresh(draft: Draft, field: Field) -> bool:
    return draft.new and field not in draft.changes


def _how(w: Words, field: Field) -> Html | None:
    if field in LISTS:
        return w.say("One line for each, at most {n}. Send - for none. Both languages have as many.", n=LINES)
    if field in DAYS:
        return w.say("A day, such as 22/11/2026.")
    if field.startswith("answer"):
        return w.say("Two to five short sentences; what is done in order goes into the steps.")
    return None


def refused(w: Words, fault: Fault, limit: int) -> Html:
    """Why what was typed cannot stand there."""
    if fault == "empty":
        return w.say("I can read only text here.")
    if fault == "too many lines":
        return w.say("These are too many lines.")
    if fault == "not a day":
        return w.say("I do not understand this day.")
    return w.count(
        "This is too long: {n} character at most.", "This is too long: {n} characters at most.", limit
    )


def not_whole(w: Words, problem: Problem) -> Html:
    """Why the whole cannot be published yet."""
    if problem == "steps":
        return w.say("⚠️ The steps must have as many lines in Arabic as in English.")
    if problem == "documents":
        return w.say("⚠️ The documents must have as many lines in Arabic as in English.")
    return w.say("⚠️ Together this is too long for one message. Please shorten the answer or the lists.")


def publish(w: Words, form: int, version: int, draft: Draft, lead: Html | None = None) -> Message:
    """Below the previews: publish it, and how?"""
    text = Html.paragraphs(
        lead,
        w.say("<b>Publish this?</b> Both languages stand above as people will see them."),
        w.say("Reason: {reason}", reason=draft.why)
        if draft.why
        else w.say("If there is a reason to keep with it, type it now."),
    )
    return Message(
        text,
        (
            (Button(w.label("Publish as confirmed"), press("edit.publish", form, version, 1)),),
            (Button(w.label("Publish as still to be confirmed"), press("edit.publish", form, version, 0)),),
            (Button(w.label("Change a field"), press("edit.fields", form, version)),),
            (_cancel(w, form, version),),
        ),
    )


def published(w: Words) -> Html:
    """Above the card of an entry that was published."""
    return w.say("✅ Published. People are answered with it from now on.")


def cancelled(w: Words) -> Message:
    """A draft was given up."""
    return Message(w.say("Cancelled. Nothing was published."))
