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

_SPAN = re.compile(r"(\d{1,2})(?:d|ي)")


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
    """The area and the moment since when: "Ninewa", "Ninewa 3d", "Ninewa 20/11", "نينوى أمس".

    A day begins at midnight in Baghdad. One that lies ahead is taken for a week ago; further back than `LONGEST` nothing is told.
    """
    words = text.split()
    for size in (3, 2, 1):
        last = " ".join(words[-size:])
        if len(words) <= size:
            continue
        span = _SPAN.fullmatch(normalise(last))
        day = parse_day(last, day_in_baghdad(now))
        if span:
            start = now - timedelta(days=int(span[1]))
        elif day:
            start = datetime.combine(day, time(), BAGHDAD)
        else:
            continue
        return " ".join(words[:-size]), max(start, now - LONGEST) if start < now else now - WEEK
    return " ".join(words), now - WEEK
