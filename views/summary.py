"""The daily summary and the figures on demand, for a phone: one thought a line, nothing without its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from coordination.reports.days import day_in_baghdad
from coordination.reports.fact import GRAVITIES, Kind
from coordination.roster.reporters import Silence
from coordination.summaries import Item, Need, Summary
from coordination.summaries.scope import ALL_KINDS
from views import disputes
from views import summary_movement as movement
from views import summary_tracing as tracing
from views import summary_unknown as unknown
from views.figures import figures
from views.language import Html, Words, split
from views.message import Message
from views.quoting import one_line
from views.status import names
from views.summary_corrections import section
from views.terms import area_line, area_name, area_names, in_order

TEXT_LIMIT = 140
"""Characters of a person's words quoted on one line; the whole is in the report."""
ITEMS = 12
"""Lines of one section; the rest is counted."""


def daily(
    w: Words, value: Summary, posted_late: datetime | None = None, meetings: Html | None = None
) -> list[Message]:
    """The summary that is posted at a group's hour; `posted_late` is when, if that was noticeably after it."""
    late = None
    if posted_late is not None:
        late = w.say(
            "<b>Late</b>: due at {due}, posted at {posted}.",
            due=w.moment(value.until),
            posted=w.moment(posted_late),
        )
    head = w.say("📋 <b>Daily summary, {moment}</b>", moment=w.moment(value.until))
    meetings = meetings or w.say("Next meetings: none are entered in this bot yet.")
    return _messages(w, value, Html.lines(head, late), _without_focal_point(w, value.silence), meetings)


def on_demand(w: Words, value: Summary, *, name_unstaffed: bool = False) -> list[Message]:
    """The same figures at any moment, for the hours up to it.

    `name_unstaffed` is for those who can do something about it: the names of the bodies without a focal point.
    """
    moment = w.moment(value.until)
    if movement.of_a_week(value):
        days = round((value.until - value.since) / timedelta(days=1))
        head = w.count(
            "📋 <b>The last {n} day, as of {moment}</b>",
            "📋 <b>The last {n} days, as of {moment}</b>",
            days,
            moment=moment,
        )
    else:
        hours = (value.until - value.since) // timedelta(hours=1)
        head = w.say("📋 <b>The last {hours} hours, as of {moment}</b>", hours=hours, moment=moment)
    return _messages(w, value, head, _without_focal_point(w, value.silence, named=name_unstaffed), None)


def _messages(
    w: Words, value: Summary, head: Html, unstaffed: Html | None, meetings: Html | None
) -> list[Message]:
    text = Html.paragraphs(
        Html.lines(head, _scope(w, value), _sources(w, value)),
        section(w, value.corrections),
        disputes.section(w, value.disputes),
        movement.section(w, w.say("<b>New displacement</b>"), value.displacement, value),
        movement.section(w, w.say("<b>Returns</b>"), value.returns, value),
        _items(w, _incidents(w, value.incidents), value.incidents, value),
        _items(w, w.say("<b>Access: {n}</b>", n=len(value.access)), value.access, value),
        _needs(w, value),
        _items(w, w.say("<b>Situation</b>"), value.situation, value),
        Html.lines(_calm(w, value), _unreported(w, value)),
        Html.lines(unknown.section(w, value), _silence(w, value.silence), unstaffed),
        unknown.open_cases(w, value.cases),
        meetings,
    )
    return tracing.with_buttons(w, value, [Message(piece) for piece in split(text)])


def _scope(w: Words, value: Summary) -> Html | None:
    governorates, kinds = value.scope.governorates, value.scope.kinds
    if value.scope.place:
        return Html.lines(
            area_line(w, value.scope.place),
            w.say("Only updates that name this place or one in it."),
        )
    return Html.lines(
        None
        if governorates is None
        else w.say("Governorates: {names}", names=area_names(w, in_order(governorates))),
        None if kinds == ALL_KINDS else w.say("Subjects: {names}", names=_kinds(w, kinds)),
    )


def _sources(w: Words, value: Summary) -> Html:
    since = w.moment(value.since)
    if value.reports == 0:
        return w.say("No update was saved since {since}.", since=since)
    return w.say(
        "Source: {updates} from {people}, saved since {since}.",
        updates=_updates(w, value),
        people=w.count("{n} person", "{n} people", value.reporters),
        since=since,
    )


