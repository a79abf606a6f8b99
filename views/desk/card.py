"""The card of a case at the desk: what it is, where it stands, what the officer can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from coordination.cases.access import written_otherwise
from coordination.cases.case import Case, Event, File
from coordination.cases.ended import Ending
from coordination.cases.kind import LISTS, Kind, Validity
from coordination.cases.record import OPENED
from coordination.cases.rules import overdue
from coordination.cases.states import Move, moves_from
from views.cases.states import kind_name, state_name
from views.desk.lines import bullets, labels_of
from views.desk.queue import age, to_board
from views.desk.steps import line
from views.language import Html, Words, phrase
from views.message import Button, Message, Rows, press
from views.quoting import one_line

_STEPS, _ENDINGS, _LONGEST = 3, 5, 200

_BUTTONS: Mapping[Move, tuple[str, str]] = {
    Move.COMPLETE: ("desk.complete", phrase("Everything is there")),
    Move.SEND: ("desk.send", phrase("Send to an office")),
    Move.APPROVE: ("desk.approve", phrase("Approved")),
    Move.COLLECT: ("desk.collect", phrase("Collected")),
    Move.USE: ("desk.use", phrase("Used")),
    Move.ASK: ("desk.ask", phrase("Ask for papers")),
    Move.REFUSE: ("desk.refuse", phrase("Refused")),
    Move.RETURN: ("desk.return", phrase("Take the last step back")),
}


@dataclass(frozen=True, slots=True)
class Card:
    """What the card is made from. `names` are people by row; `files` is empty for who may not see them.

    `working` where the reader may move the case, `own` where it is the reader's own request; `sealed` where no key
    opens what tells of persons; `missing` are labels.
    """

    case: Case
    names: Mapping[int, str]
    files: Sequence[File]
    events: Sequence[Event]
    missing: Sequence[str]
    warnings: Sequence[Validity]
    endings: Sequence[Ending]
    working: bool
    own: bool
    reader: int
    now: datetime
    sealed: bool = False


def card(w: Words, shown: Card, lead: Html | None = None) -> Message:
    """One case; `lead` says what was done just now."""
    case = shown.case
    steps = [event for event in shown.events if event.action != OPENED]
    text = Html.paragraphs(
        lead,
        _head(w, shown),
        _facts(w, shown),
        _decision(w, case),
        _listed(w, w.say("<b>Asked for, and not there yet:</b>"), labels_of(w, case.kind, case.asked)),
        _listed(w, w.say("<b>Still missing by the rules:</b>"), shown.missing),
        Html.lines(*(w.say("⚠️ {warning}", warning=one.words.told(w.language)) for one in shown.warnings)),
        *(ended(w, case.kind, one) for one in shown.endings[:_ENDINGS]),
        w.say("⚠️ What tells of persons cannot be opened: none of the keys fits.") if shown.sealed else None,
        Html.lines(
            w.say("<b>Latest steps</b>"),
            *(line(w, case.kind, event, shown.names, _LONGEST) for event in steps[-_STEPS:]),
        ),
        _why_not(w, shown),
    )
    return Message(text, _buttons(w, shown))


def _head(w: Words, shown: Card) -> Html:
    case = shown.case
    return Html.lines(
        w.say("🗂 <b>{kind}</b>", kind=kind_name(w, case.kind)),
        w.code(case.number),
        w.say(
            "<b>{state}</b>, {age}", state=state_name(w, case.state), age=age(w, case.state_since, shown.now)
        ),
        w.say("⚠️ Overdue since {moment}", moment=w.moment(case.overdue_at))
        if case.overdue_at and overdue(case, shown.now)
        else None,
        w.say("Urgent: filed below the notice period") if case.urgent else None,
    )


def _facts(w: Words, shown: Card) -> Html:
    case, office = shown.case, shown.case.kind.office(shown.case.office)
    typed = written_otherwise(case)
    officer = shown.names.get(case.officer, "") if case.officer is not None else ""
    return Html.lines(
        w.say("Organisation: {organisation}", organisation=case.organisation),
        w.say("In the request it is written: {organisation}", organisation=w.join(typed)) if typed else None,
        w.say("Applicant: {name}", name=shown.names.get(case.applicant, "")),
        w.say("Filed: {moment}", moment=w.moment(case.filed_at)) if case.filed_at else None,
        w.say("Officer: {name}", name=officer) if officer else w.say("Officer: nobody yet"),
        w.say("Sent to: {office}", office=office.name.told(w.language)) if office else None,
        w.count("Papers: {n} file", "Papers: {n} files", len(shown.files)) if shown.files else None,
    )


def _decision(w: Words, case: Case) -> Html | None:
    if case.approved_on and case.valid_from and case.valid_until:
        return approval(
            w, case.approval_number, w.day(case.approved_on), w.day(case.valid_from), w.day(case.valid_until)
        )
    reason = case.kind.reason(case.refusal)
    return w.say("Refused: {reason}", reason=reason.label.told(w.language)) if reason else None


def approval(w: Words, number: str, on: str, valid_from: str, valid_until: str) -> Html:
    """The approving letter in two lines; days as text."""
    return Html.lines(
        w.say("Letter: no. {number} of {day}", number=number, day=on),
        w.say("Valid from {first} until {last}", first=valid_from, last=valid_until),
    )


def ended(w: Words, kind: Kind, ending: Ending) -> Html | None:
    """That a rule holds no more, since when, in the centre's words."""
    rule = kind.rule(ending.rule)
    if rule is None:
        return None
    return w.say(
        "🔔 Holds no more since {day}: {rule}. {words}",
        day=w.day(ending.on),
        rule=rule.told(w.language).rstrip("."),
        words=one_line(ending.words.told(w.language), _LONGEST),
    )


