"""/export: chosen by buttons, made apart and sent once, of what the person may see; tables that HXL's own tool takes."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import hxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

import bot.long_drawing
from bot.drawing import ATTEMPTS, Drawing
from bot.play.player import play
from bot.play.script import read
from coordination.people.person import Person, Role
from coordination.products import wish as wishes
from coordination.products.period import week_before
from coordination.products.progress import Progress, Stage, Stopped
from coordination.products.wish import Wish
from coordination.reports.fact import Fact, Kind
from handlers import products
from handlers.outgoing import Outgoing
from handlers.papers import Draw, Drawn
from handlers.products import EXPORT, LongRequest
from simulator import Clock
from tests.conftest import MORNING, Town
from tests.paper_desk import known
from tests.report_pages import NOW, TODAY, line, lines
from tests.summary_desk import Desk, open_desk
from views.language import plain, words
from views.products import table
from views.products.columns import COLUMNS

EN = words("en")
HEADINGS = [EN.label(column.heading) for column in COLUMNS]
TAGS = [column.tag for column in COLUMNS]


@pytest.fixture
async def reported(town: Town) -> Town:
    await town.person("ali", governorates=["IQ-NI"], name="Ali Hassan", organisation="Ninewa office")
    await town.person("huda", governorates=["IQ-AN"], name="Huda Karim")
    await town.person("omar", role="duty officer", name="Omar Said")
    await town.person("sara", role="partner", name="Sara")
    for who, text in (
        ("ali", "80 families displaced to Sinjar"),
        ("huda", "30 families (150 people) displaced to Ramadi"),
    ):
        await town.say(who, text)
        await town.press(who, "^Save$")
    return town


async def made(town: Town, who: str, *presses: str) -> bytes:
    """What comes for these choices."""
    await town.say(who, "/export")
    for label in presses:
        await town.press(who, label)
    await town.press(who, "^Make the file$")
    stored = town.sim.world.files.by_id(town.last(who).raw["document"]["file_id"])
    assert stored is not None
    return stored.data


def rows_of(content: bytes) -> list[dict[str, str]]:
    """The lines of a CSV by their tags."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[:2] == [HEADINGS, TAGS]
    return [dict(zip(TAGS, row, strict=True)) for row in rows[2:]]


async def test_a_table_for_who_sees_all(reported: Town) -> None:
    content = await made(reported, "omar", "^File$", "CSV")
    first, second = rows_of(content)
    assert {tag: value for tag, value in first.items() if value} == {
        "#meta+id": "NI-261122-001-A",
        "#date+reported": "2026-11-22",
        "#event+type": "displacement",
        "#adm1+name+en": "Ninewa",
        "#adm1+name+ar": "نينوى",
        "#adm1+code": "IQG15",
        "#adm2+name": "Sinjar",
        "#adm2+code": "IQG15Q07",
        "#loc+name": "Sinjar",
        "#geo+lat": first["#geo+lat"],
        "#geo+lon": first["#geo+lon"],
        "#meta+source": "focal point, Ninewa office",
        "#status+verification": "unconfirmed",
        "#date+start": "2026-11-22",
        "#affected+idps+hh": "80",
        "#meta+said+hh": "exact",
        "#meta+said+ind": "not reported",
        "#severity": first["#severity"],
        "#description": "80 families displaced to Sinjar",
        "#meta+counted": "1",
        "#meta+nothing": "0",
        "#meta+single": "1",
    }
    assert (second["#affected+idps+hh"], second["#affected+idps+ind"]) == ("30", "150")
    assert not any(name in content.decode("utf-8-sig") for name in ("Ali", "Hassan", "Huda", "Karim"))
    assert reported.texts("omar")[-2:] == [
        "📄 The file tansiq-days-20261116-20261122-en.csv is ready: see below.",
        "📄 Table of updates: Mon 16 Nov 2026 to Sun 22 Nov 2026\nAs of Sun 22 Nov 2026, 09:00, Baghdad time.",
    ]


