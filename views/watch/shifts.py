"""Shifts in words: who is on duty, the hand-over note, the signature, the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coordination.alerts.alert import Alert
from coordination.roster.reporters import Expected
from coordination.watch.handover import HandoverNote
from coordination.watch.shifts import LINE, MOST_LINES, Shift
from views.alerts.terms import headline
from views.language import Html, Words, plain, utf16_length
from views.message import Button, Message, Rows, press
from views.people import page_buttons
from views.silence import body_names
from views.watch import pages
from views.watch.pages import Crossed

PAGE = 8
"""Shifts on one page of the history."""
_ROOM = 3_800
"""UTF-16 units of a note; the rest of Telegram's 4,096 is for what stands around it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A note with the rows that it names by their numbers, and the officer's lines."""

    note: HandoverNote
    silent: Sequence[Expected]
    pages: Sequence[Sequence[Crossed]]
    alerts: Sequence[Alert]
    lines: Sequence[str]


def nobody(w: Words) -> Message:
    """/shift before the first shift."""
    return Message(
        w.say(
            "🕘 <b>Nobody is on duty yet.</b> Whoever is on duty is paged first, and hands over in writing."
        ),
        ((Button(w.label("I am on duty now"), press("shift.begin")),),),
    )


def card(w: Words, one: Shift, officer: str, contents: Contents, *, mine: bool) -> Message:
    """The running shift with the note as it would be now; `mine`: the reader is on duty."""
    head = (
        w.say("🕘 <b>You are on duty</b> since {moment}.", moment=w.moment(one.began_at))
        if mine
        else w.say("🕘 <b>{name} is on duty</b> since {moment}.", name=officer, moment=w.moment(one.began_at))
    )
    offered = (
        w.say("Handed over at {time}, not signed yet.", time=w.time(one.offered_at))
        if one.offered_at
        else None
    )
    return Message(_fitted(w, contents, Html.lines(head, offered)), _buttons(w, one, mine=mine))


def offered(w: Words, one: Shift, officer: str, contents: Contents) -> Message:
    """To the other officers: the note that waits for a signature."""
    head = Html.lines(
        w.say("🕘 <b>{name} hands over the shift.</b>", name=officer),
        w.say("Who signs is on duty from then on and is paged first."),
    )
    return Message(_fitted(w, contents, head), ((_sign(w, one),),))


def reminder(w: Words, one: Shift, officer: str) -> Message:
    """To the officers: nobody has signed yet."""
    text = w.say(
        "⏰ <b>The hand-over of {name} is not signed yet.</b> It was written at {time}.",
        name=officer,
        time=w.time(one.offered_at or one.began_at),
    )
    return Message(text, ((_sign(w, one),), (Button(w.label("Read the note"), press("shift.show")),)))


def signed(w: Words, one: Shift, officer: str, successor: str, contents: Contents) -> Message:
    """A shift that was handed over: as the signer sees it, and in the history."""
    head = Html.lines(
        w.say(
            "🕘 <b>Shift of {name}</b>, from {begin} to {end}.",
            name=officer,
            begin=w.moment(one.began_at),
            end=w.moment(one.signed_at or one.began_at),
        ),
        w.say("Signed by {name}.", name=successor),
        w.say("It was taken over without a hand-over.") if one.offered_at is None else None,
    )
    return Message(
        _fitted(w, contents, head), ((Button(w.label("Earlier shifts"), press("shift.past", 0)),),)
    )


def was_signed(w: Words, successor: str, *, offered: bool) -> Message:
    """To the officer who handed over, or was relieved without having done so."""
    if offered:
        return Message(w.say("✅ {name} has signed your hand-over and is on duty now.", name=successor))
    return Message(
        w.say("🕘 {name} has taken over the shift without a hand-over and is on duty now.", name=successor)
    )


def others_know(w: Words, n: int) -> Html:
    """After handing over: to how many officers the note went."""
    return w.count("The note went to {n} officer.", "The note went to {n} officers.", n)


def nobody_to_sign(w: Words) -> str:
    """Window: there is no other officer whom the bot can write to."""
    return w.label("There is no other duty officer or admin whom I can write to.")


def signed_before(w: Words, successor: str) -> str:
    """Window: another officer was faster."""
    return w.label("{name} has signed it already.", name=successor)


def type_line(w: Words, form: int, version: int) -> Message:
    """Asks for a line of the officer's own."""
    return Message(
        w.say(
            "Write a line for the hand-over: what the next officer has to know, at most {n} characters.",
            n=LINE,
        ),
        ((Button(w.label("Cancel"), press("shift.cancel", form, version)),),),
    )


def not_added(w: Words) -> Html:
    """The line was empty, or one too many."""
    return w.say("Nothing was added: it was empty, or there are {n} lines already.", n=MOST_LINES)


