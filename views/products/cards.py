"""What is said in chat around exports: the card of choices, how far the work has come, captions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from coordination.products import wish as wishes
from coordination.products.period import PERIODS, Period
from coordination.products.progress import Step
from coordination.products.wish import FORMATS, Format, Wish
from coordination.reports.fact import Kind
from coordination.summaries.scope import ALL_KINDS, Scope
from views.language import Html, Words, phrase
from views.message import Button, Message, Rows, grid, press
from views.products.contacts import button as contact_button
from views.products.report import days, title
from views.status import names
from views.terms import area_names, in_order

PAGES = ("period", "governorates", "kinds", "language", "file")

_PERIODS = {
    "7": phrase("Last 7 days"),
    "30": phrase("Last 30 days"),
    "90": phrase("Last 90 days"),
    "365": phrase("Last 365 days"),
    "month": phrase("This month"),
    "last": phrase("Last month"),
}
_FILES = {"pdf": phrase("Report (PDF)"), "xlsx": phrase("Table (XLSX)"), "csv": phrase("Table (CSV)")}


def card(w: Words, wish: Wish, *, contacts: bool = False) -> Message:
    """What would be exported, with a button for each choice; `contacts`: and for the contact list."""
    text = Html.lines(
        w.say("📄 <b>Export</b>"),
        w.say("Period: {name}", name=w.label(_PERIODS[wish.period])),
        w.say("Governorates: {names}", names=area_names(w, in_order(wish.governorates)))
        if wish.governorates
        else w.say("Governorates: all that you may see"),
        w.say("Subjects: {names}", names=_kinds(w, wish.kinds)) if wish.kinds else w.say("Subjects: all"),
        w.say("Updates: only confirmed ones") if wish.confirmed else w.say("Updates: all"),
        w.say("Language: {name}", name=_language_names(w)[wish.language]),
        w.say("File: {name}", name=w.label(_FILES[wish.format])),
    )
    pages = [
        Button(w.label("Period"), _to(wish, "period")),
        Button(w.label("Governorates"), _to(wish, "governorates")),
        Button(w.label("Subjects"), _to(wish, "kinds")),
        Button(
            w.label("All updates") if wish.confirmed else w.label("Only confirmed"),
            _to(wish, "confirmed", "no" if wish.confirmed else "yes"),
        ),
        Button(w.label("Language"), _to(wish, "language")),
        Button(w.label("File"), _to(wish, "file")),
    ]
    make = Button(w.label("Make the file"), press("export.make", wishes.written(wish)))
    directory = ((contact_button(w),),) if contacts else ()
    return Message(text, (*grid(pages, 2), (make,), *directory))


def page(w: Words, wish: Wish, setting: str, governorates: Sequence[str]) -> Message:
    """The values of one choice, those chosen ticked; `governorates` are those that the person may see.

    Raises KeyError for a choice that has no page.
    """
    questions: Mapping[str, tuple[Html, Rows]] = {
        "period": (w.say("Which days?"), _options(wish, "period", _period_names(w), {wish.period}, 2)),
        "governorates": (
            w.say("Which governorates?"),
            _options(
                wish, "governorates", _area_names(w, governorates), set(wish.governorates or ("all",)), 2
            ),
        ),
        "kinds": (
            w.say("Which subjects?"),
            _options(wish, "kinds", _kind_names(w), set(map(str, wish.kinds)) or {"all"}, 2),
        ),
        "language": (
            w.say("In which language?"),
            _options(wish, "language", _language_names(w), {wish.language}, 3),
        ),
        "file": (
            w.say(
                "Which file? The report has figures, map and lists; the tables have every update with HXL tags, "
                "and the XLSX also the meetings."
            ),
            _options(wish, "file", {one: w.label(_FILES[one]) for one in FORMATS}, {wish.format}, 1),
        ),
    }
    question, options = questions[setting]
    back = Button(w.label("Back"), _to(wish, "main"))
    return Message(Html.lines(w.say("📄 <b>Export</b>"), question), (*options, (back,)))


def working(w: Words, job: int, step: Step | None = None) -> Message:
    """The file is being made; `job` is the row of the work."""
    now = step or Step()
    told = {
        "waiting": w.say("It begins in a moment."),
        "reading": w.say("Reading the updates: {done} of {total}.", done=now.done, total=now.total),
        "drawing": w.say("Laying out the pages."),
        "writing": w.say("Writing the table: {done} of {total}.", done=now.done, total=now.total),
    }[now.stage]
    text = Html.lines(w.say("⏳ <b>The file is being made.</b>"), told)
    return Message(text, ((Button(w.label("Stop"), press("export.stop", job)),),))


def done(w: Words, name: str) -> Message:
    """The file is on its way, below."""
    return Message(w.say("📄 The file {name} is ready: see below.", name=w.code(name)))


def stopped(w: Words) -> Message:
    """The person called it off."""
    return Message(w.say("The file was called off. Nothing is sent. To begin anew: /export"))


def no_longer(w: Words) -> Message:
    """What was asked for is no longer this person's to see."""
    return Message(w.say("The file was not made: its figures are no longer yours to see."))


