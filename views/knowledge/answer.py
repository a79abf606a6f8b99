"""The answer card, what is offered instead of an answer, and the refusal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from coordination.knowledge.entry import Entry
from coordination.sources import source_told
from views.language import Html, Words
from views.language.digits import in_digits
from views.message import Button, Message, Rows, press
from views.status.sentences import begin_button

Link = tuple[int, Entry]
"""A topic's row with its entry, for a button."""

_WORD = re.compile(r"\S+")
_NOT_A_FIGURE = re.compile("[A-Za-z@]")
_UPDATE_EXAMPLE = 120
_KEPT = 1024
"""Entries whose texts are remembered as they were written, by language and digits: most of the work of a card."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What an answer card is made from, besides its entry.

    `question` is the row of the question it answers, None when somebody browsed. `rate`: ask whether it was right.
    `report`: what was asked may also be an update. `file` and `ask_person`: whether a case can be filed from here, a person asked. `live` stands under the answer.
    """

    row: int
    entry: Entry
    today: date
    live: Html | None = None
    related: Sequence[Link] = ()
    question: int | None = None
    rate: bool = False
    report: bool = False
    file: bool = False
    ask_person: bool = False


def figures(w: Words, text: str) -> str:
    """The text of an entry with its figures in the reader's digits; addresses and codes with Latin letters stay."""
    return _WORD.sub(lambda m: m[0] if _NOT_A_FIGURE.search(m[0]) else in_digits(m[0], w.digits), text)


def card(w: Words, shown: Shown, lead: Html | None = None) -> Message:
    """An entry as an answer; `lead` says what was done just now."""
    entry, today, rate = shown.entry, shown.today, shown.rate
    text = (
        _text(w, entry, today, rate, shown.live, lead)
        if shown.live or lead
        else _alone(w, entry, today, rate)
    )
    return Message(text, _buttons(w, shown))


def _text(w: Words, entry: Entry, today: date, rate: bool, live: Html | None, lead: Html | None) -> Html:
    return Html.paragraphs(
        lead,
        _told(w, entry),
        live,
        foot(w, entry, today),
        w.say("Was this right?") if rate else None,
    )


@lru_cache(_KEPT)
def _alone(w: Words, entry: Entry, today: date, rate: bool) -> Html:
    """The text of a card with nothing but its entry, as nearly every one is."""
    return _text(w, entry, today, rate, None, None)


def in_group(w: Words, shown: Shown, link: str) -> Message:
    """The short form for a group: the answer and its foot; steps, papers and the rest are told in private."""
    told = shown.entry.told(w.language)
    text = Html.paragraphs(
        Html.lines(w.say("📘 <b>{title}</b>", title=told.title), figures(w, told.answer)),
        shown.live,
        foot(w, shown.entry, shown.today),
    )
    return Message(text, ((Button(w.label("More in private"), url=link),),))


@lru_cache(_KEPT)
def _told(w: Words, entry: Entry) -> Html:
    """What an entry says: its title and answer, its steps, the papers to bring."""
    told = entry.told(w.language)
    return Html.paragraphs(
        Html.lines(w.say("📘 <b>{title}</b>", title=told.title), figures(w, told.answer)),
        _steps(w, told.steps),
        _documents(w, told.documents),
    )


@lru_cache(_KEPT)
def foot(w: Words, entry: Entry, today: date) -> Html:
    """Who is responsible, where it comes from, since when it holds, and how sure it is."""
    old = today > entry.confirm_by
    return Html.lines(
        w.say(
            "<i>{owner} · Source: {source}</i>",
            owner=entry.told(w.language).owner,
            source=figures(w, source_told(entry.source, w.language)),
        ),
        w.say("<i>Valid from {day}</i>", day=w.day(entry.valid_from)),
        w.say("<i>Last confirmed on {day}</i>", day=w.day(entry.confirmed))
        if old and entry.confirmed
        else None,
        w.say("<i>Never confirmed by the centre</i>")
        if old and not entry.confirmed and not entry.sample
        else None,
        w.say("⚠️ <i>Sample text, to be confirmed by the centre</i>") if entry.sample else None,
    )


def _steps(w: Words, steps: Sequence[str]) -> Html | None:
    if not steps:
        return None
    return Html.lines(*(w.say("{n}. {step}", n=n, step=figures(w, step)) for n, step in enumerate(steps, 1)))


def _documents(w: Words, documents: Sequence[str]) -> Html | None:
    if not documents:
        return None
    return Html.lines(
        w.say("<b>Documents</b>"), *(w.say("• {document}", document=figures(w, one)) for one in documents)
    )


