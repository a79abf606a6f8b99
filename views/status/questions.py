"""The questions of a status update, one card each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from coordination.places import Place, gazetteer
from coordination.reports.answers import NOTHING
from coordination.reports.definitions import definitions
from coordination.reports.draft import Draft, Step
from coordination.reports.fact import GRAVITIES, SECTORS, Fact, Gravity, Kind
from coordination.reports.path import before
from coordination.reports.place_answers import KEEP, district_of
from coordination.reports.seats import is_level
from coordination.reports.unclear import in_words
from coordination.roster.neighbours import neighbours
from views.language import Html, Words
from views.message import Button, Message, Rows, grid
from views.status import facts, names, unclear
from views.status.definitions import button
from views.status.keys import Keys


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question is made from; `own` are the governorates of the reporter, `today` is the day in Baghdad."""

    draft: Draft
    keys: Keys
    own: tuple[str, ...]
    today: date

    @property
    def fact(self) -> Fact:
        """The fact in question; every question but the first has one. Raises ValueError for the first."""
        fact = self.draft.fact
        if fact is None:
            raise ValueError("no fact is being asked about")
        return fact


def question(w: Words, step: Step, asking: Asking, lead: Html | None = None) -> Message:
    """The card of a question: what was told so far, the question, its buttons. `lead` stands before it all."""
    draft, pending, fact = asking.draft, asking.draft.pending, asking.draft.fact
    so_far = facts.line(w, fact) if fact is not None and not draft.changing else None
    if pending is not None and pending.reason and fact is not None:
        so_far = Html.lines(facts.line(w, in_words(fact, pending)), unclear.as_written(w, pending))
    if pending is not None and pending.reason == "unknown":
        text, rows = unclear.where_is(w, draft, pending, asking.keys)
    else:
        text, rows = _QUESTIONS[step](w, asking)
    footer = asking.keys.footer(w, back=before(asking.draft, step) is not None)
    explained = ((button(w, asking.keys),),) if definitions(step) else ()
    return Message(Html.paragraphs(lead, so_far, text), (*rows, *explained, footer))


Card = tuple[Html, Rows]


def _kind(w: Words, asking: Asking) -> Card:
    keys = asking.keys
    kinds = [keys.answer(names.kind_name(w, kind), kind) for kind in Kind]
    nothing = keys.answer(w.label("Nothing to report"), NOTHING)
    return w.say("<b>What do you want to report?</b>"), (*grid(kinds, 2), (nothing,))


def _governorate(w: Words, asking: Asking) -> Card:
    text = _where_question(w, asking.fact)
    own = [place for place in gazetteer().governorates() if place.id in asking.own]
    if not own or asking.draft.everywhere:
        others = [place for place in gazetteer().governorates() if place.id not in asking.own]
        return text, grid(_places(w, asking.keys, [*own, *others]), 2)
    more = [asking.keys.answer(w.label("Another governorate"), "all")]
    if (
        asking.fact.nothing_to_report
        and len(own) > 1
        and not asking.draft.changing
        and not asking.draft.corrects
    ):
        more.insert(0, asking.keys.button(w.label("All of them"), "all"))
    return text, (*grid(_places(w, asking.keys, own), 2), *grid(more, 1))


def _where_question(w: Words, fact: Fact) -> Html:
    if fact.nothing_to_report:
        return w.say("<b>For which governorate?</b>")
    if fact.kind is Kind.DISPLACEMENT:
        return w.say(
            "<b>Where are the people now?</b> Choose the governorate, or type the name of the place."
        )
    if fact.kind is Kind.RETURN:
        return w.say(
            "<b>Where did they return to?</b> Choose the governorate, or type the name of the place."
        )
    return w.say("<b>Where is it?</b> Choose the governorate, or type the name of the place.")


def _district(w: Words, asking: Asking) -> Card:
    governorate = asking.fact.governorate or ""
    skip = asking.keys.answer(w.label("Whole governorate / not known"), "skip")
    return (
        w.say(
            "<b>Which district of {governorate}?</b> You can also type the name of a place.",
            governorate=names.place_name(w, governorate),
        ),
        (*grid(_places(w, asking.keys, gazetteer().children(governorate)), 2), (skip,)),
    )


