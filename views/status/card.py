"""The read-back card of an update, and what is asked around it: change, continue, discard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from coordination.reports.attachments import RECORDINGS, Attachment
from coordination.reports.corrections import changed_in
from coordination.reports.draft import Draft, Step
from coordination.reports.path import doubtful, fields, first_lack
from coordination.reports.personal import kinds_in_draft
from views.language import Html, Words, phrase
from views.message import Button, Message, Rows, grid
from views.status import facts, personal, unclear
from views.status.changes import FIELD_NAMES, bullets
from views.status.keys import Keys
from views.status.sentences import recording, unheard

_WORDS_SHOWN = 300
LACKS: dict[Step, str] = {
    "governorate": phrase("Choose the governorate"),
    "sectors": phrase("Choose what is needed"),
    "when": phrase("Choose the day"),
}
"""The button that asks for what is missing."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What the card is made from; `today` is the day in Baghdad."""

    draft: Draft
    keys: Keys
    attachments: Sequence[Attachment]
    today: date


def card(w: Words, shown: ReadBack, lead: Html | None = None) -> Message:
    """Everything told so far, with Save, Change, Cancel; or, where something is missing, the way to tell it."""
    draft, keys = shown.draft, shown.keys
    doubts = any(doubtful(item, shown.today) for item in draft.items)
    lack = first_lack(draft)
    found = kinds_in_draft(draft, shown.attachments)
    text = Html.paragraphs(
        lead,
        w.say("📝 <b>Is this right?</b> It is not saved yet."),
        facts.told(w, draft.facts),
        unclear.guesses(w, draft),
        _own_words(w, draft),
        attached(w, shown.attachments),
        unheard(w) if any(one.kind in RECORDINGS for one in shown.attachments) else None,
        personal.held(w, found),
        unusual(w) if doubts else None,
        lacking(w, lack[1]) if lack else None,
    )
    first = (
        keys.button(w.label("Save"), "save") if lack is None else keys.button(w.label(LACKS[lack[1]]), "save")
    )
    change = keys.button(w.label("Change"), "change")
    last = (change, keys.button(w.label("Cancel"), "cancel"))
    return Message(text, ((first,), *personal.remove(w, keys, found), last))


def _own_words(w: Words, draft: Draft) -> Html | None:
    used = [draft.texts[item.message] for item in draft.items if item.message is not None]
    words = "\n".join(dict.fromkeys(used))
    if not words:
        return None
    shortened = words if len(words) <= _WORDS_SHOWN else words[:_WORDS_SHOWN].rstrip() + "…"
    return w.say("Your words: <i>{words}</i>", words=shortened)


def unusual(w: Words) -> Html:
    """A figure or a day deserves a second look."""
    return w.say("<b>Please look again:</b> a figure or a day is unusual.")


def lacking(w: Words, step: Step) -> Html:
    """What must be told before it can be saved."""
    if step == "governorate":
        return w.say("<b>Missing:</b> the governorate where it is now.")
    if step == "sectors":
        return w.say("<b>Missing:</b> what is needed.")
    return w.say("<b>Missing:</b> the day.")


def attached(w: Words, attachments: Sequence[Attachment]) -> Html | None:
    """What came with the update; an album counts as one, because its photos come one after the other."""
    if not attachments:
        return None
    albums = {one.album for one in attachments if one.album}
    single = [one.kind for one in attachments if not one.album]
    counts = [
        w.count("{n} photo", "{n} photos", single.count("photo")) if "photo" in single else "",
        w.count("{n} document", "{n} documents", single.count("document")) if "document" in single else "",
        w.count("{n} location", "{n} locations", single.count("location")) if "location" in single else "",
        w.count("{n} album", "{n} albums", len(albums)) if albums else "",
    ]
    recordings = [recording(w, one) for one in attachments if one.kind in RECORDINGS and not one.album]
    named = [*(count for count in counts if count), *recordings]
    return w.say("Attached: {files}", files=w.join(named)) if named else None


