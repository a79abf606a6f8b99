"""An alert narrowed to districts: chosen by buttons, said in each language, coded in CAP, sent to whole governorates."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.alerts import entry
from coordination.alerts.districts import MOST, districts_of, joined, named, parts
from coordination.groups.choices import governorate_codes
from tests.conftest import Town
from tests.test_alerts import later, people
from tests.test_cap import CAP, valid

NINEWA, BASRA = "IQ-NI", "IQ-BA"
SINJAR, TELAFAR = "IQG15Q07", "IQG15Q08"
WHOLE = "None is chosen: it is for the whole governorate."


async def to_areas(town: Town, *areas: str) -> None:
    await town.say("duty", "/alert")
    if "New alert" in str(town.last("duty").buttons):
        await town.press("duty", "^New alert$")
    for label in ("Flood", "Act at once", "Severe danger", "Likely", *areas):
        await town.press("duty", f"^{label}$")


async def to_preview(town: Town) -> None:
    await town.press("duty", "^Done$")
    await town.say("duty", "ابتعدوا عن ضفاف النهر.")
    await town.say("duty", "Keep away from the banks of the river.")
    await town.press("duty", "^6 hours$")


async def narrowed(town: Town, *districts: str) -> None:
    await to_areas(town, "Ninewa", "Only some districts", *districts)
    await to_preview(town)


async def document(town: Town) -> bytes:
    """The CAP file, asked for on the board."""
    await town.press("duty", "^CAP file$")
    stored = town.sim.world.files.by_id(town.last("duty").raw["document"]["file_id"])
    assert stored is not None
    return stored.data


def areas_of(body: bytes) -> list[tuple[str | None, list[str | None]]]:
    """The description and the P-codes of each language's area."""
    found = []
    for area in valid(body).iter(f"{CAP}area"):
        codes = [code.findtext(f"{CAP}value") for code in area.findall(f"{CAP}geocode")]
        found.append((area.findtext(f"{CAP}areaDesc"), codes))
    return found


async def test_some_districts_are_said_and_coded_in_both_languages(town: Town) -> None:
    await people(town)
    await to_areas(town, "Ninewa", "Only some districts")
    assert town.last("duty").text == f"Which districts of Ninewa?\n{WHOLE}"
    await town.press("duty", "^Sinjar$")
    await town.press("duty", "^Tal Afar$")
    assert town.last("duty").text == "Which districts of Ninewa?\n2 districts are chosen."
    assert "✓ Sinjar" in str(town.last("duty").buttons)
    await to_preview(town)
    await town.press("duty", "^Send now$")
    await later(town, seconds=10)
    assert town.last("second").text.splitlines()[:2] == [
        "🟠 Alert: Flood",
        "Area: Ninewa (Sinjar and Tal Afar districts)",
    ]
    assert town.last("ninewa").text.splitlines()[:2] == [
        "🟠 إنذار: فيضان",
        "المنطقة: نينوى (قضاءا سنجار وتلعفر)",
    ]
    assert town.texts("basra") == []
    assert areas_of(await document(town)) == [
        ("نينوى (قضاءا سنجار وتلعفر)", [SINJAR, TELAFAR]),
        ("Ninewa (Sinjar and Tal Afar districts)", [SINJAR, TELAFAR]),
    ]


async def test_each_governorate_is_narrowed_on_its_own_and_a_whole_one_keeps_its_code(town: Town) -> None:
    await people(town)
    await to_areas(town, "Ninewa", "Basra", "Only some districts")
    await town.press("duty", "^Districts of Basra$")
    assert town.last("duty").text == f"Which districts of Basra?\n{WHOLE}"
    await town.press("duty", "^Zubair$")
    await town.press("duty", "^Districts of Ninewa$")
    assert town.last("duty").text == f"Which districts of Ninewa?\n{WHOLE}"
    await to_preview(town)
    assert "Area: Ninewa and Basra (Zubair district)" in town.last("duty").text
    await town.press("duty", "^Ask for approval$")
    await town.press("second", "^Approve and send$")
    await later(town, seconds=10)
    assert "Area: Ninewa and Basra (Zubair district)" in town.last("basra").text
    assert areas_of(await document(town)) == [
        ("نينوى والبصرة (قضاء الزبير)", ["IQG15", "IQG02Q06"]),
        ("Ninewa and Basra (Zubair district)", ["IQG15", "IQG02Q06"]),
    ]