def _buttons(w: Words, shown: Shown) -> Rows:
    question = shown.question or 0
    rows: list[tuple[Button, ...]] = []
    if shown.rate:
        rows.append(
            (
                Button(w.label("👍 Yes"), press("ask.right", question, shown.row, 1)),
                Button(w.label("👎 No"), press("ask.right", question, shown.row, 0)),
            )
        )
    if shown.report and question:
        rows.append((Button(w.label("This is a status update"), press("ask.report", question)),))
    if shown.file:
        rows.append((Button(w.label("File this request"), press("case.begin", shown.entry.case)),))
    rows += [
        (Button(entry.told(w.language).title, press("knowledge.topic", row, question)),)
        for row, entry in shown.related
    ]
    last = [Button(w.label("All topics"), press("knowledge.areas"))]
    if shown.ask_person and question:
        last.insert(0, ask_person(w, question))
    return (*rows, tuple(last))


def ask_person(w: Words, question: int) -> Button:
    """Passes the question on to a person."""
    return Button(w.label("Ask a person"), press("question.pass", question))


def _browse(w: Words) -> Button:
    return Button(w.label("Browse the topics"), press("knowledge.areas"))


def offer(w: Words, question: int, topics: Sequence[Link], *, person: bool) -> Message:
    """Up to three topics that may be meant; `person`: whether a person can be asked instead."""
    rows: list[tuple[Button, ...]] = [
        (Button(entry.told(w.language).title, press("ask.pick", question, row)),) for row, entry in topics
    ]
    none = (
        Button(w.label("None of these: ask a person"), press("question.pass", question))
        if person
        else _browse(w)
    )
    return Message(w.say("❔ Did you mean one of these?"), (*rows, (none,)))


def offer_in_group(w: Words, topics: Sequence[Link], username: str) -> Message:
    """The same in a group: the buttons lead to the private chat."""
    rows = tuple(
        (Button(entry.told(w.language).title, url=deep_link(username, row)),) for row, entry in topics
    )
    return Message(w.say("❔ Did you mean one of these?"), rows)


def refusal(w: Words, question: int, *, person: bool, reporter_update: bool) -> Message:
    """The base does not know; `reporter_update`: it may have been meant as a status update."""
    text = Html.paragraphs(
        Html.lines(
            w.say("❔ <b>I have no confirmed answer to this.</b>"),
            w.say("I can pass the question on to the duty officer, or you can look through the topics.")
            if person
            else w.say("You can put it in other words, or look through the topics."),
        ),
        w.say(
            "If this was a status update: I found none in it, and nothing was saved. You can write one in a line, "
            "for example:\n<i>{n} families displaced from Mosul to Debaga</i>",
            n=_UPDATE_EXAMPLE,
        )
        if reporter_update
        else None,
    )
    rows = [(_browse(w),)]
    if person:
        rows.insert(0, (ask_person(w, question),))
    if reporter_update:
        rows.append((begin_button(w),))
    return Message(text, tuple(rows))


def refusal_in_group(w: Words, username: str) -> Message:
    """The base does not know, said in a group."""
    link = Button(w.label("Open a private chat"), url=f"https://t.me/{username}")
    return Message(
        w.say("I have no confirmed answer to this. Ask me in private, and I can pass it on."), ((link,),)
    )


def ask_in_group(w: Words, username: str) -> Message:
    """To somebody who called the bot in a group and asked nothing."""
    link = Button(w.label("Open a private chat"), url=f"https://t.me/{username}")
    return Message(w.say("Write your question in the same message, or ask me in private."), ((link,),))


def deep_link(username: str, row: int) -> str:
    """An address that opens a topic in the private chat."""
    return f"https://t.me/{username}?start=topic-{row}"


def greeting(w: Words, *, reporter: bool) -> Message:
    """To a text that only greets."""
    text = Html.lines(
        w.say("👋 Welcome. Ask me about visas, access, flights or meetings: simply write your question."),
        w.say("An update can be written in one line, too. What else I can do: /help")
        if reporter
        else w.say("What else I can do: /help"),
    )
    return Message(text, ((_browse(w),),))


def thanks(w: Words) -> Message:
    """To a text that only thanks."""
    return Message(w.say("You are welcome. I am here when you need me."))


def rated(w: Words) -> str:
    """Toast after a judgement."""
    return w.label("Thank you, this is noted.")


def disliked(w: Words, *, person: bool) -> Html:
    """Above an answer that was judged wrong."""
    if person:
        return w.say("Noted: this was not right. A person can answer you: press “Ask a person”.")
    return w.say("Noted: this was not right. The centre will look at it.")


def nothing_asked(w: Words) -> Message:
    """A question without any words."""
    return Message(w.say("Please write your question in words."), ((_browse(w),),))
