"""Questions passed on to a person: what the asker sees, and what an officer may keep for others."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.knowledge.passing import Conversation
from views.knowledge.answer import Link
from views.language import Html, Words, split
from views.message import Button, Message, Rows, press
from views.quoting import one_line

TITLE_SHOWN = 40


def done(w: Words, conversation: Conversation) -> Rows:
    """The button that ends a conversation, of either side."""
    return ((Button(w.label("Done"), press("passed.done", conversation.id)),),)


def parts(text: Html, rows: Rows = ()) -> list[Message]:
    """A text in as many messages as it needs, the buttons under the last."""
    *first, last = split(text)
    return [*(Message(piece) for piece in first), Message(last, rows)]


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
    return Message(text, done(w, conversation))


def went_on(w: Words, conversation: Conversation) -> Message:
    """What the asker wrote went to the officer and was not answered by the bot."""
    text = w.say(
        "➡️ This went on to the duty officer, to {number}. I do not answer it myself until you press “Done”.",
        number=w.code(conversation.number),
    )
    return Message(text, done(w, conversation))


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
    return parts(Html.paragraphs(head, text), done(w, conversation))


def answer_changed(w: Words, conversation: Conversation, text: str) -> list[Message]:
    """The officer edited what was sent."""
    head = w.say(
        "✏️ The duty officer changed an answer to {number}. It is now:", number=w.code(conversation.number)
    )
    return parts(Html.paragraphs(head, text), done(w, conversation))


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


def ended_unused(w: Words, conversation: Conversation) -> Message:
    """To the asker, when nothing was said any more."""
    return Message(
        w.say(
            "✅ {number} is closed: nothing was said for a week. What you write now is for me again; to go on with "
            "it, reply to an answer of it.",
            number=w.code(conversation.number),
        )
    )


def given_up(w: Words, conversation: Conversation) -> Message:
    """To the asker: nobody has answered, and nobody will unless something is said."""
    return Message(
        Html.paragraphs(
            w.say(
                "⌛ <b>Nobody has answered your question {number}.</b> I am sorry. It is closed now.",
                number=w.code(conversation.number),
            ),
            w.say(
                "The centre sees it among the questions without an answer. If you still need one: reply to this message, "
                "and it goes to the duty officer again. What you write otherwise is for me."
            ),
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


def keep_for_others(w: Words, conversation: Conversation, topics: Sequence[Link]) -> Message:
    """After an answer: shall the knowledge base have it?"""
    number = conversation.question
    rows = [(Button(w.label("Save as a new entry"), press("entry.write", number)),)]
    rows += [
        (
            Button(
                w.label("A wording of: {title}", title=one_line(entry.told(w.language).title, TITLE_SHOWN)),
                press("wording.add", number, row),
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
