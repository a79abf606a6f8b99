"""What somebody with bad intentions, or bad luck, tries: each of these once worked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from cryptography.fernet import Fernet

from coordination.cases import desk, filing
from coordination.cases.case import case_of
from coordination.cases.files import procedures
from coordination.cases.sheets import list_document
from coordination.cases.vault import vault_of
from coordination.people import register
from storage.sqlite import connect
from tests.case_town import MOVEMENT, PDF, answer, begin, visa_filed
from tests.conftest import Town
from tests.paper_desk import attach, document, draft, known, sent
from tests.test_lists_xlsx import JANE, STAFF, book, labels
from views.paper import sheet


async def test_a_deleted_draft_is_gone_with_its_answers_and_papers(town: Town) -> None:
    await town.person("sara", "en", role="partner")
    await begin(town, "sara", "convoy or movement")
    await answer(town, "sara", *MOVEMENT)
    [case] = await town.rows("SELECT id, fields, personal FROM cases")
    assert (case["fields"] != "{}", case["personal"] is not None) == (True, True)
    await answer(town, "sara", "!^Cancel$", "!^Delete it$")
    assert await town.rows("SELECT state, fields, personal FROM cases") == [
        {"state": "withdrawn", "fields": "{}", "personal": None}
    ]
    visa = await draft(town, "sara")
    await attach(town, "sara", visa, document(visa, "letter"), sent(town, PDF))
    async with town.database.transaction() as tx:
        case_now = case_of(await tx.cases.by_id(id=visa.id))
        assert await filing.withdraw(tx, case_now, await known(tx, town, "sara"), town.clock.now())
    [file] = await town.rows("SELECT sealed, file_id, purged_at FROM case_files")
    assert (file["sealed"], file["file_id"], file["purged_at"] is not None) == (None, None, True)


async def test_a_list_that_cannot_be_kept_holds_up_no_other_paper(town: Town) -> None:
    await town.person("sara", role="partner")
    await town.person("omar", role="partner")
    kind = procedures().kinds["access_letter"]
    staff = kind.field("staff")
    contact = kind.field("contact_name")
    assert staff is not None and contact is not None
    lost = vault_of(Fernet.generate_key().decode())
    async with town.database.transaction() as tx:
        now, sara = town.clock.now(), await known(tx, town, "sara")
        case = await filing.open_draft(tx, sara, kind, now)
        assert case is not None
        case = await filing.answer(tx, case, contact, "Jane", lost, sara, now)
    assert case is not None
    table = sent(town, book(labels(STAFF), JANE), "staff.xlsx", sheet.MIME)
    await attach(town, "sara", case, list_document(staff), table)
    assert await town.rows("SELECT attempts FROM fetch_attempts") == [{"attempts": 1}]
    visa = await draft(town, "omar")
    await attach(town, "omar", visa, document(visa, "letter"), sent(town, PDF))
    done = "SELECT fetched_at IS NOT NULL AS done FROM case_files ORDER BY id"
    assert await town.rows(done) == [{"done": 0}, {"done": 1}]
    for _ in range(10):
        await town.clock_to(town.clock.now() + timedelta(minutes=1))
    assert await town.rows(done) == [{"done": 1}]
    assert len(town.texts("sara")) == 1


async def test_a_case_of_an_officer_who_was_suspended_is_heard_of_by_the_others(town: Town) -> None:
    await town.person("sara", "en", role="partner", organisation="Relief")
    await town.person("duty", role="duty officer")
    await town.person("other", role="duty officer")
    case = await visa_filed(town, "sara")
    gone = await town.rows("SELECT id FROM people WHERE role = 'duty officer' ORDER BY id LIMIT 1")
    async with town.database.transaction() as tx:
        now, duty = town.clock.now(), await known(tx, town, "duty")
        assert [{"id": duty.id}] == gone
        assert await desk.assign(tx, case, duty, duty, now)
        assert await register.decide(tx, duty, "suspended", by=duty, now=now)
    await town.say("sara", f"/status {case.number}")
    await town.press("sara", "^Withdraw")
    await town.press("sara", "^(Yes|Withdraw)")
    assert case.number in town.last("other").text


async def test_the_database_clears_what_was_deleted(tmp_path: Path) -> None:
    connection = await connect(tmp_path / "tansiq.sqlite", writing=True)
    try:
        assert tuple(connection.connection.execute("PRAGMA secure_delete").fetchone()) == (1,)
    finally:
        await connection.close()