async def test_a_focal_point_gets_their_own_governorate_alone(reported: Town) -> None:
    await reported.say("ali", "/export")
    await reported.press("ali", "^Governorates$")
    assert reported.last("ali").buttons == (("✓ All", "Ninewa"), ("Back",))
    content = await made(reported, "ali", "^File$", "CSV")
    assert [row["#adm1+code"] for row in rows_of(content)] == ["IQG15"]
    forged = wishes.written(Wish(governorates=frozenset({"IQ-AN"}), format="csv"))
    async with reported.database.transaction() as tx:
        ali = await known(tx, reported, "ali")
        await products.ask(Outgoing(tx, MORNING), ali, _read(forged), EN, None)
    reported.app.wake()
    await reported.stage.settle()
    stored = reported.sim.world.files.by_id(reported.last("ali").raw["document"]["file_id"])
    assert stored is not None
    assert len(stored.data.decode("utf-8-sig").splitlines()) == 2


def _read(text: str) -> Wish:
    wish = wishes.read(text)
    assert wish is not None
    return wish


async def test_who_may_not_see_figures_gets_none(reported: Town) -> None:
    before = reported.texts("sara")
    await reported.say("sara", "/export")
    assert "Export" not in reported.last("sara").text
    assert len(reported.texts("sara")) == len(before) + 1


async def test_only_confirmed_only_some_kinds_in_both_languages(reported: Town) -> None:
    none = await made(reported, "omar", "^Only confirmed$", "^File$", "CSV")
    assert rows_of(none) == []
    returns = await made(
        reported, "omar", "^Subjects$", "^Return$", "^Back$", "^Language$", "^Both$", "^File$", "XLSX"
    )
    book = load_workbook(io.BytesIO(returns))
    assert book.sheetnames == ["البيانات", "الاجتماعات", "ملاحظات", "Notes"]
    assert book["البيانات"].max_row == 2
    notes = {row[0]: row[1] for row in reversed(list(book["Notes"].values))}
    assert (notes["As of"], notes["Subjects"], notes["Updates"]) == ("Sun 22 Nov 2026, 09:00", "returns", "0")


async def test_a_report_as_pdf_comes_where_it_was_asked_for(reported: Town) -> None:
    content = await made(reported, "omar", "^Period$", "^Last 30 days$")
    assert content.startswith(b"%PDF-1.7")
    assert reported.last("omar").text.startswith("📄 Report: Sat 24 Oct 2026 to Sun 22 Nov 2026\n")


def checked(content: bytes) -> list[str]:
    """What libhxl finds wrong with a file by its default schema."""
    found: list[str] = []
    schema = hxl.schema(None, callback=lambda error: found.append(str(error.message)))
    schema.validate(hxl.data(io.BytesIO(content)))
    return found


@pytest.mark.filterwarnings("ignore:defusedxml.cElementTree:DeprecationWarning")  # libhxl's reader of XLSX
def test_libhxl_takes_the_tables() -> None:
    told = lines(week_before(TODAY))
    assert checked(table.csv_file([words("ar"), EN], told, Progress())) == []
    assert checked(table.xlsx_file([EN], [table.updates_sheet(told)], [[("a", "b")]], Progress())) == []
    broken = table.csv_file([EN], told, Progress()).replace(b",206,", b",about 206,")
    assert checked(broken) != []


def test_numbers_are_numbers_and_codes_text() -> None:
    content = table.xlsx_file(
        [EN], [table.updates_sheet(lines(week_before(TODAY)))], [[("a", "b")]], Progress()
    )
    sheet = load_workbook(io.BytesIO(content))["Data"]
    cells = {cell.value: sheet.cell(row=5, column=at) for at, cell in enumerate(sheet[2], 1)}
    told = {tag: (cells[tag].value, cells[tag].data_type) for tag in ("#adm1+code", "#affected+idps+hh")}
    assert told == {"#adm1+code": ("IQG02", "s"), "#affected+idps+hh": (1, "n")}


