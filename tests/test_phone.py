"""One's own telephone number: shared, typed, refused, removed; read by officers only, in an emergency and on the card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest

from coordination.people.phones import read_contact, read_phone
from simulator.people import speak
from tests.conftest import MORNING, Town
from tests.town_people import person_row


@dataclass(frozen=True)
class Said:
    """What is said and pressed in one language."""

    share: str
    change: str
    remove: str
    none: str
    number: str
    ask: str
    not_own: str
    no_number: str
    kept: str
    removed: str
    given_up: str
    call: str
    place: str
    listed: str


SAID = {
    "en": Said(
        share="Share my phone number",
        change="Change my phone number",
        remove="Remove my phone number",
        none="Phone number: none given",
        number="Phone number: {}",
        ask="☎️ Share your own number with the button below, or write it. Write it like 0770 123 4567.\n\n"
        "Duty officers and admins see it when you have not answered an emergency call, and in the contact list; "
        "admins see it in /people too. Nobody else sees it. You can remove it in /me at any time.\n\nTo give up: /cancel",
        not_own="This is not your own contact: I have not kept it. Share yours with the button, "
        "or write your number. To give up: /cancel",
        no_number="That is no phone number. Write it like 0770 123 4567.\nTo give up: /cancel",
        kept="✅ Your phone number is kept: {}. To change or remove it: /me",
        removed="✅ Your phone number is deleted. Lists that duty officers were sent before still show it. "
        "To share it again: /me",
        given_up="Cancelled: your phone number was not changed.",
        call="Call now",
        place="Hall 2",
        listed="🚨 Emergency meeting: these have not answered\nSeen by 0 of 3\n\n"
        "• Ali: +9647712345678\n• Badr: no number\n• Layla, Council: +9647700000000\n\n"
        "Who has no number here has not shared one in /me: please reach them another way.",
    ),
    "ar": Said(
        share="مشاركة رقم هاتفي",
        change="تغيير رقم هاتفي",
        remove="حذف رقم هاتفي",
        none="رقم الهاتف: لم يُذكر",
        number="رقم الهاتف: {}",
        ask="☎️ تمكن مشاركة رقم هاتفكم الشخصي بالزر أدناه، أو كتابته هكذا: 07701234567\n\n"
        "يطّلع عليه الموظف المناوب ومديرو النظام إذا لم تردوا على دعوة طارئة، وفي قائمة جهات الاتصال، "
        "ويطّلع عليه مديرو النظام في /people أيضاً، ولا يطّلع عليه غيرهم. ويمكن حذفه عبر /me في أي وقت.\n\nللإلغاء: /cancel",
        not_own="جهة الاتصال هذه ليست لكم، ولم تُحفظ. يرجى مشاركة رقمكم بالزر أو كتابته. للإلغاء: /cancel",
        no_number="هذا ليس رقم هاتف. يُكتب هكذا: 07701234567\nللإلغاء: /cancel",
        kept="✅ حُفظ رقم هاتفكم: {}. لتغييره أو حذفه: /me",
        removed="✅ حُذف رقم هاتفكم. يبقى ظاهراً في القوائم التي أُرسلت سابقاً إلى الموظف المناوب. "
        "لمشاركته من جديد: /me",
        given_up="أُلغي: لم يتغير رقم هاتفكم.",
        call="الدعوة الآن",
        place="القاعة",
        listed="🚨 اجتماع طارئ: لم يجب هؤلاء\nاطلع 0 من أصل 3\n\n"
        "• Ali: +9647712345678\n• Badr: لا يوجد رقم\n• Layla، Council: +9647700000000\n\n"
        "من لا يظهر رقمه هنا لم يشاركه عبر /me، فيرجى الوصول إليه بطريقة أخرى.",
    ),
}
NUMBERS = ("7712345678", "7700000000")


async def people(town: Town, language: str) -> None:
    await town.person("duty", language, role="duty officer", name="Duty")
    await town.person("badr", language, role="admin", name="Badr")
    await town.person("layla", language, governorates=["IQ-NI"], name="Layla", organisation="Council")
    await town.person("ali", language, governorates=["IQ-AN"], name="Ali")
    await town.group("team", ["duty", "layla", "ali"], language, summary_at="")


async def contact(town: Town, who: str, number: str, of: str | None) -> None:
    """A contact out of somebody's address book; `of` nobody is somebody who is not in Telegram."""
    shared = {"phone_number": number, "first_name": "Somebody"}
    content = {"contact": shared | ({"user_id": town.stage.people[of].id} if of else {})}
    await town.do(speak, town.sim.world, town.sim.bot, town.stage.people[who], content, None)


