"""/cases: one's own requests and those of the organisation."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.cases.case import Case
from coordination.cases.states import State
from views.cases.states import kind_name, state_name
from views.language import Html, Words
from views.message import Button, Message, grid, press
from views.people import page_buttons

PAGE = 6
"""Requests on one page."""


def own(w: Words, cases: Sequence[Case], page: int, count: int, *, colleagues: bool, filing: bool) -> Message:
    """One page of the reader's own, newest first. `colleagues`: the organisation has others; `filing`: may file."""
    last = []
    if colleagues:
        last.append(Button(w.label("All of my organisation"), press("case.organisation")))
    if filing:
        last.append(Button(w.label("New request"), press("case.kinds")))
    if not count:
        return Message(w.say("You have no requests and no drafts."), grid(last, 1))
    title = w.count("<b>Your requests: {n}</b>", "<b>Your requests: {n}</b>", count)
    return _page(w, title, cases, page, count, "case.mine", last)


def organisation(w: Words, name: str, cases: Sequence[Case], page: int, count: int) -> Message:
    """One page of what the organisation filed."""
    last = [Button(w.label("Only mine"), press("case.mine"))]
    title = w.count("<b>Requests of {name}: {n}</b>", "<b>Requests of {name}: {n}</b>", count, name=name)
    return _page(w, title, cases, page, count, "case.organisation", last)


def _page(
    w: Words, title: Html, cases: Sequence[Case], page: int, count: int, action: str, last: list[Button]
) -> Message:
    buttons = [Button(_label(w, case), press("case.open", case.id)) for case in cases]
    return Message(
        Html.paragraphs(title, *(_entry(w, case) for case in cases)),
        (*grid(buttons, 1), *page_buttons(w, action, page, PAGE, count), *grid(last, 1)),
    )


def _label(w: Words, case: Case) -> str:
    if case.state is State.DRAFT:
        return w.label(
            "Continue: {kind}, {day}", kind=kind_name(w, case.kind), day=w.short_day(case.created_at)
        )
    return case.number or kind_name(w, case.kind)


def _entry(w: Words, case: Case) -> Html:
    if not case.number:
        return w.say(
            "💾 {kind}: {state}, begun {day}",
            kind=kind_name(w, case.kind),
            state=state_name(w, case.state),
            day=w.short_day(case.created_at),
        )
    return Html.lines(
        w.say("{number} · {kind}", number=w.code(case.number), kind=kind_name(w, case.kind)),
        w.say(
            "<b>{state}</b> since {day}", state=state_name(w, case.state), day=w.short_day(case.state_since)
        ),
    )