def _place(w: Words, asking: Asking) -> Card:
    district = district_of(asking.fact)
    inside = gazetteer().children(district.id) if district else ()
    skip = asking.keys.answer(w.label("Skip"), "skip")
    return (
        w.say(
            "<b>Which place in {district}?</b> Choose it, type its name, or skip.",
            district=district.name(w.language) if district else "",
        ),
        (*grid(_places(w, asking.keys, inside), 2), (skip,)),
    )


def _places(w: Words, keys: Keys, places: tuple[Place, ...] | list[Place]) -> list[Button]:
    return [keys.answer(place.name(w.language), place.id) for place in places]


def _households(w: Words, asking: Asking) -> Card:
    return w.say("<b>How many families?</b> Type the number."), _no_number(w, asking.keys)


def _individuals(w: Words, asking: Asking) -> Card:
    text = w.say("<b>How many individuals?</b> Type the number. It is not worked out from the families.")
    return text, _no_number(w, asking.keys)


def _no_number(w: Words, keys: Keys) -> Rows:
    return ((keys.answer(w.label("Skip"), "skip"), keys.answer(w.label("Not known"), "unknown")),)


def _origin(w: Words, asking: Asking) -> Card:
    near = () if asking.draft.everywhere else _near(asking)
    all_of_them = asking.keys.answer(w.label("Another governorate"), "all")
    skip = asking.keys.answer(w.label("Skip"), "skip")
    return (
        w.say("<b>Where did they come from?</b> Choose the governorate, or type the name of the place."),
        (
            *grid(_places(w, asking.keys, near or gazetteer().governorates()), 2),
            (all_of_them, skip) if near else (skip,),
        ),
    )


def _near(asking: Asking) -> tuple[Place, ...]:
    """The governorates that people most likely come from: where they are now, the reporter's own, and those around."""
    here = {*asking.own, asking.fact.governorate or ""} - {""}
    around = here.union(*(neighbours().get(code, frozenset()) for code in here))
    first = [place for place in gazetteer().governorates() if place.id in here]
    return (*first, *(place for place in gazetteer().governorates() if place.id in around - here))


def _origin_place(w: Words, asking: Asking) -> Card:
    text = w.say(
        "<b>From which place in {governorate}?</b> Type its name, or skip.",
        governorate=names.place_name(w, asking.fact.origin_governorate),
    )
    return text, ((asking.keys.answer(w.label("Skip"), "skip"),),)


def _sectors(w: Words, asking: Asking) -> Card:
    fact, keys = asking.fact, asking.keys
    boxes = [_box(w, keys, code, chosen=code in fact.sectors) for code in SECTORS]
    done = w.label("Done") if fact.sectors or fact.kind is Kind.NEED else w.label("Skip")
    if fact.kind is Kind.NEED:
        text = w.say("<b>What is needed?</b> Choose one or more, then Done.")
    else:
        text = w.say("<b>Is anything needed?</b> Choose what, then Done; or skip.")
    return text, (*grid(boxes, 2), (keys.answer(done, "done"),))


def _box(w: Words, keys: Keys, code: str, *, chosen: bool) -> Button:
    name = names.sector_button(w, code)
    return keys.answer(w.label("✓ {sector}", sector=name) if chosen else name, code)


def _gravity(w: Words, asking: Asking) -> Card:
    buttons = [_degree(w, asking, one) for one in (*GRAVITIES, "unknown")]
    text = Html.lines(
        w.say("<b>How grave is it?</b>"),
        w.say("Extreme: many dead or a whole area in danger. Severe: people were killed, or many are hit."),
        w.say("Moderate: people were injured or are in danger. Minor: hardly any danger to people."),
    )
    return text, grid(buttons, 2)


def _degree(w: Words, asking: Asking, gravity: Gravity) -> Button:
    name = names.sentence_start(names.gravity_name(w, gravity))
    chosen = gravity == asking.fact.gravity
    return asking.keys.answer(w.label("✓ {name}", name=name) if chosen else name, gravity)


