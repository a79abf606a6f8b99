"""Files that we make: uploaded once, never sent twice, drawn after the turn, gone when nobody needs them."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.delivery.journal import Journal
from bot.delivery.sender import Sender
from bot.stage import NO_LIMITS
from coordination import made_files
from coordination.cases.access import case_by_id
from coordination.cases.vault import new_key, vault_of
from coordination.people import register
from coordination.people.person import Person
from handlers import papers
from handlers.outgoing import Outgoing
from storage import Transaction, stamp
from tests.conftest import Town
from tests.paper_desk import PDF, PNG, filed, known
from tests.test_delivery import NOW, Desk, acquaint, desk
from views.language import Html, words
from views.message import Button, Message

__all__ = ["desk"]
PLAN = b"%PDF-1.7 a plan"
CAPTION = Message(Html("<b>A plan</b>"), ((Button("Open", "plan.open 1"),),))


async def plan(tx: Transaction) -> int:
    return await made_files.keep(tx, "plan.pdf", "application/pdf", PLAN, NOW)


def uploads(desk: Desk) -> list[bytes]:
    """The bytes of every file that was uploaded."""
    return [stored.data for stored in desk.sim.world.files._by_id.values()]


async def test_a_file_is_uploaded_once_and_known_afterwards(desk: Desk) -> None:
    sara, omar = acquaint(desk.sim), acquaint(desk.sim, "Omar")
    async with desk.database.transaction() as tx:
        file, out = await plan(tx), Outgoing(tx, NOW)
        await out.document(sara.id, file, CAPTION)
    await desk.until(desk.empty, desk.sender())
    async with desk.database.transaction() as tx:
        await Outgoing(tx, NOW).document(omar.id, file, CAPTION)
    await desk.until(desk.empty, desk.sender())
    for person in (sara, omar):
        [message] = [said for said in desk.sim.visible(person) if said["from"]["is_bot"]]
        assert (message["document"]["file_name"], message["caption"]) == ("plan.pdf", "A plan")
        assert message["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "plan.open 1"
    assert uploads(desk) == [PLAN]


async def test_a_file_that_telegram_does_not_know_any_more_is_uploaded_again(desk: Desk) -> None:
    sara = acquaint(desk.sim)
    async with desk.database.transaction() as tx:
        file = await plan(tx)
        await tx.made_files.is_known(id=file, file_id="of another bot", method="sendDocument")
        await Outgoing(tx, NOW).document(sara.id, file, CAPTION)
    await desk.until(desk.empty, desk.sender())
    assert len([said for said in desk.sim.visible(sara) if "document" in said]) == 1


async def test_a_picture_goes_as_a_photo_and_its_id_is_no_documents(desk: Desk) -> None:
    sara = acquaint(desk.sim)
    picture = Path("docs/images/phone.png").read_bytes()  # noqa: ASYNC240  a test may wait
    async with desk.database.transaction() as tx:
        file, out = await made_files.keep(tx, "a.png", "image/png", picture, NOW), Outgoing(tx, NOW)
        await out.photo(sara.id, file, Message(Html("")))
        await out.document(sara.id, file, Message(Html("")))
    await desk.until(desk.empty, desk.sender())
    assert [key for said in desk.sim.visible(sara) for key in ("photo", "document") if key in said] == [
        "photo",
        "document",
    ]


@pytest.mark.parametrize(("lines", "state", "shown"), [("b {id}\n", "unknown", 0), ("", "sent", 1)])
async def test_after_a_crash_in_the_middle_of_an_upload_it_is_never_sent_twice(
    desk: Desk, lines: str, state: str, shown: int
) -> None:
    sara = acquaint(desk.sim)
    async with desk.database.transaction() as tx:
        row = await Outgoing(tx, NOW).document(sara.id, await plan(tx), CAPTION)
        await tx.outbox.mark_sending([{"id": row}])
    Journal(desk.path).close()
    with desk.path.open("a", encoding="ascii") as journal:
        journal.write(lines.format(id=row))
    sender = desk.sender()
    await sender.recover()
    await desk.until(desk.empty, sender)
    assert (await desk.row(row))["state"] == state
    assert len([said for said in desk.sim.visible(sara) if "document" in said]) == shown


async def test_what_cannot_be_read_fails_and_the_lane_goes_on(desk: Desk) -> None:
    sara = acquaint(desk.sim)
    async with desk.database.transaction() as tx:
        who = await register.meet(tx, sara.id, "Sara", NOW)
        await tx.people.set_language(id=who.id, language="en")
        out = Outgoing(tx, NOW)
        row = await out.document(sara.id, 77, CAPTION)
        await out.send(sara.id, Message(Html("after it")))
    await desk.until(desk.empty, desk.sender())
    assert ((await desk.row(row))["state"], (await desk.row(row))["error"]) == ("failed", "the file is gone")
    told = "⚠️ The file could not be sent. Please tell the centre's administrator."
    assert desk.texts(sara) == ["after it", told]


async def test_files_go_when_they_are_old_and_nothing_waits_for_them(desk: Desk) -> None:
    async with desk.database.transaction() as tx:
        waits, _ = await plan(tx), await plan(tx)
        await Outgoing(tx, NOW).document(5, waits, CAPTION)
        await made_files.forget(tx, NOW + made_files.KEPT)
        left = [id for id in (waits, waits + 1) if await tx.made_files.by_id(id=id)]
    assert left == [waits]


@pytest.mark.parametrize("content", [b"", bytes(made_files.LARGEST + 1)])
async def test_what_the_api_would_refuse_is_not_kept(desk: Desk, content: bytes) -> None:
    async with desk.database.transaction() as tx:
        with pytest.raises(ValueError, match="bytes cannot be sent"):
            await made_files.keep(tx, "a.pdf", "application/pdf", content, NOW)


async def hand_out(town: Town, key: str, case: int, file: int) -> int | None:
    """Ask for a paper of a case, as a desk's turn does, and have it sent."""
    async with town.database.transaction() as tx:
        person, now = await known(tx, town, key), town.clock.now()
        seen = await case_by_id(tx, person, case)
        made = await made_files.hand_out(tx, person, seen, file, now) if seen else None
        if made is not None:
            await Outgoing(tx, now).document(person.telegram_id, made, Message(Html("")))
    town.app.wake()
    await town.stage.settle()
    return made


