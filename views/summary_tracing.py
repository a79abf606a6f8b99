"""Buttons under a summary that show the reports behind its figures, and the list that they open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from coordination.reports.fact import Fact, Kind
from coordination.summaries import Movement, Summary
from views.language import Html, Words
from views.message import Button, Message, grid, press
from views.people import page_buttons
from views.status import facts, names
from views.terms import area_line

ACTION = "summary.reports"
PAGE = 6
"""Reports on one page."""
EVERYWHERE = "-"

_MICROSECOND = timedelta(microseconds=1)
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Traced:
    """Which reports: of a kind, saved after `since` and up to `until`, of one governorate or place, or all that one may see."""

    kind: Kind
    since: datetime
    until: datetime
    area: str | None = None


def with_buttons(w: Words, value: Summary, messages: list[Message]) -> list[Message]:
    """The messages of a summary, the last with a button for each kind that has figures in it."""
    one_place = value.scope.governorates if value.scope.governorates is not None else frozenset()
    area = value.scope.place or (next(iter(one_place)) if len(one_place) == 1 else None)
    counts = {
        Kind.DISPLACEMENT: _moved(value.displacement),
        Kind.RETURN: _moved(value.returns),
        Kind.INCIDENT: len(value.incidents),
        Kind.NEED: len({one for need in value.needs for one in need.reported.references}),
        Kind.ACCESS: len(value.access),
        Kind.SITUATION: len(value.situation),
    }
    buttons = [
        Button(
            w.label("{kind}: {n}", kind=names.kind_name(w, kind), n=n),
            _to(Traced(kind, value.since, value.until, area)),
        )
        for kind, n in counts.items()
        if n
    ]
    return [*messages[:-1], replace(messages[-1], buttons=grid(buttons, 2))]


def _moved(value: Movement) -> int:
    """How many reports tell of people who came, or who left."""
    return len(value.whole.references) + sum(len(one.reported.references) for one in value.left)


def read(arguments: Sequence[str]) -> Traced | None:
    """What a button of `with_buttons` names; None for anything else."""
    if len(arguments) < 4 or not all(one.isascii() and one.isdecimal() for one in arguments[:3]):
        return None
    kind, since, until = map(int, arguments[:3])
    if kind >= len(Kind) or max(since, until) > 4_102_444_800_000_000:  # the year 2100
        return None
    area = None if arguments[3] == EVERYWHERE else arguments[3]
    moments = (_BEGINNING + since * _MICROSECOND, _BEGINNING + until * _MICROSECOND)
    return Traced(list(Kind)[kind], *moments, area)


def page(
    w: Words,
    traced: Traced,
    listed: Sequence[tuple[str, Fact]],
    number: int,
    count: int,
    opened: Collection[str],
) -> Message:
    """A page of the reports, oldest first; each that is `opened` to the reader has a button that shows it."""
    head = Html.lines(
        w.say("🔎 <b>{kind}: the updates behind the figures</b>", kind=names.kind_name(w, traced.kind)),
        area_line(w, traced.area) if traced.area else None,
        w.say(
            "Saved from {since} to {until}, as they are now: {n}",
            since=w.moment(traced.since),
            until=w.moment(traced.until),
            n=count,
        ),
    )
    entries = [
        Html.lines(w.say("<code>{reference}</code>", reference=reference), facts.line(w, fact))
        for reference, fact in listed
    ]
    shown = [Button(one, press("status.show", one)) for one, _ in listed if one in opened]
    return Message(
        Html.paragraphs(head, *facts.fitting(w, entries)),
        (*grid(shown, 2), *page_buttons(w, _to(traced), number, PAGE, count)),
    )


def _to(traced: Traced) -> str:
    moments = ((one - _BEGINNING) // _MICROSECOND for one in (traced.since, traced.until))
    return press(ACTION, list(Kind).index(traced.kind), *moments, traced.area or EVERYWHERE)
