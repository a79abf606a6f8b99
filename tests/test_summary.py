"""The daily summary: figures, scopes, hours. The English text is compared as a whole."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.forms import form as forms
from coordination.groups import group as groups
from coordination.groups.choices import chosen
from coordination.groups.group import Group
from coordination.people import register
from coordination.people.person import Person, Role
from coordination.reporters import load_reporters, silent
from coordination.reports import store
from coordination.reports.fact import Fact, Figure, Kind
from coordination.summaries import Scope, Total, read_summary, scope_of_person, total
from coordination.summaries.hours import due_times
from handlers.daily_summary import next_due, post_due
from storage import Database, Transaction, migrate, open_database
from views import summary as views
from views.language import plain, words

BAGHDAD = ZoneInfo("Asia/Baghdad")
DAY = timedelta(days=1)
EVENING = datetime(2026, 11, 22, 18, 0, tzinfo=BAGHDAD)
YESTERDAY, TODAY = date(2026, 11, 21), date(2026, 11, 22)
NINEWA, ERBIL, ANBAR, BASRA = "IQ-NI", "IQ-AR", "IQ-AN", "IQ-BA"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BAGHDAD)


class Desk:
    """A database with people who report and groups that listen."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._last = 0

    async def person(self, role: Role, *governorates: str) -> Person:
        self._last += 1
        async with self.database.transaction() as tx:
            met = await register.meet(tx, self._last, f"person {self._last}", at(1, 8))
            return await register.set_profile(
                tx,
                met,
                name=met.name,
                organisation="",
                role=role,
                governorates=governorates,
                state="approved",
            )

    async def save(self, who: Person, when: datetime, *facts: Fact, text: str = "") -> tuple[str, ...]:
        async with self.database.transaction() as tx:
            form = await forms.start(tx, who.id, who.telegram_id, "status", "card", {}, when)
            told = [store.Told(replace(fact, day=fact.day or when.date()), text) for fact in facts]
            saved = await store.save(tx, told, who, when, form=form.id)
            await forms.close(tx, form, "saved", when)
            return tuple(report.reference for report in saved)

    async def group(self, chat: int, when: datetime, **settings: str) -> Group:
        async with self.database.transaction() as tx:
            waiting = await groups.arrive(tx, chat, f"group {chat}", None, when)
            group = await groups.decide(tx, waiting, "approved", by=None, now=when)
            assert group is not None
            return await self._set(tx, group, when, {"language": "en", **settings})

    async def set(self, group: Group, when: datetime, **settings: str) -> Group:
        async with self.database.transaction() as tx:
            return await self._set(tx, group, when, settings)

    async def _set(self, tx: Transaction, group: Group, when: datetime, settings: dict[str, str]) -> Group:
        for setting, values in settings.items():
            for value in values.split():
                wanted = chosen(group, setting, value)
                assert wanted is not None
                kept = await groups.keep(tx, wanted, by=None, now=when)
                assert kept is not None
                group = kept
        return group

    async def post(self, now: datetime) -> int:
        async with self.database.transaction() as tx:
            return await post_due(tx, now)

    async def posts(self, chat: int) -> list[str]:
        """What was written for this chat, oldest first, as people see it."""
        rows = await self.rows(f"SELECT params FROM outbox WHERE chat = {chat} ORDER BY id")
        return [plain(json.loads(str(row["params"]))["text"]) for row in rows]

    async def rows(self, sql: str) -> Sequence[dict[str, object]]:
        async with self.database._reading:
            fetched = await self.database._reader.connection.execute_fetchall(sql)
        return [dict(row) for row in fetched]

    async def summary(self, scope: Scope, until: datetime = EVENING) -> list[str]:
        async with self.database.reading() as tx:
            value = await read_summary(tx, scope, until - DAY, until)
        return [plain(message.text) for message in views.daily(words("en"), value)]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    database = await open_database(f"sqlite:///{tmp_path / 'test.sqlite'}")
    try:
        await migrate(database)
        async with database.transaction() as tx:
            await load_reporters(tx)
        yield Desk(database)
    finally:
        await database.close()


