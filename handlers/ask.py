"""Questions: answered from the knowledge base, a few topics offered, or an honest "I do not know"."""

from __future__ import annotations

import re

from telegram import Message as TelegramMessage

from coordination.knowledge import questions
from coordination.knowledge.asking.ask import Decision, Outcome
from coordination.knowledge.base import Base, read_base
from coordination.knowledge.courtesies import courtesy
from coordination.knowledge.questions import TEXT_LIMIT, Asked
from coordination.people.person import APPROVED, REPORTERS
from coordination.text import clean
from coordination.text.tokens import tokenise
from handlers import answer_card, knowledge_browse, question_or_update
from handlers.arguments import number
from handlers.membership import group_words
from handlers.routing import Rights, Routes
from handlers.status.reading import facts_in
from handlers.turn import Turn
from views import common
from views.knowledge import answer as views
from views.knowledge.answer import Link
from views.language import Words
from views.status import sentences


def register(routes: Routes) -> None:
    """Add /ask and the buttons under offers and answers."""
    routes.command("ask", ask, Rights(APPROVED, APPROVED))
    routes.press("ask.pick", pick, Rights(APPROVED))
    routes.press("ask.right", judge, Rights(APPROVED))


async def ask(turn: Turn) -> None:
    """/ask TEXT; /ask alone begins to browse."""
    text = turn.text.partition(" ")[2] if turn.arguments else ""
    if turn.group is not None:
        await _in_group(turn, text, called=True)
    elif text:
        await _in_private(turn, text)
    else:
        await knowledge_browse.areas(turn)


async def said(turn: Turn, message: TelegramMessage) -> None:
    """What somebody approved wrote in private that is no update of theirs and answers nothing: a question."""
    await _in_private(turn, turn.text, message)


def mentioned(message: TelegramMessage, username: str) -> bool:
    """Whether a message calls the bot by its @name."""
    return _name(username).search(message.text or message.caption or "") is not None


def _name(username: str) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(username)}\b", re.IGNORECASE)


async def in_group(turn: Turn) -> None:
    """A group message that tells no update: answered where it calls the bot by name, or replies to it and asks.

    People also reply to the bot to talk to one another: what has no question mark gets no word.
    """
    message = turn.update.message
    if (
        message is None
        or turn.person.role not in APPROVED
        or question_or_update.tells(facts_in(turn, message))
    ):
        return
    called = mentioned(message, turn.bot_username)
    if called or (_answers_bot(message, turn.bot_username) and question_or_update.asks(turn.text)):
        await _in_group(turn, turn.text, called=called)


def _answers_bot(message: TelegramMessage, username: str) -> bool:
    """Whether it replies to what the bot said; in a topic that the bot opened, everything replies to the opening."""
    target = message.reply_to_message
    if target is None or target.from_user is None or target.forum_topic_created is not None:
        return False
    return (target.from_user.username or "").lower() == username.lower()


async def _in_private(turn: Turn, text: str, message: TelegramMessage | None = None) -> None:
    w, words = turn.words, clean(text, TEXT_LIMIT)
    kind = courtesy(words)
    reporter = turn.person.role in REPORTERS
    if kind is not None:
        await turn.answer(views.thanks(w) if kind == "thanks" else views.greeting(w, reporter=reporter))
        return
    if not _holds_words(words):
        await turn.answer(views.nothing_asked(w))
        return
    base = await read_base(turn.tx)
    outcome = base.decide(words)
    facts = facts_in(turn, message) if message is not None else ()
    if not reporter and question_or_update.tells(facts):
        await turn.answer(sentences.not_a_reporter(w))
        return
    asked = await _record(turn, base, words, outcome, w)
    if asked.decision is Decision.ANSWER:
        await _answer(turn, base, asked, report=reporter and bool(facts))
    elif asked.decision is Decision.OFFER:
        await turn.answer(views.offer(w, asked.id, _links(base, asked), person=_can_ask(turn)))
    else:
        meant = reporter and message is not None and question_or_update.like_update(words)
        await turn.answer(views.refusal(w, asked.id, person=_can_ask(turn), reporter_update=meant))


