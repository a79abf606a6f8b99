"""What a group's topic or a person hears of, and when not: a card that tells it, and a page of buttons for each choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coordination.groups.choices import governorate_codes
from coordination.groups.quiet import BEGINS, ENDS
from coordination.groups.subscriptions import GRAVITIES, NEWS, REPORTS, Notes, Subscription
from coordination.reports.fact import Kind
from views.group_settings import hour_name
from views.language import Html, Words, phrase
from views.message import Button, Message, Rows, grid, press
from views.status.names import kind_name, place_name, subject_name
from views.terms import area_names, in_order

PAGES = frozenset({"reports", "news", "governorates", "gravity", "notes", "quiet"})

_NEWS = {
    "alert": phrase("alerts"),
    "notice": phrase("notices"),
    "meeting": phrase("meetings"),
    "summary": phrase("summaries"),
}
_NEWS_BUTTONS = {
    "alert": phrase("Alerts"),
    "notice": phrase("Notices"),
    "meeting": phrase("Meetings"),
    "summary": phrase("Summaries"),
}
_GRAVITY = {
    "any": phrase("of any gravity"),
    "moderate": phrase("from moderate on"),
    "severe": phrase("from severe on"),
    "extreme": phrase("extreme only"),
}
_GRAVITY_BUTTONS = {
    "any": phrase("Any gravity"),
    "moderate": phrase("Moderate and above"),
    "severe": phrase("Severe and above"),
    "extreme": phrase("Extreme only"),
}
_NOTES: Mapping[Notes, str] = {
    "confirmed": phrase("Updates are told when the centre has confirmed them."),
    "at_once": phrase("Updates are told at once, also before they are confirmed."),
}
_NOTES_BUTTONS: Mapping[Notes, str] = {
    "confirmed": phrase("When confirmed"),
    "at_once": phrase("At once"),
}


def gravity_range(w: Words, least: str) -> str:
    """From which gravity on, as within a sentence."""
    return w.label(_GRAVITY[least])


def card(
    w: Words, one: Subscription, quiet: str, kinds: Sequence[str], title: str = "", *, closed: bool = False
) -> Message:
    """All choices with a button for each; `title` is the group's, "" for a person's own. `kinds` may be chosen."""
    reports = [subject_name(w, Kind(kind)) for kind in one.kinds if kind in REPORTS]
    news = [w.label(_NEWS[kind]) for kind in one.kinds if kind in NEWS and kind in kinds]
    offered = any(kind in REPORTS for kind in kinds)
    text = Html.lines(
        _head(w, one, title),
        w.say("From the centre: {names}", names=w.join(news)) if news else w.say("From the centre: nothing"),
        (
            w.say("Single updates: {names}", names=w.join(reports))
            if reports
            else w.say("Single updates: none")
        )
        if offered
        else None,
        w.say(_NOTES[one.notes]) if reports else None,
        w.say("Governorates: {names}", names=area_names(w, in_order(one.governorates)))
        if one.governorates
        else w.say("Governorates: all"),
        w.say("Incidents and alerts: {range}", range=gravity_range(w, one.gravity)),
        _quiet_line(w, quiet),
    )
    return Message(text, () if closed else _menu(w, one, offered))


def page(w: Words, one: Subscription, setting: str, quiet: str, kinds: Sequence[str], title: str) -> Message:
    """The values of one setting, those chosen ticked. Raises KeyError for a setting that has no page."""
    questions: dict[str, Html] = {
        "reports": w.say("Of which updates shall a short note come, each by itself?"),
        "news": w.say(
            "What else shall come? Meetings of a group are announced to it in any case; "
            "without them here, no reminders come."
        )
        if one.group
        else w.say("What else shall come?"),
        "governorates": w.say("Of which governorates?"),
        "gravity": w.say(
            "Incidents and alerts from which gravity on? Alerts of unknown gravity always come."
        ),
        "notes": w.say("Shall updates be told at once, or when the centre has confirmed them?"),
        "quiet": w.say(
            "From when on shall ordinary notices wait? They come when the quiet hours end, if they are still of use. "
            "Severe alerts, emergency meetings and pages always come at once."
        ),
    }
    options = {
        "reports": lambda: _kinds(w, one, {k: kind_name(w, Kind(k)) for k in kinds if k in REPORTS}),
        "news": lambda: _kinds(w, one, {k: w.label(_NEWS_BUTTONS[k]) for k in kinds if k in NEWS}),
        "governorates": lambda: _options(
            one, "governorates", _area_names(w), set(one.governorates or ("all",)), 2
        ),
        "gravity": lambda: _options(
            one, "gravity", {least: w.label(_GRAVITY_BUTTONS[least]) for least in GRAVITIES}, {one.gravity}, 2
        ),
        "notes": lambda: _options(
            one, "notes", {when: w.label(name) for when, name in _NOTES_BUTTONS.items()}, {one.notes}, 2
        ),
        "quiet": lambda: _begins(w, one, quiet),
    }
    rows = options[setting]()
    return Message(
        Html.lines(_head(w, one, title), questions[setting]),
        (*rows, (Button(w.label("Back"), _to(one, "main")),)),
    )


def quiet_end(w: Words, one: Subscription, begin: str, title: str) -> Message:
    """Until when, after a beginning was chosen."""
    buttons = [Button(hour_name(w, end), _to(one, "quiet", begin, end)) for end in ENDS]
    text = Html.lines(
        _head(w, one, title), w.say("Quiet from {begin}. Until when?", begin=hour_name(w, begin))
    )
    return Message(text, (*grid(buttons, 3), (Button(w.label("Back"), _to(one, "quiet")),)))


def _head(w: Words, one: Subscription, title: str) -> Html:
    if not one.group:
        return w.say("🔔 <b>What comes to you by itself</b>")
    if one.topic is None:
        return w.say("🔔 <b>What comes to {title}</b>", title=title)
    return w.say("🔔 <b>What comes to this topic of {title}</b>", title=title)


def _quiet_line(w: Words, quiet: str) -> Html:
    if not quiet:
        return w.say("Quiet hours: none")
    begin, end = quiet.split()
    return w.say(
        "Quiet hours: from {begin} to {end}, Baghdad time", begin=hour_name(w, begin), end=hour_name(w, end)
    )


def _to(one: Subscription, *arguments: object) -> str:
    return press("subs", one.group, one.topic or 0, one.version, *arguments)


def _menu(w: Words, one: Subscription, reports: bool) -> Rows:
    buttons = [Button(w.label("From the centre"), _to(one, "news"))]
    if reports:
        buttons += [
            Button(w.label("Single updates"), _to(one, "reports")),
            Button(w.label("When"), _to(one, "notes")),
        ]
    buttons += [
        Button(w.label("Governorates"), _to(one, "governorates")),
        Button(w.label("Gravity"), _to(one, "gravity")),
        Button(w.label("Quiet hours"), _to(one, "quiet")),
        Button(w.label("Done"), _to(one, "done")),
    ]
    return grid(buttons, 2)


def _options(
    one: Subscription, setting: str, names: Mapping[str, str], ticked: set[str], columns: int
) -> Rows:
    return grid(
        [
            Button(f"✓ {name}" if value in ticked else name, _to(one, setting, value))
            for value, name in names.items()
        ],
        columns,
    )


def _kinds(w: Words, one: Subscription, names: Mapping[str, str]) -> Rows:
    return _options(one, "kinds", names, set(one.kinds), 2)


def _begins(w: Words, one: Subscription, quiet: str) -> Rows:
    chosen = quiet.partition(" ")[0] or "none"
    names = {begin: hour_name(w, begin) for begin in BEGINS} | {"none": w.label("None")}
    return _options(one, "quiet", names, {chosen}, 3)


def _area_names(w: Words) -> dict[str, str]:
    return {"all": w.label("All")} | {code: place_name(w, code) for code in governorate_codes()}
