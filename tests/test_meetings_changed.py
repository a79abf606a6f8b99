"""A saved meeting is edited, its groups change, and the silent are called again."""

from __future__ import annotations

from meeting_town import AGENDA, CARD, COUNTS, FIRST, OLD_BUTTON, at, people, planned
from tests.conftest import Town


async def test_a_meeting_is_edited_and_posted_once_as_a_change(town: Town) -> None:
    await people(town)
    await planned(town)
    before = len(town.texts("team"))
    await town.press("duty", "^To the meeting$")
    await town.press("duty", "^Edit title, place, agenda, groups$")
    await town.press("duty", "^Place or link$")
    await town.say("duty", "Room 7")
    assert town.last("duty").text.endswith("Now:\nPlace or link: Room 7")
    await town.press("duty", "^Change and announce$")
    changed = town.last("team").text
    assert changed.startswith("🗓 Meeting changed\n")
    assert "\nPlace: Room 7\n" in changed
    assert len(town.texts("team")) == before + 1
    [row] = await town.rows("SELECT place, sequence, version FROM meetings")
    assert row == {"place": "Room 7", "sequence": 1, "version": 2}


async def test_groups_of_a_meeting_change_and_only_they_hear_of_it(town: Town) -> None:
    await people(town)
    await town.group("north", ["duty", "layla"], "both", summary_at="")
    await town.group("south", ["duty", "ali"], "ar", summary_at="")
    await planned(town)
    await town.press("duty", "^To the meeting$")
    await town.press("duty", "^Edit title, place, agenda, groups$")
    await town.press("duty", "^Groups$")
    await town.say("duty", "north")
    await town.press("duty", "^Done$")
    assert town.last("duty").text.startswith("Please press one of the buttons.\n\n🗓 Coordination meeting\n")
    await town.press("duty", "^✓ team$")
    await town.press("duty", "^Done$")
    assert town.last("duty").text.startswith("This cannot stay empty.")
    await town.press("duty", "^north$")
    await town.press("duty", "^south$")
    await town.press("duty", "^Done$")
    preview = town.last("duty")
    assert preview.text.split("\n\n")[1] == (
        "Get the invitation: north and south\nAre told that it is no longer for them: team"
    )
    await town.press("duty", "^Change and announce$")
    assert town.texts("team") == [
        CARD.format(head="🗓 New meeting", day=FIRST) + AGENDA + COUNTS.format(0, 0, 0),
        "🗓 This meeting is no longer for this group\nCoordination meeting\nEvery week on Tuesday",
    ]
    assert [seen.buttons for seen in town.messages("team")] == [(), ()]
    assert [text.split("\n")[0] for text in town.texts("south") + town.texts("north")] == [
        "🗓 اجتماع جديد"
    ] * 2
    again = town.sim.press_button(town.stage.people["duty"], preview.raw, "meet.edited 2 7")
    await town.stage.settle()
    assert town.toast(again) == OLD_BUTTON
    [row] = await town.rows("SELECT groups, sequence FROM meetings")
    assert row == {"groups": "2 3", "sequence": 1}
    await town.clock_to(at(24, 9, 30))
    assert [len(town.texts(group)) for group in ("team", "north", "south")] == [2, 3, 3]


async def test_the_silent_are_called_again_when_it_was_chosen_or_never(town: Town) -> None:
    await people(town)
    await town.say("duty", "/emergency")
    await town.say("duty", "Hall 2")
    assert "\nWho does not answer is called again after 10 minutes.\n" in town.last("duty").text
    await town.press("duty", "^Repeating the call$")
    assert list(town.last("duty").buttons) == [
        ("5 minutes", "10 minutes", "20 minutes"),
        ("Never",),
        ("Cancel",),
    ]
    await town.press("duty", "^5 minutes$")
    assert "\nWho does not answer is called again after 5 minutes.\n" in town.last("duty").text
    await town.press("duty", "^Call now$")
    await town.clock_to(at(22, 9, 5))
    assert len(town.texts("ali")) == 2
    await town.clock_to(at(22, 9, 10))
    assert (len(town.texts("ali")), town.last("duty").text.split("\n")[0]) == (
        2,
        "🚨 Emergency meeting: these have not answered",
    )
    await town.say("duty", "/emergency")
    await town.say("duty", "Hall 3")
    await town.press("duty", "^Repeating the call$")
    await town.press("duty", "^Never$")
    assert "\nWho does not answer is not called again.\n" in town.last("duty").text
    await town.press("duty", "^Call now$")
    await town.clock_to(at(22, 9, 25))
    assert len(town.texts("ali")) == 3
    assert town.last("duty").text.startswith(
        "🚨 Emergency meeting: these have not answered\nSeen by 0 of 2\n"
    )
