"""One thing told with two figures: an update of one's own, a dispute with another source, and who rules on it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.play.player import play
from bot.play.script import read
from coordination.reports.disputes import comparable, contradictory, same_thing
from coordination.reports.fact import Fact, Figure, Kind
from tests.conftest import MORNING, Town

figures: st.SearchStrategy[Figure] = st.one_of(st.none(), st.just("unknown"), st.integers(0, 9))
facts = st.builds(
    Fact,
    kind=st.sampled_from(Kind),
    governorate=st.sampled_from(["IQ-NI", "IQ-AR"]),
    households=figures,
    individuals=figures,
    sectors=st.sampled_from([(), ("food",)]),
)


@given(facts, facts)
def test_contradicting_is_mutual_and_needs_two_numbers(one: Fact, other: Fact) -> None:
    assert contradictory(one, other) == contradictory(other, one)
    assert comparable(one, other) or not contradictory(one, other)
    assert not contradictory(one, one) and same_thing(one, one)
    assert same_thing(one, other) == same_thing(other, one)


A, B, C = "AR-261122-001-F", "AR-261122-002-U", "AR-261122-003-L"
MOSUL_DEBAGA = "30 families displaced from Mosul to Debaga"


async def told(town: Town, who: str, text: str, *labels: str) -> None:
    await town.say(who, text)
    await town.press(who, "^(Save|حفظ)$")
    for label in labels:
        await town.press(who, label)


@pytest.fixture
async def staff(town: Town) -> None:
    await town.person("ali", "en", governorates=["IQ-NI", "IQ-AR"], name="Ali", organisation="Ninewa office")
    await town.person("huda", "en", governorates=["IQ-AR"], name="Huda", organisation="Erbil office")
    await town.person("sara", "en", role="duty officer", name="Sara", organisation="JCMC")
    await town.group("room", ["sara"])


@pytest.fixture
async def two(town: Town, staff: None) -> list[str]:
    """Ali tells of 30 families, Huda of 45."""
    await told(town, "ali", MOSUL_DEBAGA)
    await town.clock_to(MORNING + timedelta(minutes=5))
    await told(town, "huda", "45 families displaced from Mosul to Debaga", "An update of it")
    return await references(town)


async def references(town: Town) -> list[str]:
    return [str(row["reference"]) for row in await town.rows("SELECT reference FROM reports ORDER BY id")]


async def states(town: Town) -> list[tuple[str, str, int]]:
    rows = await town.rows("SELECT state, confirmation, households FROM reports ORDER BY id")
    return [(row["state"], row["confirmation"], row["households"]) for row in rows]


def line(families: int) -> str:
    return f"Displacement · {families} families · Debaga, Erbil · from Mosul, Ninewa · 22 Nov"


WHICH = "Is this the same, an update of it, or another event? It is not saved yet."
BUTTONS = (("An update of it",), ("Another event: save",), ("The same: do not save",))


async def test_an_update_of_ones_own_is_a_correction(town: Town, staff: None) -> None:
    await told(town, "ali", "30 families (180 individuals) displaced from Mosul to Debaga")
    (first,) = await references(town)
    await told(town, "ali", "نزوح ٤٠ عائلة من الموصل الى ديبكة")
    assert town.last("ali").text == (
        f"Already reported by you, Sun 22 Nov 2026, 09:00, as {first}:\n"
        "Displacement · 30 families · 180 individuals · Debaga, Erbil · from Mosul, Ninewa · 22 Nov\n\n"
        f"Your update now:\n{line(40)}\n\n{WHICH}\n\n"
        "An update corrects the earlier one; its old figures stay in its history."
    )
    assert town.last("ali").buttons == BUTTONS
    await town.press("ali", "An update of it")
    assert town.last("ali").text.startswith(
        f"✅ Corrected: {first}. Sun 22 Nov 2026, 09:00, Baghdad time.\n\n• Families: 30 families → 40 families\n"
    )
    assert await town.rows("SELECT reference, households, individuals, version FROM reports") == [
        {"reference": first, "households": 40, "individuals": 180, "version": 2}
    ]
    assert await town.rows("SELECT id FROM disputes") == []
    assert await town.rows("SELECT id FROM forms WHERE state = 'open'") == []


async def test_the_same_and_another_event(town: Town, staff: None) -> None:
    await told(town, "ali", MOSUL_DEBAGA)
    (first,) = await references(town)
    await told(town, "huda", "45 families displaced from Mosul to Debaga", "The same")
    assert town.last("huda").text == f"Not saved again: it is already there as {first}."
    await told(town, "huda", "45 families displaced from Mosul to Debaga", "Another event")
    assert town.last("huda").text.startswith("✅ Saved.")
    assert await town.rows("SELECT id FROM disputes") == []


async def test_one_update_of_three_facts_saves_corrects_and_disputes(town: Town, staff: None) -> None:
    await told(town, "huda", MOSUL_DEBAGA)
    await told(town, "ali", "50 families returned to Sinjar")
    await told(
        town,
        "ali",
        "60 families returned to Sinjar\n45 families displaced from Mosul to Debaga\n"
        "12 families displaced from Hawija to Makhmur",
        "An update of it",
        "An update of it",
    )
    saved, corrected = town.texts("ali")[-2:]
    assert saved.startswith("✅ Saved.") and "45 families" in saved and "12 families" in saved
    assert "60 families" not in saved
    assert corrected.startswith("✅ Corrected:") and "50 families → 60 families" in corrected
    assert [row[2] for row in await states(town)] == [30, 60, 45, 12]


@pytest.mark.parametrize(
    "text",
    [
        "45 families displaced from Mosul to Debaga two days ago",
        "300 individuals displaced from Mosul to Debaga",
        "45 families displaced from Hawija to Debaga",
    ],
)
async def test_another_day_unit_or_origin_is_another_thing(town: Town, staff: None, text: str) -> None:
    await told(town, "ali", MOSUL_DEBAGA)
    await told(town, "huda", text)
    assert town.last("huda").text.startswith("✅ Saved.")


async def test_both_figures_are_kept_and_shown_as_disputed(town: Town, two: list[str]) -> None:
    first, second = two
    assert town.last("huda").text.endswith(
        f"\n\n⚖️ Disputed: {second}. Another source tells other figures; both are kept, and the duty officer rules."
    )
    assert town.last("sara").text == (
        f"New, from Huda (Erbil office):\n{second} {line(45)}\n\n"
        f"⚖️ Disputed: {second}, figures of two sources differ. /queue"
    )
    await town.say("ali", f"/show {first}")
    assert (
        "When: Sun 22 Nov 2026\n\n⚖️ Disputed. Other figures of the same:\n"
        f"• {second} {line(45)} (Erbil office, Sun 22 Nov 2026, 09:05)\n\n"
    ) in town.last("ali").text
    section = (
        "⚖️ Disputed figures: 1\n"
        f"• Displacement, Debaga, Erbil: 30 families (Ninewa office, {first}) and "
        f"45 families (Erbil office, {second})\n"
        "Until the duty officer rules, totals count the one reported first.\n\n"
        f"New displacement\n30 families; +30 against the day before\n"
    )
    await town.say("sara", "/today")
    assert section.split("New displacement")[0] in town.last("sara").text
    assert "75 families" not in town.last("sara").text
    await town.clock_to(MORNING.replace(hour=18))
    assert section.split("New displacement")[0] in town.last("room").text


async def test_one_is_kept_the_other_denied(town: Town, two: list[str]) -> None:
    first, second = two
    await town.clock_to(MORNING.replace(hour=18))
    await town.say("sara", "/queue")
    assert town.last("sara").buttons == (
        (f"Keep {first}",),
        (f"Keep {second}",),
        ("All stand: separate events",),
        ("Question", "Deny"),
        ("Next",),
    )
    stale = town.last("sara").raw
    await town.press("sara", f"Keep {second}")
    assert town.last("sara").text == (
        f"✅ {second} is kept and confirmed. Denied: {first}.\n\nNo update waits to be confirmed."
    )
    assert town.last("ali").text == (
        f"⚠️ Your update {first} was denied by Sara (JCMC).\n\n{line(30)}\nReason: another figure was kept\n\n"
        "It counts in no figure any more. If it is right after all, send it again with what confirms it."
    )
    assert await states(town) == [("withdrawn", "denied", 30), ("saved", "confirmed", 45)]
    for button in (row[0]["callback_data"] for row in stale["reply_markup"]["inline_keyboard"][:3]):
        late = await town.do(town.sim.press_button, town.stage.people["sara"], stale, button)
        assert town.toast(late) == "This dispute changed meanwhile. Nothing was done."
    assert len(await states(town)) == 2
    await town.clock_to(MORNING.replace(hour=18) + timedelta(days=1))
    told_in_room = town.last("room").text
    assert (
        "Corrections to earlier summaries: 2\n"
        f"• {first} {line(30)}: denied by the centre, another figure was kept\n"
        f"• {second} {line(45)}: no longer disputed, counted from now on\n"
    ) in told_in_room
    assert "Disputed" not in told_in_room


async def test_both_stand(town: Town, two: list[str]) -> None:
    first, second = two
    await town.say("sara", "/queue")
    await town.press("sara", "All stand")
    assert town.last("sara").text == (
        f"✅ These are separate events, all confirmed: {first} and {second}.\n\nNo update waits to be confirmed."
    )
    assert await states(town) == [("saved", "confirmed", 30), ("saved", "confirmed", 45)]
    await town.say("sara", "/today")
    assert "75 families" in town.last("sara").text and "Disputed" not in town.last("sara").text


async def test_a_third_source_joins_and_an_old_card_does_nothing(town: Town, two: list[str]) -> None:
    await town.say("sara", "/queue")
    card = town.last("sara").raw
    await town.person("omar", "en", role="admin", name="Omar")
    await told(town, "omar", "52 families displaced from Mosul to Debaga", "An update of it")
    keep = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    late = await town.do(town.sim.press_button, town.stage.people["sara"], card, keep)
    assert town.toast(late) == "This dispute changed meanwhile. Nothing was done."
    await town.say("sara", "/queue")
    third = (await references(town))[2]
    await town.press("sara", f"Keep {third}")
    assert [row[:2] for row in await states(town)] == [
        ("withdrawn", "denied"),
        ("withdrawn", "denied"),
        ("saved", "confirmed"),
    ]


async def test_confirming_from_a_card_of_before_is_no_ruling(town: Town, staff: None) -> None:
    await told(town, "ali", MOSUL_DEBAGA)
    await town.say("sara", "/queue")
    card = town.last("sara").raw
    confirm = card["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await told(town, "huda", "45 families displaced from Mosul to Debaga", "An update of it")
    late = await town.do(town.sim.press_button, town.stage.people["sara"], card, confirm)
    assert town.toast(late) == "Another source tells other figures. Please choose which to keep."
    assert [row[1] for row in await states(town)] == ["unconfirmed", "unconfirmed"]


async def outcome(town: Town) -> list[object]:
    return [row["outcome"] for row in await town.rows("SELECT outcome FROM disputes")]


async def test_equal_figures_settle_it_and_count_once(town: Town, two: list[str]) -> None:
    await town.say("huda", "/my")
    for label in ("AR-", "Correct", "Families"):
        await town.press("huda", label)
    await town.say("huda", "30")
    await town.press("huda", "^Save$")
    assert await outcome(town) == ["agreed"]
    await town.say("sara", "/today")
    assert "30 families" in town.last("sara").text and "60 families" not in town.last("sara").text
    assert "Disputed" not in town.last("sara").text
    await town.say("huda", f"correction {two[1]} 31 families")
    await town.press("huda", "^Save$")
    assert await outcome(town) == [None]


async def test_a_withdrawal_settles_it(town: Town, two: list[str]) -> None:
    await town.clock_to(MORNING.replace(hour=18))
    await town.say("ali", f"/show {two[0]}")
    for label in ("Withdraw", "It is wrong"):
        await town.press("ali", label)
    assert await outcome(town) == ["settled"]
    await town.clock_to(MORNING.replace(hour=18) + timedelta(days=1))
    assert f"• {two[1]} {line(45)}: no longer disputed, counted from now on" in town.last("room").text


async def test_who_may_not_see_the_governorate_hears_of_another_source_only(town: Town, staff: None) -> None:
    await told(town, "huda", MOSUL_DEBAGA)
    (first,) = await references(town)
    await town.person("basra", "en", governorates=["IQ-BA"], name="Basim")
    await told(town, "basra", "45 families displaced from Mosul to Debaga")
    assert town.last("basra").text == (
        f"Already reported by another source, Sun 22 Nov 2026, 09:00, as {first}:\nwith other figures\n\n"
        f"Your update now:\n{line(45)}\n\n{WHICH}\n\n"
        "An update is kept beside the earlier one: both are disputed until the duty officer rules."
    )
    await town.press("basra", "An update of it")
    second = (await references(town))[1]
    await town.say("basra", f"/show {second}")
    assert (
        "⚖️ Disputed. Other figures of the same:\n• another source, Sun 22 Nov 2026, 09:00\n"
        in town.last("basra").text
    )
    assert "Erbil office" not in "".join(town.texts("basra"))


async def test_all_of_it_in_arabic(town: Town) -> None:
    await town.person("ali", "ar", governorates=["IQ-NI"], name="علي", organisation="محافظة نينوى")
    await town.person("huda", "ar", governorates=["IQ-NI"], name="هدى", organisation="الهلال الأحمر")
    await town.person("sara", "ar", role="duty officer", name="سارة", organisation="المركز")
    await told(town, "ali", "عودة ٥٠ عائلة إلى سنجار")
    (first,) = await references(town)
    await told(town, "huda", "عودة ٦٠ عائلة إلى سنجار")
    at = "الأحد 22 تشرين الثاني 2026، 09:00"
    fifty, sixty = (f"عودة · {n} عائلة · سنجار، نينوى · 22 تشرين الثاني" for n in (50, 60))
    assert town.last("huda").text == (
        f"سبق الإبلاغ عن هذا من محافظة نينوى، {at}، بالرقم {first}:\n{fifty}\n\nتحديثكم الآن:\n{sixty}\n\n"
        "هل هو الحدث نفسه، أم مستجدات عنه، أم حدث آخر؟ لم يُحفظ بعد.\n\n"
        "المستجدات تُحفظ إلى جانب التحديث السابق، ويُعدّ الرقمان متضاربين إلى أن يبتّ فيهما الموظف المناوب."
    )
    assert town.last("huda").buttons == (("مستجدات عنه",), ("حدث آخر: حفظ",), ("الحدث نفسه: عدم الحفظ",))
    await town.press("huda", "مستجدات عنه")
    second = (await references(town))[1]
    await town.say("sara", "/today")
    assert (
        "⚖️ أرقام متضاربة: 1\n"
        f"• عودة، سنجار، نينوى: 50 عائلة (محافظة نينوى، {first}) و 60 عائلة (الهلال الأحمر، {second})\n"
        "إلى أن يبتّ فيها الموظف المناوب، يُحتسب في المجاميع ما أُبلغ عنه أولاً.\n"
    ) in town.last("sara").text
    await town.say("sara", "/queue")
    assert (
        f"⚖️ أرقام متضاربة. أرقام أخرى للحدث نفسه:\n• {second} {sixty} (الهلال الأحمر، {at})"
        in town.last("sara").text
    )
    await town.press("sara", f"اعتماد .*{first}")
    assert town.last("sara").text.startswith(f"✅ اعتُمد {first} وتم تأكيده. وتم نفي: {second}.")
    assert f"{sixty}\nالسبب: اعتُمد رقم آخر\n" in town.last("huda").text


async def test_questions_and_a_dispute_are_played() -> None:
    path = Path(__file__).parent / "scripts" / "doubts.jsonl"
    assert await play(read(path), path.parent, lambda _line: None) == 31
