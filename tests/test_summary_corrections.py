"""What was told in a posted summary and is corrected later stands in the group's next one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import databases
from coordination.people.person import Person, Role
from coordination.reports import corrections, store
from coordination.reports.changes import changes
from coordination.reports.fact import Fact, Kind
from storage import migrations
from tests.summary_desk import ANBAR, ERBIL, EVENING, NINEWA, Desk, at, open_desk

GROUP = -100
MIGRATION = (migrations.FOLDER / "sqlite" / "0002_corrections.sql").read_text(encoding="utf-8")
BACKFILL = MIGRATION[MIGRATION.index("INSERT INTO told_reports") :]
MOVED = Fact(Kind.DISPLACEMENT, NINEWA, households=120)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as opened:
        yield opened


async def correct(desk: Desk, reference: str, who: Person, when: datetime, **values: Any) -> None:
    async with desk.database.transaction() as tx:
        report = await store.by_reference(tx, reference)
        assert report is not None
        fact = replace(report.fact, **values)
        assert await corrections.correct(tx, report, fact, changes(report.fact, fact), who, when)


async def withdraw(desk: Desk, reference: str, who: Person, when: datetime, text: str = "") -> None:
    async with desk.database.transaction() as tx:
        report = await store.by_reference(tx, reference)
        assert report is not None
        assert await corrections.withdraw(tx, report, "other" if text else "twice", text, who, when)


def section(post: str) -> list[str]:
    """The lines of the corrections in a posted summary; none where it has no such section."""
    parts = [part for part in post.split("\n\n") if part.startswith(("Corrections", "تصحيحات"))]
    return parts[0].split("\n") if parts else []


async def test_the_next_summary_corrects_the_last_one_once(desk: Desk) -> None:
    who = await desk.person(Role.FOCAL_POINT, NINEWA)
    await desk.group(GROUP, at(21, 8))
    [wrong] = await desk.save(who, at(21, 12), MOVED)
    [twice] = await desk.save(who, at(21, 13), replace(MOVED, households=80))
    [quiet] = await desk.save(
        who, at(21, 14), Fact(Kind.RETURN, NINEWA, households=5, note="Call 0770 123 4567")
    )
    await desk.save(who, at(21, 15), replace(MOVED, households=30))
    await desk.post(at(21, 18))
    await correct(desk, wrong, who, at(21, 19), households=130)
    await correct(desk, wrong, who, at(21, 20), households=150, individuals="unknown")
    await withdraw(desk, twice, who, at(21, 21))
    await correct(desk, quiet, who, at(21, 22), note="Call 0780 123 4567")
    [new] = await desk.save(who, at(22, 9), MOVED)
    await correct(desk, new, who, at(22, 10), households=200)
    await desk.post(EVENING)
    await desk.post(at(23, 18))
    first, second, third = await desk.posts(GROUP)
    assert section(first) == []
    assert section(second) == [
        "Corrections to earlier summaries: 2",
        f"• {wrong} Displacement · Ninewa · Families: 120 families → 150 families · "
        "Individuals: not reported → individuals not known",
        f"• {twice} Displacement · 80 families · Ninewa · 21 Nov: withdrawn (entered twice)",
    ]
    # The day before had 120 + 80 + 30 families when it was told, and has 150 + 30 now.
    assert "230 families" in first
    assert "\n200 families; +20 against the day before\n" in second
    assert section(third) == []


async def test_the_groups_governorates_and_kinds_decide(desk: Desk) -> None:
    who = await desk.person(Role.DUTY_OFFICER)
    await desk.group(
        GROUP, at(21, 8), governorates=f"{NINEWA} {ERBIL}", kinds="displacement incident", language="ar"
    )
    [gone] = await desk.save(who, at(21, 12), MOVED)
    [come] = await desk.save(who, at(21, 12), Fact(Kind.DISPLACEMENT, ANBAR, households=7))
    [other] = await desk.save(who, at(21, 12), Fact(Kind.RETURN, NINEWA, households=9))
    [told] = await desk.save(who, at(21, 13), Fact(Kind.INCIDENT, ERBIL, note="Fire, call 07701234567"))
    await desk.post(at(21, 18))
    await correct(desk, gone, who, at(21, 19), governorate=ANBAR)
    await correct(desk, come, who, at(21, 19), governorate=ERBIL)
    await correct(desk, other, who, at(21, 19), households=10)
    await withdraw(desk, told, who, at(21, 20), "Ask Ahmed")
    await desk.post(EVENING)
    await correct(desk, gone, who, at(22, 19), households=121)
    await correct(desk, come, who, at(22, 19), households=8)
    await desk.post(at(23, 18))
    _, second, third = await desk.posts(GROUP)
    lines = [line.translate(dict.fromkeys(map(ord, "\u2068\u2069\u200f"))) for line in section(second)]
    assert lines == [
        "تصحيحات على خلاصات سابقة: 3",
        f"• {gone} نزوح · 120 عائلة · نينوى · 21 تشرين الثاني: صُحّح إلى محافظة أخرى أو موضوع آخر",
        f"• {told} حادث · أربيل · الخطورة: طفيفة · 21 تشرين الثاني: مسحوب",
        f"• {come} نزوح · 7 عوائل · أربيل · 21 تشرين الثاني: جديد هنا بعد التصحيح",
    ]
    assert [line.count(come) for line in section(third)] == [0, 1]


async def test_what_is_told_late_is_told_as_it_is_then(desk: Desk) -> None:
    who = await desk.person(Role.FOCAL_POINT, NINEWA)
    await desk.group(GROUP, at(20, 8))
    [wrong] = await desk.save(who, at(20, 12), MOVED)
    [back] = await desk.save(who, at(21, 12), MOVED)
    await correct(desk, wrong, who, at(21, 9), households=150)
    await desk.post(at(22, 9))
    await correct(desk, back, who, at(22, 9), households=90)
    await correct(desk, back, who, at(22, 9), households=120)
    await desk.post(EVENING)
    posts = await desk.posts(GROUP)
    assert [section(post) for post in posts] == [[], [], []]
    assert "150 families" in posts[0]


async def test_more_than_eight_are_counted(desk: Desk) -> None:
    who = await desk.person(Role.FOCAL_POINT, NINEWA)
    await desk.group(GROUP, at(21, 8))
    references = await desk.save(who, at(21, 12), *[MOVED] * 11)
    await desk.post(at(21, 18))
    for reference in references:
        await withdraw(desk, reference, who, at(22, 8))
    await desk.post(EVENING)
    lines = section((await desk.posts(GROUP))[1])
    assert (len(lines), lines[0], lines[-1]) == (10, "Corrections to earlier summaries: 11", "and 3 more")
    assert "No update was saved since" in (await desk.posts(GROUP))[1]


@pytest.mark.skipif(databases.ON_POSTGRES, reason="no PostgreSQL database is as old as that")
async def test_summaries_posted_before_corrections_were_kept_count_as_told(desk: Desk) -> None:
    who = await desk.person(Role.FOCAL_POINT, NINEWA)
    await desk.group(GROUP, at(21, 8), governorates=NINEWA)
    await desk.save(who, at(21, 12), MOVED, replace(MOVED, governorate=ANBAR))
    await desk.post(at(21, 18))
    before = await desk.rows("SELECT group_id, report, version FROM told_reports")
    async with desk.database.transaction() as tx:
        await tx.select("DELETE FROM told_reports")
        await tx.select(BACKFILL)
    assert (
        await desk.rows("SELECT group_id, report, version FROM told_reports")
        == before
        == [{"group_id": 1, "report": 1, "version": 1}]
    )
