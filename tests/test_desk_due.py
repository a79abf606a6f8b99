"""What comes due by itself: overdue cases, the end of validity and of registrations, the purge; each once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from coordination.cases import desk
from coordination.cases.access import case_by_id
from coordination.cases.case import Case
from tests.conftest import BAGHDAD, Town
from tests.paper_desk import filed, known

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=BAGHDAD)
NUMBER = "VE-2611-0001-B"
UNTIL = NINE.date() + timedelta(days=40)


async def scene(town: Town, language: str = "en") -> Case:
    await town.person("sara", language, role="partner", organisation="Relief", name="Sara")
    await town.person("omar", "en", role="duty officer", name="Omar")
    await town.person("zain", "en", role="admin", name="Zain")
    return await filed(town, "sara")


async def approved(town: Town, language: str = "en") -> None:
    """A case that is approved, collected, and valid for forty days."""
    case = await scene(town, language)
    letter = desk.Approval("4521", NINE.date(), NINE.date(), UNTIL)
    async with town.database.transaction() as tx:
        officer = await known(tx, town, "omar")
        ready = await desk.complete(tx, case, officer, NINE)
        sent = await desk.send_to(tx, ready, "mofa", officer, NINE) if ready else None
        agreed = await desk.approve(tx, sent, letter, officer, NINE) if sent else None
        assert agreed is not None and await desk.collect(tx, agreed, officer, NINE) is not None


def heads(town: Town, who: str) -> list[str]:
    return [text.split("\n")[0] for text in town.texts(who)]


async def test_an_overdue_case_is_told_to_the_desk_then_to_the_admins_once_each(town: Town) -> None:
    await scene(town)
    await town.clock_to(NINE + timedelta(hours=23, minutes=59))
    assert (town.texts("omar"), town.texts("zain")) == ([], [])
    await town.clock_to(NINE + timedelta(days=20))
    told = f"{NUMBER} · Emergency entry visa · Relief\nreceived; overdue since Mon 23 Nov 2026, 09:00"
    assert town.texts("omar") == [f"⚠️ A request is overdue\n{told}"]
    assert town.texts("zain") == [f"⚠️ A request is overdue, and the desk has not moved it\n{told}"]
    assert town.last("zain").buttons == (("To the card",),)


async def test_a_case_that_was_moved_in_time_is_told_to_nobody(town: Town) -> None:
    case = await scene(town)
    async with town.database.transaction() as tx:
        later = NINE + timedelta(hours=12)
        assert await desk.complete(tx, case, await known(tx, town, "omar"), later) is not None
    await town.clock_to(NINE + timedelta(hours=35))
    assert town.texts("omar") == []


REMINDED = {
    "en": (
        f"⏰ Your approval ends soon\n{NUMBER} · Emergency entry visa\nValid until Fri 1 Jan 2027\n"
        "30 days are left.\n\nIf you need it for longer, file a new request now, so that there is no gap: /apply"
    ),
    "ar": (
        f"⏰ يقترب انتهاء نفاذ الموافقة\n{NUMBER} · سمة دخول طارئة\nنافذ لغاية الجمعة 1 كانون الثاني 2027\n"
        "بقي 30 يوماً.\n\nإن كنتم تحتاجون إليها لمدة أطول فقدّموا طلباً جديداً الآن تجنباً للانقطاع: /apply"
    ),
}
EXPIRED = {
    "en": (
        f"⌛ Your approval has ended\n{NUMBER} · Emergency entry visa\nValid until Fri 1 Jan 2027\n\n"
        "It must not be used any more. If you still need one, file a new request: /apply\n\n"
        "The request is closed. Its papers and what tells of persons are removed in 90 days."
    ),
    "ar": (
        f"⌛ انتهى نفاذ الموافقة\n{NUMBER} · سمة دخول طارئة\nنافذ لغاية الجمعة 1 كانون الثاني 2027\n\n"
        "لا يجوز استخدامها بعد الآن. وإن كنتم ما زلتم بحاجة إليها فقدّموا طلباً جديداً: /apply\n\n"
        "أُغلق الطلب. تُزال وثائقه وبياناته الشخصية بعد 90 يوماً."
    ),
}


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_the_end_of_validity_is_announced_three_times_and_closes_the_case(
    town: Town, language: str
) -> None:
    await approved(town, language)
    await town.clock_to(datetime(2026, 12, 2, 7, 59, tzinfo=BAGHDAD))
    assert town.texts("sara") == []
    await town.clock_to(datetime(2026, 12, 2, 8, 0, tzinfo=BAGHDAD))
    assert town.texts("sara") == [REMINDED[language]]
    await town.clock_to(datetime(2027, 1, 2, 7, 59, tzinfo=BAGHDAD))
    assert len(town.texts("sara")) == 3
    await town.clock_to(datetime(2027, 1, 9, 12, 0, tzinfo=BAGHDAD))
    assert len(town.texts("sara")) == 4 and town.last("sara").text == EXPIRED[language]
    assert heads(town, "omar") == [
        *["⏰ An approval ends soon"] * 3,
        "⌛ An approval has ended, and its request is closed",
    ]
    assert await town.rows("SELECT state FROM cases") == [{"state": "expired"}]


async def test_papers_and_persons_are_gone_after_the_purge_and_the_steps_stay(town: Town) -> None:
    await approved(town)
    await town.clock_to(datetime(2027, 1, 2, 9, 0, tzinfo=BAGHDAD))
    await town.clock_to(datetime(2027, 4, 2, 7, 59, tzinfo=BAGHDAD))
    assert await town.rows("SELECT purged_at FROM cases") == [{"purged_at": None}]
    await town.clock_to(datetime(2027, 4, 3, 9, 0, tzinfo=BAGHDAD))
    assert await town.rows("SELECT count(*) AS n FROM case_files WHERE sealed IS NOT NULL") == [{"n": 0}]
    assert await town.rows("SELECT action, subject, person FROM audit WHERE action = 'cases purged'") == [
        {"action": "cases purged", "subject": "1", "person": None}
    ]
    await town.say("omar", f"/desk {NUMBER}")
    await town.press("omar", "Answers")
    assert "Relief" in town.last("omar").text and "JANE" not in town.last("omar").text
    async with town.database.transaction() as tx:
        purged = await case_by_id(tx, await known(tx, town, "omar"), 1)
    assert purged is not None and purged.sealed is None
