"""Questions passed on to a person, as the officers see them.

Officers are spoken to in one voice, a group perhaps in two: then the frame stands in both languages, the words once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coordination.knowledge.passing import Conversation, Said
from coordination.people.person import Person
from coordination.privacy import hidden
from coordination.reports.attachments import Attachment, AttachmentKind
from views.knowledge.passing import done, parts
from views.language import Html, Words, phrase
from views.message import Button, Message, press
from views.people import role_name
from views.quoting import one_line
from views.status.correction import named

Voices = Sequence[Words]

THREAD_SHOWN, LINE_SHOWN = 10, 300
"""Of a conversation that somebody takes over: so many last messages, so many characters of each."""


_FILES: dict[AttachmentKind, str] = {
    "photo": phrase("photo"),
    "document": phrase("document"),
    "location": phrase("location"),
    "voice": phrase("voice message"),
    "audio": phrase("audio file"),
    "video": phrase("video"),
    "video_note": phrase("video message"),
}


@dataclass(frozen=True, slots=True)
class From:
    """Who asks. `open`: it is read by one officer in private, who sees the name and the words as they are."""

    person: Person
    open: bool


def question(voices: Voices, conversation: Conversation, asker: From) -> list[Message]:
    """The question, with who asks; a reply to it goes to the asker."""
    words, guarded = _guarded(conversation.text, asker)
    text = Html.paragraphs(
        Html.lines(
            *(
                w.say(
                    "❓ <b>A question to the duty officer</b>, {number}", number=w.code(conversation.number)
                )
                for w in voices
            ),
            *(w.say("From: {person}", person=_who(w, asker)) for w in voices),
        ),
        words,
        _guard_lines(voices) if guarded else None,
        Html.lines(
            *(
                w.say("To answer, reply to this message. Your words go to who asked as you write them.")
                for w in voices
            )
        ),
    )
    w = voices[0]
    whole = ((Button(w.label("Read it whole in private"), press("passed.read", conversation.id, 0)),),)
    return parts(text, (*(whole if guarded else ()), *done(w, conversation)))


def asker_wrote(voices: Voices, conversation: Conversation, asker: From, said: Said) -> list[Message]:
    """What the asker wrote or sent further; a file itself goes to private chats only."""
    return _from_asker(
        voices,
        conversation,
        asker,
        said,
        [
            w.say("💬 {number}, {person}:", number=w.code(conversation.number), person=_who(w, asker))
            for w in voices
        ],
    )


def asker_changed(voices: Voices, conversation: Conversation, asker: From, said: Said) -> list[Message]:
    """The asker edited something said before."""
    return _from_asker(
        voices,
        conversation,
        asker,
        said,
        [
            w.say(
                "✏️ {number}, {person} changed a message. It is now:",
                number=w.code(conversation.number),
                person=_who(w, asker),
            )
            for w in voices
        ],
    )


def _from_asker(
    voices: Voices, conversation: Conversation, asker: From, said: Said, heads: Sequence[Html]
) -> list[Message]:
    words, guarded = _guarded(said.text, asker)
    kept_back = said.file is not None and not asker.open
    text = Html.paragraphs(
        Html.lines(*heads),
        words,
        _guard_lines(voices) if guarded else None,
        Html.lines(*(_file_line(w, said.file) for w in voices)) if said.file and kept_back else None,
    )
    if not (guarded or kept_back):
        return parts(text)
    read = Button(voices[0].label("Read it whole in private"), press("passed.read", conversation.id, said.id))
    return parts(text, ((read,),))


def _guarded(text: str, asker: From) -> tuple[str, bool]:
    """The words as they may be shown, and whether anything in them was hidden."""
    shown = text if asker.open else hidden(text)
    return shown, shown != text


def _guard_lines(voices: Voices) -> Html:
    return Html.lines(*(w.say("<i>Personal data is hidden in groups.</i>") for w in voices))


def _file_line(w: Words, file: Attachment) -> Html:
    return w.say(
        "<i>With a file ({kind}), which I show in private only.</i>", kind=w.label(_FILES[file.kind])
    )


def _who(w: Words, asker: From) -> Html:
    person, role = asker.person, role_name(w, asker.person.role)
    if asker.open:
        who = named(w, person.name, person.organisation)
    else:
        who = w.say("{organisation}", organisation=hidden(person.organisation))
    return w.say("{who}, {role}", who=who, role=role) if who else w.say("{role}", role=role)


def sent(voices: Voices, conversation: Conversation, officer: str) -> Message:
    """The first answer of this officer went to the asker; others see who has it."""
    text = Html.lines(
        *(
            w.say(
                "✅ Sent. {name} has {number}: further replies of {name} go to who asked as well.",
                name=officer,
                number=w.code(conversation.number),
            )
            for w in voices
        )
    )
    return Message(text, ((*_take(voices[0], conversation), *done(voices[0], conversation)[0]),))


def _take(w: Words, conversation: Conversation) -> tuple[Button, ...]:
    return (Button(w.label("Take over"), press("passed.take", conversation.id, conversation.version)),)


def taken(voices: Voices, conversation: Conversation, officer: str) -> Message:
    """To the other officers: who has it now."""
    text = Html.lines(
        *(w.say("{name} has {number} now.", name=officer, number=w.code(conversation.number)) for w in voices)
    )
    return Message(text, (_take(voices[0], conversation),))


def held_by(voices: Voices, conversation: Conversation, officer: str) -> Message:
    """Somebody else's answer is kept until its author takes the question over."""
    text = Html.lines(
        *(
            w.say(
                "{name} has {number}. Your answer was not sent yet: press “Take over” to send it.",
                name=officer,
                number=w.code(conversation.number),
            )
            for w in voices
        )
    )
    return Message(text, (_take(voices[0], conversation),))