def history(w: Words, found: Sequence[tuple[Shift, str]], page: int, total: int) -> Message:
    """A page of the shifts that were handed over, each with who had it."""
    if not found:
        return Message(w.say("No shift has been handed over yet."))
    buttons: Rows = tuple(
        (
            Button(
                w.label("{name}, {moment}", name=name, moment=w.moment(one.signed_at or one.began_at)),
                press("shift.read", one.id),
            ),
        )
        for one, name in found
    )
    return Message(
        w.say("🕘 <b>Shifts that were handed over</b>"),
        (*buttons, *page_buttons(w, "shift.past", page, PAGE, total)),
    )


def _buttons(w: Words, one: Shift, *, mine: bool) -> Rows:
    past = Button(w.label("Earlier shifts"), press("shift.past", 0))
    if mine and one.state == "offered":
        return ((Button(w.label("I stay on duty"), press("shift.back", one.id, one.version)),), (past,))
    if mine:
        return (
            (Button(w.label("Add a line"), press("shift.line", one.id, one.version)),),
            (Button(w.label("Hand over"), press("shift.offer", one.id, one.version)),),
            (past,),
        )
    if one.state == "offered":
        return ((_sign(w, one),), (past,))
    take = Button(w.label("Take over without a hand-over"), press("shift.sign", one.id, one.version))
    return ((take,), (past,))


def _sign(w: Words, one: Shift) -> Button:
    return Button(w.label("I sign and take over"), press("shift.sign", one.id, one.version))


def _fitted(w: Words, contents: Contents, head: Html) -> Html:
    """The head and as much of the note as one message has room for; it says where it was cut."""
    kept, room = [head], _ROOM - utf16_length(plain(head))
    for part in _parts(w, contents):
        room -= utf16_length(plain(part)) + 2
        if room < 0:
            kept.append(w.say("… the rest does not fit into one message."))
            break
        kept.append(part)
    return Html.paragraphs(*kept)


def _parts(w: Words, contents: Contents) -> list[Html]:
    note = contents.note
    own = [w.say("• {text}", text=line) for line in contents.lines]
    parts = [
        Html.lines(w.say("<b>From the officer</b>"), *own) if own else None,
        _section(
            w.say("<b>Nobody has taken these pages</b>"),
            [pages.what(w, one) for one in contents.pages],
        ),
        _section(w.say("<b>Alerts in force</b>"), [headline(w, one.content) for one in contents.alerts]),
        _section(w.say("<b>Open and waiting</b>"), _open(w, note)),
        _unknown(w, contents),
        _section(
            w.say("<b>Still to come today</b>"),
            [
                w.say("{time} {title}", time=w.time(one.at), title=one.title(w.language))
                for one in note.meetings
            ],
        ),
    ]
    found = [part for part in parts if part]
    calm = [] if found else [w.say("Nothing is open, nothing waits, nobody is silent.")]
    return [*found, *calm, w.say("<i>As of {moment}</i>", moment=w.moment(note.at))]


def _section(title: Html, lines: Sequence[Html]) -> Html | None:
    return Html.lines(title, *lines) if lines else None


def _open(w: Words, note: HandoverNote) -> list[Html]:
    late = w.count("{n} of them overdue", "{n} of them overdue", note.overdue) if note.overdue else None
    cases = w.count("{n} open request", "{n} open requests", note.cases) if note.cases else None
    counted = (
        w.say("{requests}, {overdue}", requests=cases, overdue=late) if cases and late else cases,
        w.count("{n} request begun and not filed", "{n} requests begun and not filed", note.drafts)
        if note.drafts
        else None,
        w.count("{n} question without an answer", "{n} questions without an answer", note.questions)
        if note.questions
        else None,
        w.count("{n} update to be confirmed", "{n} updates to be confirmed", note.updates)
        if note.updates
        else None,
        w.count("{n} person waits to enter", "{n} people wait to enter", note.people)
        if note.people
        else None,
        w.count("{n} group waits to be admitted", "{n} groups wait to be admitted", note.groups)
        if note.groups
        else None,
        w.count("{n} alert waits for approval", "{n} alerts wait for approval", note.approvals)
        if note.approvals
        else None,
    )
    return [line for line in counted if line is not None]


def _unknown(w: Words, contents: Contents) -> Html | None:
    disputed = contents.note.disputed
    lines = [
        w.say("Silent since their deadline: {names}", names=body_names(w, contents.silent))
        if contents.silent
        else None,
        w.count("{n} disputed figure", "{n} disputed figures", disputed) if disputed else None,
    ]
    return _section(w.say("<b>Not known</b>"), [line for line in lines if line is not None])
