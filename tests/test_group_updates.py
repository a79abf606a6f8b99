"""Updates told in groups: a reaction there, the card in private, nothing else in the group."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.play.player import play
from bot.play.script import read
from tests.conftest import MORNING
from tests.test_status import CARD, ONE_LINE, PICTURE

if TYPE_CHECKING:
    from tests.conftest import Town

TAGGED = f"#update {ONE_LINE}"
FROM = "From your message in team:"
TAKEN = f"{FROM}\n\n{CARD.replace(ONE_LINE, TAGGED)}"


@pytest.fixture
async def team(town: Town) -> Town:
    await town.person("ninewa", "en", governorates=["IQ-NI"], name="Ali", organisation="Ninewa office")
    await town.person("basra", "ar", governorates=["IQ-BA"], name="سعد", organisation="محافظة البصرة")
    await town.person("partner", "en", role="partner")
    await town.stranger("sara", "en")
    await town.group("team", ["ninewa", "basra", "partner", "sara"])
    return town


def reactions(town: Town, message: dict[str, Any]) -> list[str]:
    """What the bot's reaction on a message of the group was, one after the other; "" where it was taken back."""
    return [
        "".join(reaction["emoji"] for reaction in call.params["reaction"])
        for call in town.sim.ledger
        if call.method == "setMessageReaction"
        and call.params["message_id"] == message["message_id"]
        and call.ok
    ]


async def test_a_tagged_message_is_read_back_in_private_and_seen_in_the_group(team: Town) -> None:
    said = await team.say("ninewa", TAGGED, group="team")
    assert team.texts("ninewa") == [TAKEN]
    assert reactions(team, said) == ["👀"]
    await team.press("ninewa", "Save")
    assert reactions(team, said) == ["👀", "👍"]
    assert team.texts("team") == []
    (row,) = await team.rows("SELECT households, original_text, message FROM reports")
    assert row == {"households": 120, "original_text": TAGGED, "message": -1}


@pytest.mark.parametrize(
    "text",
    [
        "#تحديث نزوح ١٢٠ عائلة من الموصل إلى ديبكة",
        "نزوح ١٢٠ عائلة من الموصل إلى ديبكة #تحديث_الموقف",
        "#UPDATE نزوح ١٢٠ عائلة من الموصل إلى ديبكة",
    ],
)
async def test_the_hashtag_in_arabic_and_at_any_place(team: Town, text: str) -> None:
    said = await team.say("basra", text, group="team")
    assert team.last("basra").text == (
        "من رسالتكم في team:\n\n📝 هل هذا صحيح؟ لم يُحفظ بعد.\n\n"
        "نزوح\n120 عائلة\nعدد الأفراد: لم يُذكر\nالمكان: ديبكة، أربيل\nمن: الموصل، نينوى\n"
        f"التاريخ: الأحد 22 تشرين الثاني 2026\n\nنص رسالتكم: {text}"
    )
    assert reactions(team, said) == ["👀"]


async def test_other_words_and_other_hashtags_leave_no_trace(team: Town) -> None:
    for text in (ONE_LINE, f"#updates {ONE_LINE}", f"#تحديثات {ONE_LINE}", "good morning"):
        await team.say("ninewa", text, group="team")
    await team.do(team.sim.send_photo, team.stage.people["ninewa"], PICTURE, chat=team.stage.groups["team"])
    assert team.texts("ninewa") == team.texts("team") == []
    assert await team.rows("SELECT * FROM group_messages") == await team.rows("SELECT * FROM forms") == []


async def test_a_reply_to_the_bot_is_an_update_when_it_tells_something(team: Town) -> None:
    await team.say("ninewa", "/today", group="team")
    post = team.last("team").raw
    said = await team.say("ninewa", ONE_LINE, group="team", reply_to=post)
    assert team.texts("ninewa") == [f"{FROM}\n\n{CARD}"]
    assert reactions(team, said) == ["👀"]
    await team.press("ninewa", "Save")
    for who, chatter in (("ninewa", "thanks"), ("partner", ONE_LINE), ("sara", ONE_LINE)):
        said = await team.say(who, chatter, group="team", reply_to=post)
        assert reactions(team, said) == []
    assert len(team.texts("team")) == 1
    assert team.texts("partner") == []


