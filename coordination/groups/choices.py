"""The settings of a group as choices: which values there are, and what a choice makes of the settings."""

from __future__ import annotations

import re
from dataclasses import replace

from coordination.groups.group import Group
from coordination.places import gazetteer
from coordination.reports.fact import Kind

LANGUAGES = ("ar", "en", "both")
DIGITS = ("western", "arabic")
HOURS = tuple(f"{hour:02}:00" for hour in range(6, 23))
"""Hours in Baghdad at which the summary can be posted; "" is none."""
WEEKDAYS = ("7", "1", "2", "3", "4", "5", "6")
"""Days of the week as the Iraqi week has them, Sunday first; 1 is Monday."""
REPORT_HOUR = "08:00"
"""At which reports come where nothing else was chosen."""
KINDS = tuple(map(str, Kind))
_TOPIC = re.compile(r"[0-9]{1,18}")


def governorate_codes() -> tuple[str, ...]:
    """The codes of all governorates, in their usual order."""
    return tuple(place.id for place in gazetteer().governorates())


def chosen(group: Group, setting: str, value: str) -> Group | None:
    """The group with one setting chosen; None for a setting or value that there is not.

    `setting` is language, digits, hour, kinds, governorates or topic. "all" takes every kind or governorate; any
    other value is put in or taken out, but the last one stays: empty would mean all of them. The topic is a number
    or "none", the hour one of HOURS or "off"; "answers", "hijri", "pictures" and "monthly" are "yes" or
    "no". "weekly" is one of WEEKDAYS or "off", "reporthour" one of HOURS where there is a weekly report.
    """
    match setting:
        case "language" if value in LANGUAGES:
            return replace(group, language=value)
        case "digits" if value in DIGITS:
            return replace(group, digits=value)
        case "hour" if value in HOURS or value == "off":
            return replace(group, summary_at="" if value == "off" else value)
        case "kinds" if value == "all" or value in KINDS:
            return replace(group, kinds=_toggled(group.kinds, value, KINDS))
        case "governorates" if value == "all" or value in governorate_codes():
            return replace(group, governorates=_toggled(group.governorates, value, governorate_codes()))
        case "answers" if value in ("yes", "no"):
            return replace(group, answers=value == "yes")
        case "hijri" if value in ("yes", "no"):
            return replace(group, hijri=value == "yes")
        case "pictures" if value in ("yes", "no"):
            return replace(group, pictures=value == "yes")
        case "monthly" if value in ("yes", "no"):
            return replace(group, monthly_report=value == "yes")
        case "weekly" if value in WEEKDAYS:
            return replace(group, weekly_report=f"{value} {report_hour(group)}")
        case "weekly" if value == "off":
            return replace(group, weekly_report="")
        case "reporthour" if value in HOURS and group.weekly_report:
            return replace(group, weekly_report=f"{group.weekly_report[0]} {value}")
        case "topic" if value == "none" or _TOPIC.fullmatch(value):
            return replace(group, topic=None if value == "none" else int(value))
    return None


def report_hour(group: Group) -> str:
    """The hour "HH:MM" at which the group's reports come."""
    return group.weekly_report[2:] or REPORT_HOUR


def _toggled(now: tuple[str, ...], value: str, order: tuple[str, ...]) -> tuple[str, ...]:
    if value == "all":
        return ()
    after = set(now) ^ {value}
    return tuple(code for code in order if code in after) or now
