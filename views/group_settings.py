"""The settings of a group: a card that tells them, and a page of buttons for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from coordination.groups.choices import HOURS, WEEKDAYS, governorate_codes, report_hour
from coordination.groups.group import Group
from coordination.reports.fact import Kind
from coordination.summaries.hours import BAGHDAD
from views.language import Html, Words
from views.meetings.terms import weekday_name
from views.message import Button, Message, Rows, grid, press
from views.people import page_buttons
from views.status.names import kind_name, place_name, subject_name
from views.terms import area_names, in_order

PAGE = 20
"""Groups on one page of the choice."""


def language_names(w: Words) -> dict[str, str]:
    """The languages a group can have, by code."""
    return {"ar": "العربية", "en": "English", "both": w.label("Both")}


def hour_name(w: Words, hour: str) -> str:
    """An hour "HH:MM" in the reader's digits."""
    return w.time(datetime.combine(date(2026, 1, 1), time.fromisoformat(hour), BAGHDAD))


def choose_group(w: Words, groups: Sequence[Group], page: int = 0) -> Message:
    """In private: which group's settings? `groups` are all there are, whatever the page."""
    if not groups:
        return Message(w.say("No group is approved yet. Add me to a group; an admin is asked then."))
    shown = groups[page * PAGE : (page + 1) * PAGE]
    buttons = [Button(group.title, _to(group, "main")) for group in shown]
    turning = page_buttons(w, "settings.groups", page, PAGE, len(groups))
    return Message(w.say("Settings of which group?"), (*grid(buttons, 1), *turning))


def card(w: Words, group: Group, topic_here: int | None = None, *, closed: bool = False) -> Message:
    """All settings, with a button for each; `topic_here` is the forum topic that the card stands in."""
    text = Html.lines(
        w.say("⚙️ <b>Settings of {title}</b>", title=group.title),
        w.say("Language: {name}", name=language_names(w)[group.language]),
        w.say("Digits: {name}", name=_digit_names()[group.digits]),
        w.say("Daily summary: {hour}, Baghdad time", hour=hour_name(w, group.summary_at))
        if group.summary_at
        else w.say("Daily summary: off"),
        w.say("Subjects: {names}", names=w.join([subject_name(w, Kind(kind)) for kind in group.kinds]))
        if group.kinds
        else w.say("Subjects: all"),
        w.say("Governorates: {names}", names=area_names(w, in_order(group.governorates)))
        if group.governorates
        else w.say("Governorates: all"),
        w.say("Questions to the duty officer: answered here") if group.answers else None,
        w.say("Meetings: with the Hijri date") if group.hijri else None,
        w.say("Pictures with the summary: on") if group.pictures else None,
        _reports_line(w, group),
        _topic_line(w, group, topic_here),
    )
    return Message(text, () if closed else _menu(w, group, topic_here))


def page(w: Words, group: Group, setting: str) -> Message:
    """The values of one setting, those chosen ticked. Raises KeyError for a setting that has no page."""
    questions: dict[str, tuple[Html, Rows]] = {
        "language": (
            w.say("In which language shall I write here?"),
            _options(group, "language", language_names(w), {group.language}, 3),
        ),
        "digits": (
            w.say("Which digits?"),
            _options(group, "digits", _digit_names(), {group.digits}, 2),
        ),
        "hour": (
            w.say("At which hour shall the daily summary come? Baghdad time."),
            _options(group, "hour", _hour_names(w), {group.summary_at or "off"}, 4),
        ),
        "kinds": (
            w.say("What shall the summary tell of?"),
            _options(group, "kinds", _kind_names(w), set(group.kinds or ("all",)), 2),
        ),
        "governorates": (
            w.say("Which governorates shall the summary cover?"),
            _options(group, "governorates", _area_names(w), set(group.governorates or ("all",)), 2),
        ),
        "answers": (
            w.say(
                "Shall people's questions to the duty officer come here? A reply of a duty officer or an admin then "
                "goes to who asked. It is one group at a time; without one, they come to each officer in private."
            ),
            _options(
                group,
                "answers",
                _yes_no(w),
                {"yes" if group.answers else "no"},
                2,
            ),
        ),
        "pictures": (
            w.say("Shall a picture come with the daily summary? It shows a fortnight, also in words."),
            _options(group, "pictures", _yes_no(w), {"yes" if group.pictures else "no"}, 2),
        ),
        "weekly": (
            w.say("On which day shall the weekly report come? It covers the seven days before."),
            _options(group, "weekly", _weekday_names(w), {group.weekly_report[:1] or "off"}, 4),
        ),
        "reporthour": (
            w.say("At which hour shall reports come? Baghdad time. The weekly report has to be on."),
            _options(group, "reporthour", _report_hours(w), {report_hour(group)}, 4),
        ),
        "monthly": (
            w.say("Shall a report come on the first of each month? It covers the month before."),
            _options(group, "monthly", _yes_no(w), {"yes" if group.monthly_report else "no"}, 2),
        ),
        "hijri": (
            w.say("Shall meetings show the Hijri date beside the other?"),
            _options(group, "hijri", _yes_no(w), {"yes" if group.hijri else "no"}, 2),
        ),
    }
    question, options = questions[setting]
    title = w.say("⚙️ <b>Settings of {title}</b>", title=group.title)
    return Message(Html.lines(title, question), (*options, (Button(w.label("Back"), _to(group, "main")),)))


