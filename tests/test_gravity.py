"""How grave an incident is: the rule out of words and figures, what a person says, and how it is kept and counted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.people.person import Role
from coordination.reports import store
from coordination.reports.casualties import Casualties, casualties
from coordination.reports.draft import Draft
from coordination.reports.fact import GRAVITIES, Fact, Figure, Gravity, Kind
from coordination.reports.gravity import gravity, rated, rated_draft
from coordination.summaries.rollups import differences
from tests.conftest import Town
from tests.summary_desk import ANBAR, NINEWA, Desk, at, open_desk

INCIDENT = Fact(Kind.INCIDENT)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Explosion in Ramadi market, 3 killed and 12 wounded", Casualties(3, 12)),
        ("killed 2 and injured 5", Casualties(2, 5)),
        ("مقتل ثلاثة اشخاص واصابة ٥ اخرين في انفجار", Casualties(3, 5)),
        ("استشهاد شخصين واصابة طفل", Casualties(2, 1)),
        ("انفجار عبوة ناسفة، شهيدين وجريح واحد", Casualties(2, 1)),
        ("٥ جرحى و١٠ قتلى", Casualties(10, 5)),
        ("2 people were injured, 3 trapped", Casualties(0, 2, 3)),
        ("killed on 12 November near the river", Casualties(1)),
        ("0 killed, 4 injured", Casualties(0, 4)),
        ("two houses burnt, no casualties", Casualties(nobody=True)),
        ("حريق بدون اصابات", Casualties(nobody=True)),
        ("سقوط شهيدان وجريحان في القصف", Casualties(2, 2)),
        ("لا يوجد قتلى أو جرحى", Casualties(nobody=True)),
        ("ولا توجد أي إصابات", Casualties(nobody=True)),
        ("5 جرحى ولا قتلى", Casualties(0, 5)),
        ("انفجار قرب جسر الشهداء", Casualties()),
        ("انفجار في حي الشهداء ومقتل 3", Casualties(3)),
        ("ادى الى استشهاد ٢ واصابة ٤ من المدنيين", Casualties(2, 4)),
        ("armed men attacked a checkpoint, 2 police martyred", Casualties(2)),
        ("120 families left the camp", Casualties()),
    ],
)
def test_casualties(text: str, told: Casualties) -> None:
    assert casualties(text) == told


@pytest.mark.parametrize(
    ("text", "figures", "grave"),
    [
        ("something happened", (None, None), "unknown"),
        ("fire in a shop", (None, None), "minor"),
        ("clashes near the bridge", (None, None), "moderate"),
        ("سيارة مفخخة عند السيطرة", (None, None), "severe"),
        ("قصف بطائرة مسيرة قرب المطار", (None, None), "severe"),
        ("إطلاق نار قرب السيطرة", (None, None), "moderate"),
        ("car bomb, nobody was hurt", (None, None), "moderate"),
        ("something happened, no casualties", (None, None), "minor"),
        ("fire, 9 injured", (None, None), "moderate"),
        ("fire, 10 injured", (None, None), "severe"),
        ("fire, one person died", (None, None), "severe"),
        ("fire, 10 people died", (None, None), "extreme"),
        ("storm", (19, None), "minor"),
        ("storm", (20, None), "moderate"),
        ("storm", ("unknown", 500), "severe"),
        ("storm", (1000, 6000), "extreme"),
        ("storm", (0, 0), "minor"),
    ],
)
def test_incident(text: str, figures: tuple[Figure, Figure], grave: Gravity) -> None:
    fact = Fact(Kind.INCIDENT, households=figures[0], individuals=figures[1])
    assert gravity(fact, text) == grave


def test_other_kinds() -> None:
    assert gravity(Fact(Kind.DISPLACEMENT, households=100), "3 killed") == "severe"
    assert gravity(Fact(Kind.DISPLACEMENT, households="unknown")) == "unknown"
    assert gravity(Fact(Kind.RETURN, households=5000)) == "unknown"
    assert gravity(Fact(Kind.SITUATION, nothing_to_report=True), "3 killed") == "unknown"


def test_what_a_person_says_holds() -> None:
    said = Fact(Kind.INCIDENT, gravity="minor", gravity_chosen=True)
    assert rated(said, "12 killed") == said
    moved = Fact(Kind.DISPLACEMENT, households=20, gravity="extreme", gravity_chosen=True)
    assert rated(moved) == Fact(Kind.DISPLACEMENT, households=20, gravity="moderate")


def test_each_incident_of_a_message_by_its_own_sentence() -> None:
    text = "Bombing in Ramadi: 4 killed. Small fire in Hit"
    told = [Fact(Kind.INCIDENT, ANBAR, place_text=place) for place in ("Ramadi", "Hit")]
    assert [one.gravity for one in rated_draft(Draft().with_told(told, 7, text)).facts] == ["severe", "minor"]
    alone = rated_draft(Draft().with_told(told[1:], 7, text))
    assert [one.gravity for one in alone.facts] == ["severe"]


@given(st.text(), st.sampled_from([None, 0, 1, 50, 10**9, "unknown"]))
def test_any_text_has_a_gravity(text: str, figure: Figure) -> None:
    assert gravity(Fact(Kind.INCIDENT, households=figure), text) in (*GRAVITIES, "unknown")


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(tmp_path) as opened:
        yield opened


async def test_kept_and_counted(desk: Desk) -> None:
    who = await desk.person(Role.FOCAL_POINT, ANBAR)
    await desk.save(who, at(22, 9), Fact(Kind.INCIDENT, ANBAR), text="3 killed")
    await desk.save(who, at(22, 10), Fact(Kind.INCIDENT, ANBAR), text="Fire")
    said = Fact(Kind.INCIDENT, ANBAR, gravity="extreme", gravity_chosen=True)
    [last] = await desk.save(who, at(22, 11), said, text="Fire")
    await desk.save(who, at(22, 12), Fact(Kind.INCIDENT, ANBAR), text="Something")
    counted = "SELECT counted, minor, moderate, severe, extreme FROM rollups WHERE sector = '*'"
    assert [tuple(row.values()) for row in await desk.rows(counted)] == [(4, 1, 0, 1, 1)]
    async with desk.database.reading() as tx:
        report = await store.by_reference(tx, last)
        assert report is not None
        assert (report.fact.gravity, report.fact.gravity_chosen) == ("extreme", True)
        assert await differences(tx) == []


async def test_shown_and_changed(town: Town) -> None:
    ninewa = "ninewa"
    await town.person(ninewa, "en", role="focal point", governorates=[NINEWA])
    await town.say(ninewa, "Explosion in Mosul today, 2 killed")
    assert "Gravity: severe" in town.last(ninewa).text
    await town.press(ninewa, "Change")
    await town.press(ninewa, "Gravity")
    labels = [label for row in town.last(ninewa).buttons for label in row]
    assert labels == ["Minor", "Moderate", "✓ Severe", "Extreme", "Not known", "Back", "Cancel"]
    await town.press(ninewa, "Extreme")
    assert "Gravity: extreme" in town.last(ninewa).text
    await town.press(ninewa, "Save")
    await town.say(ninewa, "/show NI-261122-001-A")
    await town.press(ninewa, "Correct")
    await town.press(ninewa, "Gravity")
    await town.press(ninewa, "Moderate")
    assert "Gravity: extreme → moderate" in town.last(ninewa).text
