"""Questions passed on to a person: what the asker sees, what the officers see, and what goes between them.

Officers are spoken to in one voice, a group perhaps in two: then the frame stands in both languages, the words once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coordination.knowledge.passing import Conversation, Said
from coordination.people.person import Person
from coordination.privacy import hidden
from coordination.reports.attachments import Attachment
from views.knowledge.answer import Link
from views.language import Html, Words, split
from views.message import Button, Message, Rows, press
from views.people import role_name
from views.quoting import one_line
from views.status.names import file_name

Voices = Sequence[Words]

TITLE_SHOWN = 40
THREAD_SHOWN, LINE_SHOWN = 10, 300
"""Of a conversation that somebody takes over: so many last messages, so many characters of each."""


@dataclass(frozen=True, slots=True)
class From:
    """Who asks. `open`: it is read by one officer in private, who sees the name and the words as they are."""

    person: Person
    open: bool


def _done(w: Words, conversation: Conversation) -> Rows:
    return ((Button(w.label("Done"), press("passed.done", conversation.id)),),)


def _parts(text: Html, rows: Rows = ()) -> list[Message]:
    """A text in as many messages as it needs, the buttons under the last."""
    *first, last = split(text)
    return [*(Message(piece) for piece in first), Message(last, rows)]


# What the asker sees.


def passed_on(w: Words, conversation: Conversation) -> Message:
    """The question has gone to a person."""
    text = Html.paragraphs(
        Html.lines(
            w.say("📨 <b>Your question was passed on to the duty officer.</b>"),
            w.say("Its number: {number}. The answer comes here.", number=w.code(conversation.number)),
        ),
        w.say(
            "What you write here from now on goes on to the duty officer, until one of you presses “Done”. "
            "Commands and status updates work as always."
        ),
    )
    return Message(text, _done(w, conversation))


def went_on(w: Words, conversation: Conversation) -> Message:
    """What the asker wrote went to the officer and was not answered by the bot."""
    text = w.say(
        "➡️ This went on to the duty officer, to {number}. I do not answer it myself until you press “Done”.",
        number=w.code(conversation.number),
    )
    return Message(text, _done(w, conversation))


def passed_before(w: Words) -> str:
    """Toast for a second press."""
    return w.label("This question was passed on already. The answer comes here.")


def nobody(w: Words) -> str:
    """Toast where no officer can be reached."""
    return w.label(
        "No duty officer can be reached at the moment. Nothing was passed on; please try again later."
    )


def answer(w: Words, conversation: Conversation, text: str) -> list[Message]:
    """An officer's words, as they were written."""
    head = w.say("💬 <b>Answer of the duty officer</b> to {number}", number=w.code(conversation.number))
    return _parts(Html.paragraphs(head, text), _done(w, conversation))


def answer_changed(w: Words, conversation: Conversation, text: str) -> list[Message]:
    """The officer edited what was sent."""
    head = w.say(
        "✏️ The duty officer changed an answer to {number}. It is now:", number=w.code(conversation.number)
    )
    return _parts(Html.paragraphs(head, text), _done(w, conversation))


def ended(w: Words, conversation: Conversation) -> Message:
    """To whoever ended it: the bot answers again."""
    return Message(
        w.say(
            "✅ {number} is closed. What you write now is for me again.", number=w.code(conversation.number)
        )
    )


def ended_by_officer(w: Words, conversation: Conversation) -> Message:
    """To the asker."""
    return Message(
        w.say(
            "✅ The duty officer closed {number}. What you write now is for me again; to go on with it, reply to "
            "an answer of it.",
            number=w.code(conversation.number),
        )
    )


def other_open(w: Words, conversation: Conversation) -> Message:
    """A closed conversation cannot go on beside another one; to either side."""
    return Message(
        w.say(
            "{number} is closed, and who asked has another question open. This was not sent.",
            number=w.code(conversation.number),
        )
    )


def officer_lost(w: Words, conversation: Conversation) -> Message:
    """To the asker: who had the question cannot be reached."""
    return Message(
        w.say(
            "The duty officer who had {number} cannot be reached at the moment. Your question went to the others.",
            number=w.code(conversation.number),
        )
    )


# What the officers see.


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
    return _parts(text, (*(whole if guarded else ()), *_done(w, conversation)))


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
        return _parts(text)
    read = Button(voices[0].label("Read it whole in private"), press("passed.read", conversation.id, said.id))
    return _parts(text, ((read,),))


def _guarded(text: str, asker: From) -> tuple[str, bool]:
    """The words as they may be shown, and whether anything in them was hidden."""
    shown = text if asker.open else hidden(text)
    return shown, shown != text


def _guard_lines(voices: Voices) -> Html:
    return Html.lines(*(w.say("<i>Personal data is hidden in groups.</i>") for w in voices))


def _file_line(w: Words, file: Attachment) -> Html:
    return w.say("<i>With a file ({kind}), which I show in private only.</i>", kind=file_name(w, file))


def _who(w: Words, asker: From) -> Html:
    person = asker.person
    role = role_name(w, person.role)
    organisation = person.organisation if asker.open else hidden(person.organisation)
    parts = [person.name if asker.open else "", organisation, role]
    return w.join([part for part in parts if part])


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
    return Message(text, ((*_take(voices[0], conversation), *_done(voices[0], conversation)[0]),))


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
    return [*_parts(whole, messages[0].buttons), *messages[1:]]


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
    return _parts(text, _done(w, conversation))


def _side(w: Words, said: Said, asker: Person) -> str:
    return asker.name if said.side == "asker" else w.label("the duty officer")


def _said_in_short(w: Words, said: Said) -> str:
    return one_line(said.text, LINE_SHOWN) or (file_name(w, said.file) if said.file else "")


def has_it(w: Words) -> str:
    """Toast for taking over what one has."""
    return w.label("You have this question already.")


def write_to_me(w: Words) -> str:
    """Toast for an officer to whom the bot cannot write."""
    return w.label("I cannot write to you in private. Open a private chat with me first.")


def in_private(w: Words) -> str:
    """Toast: it was sent to the private chat."""
    return w.label("Sent to you in private.")


# What is kept for others.


def keep_for_others(w: Words, conversation: Conversation, topics: Sequence[Link]) -> Message:
    """After an answer: shall the knowledge base have it?"""
    number = conversation.question
    rows = [(Button(w.label("Save as a new entry"), press("knowledge.write", number)),)]
    rows += [
        (
            Button(
                w.label("A wording of: {title}", title=one_line(entry.told(w.language).title, TITLE_SHOWN)),
                press("knowledge.wording", number, row),
            ),
        )
        for row, entry in topics
    ]
    rows.append((Button(w.label("No"), press("passed.keep", conversation.id)),))
    text = Html.lines(
        w.say("Others may ask the same as {number}.", number=w.code(conversation.number)),
        w.say(
            "Save the answer as a new entry, or the question as one more wording of a topic that answers it?"
        )
        if topics
        else w.say("Save the answer as a new entry?"),
    )
    return Message(text, tuple(rows))


def not_kept(w: Words) -> Message:
    """Nothing of it goes into the knowledge base."""
    return Message(w.say("Nothing was saved. Unanswered questions stay in /unanswered."))