async def test_a_paper_of_a_case_is_opened_only_on_its_way_to_who_may_see_it(
    town: Town, tmp_path: Path
) -> None:
    await town.person("sara", role="partner", organisation="Relief")
    await town.person("omar", role="partner", organisation="Relief")
    await town.person("duty", role="duty officer")
    case = await filed(town, "sara")
    assert await hand_out(town, "omar", case.id, 1) is None
    assert await hand_out(town, "duty", case.id, 1) is not None
    assert town.last("duty").raw["document"]["file_name"] == "letter.png"
    assert town.sim.world.files.by_id(town.last("duty").raw["document"]["file_id"]).data == PNG  # type: ignore[union-attr]  # it was just sent
    assert await town.rows("SELECT content, file_id FROM made_files") == [{"content": None, "file_id": None}]
    looks = await town.rows("SELECT detail, public FROM case_events WHERE action = 'opened'")
    assert looks == [{"detail": '{"file": 1, "document": "letter"}', "public": 0}]
    kept = [path.read_bytes() for path in tmp_path.glob("tansiq.sqlite*")]  # noqa: ASYNC240  a test may wait
    assert not any(PNG in content for content in kept)


async def test_a_paper_that_no_key_opens_is_not_sent(desk: Desk) -> None:
    sara, other = acquaint(desk.sim), vault_of(new_key())
    async with desk.database.transaction() as tx:
        await tx.people.meet(telegram_id=1, name="a", username="", now=stamp(NOW))
        await tx.cases.open_draft(kind="convoy", applicant=1, organisation="", now=stamp(NOW))
        paper = await tx.case_files.add(
            case_id=1,
            document="letter",
            name="a.pdf",
            mime="application/pdf",
            size=1,
            file_id="x",
            added_by=1,
            now=stamp(NOW),
        )
        await tx.case_files.keep(id=paper["id"], size=1, sha256="", sealed=other.seal(PDF), now=stamp(NOW))
        made = await tx.made_files.put(
            name="a.pdf",
            mime="application/pdf",
            content=None,
            sealed=0,
            personal=0,
            case_file=paper["id"],
            now=stamp(NOW),
            kept_until=stamp(NOW),
        )
        row = await Outgoing(tx, NOW).document(sara.id, made["id"], CAPTION)
    own = vault_of(new_key())
    await desk.until(
        desk.empty, Sender(desk.database, desk.api, desk.clock, NO_LIMITS, Journal(desk.path), own)
    )
    assert (await desk.row(row))["error"] == "none of the keys opens this"
    assert uploads(desk) == []


