"""The duty officer's queue: confirm, question, deny; who ruled first; what reporters hear and summaries count."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.conftest import BAGHDAD, Town

NINE = datetime(2026, 11, 22, 9, 0, tzinfo=BAGHDAD)
REF, SECOND = "NI-261122-001-A", "NI-261122-002-B"


async def scene(town: Town, *texts: str, language: str = "en") -> None:
    await town.person("ali", language, governorates=["IQ-NI"], name="Ali", organisation="Ninewa office")
    await town.person("sara", language, role="duty officer", name="Sara", organisation="JCMC")
    await town.person("omar", role="admin", name="Omar")
    for minutes, text in enumerate(texts):
        await town.clock_to(NINE + timedelta(minutes=minutes))
        await town.say("ali", text)
        await town.press("ali", "Save" if language == "en" else "حفظ")


@pytest.fixture
async def two(town: Town) -> list[str]:
    await scene(town, "50 families returned to Sinjar", "30 families displaced from Mosul to Hamdaniya")
    return [row["reference"] for row in await town.rows("SELECT reference FROM reports ORDER BY id")]


async def test_confirming_one_after_the_other(town: Town, two: list[str]) -> None:
    first, second = two
    await town.say("sara", "/queue")
    assert town.last("sara").text == (
        f"🔎 2 updates wait to be confirmed.\n\n{first}\n\nReturn\n50 families\nIndividuals: not reported\n"
        "Where: Sinjar, Ninewa\nFrom: not reported\nWhen: Sun 22 Nov 2026\n\n"
        "In their words: 50 families returned to Sinjar\n\nSun 22 Nov 2026, 09:00: saved by Ali (Ninewa office)"
    )
    assert town.last("sara").buttons == (("Confirm",), ("Question", "Deny"), ("Next",))
    await town.press("sara", "Next")
    assert f"\n\n{second}\n" in town.last("sara").text
    await town.press("sara", "Next")
    assert f"\n\n{first}\n" in town.last("sara").text
    await town.press("sara", "Confirm")
    assert town.last("sara").text.startswith(
        f"✅ {first} is confirmed.\n\n🔎 1 update waits to be confirmed.\n\n{second}\n"
    )
    assert town.last("sara").buttons == (("Confirm",), ("Question", "Deny"))
    await town.say("omar", "/today")
    assert "Source: 2 updates (1 of them confirmed) from 1 person" in town.last("omar").text
    await town.press("sara", "Confirm")
    assert town.last("sara").text == f"✅ {second} is confirmed.\n\nNo update waits to be confirmed."
    await town.say("ali", f"/show {first}")
    assert town.last("ali").text.endswith("\nSun 22 Nov 2026, 09:01: confirmed by Sara")


async def test_a_second_officer_is_told_who_ruled(town: Town, two: list[str]) -> None:
    first, _ = two
    await town.say("sara", "/queue")
    await town.say("omar", "/queue")
    await town.press("sara", "Confirm")
    late = await town.press("omar", "Deny")
    assert town.toast(late) == f"Sara confirmed {first} already. Nothing was changed."
    assert town.last("omar").text.startswith(first)
    await town.say("omar", "/queue")
    await town.say("sara", "/queue")
    await town.press("omar", "Question")
    await town.say("omar", "Which camp?")
    late = await town.press("sara", "Confirm")
    assert town.toast(late) == f"Omar asked a question about {two[1]}. Nothing was changed."
    assert await town.rows("SELECT confirmation FROM reports ORDER BY id") == [
        {"confirmation": "confirmed"},
        {"confirmation": "questioned"},
    ]


async def test_a_correction_is_unconfirmed_again(town: Town, two: list[str]) -> None:
    await town.say("sara", "/queue")
    await town.press("sara", "Confirm")
    await town.say("ali", f"/show {two[0]}")
    for label in ("Correct", "Families"):
        await town.press("ali", label)
    await town.say("ali", "60")
    await town.press("ali", "Save")
    await town.say("sara", "/queue")
    assert town.last("sara").text.startswith(
        f"🔎 2 updates wait to be confirmed.\n\n{two[0]}\n\nReturn\n60 families"
    )


async def test_a_question_and_its_answer(town: Town, two: list[str]) -> None:
    first, second = two
    line = "Return · 50 families · Sinjar, Ninewa · 22 Nov"
    await town.say("sara", "/queue")
    await town.press("sara", "Question")
    assert town.last("sara").text == (f"{first}\n{line}\n\nWhat do you want to ask Ali? Type the question.")
    await town.say("sara", "Seen by whom?")
    assert town.last("sara").text.startswith(
        f"✅ Your question about {first} was sent to Ali. The answer comes here.\n\n"
        f"🔎 2 updates wait to be confirmed.\n\n{second}\n"
    )
    asked = (
        f"❓ A question about your update, from Sara (JCMC):\n\n“Seen by whom?”\n\n{first}\n{line}\n\n"
        "Please answer, or correct the update if it is not right."
    )
    assert (town.last("ali").text, town.last("ali").buttons) == (asked, (("Answer",), ("Correct",)))
    await town.press("ali", "Answer")
    assert (
        town.last("ali").text == f"{first}\n{line}\n\nThe question: “Seen by whom?”\n\nYour answer? Type it."
    )
    await town.press("ali", "Cancel")
    assert town.last("ali").text == asked
    await town.press("ali", "Answer")
    await town.clock_to(NINE + timedelta(hours=1))
    await town.say("ali", "By the mukhtar <i>")
    assert town.last("ali").text == (
        f"✅ Your answer about {first} was sent to the duty officer and is kept with it."
    )
    came = town.last("sara")
    assert came.text.startswith(f"💬 Ali answered your question about {first}.\n\n🔎 2 updates wait")
    thread = (
        "Sun 22 Nov 2026, 09:01: Sara asked: “Seen by whom?”\n"
        "Sun 22 Nov 2026, 10:00: the answer: “By the mukhtar <i>”"
    )
    assert came.text.endswith(thread)
    await town.press("sara", "Confirm")
    await town.say("ali", f"/show {first}")
    assert town.last("ali").text.endswith(f"{thread}\nSun 22 Nov 2026, 10:00: confirmed by Sara")


async def test_a_denied_report_leaves_the_figures(town: Town, two: list[str]) -> None:
    first, _ = two
    await town.say("sara", "/queue")
    await town.press("sara", "Deny")
    await town.press("sara", "Another reason")
    await town.say("sara", "The mayor knows of none")
    assert town.last("sara").text.startswith(
        f"✅ {first} is denied and counts in no figure any more. The reporter was told.\n\n🔎 1 update waits"
    )
    assert town.last("ali").text == (
        f"⚠️ Your update {first} was denied by Sara (JCMC).\n\nReturn · 50 families · Sinjar, Ninewa · 22 Nov\n"
        "Reason: The mayor knows of none\n\n"
        "It counts in no figure any more. If it is right after all, send it again with what confirms it."
    )
    await town.say("ali", f"/show {first}")
    assert town.last("ali").text.startswith(f"{first}\nDenied by the centre: it counts in no figure.\n")
    assert town.last("ali").text.endswith("09:01: denied by Sara: The mayor knows of none")
    assert town.last("ali").buttons == ()
    await town.say("ali", "/my")
    assert "Saved Sun 22 Nov 2026, 09:00, denied" in town.last("ali").text
    await town.say("omar", "/today")
    assert "Source: 1 update from 1 person" in town.last("omar").text


async def test_a_group_that_was_told_hears_of_the_denial(town: Town, two: list[str]) -> None:
    await town.group("room", ["omar"])
    await town.clock_to(NINE.replace(hour=18))
    await town.say("sara", "/queue")
    for label in ("Deny", "It is wrong"):
        await town.press("sara", label)
    await town.clock_to(NINE.replace(hour=18) + timedelta(days=1))
    line = f"• {two[0]} Return · 50 families · Sinjar, Ninewa · 22 Nov: denied by the centre"
    assert line in town.last("room").text


async def test_everything_of_it_in_arabic(town: Town) -> None:
    await scene(town, "عودة ٥٠ عائلة إلى سنجار", language="ar")
    line = "عودة · 50 عائلة · سنجار، نينوى · 22 تشرين الثاني"
    await town.say("sara", "/queue")
    assert town.last("sara").text.startswith(f"🔎 تحديث واحد بانتظار التأكيد.\n\n{REF}\n\nعودة\n50 عائلة\n")
    assert town.last("sara").buttons == (("تأكيد",), ("استفسار", "نفي"))
    await town.press("sara", "استفسار")
    assert town.last("sara").text == f"{REF}\n{line}\n\nما الاستفسار الموجّه إلى Ali؟ يرجى كتابته."
    await town.say("sara", "من شاهدهم؟")
    assert town.last("sara").text.startswith(
        f"✅ أُرسل استفساركم عن {REF} إلى Ali. ستصل الإجابة إلى هنا.\n\n🔎 تحديث واحد بانتظار التأكيد.\n"
        "الإجابة عن استفسار بشأن هذا التحديث لم تصل بعد."
    )
    assert town.last("ali").text == (
        f"❓ استفسار عن تحديثكم من Sara (JCMC):\n\n«من شاهدهم؟»\n\n{REF}\n{line}\n\n"
        "يرجى الإجابة، أو تصحيح التحديث إن كان فيه خطأ."
    )
    await town.press("ali", "إجابة")
    await town.say("ali", "المختار")
    assert town.last("ali").text == f"✅ أُرسلت إجابتكم بشأن {REF} إلى الموظف المناوب، وحُفظت مع التحديث."
    at = "الأحد 22 تشرين الثاني 2026، 09:00"
    assert town.last("sara").text.startswith(f"💬 وردت إجابة Ali عن استفساركم بشأن {REF}.")
    assert town.last("sara").text.endswith(f"{at}: استفسار من Sara: «من شاهدهم؟»\n{at}: الإجابة: «المختار»")
    await town.press("sara", "نفي")
    await town.press("sara", "إدخال مكرر")
    assert town.last("sara").text == (
        f"✅ تم نفي {REF}، ولم يعد يُحتسب في أي رقم. أُشعر مرسله بذلك.\n\nلا يوجد تحديث بانتظار التأكيد."
    )
    assert town.last("ali").text.startswith(
        f"⚠️ نُفي تحديثكم {REF} من قِبل Sara (JCMC).\n\n{line}\nالسبب: إدخال مكرر\n"
    )
