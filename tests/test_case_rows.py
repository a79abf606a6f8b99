"""The way of a case through its rows: filed, asked about, sent, decided, used, expired, purged; nothing twice."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from coordination.cases import desk, due, ended, filing, lists, papers
from coordination.cases.access import answers_of, case_by_id
from coordination.cases.answers import Value
from coordination.cases.case import Case, File
from coordination.cases.kind import Words
from coordination.cases.rules import Missing, times
from coordination.cases.states import State
from coordination.cases.vault import Sealed, new_key, vault_of
from coordination.people.person import Person, Role
from storage import Transaction
from tests.case_desk import (
    NOW,
    PERSONAL,
    PICTURE,
    PUBLIC,
    SCAN,
    VAULT,
    VISA,
    drafted,
    filed,
    open_cases,
    someone,
)
from tests.conftest import ISOLATES
from views.cases import refusing
from views.language import plain, words

DAY = timedelta(days=1)
APPROVAL = desk.Approval("4521", date(2026, 11, 22), date(2026, 12, 1), date(2026, 12, 31))


@dataclass(frozen=True)
class Scene:
    tx: Transaction
    partner: Person
    officer: Person
    admin: Person

    async def sent(self, now: datetime = NOW) -> Case:
        case = await filed(self.tx, self.partner, now=now)
        complete = await desk.complete(self.tx, case, self.officer, now)
        assert complete is not None
        sent = await desk.send_to(self.tx, complete, "moi_residency", self.officer, now)
        assert sent is not None
        return sent

    async def approved(self, approval: desk.Approval = APPROVAL) -> Case:
        case = await desk.approve(self.tx, await self.sent(), approval, self.officer, NOW)
        assert case is not None
        return case

    async def steps(self, case: Case, who: Person | None = None) -> list[tuple[str, str, str]]:
        events = await lists.history(self.tx, who or self.officer, case)
        return [(event.action, event.state_from, event.state_to) for event in events]

    async def again(self, case: Case) -> Case:
        return await self.again_as(self.admin, case)

    async def again_as(self, who: Person, case: Case) -> Case:
        found = await case_by_id(self.tx, who, case.id)
        assert found is not None
        return found


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with open_cases(tmp_path) as database, database.transaction() as tx:
        partner = await someone(tx, 1, Role.PARTNER, "Relief")
        officer = await someone(tx, 2, Role.DUTY_OFFICER)
        yield Scene(tx, partner, officer, await someone(tx, 3, Role.ADMIN))


async def test_filing_gives_a_number_by_the_month_of_baghdad(scene: Scene) -> None:
    late = datetime(2026, 11, 30, 21, 30, tzinfo=UTC)  # half past midnight of 1 December there
    cases = [await filed(scene.tx, scene.partner, now=now) for now in (NOW, NOW, late)]
    assert [case.number[:-2] for case in cases] == ["VE-2611-0001", "VE-2611-0002", "VE-2612-0001"]
    assert [case.state for case in cases] == [State.RECEIVED] * 3
    assert (cases[0].filed_at, cases[0].overdue_at) == (NOW, NOW + DAY)
    assert answers_of(scene.partner, cases[0], VAULT) == PUBLIC | PERSONAL


async def test_an_incomplete_draft_says_what_is_missing(scene: Scene) -> None:
    draft = await drafted(scene.tx, scene.partner, {"full_name": None, "employer": None})
    (first, *_) = await papers.files_for(scene.tx, scene.partner, draft)
    await papers.detach(scene.tx, draft, first.id, scene.partner, NOW)
    again = (await lists.mine(scene.tx, scene.partner))[0]
    assert await filing.file(scene.tx, again, VAULT, scene.partner, NOW) == (
        Missing("field", "full_name"),
        Missing("field", "employer"),
        Missing("document", "letter"),
    )
    assert await scene.steps(again) == []


async def test_a_filing_below_notice_is_urgent_and_first_in_the_queue(scene: Scene) -> None:
    calm = await filed(scene.tx, scene.partner)
    urgent = await filed(scene.tx, scene.partner, {"entry_day": "2026-11-24"}, NOW + DAY)
    assert [calm.urgent, urgent.urgent] == [False, True]
    queue = await lists.queue(scene.tx, scene.officer, NOW, VISA, State.RECEIVED)
    assert [case.number for case in queue] == [urgent.number, calm.number]
    assert await lists.queue(scene.tx, scene.officer, NOW, state=State.SENT) == ()
    assert await lists.counts(scene.tx, scene.officer, NOW) == (
        lists.Waiting("emergency_visa", State.RECEIVED, 2, 0, NOW),
    )
    events = await lists.history(scene.tx, scene.partner, urgent)
    assert [event.detail for event in events] == [{"notice": ["visa_emergency_days"]}]


async def test_what_the_desk_asks_for_comes_back(scene: Scene) -> None:
    case = await filed(scene.tx, scene.partner)
    assert await desk.ask_for(scene.tx, case, ["nonsense"], "", scene.officer, NOW) is None
    assert await desk.ask_for(scene.tx, case, [], "", scene.officer, NOW) is None
    photo = VISA.document("photo")
    father = VISA.field("father_name")
    assert photo is not None and father is not None
    assert await filing.answer(scene.tx, case, father, "Jack", VAULT, scene.partner, NOW) is None
    asked = await desk.ask_for(scene.tx, case, ["photo", "father_name"], "Too dark", scene.officer, NOW)
    assert asked is not None
    assert await filing.provide(scene.tx, asked, VAULT, scene.partner, NOW) == (
        Missing("document", "photo"),
        Missing("field", "father_name"),
    )
    answered = await filing.answer(scene.tx, asked, father, "Jack", VAULT, scene.partner, NOW)
    assert answered is not None
    assert isinstance(await papers.attach(scene.tx, answered, photo, SCAN, scene.partner, NOW), File)
    provided = await filing.provide(scene.tx, await scene.again(case), VAULT, scene.partner, NOW)
    assert isinstance(provided, Case)
    assert (provided.state, provided.asked) == (State.RECEIVED, ())
    assert answers_of(scene.partner, provided, VAULT)["father_name"] == "Jack"


async def test_from_filing_to_the_end_of_validity(scene: Scene) -> None:
    case = await scene.approved()
    collected = await desk.collect(scene.tx, case, scene.partner, NOW)
    assert collected is not None
    assert await due.expire_due(scene.tx, datetime(2026, 12, 31, 20, 59, tzinfo=UTC)) == ()
    (expired,) = await due.expire_due(scene.tx, datetime(2026, 12, 31, 21, tzinfo=UTC))
    assert (expired.number, expired.closed, expired.approval_number) == (case.number, True, "4521")
    assert await due.expire_due(scene.tx, NOW + 400 * DAY) == ()
    assert await scene.steps(expired, scene.partner) == [
        ("filed", "draft", "received"),
        ("completed", "received", "complete"),
        ("sent", "complete", "sent"),
        ("approved", "sent", "approved"),
        ("collected", "approved", "collected"),
        ("expired", "collected", "expired"),
    ]


async def test_a_refusal_with_its_reason(scene: Scene) -> None:
    sent = await scene.sent()
    assert await desk.refuse(scene.tx, sent, "weather", "", scene.officer, NOW) is None
    refused = await desk.refuse(scene.tx, sent, "security", "See the letter", scene.officer, NOW + 2 * DAY)
    assert refused is not None
    assert (refused.state, refused.refusal, refused.closed_at) == (State.REFUSED, "security", NOW + 2 * DAY)
    last = (await lists.history(scene.tx, scene.partner, refused))[-1]
    assert (last.note, last.detail) == ("See the letter", {"reason": "security", "office": "moi_residency"})
    assert await lists.queue(scene.tx, scene.officer, NOW) == ()


async def test_what_was_noted_by_mistake_is_taken_back(scene: Scene) -> None:
    approved = await scene.approved()
    await due.remind_due(scene.tx, NOW + 10 * DAY)
    assert await desk.take_back(scene.tx, approved, " ", scene.officer, NOW) is None
    assert await desk.take_back(scene.tx, approved, "mine", scene.partner, NOW) is None
    sent = await desk.take_back(scene.tx, approved, "Wrong letter", scene.officer, NOW)
    assert sent is not None
    assert (sent.state, sent.approval_number, sent.valid_until, sent.decided_at) == ("sent", "", None, None)
    again = await desk.approve(scene.tx, sent, APPROVAL, scene.officer, NOW)
    assert again is not None
    assert [days for _, days in await due.remind_due(scene.tx, NOW + 10 * DAY)] == [29]
    back = await desk.take_back(scene.tx, again, "Wrong letter", scene.officer, NOW)
    assert back is not None
    refused = await desk.refuse(scene.tx, back, "other", "", scene.officer, NOW)
    assert refused is not None and refused.closed
    received = await desk.take_back(scene.tx, refused, "Wrong case", scene.officer, NOW)
    assert received is not None
    assert (received.state, received.refusal, received.closed_at) == (State.RECEIVED, "", None)
    assert (await lists.history(scene.tx, scene.partner, received))[-1].note == "Wrong case"
    other = await desk.refuse(scene.tx, received, "other", "", scene.officer, NOW)
    assert other is not None
    assert await due.purge(scene.tx, NOW + 90 * DAY) == 1
    purged = await scene.again(other)
    assert await desk.take_back(scene.tx, purged, "Too late", scene.officer, NOW + 90 * DAY) is None


async def test_an_old_card_moves_nothing(scene: Scene) -> None:
    case = await filed(scene.tx, scene.partner)
    assert await desk.complete(scene.tx, case, scene.officer, NOW) is not None
    assert await desk.complete(scene.tx, case, scene.officer, NOW) is None
    assert await desk.ask_for(scene.tx, case, ["photo"], "", scene.officer, NOW) is None
    assert await desk.assign(scene.tx, case, scene.officer, scene.officer, NOW) is None
    assert await filing.withdraw(scene.tx, case, scene.partner, NOW) is None
    assert len(await scene.steps(case)) == 2
    draft = await drafted(scene.tx, scene.partner)
    assert isinstance(await filing.file(scene.tx, draft, VAULT, scene.partner, NOW), Case)
    assert await filing.file(scene.tx, draft, VAULT, scene.partner, NOW) is None
    assert (await filed(scene.tx, scene.partner)).number[:-2] == "VE-2611-0003"


@pytest.mark.parametrize(
    ("approval", "fault"),
    [
        (desk.Approval(" ", APPROVAL.on, APPROVAL.valid_from, APPROVAL.valid_until), "no number"),
        (desk.Approval("1", date(2026, 11, 23), APPROVAL.valid_from, APPROVAL.valid_until), "ahead"),
        (desk.Approval("1", APPROVAL.on, date(2027, 1, 1), APPROVAL.valid_until), "ends before it begins"),
        (desk.Approval("1", APPROVAL.on, date(2026, 1, 1), date(2026, 11, 21)), "over already"),
        (APPROVAL, None),
    ],
)
def test_approvals_that_cannot_be(approval: desk.Approval, fault: str | None) -> None:
    assert desk.approval_fault(approval, date(2026, 11, 22)) == fault


async def test_reminders_come_once_each(scene: Scene) -> None:
    await scene.approved()
    found = {}
    for day in range(45):
        left = [days for _, days in await due.remind_due(scene.tx, NOW + day * DAY)]
        if left:
            found[day] = left
        assert await due.remind_due(scene.tx, NOW + day * DAY) == ()
    assert found == {9: [30], 25: [14], 36: [3]}


async def test_a_reminder_passed_over_is_given_late_and_alone(scene: Scene) -> None:
    await scene.approved()
    assert [days for _, days in await due.remind_due(scene.tx, NOW + 30 * DAY)] == [9]
    assert await due.remind_due(scene.tx, NOW + 31 * DAY) == ()


async def test_a_short_validity_is_reminded_of_only_when_fewer_days_are_left(scene: Scene) -> None:
    await scene.approved(replace(APPROVAL, valid_from=APPROVAL.on, valid_until=date(2026, 12, 2)))
    found = {day: [left for _, left in await due.remind_due(scene.tx, NOW + day * DAY)] for day in range(11)}
    assert {day: left for day, left in found.items() if left} == {7: [3]}


async def test_registrations_are_followed(scene: Scene) -> None:
    registered = {"registration": "registered", "registration_number": "1I12345"}
    await filed_with_licence(scene, {**registered, "registration_until": "2026-12-31"}, NOW)
    found = {}
    for day in range(45):
        if day == 20:
            await filed_with_licence(
                scene, {**registered, "registration_until": "2027-01-03"}, NOW + day * DAY
            )
        found[day] = [left for _, left in await due.registrations_due(scene.tx, NOW + day * DAY)]
    assert {day: left for day, left in found.items() if left} == {9: [30], 20: [22], 28: [14], 39: [3]}


async def test_papers_of_a_case_and_of_a_person_have_an_end(scene: Scene) -> None:
    photo, offer = VISA.document("photo"), replace(SCAN, size=10 * 2**20)
    assert photo is not None
    case: Case | None = None
    seen = dict[str, int]()
    for n in range(1, 46):
        case = case or await filing.open_draft(scene.tx, scene.partner, VISA, NOW)
        assert case is not None
        taken = await papers.attach(scene.tx, case, photo, offer, scene.partner, NOW)
        if isinstance(taken, str):
            seen.setdefault(taken, n)
            case = None
        else:
            case = await scene.again_as(scene.partner, case)
    # Ten files in each of four requests, each time one too many; then nothing goes into a fifth one.
    assert seen == {"case full": 11, "person full": 45}
    full: tuple[papers.FileFault, ...] = ("case full", "person full")
    assert [plain(refusing.file(words("en"), photo, fault)).translate(ISOLATES) for fault in full] == [
        "⚠️ This file was not taken: the papers of one request hold at most 100 MB. "
        "Send smaller scans, or remove others first.",
        "⚠️ This file was not taken: the papers of all your requests hold at most 400 MB. Withdraw drafts "
        "that you do not need; papers of closed requests are removed after a while.",
    ]
    assert "100 ميغابايت" in refusing.file(words("ar"), photo, "case full").translate(ISOLATES)


async def filed_with_licence(scene: Scene, changes: dict[str, Value | None], now: datetime) -> None:
    """A case of a registered organisation."""
    draft = await drafted(scene.tx, scene.partner, changes, now)
    licence = VISA.document("registration_certificate")
    assert licence is not None
    await papers.attach(scene.tx, draft, licence, SCAN, scene.partner, now)
    again = await scene.again_as(scene.partner, draft)
    assert isinstance(await filing.file(scene.tx, again, VAULT, scene.partner, now), Case)


async def test_overdue_and_real_times(scene: Scene) -> None:
    sent = await scene.sent()
    assert await due.next_overdue(scene.tx, NOW) == NOW + 7 * DAY
    assert await due.overdue_cases(scene.tx, NOW + 7 * DAY - timedelta(seconds=1)) == ()
    assert await due.overdue_cases(scene.tx, NOW + 7 * DAY) == (sent,)
    for days in (1, 2):
        await desk.refuse(scene.tx, await scene.sent(), "other", "", scene.officer, NOW + days * DAY)
    assert times(await lists.decided(scene.tx, VISA, NOW)) is None
    await desk.refuse(scene.tx, sent, "other", "", scene.officer, NOW + 8 * DAY)
    found = times(await lists.decided(scene.tx, VISA, NOW))
    assert found is not None
    assert (found.median, found.ninetieth, found.n) == (2.0, 8.0, 3)
    assert await due.overdue_cases(scene.tx, NOW + 99 * DAY) == ()


async def test_an_ended_rule_finds_the_cases_that_it_touches(scene: Scene) -> None:
    sent = await scene.sent()
    unsent = await filed(scene.tx, scene.partner, {"registration": "un"})
    await drafted(scene.tx, scene.partner)

    async def touched(rule: str, who: Person | None = None) -> list[str]:
        found = await ended.rule_ended(scene.tx, VISA, rule, who or scene.admin, VAULT)
        return [case.number for case in found]

    assert await touched("passport_copy") == [sent.number, unsent.number]
    assert await touched("registration_proof") == [sent.number]
    assert await touched("moi_residency") == [sent.number]
    assert await touched("mofa") == []
    assert await touched("nonsense") == []
    assert await touched("passport_copy", scene.partner) == []
    ending = ended.Ending("photo", NOW.date(), Words("أمر جديد", "New order"), hit=2, told=1)
    assert not await ended.end_rule(scene.tx, VISA, ending, scene.officer, NOW)
    with pytest.raises(ValueError, match="ahead"):
        await ended.end_rule(scene.tx, VISA, replace(ending, on=date(2026, 11, 23)), scene.admin, NOW)
    assert await ended.end_rule(scene.tx, VISA, ending, scene.admin, NOW)
    assert not await ended.end_rule(scene.tx, VISA, ending, scene.admin, NOW)
    assert await ended.ended_rules(scene.tx, VISA) == {"photo"}
    assert await ended.endings(scene.tx, VISA) == (ending,)
    assert await ended.restore_rule(scene.tx, VISA, "photo", scene.admin, NOW)
    assert await ended.ended_rules(scene.tx, VISA) == frozenset()


async def test_nothing_of_a_person_lies_open_in_the_rows(scene: Scene) -> None:
    case = await filed(scene.tx, scene.partner)
    for file in await papers.waiting(scene.tx):
        assert await papers.keep(scene.tx, file, PICTURE, VAULT, NOW) is not None
        assert await papers.keep(scene.tx, file, PICTURE, VAULT, NOW) is None
    row = dict(await scene.tx.cases.by_id(id=case.id))
    stored = repr(row).encode() + b"".join(
        [
            bytes(await scene.tx.case_files.sealed(id=file.id))
            for file in await papers.files_of(scene.tx, case)
        ]
    )
    for secret in ("JANE", "A1234567", "Nairobi", "+9647701234567", "secret scan", "telegram-file-id"):
        assert secret.encode() not in stored
    files = await papers.files_of(scene.tx, case)
    assert {file.file_id for file in files} == {None}
    assert [file.name for file in files][:2] == ["letter.jpg", "passport_copy.jpg"]
    with pytest.raises(Sealed):
        answers_of(scene.partner, case, vault_of(new_key()))


async def test_files_that_are_not_what_they_say(scene: Scene) -> None:
    await drafted(scene.tx, scene.partner)
    (file, *_) = await papers.waiting(scene.tx)
    assert not papers.is_what_it_says(file, b"MZ program")
    with pytest.raises(ValueError, match="not of the type"):
        await papers.keep(scene.tx, file, b"MZ program", VAULT, NOW)
    await papers.drop(scene.tx, file)
    assert file not in await papers.waiting(scene.tx)


async def test_the_purge_leaves_the_steps(scene: Scene) -> None:
    case = await desk.use(scene.tx, await scene.approved(), scene.partner, NOW)
    draft = await drafted(scene.tx, scene.partner, now=NOW)
    assert case is not None
    (file, *_) = await papers.waiting(scene.tx)
    await papers.keep(scene.tx, file, PICTURE, VAULT, NOW)
    assert await due.purge(scene.tx, NOW + 90 * DAY - timedelta(seconds=1)) == 0
    assert await due.purge(scene.tx, NOW + 90 * DAY) == 2
    assert await due.purge(scene.tx, NOW + 999 * DAY) == 0
    purged = await scene.again(case)
    assert (purged.sealed, purged.purged_at, purged.state) == (None, NOW + 90 * DAY, State.USED)
    assert answers_of(scene.partner, purged, VAULT) == PUBLIC
    assert {(one.name, one.file_id) for one in await papers.files_of(scene.tx, case)} == {("", None)}
    assert await papers.open_file(scene.tx, scene.partner, purged, file.id, VAULT, NOW) is None
    assert await papers.waiting(scene.tx) == ()
    assert [action for action, *_ in await scene.steps(purged)][-2:] == ["used", "purged"]
    own = {one.id: one for one in await lists.mine(scene.tx, scene.partner)}
    assert (own[draft.id].state, own[draft.id].sealed) == (State.WITHDRAWN, None)


async def test_nobody_fills_the_tables_with_drafts(scene: Scene) -> None:
    for _ in range(filing.MOST_DRAFTS):
        assert await filing.open_draft(scene.tx, scene.partner, VISA, NOW) is not None
    assert await filing.open_draft(scene.tx, scene.partner, VISA, NOW) is None
