"""The files of cases: what they say as shipped, and how a mistake in one is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coordination.cases.files import FOLDER, BadFile, procedures, read_folder
from coordination.cases.kind import Field


def test_the_kinds_as_shipped() -> None:
    made = procedures()
    assert {kind.id: kind.prefix for kind in made.kinds.values()} == {
        "emergency_visa": "VE",
        "multiple_entry_visa": "VM",
        "access_letter": "AL",
        "convoy": "CV",
        "flight": "FC",
        "customs": "CE",
    }
    assert {kind.reminders for kind in made.kinds.values()} == {(30, 14, 3)}
    assert set(made.lists) == {"staff", "vehicles", "goods"}
    people = made.kinds["convoy"].field("vehicles")
    assert people is not None
    assert [column.id for column in made.columns(people)][:3] == ["type", "colour", "plate"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ((0, 0), "emergency_visa"),
        ((0, 1, 0), "emergency_visa"),
        ((0, 1, 1), "multiple_entry_visa"),
        ((1,), "access_letter"),
        ((2,), "convoy"),
        ((3,), "flight"),
        ((4,), "customs"),
    ],
)
def test_triage_leads_to_a_kind(path: tuple[int, ...], kind: str) -> None:
    made = procedures()
    at, reached = made.first, ""
    for answer in path:
        chosen = made.questions[at].answers[answer]
        at, reached = chosen.next, chosen.kind
    assert (at, reached) == ("", kind)


def personal(fields: tuple[Field, ...]) -> set[str]:
    return {field.id for field in fields if field.personal}


def test_what_tells_of_persons_is_marked() -> None:
    made = procedures()
    for kind in made.kinds.values():
        by_type = {f.id for f in kind.fields if f.type in ("passport_number", "phone", "email", "staff_list")}
        assert by_type <= personal(kind.fields), kind.id
        for field in kind.fields:
            if personal(made.columns(field)):
                assert field.personal, (kind.id, field.id)


WRONG = [
    ("convoy.toml", 'prefix = "CV"', 'prefix = "XV"', "convoy.toml: prefix must be two letters from A to W."),
    (
        "flight.toml",
        'prefix = "FC"',
        'prefix = "CV"',
        "flight.toml: prefix CV is that of convoy.toml as well.",
    ),
    ("convoy.toml", 'title_ar = "', 'title = "', "convoy.toml: title_ar is missing."),
    (
        "convoy.toml",
        'type = "moment"',
        'type = "hour"',
        "convoy.toml, field departure: type is 'hour'; it must be",
    ),
    ("convoy.toml", "hours = 48", "hours = 0", "convoy.toml, notice convoy_48_hours: hours must be a whole"),
    (
        "convoy.toml",
        'field = "departure"',
        'field = "start"',
        "convoy.toml, notice convoy_48_hours: field is 'start'",
    ),
    (
        "convoy.toml",
        'offices = ["joint_',
        'offices = ["join_',
        "convoy.toml: common.toml has no office 'join_oper",
    ),
    (
        "convoy.toml",
        'types = ["pdf"',
        'types = ["exe"',
        "convoy.toml, document route_map: types must be some of",
    ),
    (
        "convoy.toml",
        'after = "departure"',
        'after = "start"',
        "convoy.toml, field arrival: after is 'start'; it must be a day or a moment",
    ),
    ("convoy.toml", "received = 1", "asleep = 1", "convoy.toml, overdue_after_days: 'asleep' is not one of"),
    ("convoy.toml", 'id = "arrival"', 'id = "departure"', "convoy.toml: departure stands there twice."),
    (
        "convoy.toml",
        'id = "arrival"',
        'id = "Arrival!"',
        "convoy.toml: the id 'Arrival!' must be small letters",
    ),
    (
        "convoy.toml",
        'values = ["yes"]',
        'values = ["si"]',
        "convoy.toml, emergency_reason, only: 'emergency' is no",
    ),
    ("convoy.toml", "\nsample = true", "\nsample = 1", "convoy.toml, field organisation_ar: sample must be"),
    ("convoy.toml", "[[field]]", "[[field", "convoy.toml: "),
    ("triage.toml", 'first = "need"', 'first = "x"', "triage.toml: first is 'x'; there is no such question."),
    (
        "triage.toml",
        'kind = "convoy"',
        'kind = "caravan"',
        "triage.toml, question need: there is no kind 'caravan'.",
    ),
    (
        "triage.toml",
        'kind = "convoy"',
        'kin = "convoy"',
        "triage.toml, question need: an answer has next or kind",
    ),
    (
        "common.toml",
        'id = "goods"\nsource',
        'id = "wares"\nsource',
        "access_letter.toml, field goods: common.toml has",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "words"), WRONG, ids=[words for *_, words in WRONG])
def test_a_mistake_names_file_and_field(tmp_path: Path, file: str, old: str, new: str, words: str) -> None:
    folder = tmp_path / "cases"
    shutil.copytree(FOLDER, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadFile) as error:
        read_folder(folder)
    assert str(error.value).startswith(words)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"^common\.toml is missing\.$"):
        read_folder(tmp_path)