def under_way(w: Words) -> str:
    """Toast: one file at a time."""
    return w.label("A file is being made for you already. Wait for it or stop it.")


def empty() -> Message:
    """No caption yet: it comes with the file."""
    return Message(Html())


def captions(
    voices: Sequence[Words], wanted: Format, period: Period, scope: Scope, as_of: datetime, *, confirmed: bool
) -> Html:
    """What a file is, in each of its languages; at most 1,024 units together."""
    return Html.paragraphs(*(_caption(w, wanted, period, scope, as_of, confirmed=confirmed) for w in voices))


def _caption(
    w: Words, wanted: Format, period: Period, scope: Scope, as_of: datetime, *, confirmed: bool
) -> Html:
    areas = scope.governorates
    return Html.lines(
        w.say(
            "📄 <b>{title}</b>: {days}",
            title=title(w, period) if wanted == "pdf" else w.label("Table of updates"),
            days=days(w, period),
        ),
        w.say("As of {moment}, Baghdad time.", moment=w.moment(as_of)),
        None
        if areas is None
        else w.say("Governorates: {names}", names=area_names(w, in_order(areas)))
        if len(areas) <= _NAMED
        else w.count("{n} governorate", "{n} governorates", len(areas)),
        None if scope.kinds == ALL_KINDS else w.say("Subjects: {names}", names=_kinds(w, scope.kinds)),
        w.say("Only updates that the centre has confirmed.") if confirmed else None,
    )


_NAMED = 5


def _kinds(w: Words, kinds: frozenset[Kind]) -> Html:
    return w.join([names.subject_name(w, kind) for kind in Kind if kind in kinds])


def _to(wish: Wish, page: str, value: str = "") -> str:
    return press("export", page, wishes.written(wish), *((value,) if value else ()))


def _options(wish: Wish, setting: str, named: Mapping[str, str], ticked: set[str], columns: int) -> Rows:
    buttons = [
        Button(f"✓ {name}" if value in ticked else name, _to(wish, setting, value))
        for value, name in named.items()
    ]
    return grid(buttons, columns)


def _language_names(w: Words) -> dict[str, str]:
    return {"ar": "العربية", "en": "English", "both": w.label("Both")}


def _period_names(w: Words) -> dict[str, str]:
    return {one: w.label(_PERIODS[one]) for one in PERIODS}


def _kind_names(w: Words) -> dict[str, str]:
    return {"all": w.label("All")} | {str(kind): names.kind_name(w, kind) for kind in Kind}


def _area_names(w: Words, governorates: Sequence[str]) -> dict[str, str]:
    return {"all": w.label("All")} | {code: names.place_name(w, code) for code in governorates}
