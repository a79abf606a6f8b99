"""It changes today: a rule ends, the open cases that it touches are found, and their applicants told once."""

from __future__ import annotations

import pytest

from coordination.cases.files import procedures
from tests.conftest import Town
from tests.paper_desk import filed
from views.message import press

OURS, THEIRS = "VE-2611-0001-B", "VE-2611-0002-H"
NOTICES = {
    "sara": (
        "🔔 A rule changed that touches your request\n\n"
        f"{OURS} · Emergency entry visa\n\n"
        "Holds no more since Sat 21 Nov 2026: Photo of the traveller\n\n"
        "The centre writes: “No longer needed”\n\n"
        "Your request stays open. You are asked here if the change needs anything from you."
    ),
    "ali": (
        "🔔 تغيّرت ضابطة تمس طلبكم\n\n"
        f"{THEIRS} · سمة دخول طارئة\n\n"
        "لم يعد معمولاً به منذ السبت 21 تشرين الثاني 2026: صورة شخصية\n\n"
        "كتب المركز: «لم تعد مطلوبة»\n\n"
        "يبقى طلبكم مفتوحاً. ويصلكم إشعار هنا إن تطلّب التغيير شيئاً منكم."
    ),
}


async def scene(town: Town) -> None:
    await town.person("sara", "en", role="partner", organisation="Relief", name="Sara")
    await town.person("ali", "ar", role="partner", organisation="Other", name="Ali")
    await town.person("zain", "en", role="admin", name="Zain")
    assert [(await filed(town, who)).number for who in ("sara", "ali")] == [OURS, THEIRS]


async def to_preview(town: Town) -> None:
    """An admin ends a rule, up to the question whether applicants are told."""
    await town.say("zain", "/rules")
    for label in ("Emergency entry visa", "Photo of the traveller", "It ends"):
        await town.press("zain", label)
    await town.say("zain", "23/11/2026")
    assert town.last("zain").text.startswith("That day lies ahead: until then the rule holds.")
    await town.say("zain", "21/11/2026")
    await town.say("zain", "لم تعد مطلوبة")
    await town.say("zain", "No longer needed")


async def test_the_preview_shows_what_goes_out_and_confirming_sends_it(town: Town) -> None:
    await scene(town)
    await to_preview(town)
    preview = town.last("zain")
    assert preview.text == (
        "🔔 Photo of the traveller\nEmergency entry visa\n\nHolds no more since Sat 21 Nov 2026.\n\n"
        f"It touches 2 open requests.\n{OURS} and {THEIRS}\n\n"
        f"This goes to 1 applicant:\n\n{NOTICES['ali']}\n\nThis goes to 1 applicant:\n\n{NOTICES['sara']}"
    )
    assert preview.buttons == (("End it and tell 2",), ("End it, tell nobody",), ("Cancel",))
    assert town.texts("sara") == town.texts("ali") == []
    await town.press("zain", "End it and tell 2")
    assert town.last("zain").text == (
        "✅ The rule has ended.\n\n🔔 Photo of the traveller\nEmergency entry visa\n\n"
        "Ended on Sat 21 Nov 2026.\n“لم تعد مطلوبة”\n“No longer needed”\n"
        "2 open requests were touched.\n2 applicants were told."
    )
    assert {who: town.texts(who) for who in NOTICES} == {who: [text] for who, text in NOTICES.items()}
    again = town.sim.press_button(town.stage.people["zain"], preview.raw, "rule.confirm 1 4 1")
    await town.stage.settle()
    assert town.toast(again) == "This button is no longer in use. Nothing was changed."
    assert len(town.texts("sara")) == 1
    await town.say("zain", f"/desk {OURS}")
    assert (
        "🔔 Holds no more since Sat 21 Nov 2026: Photo of the traveller. No longer needed"
        in town.last("zain").text
    )


async def test_it_can_end_quietly_and_hold_again(town: Town) -> None:
    await scene(town)
    await to_preview(town)
    await town.press("zain", "Cancel")
    assert town.last("zain").text == "Cancelled. The rule holds as before, and nobody was told."
    assert await town.rows("SELECT * FROM ended_rules") == []
    await to_preview(town)
    await town.press("zain", "tell nobody")
    assert town.last("zain").text.endswith("2 open requests were touched.\n0 applicants were told.")
    assert town.texts("sara") == town.texts("ali") == []
    await town.press("zain", "To the rules")
    assert "✗ Photo of the traveller" in [label for row in town.last("zain").buttons for label in row]
    await town.press("zain", "Photo of the traveller")
    await town.press("zain", "Let it hold again")
    assert town.last("zain").text.endswith("\n\nIt holds.")


async def test_an_office_that_ended_is_offered_no_more(town: Town) -> None:
    await scene(town)
    await town.say("zain", "/rules")
    await town.press("zain", "Emergency entry visa")
    await town.press("zain", "More")
    for label in ("Ministry of Foreign Affairs", "It ends", "Since today"):
        await town.press("zain", label)
    await town.say("zain", "انتقلت الصلاحية")
    await town.say("zain", "Moved elsewhere")
    assert town.last("zain").buttons == (("End it, tell nobody",), ("Cancel",))
    await town.press("zain", "tell nobody")
    await town.say("zain", f"/desk {OURS}")
    await town.press("zain", "Everything is there")
    await town.press("zain", "Send to an office")
    assert town.last("zain").buttons == (
        ("Ministry of Interior, Residency Affairs Directorate",),
        ("Visa committee (Protocol Department)",),
        ("To the card",),
    )


@pytest.mark.parametrize("kind", sorted(procedures().kinds))
def test_every_rule_fits_its_buttons(kind: str) -> None:
    rules = procedures().kinds[kind].rules()
    assert max(len(press("rule.restore", kind, rule).encode()) for rule in rules) <= 64
