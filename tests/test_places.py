"""The gazetteer: complete, consistent, and found under the names that people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.places import gazetteer, load, short_code
from coordination.text.reference import read_table

G = gazetteer()


def ids(text: str, within: str | None = None) -> list[str]:
    return [place.id for place in G.find(text, within).places]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ({"governorate": "IQ-XX"}, "there is no governorate 'IQ-XX'."),
        ({"parent": "NOPE"}, "there is no parent 'NOPE'."),
        ({"id": "IQ-BG"}, "another row has this id."),
        ({"lat": "north"}, "lat and lon must be numbers, in degrees."),
        ({"note": None}, "it must have as many columns as the first line."),
        (
            {"kind": "cave"},
            "kind is 'cave'; it must be one of governorate, district, subdistrict, camp, town.",
        ),
    ],
)
def test_a_row_that_is_no_place_is_named(
    monkeypatch: pytest.MonkeyPatch, row: dict[str, str], wrong: str
) -> None:
    def with_one_more(name: str) -> tuple[dict[str, str], ...]:
        rows = read_table(name)
        return (*rows, {**rows[-1], "id": "camp:new"} | row) if name == "places/camps.csv" else rows

    monkeypatch.setattr(load, "read_table", with_one_more)
    with pytest.raises(load.BadPlace) as told:
        load.load_places()
    assert str(told.value) == f"reference/places/camps.csv, row {row.get('id', 'camp:new')!r}: {wrong}"


def test_counts() -> None:
    kinds = [place.kind for place in G.places]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "governorate": 19,
        "district": 132,
        "subdistrict": 267,
        "camp": 56,
        "town": 163,
    }


def test_every_place_hangs_together() -> None:
    codes = {place.id for place in G.governorates()}
    assert len({place.id for place in G.places}) == len(G.places)
    pcodes = [place.pcode for place in G.places if place.pcode]
    assert len(set(pcodes)) == len(pcodes)
    for place in G.places:
        assert place.governorate in codes
        assert place.name_ar and place.name_en
        assert 29 < place.lat < 37.5 and 38.5 < place.lon < 48.7, place.id
        parent = G.get(place.parent) if place.parent else None
        assert (parent is None) == (place.kind == "governorate"), place.id
        assert parent is None or place in G.children(parent.id)
        assert G.get(place.id) is place


def test_every_name_finds_its_place() -> None:
    for place in G.places:
        for name in (place.name_ar, place.name_en, place.name_ku, *place.variants):
            if name:
                assert place in G.find(name).places, (place.id, name)


def test_pcodes_are_matched_exactly() -> None:
    qadissiya, baaj = G.by_pcode("IQG05"), G.by_pcode("IQG15Q02")
    assert qadissiya is not None and qadissiya.id == "IQ-QA"
    assert baaj is not None and baaj.name_en == "Baaj"
    assert [G.by_pcode(code) for code in ("IQ-G05", "iqg05", "IQG5", "IQG19", "")] == [None] * 5


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("مخمور", "IQ-AR"),
        ("Debaga", "IQ-AR"),
        ("بردرش", "IQ-DA"),
        ("عقرة", "IQ-DA"),
        ("سنجار", "IQ-NI"),
        ("الشيخان", "IQ-NI"),
        ("طوزخورماتو", "IQ-SD"),
        ("خانقين", "IQ-DI"),
        ("قره تبه", "IQ-DI"),
        ("Kalar", "IQ-SU"),
        ("جمجمال", "IQ-SU"),
        ("خورمال", "IQ-HL"),
        ("Said Sadiq", "IQ-SU"),
    ],
)
def test_the_governorate_is_the_one_that_runs_the_place(name: str, code: str) -> None:
    assert {place.governorate for place in G.find(name).places} == {code}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("الموصل", "IQG15Q05"),
        ("موصل", "IQG15Q05"),
        ("ديبگة", "IQG11Q04N03"),
        ("مخيم ديبكة", "camp:debaga"),
        ("مخيم الجدعه", "camp:jeddah"),
        ("Jad'ah", "camp:jeddah"),
        ("Hasan Sham", "camp:hasansham"),
        ("ھەولێر", "IQ-AR"),
        ("شنگال", "IQG15Q07"),
        ("قەڵادزێ", "IQG06Q08"),
        ("تل عفر", "IQG15Q08"),
        ("Tel Afar", "IQG15Q08"),
        ("Qaraqosh", "IQG15Q03"),
        ("قره‌قوش", "IQG15Q03"),
        ("السنوني", "IQG15Q07N02"),
        ("Tal Uzair", "town:tal-uzair"),
        ("سيبا شيخ خدر", "town:siba-sheikh-khidir"),
        ("AL-FALLUJAH", "IQG01Q01"),
        ("الفلّوجة", "IQG01Q01"),
        ("كيلو ١٨", "camp:kilo-18"),
        ("محافظة الديوانية", "IQ-QA"),
        ("قضاء البصرة", "IQG02Q02"),
        ("Abu Ghraib district", "IQG08Q02N02"),
    ],
)
def test_spellings(name: str, place: str) -> None:
    matches = G.find(name)
    assert (matches.places[0].id, matches.certainty) == (place, "exact")


@pytest.mark.parametrize(
    ("typo", "place"),
    [
        ("الحويجا", "IQG13Q01"),
        ("Hawijaa", "IQG13Q01"),
        ("تلعفرر", "IQG15Q08"),
        ("Hamdanyia", "IQG15Q03"),
        ("السمواة", "IQG03Q04"),
    ],
)
def test_typos_are_found_and_said_to_be_close(typo: str, place: str) -> None:
    matches = G.find(typo)
    assert matches.places[0].id == place
    assert matches.certainty in ("close", "exact")


def test_a_governorate_that_is_also_a_district_is_ambiguous() -> None:
    assert ids("البصرة") == ["IQ-BA", "IQG02Q02"]
    assert [
        G.find(name).ambiguous for name in ("البصرة", "Kirkuk", "محافظة البصرة", "قضاء البصرة", "الموصل")
    ] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert ids("البصرة", within="IQG02Q02") == ["IQG02Q02"]


def test_within_keeps_to_the_inside() -> None:
    assert ids("العباسية", within="IQ-KI") == ["IQG13Q01N04"]
    assert ids("العباسية", within="IQ-NA") == ["town:abbasiya-najaf"]
    assert G.find("الموصل", within="IQ-BA").certainty == "none"


def test_what_is_no_place_is_not_found() -> None:
    for text in ("", "   ", "؟؟", "xyzzy plugh", "نحتاج مساعدات عاجلة", "London", "120"):
        assert G.find(text).places == (), text


def test_governorates_come_in_a_fixed_order_with_short_codes() -> None:
    codes = "BG NI KI SD DI AN BB KA WA NA QA MU DQ MA BA DA AR SU HL"
    assert " ".join(short_code(place.id) for place in G.governorates()) == codes


def test_names_by_language() -> None:
    ninewa = G.get("IQ-NI")
    assert ninewa is not None
    assert (ninewa.name("ar"), ninewa.name("en"), ninewa.name("ku")) == ("نينوى", "Ninewa", "نەینەوا")


@given(st.text(max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    matches = G.find(text)
    assert (matches.certainty == "none") == (matches.places == ())
