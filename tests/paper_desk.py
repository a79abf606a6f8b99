"""What tests of papers start from: the applicant's cases in a town, with files that Telegram really has."""

from __future__ import annotations

from dataclasses import replace

from coordination.cases import filing, papers
from coordination.cases.case import Case, File
from coordination.cases.kind import Document
from coordination.cases.papers import Offer
from coordination.people import register
from coordination.people.person import Person
from storage import Transaction
from tests.case_desk import PAPERS, PERSONAL, PUBLIC, VISA
from tests.conftest import Town

PNG = b"\x89PNG\r\n\x1a\n secret scan"
PDF = b"%PDF-1.7 secret letter"


async def known(tx: Transaction, town: Town, key: str) -> Person:
    """The row of somebody in the town."""
    return await register.meet(tx, town.stage.people[key].id, key, town.clock.now())


def document(case: Case, id: str) -> Document:
    found = case.kind.document(id)
    assert found is not None
    return found


def sent(town: Town, content: bytes, name: str = "letter.pdf", mime: str = "application/pdf") -> Offer:
    """A file as it comes with a message, known to Telegram."""
    stored = town.sim.world.files.add("document", content, name, mime)
    return Offer(name, mime, len(content), stored.id)


async def draft(town: Town, key: str) -> Case:
    async with town.database.transaction() as tx:
        case = await filing.open_draft(tx, await known(tx, town, key), VISA, town.clock.now())
    assert case is not None
    return case


async def attach(town: Town, key: str, case: Case, paper: Document, offer: Offer) -> File:
    """Attach a file as a turn does, and wait until everything that follows from it is done."""
    async with town.database.transaction() as tx:
        file = await papers.attach(tx, case, paper, offer, await known(tx, town, key), town.clock.now())
    assert isinstance(file, File)
    town.app.wake()
    await town.stage.settle()
    return file


async def filed(town: Town, key: str) -> Case:
    """A complete emergency visa that was filed, its papers fetched and sealed."""
    case, vault = await draft(town, key), town.app.vault
    assert vault is not None
    async with town.database.transaction() as tx:
        person = await known(tx, town, key)
        for id, value in {**PUBLIC, **PERSONAL}.items():
            field = VISA.field(id)
            assert field is not None
            kept = await filing.answer(tx, case, field, value, vault, person, town.clock.now())
            assert kept is not None
            case = kept
    for id in PAPERS:
        await attach(town, key, case, document(case, id), sent(town, PNG, "scan.png", "image/png"))
        case = replace(case, version=case.version + 1)
    async with town.database.transaction() as tx:
        done = await filing.file(tx, case, vault, await known(tx, town, key), town.clock.now())
    assert isinstance(done, Case)
    return done
