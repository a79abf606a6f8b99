"""Nobody sees, guesses or counts somebody else's requests: numbers, lists, links, buttons and forms of others."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordination.cases.case import Case
from coordination.cases.number import make_number
from coordination.forms import form as forms
from coordination.people import register
from handlers.table import build
from tests.case_town import begin, visa_filed
from tests.conftest import MORNING, Town

OLD_BUTTON = "This button is no longer in use. Nothing was changed."
NOT_FOUND = "I find no request with this number that you can see. Your requests: /cases"
TOO_MANY = (
    "There were many wrong numbers within the last hour. Please try again later; your own requests: /cases"
)
SLIP = "There is a slip in this number: its last letter does not fit the rest. Please compare it with the receipt."
SECRETS = ("SECRET", "A1234567", "Karrada", "Surgical", "Emergency")


async def two_organisations(town: Town) -> Case:
    """Sara of one organisation has filed an emergency visa; Omar is a partner of another."""
    await town.person("sara", role="partner", name="Sara", organisation="Relief")
    await town.person("omar", role="partner", name="Omar", organisation="Other relief")
    await town.say("omar", "/help")
    return await visa_filed(town, "sara")


def seen_by_omar(town: Town, case: Case) -> list[str]:
    """What the bot told Omar of the case, if anything."""
    told = repr([message.raw for message in town.messages("omar")])
    return [secret for secret in (*SECRETS, case.number) if secret in told]


@pytest.mark.parametrize("way", ["/status {}", "/start case_{}", "{}"])
async def test_not_yours_and_not_there_are_one_answer(town: Town, way: str) -> None:
    case = await two_organisations(town)
    answers = []
    for number in (case.number, number_nowhere(case)):
        before = len(town.messages("omar"))
        await town.say("omar", way.format(number))
        answers.append([message.text for message in town.messages("omar")[before:]])
    assert answers == [[NOT_FOUND], [NOT_FOUND]]
    await town.say("sara", way.format(case.number))
    assert town.last("sara").text.startswith(
        f"📄 {case.number} · Emergency entry visa\nOrganisation: Relief\n"
    )


def number_nowhere(case: Case) -> str:
    """A well-formed number that nobody has."""
    return make_number(case.kind.prefix, MORNING.date(), 777)


async def test_lists_hold_nothing_of_others(town: Town) -> None:
    case = await two_organisations(town)
    await town.say("omar", "/cases")
    assert town.last("omar").text == "You have no requests and no drafts."
    assert town.last("omar").buttons == (("New request",),)
    assert seen_by_omar(town, case) == []


async def test_buttons_with_somebody_elses_case_do_nothing(town: Town) -> None:
    case = await two_organisations(town)
    await begin(town, "sara", "convoy or movement")
    await town.say("sara", "SECRET organisation")
    card, omar = town.last("omar").raw, town.stage.people["omar"]
    (form,) = await town.rows("SELECT id, version FROM forms WHERE state = 'open'")
    before = await town.rows("SELECT * FROM cases")
    for action in sorted(name for name in build().presses if name.startswith("case.")):
        for arguments in (
            f"{case.id} {case.version}",
            f"{case.id} {case.version} yes",
            f"{case.id + 1} 1",
            f"{form['id']} {form['version']}",
            f"{form['id']} {form['version']} yes",
            "99999999999999999999",
            "x -1",
            "",
        ):
            data = f"{action} {arguments}".strip()
            if data in ("case.kinds", "case.mine", "case.organisation"):
                continue
            await town.do(town.sim.press_button, omar, card, data)
    assert await town.rows("SELECT * FROM cases") == before
    told = repr([message.raw for message in town.messages("omar")])
    assert not [
        secret for secret in ("SECRET", "A1234567", "Karrada", "Surgical", case.number) if secret in told
    ]


async def test_forms_that_point_to_somebody_elses_case_close(town: Town) -> None:
    """Not even a row that should not be possible opens a case."""
    case = await two_organisations(town)
    await begin(town, "omar", "convoy or movement")
    async with town.database.transaction() as tx:
        omar = await register.meet(tx, town.stage.people["omar"].id, "", town.clock.now())
        form = await forms.current(tx, omar.id)
        assert form is not None
        await forms.advance(tx, form, "card", {**form.data, "case": case.id}, town.clock.now())
    await town.say("omar", "show me")
    assert town.last("omar").text == "This request cannot be changed now. How it stands: /cases"
    assert "SECRET" not in repr(town.last("omar").raw)


async def test_a_colleague_whom_an_admin_let_in_sees_steps_and_nothing_of_persons(town: Town) -> None:
    await town.person("lina", role="partner", name="Lina", organisation="relief")
    case = await two_organisations(town)
    await town.say("lina", f"/status {case.number}")
    shown = town.last("lina")
    assert shown.text.startswith(
        f"📄 {case.number} · Emergency entry visa\nOrganisation: Relief\nreceived since"
    )
    assert shown.buttons == ()
    assert "SECRET" not in repr(shown.raw)
    await town.say("lina", "/cases")
    assert town.last("lina").buttons == (("All of my organisation",), ("New request",))
    await town.press("lina", "All of my organisation")
    assert town.last("lina").buttons == ((case.number,), ("Only mine",))
    press = await town.do(
        town.sim.press_button,
        town.stage.people["lina"],
        town.last("lina").raw,
        f"case.withdraw {case.id} {case.version} yes",
    )
    assert town.toast(press) == OLD_BUTTON


async def test_ten_wrong_numbers_an_hour_are_enough(town: Town) -> None:
    case = await two_organisations(town)
    numbers = [make_number("VE", MORNING.date(), n) for n in range(500, 512)]
    answers = []
    for number in numbers:
        await town.say("omar", f"/status {number}")
        answers.append(town.last("omar").text)
    assert answers == [NOT_FOUND] * 10 + [TOO_MANY] * 2
    # Neither one's own nor an existing number is told apart now.
    await town.say("omar", f"/status {case.number}")
    assert town.last("omar").text == TOO_MANY
    assert await town.rows("SELECT action FROM audit WHERE action = 'wrong case numbers'") == [
        {"action": "wrong case numbers"}
    ]
    await town.clock_to(MORNING + timedelta(minutes=61))
    await town.say("omar", f"/status {case.number}")
    assert town.last("omar").text == NOT_FOUND


async def test_a_slip_is_caught_and_only_ones_own_are_suggested(town: Town) -> None:
    case = await two_organisations(town)
    slipped = case.number.replace("0001", "0010")
    await town.say("omar", f"/status {slipped}")
    assert (town.last("omar").text, town.last("omar").buttons) == (SLIP, ())
    await town.say("sara", f"/status {slipped}")
    assert town.last("sara").text == f"{SLIP}\n\nDid you mean:"
    assert town.last("sara").buttons == ((case.number,),)
    await town.press("sara", case.number)
    assert town.last("sara").text.startswith(f"📄 {case.number}")
    await town.say("sara", "/status my visa")
    assert town.last("sara").text.startswith("This is not a case number.")
    await town.say("sara", "/status")
    assert town.last("sara").text.startswith("Write the number after the command")


async def test_arabic_digits_and_no_hyphens_are_read(town: Town) -> None:
    case = await two_organisations(town)
    arabic = case.number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")).replace("-", " ").lower()
    await town.say("sara", f"/status {arabic}")
    assert town.last("sara").text.startswith(f"📄 {case.number}")


async def test_a_reply_to_a_card_that_was_forwarded_tells_nothing(town: Town) -> None:
    case = await two_organisations(town)
    await town.say("sara", f"/status {case.number}")
    await town.say("omar", f"What about {case.number}?")
    assert "received since" not in repr([message.raw for message in town.messages("omar")])
    card = town.last("omar").raw
    await town.say("omar", case.number, reply_to=card)
    assert "received since" not in repr([message.raw for message in town.messages("omar")])


async def test_who_is_suspended_sees_nothing_any_more(town: Town) -> None:
    case = await two_organisations(town)
    await town.say("sara", f"/status {case.number}")
    card = town.last("sara").raw
    async with town.database.transaction() as tx:
        sara = await register.meet(tx, town.stage.people["sara"].id, "", town.clock.now())
        await register.set_profile(
            tx,
            sara,
            name=sara.name,
            organisation=sara.organisation,
            role=sara.applied_role,
            governorates=(),
            state="suspended",
        )
    press = await town.do(town.sim.press_button, town.stage.people["sara"], card, f"case.open {case.id}")
    assert town.toast(press) == "This button is not open to you. Nothing was changed."