async def test_changing_the_area_keeps_only_the_districts_that_are_still_in_it(town: Town) -> None:
    await people(town)
    await narrowed(town, "Sinjar")
    assert "Area: Ninewa (Sinjar district)" in town.last("duty").text
    await town.press("duty", "^Area$")
    await town.press("duty", "✓ Ninewa")
    await town.press("duty", "^Basra$")
    await town.press("duty", "^Done$")
    assert "Area: Basra\n" in town.last("duty").text
    await town.press("duty", "^Districts$")
    assert town.last("duty").text == f"Which districts of Basra?\n{WHOLE}"
    await town.press("duty", "^Done$")
    await town.press("duty", "^Area$")
    await town.press("duty", "^All of Iraq$")
    assert "Only some districts" not in str(town.last("duty").buttons)
    await town.press("duty", "^Done$")
    assert "Districts" not in str(town.last("duty").buttons)


async def test_an_update_keeps_the_districts_and_joins_those_of_another_alert(town: Town) -> None:
    await people(town)
    await narrowed(town, "Sinjar")
    await town.press("duty", "^Send now$")
    await later(town, minutes=5)
    await to_areas(town, "Ninewa", "Only some districts", "Tal Afar", "Done")
    assert town.last("duty").text.startswith(
        "An alert of this was sent 5 minutes ago: Flood, Ninewa (Sinjar district)."
    )
    await town.press("duty", "^Make it an update$")
    await town.say("duty", "ابتعدوا عن ضفاف النهر.")
    await town.say("duty", "Keep away from the banks of the river.")
    await town.press("duty", "^6 hours$")
    assert "Area: Ninewa (Sinjar and Tal Afar districts)" in town.last("duty").text


async def test_more_districts_together_than_one_alert_can_have_are_to_be_made_fewer(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry, "MOST", 1)
    await people(town)
    await narrowed(town, "Sinjar")
    await town.press("duty", "^Send now$")
    await later(town, minutes=5)
    await to_areas(town, "Ninewa", "Only some districts", "Tal Afar", "Done")
    await town.press("duty", "^Make it an update$")
    assert town.last("duty").text == (
        "That is more than 20 districts. Choose fewer, or whole governorates.\n\n"
        "Which districts of Ninewa?\n2 districts are chosen."
    )
    await town.press("duty", "✓ Sinjar")
    await town.press("duty", "^Done$")
    await town.say("duty", "ابتعدوا عن ضفاف النهر.")
    await town.say("duty", "Keep away from the banks of the river.")
    await town.press("duty", "^6 hours$")
    assert "Area: Ninewa (Tal Afar district)" in town.last("duty").text


def test_more_districts_than_there_can_be_are_not_sent() -> None:
    areas = [code for code in governorate_codes() if len(districts_of(code)) > 5][:5]
    ids = [place.id for code in areas for place in districts_of(code)[:5]]
    data = {"kind": "alert", "message": "Update", "areas": areas, "until": "2026-11-24T10:00:00.000000Z"}
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert entry.fault_of({**data, "districts": ids}, now) == ("districts", "districts")
    assert entry.fault_of({**data, "districts": ids[:MOST]}, now) is None


def test_whole_and_part_joined_is_whole() -> None:
    some, other = ([NINEWA], [SINJAR]), ([NINEWA, BASRA], [TELAFAR])
    assert joined(some, other) == ([NINEWA, BASRA], [SINJAR, TELAFAR])
    assert joined(some, ([NINEWA], [])) == ([NINEWA], [])
    assert joined(([BASRA], []), some) == ([NINEWA, BASRA], [SINJAR])


def test_every_district_is_the_whole_governorate() -> None:
    every = [place.id for place in districts_of(NINEWA)]
    assert parts(([NINEWA], every)) == [(NINEWA, ())]
    assert named(([NINEWA], every)) == ()
    assert named(([BASRA], [SINJAR])) == ()


@given(
    st.lists(st.sampled_from(governorate_codes())),
    st.lists(st.sampled_from([place.id for code in governorate_codes() for place in districts_of(code)])),
)
def test_an_area_joined_with_itself_is_itself(codes: list[str], districts: list[str]) -> None:
    meant = list(named((codes, districts)))
    assert joined((codes, districts), (codes, districts)) == (
        [code for code in governorate_codes() if code in codes],
        meant,
    )


@pytest.mark.parametrize("value", ["IQG02Q01", "IQ-NI", "", "x" * 40, "IQG15"])
def test_a_forged_district_changes_nothing(value: str) -> None:
    data = {"kind": "alert", "message": "Alert", "areas": [NINEWA], "districts": [SINJAR]}
    assert entry.toggled("districts", value, data) == {"districts": [SINJAR]}


def test_too_many_districts_are_refused() -> None:
    areas = [code for code in governorate_codes() if len(districts_of(code)) > 5][:5]
    ids = [place.id for code in areas for place in districts_of(code)[:5]]
    data = {"kind": "alert", "message": "Alert", "areas": areas}
    assert len(ids) == 25
    assert entry.missing("districts", {**data, "districts": ids[:MOST]}) is None
    assert entry.missing("districts", {**data, "districts": ids[: MOST + 1]}) == "districts"
