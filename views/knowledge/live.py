"""The lines of an answer that come from other rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from coordination.cases.case import Case
from coordination.knowledge.airspace import Airspace
from coordination.knowledge.live import Counterpart
from coordination.roster.reporters import Expected
from views.cases.states import kind_name, state_name
from views.language import Html, Words
from views.terms import area_name


def no_meeting(w: Words) -> Html:
    """Until meetings are entered."""
    return w.say("Next meeting: no meeting is entered yet.")


def case_status(w: Words, own: Sequence[Case]) -> Html:
    """How the asker's own open requests stand, and where they can be followed."""
    return Html.lines(
        *(
            Html.lines(
                w.say("{number} · {kind}", number=w.code(case.number), kind=kind_name(w, case.kind)),
                w.say(
                    "<b>{state}</b> since {day}",
                    state=state_name(w, case.state),
                    day=w.short_day(case.state_since),
                ),
            )
            for case in own
        ),
        w.say("To see how your own case stands, send /status with its number."),
    )


def airspace(w: Words, line: Airspace | None, *, signed: bool) -> Html:
    """The line that a duty officer set, when, and (`signed`) by whom."""
    if line is None:
        return w.say("Airspace now: nobody has set a status yet. Ask before you plan.")
    text, own = line.told(w.language)
    when = w.moment(line.at)
    return Html.lines(
        w.say("Airspace now: <b>{text}</b>", text=text),
        w.say("<i>Set by {name}, {moment}</i>", name=line.by, moment=when)
        if signed
        else w.say("<i>Set by the duty officer, {moment}</i>", moment=when),
        None if own else w.say("<i>It was written in the other language only.</i>"),
    )


def deadlines(w: Words, found: Sequence[tuple[Expected, datetime]]) -> Html | None:
    """The asker's own next deadlines; nothing for those who have none."""
    if not found:
        return None
    return Html.lines(
        *(
            w.say(
                "Your next deadline, {body}: <b>{moment}</b>", body=body.name(w.language), moment=w.moment(at)
            )
            for body, at in found
        )
    )


def counterparts(w: Words, found: Sequence[Counterpart]) -> Html:
    """Who answers for each governorate, as far as the asker may know."""
    if not found:
        return w.say("Name the governorate in your question, and I tell you who its counterpart is.")
    return Html.lines(*(_counterpart(w, one) for one in found))


def _counterpart(w: Words, one: Counterpart) -> Html:
    area = area_name(w, one.governorate)
    if one.body is None:
        return w.say("<b>{area}</b>: no counterpart is entered.", area=area)
    if one.focal_points is None:
        return _office(w, area, one.body)
    if not one.focal_points:
        return w.say("<b>{area}</b>: no focal point is entered yet.", area=area)
    names = w.join([_named(w, person.name, person.organisation) for person in one.focal_points])
    return w.say("<b>{area}</b>: {names}", area=area, names=names)


def _office(w: Words, area: str, body: Expected) -> Html:
    """For those who may not know names."""
    if body.kind == "governorate":
        return w.say(
            "<b>{area}</b>: the counterpart is the governorate's coordination office; the duty officer puts you in touch.",
            area=area,
        )
    return w.say(
        "<b>{area}</b>: the counterpart is {body}; the duty officer puts you in touch.",
        area=area,
        body=body.name(w.language),
    )


def _named(w: Words, name: str, organisation: str) -> Html:
    if not organisation:
        return w.say("{name}", name=name)
    return w.say("{name}, {organisation}", name=name, organisation=organisation)
