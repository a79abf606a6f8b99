"""The daily summary: figures and scopes. The English text is compared as a whole."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.people.person import Role
from coordination.reports.fact import Fact, Figure, Kind
from coordination.roster.reporters import silent
from coordination.summaries import Scope, Total, read_summary, scope_of_person, total
from tests.summary_desk import ANBAR, BASRA, DAY, ERBIL, EVENING, NINEWA, Desk, at, open_desk
from views import summary as views
from views.language import words


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as opened:
        yield opened


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
What we do not know
• Not confirmed yet: 8 of 8 updates
• Told by one person only: 7 of 7 updates with news
• Nothing at all in the last 14 days about 15 governorates
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
By gravity: moderate: 1.
• Ramadi, Anbar, on 19 Nov: A bomb at the market & two shops burnt {bomb}

Access: 1
• Bridge <4>, Ninewa: Bridge <4> closed {refs["both"][0]}

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

What we do not know
• Not confirmed yet: 1 of 1 updates
• Told by one person only: 1 of 1 updates with news
Heard from all 2 expected reporters that have a focal point.

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


async def test_many_references_are_shown_in_order_and_counted(desk: Desk) -> None:
    ninewa = await desk.person(Role.FOCAL_POINT, NINEWA)
    moved = [Fact(Kind.RETURN, NINEWA, households=10) for _ in range(7)]
    first, second, *_ = references = await desk.save(ninewa, at(22, 12), *moved)
    [english] = await desk.summary(Scope(frozenset({NINEWA})))
    assert f"\n• Ninewa: 70 families {' '.join(references[:5])} and 2 more\n" in english
    async with desk.database.reading() as tx:
        value = await read_summary(tx, Scope(frozenset({NINEWA})), EVENING - DAY, EVENING)
    [arabic] = views.daily(words("ar"), value)
    assert f"\u2068<code>{first}</code>\u2069 \u2068<code>{second}</code>\u2069 " in arabic.text
    assert "</code>\u2069 واثنان آخران\n" in arabic.text


async def test_withdrawn_reports_do_not_count(desk: Desk) -> None:
    ninewa = await desk.person(Role.FOCAL_POINT, NINEWA)
    await desk.save(ninewa, at(22, 12), Fact(Kind.DISPLACEMENT, NINEWA, households=85))
    async with desk.database.transaction() as tx:
        await tx.select("UPDATE reports SET state = 'withdrawn'")
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


async def test_days_before_the_window_are_told(desk: Desk) -> None:
    ninewa = await desk.person(Role.FOCAL_POINT, NINEWA)
    old, yesterday = date(2026, 11, 20), date(2026, 11, 21)
    (a, b, c, d, e) = await desk.save(
        ninewa,
        at(22, 9),
        Fact(Kind.DISPLACEMENT, NINEWA, households=30, day=old),
        Fact(Kind.RETURN, ERBIL, households=10, day=old),
        Fact(Kind.RETURN, ERBIL, households=5),
        Fact(Kind.RETURN, ANBAR, households=7, day=yesterday),
        Fact(Kind.ACCESS, NINEWA, day=yesterday),
    )
    (text,) = await desk.summary(Scope())
    assert [line for line in text.split("\n") if line.startswith("•")][:4] == [
        f"• Ninewa: 30 families, of 20 Nov {a}",
        f"• Anbar: 7 families {d}",
        f"• Erbil: 15 families, partly of 20 Nov {b} {c}",
        f"• Ninewa, on 21 Nov: no details given {e}",
    ]
