"""What was not understood surely: the questions about it, and what was guessed, on the card."""

from __future__ import annotations

from coordination.places import gazetteer
from coordination.reports.draft import Draft, Pending
from coordination.reports.place_answers import KEEP
from coordination.reports.unclear import EVERYWHERE
from views.language import Html, Words
from views.message import Rows, grid
from views.status import names
from views.status.keys import Keys


def where_is(w: Words, draft: Draft, pending: Pending, keys: Keys) -> tuple[Html, Rows]:
    """Where is a place with a name that is not known? The reporter's governorates first; the name stays as written."""
    text = w.say(
        "<b>Where is “{name}”?</b> I do not know this place. Choose the governorate, or type another name.",
        name=pending.value,
    )
    own = [place for place in gazetteer().governorates() if place.id in pending.options]
    others = [place for place in gazetteer().governorates() if place.id not in pending.options]
    everywhere = draft.everywhere or not own
    places = [
        keys.answer(place.name(w.language), place.id) for place in (own + others if everywhere else own)
    ]
    more = [] if everywhere else [keys.answer(w.label("Another governorate"), EVERYWHERE)]
    if own or pending.step == "origin_place":  # where people are now is in some governorate
        more.append(keys.answer(w.label("Keep it as I wrote it"), KEEP))
    return text, (*grid(places, 2), *grid(more, 1))


def as_written(w: Words, pending: Pending) -> Html | None:
    """What stands where a number should."""
    if pending.reason != "figure":
        return None
    return w.say("You wrote “{words}”, which I cannot read as a number of people.", words=pending.value)


def guesses(w: Words, draft: Draft) -> Html | None:
    """The places that were read in spite of a wrong letter."""
    lines = []
    for item in draft.items:
        fact = item.fact
        if "place" in item.guessed and fact.place_text:
            lines.append(_guess(w, names.where(w, fact), fact.place_text))
        if "origin_place" in item.guessed and fact.origin_text:
            lines.append(_guess(w, names.origin(w, fact), fact.origin_text))
    return Html.lines(*lines) if lines else None


def _guess(w: Words, place: Html, words: str) -> Html:
    return w.say("<b>{place}?</b> You wrote “{words}”.", place=place, words=words)
