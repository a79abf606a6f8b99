"""What follows from a kind and its answers, without rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.cases.answers import Value
from coordination.cases.case import Case
from coordination.cases.files import procedures
from coordination.cases.papers import Offer, check_file, file_type
from coordination.cases.rules import (
    Missing,
    Times,
    missing,
    months_after,
    notice,
    overdue,
    overdue_at,
    times,
    warnings,
)
from coordination.cases.states import CLOSED, Move, State, after, moves_from
from tests.case_desk import NOW, PAPERS, PERSONAL, PUBLIC, VISA

ANSWERS = PUBLIC | PERSONAL
CONVOY, FLIGHT = procedures().kinds["convoy"], procedures().kinds["flight"]
BLANK = Case(
    id=1,
    number="VE-2611-0001-B",
    kind=VISA,
    state=State.APPROVED,
    applicant=1,
    organisation="",
    organisation_key="",
    officer=None,
    fields={},
    sealed=None,
    urgent=False,
    asked=(),
    office="",
    approval_number="",
    approved_on=None,
    valid_from=None,
    valid_until=None,
    refusal="",
    created_at=NOW,
    updated_at=NOW,
    filed_at=NOW,
    state_since=NOW,
    overdue_at=None,
    decided_at=None,
    closed_at=None,
    purged_at=None,
    version=1,
)


def decided_after(*days: float) -> list[Case]:
    return [replace(BLANK, decided_at=NOW + timedelta(days=each)) for each in days]


def test_a_complete_request_misses_nothing() -> None:
    assert missing(VISA, ANSWERS, PAPERS) == ()


@pytest.mark.parametrize(
    ("changes", "papers", "found"),
    [
        ({"full_name": ""}, PAPERS, (Missing("field", "full_name"),)),
        ({"governorates": []}, PAPERS, (Missing("field", "governorates"),)),
        ({}, PAPERS[1:], (Missing("document", "letter"),)),
        (
            {"registration": "registered"},
            PAPERS,
            (Missing("field", "registration_number"), Missing("document", "registration_certificate")),
        ),
        ({"registration": "un"}, PAPERS[:3], ()),
    ],
)
def test_what_is_missing_depends_on_the_answers(
    changes: dict[str, Value], papers: tuple[str, ...], found: tuple[Missing, ...]
) -> None:
    assert missing(VISA, ANSWERS | changes, papers) == found


def test_an_ended_rule_is_asked_for_no_longer() -> None:
    without = {id: value for id, value in ANSWERS.items() if id != "urgency"}
    assert missing(VISA, without, PAPERS[1:], {"urgency", "letter"}) == ()
    assert notice(VISA, {"entry_day": "2026-11-23"}, NOW, {"visa_emergency_days"}) == ()
    assert warnings(VISA, ANSWERS | {"passport_expiry": "2027-01-01"}, {"passport_six_months"}) == ()


@pytest.mark.parametrize(
    ("answers", "late"),
    [
        ({"emergency": "no", "departure": "2026-11-24T06:00:00.000Z"}, []),
        ({"emergency": "no", "departure": "2026-11-24T05:59:00.000Z"}, ["convoy_48_hours"]),
        ({"emergency": "yes", "departure": "2026-11-24T05:59:00.000Z"}, []),
        ({"emergency": "yes", "departure": "2026-11-23T05:59:00.000Z"}, ["convoy_24_hours"]),
        ({"departure": "2026-11-22T06:00:00.000Z"}, []),
        ({"emergency": "no"}, []),
    ],
)
def test_the_notice_of_a_convoy(answers: dict[str, Value], late: list[str]) -> None:
    assert [one.id for one in notice(CONVOY, answers, NOW)] == late


def test_rules_that_disagree_are_each_told_with_their_source() -> None:
    answers: dict[str, Value] = {
        "permit": "landing",
        "flight_kind": "civil",
        "new_carrier": "no",
        "entry": "2026-11-23T05:00:00.000Z",
    }
    late = notice(FLIGHT, answers, NOW)
    assert [(one.id, one.hours) for one in late] == [("icaa_24_hours", 24), ("list_72_hours", 72)]
    assert late[0].source.words != late[1].source.words
    assert all(one.source.sample for one in late)


@pytest.mark.parametrize(("expiry", "warned"), [("2027-06-10", False), ("2027-06-09", True)])
def test_a_passport_should_be_valid_six_months_after_entry(expiry: str, warned: bool) -> None:
    found = [one.id for one in warnings(VISA, ANSWERS | {"passport_expiry": expiry})]
    assert found == (["passport_six_months"] if warned else [])


def test_months_end_where_the_month_does() -> None:
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert months_after(date(2026, 12, 10), 1) == date(2027, 1, 10)


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ((), None),
        ((1, 2), None),
        ((3, 1, 2), Times(2.0, 3.0, 3)),
        ((1.5, 2, 4, 9), Times(3.0, 9.0, 4)),
        (tuple(range(1, 11)), Times(5.5, 9.0, 10)),
        (tuple(range(1, 12)), Times(6.0, 10.0, 11)),
    ],
)
def test_real_times(days: tuple[float, ...], found: Times | None) -> None:
    assert times([*decided_after(*days), BLANK]) == found


@given(st.lists(st.integers(1, 200), min_size=3, max_size=40))
def test_nine_tenths_did_not_take_longer(days: list[int]) -> None:
    found = times(decided_after(*days))
    assert found is not None
    assert sum(each <= found.ninetieth for each in days) >= 0.9 * len(days)
    assert found.median <= found.ninetieth


def test_overdue_by_state() -> None:
    since = datetime(2026, 11, 22, 6, tzinfo=UTC)
    assert overdue_at(VISA, State.SENT, since) == datetime(2026, 11, 29, 6, tzinfo=UTC)
    assert overdue_at(CONVOY, State.APPROVED, since) is None
    late = replace(BLANK, overdue_at=since)
    assert [overdue(late, since - timedelta(seconds=1)), overdue(late, since), overdue(BLANK, since)] == [
        False,
        True,
        False,
    ]


def test_every_move_and_no_other() -> None:
    allowed = {
        ("draft", "filed", "received"),
        ("draft", "withdrawn", "withdrawn"),
        ("received", "asked", "incomplete"),
        ("received", "completed", "complete"),
        ("received", "refused", "refused"),
        ("received", "withdrawn", "withdrawn"),
        ("incomplete", "provided", "received"),
        ("incomplete", "completed", "complete"),
        ("incomplete", "refused", "refused"),
        ("incomplete", "withdrawn", "withdrawn"),
        ("complete", "asked", "incomplete"),
        ("complete", "sent", "sent"),
        ("complete", "refused", "refused"),
        ("complete", "withdrawn", "withdrawn"),
        ("sent", "asked", "incomplete"),
        ("sent", "sent", "sent"),
        ("sent", "approved", "approved"),
        ("sent", "refused", "refused"),
        ("sent", "withdrawn", "withdrawn"),
        ("approved", "collected", "collected"),
        ("approved", "used", "used"),
        ("approved", "expired", "expired"),
        ("approved", "withdrawn", "withdrawn"),
        ("collected", "used", "used"),
        ("collected", "expired", "expired"),
        ("complete", "returned", "received"),
        ("sent", "returned", "complete"),
        ("approved", "returned", "sent"),
        ("collected", "returned", "approved"),
        ("refused", "returned", "received"),
        ("incomplete", "lapsed", "withdrawn"),
        ("withdrawn", "reopened", "incomplete"),
    }
    found = {(state, move, after(move, state)) for state, move in product(State, Move) if after(move, state)}
    assert {tuple(map(str, one)) for one in found} == allowed
    assert {state for state in State if not moves_from(state)} == CLOSED - {State.REFUSED, State.WITHDRAWN}


@pytest.mark.parametrize(
    ("name", "mime", "type"),
    [
        ("Passport.PDF", "application/pdf", "pdf"),
        ("scan.jpeg", "image/jpeg", "jpg"),
        ("scan.pdf", "", "pdf"),
        ("scan.png", "application/octet-stream", "png"),
        ("", "image/png", "png"),
        ("scan.pdf", "image/png", None),
        ("virus.pdf.exe", "application/pdf", None),
        ("list.xls", "application/vnd.ms-excel", None),
        ("", "", None),
    ],
)
def test_types_of_files(name: str, mime: str, type: str | None) -> None:
    assert file_type(name, mime) == type


def test_files_of_a_document() -> None:
    photo = VISA.document("photo")
    assert photo is not None
    assert check_file(photo, Offer("a.png", "image/png", 10 * 2**20, "x")) is None
    assert check_file(photo, Offer("a.png", "image/png", 10 * 2**20 + 1, "x")) == "too large"
    assert check_file(photo, Offer("a.pdf", "application/pdf", 1, "x")) == "wrong type"
