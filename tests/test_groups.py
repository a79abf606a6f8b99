"""Groups: admitted by an admin, set up with /settings, followed when they move, and /today in them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from telegram import ChatMemberRestricted

from coordination.forms import form as forms
from coordination.people import register
from coordination.reports import store
from coordination.reports.fact import Fact, Kind
from tests.conftest import Town

BAGHDAD = ZoneInfo("Asia/Baghdad")
EVENING = datetime(2026, 11, 22, 18, 0, 30, tzinfo=BAGHDAD)

HELLO = """\
Hello. I am the bot of the coordination centre.
Every day at 18:00, Baghdad time, I post a summary of the status updates here.
/today shows the figures of the last 24 hours.
Focal points: #update in a message, or a reply to me, sends it to me as a status update.
Admins and duty officers: /settings sets the hour, the language and what is posted."""


async def two_admins(town: Town) -> None:
    await town.person("first", role="admin", name="First Admin")
    await town.person("second", role="admin", name="Second Admin")


async def reported(town: Town, who: str, *facts: Fact) -> list[str]:
    """Save facts as this person; returns the references."""
    now = town.clock.now()
    async with town.database.transaction() as tx:
        person = await register.meet(tx, town.stage.people[who].id, "", now)
        form = await forms.start(tx, person.id, person.telegram_id, "status", "card", {}, now)
        saved = await store.save(tx, [store.Told(fact) for fact in facts], person, now, form=form.id)
        await forms.close(tx, form, "saved", now)
    return [report.reference for report in saved]


def displaced(governorate: str, families: int) -> Fact:
    return Fact(Kind.DISPLACEMENT, governorate, households=families, day=date(2026, 11, 22))


async def states(town: Town) -> list[str]:
    return [row["state"] for row in await town.rows("SELECT state FROM groups ORDER BY id")]


async def test_an_admin_admits_a_group(town: Town) -> None:
    await two_admins(town)
    partner = await town.person("partner", role="partner", name="P <b>")
    await town.group("team", ["partner", "first"], title="Team <1>", approved=False)
    card = f"""\
👥 I was added to a group
Group: Team <1>
Kind: supergroup
Added by: P <b>, partner, registered
Name in Telegram: P <b>
Telegram id: {partner.id}
Until you approve it I write nothing there and read nothing."""
    assert (town.last("first").text, town.last("second").text) == (card, card)
    await town.say("first", "/today", group="team")
    assert (town.texts("team"), await states(town)) == ([], ["waiting"])

    await town.press("first", "Approve")
    assert town.last("first").text == "In which language shall I write in Team <1>?"
    assert town.last("first").buttons == (("العربية", "English", "Both"), ("Refuse",))
    assert await states(town) == ["waiting"]
    await town.press("second", "Approve")
    await town.press("first", "English")
    assert town.texts("team") == [HELLO]
    assert town.last("first").text == (
        "✅ Team <1> is approved.\n"
        "Its summary comes every day at 18:00.\n"
        "The hour, subjects and governorates are set with /settings, in the group or here."
    )
    await town.press("second", "Refuse")
    assert town.last("second").text == "Team <1> was already approved by First Admin."
    assert town.last("second").buttons == ()
    assert (town.texts("team"), await states(town)) == ([HELLO], ["approved"])


async def test_a_refused_group_is_left_and_may_ask_again(town: Town) -> None:
    await two_admins(town)
    await town.stranger("sara", "en")
    group = await town.group("odd", ["sara"], approved=False)
    await town.press("first", "Refuse")
    assert town.last("first").text == "odd is refused. I am leaving the group."
    assert (group.bots[town.sim.bot.id], await states(town)) == ("left", ["refused"])
    assert [len(town.texts(admin)) for admin in ("first", "second")] == [1, 1]

    await town.clock_to(town.clock.now() + timedelta(hours=1))
    await town.do(town.sim.add_bot_to_group, group, by=town.stage.people["sara"])
    assert await states(town) == ["waiting"]
    # The first card belongs to the first request; it becomes one of the second.
    old = town.messages("second")[0].raw
    callback = await town.do(
        town.sim.press_button,
        town.stage.people["second"],
        old,
        old["reply_markup"]["inline_keyboard"][0][0]["callback_data"],
    )
    assert town.toast(callback) == "This request has changed. Please look at it again."
    assert town.messages("second")[0].text == town.last("second").text
    assert town.messages("second")[0].raw["reply_markup"] == town.last("second").raw["reply_markup"]
    await town.press("second", "Approve")
    await town.press("second", "Both")
    assert await states(town) == ["approved"]
    assert HELLO in town.last("odd").text


async def test_taken_out_of_a_group(town: Town) -> None:
    await two_admins(town)
    await town.person("partner", role="partner", name="Partner")
    group = await town.group("team", ["partner"])
    await town.do(town.sim.promote_bot, group, by=town.stage.people["partner"])
    assert (await states(town), town.texts("first")) == (["approved"], [])
    await town.do(town.sim.kick_bot, group, by=town.stage.people["partner"])
    assert await states(town) == ["left"]
    assert town.texts("first") == [
        "👥 I was removed from the group team by Partner.\n"
        "Nothing more is posted there. When I am added again, you are asked again."
    ]
    await town.clock_to(EVENING)
    assert town.texts("team") == []
    await town.do(town.sim.add_bot_to_group, group, by=town.stage.people["partner"])
    assert await states(town) == ["waiting"]


async def test_settings_in_the_group(town: Town) -> None:
    await town.person("duty", role="duty officer")
    await town.person("partner", role="partner")
    await town.group("team", ["duty", "partner"])
    await town.say("partner", "/settings", group="team")
    assert town.texts("team") == [
        "This is not open to you here. In a private chat with me, /help shows what is."
    ]

    await town.say("duty", "/settings", group="team")
    card = """\
