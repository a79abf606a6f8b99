"""Meetings without chat: moments as people say them, recurrence, calendar files, who may see which."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from coordination.meetings.calendar_file import calendar_file
from coordination.meetings.entry import Fault, read
from coordination.meetings.meeting import Meeting, Occurrence, Plan
from coordination.meetings.recurrence import Every, choices, moved_rule, repeating, rule_of, starts
from coordination.meetings.spoken_rule import read_rule
from coordination.meetings.starting import read_start
from coordination.reports.days import BAGHDAD
from tests.conftest import ISOLATES
from views.language import plain, words
from views.meetings.terms import duration, hijri, recurrence
from views.meetings.terms import when as told_when

NOW = datetime(2026, 11, 22, 9, tzinfo=BAGHDAD)
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=BAGHDAD)


@pytest.mark.parametrize(
    ("said", "day", "hour"),
    [
        ("next Tuesday 10:00", 24, (10, 0)),
        ("الثلاثاء القادم ١٠ صباحاً", 24, (10, 0)),
        ("Tuesday at 10 am", 24, (10, 0)),
        ("يوم الأربعاء الساعة ٢:٣٠ مساءً", 25, (14, 30)),
        ("Sunday 10:00", 22, (10, 0)),
        ("Sunday 8:00", 29, (8, 0)),
        ("next Sunday 10:00", 29, (10, 0)),
        ("الأحد القادم 10:00", 29, (10, 0)),
        ("today 15:00", 22, (15, 0)),
        ("غداً ٨ صباحا", 23, (8, 0)),
        ("25/11/2026 08:30", 25, (8, 30)),
        ("in 30 minutes", 22, (9, 30)),
        ("بعد ٢ ساعة", 22, (11, 0)),
    ],
)
def test_moments_as_people_say_them(said: str, day: int, hour: tuple[int, int]) -> None:
    assert read_start(said, NOW) == datetime(2026, 11, day, *hour, tzinfo=BAGHDAD)


@pytest.mark.parametrize("said", ["Tuesday", "10:00", "next week", "Tuesday 25:00", "الثلاثاء 10", ""])
def test_what_is_no_moment(said: str) -> None:
    assert read_start(said, NOW) is None


def test_rules_in_words_of_both_languages() -> None:
    def told(every: Every, until: date | None = None) -> list[str]:
        rule = rule_of(every, TUESDAY, until)
        return [recurrence(words(code), rule).translate(ISOLATES) for code in ("en", "ar")]

    assert told("week") == ["Every week on Tuesday", "أسبوعياً، يوم الثلاثاء"]
    assert told("two_weeks") == ["Every two weeks on Tuesday", "كل أسبوعين، يوم الثلاثاء"]
    assert told("month", date(2027, 6, 30)) == [
        "Every month on the fourth Tuesday, until Wed 30 Jun 2027",
        "شهرياً، يوم الثلاثاء الرابع من الشهر، لغاية الأربعاء 30 حزيران 2027",
    ]
    assert told("month_last") == [
        "Every month on the last Tuesday",
        "شهرياً، يوم الثلاثاء الأخير من الشهر",
    ]
    lengths = [duration(words("ar"), minutes).translate(ISOLATES) for minutes in (60, 120, 30)]
    assert lengths == [
        "ساعة واحدة",
        "ساعتين",
        "30 دقيقة",
    ]


def test_rules_are_those_of_the_standard_and_count_out_in_baghdad() -> None:
    rule = rule_of("month", TUESDAY, date(2027, 2, 28))
    assert rule == "FREQ=MONTHLY;BYDAY=4TU;UNTIL=20270228T205959Z"
    found = starts(TUESDAY, rule, TUESDAY, datetime(2028, 1, 1, tzinfo=UTC))
    assert [f"{at:%m-%d %H:%M}" for at in found] == ["12-22 07:00", "01-26 07:00", "02-23 07:00"]
    # Half past midnight on a Tuesday is still Monday in UTC.
    early = datetime(2026, 11, 24, 0, 30, tzinfo=BAGHDAD)
    weekly = starts(early, rule_of("week", early, date(2026, 12, 8)), NOW, datetime(2027, 1, 1, tzinfo=UTC))
    assert [f"{at.astimezone(BAGHDAD):%a %d}" for at in weekly] == ["Tue 24", "Tue 01", "Tue 08"]


def test_a_moved_series_recurs_on_its_new_day() -> None:
    fifth = datetime(2026, 11, 30, 9, tzinfo=BAGHDAD)
    assert choices(fifth) == ("week", "two_weeks", "month_last")
    assert moved_rule(rule_of("month", TUESDAY, None), fifth) == "FREQ=MONTHLY;BYDAY=-1MO"
    assert moved_rule(rule_of("two_weeks", TUESDAY, None), fifth) == "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"
    assert moved_rule("", fifth) == ""
    assert repeating("") is None


@pytest.mark.parametrize(
    ("said", "rule", "first", "shown"),
    [
        (
            "every Sunday and Wednesday",
            "FREQ=WEEKLY;BYDAY=WE,SU",
            "11-25",
            "Every week on Sunday and Wednesday",
        ),
        ("كل أحد وأربعاء", "FREQ=WEEKLY;BYDAY=WE,SU", "11-25", "Every week on Sunday and Wednesday"),
        (
            "monthly on the first Sunday until June",
            "FREQ=MONTHLY;BYDAY=1SU;UNTIL=20270630T205959Z",
            "12-06",
            "Every month on the first Sunday, until Wed 30 Jun 2027",
        ),
        (
            "أول أحد من كل شهر لغاية نهاية حزيران",
            "FREQ=MONTHLY;BYDAY=1SU;UNTIL=20270630T205959Z",
            "12-06",
            "Every month on the first Sunday, until Wed 30 Jun 2027",
        ),
        ("every second Monday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "11-30", "Every two weeks on Monday"),
        (
            "last Thursday of every month",
            "FREQ=MONTHLY;BYDAY=-1TH",
            "11-26",
            "Every month on the last Thursday",
        ),
        (
            "Sundays until 1/12/2026",
            "FREQ=WEEKLY;BYDAY=SU;UNTIL=20261201T205959Z",
            "11-29",
            "Every week on Sunday, until Tue 1 Dec 2026",
        ),
    ],
)
def test_a_recurrence_in_words(said: str, rule: str, first: str, shown: str) -> None:
    spoken = read_rule(said, TUESDAY)
    assert spoken is not None
    assert (spoken.rule, f"{spoken.start:%m-%d}") == (rule, first)
    assert recurrence(words("en"), spoken.rule).translate(ISOLATES) == shown


@pytest.mark.parametrize(
    "said", ["", "monthly", "every day", "every Sunday until yesterday", "first Sunday maybe"]
)
def test_what_is_no_recurrence(said: str) -> None:
    assert read_rule(said, TUESDAY) is None


@given(st.text())
def test_any_text_is_read_as_a_recurrence_or_none(said: str) -> None:
    spoken = read_rule(said, TUESDAY)
    assert spoken is None or spoken.start >= TUESDAY


def test_a_series_of_several_days_that_moves_keeps_the_others() -> None:
    assert moved_rule("FREQ=WEEKLY;BYDAY=WE,SU", TUESDAY) == "FREQ=WEEKLY;BYDAY=TU,SU"
    assert moved_rule("FREQ=WEEKLY;BYDAY=TU,SU", TUESDAY) == "FREQ=WEEKLY;BYDAY=TU,SU"


def test_hijri_stands_beside_the_day_where_it_is_wanted() -> None:
    one = Occurrence(meeting(""), TUESDAY, TUESDAY)
    told = [hijri(w, NOW).translate(ISOLATES) for w in (words("ar", digits="arabic"), words("en"))]
    assert told == [
        "١٢ جمادى الآخرة ١٤٤٨ هـ",
        "12 Jumada al-Akhirah 1448 AH",
    ]
    assert plain(told_when(words("en"), one, with_hijri=True)) == (
        "Tue 24 Nov 2026 (14 Jumada al-Akhirah 1448 AH), 10:00 to 11:00, Baghdad time"
    )


@pytest.mark.parametrize(
    ("step", "said", "found"),
    [
        (
            "place",
            "https://meet.example.org/j/98765432101",
            {"place": "https://meet.example.org/j/98765432101"},
        ),
        ("place", "Hall 2, call 07701234567", Fault("personal", ("phone",))),
        ("place", "https://t.me/somebody", Fault("personal", ("account",))),
        ("title_en", "-", Fault("needed")),
        ("length", "٩٠ دقيقة", {"minutes": 90}),
        ("length", "3", Fault("length")),
        ("start", "22/11/2026 08:00", Fault("past")),
        ("start", "22/11/2029 08:00", Fault("far")),
        ("kind", "party", Fault("choose")),
    ],
)
def test_what_is_entered_is_checked(step: str, said: str, found: object) -> None:
    assert read(step, said, {}, NOW) == found


def meeting(rule: str, sequence: int = 0) -> Meeting:
    plan = Plan("periodic", "اجتماع", "Meeting", TUESDAY, 60, place="Hall", rule=rule, reminders=(60, 10))
    return Meeting(1, "one@tansiq", plan, False, sequence, 1, NOW, 1)


def test_calendar_file() -> None:
    weekly = meeting("FREQ=WEEKLY;BYDAY=TU", sequence=2)
    second, third = datetime(2026, 12, 1, 7, tzinfo=UTC), datetime(2026, 12, 8, 7, tzinfo=UTC)
    moved = Occurrence(weekly, second, datetime(2026, 12, 2, 8, tzinfo=UTC), id=1)
    gone = Occurrence(weekly, third, third, id=2, cancelled=True)
    calendar = Calendar.from_ical(calendar_file([(weekly, [moved, gone])], NOW))
    main, changed = calendar.walk("VEVENT")
    assert str(main["summary"]) == "اجتماع / Meeting"
    assert [str(event["uid"]) for event in (main, changed)] == ["one@tansiq"] * 2
    assert [event["sequence"] for event in (main, changed)] == [2, 2]
    assert main["rrule"].to_ical() == b"FREQ=WEEKLY;BYDAY=TU"
    assert main.decoded("dtstart") == TUESDAY
    assert main["exdate"].to_ical() == b"20261208T100000"
    assert changed.decoded("recurrence-id") == second
    assert changed.decoded("dtstart") == moved.starts_at
    alarms = [alarm["trigger"].to_ical() for alarm in main.walk("VALARM")]
    assert alarms == [b"-PT1H", b"-PT10M"]
    cancelled = calendar_file([(replace(weekly, cancelled=True), [])], NOW)
    assert b"STATUS:CANCELLED" in cancelled and b"VALARM" not in cancelled