@given(st.sampled_from(["=", "+", "-", "@", "\t", "\r"]), st.text(max_size=20))
def test_nothing_that_was_typed_becomes_a_formula(first: str, rest: str) -> None:
    one = line(1, NOW, Fact(Kind.INCIDENT, "IQ-NI", place_text=first + rest), first + rest)
    one = replace(one, organisation=first + rest)
    for row in list(
        csv.reader(io.StringIO(table.csv_file([EN], [one], Progress()).decode("utf-8-sig"), newline=""))
    )[2:]:
        assert not [cell for cell in row if cell.startswith(table.DEFUSED)]


@pytest.mark.parametrize("typed", ["a;=1+1;b", "a; @SUM(1)", " =1+1", "a;\t+1", "-;-1"])
def test_where_semicolons_separate_no_cell_becomes_a_formula(typed: str) -> None:
    """Spreadsheets read CSV by the separator of the country; in Iraq that is the semicolon."""
    one = line(1, NOW, Fact(Kind.INCIDENT, "IQ-NI", place_text=typed), typed)
    content = table.csv_file([EN], [one], Progress()).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(content), delimiter=";") for cell in row]
    assert [cell for cell in cells if cell.lstrip(' \t"').startswith(table.DEFUSED)] == []
    commas = [cell for row in list(csv.reader(io.StringIO(content)))[2:] for cell in row]
    assert [cell for cell in commas if cell.lstrip(" ").startswith(table.DEFUSED)] == []


