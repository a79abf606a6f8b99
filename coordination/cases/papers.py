"""Papers of a case: what may be attached, fetched from Telegram, kept sealed, shown to whom it belongs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Literal

from coordination.cases.access import is_applicant, may_see_personal
from coordination.cases.case import Case, File, file_of
from coordination.cases.kind import Document
from coordination.cases.record import OPENED, add_event, put
from coordination.cases.states import State
from coordination.cases.vault import Vault
from coordination.people.person import Person
from storage import Transaction, stamp

MOST_FILES = 40
"""Of one case."""
MOST_OF_CASE, MOST_OF_PERSON = 100, 400
"""Megabytes of papers that one case, and all cases of an applicant together, may hold until they are purged."""

_MB = 2**20
_TYPES = {
    "pdf": ("application/pdf", b"%PDF-"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03\x04"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK\x03\x04"),
}

FileFault = Literal["wrong type", "too large", "too many", "case full", "person full", "not open"]


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that somebody sent: as Telegram describes it. `size` in bytes; a photo is "photo.jpg", "image/jpeg"."""

    name: str
    mime: str
    size: int
    file_id: str


def check_file(document: Document, offer: Offer) -> FileFault | None:
    """What speaks against a file by its description: its type by name or MIME type, or its size."""
    type = file_type(offer.name, offer.mime)
    if type is None or type not in document.types:
        return "wrong type"
    return "too large" if offer.size > document.most_mb * _MB else None


def file_type(name: str, mime: str) -> str | None:
    """One of FILE_TYPES; None for any other, and where name and MIME type contradict each other."""
    end = name.lower().rpartition(".")[2].replace("jpeg", "jpg") if "." in name else ""
    by_mime = next((type for type, (known, _) in _TYPES.items() if known == mime.lower()), None)
    by_name = end if end in _TYPES else None
    if by_name and mime.lower() in ("", "application/octet-stream"):
        return by_name
    return by_mime if by_mime and (not end or by_name == by_mime) else None


def is_what_it_says(file: File, content: bytes) -> bool:
    """Whether the bytes begin as those of the file's type do."""
    type = file_type(file.name, file.mime)
    return type is not None and content.startswith(_TYPES[type][1])


async def attach(
    tx: Transaction, case: Case, document: Document, offer: Offer, person: Person, now: datetime
) -> File | FileFault:
    """Put a file to a document of the applicant's own draft or incomplete case; its bytes are fetched later.

    "not open" for a case of somebody else, one that the desk has in hand, and one that was changed meanwhile. The
    file is named after the document: the name that it came with may be a person's.
    """
    fault, type = check_file(document, offer), file_type(offer.name, offer.mime)
    if fault is not None or type is None:
        return fault or "wrong type"
    if len(await files_of(tx, case)) >= MOST_FILES:
        return "too many"
    if (full := await _full(tx, case, offer)) is not None:
        return full
    if await _touch(tx, case, person, now, document.id) is None:
        return "not open"
    row = await tx.case_files.add(
        case_id=case.id,
        document=document.id,
        name=f"{document.id}.{type}",
        mime=_TYPES[type][0],
        size=offer.size,
        file_id=offer.file_id,
        added_by=person.id,
        now=stamp(now),
    )
    return file_of(row)


async def _full(tx: Transaction, case: Case, offer: Offer) -> FileFault | None:
    stored = await tx.case_files.stored(case_id=case.id, applicant=case.applicant)
    if int(stored["of_case"]) + offer.size > MOST_OF_CASE * _MB:
        return "case full"
    return "person full" if int(stored["of_person"]) + offer.size > MOST_OF_PERSON * _MB else None


async def detach(tx: Transaction, case: Case, file: int, person: Person, now: datetime) -> File | None:
    """Take a file out of the applicant's own open case, bytes and all; None as `attach` says "not open"."""
    if await _touch(tx, case, person, now, "") is None:
        return None
    row = await tx.case_files.remove(id=file, case_id=case.id)
    return file_of(row) if row else None


async def files_of(tx: Transaction, case: Case) -> tuple[File, ...]:
    """The files of a case without their bytes, in the order in which they came."""
    return tuple(file_of(row) for row in await tx.case_files.of_case(case_id=case.id))


async def files_for(tx: Transaction, person: Person, case: Case) -> tuple[File, ...]:
    """The files of a case that this person may see; none for others."""
    return await files_of(tx, case) if may_see_personal(person, case) else ()


async def waiting(tx: Transaction, limit: int = 20) -> tuple[File, ...]:
    """Files whose bytes are still with Telegram, oldest first."""
    return tuple(file_of(row) for row in await tx.case_files.waiting(limit=limit))


async def keep(tx: Transaction, file: File, content: bytes, vault: Vault, now: datetime) -> File | None:
    """Seal the bytes of a file that was fetched; None when they are there already, or the file is gone.

    Raises ValueError when they are not what the file says it is (see `is_what_it_says`): refuse it before.
    """
    if not is_what_it_says(file, content):
        raise ValueError("the bytes are not of the type that the file says")
    row = await tx.case_files.keep(
        id=file.id,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        sealed=vault.seal(content),
        now=stamp(now),
    )
    return file_of(row) if row else None


async def drop(tx: Transaction, file: File) -> None:
    """Take out a file that cannot be kept: it is not what it says, or Telegram does not have it any more."""
    await tx.case_files.remove(id=file.id, case_id=file.case)


async def open_file(
    tx: Transaction, person: Person, case: Case, file: int, vault: Vault, now: datetime
) -> tuple[File, bytes] | None:
    """A file in plain for somebody who may see it; the desk's looks are noted. None for others, and for no bytes.

    Raises `vault.Sealed` when no key opens it.
    """
    row = await tx.case_files.by_id(id=file)
    if row is None or row["case_id"] != case.id or not may_see_personal(person, case):
        return None
    sealed = await tx.case_files.sealed(id=file)
    if sealed is None:
        return None
    content = vault.open(sealed)
    if not is_applicant(person, case):
        await add_event(tx, case, OPENED, person, now, detail={"file": file, "document": row["document"]})
    return file_of(row), content


async def _touch(tx: Transaction, case: Case, person: Person, now: datetime, document: str) -> Case | None:
    """Raise the version of an open case, so that a press on an older card does nothing; a paper asked for is there."""
    if not is_applicant(person, case) or case.state not in (State.DRAFT, State.INCOMPLETE):
        return None
    asked = tuple(one for one in case.asked if one != document)
    return await put(tx, case, replace(case, asked=asked), now)
