"""The knowledge base as those see it who keep it: entries with their state, wordings, history, what was answered when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from coordination.knowledge.editing import Field, difference, value_in
from coordination.knowledge.entry import Area, Entry
from coordination.knowledge.versions import Version
from coordination.knowledge.ways import Way
from views.knowledge.answer import figures
from views.knowledge.browse import area_title
from views.language import Html, Value, Words, phrase, split
from views.message import Button, Message, Rows, grid, press
from views.quoting import one_line

TITLE_SHOWN, VALUE_SHOWN = 60, 300
WORDINGS = 10
"""Added wordings that are shown with their buttons."""

_NAMES: dict[Field, str] = {
    "title_ar": phrase("Title, Arabic"),
    "title_en": phrase("Title, English"),
    "answer_ar": phrase("Answer, Arabic"),
    "answer_en": phrase("Answer, English"),
    "steps_ar": phrase("Steps, Arabic"),
    "steps_en": phrase("Steps, English"),
    "documents_ar": phrase("Documents, Arabic"),
    "documents_en": phrase("Documents, English"),
    "owner_ar": phrase("Office, Arabic"),
    "owner_en": phrase("Office, English"),
    "source": phrase("Source"),
    "valid_from": phrase("Valid from"),
    "confirm_by": phrase("Confirm by"),
}


def field_name(w: Words, field: Field) -> str:
    """The name of a field."""
    return w.label(_NAMES[field])


def title(entry: Entry, w: Words) -> str:
    """An entry's title in the reader's language, short enough for a button."""
    return one_line(entry.told(w.language).title, TITLE_SHOWN)


def areas(w: Words, found: Sequence[Area]) -> Message:
    """Which area? And the way to a new entry."""
    rows = [(Button(area_title(w, area), press("edit.area", area.id)),) for area in found]
    rows.append((Button(w.label("New entry"), press("entry.new")),))
    text = Html.lines(
        w.say("🗂 <b>The knowledge base</b>"),
        w.say("Choose an area to see and change its entries. What was answered on a day: /asof 3/12 visa"),
    )
    return Message(text, tuple(rows))


def entries(w: Words, area: Area, found: Sequence[Version]) -> Message:
    """The entries of an area; a retired one is marked."""
    rows = [
        (
            Button(
                f"✕ {title(one.entry, w)}" if one.retired else title(one.entry, w), press("edit.open", one.id)
            ),
        )
        for one in found
    ]
    back = Button(w.label("‹ All areas"), press("edit.areas"))
    return Message(
        Html.lines(w.say("🗂 <b>{area}</b>", area=area_title(w, area)), w.say("Choose an entry.")),
        (*rows, (back,)),
    )


def card(w: Words, version: Version, by: str, *, admin: bool, ways: int, lead: Html | None = None) -> Message:
    """An entry's state with what can be done to it; its texts are shown by a button."""
    entry = version.entry
    text = Html.paragraphs(
        lead,
        Html.lines(
            w.say("🗂 <b>{title}</b>", title=entry.ar.title),
            w.say("<b>{title}</b>", title=entry.en.title),
            w.code(entry.topic),
        ),
        Html.lines(_published(w, version, by), _why(w, version)),
        Html.lines(
            w.say("⛔️ Retired: it is not answered any more.") if version.retired else None,
            w.say("Valid from {day}", day=w.day(entry.valid_from)),
            w.say("Last confirmed on {day}", day=w.day(entry.confirmed))
            if entry.confirmed
            else w.say("Never confirmed"),
            w.say("To be confirmed again by {day}", day=w.day(entry.confirm_by)),
            w.say("⚠️ Shown as a sample text") if entry.sample else None,
            w.count("{n} way of asking", "{n} ways of asking", ways),
        ),
    )
    return Message(text, _card_buttons(w, version, admin=admin))


def _card_buttons(w: Words, version: Version, *, admin: bool) -> Rows:
    row, number = version.id, version.number
    rows = [
        (
            Button(w.label("Show both languages"), press("edit.show", row)),
            Button(w.label("History"), press("edit.history", row)),
        ),
        (Button(w.label("Change"), press("edit.change", row, number)),),
    ]
    if admin and not version.retired:
        rows.append((Button(w.label("Confirm as it is"), press("edit.confirm", row, number)),))
    rows.append((Button(w.label("Added wordings"), press("wording.list", row)),))
    if not version.retired:
        rows.append((Button(w.label("Retire"), press("edit.retire", row, number)),))
    rows.append((Button(w.label("Back"), press("edit.area", version.entry.area)),))
    return tuple(rows)


def _published(w: Words, version: Version, by: str) -> Html:
    values: dict[str, Value] = {"number": version.number, "moment": w.moment(version.published_at)}
    if not by:
        return w.say("Version {number}, {moment}, from the files", **values)
    return w.say("Version {number}, {moment}, by {name}", **values, name=by)


def _why(w: Words, version: Version) -> Html | None:
    return w.say("Reason: {reason}", reason=version.why) if version.why else None


def confirmed(w: Words) -> Html:
    """Above the card of an entry that was confirmed."""
    return w.say("✅ Confirmed as it is, for six months.")


def retired(w: Words) -> Html:
    """Above the card of an entry that was retired."""
    return w.say("✅ Retired. Publishing it again brings it back.")


def ask_retire(w: Words, version: Version) -> Message:
    """Is it to go?"""
    text = Html.paragraphs(
        w.say("<b>Retire “{title}”?</b>", title=version.entry.told(w.language).title),
        w.say("Nobody is answered with it any more. All its versions stay."),
    )
    return Message(
        text,
        (
            (Button(w.label("Retire"), press("edit.retire", version.id, version.number, "yes")),),
            (Button(w.label("Back"), press("edit.open", version.id)),),
        ),
    )


