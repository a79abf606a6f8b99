"""Emergency calls: the live board, the call repeated, the list of the silent."""

from __future__ import annotations

from coordination.meetings.calls import Board
from coordination.meetings.meeting import Occurrence
from coordination.people.person import Person
from views.language import Html, Words
from views.message import Message

_NAMED = 60


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


def silent_list(w: Words, one: Occurrence, found: Board) -> Message:
    """Who did not answer, after the last call."""
    title = one.meeting.plan.title(w.language)
    if not found.silent:
        return Message(w.say("✅ <b>{title}</b>: everybody who was called has seen it.", title=title))
    text = Html.paragraphs(
        Html.lines(w.say("🚨 <b>{title}: these have not answered</b>", title=title), _score(w, found)),
        Html.lines(*listed(w, found.silent)),
        w.say("I keep no phone numbers: please reach them another way."),
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
    rows = [
        w.say("• {name}, {organisation}", name=who.name, organisation=who.organisation)
        if who.organisation
        else w.say("• {name}", name=who.name)
        for who in people[:_NAMED]
    ]
    rest = len(people) - _NAMED
    return [*rows, w.count("and {n} more", "and {n} more", rest)] if rest > 0 else rows