⚙️ Settings of team
Language: English
Digits: 123
Daily summary: 18:00, Baghdad time
Subjects: all
Governorates: all"""
    assert town.last("team").text == card
    await town.press("partner", "Hour", group="team")
    assert town.last("team").text == card
    for label in ("Hour", "^20:00", "Subjects", "Displacement", "Return", "Displacement"):
        await town.press("duty", label, group="team")
    callback = await town.press("duty", "✓ Return", group="team")
    assert town.toast(callback) == "One has to stay. For everything press “All”."
    for label in ("Back", "Governorates", "Ninewa", "Erbil", "Back", "Digits", "١٢٣", "Done"):
        await town.press("duty", label, group="team")
    assert (
        town.last("team").text
        == """\
⚙️ Settings of team
Language: English
Digits: ١٢٣
Daily summary: ٢٠:٠٠, Baghdad time
Subjects: returns
Governorates: Ninewa and Erbil"""
    )
    assert town.last("team").buttons == ()
    assert len(town.texts("team")) == 2


async def test_settings_of_a_group_in_both_languages(town: Town) -> None:
    await town.person("duty", role="duty officer")
    await town.group("team", ["duty"], language="both")
    await town.say("duty", "/settings", group="team")
    arabic, english = town.last("team").text.split("\n\n")
    assert arabic.startswith("⚙️ إعدادات المجموعة team\n") and english.startswith(
        "⚙️ Settings of team\nLanguage: Both\n"
    )
    await town.press("duty", "Governorates", group="team")
    await town.press("duty", "نينوى · Ninewa", group="team")
    await town.press("duty", "Back", group="team")
    assert "المحافظات: نينوى" in town.last("team").text and "Governorates: Ninewa" in town.last("team").text
    await town.press("duty", "Language", group="team")
    await town.press("duty", "English", group="team")
    assert town.last("team").text.startswith("⚙️ Settings of team\nLanguage: English\n")


async def test_settings_from_private_and_old_buttons(town: Town) -> None:
    await town.person("duty", role="duty officer")
    await town.group("team", ["duty"])
    await town.say("duty", "/settings")
    await town.press("duty", "team")
    old = town.last("duty").raw
    await town.press("duty", "Language")
    await town.press("duty", "العربية")
    assert town.last("duty").text.splitlines()[1] == "Language: العربية"
    button = old["reply_markup"]["inline_keyboard"][1][0]
    callback = await town.do(town.sim.press_button, town.stage.people["duty"], old, button["callback_data"])
    assert town.toast(callback) == "This button is no longer in use. Nothing was changed."
    assert town.last("duty").text.splitlines()[1] == "Language: العربية"


async def test_the_summary_goes_to_the_topic_of_the_settings(town: Town) -> None:
    await town.person("duty", role="duty officer")
    group = await town.group("forum", ["duty"], forum=True)
    topic = town.sim.add_topic(group, "Daily")
    await town.say("duty", "/settings", group="forum", topic=topic)
    await town.press("duty", "in this topic", group="forum")
    assert town.last("forum").text.splitlines()[-1] == "Topic of the summary: this one"
    await town.clock_to(EVENING)
    summary = town.last("forum")
    assert summary.text.splitlines()[0] == "📋 Daily summary, Sun 22 Nov 2026, 18:00"
    assert summary.raw["message_thread_id"] == topic


async def test_a_group_becomes_a_supergroup(town: Town) -> None:
    await two_admins(town)
    first = town.stage.people["first"]
    old = town.stage.groups["small"] = town.sim.add_group("small", [first], kind="group")
    await town.do(town.sim.add_bot_to_group, old, by=first)
    assert "Kind: ordinary group" in town.last("first").text
    await town.press("first", "Approve")
    await town.press("first", "English")
    town.stage.groups["large"] = await town.do(town.sim.migrate, old)
    assert (await states(town), len(town.texts("second"))) == (["approved"], 1)
    await town.clock_to(EVENING)
    assert [text.splitlines()[0] for text in town.texts("large") if text] == [
        "📋 Daily summary, Sun 22 Nov 2026, 18:00"
    ]


async def test_blocking_and_coming_back(town: Town) -> None:
    focal = await town.person("ninewa", governorates=["IQ-NI"])
    await town.do(town.sim.block_bot, focal)
    assert await town.rows("SELECT reachable FROM people") == [{"reachable": 0}]
    await town.do(town.sim.unblock_bot, focal)
    assert await town.rows("SELECT reachable FROM people") == [{"reachable": 1}]


async def test_today_shows_each_their_own(town: Town) -> None:
    await town.person("ninewa", governorates=["IQ-NI"])
    await town.person("anbar", role="deputy", governorates=["IQ-AN"])
    await town.person("ministry")
    await town.person("audit", role="auditor")
    await town.person("partner", role="partner")
    await town.stranger("sara")
    [here] = await reported(town, "ninewa", displaced("IQ-NI", 120))
    await reported(town, "anbar", displaced("IQ-AN", 777))
    await town.clock_to(town.clock.now() + timedelta(minutes=1))

    own = f"""\
