"""The knowledge base changed in chat: fields, previews, publishing, confirming, retiring, history, /asof."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from coordination.knowledge.editing import difference, read_asof
from tests.conftest import MORNING, Town
from tests.town_people import OLD_BUTTON

TITLE = "Visa fees and exemptions"
TODAY = date(2026, 12, 10)


@pytest.fixture
async def desk(town: Town) -> Town:
    await town.person("omar", role="duty officer", name="Omar")
    await town.person("lena", role="duty officer", name="Lena")
    await town.person("amal", role="admin", name="Amal")
    await town.person("sara", role="partner", name="Sara", organisation="Relief")
    return town


async def opened(town: Town, who: str, title: str = TITLE) -> None:
    await town.say(who, "/knowledge")
    await town.press(who, "^Visas$")
    await town.press(who, f"^(✕ )?{title}$")


def row_of(town: Town) -> str:
    """The row of the topic whose card Omar looks at."""
    shown: str = town.last("omar").raw["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    return shown.split()[1]


async def retitled(town: Town, who: str, title: str) -> None:
    """The English title changed, up to the preview."""
    await town.press(who, "^Change$")
    await town.press(who, "Title, English")
    await town.say(who, title)
    await town.press(who, "Preview")


async def test_a_change_is_previewed_in_both_languages_and_published(desk: Town) -> None:
    await opened(desk, "omar")
    first, topic = desk.last("omar").text, row_of(desk)
    assert f"\n{TITLE}\nvisa.fees\n\nVersion 1, Sun 22 Nov 2026, 09:00, from the files\n\n" in first
    assert desk.last("omar").buttons == (
        ("Show both languages", "History"),
        ("Change",),
        ("Added wordings",),
        ("Retire",),
        ("Back",),
    )
    await desk.press("omar", "^Change$")
    await desk.press("omar", "Title, English")
    assert desk.last("omar").text == f"✏️ Title, English: type it.\n\nNow:\n{TITLE}"
    await desk.say("omar", "x" * 46)
    assert desk.last("omar").text.startswith("This is too long: 45 characters at most.\n\n")
    await desk.say("omar", "What a visa costs")
    assert desk.last("omar").buttons[0] == ("Title, Arabic", "✓ Title, English")
    await desk.press("omar", "Preview")
    arabic, english, card = desk.messages("omar")[-3:]
    assert arabic.text.startswith("📘 ") and "\nنافذ اعتباراً من " in arabic.text
    assert english.text.startswith("📘 What a visa costs\n") and (arabic.buttons, english.buttons) == ((), ())
    assert card.text == (
        "Publish this? Both languages stand above as people will see them.\n\n"
        "If there is a reason to keep with it, type it now."
    )
    await desk.say("omar", "plainer words")
    assert desk.last("omar").text.endswith("\n\nReason: plainer words")
    await desk.press("omar", "Publish as still to be confirmed")
    shown = desk.last("omar").text
    assert shown.startswith("✅ Published. People are answered with it from now on.\n\n")
    assert "\nVersion 2, Sun 22 Nov 2026, 09:00, by Omar\nReason: plainer words\n" in shown
    assert "\n⚠️ Shown as a sample text\n" in shown
    await desk.say("sara", f"/start topic-{topic}")
    assert desk.last("sara").text.startswith("📘 What a visa costs\n")
    await desk.press("omar", "History")
    text = desk.last("omar").text
    assert text.startswith(
        "🕘 History of “What a visa costs”\n\nVersion 2, Sun 22 Nov 2026, 09:00, by Omar\nReason: plainer words\n"
        f"• Title, English: “{TITLE}” → “What a visa costs”\n\nVersion 1, "
    )
    trail = await desk.rows("SELECT action, subject FROM audit WHERE action LIKE 'knowledge%'")
    assert trail == [{"action": "knowledge published", "subject": "visa.fees"}]


async def test_who_publishes_second_sees_what_changed(desk: Town) -> None:
    for who in ("omar", "lena"):
        await opened(desk, who)
        await retitled(desk, who, f"Visa costs, said {who}")
    await desk.press("omar", "Publish as confirmed")
    await desk.press("lena", "Publish as confirmed")
    assert desk.last("lena").text.startswith(
        "⚠️ It changed meanwhile: Omar published version 2. Nothing of yours was published; please look at it again."
    )
    assert desk.texts("lena")[-2].startswith("📘 Visa costs, said lena\n")
    await desk.press("lena", "Publish as confirmed")
    versions = await desk.rows(
        "SELECT version, title_en FROM knowledge_versions WHERE version > 1 ORDER BY version"
    )
    assert versions == [
        {"version": 2, "title_en": "Visa costs, said omar"},
        {"version": 3, "title_en": "Visa costs, said lena"},
    ]


async def test_lists_need_as_many_lines_in_both_languages(desk: Town) -> None:
    await opened(desk, "omar")
    await desk.press("omar", "^Change$")
    await desk.press("omar", "Steps, English")
    await desk.say("omar", "1. Ask the desk\n- Pay at the airport")
    await desk.press("omar", "Preview")
    assert desk.last("omar").text.startswith("⚠️ The steps must have as many lines in Arabic as in English.")
    await desk.press("omar", "Steps, Arabic")
    await desk.say("omar", "تُسأل شعبة السمات\nيُدفع في المطار")
    await desk.press("omar", "Preview")
    assert "\n\n1. Ask the desk\n2. Pay at the airport\n\n" in desk.texts("omar")[-2]
    await desk.press("omar", "Cancel")
    assert desk.last("omar").text == "Cancelled. Nothing was published."
    assert len(await desk.rows("SELECT * FROM knowledge_versions WHERE version > 1")) == 0


async def test_days_and_photos_where_a_day_is_asked_for(desk: Town) -> None:
    await opened(desk, "omar")
    await desk.press("omar", "^Change$")
    await desk.press("omar", "Valid from")
    await desk.say("omar", "soon")
    assert desk.last("omar").text.startswith("I do not understand this day.")
    await desk.say("omar", "1 April 2026")
    await desk.press("omar", "Preview")
    assert "\nValid from Wed 1 Apr 2026" in desk.texts("omar")[-2]


async def test_only_an_admin_confirms_it_as_it_is(desk: Town) -> None:
    await opened(desk, "amal")
    await desk.press("amal", "Confirm as it is")
    text = desk.last("amal").text
    assert text.startswith("✅ Confirmed as it is, for six months.\n\n")
    assert "\nLast confirmed on Sun 22 Nov 2026\nTo be confirmed again by Sat 22 May 2027\n" in text
    (row,) = await desk.rows("SELECT confirmed, confirm_by, sample FROM knowledge_versions WHERE version = 2")
    assert row == {"confirmed": "2026-11-22", "confirm_by": "2027-05-22", "sample": 0}
    await opened(desk, "omar")
    pressed = desk.sim.press_button(desk.stage.people["omar"], desk.last("omar").raw, "edit.confirm 9 2")
    await desk.stage.settle()
    assert desk.toast(pressed) == "This button is not open to you. Nothing was changed."


async def test_retired_and_brought_back(desk: Town) -> None:
    await opened(desk, "omar")
    old = desk.last("omar").raw
    topic = row_of(desk)
    await desk.press("omar", "^Retire$")
    await desk.press("omar", "^Retire$")
    assert desk.last("omar").text.startswith("✅ Retired. Publishing it again brings it back.\n\n")
    assert "\n⛔️ Retired: it is not answered any more.\n" in desk.last("omar").text
    await desk.say("sara", f"/start topic-{topic}")
    assert desk.last("sara").text.startswith("📚 What I can answer\n")
    desk.sim.press_button(desk.stage.people["omar"], old, f"edit.retire {topic} 1 yes")
    await desk.stage.settle()
    assert desk.last("omar").text.startswith("⚠️ It changed meanwhile: Omar published version 2.")
    await opened(desk, "omar")
    await retitled(desk, "omar", "Visa fees, again")
    await desk.press("omar", "Publish as confirmed")
    await desk.say("sara", f"/start topic-{topic}")
    assert desk.last("sara").text.startswith("📘 Visa fees, again\n")
    await desk.press("omar", "History")
    assert "\nBrought back\n" in desk.last("omar").text and "\n⛔️ Retired\n" in desk.last("omar").text


async def test_what_was_answered_on_a_day(desk: Town) -> None:
    await desk.clock_to(MORNING + timedelta(days=10))
    await opened(desk, "omar")
    await retitled(desk, "omar", "What a visa costs")
    await desk.press("omar", "Publish as confirmed")
    await desk.clock_to(MORNING + timedelta(days=20))
    await desk.say("amal", "/asof 1/12 visa.fees")
    assert desk.last("amal").text.startswith(
        "🕘 What was answered on Tue 1 Dec 2026\nVersion 1, Sun 22 Nov 2026, 09:00, from the files\n\n"
        f"📘 {TITLE}\n"
    )
    await desk.say("amal", "/asof 2 December what a visa costs")
    assert desk.last("amal").text.startswith(
        "🕘 What was answered on Wed 2 Dec 2026\nVersion 2, Wed 2 Dec 2026, 09:00, by Omar\n"
        "Until 09:00 of that day it was version 1.\n\n📘 What a visa costs\n"
    )
    await desk.say("amal", "/asof 1/11 visa.fees")
    assert desk.last("amal").text == "On Sun 1 Nov 2026 there was no answer about “What a visa costs” yet."
    await desk.say("amal", "/asof visa.fees")
    assert desk.last("amal").text.startswith(
        "Send a day that has been and a topic or question: /asof 3/12 visa fees"
    )
    await desk.say("amal", "/asof 1/12 zebra herons")
    assert desk.last("amal").text.startswith("I found no topic for this.")
    await desk.say("sara", "/asof 1/12 visa.fees")
    assert desk.last("sara").text.startswith("This is not open to you.")


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("3/12 visa fees", date(2026, 12, 3), "visa fees"),
        ("visa fees 3/12/2025", date(2025, 12, 3), "visa fees"),
        ("3 كانون الأول رسوم السمة", date(2026, 12, 3), "رسوم السمة"),
        ("٣ ديسمبر رسوم السمة", date(2026, 12, 3), "رسوم السمة"),
        ("25/12 visa", date(2025, 12, 25), "visa"),
        ("25/12/2026 visa", None, "visa"),
        ("yesterday visa", date(2026, 12, 9), "visa"),
        ("visa", None, "visa"),
    ],
)
def test_days_of_asof(text: str, day: date | None, rest: str) -> None:
    assert read_asof(text, TODAY) == (day, rest)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (
            "a b c d e f g h i j k l m",
            "a b c d X f g h i j k l m",
            ("… b c d e f g h …", "… b c d X f g h …"),
        ),
        ("a b c d e f g h i j k l", "a b c d e f g h i j k l m", ("… j k l", "… j k l m")),
        ("a b", "a b c", ("a b", "a b c")),
        ("", "new words", ("", "new words")),
    ],
)
def test_versions_differ_word_by_word(before: str, after: str, shown: tuple[str, str]) -> None:
    assert difference(before, after) == shown


async def test_old_buttons_of_a_draft_do_nothing(desk: Town) -> None:
    await opened(desk, "omar")
    await desk.press("omar", "^Change$")
    fields = desk.last("omar").raw
    await desk.press("omar", "Title, English")
    await opened(desk, "lena")
    pressed = desk.sim.press_button(desk.stage.people["omar"], fields, "edit.field 1 1 source")
    foreign = desk.sim.press_button(desk.stage.people["lena"], desk.last("lena").raw, "edit.publish 1 2 1")
    await desk.stage.settle()
    assert {desk.toast(pressed), desk.toast(foreign)} == {OLD_BUTTON}


async def test_a_question_of_the_unanswered_becomes_an_entry(desk: Town) -> None:
    await desk.say("sara", "Where is the blue heron ledger kept?")
    await desk.say("omar", "/unanswered")
    await desk.press("omar", "Write an entry")
    assert desk.last("omar").text == "A new entry. In which area?"
    await desk.press("omar", "^Visas$")
    for text in (
        "سجل البلشون",
        "The heron ledger",
        "يُحفظ في مكتب البلشون.",
        "It is kept at the heron desk.",
        "مكتب البلشون",
        "Heron desk",
        "Standing order 7",
        "1/11/2026",
    ):
        await desk.say("omar", text)
    await desk.press("omar", "Publish as still to be confirmed")
    assert "\nvisa.the-heron-ledger\n\nVersion 1, " in desk.last("omar").text
    assert "\n1 way of asking" in desk.last("omar").text
    await desk.say("sara", "Where is the blue heron ledger kept?")
    assert desk.last("sara").text.startswith("📘 The heron ledger\nIt is kept at the heron desk.\n\n")
    await desk.say("omar", "/unanswered")
    assert desk.last("omar").text == "✅ Every question of the last 90 days was answered or dealt with."