async def small_day(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Two days of reports from four governorates; returns the references by name."""
    ninewa = await desk.person(Role.FOCAL_POINT, NINEWA)
    anbar = await desk.person(Role.FOCAL_POINT, ANBAR)
    erbil = await desk.person(Role.DEPUTY, ERBIL)
    basra = await desk.person(Role.FOCAL_POINT, BASRA)
    await desk.person(Role.FOCAL_POINT, "IQ-KI")
    await desk.save(ninewa, at(21, 12), Fact(Kind.DISPLACEMENT, NINEWA, households=85))
    await desk.save(anbar, at(21, 18), Fact(Kind.RETURN, ANBAR, households=12))
    two = (
        Fact(Kind.ACCESS, NINEWA, place_text="Bridge <4>"),
        Fact(Kind.NEED, ANBAR, sectors=("food", "wash"), households=40, note="since the flood"),
    )
    return {
        "moved": await desk.save(
            ninewa, at(21, 18, 1), Fact(Kind.DISPLACEMENT, NINEWA, households=120, individuals=600)
        ),
        "rough": await desk.save(
            erbil,
            at(22, 8),
            Fact(Kind.DISPLACEMENT, ERBIL, households=35, sectors=("shelter",), approximate=True),
            Fact(Kind.DISPLACEMENT, ERBIL, households="unknown"),
        ),
        "back": await desk.save(anbar, at(22, 9), Fact(Kind.RETURN, ANBAR, households=0)),
        "bomb": await desk.save(
            anbar,
            at(22, 10),
            Fact(Kind.INCIDENT, ANBAR, place="IQG01Q03", day=date(2026, 11, 19)),
            text="A bomb at the market & two shops burnt",
        ),
        "both": await desk.save(
            ninewa, at(22, 11), *two, text="Bridge <4> closed; in Anbar 40 families need food"
        ),
        "calm": await desk.save(basra, EVENING, Fact(Kind.SITUATION, BASRA, nothing_to_report=True)),
        "later": await desk.save(basra, at(22, 18, 1), Fact(Kind.DISPLACEMENT, BASRA, households=7)),
    }


FOUR_OF_FIVE = """\
Not heard from 1 of 5: Kirkuk.
11 of 16 expected reporters have no focal point yet.

Next meetings: none are entered in this bot yet."""


async def test_small_day(desk: Desk) -> None:
    refs = await small_day(desk)
    moved, (rough, unknown), back, bomb = refs["moved"][0], refs["rough"], refs["back"][0], refs["bomb"][0]
    assert await desk.summary(Scope()) == [
        f"""\
📋 Daily summary, Sun 22 Nov 2026, 18:00
Source: 8 updates from 4 people, saved since Sat 21 Nov 2026, 18:00.

New displacement
≈ 155 families (given in 2 of 3 reports, said to be unknown in 1); ≈ +70 against the day before
600 individuals (given in 1 of 3 reports); no figure for the day before
• Ninewa: 120 families, 600 individuals {moved}
• Erbil: ≈ 35 families (given in 1 of 2 reports, said to be unknown in 1) {rough} {unknown}

Returns
0 families; −12 against the day before
number of individuals not reported
• Anbar: 0 families {back}

Incidents: 1
• Ramadi, Anbar, on 19 Nov: A bomb at the market & two shops burnt {bomb}

Access: 1
• Bridge <4>, Ninewa: no details given {refs["both"][0]}

Needs
• shelter (Erbil): 1 update, ≈ 35 families
• food (Anbar): 1 update, 40 families
• water and sanitation (Anbar): 1 update, 40 families
One update can name several sectors: do not add these up.

Nothing to report: Basra.

{FOUR_OF_FIVE}"""
    ]


async def test_only_the_readers_governorates_and_kinds(desk: Desk) -> None:
    refs = await small_day(desk)
    scope = Scope(frozenset({NINEWA, BASRA}), frozenset({Kind.DISPLACEMENT, Kind.INCIDENT}))
    assert await desk.summary(scope) == [
        f"""\
📋 Daily summary, Sun 22 Nov 2026, 18:00
Governorates: Ninewa and Basra
Subjects: displacement and incidents
Source: 1 update from 1 person, saved since Sat 21 Nov 2026, 18:00.

New displacement
120 families; +35 against the day before
600 individuals; no figure for the day before
• Ninewa: 120 families, 600 individuals {refs["moved"][0]}

No update about: incidents.

Everybody with a focal point has reported.

Next meetings: none are entered in this bot yet."""
    ]


async def test_nothing_saved_is_not_zero(desk: Desk) -> None:
    ninewa = await desk.person(Role.FOCAL_POINT, NINEWA)
    await desk.save(ninewa, at(21, 12), Fact(Kind.DISPLACEMENT, NINEWA, households=85))
    assert await desk.summary(Scope(frozenset({NINEWA}))) == [
        """\
📋 Daily summary, Sun 22 Nov 2026, 18:00
Governorates: Ninewa
No update was saved since Sat 21 Nov 2026, 18:00.

New displacement
No report; the day before: 85 families.

Not heard from 1 of 1: Ninewa.

Next meetings: none are entered in this bot yet."""
    ]


async def test_withdrawn_reports_do_not_count(desk: Desk) -> None:
    ninewa = await desk.person(Role.FOCAL_POINT, NINEWA)
    await desk.save(ninewa, at(22, 12), Fact(Kind.DISPLACEMENT, NINEWA, households=85))
    await desk.database.script("UPDATE reports SET state = 'withdrawn'")
    [text] = await desk.summary(Scope(frozenset({NINEWA})))
    assert "No update was saved since Sat 21 Nov 2026, 18:00." in text


async def test_a_ministry_focal_point_sees_no_governorate(desk: Desk) -> None:
    assert scope_of_person(await desk.person(Role.FOCAL_POINT)) == Scope(frozenset())
    assert scope_of_person(await desk.person(Role.PARTNER, NINEWA)) == Scope(frozenset())
    assert scope_of_person(await desk.person(Role.DEPUTY, NINEWA)) == Scope(frozenset({NINEWA}))
    assert scope_of_person(await desk.person(Role.DUTY_OFFICER)) == Scope(None)


async def test_one_counterpart_speaks_for_the_region(desk: Desk) -> None:
    duhok = await desk.person(Role.FOCAL_POINT, "IQ-DA")
    region = frozenset({ERBIL, "IQ-SU", NINEWA})
    async with desk.database.reading() as tx:
        before = await silent(tx, EVENING - DAY, EVENING, region)
    await desk.save(duhok, at(22, 9), Fact(Kind.SITUATION, "IQ-DA", nothing_to_report=True))
    async with desk.database.reading() as tx:
        after = await silent(tx, EVENING - DAY, EVENING, region)
        everywhere = await silent(tx, EVENING - DAY, EVENING)
    assert ([who.code for who in before.quiet], [who.code for who in before.unstaffed]) == (["JCC"], [NINEWA])
    assert (after.quiet, [who.code for who in after.unstaffed], after.heard) == ((), [NINEWA], 1)
    assert len(everywhere.unstaffed) + everywhere.expected == 16


UNKNOWN: Figure = "unknown"
FIGURES: st.SearchStrategy[Figure] = st.none() | st.just(UNKNOWN) | st.integers(0, 10**6)


@given(st.lists(st.tuples(FIGURES, st.booleans())))
def test_totals_add_up_what_was_given_and_nothing_else(figures: list[tuple[Figure, bool]]) -> None:
    numbers = [n for n, _ in figures if isinstance(n, int)]
    assert total(figures) == Total(
        amount=sum(numbers),
        given=len(numbers),
        unknown=[n for n, _ in figures].count("unknown"),
        reports=len(figures),
        approximate=any(rough for n, rough in figures if isinstance(n, int)),
    )


def test_due_times_are_hours_of_baghdad() -> None:
    assert due_times("18:00", at(20, 18), at(22, 18)) == [at(21, 18), at(22, 18)]
    assert due_times("06:00", at(20, 5), at(20, 6)) == [at(20, 6)]
    assert due_times("", at(20, 5), at(22, 6)) == []


async def test_posted_once_whatever_happens(desk: Desk) -> None:
    group = await desk.group(-1, at(21, 19))
    assert [await desk.post(at(22, 17, 59)), await desk.post(EVENING), await desk.post(EVENING)] == [0, 1, 0]
    assert await asyncio.gather(*(desk.post(at(23, 18)) for _ in range(4))) == [1, 0, 0, 0]

    with pytest.raises(RuntimeError):
        async with desk.database.transaction() as tx:
            assert await post_due(tx, at(24, 18)) == 1
            raise RuntimeError("killed before the commit")
    assert await desk.post(at(24, 18, 1)) == 1
    assert len(await desk.posts(group.chat)) == 3


async def test_missed_hours_come_late_each_with_its_own_window(desk: Desk) -> None:
    await desk.group(-1, at(19, 19), governorates=NINEWA, kinds="return")
    ninewa = await desk.person(Role.FOCAL_POINT, NINEWA)
    [first] = await desk.save(ninewa, at(20, 12), Fact(Kind.RETURN, NINEWA, households=5))
    [second] = await desk.save(ninewa, at(21, 12), Fact(Kind.RETURN, NINEWA, households=5))
    await desk.save(ninewa, at(21, 18, 30), Fact(Kind.RETURN, NINEWA, households=70))
    assert await desk.post(at(21, 19, 40)) == 2
    expected = """\
📋 Daily summary, {due}
Late: due at {due}, posted at Sat 21 Nov 2026, 19:40.
Governorates: Ninewa
Subjects: returns
Source: 1 update from 1 person, saved since {since}.

Returns
5 families{families}
number of individuals not reported
• Ninewa: 5 families {reference}

Everybody with a focal point has reported.

Next meetings: none are entered in this bot yet."""
    nineteenth, twentieth, today = (f"{name} Nov 2026, 18:00" for name in ("Thu 19", "Fri 20", "Sat 21"))
    assert await desk.posts(-1) == [
        expected.format(
            due=twentieth, since=nineteenth, reference=first, families="; no figure for the day before"
        ),
        expected.format(
            due=today, since=twentieth, reference=second, families="; the same as the day before"
        ),
    ]


async def test_a_quarter_of_an_hour_is_not_late_and_a_week_is_too_late(desk: Desk) -> None:
    await desk.group(-1, at(1, 19))
    assert await desk.post(at(15, 18, 15)) == 7
    posts = await desk.posts(-1)
    assert [text.splitlines()[0] for text in posts] == [
        f"📋 Daily summary, {weekday} {day} Nov 2026, 18:00"
        for day, weekday in zip(range(9, 16), ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True)
    ]
    assert ["Late" in text for text in posts] == [True] * 6 + [False]


async def test_another_hour_makes_no_second_summary_and_leaves_no_gap(desk: Desk) -> None:
    group = await desk.group(-1, at(20, 19))
    ninewa = await desk.person(Role.FOCAL_POINT, NINEWA)
    assert await desk.post(at(21, 18)) == 1
    group = await desk.set(group, at(21, 18, 30), hour="20:00")
    [between] = await desk.save(ninewa, at(21, 19), Fact(Kind.RETURN, NINEWA, households=5))
    assert await desk.post(at(21, 20)) == 0
    assert await desk.post(at(22, 20)) == 1
    text = (await desk.posts(-1))[-1]
    assert "Source: 1 update from 1 person, saved since Sat 21 Nov 2026, 18:00." in text
    assert f"Returns\n5 families\nnumber of individuals not reported\n• Ninewa: 5 families {between}" in text
    # Earlier on a day whose new hour has passed: nothing is posted for an hour that was not set then.
    group = await desk.set(group, at(23, 10), hour="06:00")
    assert await desk.post(at(23, 20)) == 0
    assert await desk.post(at(24, 6)) == 1


async def test_switched_off_means_nothing_is_missed(desk: Desk) -> None:
    group = await desk.group(-1, at(20, 19), hour="off")
    async with desk.database.reading() as tx:
        assert await next_due(tx, at(21, 9)) is None
    assert await desk.post(at(23, 18)) == 0
    await desk.set(group, at(23, 19), hour="18:00")
    assert await desk.post(at(23, 20)) == 0
    async with desk.database.reading() as tx:
        assert await next_due(tx, at(23, 20)) == at(24, 18)


async def test_next_due_skips_what_was_posted(desk: Desk) -> None:
    await desk.group(-1, at(20, 19))
    await desk.group(-2, at(20, 21), hour="20:00")
    found = []
    for now in (at(21, 9), at(21, 18), at(21, 19), at(21, 21)):
        async with desk.database.reading() as tx:
            found.append(await next_due(tx, now))
        await desk.post(now)
    # At 18:00 and 21:00 something is due already: the moment is not after `now`.
    assert found == [at(21, 18), at(21, 18), at(21, 20), at(21, 20)]
    async with desk.database.reading() as tx:
        assert await next_due(tx, at(21, 21)) == at(22, 18)


async def test_a_migrated_group_gets_no_second_summary(desk: Desk) -> None:
    group = await desk.group(-1, at(20, 19))
    assert await desk.post(at(21, 18)) == 1
    async with desk.database.transaction() as tx:
        await groups.arrive(tx, -100, "seen before its migration was told", None, at(21, 18, 1))
        await groups.migrated(tx, -1, -100)
        await groups.migrated(tx, -1, -100)
        moved = await groups.by_chat(tx, -100)
    assert moved is not None and (moved.id, moved.state) == (group.id, "approved")
    assert await desk.post(at(21, 18, 2)) == 0
    assert await desk.rows("SELECT chat FROM groups") == [{"chat": -100}]


async def test_both_languages_in_the_topic_with_one_sound(desk: Desk) -> None:
    await desk.group(-1, at(20, 19), language="both", topic="17")
    await desk.post(at(21, 18))
    rows = await desk.rows("SELECT params FROM outbox ORDER BY id")
    sent = [json.loads(str(row["params"])) for row in rows]
    assert [(m["message_thread_id"], m.get("disable_notification", False)) for m in sent] == [
        (17, False),
        (17, True),
    ]
    assert "الأحد" not in sent[1]["text"] and sent[0]["text"].startswith("\u200f")