async def ask_for_receipt(town: Town, who: Person, case: int) -> None:
    async with town.database.transaction() as tx:
        w = words(who.language or "ar")
        subject = {"case": case, "person": who.id}
        out = Outgoing(tx, town.clock.now())
        await out.paper(who.telegram_id, papers.RECEIPT, subject, Message(Html("Receipt")), w)
    town.app.wake()
    await town.stage.settle()


async def test_a_receipt_is_drawn_after_the_turn_and_sent_once(town: Town) -> None:
    await town.person("sara", "ar", role="partner", organisation="منظمة الإغاثة")
    await town.person("omar", role="partner", organisation="another")
    case = await filed(town, "sara")
    async with town.database.transaction() as tx:
        sara, omar = await known(tx, town, "sara"), await known(tx, town, "omar")
    await ask_for_receipt(town, sara, case.id)
    await ask_for_receipt(town, omar, case.id)
    [seen] = [one for one in town.messages("sara") if "document" in one.raw]
    assert seen.raw["document"]["file_name"] == f"{case.number}.pdf"
    drawn = town.sim.world.files.by_id(seen.raw["document"]["file_id"])
    assert drawn is not None
    assert drawn.data.startswith(b"%PDF-")
    assert town.texts("omar") == []
    assert await town.rows("SELECT * FROM paper_jobs") == []


async def test_a_paper_that_cannot_be_drawn_is_tried_again_and_then_told(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_tx: Transaction, _asked: papers.Request) -> papers.Draw:
        raise RuntimeError("secret words")

    monkeypatch.setitem(papers.PAPERS, papers.LIST_TEMPLATE, broken)  # type: ignore[arg-type]  # a dict underneath
    await town.person("sara", role="partner")
    async with town.database.transaction() as tx:
        who = await known(tx, town, "sara")
        out = Outgoing(tx, town.clock.now())
        await out.paper(who.telegram_id, papers.LIST_TEMPLATE, {"list": "staff"}, CAPTION, words("en"))
    town.app.wake()
    for attempts in (1, 2, 3, 4):
        await town.stage.settle()
        assert await town.rows("SELECT attempts FROM paper_jobs") == [{"attempts": attempts}]
        assert town.texts("sara") == []
        await town.clock_to(town.clock.now() + timedelta(minutes=1))
    assert town.texts("sara") == [
        "⚠️ The file could not be made. What you entered is kept; please ask for the file again later."
    ]
    assert await town.rows("SELECT * FROM paper_jobs") == []


@pytest.mark.parametrize(("language", "heading"), [("ar", "المادة *\nItem"), ("en", "Item *\nالمادة")])
async def test_an_empty_table_is_made_in_the_language_of_who_asked(
    town: Town, language: str, heading: str
) -> None:
    await town.person("sara", language, role="partner")
    async with town.database.transaction() as tx:
        who = await known(tx, town, "sara")
        out = Outgoing(tx, town.clock.now())
        await out.paper(who.telegram_id, papers.LIST_TEMPLATE, {"list": "goods"}, CAPTION, words(language))
    town.app.wake()
    await town.stage.settle()
    seen = town.last("sara")
    assert (seen.text, seen.buttons) == ("A plan", (("Open",),))
    assert seen.raw["document"]["file_name"] == "goods.xlsx"
    made = town.sim.world.files.by_id(seen.raw["document"]["file_id"])
    assert made is not None
    assert load_workbook(io.BytesIO(made.data)).worksheets[0].cell(1, 1).value == heading
