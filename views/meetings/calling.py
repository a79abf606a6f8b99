"""Emergency calls: the live board, the call repeated, the list of the silent."""

from __future__ import annotations

from coordination.meetings.calls import Board
from coordination.meetings.meeting import Occurrence
from coordination.people.person import Person
from views.language import Html, Words, utf16_length
from views.message import Message

_NAMED = 60
_ROOM = 3000
"""UTF-16 units for the lines of people in one message."""


def board(w: Words, one: Occurrence, found: Board) -> Message:
    """Seen by how many of how many, and who is silent; edited as people answer."""
    silent = found.silent
    text = Html.paragraphs(
        Html.lines(
            w.say("🚨 <b>{title}</b>", title=one.meeting.plan.title(w.language)),
            w.say("{moment}, Baghdad time", moment=w.moment(one.starts_at)),
        ),
        _score(w, found),
        Html.lines(w.say("<b>Silent</b>"), *listed(w, silent)) if silent else None,
    )
    return Message(text)


def silent_list(w: Words, one: Occurrence, found: Board, *, numbers: bool) -> Message:
    """Who did not answer, after the last call; with their telephone numbers, for who may see those."""
    title = one.meeting.plan.title(w.language)
    if not found.silent:
        return Message(w.say("✅ <b>{title}</b>: everybody who was called has seen it.", title=title))
    text = Html.paragraphs(
        Html.lines(w.say("🚨 <b>{title}: these have not answered</b>", title=title), _score(w, found)),
        Html.lines(*(_with_numbers(w, found.silent) if numbers else listed(w, found.silent))),
        w.say("Who has no number here has not shared one in /me: please reach them another way.")
        if numbers and not all(who.phone for who in found.silent)
        else None,
    )
    return Message(text)


def seen(w: Words) -> str:
    """Toast: it was noted."""
    return w.label("Noted: you have seen it.")


def not_called(w: Words) -> str:
    """Toast: pressed by somebody who was not called, or again."""
    return w.label("It is noted already, or you were not called by name.")


def _score(w: Words, found: Board) -> Html:
    return w.say(
        "Seen by <b>{seen} of {called}</b>", seen=len(found.seen), called=len(found.seen) + len(found.silent)
    )


def listed(w: Words, people: tuple[Person, ...]) -> list[Html]:
    """People by name and organisation, a line each; how many more there are."""
    rows = [_line(w, who) for who in people[:_NAMED]]
    return [*rows, *_more(w, len(people) - _NAMED)]


def _line(w: Words, who: Person) -> Html:
    if who.organisation:
        return w.say("• {name}, {organisation}", name=who.name, organisation=who.organisation)
    return w.say("• {name}", name=who.name)


def _with_numbers(w: Words, people: tuple[Person, ...]) -> list[Html]:
    """The same with the number of each, plain, so that Telegram lets it be tapped; as many as fit into a message."""
    rows: list[Html] = []
    room = _ROOM
    for who in people:
        phone = who.phone or w.label("no number")
        row = (
            w.say(
                "• {name}, {organisation}: {phone}", name=who.name, organisation=who.organisation, phone=phone
            )
            if who.organisation
            else w.say("• {name}: {phone}", name=who.name, phone=phone)
        )
        room -= utf16_length(row) + 1
        if room < 0:
            break
        rows.append(row)
    return [*rows, *_more(w, len(people) - len(rows))]


def _more(w: Words, rest: int) -> list[Html]:
    return [w.count("and {n} more", "and {n} more", rest)] if rest > 0 else []