async def test_a_cancelled_update_loses_its_reaction(team: Town) -> None:
    said = await team.say("ninewa", TAGGED, group="team")
    await team.press("ninewa", "Cancel")
    assert reactions(team, said) == ["👀", ""]


async def test_it_is_added_to_the_open_update_and_never_answers_its_question(team: Town) -> None:
    await team.say("ninewa", "/update")
    for button in ("Displacement", "Ninewa", "Whole governorate"):
        await team.press("ninewa", button)
    assert "How many families?" in team.last("ninewa").text
    said = await team.say("ninewa", "#update 50 families returned to Sinjar", group="team")
    assert team.last("ninewa").text == (
        f"{FROM}\nAdded to this update:\nReturn · 50 families · Sinjar, Ninewa · 22 Nov\n\n"
        "Displacement · Ninewa\n\nHow many families? Type the number."
    )
    for answer in ("30", "Skip", "Skip", "Skip", "Today", "Continue", "^Save$"):
        await (team.say("ninewa", answer) if answer == "30" else team.press("ninewa", answer))
    assert await team.rows("SELECT kind, households FROM reports ORDER BY id") == [
        {"kind": "displacement", "households": 30},
        {"kind": "return", "households": 50},
    ]
    assert reactions(team, said) == ["👀", "👍"]


async def test_it_waits_while_a_correction_is_open(team: Town) -> None:
    await team.say("ninewa", ONE_LINE)
    await team.press("ninewa", "Save")
    await team.say("ninewa", "AR-261122-001-F 130 families")
    said = await team.say("ninewa", "#update 50 families returned to Sinjar", group="team")
    kept = team.last("ninewa")
    assert kept.text == (
        "📥 Your message in team is kept, but not read yet.\n\n"
        "Please finish or cancel what is open here first. Then press the button."
    )
    assert kept.buttons == (("Read it now",),)
    early = await team.press("ninewa", "Read it now")
    assert team.toast(early) == "Please finish or cancel what is open here first."
    await team.say("ninewa", "/cancel")
    assert team.last("ninewa").text == "📥 Your message in team is waiting."
    taken = await team.press("ninewa", "Read it now")
    assert team.last("ninewa").text.startswith(
        f"{FROM}\n\n📝 Is this right? It is not saved yet.\n\nReturn\n50 families\n"
    )
    assert "📥 Your message in team was read." in team.texts("ninewa")
    again = team.sim.press_button(team.stage.people["ninewa"], taken["message"], taken["data"])
    await team.stage.settle()
    assert team.toast(again) == "This button is no longer in use. Nothing was changed."
    await team.press("ninewa", "Save")
    assert reactions(team, said) == ["👀", "👍"]


async def test_an_edit_leads_to_the_same_as_in_private(team: Town) -> None:
    # The private chat counts its own messages: numbers may be the same as in the group.
    await team.say("ninewa", "hello")
    said = await team.say("ninewa", TAGGED, group="team")
    edited = TAGGED.replace("120", "130")
    await team.do(team.sim.edit, team.stage.people["ninewa"], said, edited)
    new = CARD.replace(ONE_LINE, edited).replace("120 families\n", "130 families\n")
    assert team.last("ninewa").text == f"You edited your message; this is what I read now:\n\n{new}"
    await team.press("ninewa", "Save")
    again = TAGGED.replace("120", "140")
    await team.do(team.sim.edit, team.stage.people["ninewa"], said, again)
    assert team.last("ninewa").text == (
        "You edited the message of AR-261122-001-F, which is saved. This would correct it:\n\n"
        "✏️ Correction of AR-261122-001-F. It is not saved yet.\n\n"
        f"• Families: 130 families → 140 families\n• Words: “{edited}” → “{again}”\n\n"
        "After it: Displacement · 140 families · Debaga, Erbil · from Mosul, Ninewa · 22 Nov"
    )
    assert team.texts("team") == []


