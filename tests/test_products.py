"""Reports of a week and a month: which days, right figures, pages that can be copied and kept, posted once."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.groups.choices import governorate_codes
from coordination.people.person import Role
from coordination.products import wish as wishes
from coordination.products.period import PERIODS, chosen, midnight, month_before, week_before
from coordination.products.progress import Progress
from coordination.products.reading import read_bulletin
from coordination.products.wish import FORMATS, LANGUAGES, Wish
from coordination.reports.fact import Fact, Kind
from coordination.summaries import Scope, read_summary, scope_of_group, scope_of_person
from coordination.summaries.total import Total
from handlers import products
from tests.conftest import BAGHDAD, Town
from tests.report_pages import TODAY, example
from tests.summary_desk import ANBAR, NINEWA, Desk, at, open_desk
from views.language import words
from views.products import report

SUNDAY = midnight(date(2026, 11, 22)) + timedelta(hours=8)


@pytest.mark.parametrize(
    ("period", "first", "last", "before"),
    [
        (week_before(TODAY), date(2026, 11, 15), date(2026, 11, 21), date(2026, 11, 8)),
        (month_before(TODAY), date(2026, 10, 1), date(2026, 10, 31), date(2026, 9, 1)),
        (month_before(date(2026, 3, 31)), date(2026, 2, 1), date(2026, 2, 28), date(2026, 1, 1)),
        (month_before(date(2026, 1, 1)), date(2025, 12, 1), date(2025, 12, 31), date(2025, 11, 1)),
        (chosen("7", SUNDAY), date(2026, 11, 16), date(2026, 11, 22), date(2026, 11, 9)),
        (chosen("month", SUNDAY), date(2026, 11, 1), date(2026, 11, 22), date(2026, 10, 10)),
        (chosen("last", SUNDAY), date(2026, 10, 1), date(2026, 10, 31), date(2026, 9, 1)),
    ],
)
def test_the_days_of_a_period(period: object, first: date, last: date, before: date) -> None:
    assert isinstance(period, type(week_before(TODAY)))
    assert (period.first, period.last, period.before().first) == (first, last, before)
    assert period.before().until == period.since


@given(
    st.builds(
        Wish,
        period=st.sampled_from(PERIODS),
        governorates=st.frozensets(st.sampled_from(governorate_codes())),
        kinds=st.frozensets(st.sampled_from(list(Kind))),
        confirmed=st.booleans(),
        language=st.sampled_from(LANGUAGES),
        format=st.sampled_from(FORMATS),
    )
)
def test_a_wish_is_read_as_it_was_written(wish: Wish) -> None:
    text = wishes.written(wish)
    assert (wishes.read(text), len(f"export governorates {text} IQ-NI") <= 64) == (wish, True)


@given(
    st.text(max_size=30)
    | st.from_regex(r"(7|last|x)\.[0-9a-fz-]{1,8}\.[0-9a-f]{1,3}\.[012]\.(ar|x)\.(pdf|x)")
)
def test_whatever_a_button_carries_is_read_without_harm(text: str) -> None:
    wish = wishes.read(text)
    assert wish is None or wish.governorates <= set(governorate_codes())


def test_a_wish_never_reaches_beyond_what_one_sees() -> None:
    mine = Scope(frozenset({NINEWA}), frozenset({Kind.NEED, Kind.RETURN}))
    wish = Wish(governorates=frozenset({NINEWA, ANBAR}), kinds=frozenset({Kind.NEED, Kind.ACCESS}))
    assert wish.within(mine) == Scope(frozenset({NINEWA}), frozenset({Kind.NEED}))
    assert Wish().within(mine) == mine
    assert Wish(governorates=frozenset({ANBAR})).within(mine).governorates == frozenset()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as opened:
        yield opened


async def test_the_figures_are_those_of_the_summary(desk: Desk) -> None:
    who, other = await desk.person(Role.FOCAL_POINT, NINEWA), await desk.person(Role.FOCAL_POINT, ANBAR)
    await desk.save(who, at(10, 9), Fact(Kind.DISPLACEMENT, NINEWA, households=20))
    await desk.save(who, at(15, 0, 30), Fact(Kind.DISPLACEMENT, NINEWA, households=30, individuals=170))
    await desk.save(other, at(18, 9), Fact(Kind.DISPLACEMENT, ANBAR, households="unknown"))
    await desk.save(who, at(21, 23), Fact(Kind.RETURN, NINEWA, households=0, approximate=True))
    await desk.save(who, at(21, 23, 30), Fact(Kind.INCIDENT, NINEWA), text="قصف في سنجار، هاتف 07701234567")
    await desk.save(who, at(22, 0, 10), Fact(Kind.DISPLACEMENT, NINEWA, households=500))
    period = week_before(TODAY)
    group = await desk.group(-1, at(1, 9))
    found = await read_bulletin(
        desk.database.reading, group, scope_of_group(group), period, SUNDAY, Progress()
    )
    assert (found.now.displaced.families, found.now.displaced.individuals) == (
        Total(30, 1, 1, 2),
        Total(170, 1, 0, 2),
    )
    assert found.now.returned.families == Total(0, 1, 0, 1, approximate=True)
    assert found.before.displaced.families == Total(20, 1, 0, 1)
    assert [(one.governorate, one.updates, one.last.day) for one in found.areas] == [
        (NINEWA, 3, 21),
        (ANBAR, 1, 18),
    ]
    assert [one.amount if one.given else None for one in found.displaced] == [30] + [None] * 6
    assert [one.entry.text for one in found.told[Kind.INCIDENT]] == ["قصف في سنجار، هاتف […]"]
    async with desk.database.reading() as tx:
        summary = await read_summary(tx, Scope(), period.since, period.until)
    assert summary.displacement.whole.families == found.now.displaced.families
    assert summary.displacement.before is not None
    assert summary.displacement.before.families == found.before.displaced.families
    assert (summary.reports, summary.confirmed) == (found.now.updates, 4 - found.unconfirmed)


async def test_requests_and_questions_belong_to_no_governorate(desk: Desk) -> None:
    period, seen = week_before(TODAY), []
    for person in (await desk.person(Role.DUTY_OFFICER), await desk.person(Role.FOCAL_POINT, NINEWA)):
        scope = scope_of_person(person)
        found = await read_bulletin(desk.database.reading, person, scope, period, SUNDAY, Progress())
        seen.append((found.around.cases is not None, found.around.questions is not None))
    assert seen == [(True, True), (False, False)]


def test_a_report_of_one_subject_shows_it_alone() -> None:
    found = replace(example(week_before(TODAY)), scope=Scope(kinds=frozenset({Kind.NEED})))
    part = report.values([words("en")], found)["parts"][0]
    assert [one["label"] for one in part["headline"]] == ["Updates received"]
    assert [one["title"] for one in part["tables"]][:3] == ["By governorate", "Needs", "Requests"]
    assert part["moves"] is False


def text_of(content: bytes) -> list[str]:
    """What can be copied out of a PDF, page by page, without invisible marks of direction."""
    document = pypdfium2.PdfDocument(content)
    marks = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))
    return [page.get_textpage().get_text_range().translate(marks) for page in document]


def pdf(*languages: str) -> bytes:
    found = example(week_before(TODAY))
    return report.draw(report.values([words(one) for one in languages], found), found)


def test_a_report_can_be_kept_and_made_again() -> None:
    content = pdf("ar", "en")
    assert content == pdf("ar", "en")
    said = re.search(rb"pdfaid:part>(\d)<.*?pdfaid:conformance>(\w)<", content, re.DOTALL)
    assert said is not None
    assert said.groups() == (b"2", b"U")
    title = pypdfium2.PdfDocument(content).get_metadata_value("Title")
    assert ("التقرير الأسبوعي" in title, "Weekly report" in title) == (True, True)


def test_its_text_can_be_copied_in_english() -> None:
    first, second, third = text_of(pdf("en"))
    lines = first.split("\r\n")
    assert lines[:14] == [
        "Joint Coordination and Monitoring Centre",
        "Weekly report",
        "Sun 15 Nov 2026 to Sat 21 Nov 2026",
        "As of Sun 22 Nov 2026, 08:00, Baghdad time.",
        "Governorates: all",
        "Subjects: all",
        "Displaced families",
        "≈1,361*",
        "+285 against the period before",
        "Displaced individuals",
        "≈4,465*",
        "+940 against the period before",
        "Returned families",
        "226*",
    ]
    assert "Ninewa 618* 2,060* – 1 1 2 6 21/11" in lines
    assert "By gravity: extreme: 1, severe: 1, moderate: 1 and minor: 1." in second
    assert "Access letter (mission facilitation) 9 5 6 received 2 and sent to the office 4" in second
    assert "Not confirmed yet: 18 of 49 updates." in second + third


def test_its_text_can_be_copied_in_arabic() -> None:
    first, second, _ = text_of(pdf("ar"))
    for told in (
        "المركز المشترك للتنسيق والرصد",
        "العوائل النازحة",
        "حسب المحافظة",
        "مخطط توضيحي: مربع لكل محافظة",
    ):
        assert told in first
    assert ("نينوى 618* 2,060* – 1 1 2 6 21/11" in first, "1,361" in first) == (True, True)
    for told in ("بالغة الشدة", "غرق زورق في الفرات، ثمانية قتلى بحسب مديرية الصحة", "كتاب تسهيل مهمة"):
        assert told in second


def test_arabic_digits_where_they_are_wanted() -> None:
    found = example(week_before(TODAY))
    values = report.values([words("ar", digits="arabic")], found)
    assert [one["value"] for one in values["parts"][0]["headline"][:2]] == ["≈١٬٣٦١*", "≈٤٬٤٦٥*"]


async def asked(desk: Desk, now: datetime) -> list[tuple[int, str, str]]:
    """What was asked for a group so far: chat, span and format."""
    async with desk.database.transaction() as tx:
        await products.post_due(tx, now)
    jobs = await desk.rows("SELECT subject, message FROM paper_jobs ORDER BY id")
    found = [(json.loads(str(job["message"])), json.loads(str(job["subject"]))) for job in jobs]
    return [(message["chat"], subject["span"], subject["format"]) for message, subject in found]


async def test_each_report_is_asked_for_once(desk: Desk) -> None:
    await desk.group(-1, at(20, 9), weekly="7", reporthour="10:00")
    await desk.group(-2, at(20, 9), monthly="yes")
    await desk.group(-3, at(20, 9))
    assert await asked(desk, at(22, 9, 59)) == []
    async with desk.database.reading() as tx:
        assert await products.next_due(tx, at(22, 9, 59)) == at(22, 10)
    weekly = [(-1, "week", "pdf"), (-1, "week", "xlsx")]
    assert [await asked(desk, at(22, 10)), await asked(desk, at(22, 10, 1))] == [weekly, weekly]
    first = datetime(2026, 12, 1, 8, tzinfo=BAGHDAD)
    missed = await asked(desk, first + timedelta(hours=5))
    assert missed == [*weekly, *weekly, (-2, "month", "pdf"), (-2, "month", "xlsx")]


async def test_a_week_that_was_missed_long_ago_is_not_posted(desk: Desk) -> None:
    await desk.group(-1, at(1, 9), weekly="7")
    assert await asked(desk, at(21, 9)) == []
    assert len(await asked(desk, at(25, 9))) == 2


async def test_a_group_gets_its_week_in_its_languages(town: Town) -> None:
    await town.person("ali", governorates=["IQ-NI"])
    await town.person("omar", role="duty officer")
    await town.group("coordination", ["omar", "ali"], language="both")
    await town.say("omar", "/settings", group="coordination")
    await town.press("omar", "Weekly report", group="coordination")
    await town.press("omar", "Sunday", group="coordination")
    assert "Weekly report: Sunday, 08:00" in town.last("coordination").text
    await town.clock_to(datetime(2026, 11, 28, 9, tzinfo=BAGHDAD))
    await town.say("ali", "80 families displaced to Sinjar")
    await town.press("ali", "^Save$")
    await town.clock_to(datetime(2026, 11, 29, 8, 1, tzinfo=BAGHDAD))
    documents = [one for one in town.messages("coordination") if "document" in one.raw]
    assert [one.raw["document"]["file_name"] for one in documents] == [
        "tansiq-week-20261122-20261128-ar-en.pdf",
        "tansiq-week-20261122-20261128-ar-en.xlsx",
    ]
    assert documents[0].text.split("\n")[-2:] == [
        "📄 Weekly report: Sun 22 Nov 2026 to Sat 28 Nov 2026",
        "As of Sun 29 Nov 2026, 08:00, Baghdad time.",
    ]
    stored = town.sim.world.files.by_id(documents[0].raw["document"]["file_id"])
    assert stored is not None
    assert "Ninewa 80 – – 0 0 0 1 28/11" in "".join(text_of(stored.data))