def last_one(w: Words) -> str:
    """Toast: taking the last kind or governorate out would mean all of them."""
    return w.label("One has to stay. For everything press “All”.")


def for_admins(w: Words) -> str:
    """Toast: a duty officer pressed what only admins choose."""
    return w.label("Only an admin can choose this.")


def _to(group: Group, *arguments: object) -> str:
    return press("settings", group.id, group.version, *arguments)


def _menu(w: Words, group: Group, topic_here: int | None) -> Rows:
    pages = [
        Button(w.label("Language"), _to(group, "language")),
        Button(w.label("Digits"), _to(group, "digits")),
        Button(w.label("Hour"), _to(group, "hour")),
        Button(w.label("Subjects"), _to(group, "kinds")),
        Button(w.label("Governorates"), _to(group, "governorates")),
        Button(w.label("Questions"), _to(group, "answers")),
        Button(w.label("Hijri date"), _to(group, "hijri")),
        Button(w.label("Pictures"), _to(group, "pictures")),
        Button(w.label("What comes here"), press("subs", group.id, _here(group, topic_here), 0, "main")),
        Button(w.label("Weekly report"), _to(group, "weekly")),
        Button(w.label("Monthly report"), _to(group, "monthly")),
        *([Button(w.label("Hour of reports"), _to(group, "reporthour"))] if group.weekly_report else []),
        Button(w.label("Done"), _to(group, "done")),
    ]
    if topic_here is not None and topic_here != group.topic:
        move = Button(w.label("Post the summary in this topic"), _to(group, "topic", topic_here))
    elif group.topic is not None:
        move = Button(w.label("Post the summary outside topics"), _to(group, "topic", "none"))
    else:
        return grid(pages, 2)
    return (*grid(pages[:-1], 2), (move,), (pages[-1],))


def _here(group: Group, topic_here: int | None) -> int:
    """The topic whose subscription is meant: the one that the card stands in, else the main one; 0 for none."""
    return topic_here or group.topic or 0


def _topic_line(w: Words, group: Group, topic_here: int | None) -> Html | None:
    if group.topic is None:
        return None
    if group.topic == topic_here:
        return w.say("Topic of the summary: this one")
    return w.say("Topic of the summary: another one")


def _options(group: Group, setting: str, names: Mapping[str, str], ticked: set[str], columns: int) -> Rows:
    buttons = [
        Button(f"✓ {name}" if value in ticked else name, _to(group, setting, value))
        for value, name in names.items()
    ]
    return grid(buttons, columns)


def _yes_no(w: Words) -> dict[str, str]:
    return {"yes": w.label("Yes"), "no": w.label("No")}


def _reports_line(w: Words, group: Group) -> Html | None:
    """When reports come; nothing where none are wanted."""
    hour = hour_name(w, report_hour(group))
    weekly = None
    if group.weekly_report:
        day = weekday_name(w, int(group.weekly_report[0]))
        weekly = w.say("Weekly report: {day}, {hour}", day=day, hour=hour)
    monthly = w.say("Monthly report: on the first, {hour}", hour=hour) if group.monthly_report else None
    return Html.lines(weekly, monthly) or None


def _weekday_names(w: Words) -> dict[str, str]:
    return {day: weekday_name(w, int(day)) for day in WEEKDAYS} | {"off": w.label("Off")}


def _report_hours(w: Words) -> dict[str, str]:
    return {hour: hour_name(w, hour) for hour in HOURS}


def _digit_names() -> dict[str, str]:
    return {"western": "123", "arabic": "١٢٣"}


def _hour_names(w: Words) -> dict[str, str]:
    return {hour: hour_name(w, hour) for hour in HOURS} | {"off": w.label("Off")}


def _kind_names(w: Words) -> dict[str, str]:
    return {"all": w.label("All")} | {kind: kind_name(w, kind) for kind in Kind}


def _area_names(w: Words) -> dict[str, str]:
    return {"all": w.label("All")} | {code: place_name(w, code) for code in governorate_codes()}
