"""The shift: begun, handed over in writing with the officer's own lines, signed, reminded of, kept."""

from __future__ import annotations

from datetime import timedelta

from tests.conftest import MORNING, Town
from tests.test_groups import displaced, reported


async def two_officers(town: Town) -> None:
    await town.person("first", role="duty officer", name="First")
    await town.person("second", role="duty officer", name="Second")
    await town.person("amal", role="admin", name="Amal")
    await town.person("ninewa", governorates=["IQ-NI"], name="Ninewa")


async def states(town: Town) -> list[tuple[str, int | None]]:
    rows = await town.rows("SELECT state, signed_by FROM shifts ORDER BY id")
    return [(row["state"], row["signed_by"]) for row in rows]


async def test_a_shift_is_handed_over_and_signed(town: Town) -> None:
    await two_officers(town)
    await town.say("first", "/shift")
    assert town.last("first").text == (
        "🕘 Nobody is on duty yet. Whoever is on duty is paged first, and hands over in writing."
    )
    await town.press("first", "I am on duty now")
    assert town.last("first").text == (
        "🕘 You are on duty since Sun 22 Nov 2026, 09:00.\n\n"
        "Nothing is open, nothing waits, nobody is silent.\n\n"
        "As of Sun 22 Nov 2026, 09:00"
    )
    await reported(town, "ninewa", displaced("IQ-NI", 120))
    await town.press("first", "Add a line")
    await town.say("first", "The bridge at <Qayyarah> opens at ten")
    await town.press("first", "Hand over")
    note = (
        "From the officer\n• The bridge at <Qayyarah> opens at ten\n\n"
        "Open and waiting\n1 update to be confirmed\n\n"
        "As of Sun 22 Nov 2026, 09:00"
    )
    assert town.last("first").text == (
        "The note went to 2 officers.\n\n"
        "🕘 You are on duty since Sun 22 Nov 2026, 09:00.\nHanded over at 09:00, not signed yet.\n\n" + note
    )
    offered = (
        "🕘 First hands over the shift.\nWho signs is on duty from then on and is paged first.\n\n" + note
    )
    assert (town.last("second").text, town.last("amal").text) == (offered, offered)

    await town.clock_to(MORNING + timedelta(minutes=5))
    await reported(town, "ninewa", displaced("IQ-NI", 7))
    await town.press("second", "I sign and take over")
    # What was handed over stays as it was written.
    assert town.last("second").text == (
        "🕘 Shift of First, from Sun 22 Nov 2026, 09:00 to Sun 22 Nov 2026, 09:05.\n"
        "Signed by Second.\n\n" + note
    )
    assert town.last("first").text == "✅ Second has signed your hand-over and is on duty now."
    callback = await town.press("amal", "I sign and take over")
    assert town.toast(callback) == "Second has signed it already."
    assert [state for state, _ in await states(town)] == ["signed", "open"]

    await town.say("amal", "/shift")
    assert town.last("amal").text.startswith("🕘 Second is on duty since Sun 22 Nov 2026, 09:05.")
    await town.press("amal", "Earlier shifts")
    await town.press("amal", "^First")
    assert town.last("amal").text == town.last("second").text


async def test_an_unsigned_hand_over_is_reminded_of(town: Town) -> None:
    await two_officers(town)
    await town.say("first", "/shift")
    await town.press("first", "I am on duty now")
    await town.press("first", "Hand over")
    reminder = "⏰ The hand-over of First is not signed yet. It was written at 09:00."
    await town.clock_to(MORNING + timedelta(minutes=16))
    assert (town.texts("second").count(reminder), town.texts("amal").count(reminder)) == (1, 0)
    await town.clock_to(MORNING + timedelta(hours=5))
    assert (town.texts("second").count(reminder), town.texts("amal").count(reminder)) == (4, 2)
    await town.press("first", "I stay on duty")
    assert [state for state, _ in await states(town)] == ["open"]
    callback = await town.press("second", "I sign and take over")
    assert town.toast(callback) == "This button is no longer in use. Nothing was changed."
    assert [state for state, _ in await states(town)] == ["open"]


async def test_taken_over_without_a_hand_over(town: Town) -> None:
    await two_officers(town)
    await town.say("first", "/shift")
    await town.press("first", "I am on duty now")
    await town.say("amal", "/shift")
    await town.press("amal", "Take over without")
    assert "It was taken over without a hand-over." in town.last("amal").text
    assert town.last("first").text == (
        "🕘 Amal has taken over the shift without a hand-over and is on duty now."
    )
    actions = [row["action"] for row in await town.rows("SELECT action FROM audit ORDER BY id")]
    assert [action for action in actions if action.startswith("shift")] == ["shift begun", "shift signed"]
