"""Short sentences of the conversation: why an answer was not taken, what can be sent, what happened."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.places.nearest import FAR_KM
from coordination.reports.answers import Reason
from coordination.reports.attachments import RECORDINGS, Attachment
from coordination.reports.fact import Fact
from views.language import Html, Words
from views.message import Button, Message, press
from views.status.facts import line

_FACTS_NAMED = 3
_EXAMPLE = 120


def refused(w: Words, reason: Reason) -> Html:
    """Why an answer cannot be taken, and how to give it."""
    if reason == "negative":
        return w.say("A number cannot be less than zero. For example: {number}", number=_EXAMPLE)
    if reason == "fraction":
        return w.say("Please give a whole number. For example: {number}", number=_EXAMPLE)
    if reason == "no sector":
        return w.say("Choose at least one.")
    return w.say("I do not know this place. Choose the governorate below.")


def choose_at_least_one(w: Words) -> str:
    """Toast for Done without a choice."""
    return w.label("Choose at least one.")


def not_an_answer(w: Words) -> Html:
    """A text that answers nothing; the question follows."""
    return w.say("I did not understand that as an answer. Your update is kept; this is the question:")


def unreadable_in_form(w: Words) -> Html:
    """A sticker or poll in the middle of an update; the question follows."""
    return w.say("I read text, photos, documents and locations. Your update is kept; this is the question:")


def added(w: Words, facts: Sequence[Fact]) -> Html:
    """A message in the middle of a form told facts, which were added to the update."""
    if len(facts) > _FACTS_NAMED:
        return w.count(
            "{n} fact was added to this update.", "{n} facts were added to this update.", len(facts)
        )
    return Html.lines(w.say("Added to this update:"), *(line(w, fact) for fact in facts))


def nothing_beside(w: Words) -> Html:
    """ "Nothing to report" was written in the middle of an update that tells something; the question follows."""
    return w.say(
        "“Nothing to report” was not added, because this update reports something. Your update is kept:"
    )


def attached(w: Words, file: Attachment) -> Html:
    """A file or pin was taken into the update."""
    if file.kind in RECORDINGS:
        return w.say("{recording}: added to the update.", recording=_headed(recording(w, file)))
    kind = file.kind
    if kind == "photo":
        return w.say("Photo added to the update.")
    if kind == "document":
        return w.say("Document added to the update.")
    return w.say("Location added to the update.")


def far_from_all(w: Words) -> Html:
    """A pin lies outside Iraq, or far from every place of the gazetteer."""
    return w.say(
        "This point is outside Iraq, or more than {km} km from every place I know; it is kept with the update.",
        km=round(FAR_KM),
    )


def recording(w: Words, file: Attachment) -> str:
    """The kind of a recording with its length in minutes and seconds, as within a sentence."""
    length = w.length(file.duration or 0)
    if file.kind == "voice":
        return w.label("voice note ({length})", length=length)
    if file.kind == "audio":
        return w.label("audio ({length})", length=length)
    return w.label("video ({length})", length=length)


def _headed(words: str) -> str:
    """The words as at the beginning of a line."""
    return words[:1].upper() + words[1:]


def unheard(w: Words) -> Html:
    """With a recording: the figures must come in writing."""
    return w.say("Nobody has listened to it yet: please also type the figures.")


def understood_again(w: Words) -> Html:
    """The person edited the message that the card was made from."""
    return w.say("You edited your message; this is what I read now:")


def nothing_left(w: Words) -> Html:
    """The person edited the message that the card was made from, and no fact is left in it."""
    return w.say("Your edited message holds no update any more, so there is nothing to save.")


def too_many_facts(w: Words, most: int) -> Html:
    """Only so many facts are taken into one update."""
    return w.count(
        "One update holds {n} fact at most; the rest was left out. Send it again after saving.",
        "One update holds {n} facts at most; the rest was left out. Send it again after saving.",
        most,
    )


def already_saved(w: Words, references: Sequence[str]) -> Html:
    """The person edited a message whose update was saved before, so that no correction can be read from it."""
    named = w.join([w.code(reference) for reference in references])
    return w.say(
        "You edited a message whose update is already saved as {references}. The saved update was not changed.",
        references=named,
    )


def edited_away(w: Words) -> Message:
    """The card of an update whose message was edited until no fact was left in it."""
    return Message(nothing_left(w), ((begin_button(w),),))


def no_facts(w: Words, lead: Html | None = None) -> Message:
    """Text from a reporter in which there is no update; `lead` says where it was said."""
    text = Html.paragraphs(
        lead,
        w.say("I found no status update in this, and nothing was saved."),
        w.say(
            "You can write one in a line, for example:\n<i>{n} families displaced from Mosul to Debaga</i>",
            n=_EXAMPLE,
        ),
    )
    return Message(text, ((begin_button(w),),))


def file_first(w: Words, file: Attachment | None = None) -> Html:
    """A file came before an update was begun; the first question follows."""
    kept = w.say("I keep this with a new update. Nothing is saved yet.")
    if file is None or file.kind not in RECORDINGS:
        return kept
    return Html.lines(_headed(recording(w, file)), kept, unheard(w))


def not_a_reporter(w: Words) -> Message:
    """Text from somebody approved who does not send status updates."""
    return Message(
        w.say(
            "I cannot do anything with this message: status updates are sent by focal points, deputies and duty "
            "officers. What you can do here: /help"
        )
    )


def begin_button(w: Words) -> Button:
    """Starts an update by buttons."""
    return Button(w.label("Update by buttons"), press("status.begin"))


def other_form_closed(w: Words, kind: str) -> Html:
    """A form of another kind was open and made room."""
    if kind == "case":
        return w.say("Your request was put aside as a draft. To go on with it: /cases")
    if kind == "alert":
        return w.say("The alert you began was dropped. Nothing was sent.")
    if kind == "meeting":
        return w.say("The meeting you began was dropped. Nobody was told of it.")
    if kind == "notice":
        return w.say("The notice you began was dropped. Nothing was sent.")
    return w.say("What you had begun before was closed without saving.")