def asker_lost(voices: Voices, conversation: Conversation) -> Message:
    """The asker has left or blocked the bot: nothing reaches them."""
    return Message(
        Html.lines(
            *(
                w.say(
                    "⚠️ Who asked {number} cannot be reached: no longer in the bot, or the bot is blocked. "
                    "Your answer was not delivered; it is kept.",
                    number=w.code(conversation.number),
                )
                for w in voices
            )
        )
    )


def ended_by_asker(voices: Voices, conversation: Conversation) -> Message:
    """To the officers."""
    return Message(
        Html.lines(
            *(w.say("✅ Who asked closed {number}.", number=w.code(conversation.number)) for w in voices)
        )
    )


def closed_by(voices: Voices, conversation: Conversation, officer: str) -> Message:
    """To the officers, when one of them ended it."""
    return Message(
        Html.lines(
            *(
                w.say("✅ {name} closed {number}.", name=officer, number=w.code(conversation.number))
                for w in voices
            )
        )
    )


def closed(w: Words) -> str:
    """Toast for the officer who ended it."""
    return w.label("Closed.")


def ended_unused(voices: Voices, conversation: Conversation) -> Message:
    """To the officers, when nothing was said any more."""
    return Message(
        Html.lines(
            *(
                w.say(
                    "✅ {number} is closed: nothing was said for a week.", number=w.code(conversation.number)
                )
                for w in voices
            )
        )
    )


def given_up(voices: Voices, conversation: Conversation) -> Message:
    """To the officers: closed without an answer."""
    return Message(
        Html.lines(
            *(
                w.say(
                    "⌛ {number} is closed: nobody has answered it. Who asked was told. It stays in /unanswered; "
                    "a reply to it still reaches who asked.",
                    number=w.code(conversation.number),
                )
                for w in voices
            )
        )
    )


def unanswered(voices: Voices, hours: int) -> Html:
    """Above a question that nobody answered for so long."""
    return Html.lines(
        *(
            w.count("⏰ <b>Unanswered for {n} hour</b>", "⏰ <b>Unanswered for {n} hours</b>", hours)
            for w in voices
        )
    )


def with_lead(lead: Html, messages: Sequence[Message]) -> list[Message]:
    """Messages with a line of their own before the first."""
    whole = Html.paragraphs(lead, messages[0].text)
    return [*parts(whole, messages[0].buttons), *messages[1:]]


def thread(w: Words, conversation: Conversation, asker: Person, said: Sequence[Said]) -> list[Message]:
    """The conversation so far, for who took it over."""
    lines = [
        w.say("<b>{who}</b>: {words}", who=_side(w, one, asker), words=_said_in_short(w, one))
        for one in said[-THREAD_SHOWN:]
    ]
    text = Html.paragraphs(
        w.say(
            "You have {number} now. Reply to a message of it to answer.", number=w.code(conversation.number)
        ),
        conversation.text,
        Html.lines(*lines),
    )
    return parts(text, done(w, conversation))


def _side(w: Words, said: Said, asker: Person) -> str:
    return asker.name if said.side == "asker" else w.label("the duty officer")


def _said_in_short(w: Words, said: Said) -> str:
    return one_line(said.text, LINE_SHOWN) or (w.label(_FILES[said.file.kind]) if said.file else "")


def has_it(w: Words) -> str:
    """Toast for taking over what one has."""
    return w.label("You have this question already.")


def write_to_me(w: Words) -> str:
    """Toast for an officer to whom the bot cannot write."""
    return w.label("I cannot write to you in private. Open a private chat with me first.")


def in_private(w: Words) -> str:
    """Toast: it was sent to the private chat."""
    return w.label("Sent to you in private.")
