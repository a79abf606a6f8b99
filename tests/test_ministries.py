"""Ministries report for themselves: who is of one, who is asked, and whose silence a report ends."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.play.player import play
from bot.play.script import read
from tests.conftest import BAGHDAD, Town

SCRIPT = Path(__file__).parent / "scripts" / "ministries.jsonl"


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BAGHDAD)


async def of_a_ministry(town: Town, who: str, admin: str, language: str = "en", role: str = "Focal") -> None:
    """Somebody enters for the Ministry of Migration and Displaced, approved by the admin."""
    arabic = language == "ar"
    await town.stranger(who, language, name=who.title())
    await town.say(who, "/start")
    await town.press(who, "العربية" if arabic else "English")
    await town.press(who, "«|Use")
    await town.say(who, "دائرة شؤون الفروع" if arabic else "Branch affairs")
    await town.press(who, role)
    await town.press(who, "وزارة" if arabic else "A ministry")
    await town.press(who, "الهجرة" if arabic else "Migration")
    await town.press(who, "إرسال" if arabic else "Send request")
    await town.press(admin, "Approve")


async def test_which_ministry_is_asked_kept_and_shown(town: Town) -> None:
    await town.person("amal", role="admin", name="Amal")
    await of_a_ministry(town, "mona", "amal")
    assert (
        "Organisation: Branch affairs\nRole: focal point\nMinistry: Ministry of Migration and Displaced"
        in town.last("mona").text
    )
    assert "Ministry: Ministry of Migration and Displaced" in town.last("amal").text
    await town.say("mona", "/me")
    assert "Ministry: Ministry of Migration and Displaced" in town.last("mona").text
    await town.say("amal", "/people")
    await town.press("amal", "Mona")
    await town.press("amal", "Change role")
    await town.press("amal", "Deputy")
    await town.press("amal", "A ministry")
    assert "Which ministry, as deputy focal point?" in town.last("amal").text
    await town.press("amal", "Ministry of Interior")
    assert town.last("mona").text.splitlines()[-2:] == [
        "Role: deputy focal point",
        "Ministry: Ministry of Interior",
    ]
    await town.press("amal", "Change role")
    await town.press("amal", "Deputy")
    await town.press("amal", "Ninewa")
    await town.press("amal", "Done")
    assert town.last("mona").text.splitlines()[-1] == "Governorates: Ninewa"
    assert await town.rows("SELECT governorates, ministry FROM people WHERE name = 'Mona'") == [
        {"governorates": "IQ-NI", "ministry": ""}
    ]


async def test_an_invitation_for_a_ministry(town: Town) -> None:
    await town.person("amal", role="admin", name="Amal")
    await town.say("amal", "/invite")
    await town.press("amal", "Focal point")
    await town.press("amal", "A ministry")
    await town.press("amal", "Ministry of Health")
    assert "Invitation made: focal point\n\nMinistry: Ministry of Health" in town.last("amal").text
    token = town.last("amal").text.split("?start=")[1].split()[0]
    await town.say("amal", "/invite")
    assert "1. focal point, Ministry of Health, until Sun 29 Nov 2026, 09:00" in town.last("amal").text
    sara = await town.stranger("sara", "en", name="Sara")
    await town.do(town.sim.start_with, sara, token)
    await town.press("sara", "English")
    await town.press("sara", "Use")
    await town.say("sara", "Operations room")
    assert "Ministry: Ministry of Health" in town.last("sara").text
    await town.press("sara", "Enter")
    assert "you are in.\n\nName: Sara\nOrganisation: Operations room" in town.last("sara").text
    assert await town.rows("SELECT role, ministry FROM people WHERE name = 'Sara'") == [
        {"role": "focal point", "ministry": "MOH"}
    ]


async def test_a_ministry_is_expected_to_report_once_an_admin_says_so(town: Town) -> None:
    await town.person("amal", role="admin", name="Amal")
    await of_a_ministry(town, "mona", "amal")
    await town.say("mona", "/silence")
    assert town.last("mona").text == "No update with a deadline is expected from you. What you can do: /help"
    await town.clock_to(on(22, 17))
    assert "⏰" not in town.last("mona").text
    await town.say("amal", "/roster")
    await town.press("amal", "Migration")
    assert town.last("amal").text == (
        "Ministry of Migration and Displaced\n"
        "No update is expected: nobody is reminded, and silence is not shown. Updates are welcome.\n\n"
        "Focal points\n• Mona (Branch affairs)\nDeputies\nnobody"
    )
    assert town.last("amal").buttons == (("Expect updates",), ("Back to the list",))
    await town.press("amal", "Expect updates")
    assert town.last("mona").text == (
        "From now on an update is expected from Ministry of Migration and Displaced every day by 16:00, Baghdad time."
    )
    await town.say("amal", "/silence")
    assert "Still expected" not in town.last("amal").text and "Migration" not in town.last("amal").text
    await town.clock_to(on(23, 15))
    assert town.last("mona").text.splitlines()[0] == (
        "⏰ Update due by 16:00: Ministry of Migration and Displaced. Nothing has come yet."
    )
    await town.clock_to(on(23, 17))
    assert town.last("amal").text == "🔕 No update by 16:00 from 1 of 1: Ministry of Migration and Displaced."
    await town.press("amal", "Board of silence")
    assert (
        "• Ministry of Migration and Displaced: no update so far\n·············○\n" in town.last("amal").text
    )
    await town.say("amal", "/roster")
    await town.press("amal", "Migration")
    await town.press("amal", "Expect no updates")
    assert town.last("mona").text == (
        "No update is expected from Ministry of Migration and Displaced any more. "
        "What you send is welcome as before."
    )
    await town.clock_to(on(25, 9))
    assert town.last("mona").text.startswith("No update is expected")


async def test_a_report_ends_the_silence_of_its_sender_only(town: Town) -> None:
    await town.person("amal", role="admin", name="Amal")
    await town.person("ali", governorates=["IQ-NI"], name="Ali")
    await town.person("azad", governorates=["IQ-AR"], name="Azad")
    await of_a_ministry(town, "mona", "amal")
    await town.say("amal", "/roster")
    await town.press("amal", "Migration")
    await town.press("amal", "Expect updates")
    # The ministry about Ninewa, Ninewa about Erbil: neither speaks for those whom it is about.
    await town.say("mona", "120 families arrived in Sinjar, Ninewa")
    await town.press("mona", "^Save")
    await town.clock_to(on(22, 17))
    assert (
        town.last("amal").text
        == "🔕 No update by 16:00 from 2 of 3: Ninewa and Kurdistan Region (Joint Crisis Coordination Centre)."
    )
    await town.say("ali", "40 families arrived in Debaga from Mosul")
    await town.press("ali", "^Save")
    await town.clock_to(on(23, 17))
    assert town.last("amal").text == (
        "🔕 No update by 16:00 from 2 of 3: Kurdistan Region (Joint Crisis Coordination Centre) and "
        "Ministry of Migration and Displaced."
    )
    assert await town.rows("SELECT governorate, reporter_areas FROM reports ORDER BY id") == [
        {"governorate": "IQ-NI", "reporter_areas": "MOMD"},
        {"governorate": "IQ-AR", "reporter_areas": "IQ-NI"},
    ]


async def test_a_deputy_of_a_ministry_stands_in(town: Town) -> None:
    await town.person("amal", role="admin", name="Amal")
    await of_a_ministry(town, "mona", "amal", "ar", "^نقطة اتصال")
    await of_a_ministry(town, "omar", "amal", "ar", "نائب")
    await town.say("amal", "/roster")
    await town.press("amal", "Migration")
    await town.press("amal", "Expect updates")
    assert town.last("mona").text == (
        "ابتداءً من الآن يُنتظر تحديث من وزارة الهجرة والمهجرين يومياً قبل 16:00، بتوقيت بغداد."
    )
    await town.clock_to(on(22, 16))
    assert town.last("omar").text.splitlines()[0] == (
        "⏰ انقضى الموعد النهائي 16:00 ولم يرد تحديث من وزارة الهجرة والمهجرين. يصلكم هذا بصفتكم نائب نقطة الاتصال."
    )


async def test_nothing_to_report_is_the_ministrys(town: Town) -> None:
    await town.person("amal", role="admin", name="Amal")
    await of_a_ministry(town, "mona", "amal")
    for opened in ("/nothing", "nothing to report", "/update"):
        await town.say("mona", opened)
        if opened == "/update":
            await town.press("mona", "Nothing to report")
        assert town.last("mona").text.startswith(
            "📝 Is this right? It is not saved yet.\n\n"
            "Nothing to report\nMinistry of Migration and Displaced\nWhen: Sun 22 Nov 2026"
        )
        await town.press("mona", "^Save$")
    assert "Nothing to report · Ministry of Migration and Displaced · 22 Nov" in town.last("mona").text
    assert [row["reference"][:13] for row in await town.rows("SELECT reference FROM reports")] == [
        "IQ-261122-001",
        "IQ-261122-002",
        "IQ-261122-003",
    ]
    await town.say("amal", "/today")
    assert "Nothing to report: Ministry of Migration and Displaced." in town.last("amal").text
    await town.say("mona", "/my")
    await town.press("mona", "IQ-261122-003")
    assert "Nothing to report\nMinistry of Migration and Displaced\n" in town.last("mona").text
    await town.press("mona", "Correct")
    await town.press("mona", "Kind")
    await town.press("mona", "Incident")
    assert "Where is it?" in town.last("mona").text or "Missing" in town.last("mona").text


async def test_a_ministry_that_is_not_asked_hands_over_and_shows_its_people(town: Town) -> None:
    await town.person("amal", role="admin", name="Amal")
    await of_a_ministry(town, "mona", "amal")
    await of_a_ministry(town, "rana", "amal", role="Deputy")
    await town.say("mona", "/handover")
    assert town.last("mona").buttons == (("Rana",),)
    await town.press("mona", "Rana")
    await town.press("mona", "22 Nov")
    await town.press("mona", "24 Nov")
    assert "has handed the updates of Ministry of Migration and Displaced to you" in town.last("rana").text
    await town.say("amal", "/roster")
    await town.press("amal", "Migration")
    card = town.last("amal").text
    assert "Focal points\n• Mona (Branch affairs)" in card and "Deputies\n• Rana (Branch affairs)" in card
    assert "Rana stands in for Mona from" in card


async def test_the_script_plays() -> None:
    assert await play(read(SCRIPT), SCRIPT.parent, lambda _line: None) == 33
