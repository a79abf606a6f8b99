"""Sums of families and individuals in words: what was given, what is unknown, what was not reported."""

from __future__ import annotations

from typing import Literal

from coordination.summaries import Reported, Total
from views.language import Html, Words
from views.status import names

Unit = Literal["families", "individuals"]


def figure(w: Words, value: Total, unit: Unit) -> Html:
    """A sum with how many of the reports it rests on; words where no report gave a number."""
    if value.given == 0:
        return _missing(w, value, unit)
    amount = _amount(w, value, unit)
    if value.given == value.reports:
        return amount
    if value.unknown:
        return w.count(
            "{amount} (given in {given} of {n} report, said to be unknown in {unknown})",
            "{amount} (given in {given} of {n} reports, said to be unknown in {unknown})",
            value.reports,
            amount=amount,
            given=value.given,
            unknown=value.unknown,
        )
    return w.count(
        "{amount} (given in {given} of {n} report)",
        "{amount} (given in {given} of {n} reports)",
        value.reports,
        amount=amount,
        given=value.given,
    )


def figures(w: Words, reported: Reported) -> Html:
    """Both units side by side as far as anything was said about them."""
    families, individuals = reported.families, reported.individuals
    told = [
        figure(w, value, unit)
        for value, unit in _pairs(families, individuals)
        if value.given or value.unknown
    ]
    if len(told) == 2:
        return w.say("{families}, {individuals}", families=told[0], individuals=told[1])
    return told[0] if told else w.say("no figures reported")


def changed(w: Words, value: Total, before: Total, unit: Unit, *, week: bool = False) -> Html | None:
    """How a sum differs from the day before, or the `week` before; nothing where neither has one."""
    if value.given == 0 and before.given == 0:
        return None
    if value.given == 0:
        amount = _amount(w, before, unit)
        if week:
            return w.say("the week before: {amount}", amount=amount)
        return w.say("the day before: {amount}", amount=amount)
    if before.given == 0:
        return w.say("no figure for the week before") if week else w.say("no figure for the day before")
    difference = value.amount - before.amount
    if difference == 0:
        return w.say("the same as the week before") if week else w.say("the same as the day before")
    signed = w.signed(difference)
    if value.approximate or before.approximate:
        if week:
            return w.say("≈ {difference} against the week before", difference=signed)
        return w.say("≈ {difference} against the day before", difference=signed)
    if week:
        return w.say("{difference} against the week before", difference=signed)
    return w.say("{difference} against the day before", difference=signed)


def _pairs(families: Total, individuals: Total) -> tuple[tuple[Total, Unit], tuple[Total, Unit]]:
    return (families, "families"), (individuals, "individuals")


def _amount(w: Words, value: Total, unit: Unit) -> Html:
    tell = names.families if unit == "families" else names.individuals
    return tell(w, value.amount, approximate=value.approximate)


def _missing(w: Words, value: Total, unit: Unit) -> Html:
    if unit == "families":
        return names.families(w, "unknown") if value.unknown else w.say("number of families not reported")
    return names.individuals(w, "unknown") if value.unknown else w.say("number of individuals not reported")