class Watched(Progress):
    """After how many rows how many bytes stood in files of the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.seen: list[tuple[int, int]] = []

    def at(self, stage: Stage, done: int = 0, total: int = 0) -> None:
        super().at(stage, done, total)
        size = sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())
        self.seen.append((done, size))


def test_a_large_workbook_takes_little_memory_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    told = [line(n, NOW, Fact(Kind.DISPLACEMENT, "IQ-NI", households=n), "x") for n in range(400)]
    progress = Watched(tmp_path)
    content = table.xlsx_file([EN], [table.updates_sheet(told)], [[]], progress)
    # Rows stand in a file while later ones are written, all but those that wait in its buffer.
    assert [seen > 100 * done for done, seen in progress.seen if done in (100, 200, 399)] == [True] * 3
    assert load_workbook(io.BytesIO(content))["Data"].max_row == 402
    assert list(tmp_path.iterdir()) == []
    called_off = Progress()
    called_off.stop()
    with pytest.raises(Stopped):
        table.xlsx_file([EN], [table.updates_sheet(told)], [[]], called_off)
    assert list(tmp_path.iterdir()) == []


def test_a_cell_of_a_workbook_that_looks_like_a_formula_is_text() -> None:
    one = line(1, NOW, Fact(Kind.INCIDENT, "IQ-NI"), '=HYPERLINK("http://x","y")')
    sheet = load_workbook(io.BytesIO(table.xlsx_file([EN], [table.updates_sheet([one])], [[]], Progress())))[
        "Data"
    ]
    cell = sheet.cell(row=3, column=TAGS.index("#description") + 1)
    assert (cell.value, cell.data_type, cell.quotePrefix) == ('=HYPERLINK("http://x","y")', "s", True)


class Slow:
    """A work that goes on until it is let go."""

    def __init__(self) -> None:
        self.begun, self.go = asyncio.Event(), asyncio.Event()

    async def __call__(self, request: LongRequest) -> Draw | None:
        self.begun.set()
        while not self.go.is_set():
            request.progress.at("reading", 500, 2000)
            await asyncio.sleep(0)
        return lambda: Drawn("a.csv", "text/csv", b"a")


@dataclass
class Work:
    """An export that was asked for, with those who make it."""

    desk: Desk
    slow: Slow
    person: Person
    job: int

    def makers(self, *, slow: bool = True) -> Drawing:
        return Drawing(self.desk.database, Clock(MORNING), None, "tansiq_bot", lambda: None, slow=slow)

    async def calls(self) -> list[tuple[object, str]]:
        rows = await self.desk.rows("SELECT method, params FROM outbox ORDER BY id")
        return [(row["method"], plain(json.loads(str(row["params"])).get("text", ""))) for row in rows]

    async def left(self) -> int:
        return len(await self.desk.rows("SELECT id FROM paper_jobs"))


@pytest.fixture
async def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Work]:
    slow = Slow()
    monkeypatch.setattr(bot.long_drawing, "LONG", {EXPORT: slow})
    monkeypatch.setattr(bot.long_drawing, "BETWEEN_LOOKS", 0.0)
    async with open_desk(tmp_path) as desk:
        officer = await desk.person(Role.DUTY_OFFICER)
        async with desk.database.transaction() as tx:
            job = await products.ask(Outgoing(tx, MORNING), officer, Wish(), EN, card=7)
            assert job is not None
            assert await products.ask(Outgoing(tx, MORNING), officer, Wish(), EN, card=8) is None
        yield Work(desk, slow, officer, job)


async def told(work: Work, what: str) -> None:
    """Return when the card has told this."""
    async with asyncio.timeout(20):
        while what not in "".join(text for _, text in await work.calls()):  # noqa: ASYNC110  rows have no events
            await asyncio.sleep(0)


PROGRESS = "⏳ The file is being made.\nReading the updates: 500 of 2,000."
READY = "📄 The file a.csv is ready: see below."


async def test_the_card_tells_how_far_the_work_is_and_nobody_waits(work: Work) -> None:
    making = asyncio.create_task(work.makers().work())
    await told(work, "500 of 2,000")
    assert await work.makers(slow=False).work() == 0  # the quick papers are made meanwhile
    work.slow.go.set()
    assert await making == 1
    assert await work.calls() == [
        ("editMessageText", PROGRESS),
        ("sendDocument", ""),
        ("editMessageText", READY),
    ]
    assert (await work.left(), await work.makers().work()) == (0, 0)


async def test_called_off_nothing_is_sent(work: Work) -> None:
    making = asyncio.create_task(work.makers().work())
    await told(work, "500 of 2,000")
    async with work.desk.database.transaction() as tx:
        assert await tx.paper_jobs.call_off(id=work.job, asked_by=work.person.id + 1) is None
        assert await tx.paper_jobs.call_off(id=work.job, asked_by=work.person.id) is not None
    assert await making == 1
    assert await work.calls() == [("editMessageText", PROGRESS)]


async def test_killed_in_the_middle_it_is_made_again_and_sent_once(work: Work) -> None:
    making = asyncio.create_task(work.makers().work())
    await work.slow.begun.wait()
    making.cancel()
    await asyncio.gather(making, return_exceptions=True)
    assert await work.left() == 1
    work.slow.go.set()
    makers = work.makers()
    assert [await makers.work(), await makers.work()] == [1, 0]
    assert [method for method, _ in await work.calls() if method == "sendDocument"] == ["sendDocument"]


async def test_what_kills_the_process_every_time_is_given_up(work: Work) -> None:
    for _ in range(ATTEMPTS):
        work.slow.begun.clear()
        making = asyncio.create_task(work.makers().work())
        await work.slow.begun.wait()
        making.cancel()
        await asyncio.gather(making, return_exceptions=True)
    assert await work.left() == 1
    assert [await work.makers().work(), await work.makers().work(), await work.left()] == [1, 0, 0]
    assert [method for method, _ in await work.calls() if method.startswith("send")] == ["sendMessage"]


async def test_when_it_is_made_its_card_has_no_button(town: Town) -> None:
    await town.person("omar", role="duty officer", name="Omar")
    await town.say("omar", "/export")
    await town.press("omar", "^Make the file$")
    old = town.messages("omar")[-2]
    assert old.text.startswith("📄 The file tansiq-days")
    assert old.buttons == ()
    assert await town.rows("SELECT id FROM paper_jobs") == []


@pytest.mark.parametrize("language", ["ar", "en"])
async def test_the_whole_way_of_reports_and_exports(language: str) -> None:
    script = Path(__file__).parent / "scripts" / f"export_{language}.jsonl"
    assert await play(read(script), script.parent, lambda _line: None) == 26
