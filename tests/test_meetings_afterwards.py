"""After a meeting: minutes, decisions, action points with an owner and a day, the next agenda."""

from __future__ import annotations

from tests.conftest import Town
from tests.test_meetings import OLD_BUTTON, at, people, planned


async def noted(town: Town) -> None:
    """The first meeting took place; a decision and an action point of Layla's are noted."""
    await people(town)
    await planned(town)
    await town.clock_to(at(24, 11, 30))
    await town.say("duty", "/minutes")
    await town.press("duty", "24 Nov")
    await town.press("duty", "Add a decision")
    await town.say("duty", "The bridge stays closed")
    await town.press("duty", "Add an action point")
    await town.say("duty", "Call 07701234567")
    assert town.last("duty").text.startswith("This would show groups personal data (a phone number).")
    await town.say("duty", "List the families in tents")
    await town.press("duty", "Layla")
    await town.say("duty", "20/11/2026")
    assert town.last("duty").text.startswith("That moment has passed.")
    await town.say("duty", "29/11/2026")


async def test_points_are_noted_and_posted_without_names(town: Town) -> None:
    await noted(town)
    head = "📝 After the meeting\nTue 24 Nov 2026, 10:00 · Coordination meeting\n\nDecisions\n• The bridge stays closed"
    card = town.last("duty")
    assert card.text == (f"{head}\n\nAction points\n• List the families in tents (Layla, by Sun 29 Nov 2026)")
    await town.press("duty", "Post to the groups")
    assert town.last("team").text == (
        f"{head}\n\nAction points\n• List the families in tents (by Sun 29 Nov 2026)"
    )
    assert town.last("duty").buttons == ()
    again = town.sim.press_button(town.stage.people["duty"], card.raw, "minutes.post 1")
    await town.stage.settle()
    assert town.toast(again) == OLD_BUTTON
    assert len([text for text in town.texts("team") if text.startswith("📝")]) == 1


async def test_the_owner_is_told_reminded_once_and_says_that_it_is_done(town: Town) -> None:
    await noted(town)
    point = (
        "Tue 24 Nov 2026, 10:00 · Coordination meeting\n\n"
        "• List the families in tents (Layla, by Sun 29 Nov 2026)"
    )
    assert town.last("layla").text == f"📝 You have an action point\n{point}"
    await town.clock_to(at(29, 9))
    reminders = [text for text in town.texts("layla") if text.startswith("⏰ Your action")]
    assert reminders == [f"⏰ Your action point is due\n{point}"]
    card = town.last("ali").raw
    stranger = town.sim.press_button(town.stage.people["ali"], card, "minutes.done 2")
    await town.stage.settle()
    assert town.toast(stranger) == "هذا الزر لم يعد مستخدماً. لم يتغير شيء."
    await town.press("layla", "It is done")
    assert "✅ Done: List the families in tents" in town.texts("layla")
    own = town.last("layla").raw
    again = town.sim.press_button(town.stage.people["layla"], own, "minutes.done 2")
    await town.stage.settle()
    assert town.toast(again) == OLD_BUTTON


async def test_open_points_stand_in_the_next_agenda(town: Town) -> None:
    await noted(town)
    await town.say("layla", "/next")
    assert town.last("layla").text.endswith(
        "Agenda\nDisplacement\nVisas\n\nOpen points\n• List the families in tents (by Sun 29 Nov 2026)\n\n"
        "Coming: 0 · Not coming: 0 · Sending someone: 0"
    )
