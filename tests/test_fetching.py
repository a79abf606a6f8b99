"""Papers of cases: fetched from Telegram, looked at, sealed; or refused, and told once."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from coordination.cases import papers
from coordination.cases.case import Case, case_of
from storage import Transaction
from tests.conftest import Town
from tests.paper_desk import PDF, attach, document, draft, known, sent


async def bytes_of(town: Town, key: str, file: int) -> bytes | None:
    """What the applicant gets to see of a file."""
    async with town.database.transaction() as tx:
        person, row = await known(tx, town, key), await tx.case_files.by_id(id=file)
        if row is None:
            return None
        case, vault = await _case(tx, row["case_id"]), town.app.vault
        assert vault is not None
        opened = await papers.open_file(tx, person, case, file, vault, town.clock.now())
    return opened[1] if opened else None


async def _case(tx: Transaction, id: int) -> Case:
    return case_of(await tx.cases.by_id(id=id))


async def test_a_paper_is_sealed_and_stands_nowhere_in_plain(town: Town, tmp_path: Path) -> None:
    await town.person("sara", role="partner")
    case = await draft(town, "sara")
    file = await attach(town, "sara", case, document(case, "letter"), sent(town, PDF))
    [row] = await town.rows("SELECT size, file_id, sealed, fetched_at FROM case_files")
    assert (row["size"], row["file_id"], row["fetched_at"] is not None) == (len(PDF), None, True)
    assert await bytes_of(town, "sara", file.id) == PDF
    kept = [path.read_bytes() for path in tmp_path.glob("tansiq.sqlite*")]  # noqa: ASYNC240  a test may wait
    assert len(kept) >= 2 or town.database.shared
    assert not any(PDF in content for content in kept)
    assert town.texts("sara") == []


REFUSALS = (
    ("bytes of another type", b"MZ not a letter", "en", "What is in the file is not what its name says."),
    ("bytes of another type", b"MZ not a letter", "ar", "محتوى الملف لا يطابق اسمه، وقد يكون تالفاً."),
    ("gone", PDF, "en", "Telegram no longer has the file."),
    ("gone at the file server", PDF, "ar", "لم يعد الملف موجوداً لدى تلغرام."),
    ("too large for the document", PDF + bytes(10 * 2**20), "en", "It is larger than 10 MB."),
    ("too large for the Bot API", PDF + bytes(20 * 2**20), "ar", "حجمه أكبر من 10 ميغابايت."),
)


@pytest.mark.parametrize(("trouble", "content", "language", "why"), REFUSALS)
async def test_what_cannot_be_taken_is_left_out_and_told_once(
    town: Town, trouble: str, content: bytes, language: str, why: str
) -> None:
    await town.person("sara", language, role="partner")
    case = await draft(town, "sara")
    offer = sent(town, content)
    files = town.sim.world.files
    if trouble == "gone":
        del files._by_id[offer.file_id]
    elif trouble == "gone at the file server":
        files.lose(offer.file_id)
    told = type(offer)(offer.name, offer.mime, 1000, offer.file_id)  # Telegram said less than there is
    await attach(town, "sara", case, document(case, "letter"), told)
    [text] = town.texts("sara")
    assert why in text
    assert document(case, "letter").label.told(language) in text
    assert await town.rows("SELECT * FROM case_files") == []
    assert await town.rows("SELECT * FROM fetch_attempts") == []


@pytest.mark.parametrize(
    ("method", "kind"), [("getFile", "500"), ("download", "502"), ("download", "reset_before")]
)
async def test_a_broken_line_is_tried_again_later(town: Town, method: str, kind: str) -> None:
    await town.person("sara", role="partner")
    case = await draft(town, "sara")
    town.sim.faults.add(method, kind, times=2)
    file = await attach(town, "sara", case, document(case, "letter"), sent(town, PDF))
    assert await town.rows("SELECT fetched_at FROM case_files") == [{"fetched_at": None}]
    assert await town.rows("SELECT attempts FROM fetch_attempts") == [{"attempts": 1}]
    for _ in range(2):
        await town.clock_to(town.clock.now() + timedelta(minutes=1))
    assert await bytes_of(town, "sara", file.id) == PDF
    assert (town.texts("sara"), await town.rows("SELECT * FROM fetch_attempts")) == ([], [])


async def test_after_many_attempts_the_applicant_is_told(town: Town) -> None:
    await town.person("sara", role="partner")
    case = await draft(town, "sara")
    town.sim.faults.add("getFile", "500", times=100)
    await attach(town, "sara", case, document(case, "letter"), sent(town, PDF))
    for _ in range(10):
        await town.clock_to(town.clock.now() + timedelta(minutes=1))
    [text] = town.texts("sara")
    assert "Telegram could not deliver the file to me, although I tried several times." in text
    assert "Please send it again, in the case, under the same document." in text


async def test_a_paper_that_was_taken_out_meanwhile_is_no_trouble(town: Town) -> None:
    await town.person("sara", role="partner")
    case = await draft(town, "sara")
    town.sim.faults.add("getFile", "500")
    file = await attach(town, "sara", case, document(case, "letter"), sent(town, PDF))
    async with town.database.transaction() as tx:
        current = await _case(tx, case.id)
        assert await papers.detach(tx, current, file.id, await known(tx, town, "sara"), town.clock.now())
    await town.clock_to(town.clock.now() + timedelta(minutes=1))
    assert (town.texts("sara"), await town.rows("SELECT * FROM case_files")) == ([], [])


async def test_the_id_of_a_paper_that_was_taken_out_is_not_used_again(town: Town) -> None:
    await town.person("sara", role="partner")
    case = await draft(town, "sara")
    first = await attach(town, "sara", case, document(case, "letter"), sent(town, PDF))
    async with town.database.transaction() as tx:
        current = await _case(tx, case.id)
        assert await papers.detach(tx, current, first.id, await known(tx, town, "sara"), town.clock.now())
        case = await _case(tx, case.id)
    second = await attach(town, "sara", case, document(case, "letter"), sent(town, PDF))
    assert second.id > first.id