async def _in_group(turn: Turn, text: str, *, called: bool) -> None:
    """Answer in short, as a reply; `called`: the bot was meant, so that it also says when it does not know."""
    group = turn.group
    if group is None:
        return
    w = turn.words if group.language == "both" and turn.person.language else group_words(group)
    words = clean(_name(turn.bot_username).sub(" ", text), TEXT_LIMIT)
    if courtesy(words) is not None or not _holds_words(words):
        if called:
            await turn.answer(views.ask_in_group(w, turn.bot_username))
        return
    base = await read_base(turn.tx)
    outcome = base.decide(words)
    if not called and outcome.decision is Decision.REFUSE:
        return
    asked = await _record(turn, base, words, outcome, w)
    if asked.decision is Decision.ANSWER:
        row = asked.topics[0]
        entry = base.entries[base.topics[row]]
        shown = await answer_card.shown(turn, w, base, entry, asked)
        await turn.answer(views.in_group(w, shown, views.deep_link(turn.bot_username, row)))
    elif asked.decision is Decision.OFFER:
        await turn.answer(views.offer_in_group(w, _links(base, asked), turn.bot_username))
    else:
        await turn.answer(views.refusal_in_group(w, turn.bot_username))


async def _record(turn: Turn, base: Base, words: str, outcome: Outcome, w: Words) -> Asked:
    return await questions.record(
        turn.tx,
        turn.person,
        turn.now,
        place="private" if turn.group is None else "group",
        language=w.language,
        text=words,
        decision=outcome.decision,
        topics=[base.ids[one.topic] for one in outcome.topics if one.topic in base.ids],
    )


async def _answer(turn: Turn, base: Base, asked: Asked, *, report: bool) -> None:
    """`report`: the text could be read as an update as well."""
    entry = base.by_id(asked.topics[0])
    if entry is not None:
        w = turn.words
        shown = await answer_card.shown(turn, w, base, entry, asked, report=report)
        await turn.answer(views.card(w, shown))


def _links(base: Base, asked: Asked) -> list[Link]:
    return [(row, entry) for row in asked.topics if (entry := base.by_id(row)) is not None]


def _can_ask(turn: Turn) -> bool:
    return answer_card.may_press(turn, "question.pass")


def _holds_words(text: str) -> bool:
    return any(token.kind != "mark" for token in tokenise(text))


async def pick(turn: Turn) -> None:
    """``ask.pick QUESTION TOPIC``: one of the topics that were offered."""
    base, asked, row = await read_base(turn.tx), await _own_question(turn), number(turn, 1)
    entry = base.by_id(row)
    if asked is None or row is None or entry is None or row not in asked.topics:
        await turn.toast(common.old_button(turn.words))
        return
    chosen = await questions.choose(turn.tx, asked, row)
    shown = await answer_card.shown(turn, turn.words, base, entry, chosen)
    await turn.show(views.card(turn.words, shown))


async def judge(turn: Turn) -> None:
    """``ask.right QUESTION TOPIC 1`` or ``0``: whether the answer was right; said once."""
    base, asked, row, right = (
        await read_base(turn.tx),
        await _own_question(turn),
        number(turn, 1),
        number(turn, 2),
    )
    entry = base.by_id(row)
    if asked is None or entry is None or asked.shown != row or right not in (0, 1):
        await turn.toast(common.old_button(turn.words))
        return
    rated = await questions.rate(turn.tx, asked, bool(right))
    if rated is None:
        await turn.toast(common.old_button(turn.words))
        return
    w = turn.words
    await turn.toast(views.rated(w))
    shown = await answer_card.shown(turn, w, base, entry, rated)
    await turn.show(views.card(w, shown, None if right else views.disliked(w, person=shown.ask_person)))


async def _own_question(turn: Turn) -> Asked | None:
    """The question that the button names, if this person asked it."""
    row = number(turn, 0)
    asked = await questions.by_id(turn.tx, row) if row is not None else None
    return asked if asked is not None and asked.person == turn.person.id else None