async def test_photos_of_an_album_and_replies_to_it_belong_to_the_update(team: Town) -> None:
    who, chat = team.stage.people["ninewa"], team.stage.groups["team"]
    first = await team.do(team.sim.send_photo, who, PICTURE, caption=TAGGED, chat=chat, media_group_id="7")
    await team.do(team.sim.send_photo, who, PICTURE, chat=chat, media_group_id="7")
    await team.do(team.sim.send_document, who, b"list", name="list.pdf", chat=chat, reply_to=first)
    assert team.last("ninewa").text == (
        f"{FROM}\nDocument added to the update.\n\n{CARD.replace(ONE_LINE, TAGGED)}\n\n"
        "Attached: 1 document and 1 album"
    )
    await team.press("ninewa", "Save")
    assert await team.rows("SELECT kind FROM attachments ORDER BY id") == [
        {"kind": "photo"},
        {"kind": "photo"},
        {"kind": "document"},
    ]
    assert reactions(team, first) == ["👀", "👍"]


async def test_photos_before_the_words_of_their_album_belong_to_it(team: Town) -> None:
    who, chat = team.stage.people["ninewa"], team.stage.groups["team"]
    await team.do(team.sim.send_photo, who, PICTURE, chat=chat, media_group_id="6")
    await team.do(team.sim.send_photo, who, PICTURE, chat=chat, media_group_id="7")
    await team.do(team.sim.send_photo, who, PICTURE, chat=chat, media_group_id="7")
    assert team.texts("ninewa") == []
    await team.do(team.sim.send_photo, who, PICTURE, caption=TAGGED, chat=chat, media_group_id="7")
    await team.press("ninewa", "Save")
    assert await team.rows("SELECT kind, album FROM attachments") == [{"kind": "photo", "album": "7"}] * 3
    assert await team.rows("SELECT album FROM album_parts") == [{"album": "6"}]
    await team.clock_to(MORNING + timedelta(days=2))
    await team.do(team.sim.send_photo, who, PICTURE, chat=chat, media_group_id="8")
    assert await team.rows("SELECT album FROM album_parts") == [{"album": "8"}]


async def test_a_tagged_message_that_tells_nothing(team: Town) -> None:
    said = await team.say("ninewa", "#update good morning", group="team")
    assert reactions(team, said) == ["🤔"]
    assert team.last("ninewa").text.startswith(
        f"{FROM}\n\nI found no status update in this, and nothing was saved.\n\n"
    )
    assert team.texts("team") == []


async def test_an_edit_can_make_it_an_update(team: Town) -> None:
    said = await team.say("ninewa", "#update good morning", group="team")
    await team.do(team.sim.edit, team.stage.people["ninewa"], said, TAGGED)
    assert team.last("ninewa").text == TAKEN
    assert reactions(team, said) == ["🤔", "👀"]


async def test_who_sends_no_updates_gets_one_line_a_day(team: Town) -> None:
    for who in ("partner", "sara", "partner"):
        said = await team.say(who, TAGGED, group="team")
        assert reactions(team, said) == ["🤔"]
    line = "Updates are taken from registered focal points. Open a chat with me to ask for access."
    assert team.texts("team") == [line, line]
    assert team.last("team").buttons == (("Open a private chat",),)
    await team.clock_to(MORNING + timedelta(days=1))
    await team.say("partner", TAGGED, group="team")
    assert team.texts("team").count(line) == 3
    assert await team.rows("SELECT * FROM group_messages") == []


async def test_a_reporter_who_blocked_the_bot_is_told_once_in_the_group(team: Town) -> None:
    await team.do(team.sim.block_bot, team.stage.people["ninewa"])
    for _ in range(2):
        said = await team.say("ninewa", TAGGED, group="team")
        assert reactions(team, said) == ["🤔"]
    assert team.texts("team") == [
        "I cannot write to you. Open a chat with me, press Start, and send it again."
    ]
    await team.do(team.sim.unblock_bot, team.stage.people["ninewa"])
    said = await team.say("ninewa", TAGGED, group="team")
    assert reactions(team, said) == ["👀"]


async def test_an_anonymous_admin_is_only_looked_at(team: Town) -> None:
    said = await team.do(team.sim.say_as_anonymous_admin, team.stage.groups["team"], TAGGED)
    assert reactions(team, said) == ["🤔"]
    assert team.texts("team") == [TAGGED]  # his own: the apps show it as the group's


