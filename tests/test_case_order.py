"""Days that contradict each other, a key that was lost, and what an applicant notes after the approval."""

from __future__ import annotations

import pytest

from coordination.cases import filing
from coordination.cases.files import procedures
from coordination.cases.rules import out_of_order
from coordination.cases.vault import new_key, vault_of
from coordination.people import register
from tests.case_town import answer, begin, visa_approved
from tests.conftest import Town

OLD_BUTTON = "This button is no longer in use. Nothing was changed."


async def people(town: Town) -> None:
    await town.person("sara", "en", role="partner", name="Sara", organisation="Relief")
    await town.person("duty", role="duty officer", name="Duty")


@pytest.mark.parametrize(
    ("kind", "field", "value", "given", "wrong"),
    [
        ("emergency_visa", "exit_day", "2026-12-09", {"entry_day": "2026-12-10"}, ("entry_day", "exit_day")),
        ("emergency_visa", "exit_day", "2026-12-10", {"entry_day": "2026-12-10"}, None),
        ("emergency_visa", "exit_day", "2026-12-09", {}, None),
        ("emergency_visa", "entry_day", "2027-01-01", {"exit_day": "2026-12-30"}, ("entry_day", "exit_day")),
        (
            "multiple_entry_visa",
            "passport_issued",
            "2033-03-01",
            {"passport_expiry": "2033-02-28", "birth_day": "1985-05-12"},
            ("passport_issued", "passport_expiry"),
        ),
        (
            "convoy",
            "arrival",
            "2026-11-25T05:29:00.000000Z",
            {"departure": "2026-11-25T05:30:00.000000Z"},
            ("departure", "arrival"),
        ),
        ("access_letter", "until_day", "2026-12-14", {"from_day": "2026-12-15"}, ("from_day", "until_day")),
        ("access_letter", "districts", "Sinjar", {"from_day": "2026-12-15"}, None),
    ],
)
def test_days_follow_one_another(
    kind: str, field: str, value: str, given: dict[str, str], wrong: tuple[str, str] | None
) -> None:
    asked = procedures().kinds[kind]
    one = asked.field(field)
    assert one is not None
    found = out_of_order(asked, one, value, dict(given))
    assert (tuple(part.id for part in found) if found else None) == wrong


async def test_an_arrival_before_the_departure_is_not_taken(town: Town) -> None:
    await people(town)
    await begin(town, "sara", "convoy or movement")
    await answer(town, "sara", "منظمة الإغاثة", "Relief", "!^Staff$", "!^No$", "25/11/2026 08:30")
    await answer(town, "sara", "25/11/2026 08:00")
    assert town.last("sara").text.split("\n\n")[:1] == [
        "⚠️ This was not taken: “Arrival, Baghdad time” cannot lie before “Departure, Baghdad time”. One of the two "
        "needs changing."
    ]
    await answer(town, "sara", "!^Back$", "25/11/2026 07:00", "25/11/2026 08:00")
    assert "\nStart\n" in town.last("sara").text


async def test_a_draft_that_no_key_opens_is_said_to_be_one(town: Town) -> None:
    await people(town)
    now, kind = town.clock.now(), procedures().kinds["convoy"]
    contact = kind.field("contact_name")
    assert contact is not None
    async with town.database.transaction() as tx:
        sara = await register.meet(tx, town.stage.people["sara"].id, "", now)
        draft = await filing.open_draft(tx, sara, kind, now)
        assert draft is not None
        lost = vault_of(new_key())
        assert await filing.answer(tx, draft, contact, "SARA SECRET", lost, sara, now) is not None
    await town.say("sara", "/cases")
    await town.press("sara", "^Continue")
    assert town.last("sara").text == (
        "🔒 This request cannot be opened: Convoy or movement notification\n\n"
        "What you wrote in it is sealed, and the centre's key that opens it is not there. Tell the duty officer, "
        "or begin a new one: /apply"
    )
    await begin(town, "sara", "convoy or movement")
    assert "1 of " in town.last("sara").text


async def test_an_applicant_notes_what_was_collected_and_used(town: Town) -> None:
    await people(town)
    case = await visa_approved(town, "sara", "duty")
    await town.say("sara", f"/status {case.number}")
    card = town.last("sara")
    assert card.buttons == (
        ("Receipt (PDF)",),
        ("I have collected it",),
        ("It was used",),
        ("Withdraw",),
        ("Back to my requests",),
    )
    await town.press("sara", "^I have collected it$")
    assert town.last("duty").text == (f"{case.number}: its applicant notes “collected”. Emergency entry visa")
    again = await town.do(
        town.sim.press_button,
        town.stage.people["sara"],
        card.raw,
        f"case.collected {case.id} {case.version}",
    )
    assert town.toast(again) == OLD_BUTTON
    assert town.last("sara").buttons == (
        ("Receipt (PDF)",),
        ("It was used",),
        ("Back to my requests",),
    )
    await town.press("sara", "^It was used$")
    await town.press("sara", "^Yes, it was used$")
    assert town.last("sara").buttons == (("Receipt (PDF)",), ("Back to my requests",))
    assert await town.rows("SELECT state, closed_at IS NOT NULL AS closed FROM cases") == [
        {"state": "used", "closed": 1}
    ]


async def test_a_colleague_and_a_stranger_to_it_note_nothing(town: Town) -> None:
    await people(town)
    await town.person("omar", role="partner", organisation="Relief")
    await town.person("eve", role="partner", organisation="Another")
    case = await visa_approved(town, "sara", "duty")
    for who in ("omar", "eve", "duty"):
        await town.say(who, "/help")
        for action in ("collected", "used"):
            pressed = await town.do(
                town.sim.press_button,
                town.stage.people[who],
                town.last(who).raw,
                f"case.{action} {case.id} {case.version} yes",
            )
            assert town.toast(pressed) == OLD_BUTTON
    assert await town.rows("SELECT state FROM cases") == [{"state": "approved"}]


async def test_who_asks_how_their_case_stands_is_told_of_their_own(town: Town) -> None:
    await people(town)
    await town.person("eve", "ar", role="partner", organisation="Another")
    case = await visa_approved(town, "sara", "duty")
    await town.say("sara", "Status of a visa request")
    assert town.last("sara").text.split("\n\n")[1] == (
        f"{case.number} · Emergency entry visa\napproved since 22 Nov\n"
        "To see how your own case stands, send /status with its number."
    )
    await town.say("eve", "Status of a visa request")
    assert "/status" in town.last("eve").text
    assert case.number not in town.last("eve").text
