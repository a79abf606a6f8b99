"""Kept sums of reports: after whatever happens to reports, they are what adding the reports up gives."""

from __future__ import annotations

import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.doctor import differing_sums
from coordination.people.person import Person, Role
from coordination.reports import confirmation, disputes, repeats, store
from coordination.reports.changes import changes
from coordination.reports.corrections import correct, withdraw
from coordination.reports.fact import GRAVITIES, Fact, Figure, Kind
from coordination.reports.report import Report
from coordination.summaries.rollups import Rollup, differences, last_heard, rollups
from coordination.summaries.total import Total
from storage import Transaction
from tests.summary_desk import ANBAR, ERBIL, NINEWA, Desk, at, open_desk

UNKNOWN: Figure = "unknown"
FIGURES: st.SearchStrategy[Figure] = st.none() | st.just(UNKNOWN) | st.integers(0, 99)
FACTS = st.builds(
    Fact,
    kind=st.sampled_from((Kind.DISPLACEMENT, Kind.NEED)),
    governorate=st.sampled_from((NINEWA, ERBIL)),
    households=FIGURES,
    individuals=FIGURES,
    sectors=st.sampled_from(((), ("food",), ("food", "wash"))),
    day=st.just(date(2026, 11, 21)),
    approximate=st.booleans(),
    nothing_to_report=st.booleans(),
)
WHICH = st.integers(0, 9)
Act = tuple[
    Literal["save", "correct", "withdraw", "confirm", "ask", "deny", "beside", "again"], int, int, Fact
]
ACTS: st.SearchStrategy[list[Act]] = st.lists(
    st.tuples(
        st.sampled_from(("save", "save", "correct", "withdraw", "confirm", "ask", "deny", "beside", "again")),
        WHICH,
        WHICH,
        FACTS,
    ),
    max_size=14,
)


async def happen(desk: Desk, act: Act, people: Sequence[Person], now: datetime) -> None:
    what, first, second, fact = act
    who = people[second % 2]
    async with desk.database.transaction() as tx:
        reports = [one for one in (await store.latest(tx, 100))[::-1] if one.state == "saved"]
    if what == "save" or not reports:
        await desk.save(who, now, fact)
        return
    report, other = reports[first % len(reports)], reports[second % len(reports)]
    async with desk.database.transaction() as tx:
        await change(tx, what, report, other, fact, who, now)


async def change(
    tx: Transaction, what: str, report: Report, other: Report, fact: Fact, who: Person, now: datetime
) -> None:
    match what:
        case "correct":
            await correct(tx, report, fact, changes(report.fact, fact), who, now)
        case "withdraw":
            await withdraw(tx, report, "wrong", "", who, now)
        case "confirm":
            await confirmation.confirm(tx, report, who, now)
        case "ask":
            await confirmation.ask(tx, report, "Is it?", who, now)
        case "deny":
            await confirmation.deny(tx, report, "wrong", "", who, now)
        case "again":
            await repeats.told_again(tx, report, who, now)
        case "beside" if report.id < other.id and disputes.same_thing(report.fact, other.fact):
            await disputes.begin(tx, report, other, who, now)


async def recomputed(desk: Desk) -> dict[tuple[str, str, str, str], list[int]]:
    """The sums, by rules written a second time."""
    rows = {row["id"]: row for row in await all_rows(desk, "SELECT * FROM reports WHERE state = 'saved'")}
    groups: dict[int, set[int]] = defaultdict(set)
    for row in await all_rows(desk, "SELECT * FROM disputed_reports"):
        groups[row["dispute"]].add(row["report"])
    outcomes = {row["id"]: row["outcome"] for row in await all_rows(desk, "SELECT * FROM disputes")}
    again = {(row["report"], row["person"]) for row in await all_rows(desk, "SELECT * FROM told_again")}
    cells: dict[tuple[str, str, str, str], list[int]] = {}
    for id, row in rows.items():
        beside = [
            members & rows.keys()
            for one, members in groups.items()
            if id in members and outcomes[one] in (None, "agreed")
        ]
        same = {
            other
            for one, members in groups.items()
            if id in members and outcomes[one] == "agreed"
            for other in members
        }
        sources = {rows[other]["reporter"] for other in same & rows.keys()}
        sources |= {row["reporter"]} | {person for report, person in again if report == id}
        counts = not row["nothing_to_report"] and all(id == min(members) for members in beside)
        confirmed = row["confirmation"] == "confirmed" and row["ruled_version"] == row["version"]
        figures = [
            counts * figure for unit in ("households", "individuals") for figure in figures_of(row, unit)
        ]
        values = [1, int(not confirmed), int(counts), int(counts and len(sources) == 1), *figures]
        values += [int(counts and row["gravity"] == one) for one in GRAVITIES]
        saved = (
            datetime.fromisoformat(row["saved_at"]).astimezone(ZoneInfo("Asia/Baghdad")).date().isoformat()
        )
        for sector in ("*", *(row["sectors"].split() or [""])):
            cell = (saved, row["governorate"], row["kind"], sector)
            cells[cell] = [a + b for a, b in zip(cells.get(cell, [0] * 16), values, strict=True)]
    return cells