async def test_a_refused_reaction_alarms_nobody(team: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    await team.person("chief", "en", role="admin")
    monkeypatch.setattr("simulator.calls.editing.REACTIONS", frozenset())
    await team.say("ninewa", TAGGED, group="team")
    assert team.texts("ninewa") == [TAKEN]
    assert team.texts("chief") == []


async def test_a_group_that_was_left_meanwhile_stops_nothing(team: Town) -> None:
    await team.say("ninewa", TAGGED, group="team")
    await team.do(team.sim.remove_bot_from_group, team.stage.groups["team"], by=team.stage.people["basra"])
    await team.press("ninewa", "Save")
    assert "AR-261122-001-F" in team.last("ninewa").text
    assert await team.rows("SELECT count(*) AS n FROM reports") == [{"n": 1}]


async def test_what_names_a_saved_report_corrects_it(team: Town) -> None:
    first = await team.say("ninewa", TAGGED, group="team")
    await team.press("ninewa", "Save")
    correction = (
        "✏️ Correction of AR-261122-001-F. It is not saved yet.\n\n• Families: 120 families → {n} families\n\n"
        "After it: Displacement · {n} families · Debaga, Erbil · from Mosul, Ninewa · 22 Nov"
    )
    said = await team.say("ninewa", "#update AR-261122-001-F 130 families", group="team")
    assert team.last("ninewa").text.endswith(correction.format(n=130))
    assert reactions(team, said) == ["👀"]
    await team.press("ninewa", "Cancel")
    assert reactions(team, said) == ["👀", ""]
    reply = await team.say("ninewa", "140 families", group="team", reply_to=first)
    assert team.last("ninewa").text.endswith(correction.format(n=140))
    await team.press("ninewa", "Save")
    assert reactions(team, reply) == ["👀", "👍"]
    assert await team.rows("SELECT households FROM reports") == [{"households": 140}]


async def test_a_photo_waits_whole_behind_another_form(team: Town) -> None:
    await team.say("ninewa", ONE_LINE)
    await team.press("ninewa", "Save")
    await team.say("ninewa", "AR-261122-001-F 130 families")
    who, chat = team.stage.people["ninewa"], team.stage.groups["team"]
    said = await team.do(
        team.sim.send_photo, who, PICTURE, caption="#update 50 families returned to Sinjar", chat=chat
    )
    corrected = "#update 60 families returned to Sinjar"
    await team.do(team.sim.edit, who, said, corrected)
    await team.press("ninewa", "^Save$")
    assert team.last("ninewa").text == "📥 Your message in team is waiting."
    await team.press("ninewa", "Read it now")
    assert team.last("ninewa").text == (
        f"{FROM}\n\n📝 Is this right? It is not saved yet.\n\nReturn\n60 families\nIndividuals: not reported\n"
        "Where: Sinjar, Ninewa\nFrom: not reported\nWhen: Sun 22 Nov 2026\n\n"
        f"Your words: {corrected}\n\nAttached: 1 photo"
    )


async def test_a_pin_in_reply_to_the_own_message_belongs_to_it(team: Town) -> None:
    first = await team.say("ninewa", "#update 50 families returned to Sinjar", group="team")
    who, chat = team.stage.people["ninewa"], team.stage.groups["team"]
    await team.do(team.sim.send_location, who, 35.9, 43.85, chat=chat, reply_to=first)
    assert team.last("ninewa").text == (
        f"{FROM}\nLocation added to the update.\n\nReturn · 50 families · Sinjar, Ninewa · 22 Nov\n\n"
        "This point is about 4 km from Debaga camp (Makhmur district, Erbil).\nIs the report about there?"
    )
    await team.press("ninewa", "No, elsewhere")
    await team.press("ninewa", "Save")
    assert await team.rows("SELECT place FROM reports") == [{"place": "IQG15Q07"}]


async def test_everybody_else_s_replies_and_albums_stay_their_own(team: Town) -> None:
    await team.person("erbil", "en", governorates=["IQ-AR"])
    team.sim.join(team.stage.people["erbil"], team.stage.groups["team"])
    first = await team.say("ninewa", TAGGED, group="team")
    chat = team.stage.groups["team"]
    said = await team.do(team.sim.send_photo, team.stage.people["erbil"], PICTURE, chat=chat, reply_to=first)
    assert reactions(team, said) == []
    assert team.texts("erbil") == []


async def test_a_morning_in_the_group_is_played_in_both_languages() -> None:
    path = Path(__file__).parent / "scripts" / "group_update.jsonl"
    assert await play(read(path), path.parent, lambda _line: None) == 21
