"""Who sees what of a case: a partner of another organisation cannot see, guess or enumerate one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from coordination.cases import desk, filing, lists, papers
from coordination.cases.access import answers_of, case_by_id, case_for
from coordination.cases.case import Case
from coordination.cases.number import make_number
from coordination.people import invitations, register
from coordination.people.person import Person, Role
from storage import Transaction
from tests.case_desk import NOW, PERSONAL, PICTURE, PUBLIC, VAULT, drafted, filed, open_cases, someone


@dataclass(frozen=True)
class Scene:
    """A filed case, a draft, and people by name."""

    tx: Transaction
    case: Case
    draft: Case
    people: dict[str, Person]


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with open_cases(tmp_path) as database, database.transaction() as tx:
        people = {
            "applicant": await someone(tx, 1, Role.PARTNER, "Relief Iraq"),
            "colleague": await someone(tx, 2, Role.PARTNER, " relief   IRAQ"),
            "rival": await someone(tx, 3, Role.PARTNER, "Relief"),
            "nameless": await someone(tx, 4, Role.PARTNER, ""),
            "duty officer": await someone(tx, 5, Role.DUTY_OFFICER, "JCMC"),
            "other officer": await someone(tx, 6, Role.DUTY_OFFICER, "JCMC"),
            "admin": await someone(tx, 7, Role.ADMIN, "JCMC"),
            "auditor": await someone(tx, 8, Role.AUDITOR, "JCMC"),
            "civil-military": await someone(tx, 9, Role.CIVIL_MILITARY, "JCMC"),
            "focal point": await someone(tx, 10, Role.FOCAL_POINT, "Ninewa"),
            "stranger": await register.meet(tx, 11, "Relief Iraq", NOW),
        }
        case = await filed(tx, people["applicant"])
        draft = await drafted(tx, people["applicant"])
        for file in await papers.waiting(tx):
            await papers.keep(tx, file, PICTURE, VAULT, NOW)
        yield Scene(tx, case, draft, people)


async def seen(scene: Scene, case: Case) -> dict[str, str]:
    """What each of the people gets to see of a case: nothing, its steps, or everything."""
    found = {}
    for name, person in scene.people.items():
        got = await case_for(scene.tx, person, case.number)
        assert await case_by_id(scene.tx, person, case.id) == got
        if got is None:
            continue
        answers = answers_of(person, got, VAULT)
        files = await papers.files_for(scene.tx, person, got)
        opened = [await papers.open_file(scene.tx, person, got, id, VAULT, NOW) for id in range(1, 9)]
        if answers == PUBLIC:
            assert (files, [one for one in opened if one]) == ((), [])
            found[name] = "steps"
        else:
            assert answers == PUBLIC | PERSONAL
            assert [one and one[1] for one in opened] == [PICTURE] * 4 + [None] * 4
            found[name] = "everything"
    return found


async def test_who_sees_a_filed_case(scene: Scene) -> None:
    assert await seen(scene, scene.case) == {
        "applicant": "everything",
        "colleague": "steps",
        "duty officer": "everything",
        "other officer": "everything",
        "admin": "everything",
    }


async def test_an_assigned_case_is_its_officers(scene: Scene) -> None:
    officer, admin = scene.people["duty officer"], scene.people["admin"]
    case = await desk.assign(scene.tx, scene.case, officer, admin, NOW)
    assert case is not None
    assert await seen(scene, case) == {
        "applicant": "everything",
        "colleague": "steps",
        "duty officer": "everything",
        "other officer": "steps",
        "admin": "everything",
    }
    other = scene.people["other officer"]
    assert await desk.complete(scene.tx, case, other, NOW) is None
    assert await desk.assign(scene.tx, case, other, other, NOW) is None
    assert await desk.assign(scene.tx, case, scene.people["colleague"], admin, NOW) is None


async def test_a_draft_is_its_applicants_alone(scene: Scene) -> None:
    who = [
        name for name, person in scene.people.items() if await case_by_id(scene.tx, person, scene.draft.id)
    ]
    assert who == ["applicant"]
    queue = await lists.queue(scene.tx, scene.people["admin"], NOW)
    assert [case.number for case in queue] == [scene.case.number]
    assert await lists.of_organisation(scene.tx, scene.people["colleague"]) == (scene.case,)


async def test_nobody_else_can_guess_or_enumerate(scene: Scene) -> None:
    for name in ("rival", "nameless", "auditor", "civil-military", "focal point", "stranger"):
        person = scene.people[name]
        numbers = [make_number("VE", date(2026, 11, 22), count) for count in range(1, 100)]
        assert {await case_for(scene.tx, person, number) for number in numbers} == {None}
        assert {await case_by_id(scene.tx, person, id) for id in range(-1, 20)} == {None}
        for found in (lists.mine, lists.of_organisation):
            assert await found(scene.tx, person) == ()
        assert await lists.queue(scene.tx, person, NOW) == ()
        assert await lists.counts(scene.tx, person, NOW) == ()


async def test_those_who_may_not_cannot_act(scene: Scene) -> None:
    approval = desk.Approval("1", date(2026, 11, 20), date(2026, 12, 1), date(2026, 12, 31))
    for name, person in scene.people.items():
        if name in ("duty officer", "other officer", "admin"):
            continue
        case, tx = scene.case, scene.tx
        assert await desk.complete(tx, case, person, NOW) is None
        assert await desk.ask_for(tx, case, ["photo"], "", person, NOW) is None
        assert await desk.send_to(tx, case, "mofa", person, NOW) is None
        assert await desk.approve(tx, case, approval, person, NOW) is None
        assert await desk.refuse(tx, case, "other", "", person, NOW) is None
        assert await desk.assign(tx, case, None, person, NOW) is None
        if name != "applicant":
            assert await filing.withdraw(tx, case, person, NOW) is None
            assert await filing.file(tx, scene.draft, VAULT, person, NOW) is None
            assert await papers.detach(tx, scene.draft, 5, person, NOW) is None
    assert await case_by_id(scene.tx, scene.people["admin"], scene.case.id) == scene.case


async def test_nobody_decides_on_a_case_of_their_own(scene: Scene) -> None:
    admin = scene.people["admin"]
    own = await filed(scene.tx, admin)
    assert await desk.complete(scene.tx, own, admin, NOW) is None
    assert await desk.complete(scene.tx, own, scene.people["duty officer"], NOW) is not None


async def test_a_name_typed_after_an_invitation_is_nobodys_word(scene: Scene) -> None:
    tx, admin = scene.tx, scene.people["admin"]
    guest = await register.meet(tx, 20, "Guest", NOW)
    made = await invitations.create(tx, Role.PARTNER, (), "", by=admin, card=1, now=NOW)
    assert made is not None
    entered = await invitations.enter(tx, guest, made[0], name="Guest", organisation="Relief Iraq", now=NOW)
    assert entered is not None
    assert await case_for(tx, entered, scene.case.number) is None
    theirs = await filed(tx, entered)
    assert await case_for(tx, scene.people["colleague"], theirs.number) is None
    assert await case_for(tx, entered, theirs.number) == theirs
    later = NOW.replace(hour=9)
    suspended = await register.decide(tx, entered, "suspended", by=admin, now=later)
    assert suspended is not None
    assert await case_for(tx, suspended, theirs.number) is None
    restored = await register.decide(tx, suspended, "approved", by=admin, now=later)
    assert restored is not None
    assert await case_for(tx, restored, scene.case.number) == scene.case


async def test_what_people_wrote_stays_between_applicant_and_desk(scene: Scene) -> None:
    officer = scene.people["duty officer"]
    await papers.open_file(scene.tx, officer, scene.case, 1, VAULT, NOW)
    await desk.ask_for(scene.tx, scene.case, ["photo"], "Jane's photo is dark", officer, NOW)
    told = {}
    for name in ("applicant", "colleague", "duty officer"):
        events = await lists.history(scene.tx, scene.people[name], scene.case)
        told[name] = [(event.action, event.note) for event in events]
    assert told == {
        "applicant": [("filed", ""), ("asked", "Jane's photo is dark")],
        "colleague": [("filed", ""), ("asked", "")],
        "duty officer": [("filed", ""), ("opened", ""), ("asked", "Jane's photo is dark")],
    }
