"""The knowledge base's rows: versions, ways of asking, files in and out, the rules that entries keep to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import databases
from bot.__main__ import main
from coordination.knowledge import base, files, importing, versions, ways, writing
from coordination.knowledge.courtesies import courtesy
from coordination.knowledge.entry import Area, Entry, Told
from coordination.knowledge.importing import Difference
from coordination.knowledge.rules import CARD_LIMIT, faults_of, faults_of_all
from coordination.knowledge.signature import signature
from storage import Database, migrate, open_database
from tests.conftest import Town
from tests.knowledge_desk import AREA, PERMIT, STRING

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = await open_database(databases.url(tmp_path / "k.sqlite"))
    await migrate(database)
    yield database
    await database.close()


async def test_a_new_database_holds_what_the_files_say(database: Database) -> None:
    areas, entries = files.shipped()
    async with database.transaction() as tx:
        assert await base.fill(tx, NOW) == len(entries)
        filled = await signature(tx)
        assert await base.fill(tx, NOW + timedelta(days=1)) == 0
        assert (await signature(tx), await versions.areas(tx)) == (filled, areas)
        assert tuple(version.entry for version in await versions.current(tx)) == entries
        read = await base.awaited_base(tx)
    assert tuple(read.entries.values()) == entries
    assert read.by_id(read.ids["visa.emergency.apply"]) == read.entries["visa.emergency.apply"]
    assert read.by_id(None) is read.by_id(10_000) is None


async def test_every_version_is_kept_and_found_by_its_day(database: Database) -> None:
    later = replace(PERMIT, source="Kite gazette 8")
    monday, tuesday = NOW + timedelta(days=1), NOW + timedelta(days=2)
    async with database.transaction() as tx:
        await versions.put_areas(tx, (AREA,))
        assert await versions.publish(tx, PERMIT, 0, by=None, now=NOW)
        second = await versions.publish(tx, later, 1, by=None, now=monday, why="a new gazette")
        assert second is not None and (second.number, second.why) == (2, "a new gazette")
        # Two people edited the first version: the second of them is told, and nothing is overwritten.
        assert await versions.publish(tx, PERMIT, 1, by=None, now=monday) is None
        assert await versions.publish(tx, PERMIT, 0, by=None, now=monday) is None
        assert await versions.retire(tx, later, 2, by=None, now=tuesday)
        history = await versions.history(tx, "kite.permit")
        at = [
            await versions.entry_at(tx, "kite.permit", moment)
            for moment in (NOW - timedelta(seconds=1), NOW, monday - timedelta(seconds=1), monday, tuesday)
        ]
        held = await versions.by_topic(tx, "kite.permit")
        assert "kite.permit" not in (await base.awaited_base(tx)).entries
        assert await versions.publish(tx, later, 3, by=None, now=tuesday)
        assert "kite.permit" in (await base.awaited_base(tx)).entries
    assert [(one.number, one.retired, one.entry.source[-1]) for one in history] == [
        (1, False, "7"),
        (2, False, "8"),
        (3, True, "8"),
    ]
    assert [one and (one.number, one.retired) for one in at] == [
        None,
        (1, False),
        (1, False),
        (2, False),
        (3, True),
    ]
    assert held is not None and held.entry == later


async def test_a_wording_needs_no_new_version(database: Database) -> None:
    async with database.transaction() as tx:
        await versions.put_areas(tx, (AREA,))
        made = await versions.publish(tx, PERMIT, 0, by=None, now=NOW)
        assert made is not None
        before = await signature(tx)
        assert await ways.add(tx, made.id, "en", "  zwarf\u202e blimp ", by=None, now=NOW)
        assert not await ways.add(tx, made.id, "en", "zwarf blimp", by=None, now=NOW)
        assert not await ways.add(tx, made.id, "en", " \u200b ", by=None, now=NOW)
        assert await signature(tx) != before
        held = await versions.by_topic(tx, "kite.permit")
        assert held is not None and held.number == 1
        assert held.entry.en.ways == ("how do I get a kite permit", "zwarf blimp")
        assert await ways.remove(tx, made.id, "en", "zwarf blimp", by=None, now=NOW)
        assert not await ways.remove(tx, made.id, "en", "zwarf blimp", by=None, now=NOW)
        assert await ways.add(tx, made.id, "en", "zwarf blimp", by=None, now=NOW)


async def test_what_was_written_out_and_read_in_changes_nothing(database: Database) -> None:
    async with database.transaction() as tx:
        await base.fill(tx, NOW)
        filled = await signature(tx)
        areas, rows = await versions.areas(tx), await versions.current(tx)
        read_in = [
            files.read_area(
                area.id, writing.area_text(area, [r.entry for r in rows if r.entry.area == area.id])
            )
            for area in areas
        ]
        entries = [entry for _, its in read_in for entry in its]
        same = Difference((), (), (), ())
        assert await importing.take(tx, [area for area, _ in read_in], entries, NOW, "again") == same
        assert await signature(tx) == filled


async def test_files_bring_new_versions_of_what_differs_only(database: Database) -> None:
    async with database.transaction() as tx:
        await versions.put_areas(tx, (AREA,))
        for entry in (PERMIT, STRING):
            await versions.publish(tx, entry, 0, by=None, now=NOW)
        changed = replace(
            PERMIT, sample=False, en=replace(PERMIT.en, ways=("permit of kites", "kite papers"))
        )
        new = replace(STRING, topic="kite.tail")
        found = await importing.take(tx, (AREA,), (changed, new), NOW, "the office wrote")
        assert found == Difference(("kite.tail",), ("kite.string",), ("kite.permit",), ("kite.permit",))
        held = {one.entry.topic: (one.number, one.why) for one in await versions.current(tx)}
        assert held == {
            "kite.permit": (2, "the office wrote"),
            "kite.string": (1, ""),
            "kite.tail": (1, "the office wrote"),
        }
        permit = await versions.by_topic(tx, "kite.permit")
        assert permit is not None and permit.entry == changed


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).map(str.strip).filter(bool)
lines = st.lists(texts, max_size=3).map(tuple)
tolds = st.builds(Told, texts, texts, st.just(()), st.just(()), texts, lines)
days = st.dates(date(2003, 1, 1), date(2100, 1, 1))
pairs = st.lists(st.tuples(texts, texts), max_size=2)


@st.composite
def entries_of_one_area(draw: st.DrawFn) -> tuple[Area, tuple[Entry, ...]]:
    area = Area(draw(texts), draw(texts), draw(texts))
    entries = []
    for topic in draw(st.lists(texts, max_size=2, unique=True)):
        steps, papers = draw(pairs), draw(pairs)
        ar, en = (
            replace(draw(tolds), steps=tuple(s[n] for s in steps), documents=tuple(p[n] for p in papers))
            for n in (0, 1)
        )
        entries.append(
            Entry(
                topic,
                area.id,
                ar,
                en,
                draw(texts),
                draw(days),
                draw(st.none() | days),
                draw(days),
                draw(st.booleans()),
                draw(st.sampled_from(files.LIVE)),
                draw(st.just("") | texts),
                draw(lines),
            )
        )
    return area, tuple(entries)


@given(entries_of_one_area())
def test_any_entry_is_read_as_it_was_written(told: tuple[Area, tuple[Entry, ...]]) -> None:
    assert files.read_area("x.toml", writing.area_text(*told)) == told


def test_the_files_keep_to_the_rules() -> None:
    assert faults_of_all(files.shipped()[1], TODAY) == ()


def told(**more: object) -> Entry:
    return replace(PERMIT, en=replace(PERMIT.en, **more))


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (told(title="k" * 46), "the title has 46 characters, at most 45 fit a button (en)"),
        (told(answer="😀" * 451), "the answer has 902 characters, at most 900 are read on a phone (en)"),
        (told(owner=" "), "a text is empty (en)"),
        (told(steps=("one",)), "as many steps are needed in both languages"),
        (told(documents=("d" * 241,)), "a step or a paper has more than 240 characters (en)"),
        (replace(PERMIT, valid_from=date(2002, 1, 1)), "valid_from is before 2003-01-01"),
        (replace(PERMIT, confirmed=date(2026, 11, 23)), "confirmed lies in the future"),
        (replace(PERMIT, confirm_by=date(2026, 4, 2)), "confirm_by is not after confirmed and valid_from"),
        (replace(PERMIT, confirm_by=date(2029, 4, 2)), "confirm_by is more than two years away"),
    ],
)
def test_one_fault_is_named(entry: Entry, fault: str) -> None:
    assert faults_of(entry, TODAY) == (fault,)


def test_faults_among_several_entries_are_named() -> None:
    many = replace(
        PERMIT, en=replace(PERMIT.en, steps=("s" * 200,) * 20), ar=replace(PERMIT.ar, steps=("x",) * 20)
    )
    assert faults_of(many, TODAY) == (f"the whole card has more than {CARD_LIMIT} characters (en)",)
    enough = [f"way {n}" for n in range(22)]
    full = replace(
        PERMIT,
        related=(),
        ar=replace(PERMIT.ar, ways=tuple(enough)),
        en=replace(PERMIT.en, ways=tuple(enough)),
    )
    assert faults_of_all((full,), TODAY) == ()
    other = replace(full, topic="kite.other", related=("kite.none", "kite.known"))
    other = replace(
        other, en=replace(full.en, ways=("WAY 3",)), ar=replace(full.ar, ways=tuple("ابتثجحخدذرزسشصضطظعغفقك"))
    )
    assert faults_of_all((full, other), TODAY, {"kite.known"}) == (
        "kite.other: the related topic kite.none does not exist",
        "kite.other: 1 ways of asking (en), 14 are needed",
        "kite.other: “WAY 3” also asks for kite.permit",
    )
    assert faults_of_all((full, full), TODAY) == ("kite.permit: it stands in the files twice",)


def test_the_commands_write_check_and_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", databases.url(tmp_path / "k.sqlite"))
    monkeypatch.chdir(tmp_path)
    count = len(files.shipped()[1])

    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["knowledge", *arguments])
        return result.exit_code, result.output

    assert run("check") == (0, f"{count} entries keep to the rules.\n")
    assert not (tmp_path / "k.sqlite").exists()
    assert run("export", "out") == (0, f"{count} entries written to out.\n")
    assert run("check", "out") == (0, f"{count} entries keep to the rules.\n")
    assert run("import", *map(str, sorted(Path("out").iterdir()))) == (
        0,
        f"{count} entries read; 0 published.\n",
    )
    visa = Path("out/visa.toml")
    text = visa.read_text(encoding="utf-8")
    changed = text.replace("sample = true", "sample = false", 1)
    visa.write_text(changed, encoding="utf-8")
    topics = changed.count("[[topic]]")
    code, output = run("check", "out")
    assert code == 0 and output.startswith("other texts: visa.")
    code, output = run("import", "out/visa.toml")
    assert code == 0 and output.endswith(f"{topics} entries read; 1 published.\n")
    visa.write_text(text.replace('answer_en = "', f'answer_en = "{"x" * 900}', 1), encoding="utf-8")
    code, output = run("import", "out/visa.toml")
    assert code == 1 and output.endswith("rule(s) broken; nothing was taken.\n")
    visa.write_text("[area", encoding="utf-8")
    assert run("import", "out/visa.toml")[0] == 1
    assert run("check", "nowhere") == (1, "tansiq: there are no .toml files in nowhere.\n")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("السلام عليكم ورحمة الله", "greeting"),
        ("هلو شلونكم", "greeting"),
        ("Good morning, dear all!", "greeting"),
        ("hello, any news?", "greeting"),
        ("هلو، شكو ماكو؟", "greeting"),
        ("any news about my visa?", None),
        ("hello, thank you so much", "thanks"),
        ("مشكورين، الله يعطيكم العافية", "thanks"),
        *(
            (text, "thanks")
            for text in ("تمام", "تمام شكرا", "وصلت", "وصل.", "تم", "thanks all good", "Received")
        ),
        ("وصلت؟", None),
        ("تم نزوح عوائل", None),
        ("السلام عليكم، شلون اخذ فيزا", None),
        ("dear sir", None),
        ("", None),
        ("👍", None),
        ("hi " * 100, None),
    ],
)
def test_politeness_alone_is_told_from_questions(text: str, kind: str | None) -> None:
    assert courtesy(text) == kind


async def test_a_question_that_comes_before_the_index_holds_up_nobody(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.person("ali", governorates=["IQ-NI"])
    await town.person("omar", governorates=["IQ-AN"])
    building: Future[base.Base] = Future()
    orders: list[Callable[[], base.Base]] = []
    monkeypatch.setattr(base, "_read", {})

    def submitted(order: Callable[[], base.Base]) -> Future[base.Base]:
        orders.append(order)
        return building

    monkeypatch.setattr(base._BUILDER, "submit", submitted)
    town.sim.say(town.stage.people["ali"], "emergency visa documents")
    other = asyncio.create_task(town.say("omar", "/help"))
    async with asyncio.timeout(20):
        while not town.texts("omar"):  # noqa: ASYNC110  nothing tells when a message is there
            await asyncio.sleep(0.001)
        async with town.database.transaction():
            pass  # nobody has the writer
    assert town.texts("ali") == []
    assert await town.rows("SELECT state, attempts FROM inbox WHERE state <> 'done'") == [
        {"state": "new", "attempts": 0}
    ]
    (order,) = orders
    building.set_result(order())
    await other
    assert "passport" in town.texts("ali")[-1]