def change_menu(w: Words, draft: Draft, keys: Keys, lead: Html | None = None) -> Message:
    """Which fact to change, where there are several; which field of it otherwise."""
    if len(draft.items) == 1:
        return field_menu(w, draft, keys, lead)
    rows: Rows = tuple(
        (
            keys.button(w.label("Change {number}", number=n), "change", n - 1),
            keys.button(w.label("Remove {number}", number=n), "remove", n - 1),
        )
        for n in range(1, len(draft.items) + 1)
    )
    text = Html.paragraphs(lead, facts.told(w, draft.facts), w.say("<b>Which one?</b>"))
    return Message(text, (*rows, keys.footer(w, back=True)))


def field_menu(w: Words, draft: Draft, keys: Keys, lead: Html | None = None) -> Message:
    """Which field of the fact in question to change."""
    fact = draft.facts[draft.at]
    buttons: list[Button] = [
        keys.button(w.label(_field_name(step)), "change", draft.at, step) for step in fields(fact)
    ]
    corrects = draft.corrects
    text = Html.paragraphs(
        lead,
        w.say("✏️ <b>Correction of <code>{reference}</code></b>", reference=corrects.reference)
        if corrects
        else None,
        facts.block(w, fact),
        w.say("<b>What do you want to change?</b>"),
    )
    return Message(text, (*grid(buttons, 2), keys.footer(w, back=True)))


def _field_name(step: Step) -> str:
    return FIELD_NAMES["where" if step == "governorate" else step]


def _told(w: Words, draft: Draft) -> Html:
    """What the draft holds: its facts, or what a correction would change."""
    if draft.corrects is None:
        return facts.told(w, draft.facts)
    of_which = w.say("Correction of <code>{reference}</code>:", reference=draft.corrects.reference)
    return Html.lines(of_which, bullets(w, changed_in(draft)))


def unsaved(w: Words, draft: Draft, keys: Keys, since: datetime) -> Message:
    """Asked on /update when there is an unsaved one."""
    resume, discard = _continue_or_discard(w, keys)
    new = keys.button(w.label("New update"), "resume", "new")
    return Message(_unsaved(w, draft, since), ((resume,), (discard, new)))


def finish_first(w: Words, draft: Draft, keys: Keys, since: datetime) -> Message:
    """Told where something else was asked for while there is an unsaved update."""
    text = Html.paragraphs(
        _unsaved(w, draft, since), w.say("Please save or discard it first, then ask for the other again.")
    )
    return Message(text, (_continue_or_discard(w, keys),))


def _unsaved(w: Words, draft: Draft, since: datetime) -> Html:
    return Html.paragraphs(
        w.say("<b>You have an unsaved update from {moment}.</b>", moment=w.moment(since)), _told(w, draft)
    )


def _continue_or_discard(w: Words, keys: Keys) -> tuple[Button, Button]:
    return keys.button(w.label("Continue"), "resume", "continue"), keys.button(w.label("Discard"), "cancel")


def reminder(w: Words, draft: Draft, keys: Keys) -> Message:
    """Sent once when the card was left unsaved."""
    text = Html.paragraphs(w.say("⏳ <b>Your update is not saved yet.</b>"), _told(w, draft))
    return Message(text, (_continue_or_discard(w, keys),))


def cancelled(w: Words, draft: Draft) -> Message:
    """The draft was thrown away; nothing of it was saved."""
    if draft.corrects is not None:
        reference = draft.corrects.reference
        return Message(w.say("Cancelled. <code>{reference}</code> stays as it is.", reference=reference))
    if not draft.items:
        return Message(w.say("Cancelled. Nothing was saved."))
    return Message(
        Html.paragraphs(
            w.say("Cancelled. This was not saved:"), facts.told(w, draft.facts), w.say("A new one: /update")
        )
    )