def changed_meanwhile(w: Words, version: Version, by: str) -> Html:
    """Above a card or a preview: somebody else was faster."""
    return w.say(
        "⚠️ <b>It changed meanwhile:</b> {name} published version {number}. Nothing of yours was published; "
        "please look at it again.",
        name=by or w.label("the files"),
        number=version.number,
    )


def wording_added(w: Words, entry: Entry, question: str) -> Message:
    """A question leads to a topic from now on."""
    return Message(
        w.say(
            "✅ “{question}” is a wording of <b>{title}</b> from now on.",
            question=question,
            title=entry.told(w.language).title,
        )
    )


def wordings(w: Words, version: Version, added: Sequence[Way]) -> Message:
    """The wordings that people added; a press takes one away."""
    rows: list[tuple[Button, ...]] = [
        (Button(f"✕ {one_line(way.words, TITLE_SHOWN)}", press("wording.drop", way.id)),) for way in added
    ]
    rows.append((Button(w.label("Back"), press("edit.open", version.id)),))
    text = Html.lines(
        w.say("🗂 <b>{title}</b>", title=version.entry.told(w.language).title),
        w.say("Wordings that were added in chat, the latest first. Press one to take it away.")
        if added
        else w.say("No wording was added in chat."),
    )
    return Message(text, tuple(rows))


def wording_there(w: Words) -> str:
    """Toast for a wording that was added before."""
    return w.label("This wording is there already.")


def wording_personal(w: Words) -> str:
    """Toast for a question that cannot become one."""
    return w.label("This question is too long or holds personal data: it cannot become a wording.")


def one_value(value: str | tuple[str, ...] | date) -> str:
    """The value of a field as plain text."""
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    return value if isinstance(value, str) else "\n".join(value)


def history(
    w: Words, found: Sequence[Version], names: Mapping[int, str], changed: Sequence[Sequence[Field]]
) -> list[Message]:
    """Every version, the newest first, with what it changed; `changed` goes with `found`, both oldest first."""
    blocks = [
        _version(w, one, found[at - 1] if at else None, names, fields)
        for at, (one, fields) in enumerate(zip(found, changed, strict=True))
    ]
    head = w.say("🕘 <b>History of “{title}”</b>", title=found[-1].entry.told(w.language).title)
    pieces = split(Html.paragraphs(head, *reversed(blocks)))
    back = ((Button(w.label("Back"), press("edit.open", found[-1].id)),),)
    return [*(Message(piece) for piece in pieces[:-1]), Message(pieces[-1], back)]


def _version(
    w: Words, version: Version, before: Version | None, names: Mapping[int, str], changed: Sequence[Field]
) -> Html:
    by = names.get(version.published_by or 0, "")
    return Html.lines(
        _published(w, version, by),
        _why(w, version),
        w.say("⛔️ Retired") if version.retired else None,
        w.say("Brought back") if before and before.retired and not version.retired else None,
        w.say("Confirmed on {day}", day=w.day(version.entry.confirmed))
        if before and version.entry.confirmed and version.entry.confirmed != before.entry.confirmed
        else None,
        *((_difference(w, field, before, version) for field in changed) if before else ()),
    )


def _difference(w: Words, field: Field, before: Version, after: Version) -> Html:
    old, new = difference(*(_in_words(w, one, field) for one in (before, after)))
    return w.say(
        "• {field}: “{before}” → “{after}”",
        field=field_name(w, field),
        before=one_line(old, VALUE_SHOWN) or w.label("nothing"),
        after=one_line(new, VALUE_SHOWN) or w.label("nothing"),
    )


def _in_words(w: Words, version: Version, field: Field) -> str:
    value = value_in(version.entry, field)
    return w.day(value) if isinstance(value, date) else figures(w, one_value(value))


def asof(w: Words, day: date, version: Version, by: str, *, replaced: bool) -> Html:
    """Above the answer that was given on a day; `replaced`: it took the place of another one on that day."""
    return Html.lines(
        w.say("🕘 <b>What was answered on {day}</b>", day=w.day(day)),
        _published(w, version, by),
        w.say(
            "Until {time} of that day it was version {number}.",
            time=w.time(version.published_at),
            number=version.number - 1,
        )
        if replaced
        else None,
    )


def not_yet(w: Words, day: date, entry: Entry) -> Message:
    """The topic was not there on that day."""
    return Message(
        w.say(
            "On {day} there was no answer about “{title}” yet.",
            day=w.day(day),
            title=entry.told(w.language).title,
        )
    )


def was_retired(w: Words, day: date, entry: Entry) -> Message:
    """The topic was retired on that day."""
    return Message(
        w.say(
            "On {day} “{title}” was retired: nobody was answered with it.",
            day=w.day(day),
            title=entry.told(w.language).title,
        )
    )


def how_asof(w: Words) -> Message:
    """No day, or nothing to look for."""
    return Message(
        w.say(
            "Send a day that has been and a topic or question: <code>/asof 3/12 {example}</code>",
            example=w.label("visa fees"),
        )
    )


def asof_choices(w: Words, day: date, found: Sequence[tuple[int, Entry]]) -> Message:
    """Which topic is meant?"""
    if not found:
        return Message(w.say("I found no topic for this. Put it in other words, or look through /knowledge."))
    buttons = [Button(title(entry, w), press("asof.pick", row, day.isoformat())) for row, entry in found]
    return Message(w.say("Which topic do you mean?"), grid(buttons, 1))
