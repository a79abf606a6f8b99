"""/week: the last seven days beside the seven before them; /brief: one governorate since a day."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from coordination.people.person import APPROVED, OVERSEERS, Role
from coordination.reports.days import BAGHDAD, day_in_baghdad, parse_day
from coordination.summaries.reading import WEEK
from coordination.text import normalise
from handlers.question_figures import tell_week
from handlers.routing import Rights, Routes
from handlers.today import narrowed_to, readable, tell
from handlers.turn import Turn
from views import today as views

LONGEST = timedelta(days=31)
"""A brief looks back no further."""

_SPAN = re.compile(r"(?:last |اخر )?(\d{1,2}) ?(?:d|ي|days?|يوم|ايام|weeks?|اسبوع|اسابيع|w)")
_SPOKEN = {
    normalise(words): days
    for days, spoken in (
        (1, ("last day", "one day", "a day", "يوم", "آخر يوم", "خلال يوم")),
        (2, ("يومين", "آخر يومين", "two days")),
        (
            7,
            (
                "week",
                "a week",
                "last week",
                "past week",
                "this week",
                "أسبوع",
                "الأسبوع",
                "آخر أسبوع",
                "الأسبوع الماضي",
                "هذا الأسبوع",
            ),
        ),
        (14, ("two weeks", "last two weeks", "أسبوعين", "آخر أسبوعين", "الأسبوعين الماضيين")),
        (31, ("month", "a month", "last month", "past month", "شهر", "آخر شهر", "الشهر الماضي")),
    )
    for words in spoken
}
"""Spans of time in words, in days."""
_BEFORE = frozenset(normalise(word) for word in ("since", "from", "for", "the", "in", "منذ", "من", "خلال"))
"""Words that lead from the area to the time."""


def register(routes: Routes) -> None:
    """Add /week and /brief; in a group everybody approved sees what the group sees."""
    rights = Rights(private=OVERSEERS | {Role.FOCAL_POINT, Role.DEPUTY}, group=APPROVED)
    routes.command("week", week, rights)
    routes.command("brief", brief, rights)


async def week(turn: Turn) -> None:
    """The figures of seven days, with the questions for who oversees all; `/week AREA` for one governorate."""
    scope = await readable(turn)
    if scope is not None and turn.arguments:
        scope = await narrowed_to(turn, scope, " ".join(turn.arguments))
    if scope is None:
        return
    await tell(turn, scope, turn.now - WEEK)
    if turn.group is None and turn.person.role in OVERSEERS and not turn.arguments:
        await tell_week(turn)


async def brief(turn: Turn) -> None:
    """``/brief AREA [since]``: everything of one governorate, of a week where nothing else is said."""
    scope = await readable(turn)
    if scope is None:
        return
    area, since = read_brief(" ".join(turn.arguments), turn.now)
    if not area:
        await turn.answer(views.how_to_brief(turn.words))
        return
    scope = await narrowed_to(turn, scope, area)
    if scope is not None:
        await tell(turn, scope, since)


def read_brief(text: str, now: datetime) -> tuple[str, datetime]:
    """The area and the moment since when: "Ninewa", "Ninewa 3d", "Ninewa 20/11", "نينوى أمس", "نينوى ٣ أيام", "Ninewa last week".

    A day begins at midnight in Baghdad. One that lies ahead is taken for a week ago; further back than `LONGEST` nothing is told.
    """
    words = text.split()
    for size in (5, 4, 3, 2, 1):
        if len(words) <= size or (start := _start(" ".join(words[-size:]), now)) is None:
            continue
        area = words[:-size]
        while len(area) > 1 and normalise(area[-1]) in _BEFORE:
            area = area[:-1]
        return " ".join(area), max(start, now - LONGEST) if start < now else now - WEEK
    return " ".join(words), now - WEEK


def _start(text: str, now: datetime) -> datetime | None:
    """The moment that a time in words means; None for what is none."""
    said = normalise(text)
    if said in _SPOKEN:
        return now - timedelta(days=_SPOKEN[said])
    if span := _SPAN.fullmatch(said):
        weeks = said.endswith(("w", "week", "weeks", "اسبوع", "اسابيع"))
        return now - timedelta(days=int(span[1]) * (7 if weeks else 1))
    day = parse_day(text, day_in_baghdad(now))
    return datetime.combine(day, time(), BAGHDAD) if day else None
