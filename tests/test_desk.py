"""The desk of cases: the queue, a case from filing to its end, who sees what, two officers at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from coordination.cases.access import written_otherwise
from coordination.people import register
from coordination.people.person import Role
from tests.conftest import BAGHDAD, ISOLATES, Town
from tests.paper_desk import PNG, filed, known
from views.desk import card as card_views
from views.language import plain, words

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=BAGHDAD)
NUMBER = "VE-2611-0001-B"


async def scene(town: Town, language: str = "en") -> None:
    """One case of a partner; two officers and an admin."""
    await town.person("sara", language, role="partner", organisation="Relief", name="Sara")
    await town.person("omar", "en", role="duty officer", name="Omar")
    await town.person("huda", "en", role="duty officer", name="Huda")
    await town.person("zain", "en", role="admin", name="Zain")
    assert (await filed(town, "sara")).number == NUMBER


async def to_card(town: Town, who: str) -> None:
    await town.say(who, f"/desk {NUMBER}")


async def state(town: Town) -> dict[str, Any]:
    [row] = await town.rows("SELECT state, officer, asked, office, refusal, approval_number FROM cases")
    return row


async def to_office(town: Town, who: str) -> None:
    """From its card, a received case goes to the ministry that decides."""
    for label in ("Everything is there", "Send to an office", "Foreign Affairs"):
        await town.press(who, label)


async def test_another_name_of_the_organisation_is_shown_beside_the_known_one(town: Town) -> None:
    await town.person("sara", "en", role="partner", organisation="Relief", name="Sara")
    case = await filed(town, "sara")
    other = replace(case, organisation="Aid Abroad")
    assert written_otherwise(case) == ()
    assert written_otherwise(other) == ("منظمة الإغاثة", "Relief")
    shown = card_views.Card(other, {}, (), (), (), (), (), working=True, own=False, reader=0, now=NINE)
    for language, line in (
        ("en", "Organisation: Aid Abroad\nIn the request it is written: منظمة الإغاثة and Relief\n"),
        ("ar", "الجهة: Aid Abroad\nوهي مكتوبة في الطلب: منظمة الإغاثة و Relief\n"),
    ):
        assert line in plain(card_views.card(words(language), shown).text).translate(ISOLATES)


async def test_the_queue_leads_to_the_card(town: Town) -> None:
    await scene(town)
    await town.say("omar", "/desk")
    assert town.last("omar").text == (
        "🗂 1 request is open.\n\nEmergency entry visa\n• received: 1, the oldest of Sun 22 Nov 2026"
    )
    assert town.last("omar").buttons == (("Emergency entry visa (1)",), ("Real times",))
    await town.clock_to(NINE + timedelta(days=2))
    await town.say("omar", "/desk")
    assert town.last("omar").text.startswith("🗂 1 request is open.\n⚠️ 1 of them is overdue.\n\n")
    await town.press("omar", "Emergency")
    assert town.last("omar").text == (
        "🗂 Emergency entry visa: overdue first, then urgent, then the oldest\n\n"
        f"{NUMBER} · Emergency entry visa · Relief\nreceived, for 2 days\n⚠️ Overdue"
    )
    await town.press("omar", NUMBER)
    assert town.last("omar").text == (
        f"🗂 Emergency entry visa\n{NUMBER}\nreceived, for 2 days\n"
        "⚠️ Overdue since Mon 23 Nov 2026, 09:00\n\n"
        "Organisation: Relief\nApplicant: Sara\nFiled: Sun 22 Nov 2026, 09:00\nOfficer: nobody yet\n"
        "Papers: 4 files\n\nLatest steps\nSun 22 Nov 2026, 09:00 · Sara · filed"
    )
    assert town.last("omar").buttons == (
        ("Everything is there", "Ask for papers"),
        ("Refused",),
        ("Assign to me", "Assign to another"),
        ("Answers", "Papers", "Steps"),
        ("To the queue",),
    )
    await town.say("omar", "/desk VE-2611-0001-A")
    assert town.last("omar").text == (
        "This number has a slip in it: its check letter does not fit. Please look at it again."
    )
    await town.say("zain", "/desk VE-2611-0002-H")
    assert town.last("zain").text == "I find no request with this number. The queue: /desk"


async def test_papers_and_answers_are_shown_to_the_desk_alone_and_every_look_is_noted(town: Town) -> None:
    await scene(town)
    await to_card(town, "omar")
    await town.press("omar", "Answers")
    assert "Passport number: A1234567" in town.last("omar").text
    await town.press("omar", "To the card")
    await town.press("omar", "Papers")
    assert town.last("omar").buttons[1] == ("2. Colour copy of the passport, 1 KB",)
    await town.press("omar", "Colour copy")
    assert town.last("omar").text == (
        f"{NUMBER} · Colour copy of the passport\nFor this case only: do not pass it on."
    )
    shown = town.sim.world.files.by_id(town.last("omar").raw["document"]["file_id"])
    assert shown is not None and shown.data == PNG
    await to_card(town, "omar")
    await town.press("omar", "Assign to me")
    assert town.last("omar").text.startswith("✅ Assigned.\n\n🗂 Emergency entry visa\n")
    await to_card(town, "huda")
    card = town.last("huda")
    assert card.text.endswith(
        "Another officer has it: what tells of persons, and the papers, are shown there only."
    )
    assert card.buttons == (("Answers", "Steps"), ("To the queue",))
    await town.press("huda", "Answers")
    assert "Relief" in town.last("huda").text and "A1234567" not in town.last("huda").text
    [file, *_] = await town.rows("SELECT id FROM case_files")
    press = town.sim.press_button(town.stage.people["huda"], card.raw, f"desk.file 1 {file['id']}")
    await town.stage.settle()
    assert town.toast(press).startswith("This paper cannot be opened")
    await to_card(town, "zain")
    await town.press("zain", "Papers")
    await town.press("zain", "Photo")
    for table in await town.tables():
        rows = repr(await town.rows(f"SELECT * FROM {table}"))
        assert "A1234567" not in rows and "secret scan" not in rows, table
    opened = await town.rows("SELECT person, detail FROM case_events WHERE action = 'opened' ORDER BY id")
    assert [(one["person"], one["detail"]) for one in opened] == [
        (2, '{"document": "answers"}'),
        (2, '{"file": 2, "document": "passport_copy"}'),
        (4, '{"file": 3, "document": "photo"}'),
    ]
    await town.say("zain", "/trail")
    assert [line.partition(" · ")[2] for line in town.last("zain").text.split("\n")[1:4]] == [
        f"Zain · paper of a request opened: {NUMBER}",
        f"Omar · paper of a request opened: {NUMBER}",
        f"Omar · personal answers of a request opened: {NUMBER}",
    ]


ASKED = {
    "en": (
        "📎 The centre needs something more for your request\n"
        f"{NUMBER} · Emergency entry visa\n\n• Photo of the traveller\n\n"
        "The centre writes: “Too dark”\n\n"
        "The request waits until it is there. Press “Provide”: you are asked for this only."
    ),
    "ar": (
        f"📎 يحتاج المركز إلى استكمال نواقص طلبكم\n{NUMBER} · سمة دخول طارئة\n\n• صورة شخصية\n\n"
        "كتب المركز: «Too dark»\n\nيتوقف الطلب حتى يصل المطلوب. اضغطوا «تقديم المطلوب»، ولن يُطلب منكم غيره."
    ),
}
COMPLETE = {
    "en": (
        f"✅ Your request is complete\n{NUMBER} · Emergency entry visa\n\n"
        "Next, the centre sends it to the office that decides. There is nothing for you to do now."
    ),
    "ar": (
        f"✅ طلبكم مستوفٍ\n{NUMBER} · سمة دخول طارئة\n\n"
        "سيرسله المركز إلى الجهة التي تبت فيه. لا يلزمكم شيء الآن."
    ),
}
SENT = {
    "en": (
        f"📨 Your request was sent on\n{NUMBER} · Emergency entry visa\nTo: Ministry of Foreign Affairs\n\n"
        "That office decides, not the centre. There is nothing for you to do now; you are told here as soon as "
        "there is an answer.\n\n"
        "How long it takes: there are not enough decided requests of this kind yet to say."
    ),
    "ar": (
        f"📨 أُرسل طلبكم إلى الجهة المعنية\n{NUMBER} · سمة دخول طارئة\nإلى: وزارة الخارجية\n\n"
        "القرار لتلك الجهة لا للمركز. لا يلزمكم شيء الآن، ويصلكم إشعار هنا حال ورود الجواب.\n\n"
        "المدة المتوقعة: لا يتوفر بعد عدد كافٍ من الطلبات المحسومة من هذا النوع لتقديرها."
    ),
}
APPROVED = {
    "en": (
        f"✅ Your request was approved\n{NUMBER} · Emergency entry visa\nLetter: no. 4521 of Sun 22 Nov 2026\n"
        "Valid from Tue 1 Dec 2026 until Fri 1 Jan 2027\n\n"
        "It can be collected: ask the duty officer where. It holds for these days only; you are reminded here "
        "before they end."
    ),
    "ar": (
        f"✅ تمت الموافقة على طلبكم\n{NUMBER} · سمة دخول طارئة\nالكتاب: العدد 4521 في الأحد 22 تشرين الثاني 2026\n"
        "نافذ من الثلاثاء 1 كانون الأول 2026 لغاية الجمعة 1 كانون الثاني 2027\n\n"
        "يمكن استلامها: استفسروا من الموظف المناوب عن مكان الاستلام. وهي نافذة لهذه المدة حصراً، ويصلكم تذكير هنا "
        "قبل انتهائها."
    ),
}
REFUSED = {
    "en": (
        f"⛔ Your request was refused\n{NUMBER} · Emergency entry visa\n"
        "Reason: Another reason, given in the note\n\nThe centre writes: “No mission”\n\n"
        "It is closed. Once the reason is out of the way, file a new one: /apply. Questions: /ask"
    ),
    "ar": (
        f"⛔ لم تحصل الموافقة على طلبكم\n{NUMBER} · سمة دخول طارئة\nالسبب: سبب آخر مبين في الملاحظة\n\n"
        "كتب المركز: «No mission»\n\n"
        "أُغلق الطلب. وبعد زوال السبب يمكنكم تقديم طلب جديد: /apply. وللاستفسار: /ask"
    ),
}
USED = {
    "en": (
        f"✅ Your approval was noted as used\n{NUMBER} · Emergency entry visa\n\n"
        "The request is closed. Its papers and what tells of persons are removed in 90 days."
    ),
    "ar": (
        f"✅ سُجّل استخدام الموافقة\n{NUMBER} · سمة دخول طارئة\n\n"
        "أُغلق الطلب. تُزال وثائقه وبياناته الشخصية بعد 90 يوماً."
    ),
}


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_from_the_queue_to_the_end_the_applicant_hears_every_step(town: Town, language: str) -> None:
    await scene(town, language)
    await to_card(town, "omar")
    for label in ("Ask for papers", "Photo of", "Go on \\(1 ticked"):
        await town.press("omar", label)
    assert town.last("omar").text == (
        f"{NUMBER} · Emergency entry visa\n\nThis will be asked for:\n\n• Photo of the traveller\n\n"
        "A note for the applicant? Type it, or go on without one.\n\n"
        "Write nothing about persons here: these words stay when the papers are removed."
    )
    await town.say("omar", "Too dark")
    assert town.last("sara").text == ASKED[language]
    assert (
        town.last("sara").buttons
        == {
            "en": (("Provide",), ("Show the request",)),
            "ar": (("تقديم المطلوب",), ("عرض الطلب",)),
        }[language]
    )
    assert "Asked for, and not there yet:\n• Photo of the traveller" in town.last("omar").text
    await town.press("omar", "Everything is there")
    assert town.last("sara").text == COMPLETE[language]
    await town.press("omar", "Send to an office")
    await town.press("omar", "Foreign Affairs")
    assert town.last("sara").text == SENT[language]
    await town.press("omar", "Approved")
    await town.say("omar", "4521")
    await town.press("omar", "22 Nov")
    await town.say("omar", "1/12/2026")
    await town.say("omar", "30/11/2026")
    assert town.last("omar").text.startswith("It would end before it begins.\n\n")
    await town.say("omar", "soon")
    assert town.last("omar").text.startswith("I cannot read the date. Write it like 22/11/2026.\n\n")
    await town.press("omar", "1 Jan 2027")
    assert town.last("omar").text == (
        f"{NUMBER} · Emergency entry visa\n\nApproved?\n\nLetter: no. 4521 of Sun 22 Nov 2026\n"
        "Valid from Tue 1 Dec 2026 until Fri 1 Jan 2027\n\nThe applicant is told, and reminded before it ends."
    )
    await town.press("omar", "Save the approval")
    assert town.last("sara").text == APPROVED[language]
    assert town.last("omar").text.startswith(
        "✅ Noted, and the applicant was told.\n\n🗂 Emergency entry visa"
    )
    await town.press("omar", "Collected")
    await town.press("omar", "Used")
    assert town.last("sara").text == USED[language]
    assert town.last("omar").buttons == (("Answers", "Papers", "Steps"), ("To the queue",))
    await town.press("omar", "Steps")
    steps = [line.partition(" · ")[2] for line in town.last("omar").text.split("\n\n")[1:]]
    assert steps == [
        "Sara · filed",
        "Omar · more was asked for: Photo of the traveller\n“Too dark”",
        "Omar · found complete",
        "Omar · sent on: Ministry of Foreign Affairs",
        "Omar · approved",
        "Omar · collected",
        "Omar · used",
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_refusal_and_its_end(town: Town, language: str) -> None:
    await scene(town, language)
    await to_card(town, "omar")
    await to_office(town, "omar")
    await town.press("omar", "Refused")
    await town.press("omar", "Another reason")
    assert town.last("omar").buttons == (("Cancel",),)
    await town.say("omar", "No mission")
    assert town.last("sara").text == REFUSED[language]
    assert (await state(town))["refusal"] == "other"
    await town.press("omar", "Take the last step back")
    await town.say("omar", "Wrong request")
    told = {
        "en": "↩️ The last step of your request was taken back\n",
        "ar": "↩️ أُلغيت المرحلة الأخيرة من طلبكم\n",
    }
    assert town.last("sara").text.startswith(told[language])
    assert (await state(town))["state"] == "received"


async def test_two_officers_at_once_and_old_buttons(town: Town) -> None:
    await scene(town)
    await to_card(town, "omar")
    await to_card(town, "huda")
    old = town.last("huda").raw
    await town.press("omar", "Everything is there")
    count = len(town.texts("sara"))
    late = await town.press("huda", "Everything is there")
    assert town.toast(late) == (
        f"{NUMBER} changed meanwhile: complete. Nothing was done; please look at it again."
    )
    assert "\ncomplete, for less than a day\n" in town.last("huda").text
    await town.press("huda", "Refused")
    await town.press("huda", "Security")
    await town.press("omar", "Send to an office")
    await town.press("omar", "Interior")
    await town.say("huda", "Not cleared")
    assert town.last("huda").text.startswith(
        "⚠️ The request changed meanwhile, so nothing was done. This is how it stands now:\n\n"
    )
    assert (await state(town))["state"] == "sent"
    assert len(town.texts("sara")) == count + 1
    for data in (
        "desk.approve 1 1",
        "desk.send 1 99 mofa",
        "desk.give 1 1 999",
        "desk.open 7",
        "desk.complete x y",
    ):
        press = town.sim.press_button(town.stage.people["huda"], old, data)
        await town.stage.settle()
        assert town.toast(press) != ""
    assert (await state(town))["officer"] is None


async def test_a_case_is_given_to_another_and_back(town: Town) -> None:
    await scene(town)
    await to_card(town, "omar")
    await town.press("omar", "Assign to another")
    assert town.last("omar").buttons == (("Zain",), ("Huda",), ("To the card",))
    await town.press("omar", "Huda")
    assert town.last("huda").text == (
        f"🗂 A request was assigned to you by Omar\n{NUMBER} · Emergency entry visa"
    )
    await town.press("huda", "To the card")
    await town.press("huda", "Assign to another")
    await town.press("huda", "Nobody")
    assert town.last("huda").text.startswith("✅ The whole desk works on it now.")


async def test_nobody_decides_on_a_request_of_their_own(town: Town) -> None:
    await scene(town)
    async with town.database.transaction() as tx:
        sara = await known(tx, town, "sara")
        await register.reassign(tx, sara, Role.ADMIN, (), "", by=sara, now=town.clock.now())
    await to_card(town, "sara")
    card = town.last("sara")
    assert card.text.endswith("It is your own request: another officer decides on it.")
    assert card.buttons == (("Answers", "Papers", "Steps"), ("To the queue",))
    press = town.sim.press_button(town.stage.people["sara"], card.raw, "desk.complete 1 6")
    await town.stage.settle()
    assert town.toast(press) == "Another officer has this case, or it is your own. Nothing was done."
    assert (await state(town))["state"] == "received"


async def test_a_form_survives_and_can_be_given_up(town: Town) -> None:
    await scene(town)
    await to_card(town, "omar")
    await town.press("omar", "Ask for papers")
    await town.press("omar", "Go on \\(0 ticked")
    assert town.last("omar").text.endswith(
        "What is needed? Type it; the applicant reads it.\n\n"
        "Write nothing about persons here: these words stay when the papers are removed."
    )
    await town.press("omar", "Cancel")
    assert town.last("omar").text.startswith("🗂 Emergency entry visa\n")
    assert (await state(town))["state"] == "received"


async def test_real_times_and_who_may_ask(town: Town) -> None:
    await scene(town)
    await town.say("sara", "/times")
    assert town.last("sara").text.startswith("⏱ From filing to decision, of the last 365 days\n\n")
    numbers = (NUMBER, (await filed(town, "sara")).number, (await filed(town, "sara")).number)
    for days, number in enumerate(numbers, 1):
        await town.clock_to(NINE + timedelta(days=days))
        await town.say("omar", f"/desk {number}")
        await town.press("omar", "Refused")
        await town.press("omar", "Security")
        await town.press("omar", "Without a note")
    await town.say("sara", "/times")
    assert (
        "Emergency entry visa\nHow long it takes: the last 3 requests of this kind took 2 days in the middle, "
        "and 3 days at most for 9 of 10. This is no promise."
    ) in town.last("sara").text