def _updates(w: Words, value: Summary) -> Html:
    updates = w.count("{n} update", "{n} updates", value.reports)
    if not value.confirmed:
        return updates
    return w.count(
        "{updates} ({n} of them confirmed)",
        "{updates} ({n} of them confirmed)",
        value.confirmed,
        updates=updates,
    )


def _incidents(w: Words, items: Sequence[Item]) -> Html:
    """How many there are, and how many of each gravity, the gravest first."""
    counts = Counter(item.gravity for item in items)
    told = [
        w.say("{gravity}: {n}", gravity=names.gravity_name(w, one), n=counts[one])
        for one in (*reversed(GRAVITIES), "unknown")
        if counts[one]
    ]
    return Html.lines(
        w.say("<b>Incidents: {n}</b>", n=len(items)), w.say("By gravity: {counts}.", counts=w.join(told))
    )


def _items(w: Words, title: Html, items: Sequence[Item], value: Summary) -> Html | None:
    if not items:
        return None
    rest = len(items) - ITEMS
    return Html.lines(
        title,
        *(_item(w, item, value) for item in items[:ITEMS]),
        w.count("and {n} more", "and {n} more", rest) if rest > 0 else None,
    )


def _item(w: Words, item: Item, value: Summary) -> Html:
    where = names.location(w, item.governorate, item.place, item.place_text) or area_name(w, None)
    if item.day != day_in_baghdad(value.until):
        where = w.say("{where}, on {day}", where=where, day=w.short_day(item.day))
    if not item.text:
        return w.say(
            "• {where}: no details given <code>{reference}</code>", where=where, reference=item.reference
        )
    return w.say(
        "• {where}: {text} <code>{reference}</code>",
        where=where,
        text=one_line(item.text, TEXT_LIMIT),
        reference=item.reference,
    )


def _needs(w: Words, value: Summary) -> Html | None:
    if not value.needs:
        return None
    return Html.lines(
        w.say("<b>Needs</b>"),
        *(_need(w, need) for need in value.needs),
        w.say("One update can name several sectors: do not add these up.") if value.needs_overlap else None,
    )


def _need(w: Words, need: Need) -> Html:
    told = need.reported
    said = told.families.given or told.families.unknown or told.individuals.given or told.individuals.unknown
    values = {
        "sector": names.sector_name(w, need.sector) if need.sector else w.label("Sector not given"),
        "where": area_names(w, need.governorates),
        "updates": w.count("{n} update", "{n} updates", len(told.references)),
    }
    if not said:
        return w.say("• {sector} ({where}): {updates}", **values)
    return w.say("• {sector} ({where}): {updates}, {figures}", **values, figures=figures(w, told))


def _calm(w: Words, value: Summary) -> Html | None:
    if not value.nothing_to_report:
        return None
    return w.say("Nothing to report: {names}.", names=area_names(w, value.nothing_to_report))


def _unreported(w: Words, value: Summary) -> Html | None:
    if not value.unreported or value.reports == 0:
        return None
    return w.say("No update about: {names}.", names=_kinds(w, value.unreported))


def _kinds(w: Words, kinds: Sequence[Kind] | frozenset[Kind]) -> Html:
    return w.join([names.subject_name(w, kind) for kind in Kind if kind in kinds])


def _silence(w: Words, silence: Silence) -> Html | None:
    if silence.quiet:
        return w.say(
            "<b>Not heard from {n} of {expected}</b>: {names}.",
            n=len(silence.quiet),
            expected=silence.expected,
            names=w.join([who.name(w.language) for who in silence.quiet]),
        )
    if not silence.heard:
        return None
    return w.count(
        "Heard from the one expected reporter that has a focal point.",
        "Heard from all {n} expected reporters that have a focal point.",
        silence.expected,
    )


def _without_focal_point(w: Words, silence: Silence, *, named: bool = False) -> Html | None:
    if not silence.unstaffed:
        return None
    if named:
        return w.say(
            "No focal point yet: {names}.", names=w.join([who.name(w.language) for who in silence.unstaffed])
        )
    return w.count(
        "{n} of {expected} expected reporters has no focal point yet.",
        "{n} of {expected} expected reporters have no focal point yet.",
        len(silence.unstaffed),
        expected=silence.expected + len(silence.unstaffed),
    )