def _listed(w: Words, head: Html, labels: Sequence[str]) -> Html | None:
    return Html.lines(head, bullets(w, labels)) if labels else None


def _why_not(w: Words, shown: Card) -> Html | None:
    if shown.own:
        return w.say("It is your own request: another officer decides on it.")
    if shown.working:
        return None
    return w.say("Another officer has it: what tells of persons, and the papers, are shown there only.")


def _buttons(w: Words, shown: Card) -> Rows:
    case, rows = shown.case, []
    if shown.working:
        there = moves_from(case.state)
        gone = {Move.RETURN} if case.purged_at else set()
        moves = [move for move in _BUTTONS if move in there and move not in gone]
        made = [
            Button(w.label(_BUTTONS[move][1]), press(_BUTTONS[move][0], case.id, case.version))
            for move in moves
        ]
        rows += [tuple(made[i : i + 2]) for i in range(0, len(made), 2)]
        if not case.closed:
            mine = Button(w.label("Assign to me"), press("desk.take", case.id, case.version))
            other = Button(w.label("Assign to another"), press("desk.assign", case.id, case.version))
            rows.append((other,) if case.officer == shown.reader else (mine, other))
    last = [Button(w.label("Answers"), press("desk.answers", case.id, 0))]
    if shown.files or (shown.working and any(one.type in LISTS for one in case.kind.fields)):
        last.append(Button(w.label("Papers"), press("desk.papers", case.id)))
    last.append(Button(w.label("Steps"), press("desk.history", case.id, 0)))
    return (*rows, tuple(last), (to_board(w),))


def changed(w: Words, case: Case) -> str:
    """Toast for a button of a card that is older than the case."""
    return w.label(
        "{number} changed meanwhile: {state}. Nothing was done; please look at it again.",
        number=case.number,
        state=state_name(w, case.state),
    )


def changed_lead(w: Words) -> Html:
    """Above the card, where what was begun cannot be done any more."""
    return w.say("⚠️ The request changed meanwhile, so nothing was done. This is how it stands now:")


def not_yours(w: Words) -> str:
    """Toast for a move that this officer may not make."""
    return w.label("Another officer has this case, or it is your own. Nothing was done.")
