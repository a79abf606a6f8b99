"""/find in words: what was searched for, what was found."""

from __future__ import annotations

from dataclasses import dataclass

from coordination.people.person import OVERSEERS, Person
from coordination.reports.finding import MOST_READ, Area, Found, Search, areas_of
from views.language import Html, Words
from views.message import Button, Message, grid, press
from views.people import page_buttons
from views.status import facts, names
from views.status.own import state
from views.terms import area_names, in_order

PAGE = 6
"""Updates on one page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of a search; `version` is the number that its buttons carry.

    `disputed` are the row ids of reports in open disputes.
    """

    search: Search
    found: Found
    number: int
    version: int
    disputed: frozenset[int] = frozenset()


def how_to_find(w: Words) -> Message:
    """/find without anything."""
    return Message(
        Html.lines(
            w.say(
                "Write after the command what to find: a place, a kind, a day or days, words of the update."
            ),
            *_examples(w),
        )
    )


def _examples(w: Words) -> tuple[Html, ...]:
    return (
        w.say("<code>/find Sinjar</code>"),
        w.say("<code>/find need Ninewa 7d</code>"),
        w.say("<code>/find tents 20/11</code>"),
    )


def page(w: Words, shown: Shown, reader: Person) -> Message:
    """One page, newest first, with a button for each; or what was searched for in vain, with examples."""
    found = shown.found
    cut = w.say("Only the newest {n} updates were looked through.", n=MOST_READ) if found.cut else None
    about = Html.lines(_searched(w, shown.search), _where_searched(w, reader), cut)
    if not found.count:
        again = Html.lines(
            w.say("Try fewer words, another spelling, or more days: <code>365d</code>. Examples:"),
            *_examples(w),
        )
        return Message(Html.paragraphs(w.say("<b>Nothing was found.</b>"), about, again))
    title = w.count("🔎 <b>{n} update was found</b>", "🔎 <b>{n} updates were found</b>", found.count)
    entries = [
        Html.lines(
            w.say("<code>{reference}</code>", reference=one.reference),
            facts.line(w, one.fact),
            state(w, one, disputed=one.id in shown.disputed),
        )
        for one in found.reports
    ]
    buttons = [Button(one.reference, press("status.show", one.reference)) for one in found.reports]
    return Message(
        Html.paragraphs(Html.lines(title, about), *facts.fitting(w, entries)),
        (
            *grid(buttons, 2),
            *page_buttons(w, press("find.page", shown.version), shown.number, PAGE, found.count),
        ),
    )


def _searched(w: Words, search: Search) -> Html:
    when = (
        w.say("on {day}", day=w.day(search.day))
        if search.day
        else w.count("in the last {n} day", "in the last {n} days", search.days)
    )
    parts = [
        names.kind_name(w, search.kind) if search.kind else "",
        *(_area(w, area) for area in search.areas),
        w.say("“{words}”", words=" ".join(search.words)) if search.words else "",
        when,
    ]
    return w.say("Searched: {search}", search=names.dotted(w, parts))


def _area(w: Words, area: Area) -> str:
    return w.join([names.place_name(w, place) for place in area.shown])


def _where_searched(w: Words, reader: Person) -> Html | None:
    """How far the reader sees; nothing to say of those who see all."""
    if reader.role in OVERSEERS:
        return None
    if not areas_of(reader):
        return w.say("Among your own updates.")
    return w.say(
        "In: {names}, and among your own updates.", names=area_names(w, in_order(reader.governorates))
    )
