"""What tests of requests in chat do again and again: file by buttons and words, seed a filed case, look into rows."""

from __future__ import annotations

from datetime import date

from coordination.cases import desk, filing, papers
from coordination.cases.access import case_by_id
from coordination.cases.case import Case, File, case_of
from coordination.cases.desk import Approval
from coordination.cases.vault import Vault
from coordination.people import register
from tests.case_desk import PAPERS, PERSONAL, PICTURE, PUBLIC, SCAN, VISA
from tests.conftest import Town

PDF = b"%PDF-1.4 letter"

MOVEMENT = (
    "منظمة الإغاثة",
    "Relief",
    "!^Staff$",
    "!^No$",
    "25/11/2026 08:30",
    "25/11/2026 14:00",
    "Baghdad, warehouse",
    "Mosul, warehouse",
    "Baghdad, Baiji, Mosul",
    "Baghdad, Ninewa",
    "Toyota; white; 12345 Baghdad; ALI SECRET DRIVER",
    "!^Done$",
    "2 Iraqi, 1 Kenyan",
    "!^No$",
    "!^Skip$",
    "!^Skip$",
    "SARA SECRET AHMED",
    "0770 123 4567",
    "!^Skip$",
    "!^Skip$",
    "!^Skip$",
    "!^Skip$",
)
"""The answers to a convoy notification, in order, up to the list of what is there; "!" presses a button."""


async def file_convoy(town: Town, who: str) -> str:
    """A convoy notification from /apply to its number, in English."""
    await begin(town, who, "convoy or movement")
    await answer(town, who, *MOVEMENT)
    await answer(town, who, "!^Read it through$", "!^Send$")
    return await newest_number(town)


async def begin(town: Town, who: str, kind: str) -> None:
    """A kind that is chosen outright, up to its first question, in English."""
    await town.say(who, "/apply")
    await town.press(who, kind)
    await town.press(who, "^Begin$")


async def answer(town: Town, who: str, *answers: str) -> None:
    """Say the answers one after the other; those with "!" are pressed."""
    for one in answers:
        await (town.press(who, one[1:]) if one.startswith("!") else town.say(who, one))


async def newest_number(town: Town) -> str:
    rows = await town.rows("SELECT number FROM cases WHERE number IS NOT NULL ORDER BY id DESC LIMIT 1")
    return str(rows[0]["number"])


def key(town: Town) -> Vault:
    assert town.app.vault is not None
    return town.app.vault


async def visa_filed(town: Town, who: str) -> Case:
    """A complete emergency visa of somebody in the town, filed without chat."""
    now = town.clock.now()
    async with town.database.transaction() as tx:
        applicant = await register.meet(tx, town.stage.people[who].id, "", now)
        case = await filing.open_draft(tx, applicant, VISA, now)
        assert case is not None
        for id, value in {**PUBLIC, **PERSONAL}.items():
            field = VISA.field(id)
            assert field is not None
            case = await filing.answer(tx, case, field, value, key(town), applicant, now)
            assert case is not None
        for id in PAPERS:
            document = VISA.document(id)
            assert document is not None
            assert isinstance(await papers.attach(tx, case, document, SCAN, applicant, now), File)
            case = case_of(await tx.cases.by_id(id=case.id))
        filed = await filing.file(tx, case, key(town), applicant, now)
        assert isinstance(filed, Case)
        for file in await papers.files_of(tx, filed):
            assert await papers.keep(tx, file, PICTURE, key(town), now)
    return filed


async def visa_approved(town: Town, who: str, by: str) -> Case:
    """`visa_filed`, then approved by an officer without chat."""
    case = await visa_filed(town, who)
    now = town.clock.now()
    async with town.database.transaction() as tx:
        officer = await register.meet(tx, town.stage.people[by].id, "", now)
        one = await case_by_id(tx, officer, case.id)
        assert one is not None
        one = await desk.complete(tx, one, officer, now)
        assert one is not None
        one = await desk.send_to(tx, one, "mofa", officer, now)
        assert one is not None
        letter = Approval("4521", date(2026, 11, 22), date(2026, 12, 1), date(2027, 1, 1))
        one = await desk.approve(tx, one, letter, officer, now)
        assert one is not None
    return one
