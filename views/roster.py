"""The roster in words: who must report by when, who answers for them; hand-overs to deputies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from coordination.people.person import Person
from coordination.roster.deadlines import CRISIS_HOURS
from coordination.roster.handovers import Handover
from coordination.roster.reporters import Expected
from coordination.roster.silence import Board, Line
from coordination.roster.staff import Staff
from views.group_settings import hour_name
from views.language import Html, Words
from views.message import Button, Message, Rows, grid, press
from views.silence import body_names, own_line, standing_name

DEADLINES = ("10:00", "12:00", "13:00", "14:00", "15:00", "16:00", "17:00", "18:00", "20:00")
"""Daily deadlines that an admin can choose, Asia/Baghdad."""
AHEAD = 7
"""Days from which a hand-over can begin, today included."""
LENGTHS = (1, 2, 3, 4, 5, 7, 10, 14, 21, 30)
"""Days that a hand-over can last."""


def roster(w: Words, board: Board, not_asked: Sequence[Expected]) -> Message:
    """Everybody who must report, and those who may, a button each."""
    everybody = (*(line.who for line in board.lines), *not_asked)
    buttons = [Button(who.name(w.language), press("roster.card", who.code)) for who in everybody]
    text = Html.paragraphs(
        Html.lines(w.say("<b>Who must report</b>, Baghdad time"), *(_body(w, line) for line in board.lines)),
        w.say("No update is expected from: {names}.", names=body_names(w, not_asked)) if not_asked else None,
    )
    return Message(text, grid(buttons, 2))


def card(w: Words, line: Line, staff: Staff, today: date, *, may_change: bool) -> Message:
    """One body: its deadlines, its people, its last days; for admins with what can be changed."""
    who = line.who
    expected = (own_line(w, line), _hours_line(w, who)) if who.asked else (_not_asked(w, who),)
    text = Html.paragraphs(
        *expected,
        Html.lines(
            _people(w, w.say("<b>Focal points</b>"), staff.focal_points(who)),
            _people(w, w.say("<b>Deputies</b>"), staff.deputies(who)),
            *_handovers(w, who, staff, today),
        ),
        w.say("Another daily deadline, or crisis mode:") if may_change and who.asked else None,
    )
    back = (Button(w.label("Back to the list"), press("roster.list")),)
    return Message(text, (*(_changes(w, who) if may_change else ()), back))


def deadlines_changed(w: Words, who: Expected, *, crisis_changed: bool) -> Message:
    """To those who report for the body: updates are due at other hours from now on."""
    name = who.name(w.language)
    if who.crisis_since is not None:
        first, second = (hour_name(w, hour) for hour in CRISIS_HOURS)
        return Message(
            w.say(
                "⚠️ <b>Crisis mode for {name}</b>: from now on an update is due every day by {first} and by {second}, "
                "Baghdad time.",
                name=name,
                first=first,
                second=second,
            )
        )
    time_ = hour_name(w, who.deadline)
    if crisis_changed:
        return Message(
            w.say(
                "Crisis mode for {name} has ended: an update is due every day by {time}, Baghdad time.",
                name=name,
                time=time_,
            )
        )
    return Message(
        w.say(
            "The deadline for {name} was changed: an update is due every day by {time}, Baghdad time.",
            name=name,
            time=time_,
        )
    )


def asked_changed(w: Words, who: Expected) -> Message:
    """To those who report for the body: updates are expected from now on, or no more."""
    name = who.name(w.language)
    if not who.asked:
        return Message(
            w.say(
                "No update is expected from {name} any more. What you send is welcome as before.", name=name
            )
        )
    return Message(
        w.say(
            "From now on an update is expected from {name} every day by {times}, Baghdad time.",
            name=name,
            times=_due(w, who),
        )
    )


def choose_deputy(w: Words, deputies: Sequence[Person]) -> Message:
    """Hand over to whom?"""
    if not deputies:
        return Message(w.say("You have no deputy yet. Ask the centre to add one, then use /handover again."))
    text = Html.lines(
        w.say("<b>Hand-over</b>: on days when you are away, a deputy is reminded in your place."),
        w.say("Which deputy?"),
    )
    return Message(text, grid([Button(one.name, press("handover.deputy", one.id)) for one in deputies], 1))


def choose_first(w: Words, deputy: Person, today: date) -> Message:
    """From which day?"""
    days = [today + timedelta(days=n) for n in range(AHEAD)]
    buttons = [Button(w.day(day), press("handover.first", deputy.id, day.isoformat())) for day in days]
    return Message(w.say("<b>Hand-over to {name}</b>: from which day?", name=deputy.name), grid(buttons, 2))


def choose_last(w: Words, deputy: Person, first: date) -> Message:
    """Until which day?"""
    days = [first + timedelta(days=length - 1) for length in LENGTHS]
    buttons = [
        Button(w.day(day), press("handover.last", deputy.id, first.isoformat(), day.isoformat()))
        for day in days
    ]
    text = w.say(
        "<b>Hand-over to {name}</b> from {first}: until which day? That day is included.",
        name=deputy.name,
        first=w.day(first),
    )
    return Message(text, grid(buttons, 2))


def handed_over(w: Words, handover: Handover, deputy: str) -> Message:
    """To the focal point: the hand-over that stands."""
    text = w.say(
        "<b>Hand-over to {name}</b>: from {first} to {last}, both included. Reminders go to the deputy on these days.",
        name=deputy,
        first=w.day(handover.first_day),
        last=w.day(handover.last_day),
    )
    return Message(text, ((Button(w.label("Take it back"), press("handover.end", handover.id)),),))


def taken_back(w: Words) -> Message:
    """To the focal point: reminders are theirs again."""
    return Message(w.say("The hand-over has ended. Reminders come to you again."))


def stands_in(w: Words, focal_point: str, handover: Handover, bodies: Sequence[Expected]) -> Message:
    """To the deputy: whom they stand in for, and when."""
    return Message(
        w.say(
            "<b>Hand-over</b>: {name} has handed the updates of {bodies} to you from {first} to {last}, both included. "
            "You are reminded on these days.",
            name=focal_point,
            bodies=body_names(w, bodies),
            first=w.day(handover.first_day),
            last=w.day(handover.last_day),
        )
    )


def no_longer_stands_in(w: Words, focal_point: str) -> Message:
    """To the deputy: the hand-over was taken back or given to somebody else."""
    return Message(
        w.say("The hand-over by {name} has ended: you are not reminded any more.", name=focal_point)
    )


def _body(w: Words, line: Line) -> Html:
    return w.say(
        "• {name}: {hours}; {standing}",
        name=line.who.name(w.language),
        hours=_hours(w, line.who),
        standing=standing_name(w, line.standing) if line.staffed else w.label("no focal point yet"),
    )


def _hours(w: Words, who: Expected) -> str:
    if who.crisis_since is None:
        return hour_name(w, who.deadline)
    return w.say("{times}, crisis mode", times=w.join([hour_name(w, hour) for hour in CRISIS_HOURS]))


def _due(w: Words, who: Expected) -> str:
    hours = (who.deadline,) if who.crisis_since is None else CRISIS_HOURS
    return w.join([hour_name(w, hour) for hour in hours])


def _not_asked(w: Words, who: Expected) -> Html:
    return Html.lines(
        w.say("<b>{name}</b>", name=who.name(w.language)),
        w.say("No update is expected: nobody is reminded, and silence is not shown. Updates are welcome."),
    )


def _hours_line(w: Words, who: Expected) -> Html:
    if who.crisis_since is None:
        return w.say("Deadline: every day by {time}, Baghdad time", time=hour_name(w, who.deadline))
    return w.say(
        "Crisis mode since {moment}: every day by {times}, Baghdad time",
        moment=w.moment(who.crisis_since),
        times=w.join([hour_name(w, hour) for hour in CRISIS_HOURS]),
    )


def _people(w: Words, title: Html, people: Sequence[Person]) -> Html:
    if not people:
        return Html.lines(title, w.say("nobody"))
    return Html.lines(title, *(_person(w, who) for who in people))


def _person(w: Words, who: Person) -> Html:
    values = {"name": who.name, "organisation": who.organisation}
    named = (
        w.say("• {name} ({organisation})", **values) if who.organisation else w.say("• {name}", name=who.name)
    )
    return named if who.reachable else w.say("{name}: messages do not arrive", name=named)


def _handovers(w: Words, who: Expected, staff: Staff, today: date) -> list[Html]:
    found = []
    for given in staff.handovers:
        person, deputy = staff.of_person(given.person), staff.of_person(given.deputy)
        if given.last_day >= today and person in staff.focal_points(who) and deputy in staff.deputies(who):
            found.append(
                w.say(
                    "{deputy} stands in for {name} from {first} to {last}.",
                    deputy=deputy.name if deputy else "",
                    name=person.name if person else "",
                    first=w.short_day(given.first_day),
                    last=w.short_day(given.last_day),
                )
            )
    return found


def _changes(w: Words, who: Expected) -> Rows:
    if not who.asked:
        on = press("roster.asked", who.code, who.version, "on")
        return ((Button(w.label("Expect updates"), on),),)
    hours = [
        Button(
            w.label("✓ {name}", name=hour_name(w, hour)) if hour == who.deadline else hour_name(w, hour),
            press("roster.deadline", who.code, who.version, hour),
        )
        for hour in DEADLINES
    ]
    if who.crisis_since is None:
        crisis = Button(w.label("Crisis mode on"), press("roster.crisis", who.code, who.version, "on"))
    else:
        crisis = Button(w.label("Crisis mode off"), press("roster.crisis", who.code, who.version, "off"))
    off = Button(w.label("Expect no updates"), press("roster.asked", who.code, who.version, "off"))
    return (*grid(hours, 3), (crisis,), (off,))