async def phone(town: Town, who: str) -> str | None:
    kept: str | None = (await person_row(town, who))["phone"]
    return kept


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_number_is_shared_listed_for_the_officer_and_removed(town: Town, language: str) -> None:
    said = SAID[language]
    await people(town, language)
    await town.say("layla", "/me")
    assert said.none in town.last("layla").text
    await town.press("layla", said.share)
    asked = town.last("layla")
    assert asked.text == said.ask
    assert asked.raw["reply_markup"] == {
        "keyboard": [[{"text": said.share, "request_contact": True}]],
        "resize_keyboard": True,
        "one_time_keyboard": True,
    }
    for other in ("ali", None):
        await contact(town, "layla", "+9647809999999", other)
        assert town.last("layla").text == said.not_own
    assert await phone(town, "layla") is None
    await town.press("layla", said.share)
    assert town.last("layla").text == said.kept.format("+9647700000000")
    assert town.last("layla").raw["reply_markup"] == {"remove_keyboard": True}

    await town.say("ali", "/me")
    await town.press("ali", said.share)
    await town.say("ali", "0770 123")
    assert town.last("ali").text == said.no_number
    await town.say("ali", "٠٧٧١ ٢٣٤ ٥٦٧٨")
    assert town.last("ali").text == said.kept.format("+9647712345678")
    await town.say("ali", "/me")
    assert said.number.format("+9647712345678") in town.last("ali").text
    assert town.last("ali").buttons[-1] == (said.change, said.remove)
    await town.press("ali", said.change)
    await town.say("ali", "/cancel")
    assert (town.last("ali").text, await phone(town, "ali")) == (said.given_up, "+9647712345678")

    await town.say("duty", "/emergency")
    await town.say("duty", said.place)
    await town.press("duty", said.call)
    await town.clock_to(MORNING + timedelta(minutes=20))
    assert town.last("duty").text == said.listed
    for reader in ("team", "badr"):
        assert [text for text in town.texts(reader) if any(n in text for n in NUMBERS)] == []
    assert [text for text in town.texts("ali") if NUMBERS[1] in text] == []
    assert [text for text in town.texts("layla") if NUMBERS[0] in text] == []

    await town.say("ali", "/me")
    await town.press("ali", said.remove)
    assert (town.last("ali").text, await phone(town, "ali")) == (said.removed, None)


async def test_a_focal_point_sees_no_other_number_and_an_admin_sees_the_card(town: Town) -> None:
    await people(town, "en")
    await town.say("ali", "/me")
    await town.press("ali", "Share my phone number")
    await town.say("ali", "07712345678")
    await town.say("badr", "/people")
    await town.press("badr", "Ali")
    card = town.last("badr")
    assert "\nPhone number: +9647712345678\n" in f"{card.text}\n"
    await town.say("layla", "/people")
    row = (await person_row(town, "ali"))["id"]
    pressed = await town.do(
        town.sim.press_button, town.stage.people["layla"], town.last("layla").raw, f"people.card {row}"
    )
    assert town.toast(pressed) == "This button is not open to you. Nothing was changed."
    assert [text for text in town.texts("layla") if NUMBERS[0] in text] == []

    await town.press("badr", "Suspend")
    assert await phone(town, "ali") is None
    await town.press("badr", "Restore")
    assert "Phone number: none given" in town.last("badr").text


async def test_who_called_and_is_no_officer_any_more_gets_no_numbers(town: Town) -> None:
    await people(town, "en")
    await town.say("ali", "/me")
    await town.press("ali", "Share my phone number")
    await town.press("ali", "Share my phone number")
    await town.say("duty", "/emergency")
    await town.say("duty", "Hall 2")
    await town.press("duty", "Call now")
    await town.say("badr", "/people")
    await town.press("badr", "Duty")
    await town.press("badr", "Change role")
    await town.press("badr", "Partner")
    await town.clock_to(MORNING + timedelta(minutes=20))
    assert town.last("duty").text == (
        "🚨 Emergency meeting: these have not answered\nSeen by 0 of 3\n\n• Ali\n• Badr\n• Layla, Council"
    )


async def test_no_number_is_left_in_rows_that_pass_through(town: Town) -> None:
    await people(town, "en")
    await town.say("ali", "/me")
    await town.press("ali", "Share my phone number")
    await town.say("ali", "0771 234 5678")
    for name in await town.tables():
        if name != "people":
            rows = str(await town.rows(f"SELECT * FROM {name}"))
            assert ("0771 234 5678" in rows, "7712345678" in rows) == (False, False), name


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0770 123 4567", "+9647701234567"),
        ("+964 (0) 770-123-4567", "+9647701234567"),
        ("00964 770 123 4567", "+9647701234567"),
        ("+41 44 668 18 00", "+41446681800"),
        ("12", None),
        ("120 families displaced", None),
        ("", None),
        ("0" * 100, None),
    ],
)
def test_numbers_as_they_are_typed(typed: str, expected: str | None) -> None:
    assert read_phone(typed) == expected


def test_a_contact_has_its_country_with_or_without_the_sign() -> None:
    assert read_contact("9647701234567") == read_contact("+9647701234567") == "+9647701234567"
    assert read_contact("41446681800") == "+41446681800"