def _when(w: Words, asking: Asking) -> Card:
    days = [w.short_day(asking.today - timedelta(days=ago)) for ago in range(3)]
    labels = (
        w.label("Today, {day}", day=days[0]),
        w.label("Yesterday, {day}", day=days[1]),
        w.label("The day before, {day}", day=days[2]),
    )
    example = w.day_month(asking.today - timedelta(days=1))
    if asking.fact.kind in (Kind.NEED, Kind.ACCESS, Kind.SITUATION):
        text = w.say(
            "<b>Which day is this about?</b> Choose it, or type it: day/month, such as {example}.",
            example=example,
        )
    else:
        text = w.say(
            "<b>When did it happen?</b> Choose the day, or type it: day/month, such as {example}.",
            example=example,
        )
    return text, tuple((asking.keys.answer(label, str(ago)),) for ago, label in enumerate(labels))


def _note(w: Words, asking: Asking) -> Card:
    text = w.say("<b>Anything to add?</b> Type a note, send photos, documents or a location; or continue.")
    return text, ((asking.keys.answer(w.label("Continue"), "skip"),),)


def _really(w: Words, asking: Asking) -> Card:
    pending = asking.draft.pending
    if pending is None:
        raise ValueError("nothing is pending")
    if pending.step == "when":
        text = _really_day(w, date.fromisoformat(pending.value), asking.today)
    elif pending.step == "households":
        text = w.count(
            "<b>{n} family?</b> This is unusually many.",
            "<b>{n} families?</b> This is unusually many.",
            int(pending.value),
        )
    else:
        text = w.count(
            "<b>{n} individual?</b> This is unusually many.",
            "<b>{n} individuals?</b> This is unusually many.",
            int(pending.value),
        )
    keys = asking.keys
    return text, (
        (keys.answer(w.label("Yes, it is right"), "yes"), keys.answer(w.label("Correct it"), "correct")),
    )


def _really_day(w: Words, day: date, today: date) -> Html:
    if day > today:
        return w.say("<b>{day}?</b> This day is still to come.", day=w.day(day))
    return w.count(
        "<b>{day}?</b> This was {n} day ago.",
        "<b>{day}?</b> This was {n} days ago.",
        (today - day).days,
        day=w.day(day),
    )


def _which(w: Words, asking: Asking) -> Card:
    pending = asking.draft.pending
    if pending is None:
        raise ValueError("nothing is pending")
    places = [place for place in map(gazetteer().get, pending.options) if place]
    options = [asking.keys.answer(names.place_with_kind(w, place), place.id) for place in places]
    level = is_level(pending.options)
    if pending.step != "governorate":
        keep = w.label("Skip") if level else w.label("Keep it as I wrote it")
        options.append(asking.keys.answer(keep, KEEP))
    if not places:
        text = w.say(
            "<b>I do not know the place {name}.</b> Type it again, or keep it as written.", name=pending.value
        )
    elif level:
        text = w.say("<b>{name}: the governorate or the district?</b>", name=places[0].name(w.language))
    else:
        text = w.say("<b>{name}: which place do you mean?</b>", name=pending.value)
    return text, grid(options, 1)


def _pin(w: Words, asking: Asking) -> Card:
    pending = asking.draft.pending
    place = gazetteer().get(pending.options[0]) if pending and pending.options else None
    if pending is None or place is None:
        raise ValueError("no place is proposed")
    where = {"place": place.name(w.language), "area": names.area_of(w, place)}
    if int(pending.value):
        about = w.say(
            "<b>This point is about {km} km from {place} ({area}).</b>", km=int(pending.value), **where
        )
    else:
        about = w.say("<b>This point is at {place} ({area}), or less than 1 km from it.</b>", **where)
    yes, no = (
        asking.keys.answer(w.label("Yes, there"), "yes"),
        asking.keys.answer(w.label("No, elsewhere"), "no"),
    )
    return Html.lines(about, w.say("Is the report about there?")), ((yes, no),)


_QUESTIONS: dict[Step, Callable[[Words, Asking], Card]] = {
    "kind": _kind,
    "governorate": _governorate,
    "district": _district,
    "place": _place,
    "households": _households,
    "individuals": _individuals,
    "origin": _origin,
    "origin_place": _origin_place,
    "sectors": _sectors,
    "gravity": _gravity,
    "when": _when,
    "note": _note,
    "really": _really,
    "which": _which,
    "pin": _pin,
}
