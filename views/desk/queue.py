"""The desk's queue: how many cases of each kind wait, and lists of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from coordination.cases.case import Case
from coordination.cases.files import procedures
from coordination.cases.kind import Kind
from coordination.cases.lists import Waiting
from coordination.cases.rules import overdue
from views.cases.states import kind_name, state_name
from views.language import Html, Words
from views.message import Button, Message, Rows, press

PAGE = 8
ALL = "-"
"""In place of a kind, in buttons: every kind."""


def off(w: Words) -> Message:
    """Without a key nothing of persons can be kept, so there are no cases."""
    return Message(
        w.say(
            "Requests are switched off here: no key is configured that seals what they hold. "
            "Whoever runs the bot can set one."
        )
    )


def not_found(w: Words, *, mistyped: bool) -> Message:
    """/desk with a number that leads nowhere."""
    if mistyped:
        return Message(
            w.say("This number has a slip in it: its check letter does not fit. Please look at it again.")
        )
    return Message(w.say("I find no request with this number. The queue: /desk"))


def board(w: Words, waiting: Sequence[Waiting], *, admin: bool) -> Message:
    """The queue by kind: how many, how many overdue, since when the oldest waits."""
    kinds = [kind for kind in procedures().kinds.values() if any(one.kind == kind.id for one in waiting)]
    total, late = sum(one.n for one in waiting), sum(one.overdue for one in waiting)
    text = Html.paragraphs(
        Html.lines(
            w.count("🗂 <b>{n} request is open.</b>", "🗂 <b>{n} requests are open.</b>", total),
            _late(w, late),
        ),
        *(_of_kind(w, kind, [one for one in waiting if one.kind == kind.id]) for kind in kinds),
    )
    rows: Rows = tuple(
        (Button(_counted(w, waiting, kind), press("desk.list", kind.id, 0)),) for kind in kinds
    )
    if len(kinds) > 1:
        rows += ((Button(w.label("All of them"), press("desk.list", ALL, 0)),),)
    rows += ((Button(w.label("Real times"), press("desk.times")),),)
    if admin:
        rows += ((Button(w.label("Rules, and what changes today"), press("rule.kinds")),),)
    return Message(text, rows)


def _counted(w: Words, waiting: Sequence[Waiting], kind: Kind) -> str:
    n = sum(one.n for one in waiting if one.kind == kind.id)
    return w.label("{kind} ({n})", kind=kind_name(w, kind), n=n)


def _late(w: Words, n: int) -> Html | None:
    return w.count("⚠️ {n} of them is overdue.", "⚠️ {n} of them are overdue.", n) if n else None


def _of_kind(w: Words, kind: Kind, waiting: Sequence[Waiting]) -> Html:
    return Html.lines(
        w.say("<b>{kind}</b>", kind=kind_name(w, kind)),
        *(
            w.say(
                "• {state}: {n}, the oldest of {day}",
                state=state_name(w, one.state),
                n=one.n,
                day=w.day(one.oldest),
            )
            for one in waiting
        ),
        _late(w, sum(one.overdue for one in waiting)),
    )


def listed(
    w: Words, cases: Sequence[Case], kind: Kind | None, page: int, total: int, now: datetime
) -> Message:
    """One page of open cases: overdue ones first, then urgent ones, then the oldest."""
    title = kind_name(w, kind) if kind else w.label("All open requests")
    text = Html.paragraphs(
        w.say("🗂 <b>{title}</b>: overdue first, then urgent, then the oldest", title=title),
        *(_line(w, case, now) for case in cases),
        None if cases else w.say("None is open."),
    )
    rows: Rows = tuple((Button(case.number, press("desk.open", case.id)),) for case in cases)
    key = kind.id if kind else ALL
    turns = []
    if page:
        turns.append(Button(w.label("Back"), press("desk.list", key, page - 1)))
    if (page + 1) * PAGE < total:
        turns.append(Button(w.label("More"), press("desk.list", key, page + 1)))
    if turns:
        rows += (tuple(turns),)
    return Message(text, (*rows, (to_board(w),)))


def to_board(w: Words) -> Button:
    """Back to the queue by kind."""
    return Button(w.label("To the queue"), press("desk.board"))


def _line(w: Words, case: Case, now: datetime) -> Html:
    return Html.lines(
        w.say(
            "{number} · {kind} · {organisation}",
            number=w.code(case.number),
            kind=kind_name(w, case.kind),
            organisation=case.organisation,
        ),
        w.say("{state}, {age}", state=state_name(w, case.state), age=age(w, case.state_since, now)),
        w.say("⚠️ Overdue") if overdue(case, now) else None,
        w.say("Urgent: filed below the notice period") if case.urgent else None,
    )


def age(w: Words, since: datetime, now: datetime) -> Html:
    """For how many whole days."""
    days = (now - since) // timedelta(days=1)
    return w.count("for {n} day", "for {n} days", days) if days else w.say("for less than a day")
