"""Deadlines as rules: what counts for which, crisis mode, who stands where."""

from __future__ import annotations

from datetime import date, datetime

from coordination.places import gazetteer
from coordination.roster import deadlines
from coordination.roster.neighbours import neighbours
from coordination.roster.reporters import Expected
from tests.conftest import BAGHDAD
from tests.summary_desk import at

WASSIT = Expected("IQ-WA", "واسط", "Wassit", frozenset({"IQ-WA"}), asked_from=at(1, 9))


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BAGHDAD)


def marks(who: Expected, heard: list[datetime], day: int, now: datetime) -> str:
    return deadlines.mark(who, heard, date(2026, 11, day), now)


def test_an_update_counts_for_the_deadline_after_it_and_is_late_until_midnight() -> None:
    now = on(22, 10)
    heard = [on(18, 15), on(19, 15, 30), on(19, 16, 30), on(21, 17)]
    assert [marks(WASSIT, heard, day, now) for day in range(18, 24)] == [
        "reported",
        "reported",
        "reported",  # what came after the deadline of the 19th counts for the 20th
        "late",
        "reported",  # before its deadline, thanks to what came on the evening before
        "not due",
    ]
    assert marks(WASSIT, [], 22, now) == "not due" and marks(WASSIT, [], 22, on(22, 16)) == "nothing"
    assert marks(WASSIT, [], 1, on(1, 17)) == "nothing" and marks(WASSIT, heard, 1, on(1, 8)) == "not due"


def test_crisis_mode_has_two_deadlines_a_day_from_when_it_began() -> None:
    crisis = Expected("IQ-WA", "", "", frozenset({"IQ-WA"}), crisis_since=on(20, 18))
    assert deadlines.deadlines(crisis, on(19, 9), on(21, 20)) == [
        on(19, 16),
        on(20, 16),
        on(20, 20),
        on(21, 8),
        on(21, 20),
    ]
    assert deadlines.last_deadline(crisis, on(21, 19, 59)) == on(21, 8)
    assert deadlines.before(crisis, on(20, 20)) == on(20, 16)
    assert marks(crisis, [on(21, 7), on(21, 19)], 21, on(22, 1)) == "reported"
    assert marks(crisis, [on(21, 7)], 21, on(22, 1)) == "late"  # in part


def test_standing_to_the_last_deadline() -> None:
    assert deadlines.standing(WASSIT, [], on(1, 10)) == "not asked"
    assert deadlines.standing(WASSIT, [], on(22, 10)) == "missing"
    assert deadlines.standing(WASSIT, [on(21, 16)], on(22, 10)) == "reported"
    assert deadlines.standing(WASSIT, [on(21, 16, 1)], on(22, 10)) == "late"


def test_every_governorate_has_neighbours_and_is_one_of_theirs() -> None:
    assert set(neighbours()) == {place.id for place in gazetteer().governorates()}
    assert all(code in neighbours()[other] for code, others in neighbours().items() for other in others)
    assert all(code not in others for code, others in neighbours().items())