📋 The last 24 hours, as of Sun 22 Nov 2026, 09:01
Governorates: Ninewa
Source: 1 update from 1 person, saved since Sat 21 Nov 2026, 09:01.

New displacement
120 families; no figure for the day before
number of individuals not reported
• Ninewa: 120 families {here}

No update about: returns, incidents, needs, access and situation.

What we do not know
• Not confirmed yet: 1 of 1 updates
• Told by one person only: 1 of 1 updates with news
Heard from the one expected reporter that has a focal point."""
    for command in ("/today", "/today Ninewa", "/today نينوى"):
        await town.say("ninewa", command)
        assert town.last("ninewa").text == own
    await town.say("ninewa", "/today الموصل")
    assert town.last("ninewa").text.splitlines()[1:3] == [
        "Place: Mosul, Ninewa",
        "Only updates that name this place or one in it.",
    ]
    assert "120" not in town.last("ninewa").text
    answers = {
        "/today Anbar": "Anbar is not yours to see. You can see: Ninewa.",
        "/today Atlantis": "I do not know “Atlantis”. Name a governorate, for example: /today Anbar",
    }
    for command, answer in answers.items():
        await town.say("ninewa", command)
        assert town.last("ninewa").text == answer
    await town.say("ministry", "/today")
    assert town.last("ministry").text == (
        "No governorate is assigned to you, so there are no figures for you here. See /me."
    )
    await town.say("audit", "/today")
    assert "897 families" in town.last("audit").text
    assert "\nNo focal point yet: Baghdad, Kirkuk, Salah al-Din," in town.last("audit").text
    await town.say("audit", "/today Anbar")
    assert "777 families" in town.last("audit").text and "Ninewa" not in town.last("audit").text
    for outsider in ("partner", "sara"):
        await town.say(outsider, "/today")
        assert not any("120" in text or "777" in text for text in town.texts(outsider))
    assert town.last("partner").text == "This is not open to you. What you can do here: /help"


async def test_today_in_a_group_is_the_groups_view(town: Town) -> None:
    await town.person("ninewa", governorates=["IQ-NI"])
    await town.person("duty", role="duty officer")
    await town.person("partner", role="partner")
    await town.stranger("sara")
    await town.group("team", ["duty", "partner", "sara"])
    await town.say("duty", "/settings", group="team")
    for label in ("Governorates", "Anbar", "Back", "Subjects", "Displacement"):
        await town.press("duty", label, group="team")
    await reported(town, "ninewa", displaced("IQ-NI", 120))
    await reported(
        town,
        "duty",
        displaced("IQ-AN", 777),
        Fact(Kind.RETURN, "IQ-AN", households=55, day=date(2026, 11, 22)),
    )
    await town.clock_to(town.clock.now() + timedelta(minutes=1))
    await town.say("partner", "/today", group="team")
    shown = town.last("team")
    assert "777 families" in shown.text and "120" not in shown.text and "55" not in shown.text
    assert shown.text.endswith("\n1 of 1 expected reporters has no focal point yet.")
    assert shown.raw["reply_to_message"]["from"]["id"] == town.stage.people["partner"].id
    await town.say("duty", "/today Ninewa", group="team")
    assert town.last("team").text == "This group does not cover Ninewa. It covers: Anbar."
    await town.say("sara", "/today", group="team")
    assert "777" not in town.last("team").text
    await town.clock_to(EVENING)
    assert "777 families" in town.last("team").text and "120" not in town.last("team").text


async def test_admins_hear_that_the_right_to_write_was_taken_away(town: Town) -> None:
    await two_admins(town)
    await town.person("ali", name="Ali")
    group = await town.group("coordination", ["ali"], title="Coordination")
    bot, ali = town.sim.bot, town.stage.people["ali"].user()
    rights = dict.fromkeys(
        [name for name in ChatMemberRestricted.__slots__ if name.startswith("can_")], False
    )
    restricted = {"user": bot.user(), "status": "restricted", "is_member": True, "until_date": 0, **rights}
    event = {"chat": group.header(), "from": ali, "date": int(town.clock.now().timestamp())}
    event |= {"old_chat_member": {"user": bot.user(), "status": "member"}, "new_chat_member": restricted}
    await town.do(bot.updates.add, "my_chat_member", event, town.clock.now())
    assert town.last("second").text == (
        "👥 In the group Coordination, Ali took my right to write away.\n"
        "Summaries and alerts do not reach it until an admin of the group gives it back."
    )
    assert await states(town) == ["approved"]
