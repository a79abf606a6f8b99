"""What tests of cases start from: a database, people of every role, and a complete emergency visa."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import databases
from coordination.cases import filing, papers
from coordination.cases.answers import Value
from coordination.cases.case import Case, File
from coordination.cases.files import procedures
from coordination.cases.papers import Offer
from coordination.cases.vault import new_key, vault_of
from coordination.people import register
from coordination.people.person import Person, Role
from storage import Database, Transaction, migrate, open_database

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
VAULT = vault_of(new_key())
VISA = procedures().kinds["emergency_visa"]

PUBLIC: dict[str, Value] = {
    "ground": "exceptional",
    "urgency": "Surgical team for the flood",
    "organisation_ar": "منظمة الإغاثة",
    "organisation_en": "Relief",
    "registration": "in_process",
    "registration_proof_number": "1250, 3/9/2026",
    "employer": "Relief",
    "entry_day": "2026-12-10",
    "exit_day": "2026-12-30",
    "entries": "single",
    "port_of_entry": "Baghdad",
    "governorates": ["IQ-MA"],
}
PERSONAL: dict[str, Value] = {
    "full_name": "JANE SECRET DOE",
    "father_name": "John",
    "mother_name": "Mary",
    "sex": "f",
    "birth_day": "1985-05-12",
    "birth_place": "Nairobi",
    "nationality": "KE",
    "passport_number": "A1234567",
    "passport_issued": "2023-03-01",
    "passport_expiry": "2033-02-28",
    "job_title": "surgeon",
    "address": "Karrada",
    "contact_name": "Sara",
    "contact_phone": "+9647701234567",
}
PAPERS = ("letter", "passport_copy", "photo", "registration_proof")
PICTURE = b"\xff\xd8\xff secret scan"
SCAN = Offer("passport of jane.jpg", "image/jpeg", len(PICTURE), "telegram-file-id")


@asynccontextmanager
async def open_cases(folder: Path) -> AsyncIterator[Database]:
    """A fresh database with the schema."""
    database = await open_database(databases.url(folder / "cases.sqlite"))
    try:
        await migrate(database)
        yield database
    finally:
        await database.close()


async def someone(tx: Transaction, id: int, role: Role, organisation: str = "") -> Person:
    """Somebody approved, with this Telegram id."""
    who = await register.meet(tx, id, f"person {id}", NOW)
    return await register.set_profile(
        tx,
        who,
        name=who.name,
        organisation=organisation,
        role=role,
        governorates=(),
        state="approved",
    )


async def drafted(
    tx: Transaction, applicant: Person, changes: Mapping[str, Value | None] | None = None, now: datetime = NOW
) -> Case:
    """A complete draft of an emergency visa, its papers still with Telegram; None takes an answer out."""
    case = await filing.open_draft(tx, applicant, VISA, now)
    assert case is not None
    for id, value in {**PUBLIC, **PERSONAL, **(changes or {})}.items():
        field = VISA.field(id)
        assert field is not None
        kept = await filing.answer(tx, case, field, value, VAULT, applicant, now)
        assert kept is not None
        case = kept
    for id in PAPERS:
        document = VISA.document(id)
        assert document is not None
        file = await papers.attach(tx, case, document, SCAN, applicant, now)
        assert isinstance(file, File)
        case = replace(case, version=case.version + 1)
    return case


async def filed(
    tx: Transaction, applicant: Person, changes: Mapping[str, Value | None] | None = None, now: datetime = NOW
) -> Case:
    """A case that was filed."""
    case = await filing.file(tx, await drafted(tx, applicant, changes, now), VAULT, applicant, now)
    assert isinstance(case, Case)
    return case
