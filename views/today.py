"""Answers to /today that are no figures: which governorate, and whether it is open to the asker."""

from __future__ import annotations

from collections.abc import Sequence

from views.language import Words
from views.message import Message
from views.terms import area_name, area_names, in_order


def no_governorate(w: Words) -> Message:
    """To a focal point without governorates (of a ministry)."""
    return Message(w.say("No governorate is assigned to you, so there are no figures for you here. See /me."))


def unknown_area(w: Words, typed: str) -> Message:
    """What was typed after /today is no place that the bot knows."""
    return Message(
        w.say("I do not know “{typed}”. Name a governorate, for example: /today Anbar", typed=typed)
    )


def several_areas(w: Words, typed: str, governorates: Sequence[str]) -> Message:
    """What was typed is a name in several governorates."""
    names = area_names(w, governorates)
    return Message(
        w.say(
            "“{typed}” exists in several governorates: {names}. Name one of them.", typed=typed, names=names
        )
    )


def not_yours(w: Words, area: str, governorates: Sequence[str]) -> Message:
    """A governorate that this person has no part in, with those that are theirs."""
    names = area_names(w, in_order(governorates))
    return Message(
        w.say("{area} is not yours to see. You can see: {names}.", area=area_name(w, area), names=names)
    )


def not_covered(w: Words, area: str, governorates: Sequence[str]) -> Message:
    """A governorate that this group has not subscribed to, with those that it has."""
    names = area_names(w, in_order(governorates))
    return Message(
        w.say("This group does not cover {area}. It covers: {names}.", area=area_name(w, area), names=names)
    )


def how_to_brief(w: Words) -> Message:
    """/brief without anything."""
    return Message(
        w.say(
            "Write a governorate or a district after the command, and since when if not a week ago: "
            "<code>/brief Ninewa</code>, <code>/brief Sinjar 3 days</code>, <code>/brief Ninewa 20/11</code>"
        )
    )