def figures_of(row: dict[str, Any], unit: str) -> list[int]:
    given = row[f"{unit}_said"] == "number"
    unknown = row[f"{unit}_said"] == "unknown"
    return [row[unit] or 0, int(given), int(unknown), int(given and bool(row["approximate"]))]


async def all_rows(desk: Desk, sql: str) -> list[dict[str, Any]]:
    return [dict(row) for row in await desk.rows(sql)]


async def played(acts: list[Act]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with open_desk(Path(folder)) as desk:
            people = [await desk.person(Role.FOCAL_POINT, NINEWA), await desk.person(Role.FOCAL_POINT, ERBIL)]
            for nth, act in enumerate(acts):
                await happen(desk, act, people, at(21, 22) + nth * timedelta(hours=1))
            kept = {
                tuple(list(row.values())[:4]): list(row.values())[4:]
                for row in await desk.rows("SELECT * FROM rollups")
            }
            assert kept == await recomputed(desk)
            async with desk.database.reading() as tx:
                assert await differences(tx) == []


@settings(max_examples=20)
@given(ACTS)
def test_whatever_happens_to_reports_the_sums_are_theirs(acts: list[Act]) -> None:
    asyncio.run(played(acts))


async def test_a_day_in_baghdad_with_what_is_known_of_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        ninewa = await desk.person(Role.FOCAL_POINT, NINEWA)
        await desk.save(ninewa, at(21, 23, 59), Fact(Kind.DISPLACEMENT, NINEWA, households=7))
        rough = Fact(Kind.DISPLACEMENT, NINEWA, households=120, individuals="unknown", approximate=True)
        await desk.save(ninewa, at(22, 0), rough, Fact(Kind.SITUATION, ANBAR, nothing_to_report=True))
        async with desk.database.reading() as tx:
            found = [
                one for one in await rollups(tx, date(2026, 11, 22), date(2026, 11, 22)) if one.sector == "*"
            ]
            heard = await last_heard(tx, date(2026, 11, 8))
        families, individuals = Total(120, 1, 0, 1, True), Total(0, 0, 1, 1)
        assert found == [
            Rollup(date(2026, 11, 22), ANBAR, Kind.SITUATION, "*", 1, 1, 0, 0, Total(), Total()),
            Rollup(date(2026, 11, 22), NINEWA, Kind.DISPLACEMENT, "*", 1, 1, 1, 1, families, individuals),
        ]
        assert heard == {ANBAR: date(2026, 11, 22), NINEWA: date(2026, 11, 22)}


async def test_sums_that_somebody_changed_are_noticed(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        ninewa = await desk.person(Role.FOCAL_POINT, NINEWA)
        await desk.save(ninewa, at(21, 9), Fact(Kind.RETURN, NINEWA, households=7))
        async with desk.database.transaction() as tx:
            await tx.select("UPDATE rollups SET households = 8")
        async with desk.database.reading() as tx:
            found = await differences(tx)
        whole, unnamed = ("2026-11-21", NINEWA, "return", "*"), ("2026-11-21", NINEWA, "return", "")
        assert found == [unnamed, whole]
        assert differing_sums(found) == (
            "2 kept sum(s) are not what the reports give, the first: 2026-11-21 IQ-NI return"
        )
