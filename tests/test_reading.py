"""What people read, where it is easily read wrong: what happened, who and where, in which order, in their digits."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from coordination.audit import Entry
from coordination.people.person import Person, Role, State
from coordination.reports.answers import Reason
from coordination.reports.draft import Draft, Item
from coordination.reports.fact import Fact, Kind
from coordination.reports.report import Report
from tests.conftest import Town
from tests.town_people import two_admins
from views import approvals, help, people, trail
from views.language import plain, words
from views.quoting import one_line
from views.status import names, saved, sentences
from views.status.keys import Keys
from views.status.questions import Asking, question

MORNING = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
MARKS = dict.fromkeys(map(ord, "\u2068\u2069\u200f"))


def bare(markup: str) -> str:
    return plain(markup).translate(MARKS)


async def test_those_on_duty_read_what_happened(town: Town) -> None:
    await town.person("ninewa", "en", governorates=["IQ-NI"], name="Ali")
    await town.person("duty", "ar", role="duty officer")
    told = "Explosion in Tal Afar <b>near</b> the market. 12 families in Baaj need tents"
    await town.say("ninewa", told)
    await town.press("ninewa", "Save")
    assert town.last("duty").text == (
        "وارد جديد من Ali:\n"
        "NI-261122-001-A حادث · تلعفر، نينوى · الخطورة: متوسطة · 22 تشرين الثاني\n"
        "NI-261122-002-P احتياج · 12 عائلة · البعاج، نينوى · الإيواء · 22 تشرين الثاني\n"
        f"«{told}»"
    )
    assert f"shelter · 22 Nov\n“{told}”\n\nThe duty officer" in town.last("ninewa").text
    await town.say("ninewa", "50 families returned to Sinjar")
    await town.press("ninewa", "Save")
    assert (
        town.last("duty").text
        == "وارد جديد من Ali:\nNI-261122-003-B عودة · 50 عائلة · سنجار، نينوى · 22 تشرين الثاني"
    )


async def test_a_note_tells_those_on_duty_what_happened(town: Town) -> None:
    await town.person("ninewa", "en", governorates=["IQ-NI"], name="Ali")
    await town.person("duty", "en", role="duty officer")
    await town.say("ninewa", "/update")
    for label in ("Access", "Ninewa", "Whole governorate", "Skip", "Skip", "Skip", "Today"):
        await town.press("ninewa", label)
    await town.say("ninewa", "The road is closed. " * 20)
    await town.press("ninewa", "Save")
    note = ("The road is closed. " * 10).rstrip()
    assert (
        town.last("duty").text == f"New, from Ali:\nNI-261122-001-A Access · Ninewa · 22 Nov\nNote: {note}…"
    )


def test_every_reference_is_told_even_where_the_words_find_no_room() -> None:
    w = words("en")
    fact = Fact(Kind.INCIDENT, governorate="IQ-NI", day=date(2026, 11, 22), note="word " * 60)
    reports = [
        Report(n, f"NI-{n}", "saved", fact, 1, ("IQ-NI",), "", "", 1, None, MORNING, 1) for n in range(12)
    ]
    for message in (saved.notice(w, reports, "Ali", ""), saved.receipt(w, reports, ())):
        assert [f"NI-{n}" in message.text for n in range(12)] == [True] * 12
        assert "word" not in message.text
    assert "word" in saved.notice(w, reports[:6], "Ali", "").text


def test_words_are_cut_between_words() -> None:
    assert [one_line("two  words\nhere", limit) for limit in (4, 8, 9, 14)] == [
        "two…",
        "two…",
        "two words…",
        "two words here",
    ]
    assert one_line("x" * 20, 5) == "xxxxx…"


@pytest.mark.parametrize(
    ("text", "arabic", "english"),
    [
        ("دهوك", "دهوك", "Duhok"),
        ("محافظة دهوك", "دهوك", "Duhok"),
        ("Dohuk", "دهوك", "Duhok"),
        ("near the <dam>", "near the <dam>، دهوك", "near the <dam>, Duhok"),
    ],
)
def test_a_governorate_is_named_once(text: str, arabic: str, english: str) -> None:
    fact = Fact(Kind.DISPLACEMENT, governorate="IQ-DA", place_text=text)
    assert [bare(names.where(words(language), fact)) for language in ("ar", "en")] == [arabic, english]


def test_references_side_by_side_are_read_in_their_order() -> None:
    shown = sentences.already_saved(words("ar"), ["NI-1", "NI-2"])
    assert "\u2068<code>NI-1</code>\u2069 و \u2068<code>NI-2</code>\u2069" in shown
    assert words("en").code("a<b") == "<code>a&lt;b</code>"


@pytest.mark.parametrize(
    ("subject", "name", "english", "arabic"),
    [
        ("person 5", "Sara <x>", "Sara <x>", "Sara <x>"),
        ("person 5", "", "person no. 5", "الشخص رقم 5"),
        ("group 1", "", "group no. 1", "المجموعة رقم 1"),
        ("invitation 3", "", "no. 3", "رقم 3"),
        ("NI-261122-001-A", "", "NI-261122-001-A", "NI-261122-001-A"),
    ],
)
def test_the_trail_names_whom_it_is_about(subject: str, name: str, english: str, arabic: str) -> None:
    entry = Entry(MORNING, "Amal", "role changed", subject, name)
    shown = [bare(trail.trail(words(language), [entry])[0].text) for language in ("en", "ar")]
    assert shown == [
        f"The latest entry\n22 Nov 09:00 · Amal · role changed: {english}",
        f"آخر قيد\n22 تشرين الثاني 09:00 · Amal · تغيير صفة: {arabic}",
    ]


async def test_the_trail_knows_the_names_of_people_and_groups(town: Town) -> None:
    await two_admins(town)
    await town.group("Camps", ["amal"])
    await town.say("amal", "/invite")
    await town.press("amal", "Partner")
    await town.say("amal", "/trail")
    assert [line.split(" · ", 1)[1] for line in town.last("amal").text.splitlines()[1:]] == [
        "Amal · invitation made: no. 1",
        "the bot · group settings changed: Camps",
        "the bot · group approved: Camps",
    ]


def person(state: State) -> Person:
    return Person(1, 1, state, "Sara", "", Role.PARTNER, (), "en", "western", True, 1)


def test_a_decision_is_told_as_far_as_it_is_known() -> None:
    w = words("en")
    who = "Name: Sara\nRole: partner\n\n"
    told = [
        approvals.decided(w, person("approved"), "Amal", MORNING),
        approvals.decided(w, person("rejected"), "", MORNING),
        approvals.decided(w, person("approved"), "", None),
        approvals.decided(w, person("waiting"), "", None),
    ]
    assert [plain(message.text) for message in told] == [
        f"{who}✅ Approved by Amal, Sun 22 Nov 2026, 09:00.",
        f"{who}Rejected by an admin, Sun 22 Nov 2026, 09:00.",
        f"{who}✅ Approved already.",
        f"{who}This request is no longer open.",
    ]


def test_the_list_of_people_marks_states() -> None:
    shown = people.people_list(words("en"), [person("approved"), person("waiting")], 0, 2)
    assert [row[0].label for row in shown.buttons] == ["Sara · partner", "⏳ Sara · partner"]


def test_examples_are_in_the_persons_digits() -> None:
    w = words("ar", digits="arabic")
    asked = Asking(Draft((Item(Fact(Kind.NEED)),)), Keys(1, 1), (), date(2026, 11, 22))
    reasons: tuple[Reason, ...] = ("negative", "fraction")
    shown = [
        question(w, "when", asked).text,
        *(sentences.refused(w, reason) for reason in reasons),
        sentences.no_facts(w).text,
        help.description(w, "today"),
    ]
    found = [[char for char in bare(text) if char.isdecimal()] for text in shown]
    assert ["".join(digits) for digits in found] == ["٢١١١", "١٢٠", "١٢٠", "١٢٠", "٢٤"]
