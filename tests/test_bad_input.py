"""What people send in the worst of times: each gets a clear sentence in their language, or is passed over by design."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import structlog.testing

from bot.intake import keep
from handlers import table
from tests.conftest import Town

OLD = "This button is no longer in use. Nothing was changed."
NOT_UNDERSTOOD = ("❔ I have no confirmed answer", "❔ Did you mean", "Please write your question in words.")
UNREADABLE = "I read text, photos, documents and locations. Please write it, or see /help"
KEPT = "Your update is kept; this is the question:"
ONE_LINE = "120 families displaced from Mosul to Debaga"
PICTURE = b"\x89PNG"
LONG = {"plain": "x" * 4096, "emoji": "😀" * 2048, "markup": "<" * 4096, "ampersands": "&amp;" * 819}
LONG |= {"marks on one letter": "e" + "\u0301" * 4095, "marks alone": "\u0651" * 4096, "Arabic": "ن" * 4096}
LONG |= {"invisible": "x" + "\u200b\u2066\u202e\u200f" * 1000 + "x", "lines": "\n".join("x" * 2048)}


@pytest.fixture
async def town(town: Town) -> AsyncIterator[Town]:
    """The town, in which afterwards nothing has failed: no update, no message, and nothing said is left in the inbox."""
    with structlog.testing.capture_logs() as events:
        yield town
        await town.stage.settle()
    assert [event for event in events if event["log_level"] in ("error", "warning")] == []
    assert await town.rows("SELECT * FROM inbox WHERE state <> 'done' OR payload IS NOT NULL") == []
    assert await town.rows("SELECT * FROM outbox WHERE state <> 'sent'") == []


def arabic(text: str, *typed: str) -> bool:
    """Whether a text is Arabic, but for what people typed and for /commands."""
    for own in typed:
        text = text.replace(own, "")
    text = re.sub(r"/\w+|[A-Z]{2}-\d{6}-\d{3}-\w", "", text)
    return bool(re.search("[\u0621-\u064a]", text)) and not re.search("[A-Za-z]{2,}", text)


async def two(town: Town, role: str = "focal point") -> tuple[str, str]:
    """Two people of a role: one for each language."""
    for language in ("en", "ar"):
        await town.person(language, language, role=role, governorates=["IQ-NI"], name=f"Name-{language}")
    return "en", "ar"


async def to_step(town: Town, who: str, *labels: str) -> None:
    for text in ("/cancel", "/update"):
        await town.say(who, text)
    for label in labels:
        await town.press(who, label)


async def show(town: Town, who: str) -> None:
    """/show the update that was just saved."""
    await town.say(who, "/show " + re.findall(r"[A-Z]{2}-\d{6}-\d{3}-\w", town.last(who).text)[0])


FAMILIES = ("Displacement|نزوح", "Ninewa|نينوى", "Whole|المحافظة كلها")
WHEN = (*FAMILIES, "Skip|تخط", "Skip|تخط", "Skip|تخط", "Skip|تخط")
NOTE = (*WHEN, "Today|اليوم")


# Long and odd texts


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
async def test_the_longest_texts_fit_everywhere(town: Town, text: str) -> None:
    english, arab = await two(town)
    await town.person("duty", "ar", role="duty officer")
    await town.say(english, text)
    assert town.last(english).text.startswith(NOT_UNDERSTOOD)
    for step in ((), FAMILIES[:1], FAMILIES[:2], FAMILIES):
        await to_step(town, english, *step)
        await town.say(english, text)
        assert town.last(english).buttons
    for who in (english, arab):
        await to_step(town, who, *NOTE)
        await town.say(who, text)
        await town.press(who, "^Save|حفظ")
        await show(town, who)
        assert re.search("Note: |ملاحظة: ", town.last(who).text)
    for command in ("/today", "/reports"):
        await town.say("duty", command)


async def test_long_words_and_a_long_note_fit_into_what_is_shown(town: Town) -> None:
    english, _ = await two(town)
    await town.say(english, f"{ONE_LINE} {'😀' * 2020}")
    for label in ("^Change", "Note"):
        await town.press(english, label)
    await town.say(english, "😀" * 2048)
    await town.press(english, "^Save")
    await show(town, english)
    assert "In their words: " + ONE_LINE in town.last(english).text


async def test_names_are_kept_without_what_deceives_the_eye(town: Town) -> None:
    await town.person("amal", "en", role="admin")
    sara = await town.stranger("sara", "en", name="Sara \u202e<b>live\u202c")
    await town.say("sara", "/start")
    await town.press("sara", "English")
    for invisible in ("\u2060\u2060", "...", "😀", "x" * 81):
        await town.say("sara", invisible)
        assert town.last("sara").text.endswith("What is your full name? Please write it.")
    await town.say("sara", "Sa\u200bra\u202e \u2067<i>Haddad\u2069\n&amp;")
    await town.say("sara", "\u202eRelief\u202c & <code>ئاوارە\u200cکان</code>")
    for label in ("Partner", "Send request"):
        await town.press("sara", label)
    (row,) = await town.rows("SELECT name, organisation FROM people WHERE name LIKE 'Sara%'")
    kept = ("Sara <i>Haddad &amp;", "Relief & <code>ئاوارە\u200cکان</code>")
    assert tuple(row.values()) == kept
    shown = f"Name: {kept[0]}\nOrganisation: {kept[1]}\nRole: partner\nName in Telegram: Sara <b>live"
    assert town.last("amal").text.endswith(f"{shown}\nTelegram id: {sara.id}")


async def test_titles_and_places_are_shown_as_text(town: Town) -> None:
    english, _ = await two(town)
    await town.person("amal", "ar", role="admin")
    await town.group("team", [english], title="<b>\u202eTeam</b> & \u200b<a href='x'>", approved=False)
    assert "<b>Team</b> & <a href='x'>" in town.last("amal").text
    await to_step(town, english, *FAMILIES[:2])
    await town.say(english, "\u202eXy\u200bzzy</b> \u2066& <i>")
    await town.press(english, "Keep it")
    assert town.last(english).text.startswith("Displacement · Xyzzy</b> & <i>, Ninewa\n")
    await town.say(english, "/today <b>\u202e&amp;")
    assert town.last(english).text.startswith("I do not know “<b>&amp;”.")


async def test_files_keep_their_names_and_captions(town: Town) -> None:
    english, _ = await two(town)
    who = town.stage.people[english]
    await town.say(english, ONE_LINE)
    await town.do(town.sim.send_document, who, b"x", name="<b>\u202efdp.exe", caption="<i>list</b> &amp;")
    await town.do(town.sim.send_photo, who, PICTURE, caption="<" * 1024)
    await town.press(english, "^Save")
    await show(town, english)
    _, document, photo = town.messages(english)[-3:]
    assert (document.text, photo.text) == ("<i>list</b> &amp;", "<" * 1024)


# Numbers, days, places

NEGATIVE = "A number cannot be less than zero. For example: 120"
FRACTION = "Please give a whole number. For example: 120"
NO_ANSWER = f"I did not understand that as an answer. {KEPT}"
NUMBERS = {
    **dict.fromkeys(("-5", "-٥", "−۵", "- 5"), NEGATIVE),
    **dict.fromkeys(("12.5", "٣٫٥", "۳٫۵", "1/2", "2½"), FRACTION),
    **dict.fromkeys(("many", "كثير", "NaN", "∞", "5 6", "12 or 13 families and 4", "?"), NO_ANSWER),
    "8,000,000": "8,000,000 families? This is unusually many.",
    "٨٬٠٠٠٬٠٠٠": "8,000,000 families? This is unusually many.",
    "۹۹۹۹۹۹۹۹": "99,999,999 families? This is unusually many.",
}


async def test_numbers_that_cannot_be_are_asked_about(town: Town) -> None:
    english, arab = await two(town)
    for who in (english, arab):
        await to_step(town, who, *FAMILIES)
    for text, said in NUMBERS.items():
        for who in (english, arab):
            await town.say(who, text)
        assert said in town.last(english).text, text
        assert arabic(town.last(arab).text), text
        if "unusually" in said:
            for who in (english, arab):
                await town.press(who, "Correct|تصحيح")
    assert await town.rows("SELECT * FROM reports") == []


@pytest.mark.parametrize("digits", ["9" * 20, "٩" * 30, "9" * 4000, f"about {'9' * 25}"])
async def test_numbers_beyond_all_measure_never_get_into_a_figure(town: Town, digits: str) -> None:
    english, arab = await two(town)
    await to_step(town, english, *FAMILIES)
    await town.say(english, digits)
    assert "How many families?" in town.last(english).text
    for text in (f"{digits} {ONE_LINE[4:]}", f"نزوح {digits} عائلة من الموصل إلى ديبكة"):
        await town.say(arab, "/cancel")
        await town.say(arab, text[:4096])
        assert "كم عدد العوائل؟" in town.last(arab).text
        assert arabic(town.last(arab).text, digits[:60], digits, ONE_LINE[4:], "about", "families")
        await town.press(arab, "تخط")
        await town.press(arab, "حفظ")
    assert await town.rows("SELECT DISTINCT households FROM reports") == [{"households": None}]


DAYS = {
    **dict.fromkeys(("30/02", "00/00", "99/99/9999", "29/02/2025", "01/01/0000", "١/١٣"), NO_ANSWER),
    "25/12/3026": "Mon 25 Dec 3026? This day is still to come.",
    "٢٥/١١": "Wed 25 Nov 2026? This day is still to come.",
    "1/1/2020": "Wed 1 Jan 2020? This was 2,517 days ago.",
}


async def test_days_that_cannot_be_are_asked_about(town: Town) -> None:
    english, arab = await two(town)
    for who in (english, arab):
        await to_step(town, who, *WHEN)
    for text, said in DAYS.items():
        for who in (english, arab):
            await town.say(who, text)
        assert said in town.last(english).text, text
        assert arabic(town.last(arab).text), text
        if said is not NO_ANSWER:
            for who in (english, arab):
                await town.press(who, "Correct|تصحيح")


@pytest.mark.parametrize("place", ["Aleppo", "حلب", "دمشق", "Damascus"])
async def test_foreign_places_are_kept_as_written(town: Town, place: str) -> None:
    english, _ = await two(town)
    await to_step(town, english, *FAMILIES, "Skip", "Skip")
    await town.say(english, place)
    assert f"I do not know the place {place}. Type it again, or keep it" in town.last(english).text
    await town.press(english, "Keep it")
    assert town.last(english).text.startswith(f"Displacement · Ninewa · from {place}\n")
    await to_step(town, english, *FAMILIES[:1])
    await town.say(english, place)
    assert town.last(english).text.startswith("I do not know this place. Choose the governorate below.")


# What is no text


async def test_what_cannot_be_read_is_named(town: Town) -> None:
    english, arab = await two(town)
    await town.person("partner", "en", role="partner")
    for who in (english, arab, "partner"):
        await town.do(town.sim.send_sticker, town.stage.people[who])
        await town.do(town.sim.send_poll, town.stage.people[who])
    assert town.texts(english) == town.texts("partner") == [UNREADABLE] * 2
    assert [arabic(text) for text in town.texts(arab)] == [True] * 2
    await town.say(english, ONE_LINE)
    await town.do(town.sim.send_poll, town.stage.people[english])
    assert town.last(english).text.startswith(f"I read text, photos, documents and locations. {KEPT}\n\n📝")


async def test_an_album_of_ten_is_kept_whole_and_its_words_are_read(town: Town) -> None:
    english, _ = await two(town)
    who = town.stage.people[english]
    for number in range(10):
        words = {"caption": ONE_LINE} if number == 4 else {}
        await town.do(town.sim.send_photo, who, PICTURE, media_group_id="9", **words)
    assert len([text for text in town.texts(english) if "keep this" in text]) == 1
    assert "120 families" in town.last(english).text
    assert await town.rows("SELECT count(*) AS n FROM attachments") == [{"n": 10}]


async def test_edits_that_tell_nothing_are_passed_over(town: Town) -> None:
    english, _ = await two(town)
    person = town.stage.people[english]
    command = await town.say(english, "/me")
    await to_step(town, english, *FAMILIES)
    answer = await town.say(english, "120")
    before = town.texts(english)
    for message, text in ((command, "/cancel"), (answer, "130"), (answer, "<b>")):
        await town.do(town.sim.edit, person, message, text)
    assert town.texts(english) == before
    assert "120 families" in before[-1]


async def test_forwarded_posts_and_channels(town: Town) -> None:
    english, _ = await two(town)
    post = await town.do(town.sim.channel_post, ONE_LINE)
    assert await town.rows("SELECT * FROM outbox WHERE method = 'sendMessage'") == []
    await town.do(town.sim.forward, town.stage.people[english], post)
    assert f"Your words: [forwarded] {ONE_LINE}" in town.last(english).text


async def test_who_has_no_name_in_a_group_is_nobody(town: Town) -> None:
    await two(town)
    group = await town.group("team", ["ar"], language="ar")
    await town.do(town.sim.say_as_anonymous_admin, group, "/settings")
    await town.do(town.sim.say_as_anonymous_admin, group, "hello")
    answers = [seen.text for seen in town.messages("team") if seen.raw["from"]["id"] == town.sim.bot.id]
    assert [arabic(answer) for answer in answers] == [True]
    before = town.texts("team")
    automatic: dict[str, Any] = {"message_id": 77, "date": 1, "is_automatic_forward": True, "text": "/today"}
    automatic["chat"] = {"id": group.id, "type": "supergroup", "title": "team"}
    automatic["from"] = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    automatic["sender_chat"] = {"id": -1003, "type": "channel", "title": "News"}
    async with town.database.transaction() as tx:
        await keep(tx, [{"update_id": 1, "message": automatic}], town.clock.now())
    town.app.wake()
    await town.stage.settle()
    assert town.texts("team") == before
    assert len(await town.rows("SELECT * FROM people")) == 2


NAMES = ("Name-ar", "Name-en", "Language and digits", "English")
ALL = ("update", "today", "show", "reports", "invite", "people", "settings", "trail", "me", "help")
JUNK = ["<b>&", "-1", "\u202e\u200b;", "' OR 1=1 --", "١٢٣ ½", "\\n%s{name}{0}"]


@pytest.mark.parametrize("role", ["admin", "focal point", "partner"])
async def test_commands_with_junk_are_answered(town: Town, role: str) -> None:
    _, arab = await two(town, role)
    for command in ALL:
        for junk in (*JUNK, "9" * 400, "x " * 300):
            await town.say(arab, f"/{command} {junk}")
            assert arabic(town.last(arab).text, junk.strip(), *NAMES), (command, junk)
    for text in ("/", "/unknown", "/updat", "//today"):
        await town.say("en", text)
        assert town.last("en").text.startswith("I do not know this command.")


async def test_links_with_junk_lead_the_ordinary_way(town: Town) -> None:
    for number, junk in enumerate(("x", "A" * 64, "-_-", "<b>", "9" * 4000, "a b c", "\u202e")):
        await town.stranger(f"s{number}", "en")
        await town.say(f"s{number}", f"/start {junk}")
        assert town.last(f"s{number}").buttons == (("العربية", "English"),)
    assert await town.rows("SELECT * FROM invitations") == []


JUNK_DATA = ["", "x", "1 1 x", "1 1 role focal_point", "-1 1", "٣ ١", "² 1", "<b> &", "1 1 9", "1 2 all"]
HUGE = ("9" * 20 + " 1", "9" * 40 + " 1 9", f"1 {'9' * 40} IQ-NI")
CHANGED = ("people", "groups", "invitations", "reports", "attachments", "audit")


@pytest.mark.parametrize("role", ["admin", "focal point"])
async def test_buttons_with_junk_change_nothing(town: Town, role: str) -> None:
    await two(town, role)
    await town.group("team", ["en"])
    await town.say("en", "/me")
    card = town.last("en").raw

    async def kept() -> list[Any]:
        return [sorted(map(repr, await town.rows(f"SELECT * FROM {name}"))) for name in CHANGED]

    before = await kept()
    # An officer may begin, offer and take back the only shift there is, "1 1" is its very button; and make the contact list.
    theirs = ("shift.", "export.contacts")
    presses = [action for action in table.build().presses if not action.startswith(theirs)]
    for action in [*presses, "unknown", "", "status", "x" * 60]:
        for junk in (*JUNK_DATA, *HUGE):
            data = f"{action} {junk}".strip()
            if len(data.encode()) <= 64:
                town.sim.press_button(town.stage.people["en"], card, data)
        await town.stage.settle()
    assert await kept() == before
    unknown = await town.do(town.sim.press_button, town.stage.people["en"], card, "unknown 1 2")
    assert town.toast(unknown) == OLD


async def test_buttons_of_others_of_before_and_of_what_is_gone(town: Town) -> None:
    english, arab = await two(town)
    await to_step(town, english, *FAMILIES)
    early = town.last(english).raw
    skip = early["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    mine, theirs = town.stage.people[english], town.stage.people[arab]
    await town.say(arab, "/me")
    foreign = await town.do(town.sim.press_button, theirs, town.last(arab).raw, skip)
    assert arabic(town.toast(foreign))
    assert "How many families?" in town.last(english).text
    first = town.sim.press_button(mine, early, skip)
    second = await town.do(town.sim.press_button, mine, early, skip)
    assert (town.toast(first), town.toast(second)) == ("", OLD)
    assert "How many individuals?" in town.last(english).text
    await town.say(english, "/cancel")
    gone = await town.do(town.sim.press_button, mine, early, skip)
    assert town.toast(gone) == OLD
    assert await town.rows("SELECT * FROM reports") == []


# Many, and those who were not let in


async def test_five_hundred_texts_in_a_row_are_all_answered(town: Town) -> None:
    english, _ = await two(town)
    person = town.stage.people[english]
    for number in range(500):
        town.sim.say(person, "good morning" if number < 430 else f"{ONE_LINE} {'x' * 2000}")
    await town.stage.settle()
    assert len(town.texts(english)) == 500
    assert "12 facts at most" in town.last(english).text
    assert await town.rows("SELECT count(*) AS n FROM forms WHERE length(data) < 40000") == [{"n": 1}]


async def test_nothing_said_in_a_group_that_was_not_admitted_is_kept(town: Town) -> None:
    await town.person("amal", "en", role="admin", name="Amal")
    await town.stranger("sara", "en", name="Sara")
    group = await town.group("odd", ["sara", "amal"], title="Odd", approved=False)
    sara = town.stage.people["sara"]
    await town.say("sara", "confidential words", group="odd")
    await town.say("amal", "/today confidential", group="odd")
    said = await town.say("sara", "/update confidential", group="odd")
    await town.do(town.sim.edit, sara, said, "/me confidential")
    await town.do(town.sim.send_photo, sara, PICTURE, caption="confidential", chat=group)
    await town.do(town.sim.send_location, sara, 36.3, 43.1, chat=group)
    await town.do(town.sim.say_as_anonymous_admin, group, "/settings confidential")
    assert [call for call in town.sim.ledger if call.params.get("chat_id") == group.id] == []
    for name in await town.tables():
        assert "confidential" not in repr(await town.rows(f"SELECT * FROM {name}")), name
