"""What is odd about a fact, asked in one sentence before it is saved; and that the reporter said it is right."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.reports.fact import Fact
from coordination.reports.plausibility import (
    LARGEST_FAMILY,
    SMALLEST_FAMILY,
    WITHIN,
    Doubt,
    Unit,
    affirmed,
)
from views.language import Html, Words
from views.message import Message, Rows
from views.status import facts, names
from views.status.keys import Keys


def question(w: Words, fact: Fact, index: int, doubt: Doubt, keys: Keys, *, sees: bool) -> Message:
    """Is it right? `index` is the fact's place in the draft; `sees` where the person may see others' figures."""
    text = Html.paragraphs(
        w.say("❓ <b>Is this right?</b> It is not saved yet."),
        facts.line(w, fact),
        _odd(w, fact, doubt, sees=sees),
    )
    right = keys.button(w.label("It is right"), "doubt", index, *answer(doubt))
    rows: Rows = ((right,), (keys.button(w.label("Change it"), "doubt", index, "change", doubt.step),))
    if doubt.odd == "size":
        families = keys.button(w.label("Change the families"), "doubt", index, "change", "households")
        people = keys.button(w.label("Change the individuals"), "doubt", index, "change", "individuals")
        rows = ((right,), (families, people))
    return Message(text, rows)


def answer(doubt: Doubt) -> tuple[str, str]:
    """What the button "It is right" carries of a doubt."""
    return doubt.odd, doubt.unit or "all"


def _odd(w: Words, fact: Fact, doubt: Doubt, *, sees: bool) -> Html:
    if doubt.odd == "day":
        return w.say("This day lies ahead, or more than {n} days back.", n=WITHIN.days)
    if doubt.odd == "size":
        return w.say(
            "A family usually has {fewest} to {most} members; these two figures do not fit each other.",
            fewest=SMALLEST_FAMILY,
            most=LARGEST_FAMILY,
        )
    if doubt.odd == "jump":
        return _jump(w, fact, doubt, sees=sees)
    return _returns(w, fact, doubt, sees=sees)


def _returns(w: Words, fact: Fact, doubt: Doubt, *, sees: bool) -> Html:
    to, out_of = names.origin(w, fact), names.where(w, fact)
    if not sees:
        return w.say("These are more people than were reported so far as displaced.")
    against = _figure(w, doubt.unit or "households", doubt.against)
    if to:
        return w.say("Reported so far as displaced to {place}: {figure}.", place=to, figure=against)
    return w.say("Reported so far as displaced from {place}: {figure}.", place=out_of, figure=against)


def _jump(w: Words, fact: Fact, doubt: Doubt, *, sees: bool) -> Html:
    area, n = names.place_name(w, fact.governorate), WITHIN.days
    if not sees:
        return w.say(
            "This is far more than anything reported there in the last {n} days ({area}).", area=area, n=n
        )
    against = _figure(w, doubt.unit or "households", doubt.against)
    return w.say(
        "The largest figure of this kind reported there in the last {n} days ({area}): {figure}.",
        area=area,
        n=n,
        figure=against,
    )


def _figure(w: Words, unit: Unit, number: int) -> Html:
    return names.families(w, number) if unit == "households" else names.individuals(w, number)


def said_right(w: Words, fact: Fact, keys: Sequence[str]) -> Html | None:
    """That the reporter was asked about figures or the day, and said that they are right; None where nobody asked."""
    told = affirmed(fact, keys)
    if not told:
        return None
    parts = [
        w.label("the day") if any(doubt.odd == "day" for doubt in told) else "",
        w.label("the families")
        if any(doubt.odd == "size" or doubt.unit == "households" for doubt in told)
        else "",
        w.label("the individuals")
        if any(doubt.odd == "size" or doubt.unit == "individuals" for doubt in told)
        else "",
    ]
    return w.say(
        "<b>Unusual; the reporter confirmed it when asked:</b> {what}.",
        what=w.join([part for part in parts if part]),
    )
