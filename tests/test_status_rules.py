"""The rules of the form: days, numbers and places as typed; drafts that survive being kept; no answer that breaks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.places import gazetteer
from coordination.reports.answers import Moved, press, typed
from coordination.reports.days import parse_day
from coordination.reports.draft import Draft, Item, Pending, data_of, draft_of
from coordination.reports.fact import SECTORS, Fact, Kind
from coordination.reports.number_answers import Number, type_number
from coordination.reports.path import before, doubtful, lacks, path
from views.language import plain, utf16_length, words
from views.status.card import ReadBack, card
from views.status.keys import Keys
from views.status.questions import Asking, question

TODAY = date(2026, 11, 22)
PLACES = [place.id for place in gazetteer().places]
FIGURES = st.one_of(st.none(), st.just("unknown"), st.integers(0, 10**12))
NAMES = st.text(max_size=80)
FACTS = st.builds(
    Fact,
    kind=st.sampled_from(Kind),
    governorate=st.one_of(st.none(), st.sampled_from([place.id for place in gazetteer().governorates()])),
    place=st.one_of(st.none(), st.sampled_from(PLACES)),
    place_text=NAMES,
    origin_governorate=st.one_of(
        st.none(), st.sampled_from([place.id for place in gazetteer().governorates()])
    ),
    origin_place=st.one_of(st.none(), st.sampled_from(PLACES)),
    origin_text=NAMES,
    households=FIGURES,
    individuals=FIGURES,
    sectors=st.lists(st.sampled_from(SECTORS), unique=True).map(tuple),
    day=st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2100, 1, 1))),
    approximate=st.booleans(),
    nothing_to_report=st.booleans(),
    note=st.text(max_size=1_000),
)
STEPS = st.sampled_from(
    [
        "kind",
        "governorate",
        "district",
        "place",
        "households",
        "individuals",
        "origin",
        "origin_place",
        "sectors",
        "when",
        "note",
        "card",
        "change",
    ]
)
LONGEST = Fact(
    Kind.DISPLACEMENT,
    "IQ-SD",
    None,
    "x" * 80,
    "IQ-SD",
    None,
    "y" * 80,
    10**12,
    10**12,
    SECTORS,
    TODAY,
    approximate=True,
    note="z" * 1_000,
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21/11", date(2026, 11, 21)),
        ("٢١/١١/٢٠٢٦", date(2026, 11, 21)),
        ("۲۱.۱۱.۲۶", date(2026, 11, 21)),
        ("5-1", date(2027, 1, 5)),
        ("29/2", None),
        ("31/11", None),
        ("yesterday", date(2026, 11, 21)),
        ("أمس", date(2026, 11, 21)),
        ("اول امس", date(2026, 11, 20)),
        ("اليوم", TODAY),
        ("11/2026", None),
        ("soon", None),
    ],
)
def test_days_are_read_as_they_are_typed(text: str, day: date | None) -> None:
    assert parse_day(text, TODAY) == day


def test_a_day_without_a_year_is_the_nearest_one() -> None:
    assert parse_day("28/12", date(2027, 1, 2)) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("120", Number(120, False)),
        ("١٬٢٠٠ عائلة", Number(1_200, False)),
        ("حوالي ۱۲۰", Number(120, True)),
        ("≈ 50", Number(50, True)),
        ("20-25", Number(23, True)),
        ("0", Number(0, False)),
        ("-3", "negative"),
        ("2.5", "fraction"),
        ("no idea", None),
        ("9" * 400, None),
    ],
)
def test_numbers_are_read_as_they_are_typed(text: str, number: Number | str | None) -> None:
    assert type_number(text) == number


def test_a_rough_figure_makes_the_fact_approximate_until_it_is_put_right() -> None:
    draft = Draft((Item(Fact(Kind.NEED, "IQ-NI")),))
    rough = typed(draft, "households", "about 120", TODAY)
    assert isinstance(rough, Moved)
    assert rough.draft.facts == (Fact(Kind.NEED, "IQ-NI", households=120, approximate=True),)
    exact = typed(rough.draft, "households", "118", TODAY)
    assert isinstance(exact, Moved)
    assert exact.draft.facts == (Fact(Kind.NEED, "IQ-NI", households=118),)


def test_only_questions_that_make_sense_are_asked() -> None:
    assert path(Fact(Kind.SITUATION, "IQ-NI")) == ("kind", "governorate", "district", "when", "note")
    assert path(Fact(Kind.SITUATION, nothing_to_report=True)) == ("kind", "governorate")
    assert "origin" not in path(Fact(Kind.INCIDENT, "IQ-NI"))


def test_what_an_update_lacks_is_known() -> None:
    complete = Fact(Kind.NEED, "IQ-NI", sectors=("food",), day=TODAY)
    assert lacks(complete) is None
    assert lacks(replace(complete, governorate=None)) == "governorate"
    assert lacks(replace(complete, sectors=())) == "sectors"
    assert lacks(replace(complete, day=None)) == "when"


@pytest.mark.parametrize(
    ("fact", "doubt"),
    [
        (Fact(Kind.RETURN, households=500_000, day=TODAY), False),
        (Fact(Kind.RETURN, households=500_001, day=TODAY), True),
        (Fact(Kind.RETURN, individuals=5_000_001, day=TODAY), True),
        (Fact(Kind.RETURN, day=date(2026, 11, 8)), False),
        (Fact(Kind.RETURN, day=date(2026, 11, 7)), True),
        (Fact(Kind.RETURN, day=date(2026, 11, 23)), True),
    ],
)
def test_odd_figures_and_days_get_a_second_look(fact: Fact, doubt: bool) -> None:
    assert doubtful(Item(fact), TODAY) is doubt
    said = ("many:households:500001", "many:individuals:5000001", "day:2026-11-07", "day:2026-11-23")
    assert not doubtful(Item(fact, affirmed=said), TODAY)


@given(st.lists(FACTS, max_size=3), st.integers(0, 3), st.booleans())
def test_a_draft_reads_back_as_it_was_kept(facts: list[Fact], at: int, changing: bool) -> None:
    draft = Draft(
        tuple(Item(fact, n or None) for n, fact in enumerate(facts)),
        at,
        changing,
        pending=Pending("origin", "البصرة", ("IQ-BA", "IQG02Q02")),
        texts={1: "text"},
        album="7",
    )
    assert draft_of(json.loads(json.dumps(data_of(draft)))) == draft


@given(FACTS, STEPS, st.text(max_size=60), st.booleans())
def test_no_answer_breaks_the_form(fact: Fact, step: str, text: str, changing: bool) -> None:
    draft = Draft((Item(fact),), changing=changing)
    for outcome in (
        typed(draft, step, text, TODAY),
        press(draft, step, text, TODAY),
        press(draft, step, "skip", TODAY),
    ):
        if isinstance(outcome, Moved):
            assert len(outcome.draft.items) == 1
            before(outcome.draft, outcome.step)
            _shown(outcome)


def _shown(outcome: Moved) -> None:
    keys = Keys(2**53, 9_999)
    for language in ("ar", "en"):
        w = words(language)
        if outcome.step == "card":
            message = card(w, ReadBack(outcome.draft, keys, (), TODAY))
        else:
            message = question(w, outcome.step, Asking(outcome.draft, keys, ("IQ-NI",), TODAY))
        assert utf16_length(plain(message.text)) <= 4_096


def test_the_fullest_card_fits_into_one_message() -> None:
    for count in (1, 12):
        draft = Draft(tuple(Item(LONGEST, 1) for _ in range(count)), texts={1: "w" * 4_000})
        for language in ("ar", "en"):
            message = card(words(language), ReadBack(draft, Keys(1, 1), (), TODAY))
            assert utf16_length(plain(message.text)) <= 4_096


@given(st.sampled_from(PLACES))
def test_every_place_fits_into_a_button(place_id: str) -> None:
    assert len(Keys(2**53, 9_999).answer("x", place_id).data.encode()) <= 64
