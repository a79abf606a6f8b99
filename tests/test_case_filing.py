"""Filing a request in chat, from /apply to its number, in both languages; drafts, lists, papers, what is missing."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from bot.play.player import play
from bot.play.script import read
from bot.stage import stage
from coordination.cases import desk
from coordination.cases.access import case_by_id
from coordination.cases.ended import Ending, end_rule
from coordination.cases.files import procedures
from coordination.cases.kind import Words
from coordination.people import register
from simulator import Clock
from tests.case_town import MOVEMENT, PDF, answer, begin, file_convoy, visa_filed
from tests.conftest import MORNING, Town

SCRIPTS = Path(__file__).parent / "scripts"
OLD_BUTTON = "This button is no longer in use. Nothing was changed."


async def people(town: Town, language: str = "en") -> None:
    await town.person("sara", language, role="partner", name="Sara", organisation="Relief")
    await town.person("duty", role="duty officer", name="Duty")


async def test_a_convoy_from_the_kinds_to_its_number(town: Town) -> None:
    await people(town)
    number = await file_convoy(town, "sara")
    assert number == "CV-2611-0001-T"
    filed, receipt = town.messages("sara")[-2:]
    assert filed.text == (
        "✅ Received. Convoy or movement notification\nNumber: CV-2611-0001-T\n\n"
        "The desk of the centre checks the papers. At each step you are told here: what happened, what it means, what "
        "to do. To see how it stands: /status CV-2611-0001-T\n\n"
        "How long it takes: there are not enough decided requests of this kind yet to say.\n\n"
        "A receipt follows as a PDF."
    )
    assert receipt.text == "Receipt CV-2611-0001-T. It is no permission."
    assert receipt.raw["document"]["file_name"] == "CV-2611-0001-T.pdf"
    assert town.last("duty").text == "📥 New request: CV-2611-0001-T, Convoy or movement notification\nRelief"


async def test_the_read_back_shows_everything_and_rows_hold_nothing_of_persons(town: Town) -> None:
    await people(town)
    await begin(town, "sara", "convoy or movement")
    await answer(town, "sara", *MOVEMENT, "!^Read it through$")
    assert town.last("sara").text == (
        "📄 Convoy or movement notification\n\nOrganisation, in Arabic: منظمة الإغاثة\n"
        "Organisation, in English: Relief\nKind of movement: Staff\nIs it an emergency?: No\n"
        "Departure, Baghdad time: Wed 25 Nov 2026, 08:30\nArrival, Baghdad time: Wed 25 Nov 2026, 14:00\n"
        "Start: Baghdad, warehouse\nEnd: Mosul, warehouse\nRoute, waypoints, overnight stops: Baghdad, Baiji, Mosul\n"
        "Governorates passed: Baghdad and Ninewa\nVehicles and drivers: 1 row\n"
        "1. Toyota; white; 12345 Baghdad; ALI SECRET DRIVER\nPassengers by nationality: 2 Iraqi, 1 Kenyan\n"
        "Armed escort: No\nFocal point in Iraq: SARA SECRET AHMED\nPhone of the focal point: +9647701234567\n\n"
        "Is it right? Only the centre's desk and you see the whole of it."
    )
    assert town.last("sara").buttons == (("Send",), ("Change something",), ("Save for later", "Cancel"))
    await answer(town, "sara", "!^Send$")
    assert "SECRET" not in repr([message.raw for message in town.messages("duty")])
    for table in await town.tables():
        assert "SECRET" not in repr(await town.rows(f"SELECT * FROM {table}")), table


async def test_a_question_says_where_one_is_and_a_refusal_how_to_write_it(town: Town) -> None:
    await people(town)
    await begin(town, "sara", "convoy or movement")
    await answer(town, "sara", "منظمة الإغاثة", "Relief", "!^Staff$", "!^No$", "soon")
    shown = town.last("sara")
    assert shown.text == (
        "⚠️ This was not taken. I cannot read day and hour. Write them like 25/11/2026 08:30.\n\n"
        "Convoy or movement notification · 5 of 21\nDeparture, Baghdad time\n"
        "Day and hour. For example: 25/11/2026 08:30"
    )
    assert shown.buttons == (("Back", "Leave for later"), ("Save for later", "Cancel"))


async def test_in_arabic_triage_explains_which_visa_it_is(town: Town) -> None:
    await people(town, "ar")
    await town.say("sara", "/apply")
    await answer(town, "sara", "!^سمة دخول$")
    assert town.last("sara").text == "هل المهمة استثنائية في طبيعتها أو توقيتها، كحالة طارئة مفاجئة؟"
    await answer(town, "sara", "!^لا$", "!^نعم$")
    shown = town.last("sara").text
    assert shown.split("\n\n")[0] == (
        "📄 سمة دخول طارئة\n"
        "للمهام الاستثنائية في طبيعتها أو توقيتها، ولموظفي المنظمات التي ما زال تسجيلها قيد الإنجاز.\n"
        "حُدد هذا النوع لأن إجابتكم «نعم» عن السؤال: هل المسافر من موظفي منظمة ما زال تسجيلها في العراق قيد الإنجاز؟"
    )
    await answer(town, "sara", "!^البدء$")
    # Triage has answered the first question already.
    assert town.last("sara").text.startswith("سمة دخول طارئة · 2 من ")
    (draft,) = await town.rows("SELECT kind, fields FROM cases")
    assert (draft["kind"], draft["fields"]) == ("emergency_visa", '{"ground": "registering"}')


async def test_the_answer_about_a_visa_leads_to_the_triage(town: Town) -> None:
    await people(town)
    await town.say("sara", "/help")
    card = town.last("sara").raw
    await town.do(town.sim.press_button, town.stage.people["sara"], card, "case.begin multiple_entry_visa")
    assert town.last("sara").text.startswith("Is the mission exceptional")
    await answer(town, "sara", "!^No$", "!^No")
    assert town.last("sara").text.startswith("📄 Multiple-entry visa support")


async def test_a_rule_that_ended_is_told_before_one_begins(town: Town) -> None:
    await people(town)
    await town.person("boss", role="admin")
    now = town.clock.now()
    over = Ending("convoy_48_hours", date(2026, 11, 20), Words("لا حاجة إلى مهلة", "No notice is needed"))
    async with town.database.transaction() as tx:
        admin = await register.meet(tx, town.stage.people["boss"].id, "", now)
        assert await end_rule(tx, procedures().kinds["convoy"], over, admin, now)
    await town.say("sara", "/apply")
    await town.press("sara", "convoy or movement")
    shown = town.last("sara").text
    assert (
        "🔔 Holds no more since Fri 20 Nov 2026: Notify 48 hours before departure. No notice is needed\n\n"
        "Notice\n• Emergency movements: notify 24 hours before departure.\n"
    ) in shown


async def test_what_is_missing_blocks_and_is_asked_for_alone(town: Town) -> None:
    await people(town)
    await begin(town, "sara", "convoy or movement")
    answers = ["منظمة الإغاثة", "Relief", "!^Medical", "!^No$", "!^Leave for later$", *["!^Leave|^Skip"] * 30]
    for one in answers:
        if "is everything there?" in town.last("sara").text:
            break
        await answer(town, "sara", one)
    assert town.last("sara").text == (
        "📋 Convoy or movement notification: is everything there?\n\n✓ 4 questions are answered\n"
        "✗ Departure, Baghdad time\n✗ Arrival, Baghdad time\n✗ Start\n✗ End\n✗ Route, waypoints, overnight stops\n"
        "✗ Governorates passed\n✗ Vehicles and drivers\n✗ Passengers by nationality\n✗ Armed escort\n"
        "✗ Focal point in Iraq\n✗ Phone of the focal point\n\n"
        "What is marked ✗ is still needed before it can be sent."
    )
    assert town.last("sara").buttons[0] == ("Fill in what is missing",)
    await answer(town, "sara", "!^Fill in", "23/11/2026 08:30")
    assert town.last("sara").text.startswith("Convoy or movement notification · 1 of 10\nArrival")
    # A forged press of the button that is not there.
    form = (await town.rows("SELECT id, version FROM forms WHERE state = 'open'"))[0]
    card = town.last("sara").raw
    sara = town.stage.people["sara"]
    await town.do(town.sim.press_button, sara, card, f"case.card {form['id']} {form['version']}")
    form = (await town.rows("SELECT id, version FROM forms WHERE state = 'open'"))[0]
    press = await town.do(town.sim.press_button, sara, card, f"case.send {form['id']} {form['version']}")
    assert town.toast(press) == OLD_BUTTON
    assert await town.rows("SELECT number FROM cases WHERE number IS NOT NULL") == []


async def test_a_short_notice_is_warned_of_and_marks_the_request_urgent(town: Town) -> None:
    await people(town)
    await begin(town, "sara", "convoy or movement")
    await answer(
        town, "sara", *["23/11/2026 08:30" if one.startswith("25/11/2026 08") else one for one in MOVEMENT]
    )
    assert "⚠️ Notify 48 hours before departure." in town.last("sara").text
    await answer(town, "sara", "!^Read it", "!^Send$")
    assert town.last("duty").text.endswith("\n⚠️ Below the notice period: urgent.")
    assert await town.rows("SELECT urgent FROM cases") == [{"urgent": 1}]


async def test_a_draft_waits_for_weeks_and_its_owner_is_reminded_twice(town: Town) -> None:
    await town.person("sara", "en", role="focal point", governorates=["IQ-NI"], organisation="Relief")
    await begin(town, "sara", "convoy or movement")
    await answer(town, "sara", "منظمة الإغاثة", "!^Save for later$")
    assert town.last("sara").text == (
        "💾 Saved for later: Convoy or movement notification\n"
        "It was not sent. Go on whenever you like with /cases; I remind you after 3 days."
    )
    for days in (2, 3, 13, 14, 25):
        await town.clock_to(MORNING + timedelta(days=days, minutes=1))
        reminders = [text for text in town.texts("sara") if text.startswith("💾 A draft")]
        assert len(reminders) == (0 if days < 3 else 1 if days < 14 else 2)
    assert "\nIt was left 3 days ago and was not sent.\n" in reminders[0]
    assert reminders[1].endswith(
        "\nIt was left 14 days ago and was not sent.\nIt is deleted when it was not touched for 30 days."
    )
    await town.say("sara", "/cases")
    await answer(town, "sara", "!^Continue: Convoy")
    assert town.last("sara").text.startswith("Convoy or movement notification · 2 of 21\n")


async def test_a_status_update_in_between_loses_nothing(town: Town) -> None:
    await town.person("sara", "en", role="focal point", governorates=["IQ-NI"], organisation="Relief")
    await begin(town, "sara", "convoy or movement")
    await answer(town, "sara", "منظمة الإغاثة", "Relief")
    await town.say("sara", "/update")
    assert town.last("sara").text.startswith(
        "Your request was put aside as a draft. To go on with it: /cases"
    )
    await town.say("sara", "/cancel")
    await town.say("sara", "/cases")
    await answer(town, "sara", "!^Continue")
    assert town.last("sara").text.startswith("Convoy or movement notification · 3 of 21\n")
    await town.say("sara", "/cancel")
    assert town.last("sara").text == "Closed. The draft of your request is kept: /cases"


async def test_an_edited_answer_stays_as_it_was(town: Town) -> None:
    await people(town)
    await begin(town, "sara", "convoy or movement")
    said = await town.say("sara", "منظمة")
    await town.do(town.sim.edit, town.stage.people["sara"], said, "another")
    assert town.last("sara").text.startswith("⚠️ Edits of earlier messages are not read.")
    (draft,) = await town.rows("SELECT fields FROM cases")
    assert draft["fields"] == '{"organisation_ar": "منظمة"}'


async def test_a_double_tap_begins_one_draft(town: Town) -> None:
    await people(town)
    await town.say("sara", "/apply")
    await town.press("sara", "convoy or movement")
    card = town.last("sara").raw
    sara = town.stage.people["sara"]
    town.sim.press_button(sara, card, "case.start convoy")
    second = town.sim.press_button(sara, card, "case.start convoy")
    await town.stage.settle()
    assert town.toast(second) == OLD_BUTTON
    assert await town.rows("SELECT kind FROM cases") == [{"kind": "convoy"}]


async def test_back_keep_change_and_as_last_time(town: Town) -> None:
    await people(town)
    await file_convoy(town, "sara")
    await begin(town, "sara", "convoy or movement")
    await answer(town, "sara", "!^As last time: .منظمة", "!^As last time: Relief$", "!^Back$")
    assert town.last("sara").text.endswith("\n\nNow: Relief")
    await answer(town, "sara", "!^Keep$", "!^Relief goods$")
    # Cargo is asked for goods: one question more.
    assert town.last("sara").text.startswith("Convoy or movement notification · 4 of 22\n")
    await answer(town, "sara", "!^Cancel$")
    assert town.last("sara").text.startswith("Delete this draft? Convoy or movement notification")
    await answer(town, "sara", "!^Delete it$")
    assert town.last("sara").text == "Deleted: Convoy or movement notification. Nothing of it was sent."
    assert [row["state"] for row in await town.rows("SELECT state FROM cases ORDER BY id")] == [
        "received",
        "withdrawn",
    ]


async def at_vehicles(town: Town) -> None:
    await people(town)
    await begin(town, "sara", "convoy or movement")
    await answer(town, "sara", *MOVEMENT[:10])
    assert "Vehicles and drivers" in town.last("sara").text


async def test_typed_rows_are_taken_together_or_not_at_all(town: Town) -> None:
    await at_vehicles(town)
    await town.say("sara", "Toyota; white; 12345 Baghdad; Ali Hassan\nNissan; ; 777; Omar; 12")
    assert town.last("sara").text.split("\n\n")[0] == (
        "⚠️ These rows were not taken. Correct them and send them again.\n"
        "• Row 2, Colour: It is empty, and it is needed.\n"
        "• Row 2, Driver's phone: That is no phone number. Write it like 0770 123 4567."
    )
    await town.say("sara", "Toyota; white; 12345 Baghdad; Ali Hassan")
    await town.say("sara", "نيسان، أبيض، 777، عمر، ٠٧٧٠١٢٣٤٥٦٧")
    assert (
        "✓ 2 rows are there.\n1. Toyota; white; 12345 Baghdad; Ali Hassan\n2. نيسان; أبيض; 777; عمر; +9647701234567\n"
        in town.last("sara").text
    )
    await answer(town, "sara", "!^Remove all rows$")
    assert "rows are there" not in town.last("sara").text


async def test_the_table_goes_out_and_comes_back(town: Town) -> None:
    await at_vehicles(town)
    await answer(town, "sara", "!^Get the table")
    assert town.last("sara").raw["document"]["file_name"].endswith(".xlsx")
    await town.do(
        town.sim.send_document,
        town.stage.people["sara"],
        _table("Toyota", "white", "1", "Ali"),
        name="list.xlsx",
    )
    assert town.last("sara").text == "✅ Vehicles and drivers: 1 row read."
    await answer(town, "sara", "!^Continue$")
    assert town.last("sara").text.startswith("Convoy or movement notification · 12 of 21\nPassengers")


def _table(*cells: str) -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("Type and model", "Colour", "Plate number", "Driver's full name"))
        sheet.write_row(1, 0, cells)
    return content.getvalue()


async def test_papers_are_checked_counted_replaced(town: Town) -> None:
    await people(town)
    await begin(town, "sara", "access letter")
    await answer(
        town, "sara", "منظمة", "Relief", "!^UN agency$", "!^Skip$", "!^Staff$", *["!^Leave|^Skip"] * 11
    )
    assert "Official letter of the organisation" in town.last("sara").text
    sara = town.stage.people["sara"]
    await town.do(town.sim.send_document, sara, b"MZ", name="virus.exe")
    assert town.last("sara").text.startswith("⚠️ This file was not taken: it must be PDF, JPG, PNG, DOCX.")
    await town.say("sara", "I send it later")
    assert town.last("sara").text.startswith(
        "⚠️ A paper is asked for here: please send it as a photo or a file."
    )
    await town.do(town.sim.send_document, sara, PDF, name="one.pdf")
    await town.do(town.sim.send_document, sara, PDF, name="two.pdf")
    await town.do(town.sim.send_photo, sara, b"\xff\xd8\xff\xe0 page")
    assert "✓ 3 files are attached." in town.last("sara").text
    await answer(town, "sara", "!^Remove and send anew$")
    assert await town.rows("SELECT * FROM case_files") == []
    await town.do(town.sim.send_document, sara, PDF, name="three.pdf")
    (kept,) = await town.rows("SELECT name, file_id, sealed FROM case_files")
    assert (kept["name"], kept["file_id"]) == ("letter.pdf", None) and PDF not in kept["sealed"]
    await answer(town, "sara", "!^Done$")
    assert "Activity report" in town.last("sara").text


async def test_what_the_desk_asks_for_is_provided_alone(town: Town) -> None:
    await people(town)
    case = await visa_filed(town, "sara")
    now = town.clock.now()
    async with town.database.transaction() as tx:
        officer = await register.meet(tx, town.stage.people["duty"].id, "", now)
        seen = await case_by_id(tx, officer, case.id)
        assert seen is not None
        asked = await desk.ask_for(tx, seen, ["employer", "cv"], "The whole name, please", officer, now)
    assert asked is not None
    await town.say("sara", f"/status {case.number}")
    shown = town.last("sara")
    assert (
        "Asked for:\n• Employer\n• CV, for medical staff\nThe centre writes: “The whole name, please”"
        in shown.text
    )
    await answer(town, "sara", "!^Provide$")
    assert town.last("sara").text.startswith("Emergency entry visa · 1 of ")
    assert "Employer" in town.last("sara").text
    await answer(town, "sara", "Relief International")
    assert "CV, for medical staff" in town.last("sara").text
    await answer(town, "sara", "!^Skip$")
    assert "\n✗ CV, for medical staff\n" in town.last("sara").text
    await answer(town, "sara", "!^Fill in")
    await town.do(town.sim.send_document, town.stage.people["sara"], PDF, name="cv.pdf")
    await answer(town, "sara", "!^Done$", "!^Read it through$", "!^Hand in$")
    assert town.last("sara").text == f"✅ Handed in. Case {case.number} is with the centre's desk again."
    assert town.last("duty").text == f"📥 Papers were handed in: {case.number}, Emergency entry visa\nRelief"
    await town.say("sara", f"/status {case.number}")
    assert town.last("sara").text.endswith(
        "Sun 22 Nov 2026, 09:00: received\n"
        "Sun 22 Nov 2026, 09:00: the centre asked for more\n“The whole name, please”\n"
        "Sun 22 Nov 2026, 09:00: what was asked for was handed in"
    )


async def test_withdrawing_is_asked_twice_and_done_once(town: Town) -> None:
    await people(town)
    case = await visa_filed(town, "sara")
    await town.say("sara", f"/status {case.number}")
    await answer(town, "sara", "!^Withdraw$")
    card, sara = town.last("sara").raw, town.stage.people["sara"]
    data = f"case.withdraw {case.id} {case.version} yes"
    town.sim.press_button(sara, card, data)
    second = town.sim.press_button(sara, card, data)
    await town.stage.settle()
    assert town.toast(second) == OLD_BUTTON
    assert town.last("sara").text == f"{case.number} was withdrawn. The centre was told."
    assert town.last("duty").text == f"{case.number} was withdrawn by its applicant: Emergency entry visa"


async def test_without_a_key_requests_are_off(tmp_path: Path) -> None:
    async with stage(tmp_path, Clock(MORNING), with_cases=False) as scene:
        town = Town(scene)
        await people(town)
        for command in ("/apply", "/cases", "/status VE-2611-0001-M"):
            await town.say("sara", command)
            assert town.last("sara").text == (
                "Requests cannot be filed here at the moment: the centre has not switched them on. "
                "Please ask the centre."
            )


@pytest.mark.parametrize("script", sorted(SCRIPTS.glob("case_*.jsonl")), ids=lambda path: path.stem)
async def test_each_kind_is_played_from_its_filing_on(script: Path) -> None:
    assert await play(read(script), script.parent, lambda _line: None) > 20
