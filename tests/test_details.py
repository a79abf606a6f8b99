"""Details out of a report's words: what is read in both languages, and what must not be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.reports.casualties import Casualties
from coordination.reports.details import Details, details
from coordination.reports.details_codes import codes
from coordination.reports.details_items import Item
from coordination.reports.details_people import Members
from coordination.reports.fact import Kind
from coordination.text.reference import read_table

MOVED, BACK, NEED = Kind.DISPLACEMENT, Kind.RETURN, Kind.NEED


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("50 families newly displaced to Sinjar", "new_displacement"),
        ("نزوح جديد: 50 عائلة الى سنجار", "new_displacement"),
        ("30 families were displaced again", "secondary_displacement"),
        ("30 عائلة نزحت مرة ثانية الى كركوك", "secondary_displacement"),
        ("failed return: 6 families", "failed_return"),
        ("عادوا ثم نزحوا مرة اخرى", "failed_return"),
        ("returned to Mosul, then were displaced again", "failed_return"),
        ("20 families relocated from Hasansham camp to Khazir camp", "relocation"),
        ("نقل 20 عائلة من مخيم حسن شام الى مخيم الخازر", "relocation"),
        ("Civil Defence evacuated 12 families", "evacuation"),
        ("تم إخلاء 60 عائلة من القرى", "evacuation"),
        ("12 families arrived from Syria", "cross_border_arrival"),
        ("عبرت 20 عائلة الحدود من سوريا", "cross_border_arrival"),
        ("3 families left for good to Turkey", "departure_abroad"),
        ("غادرت 5 عوائل الى تركيا", "departure_abroad"),
        ("نقل 150 عائلة من مخيم الهول الى مخيم الجدعة", "cross_border_arrival"),
        ("نقل 10 عوائل بين مخيمي الخازر وحسن شام", "relocation"),
        # Not told, or told not to be so.
        ("80 families displaced to Sinjar", None),
        ("١٣ عائلة ثانية وصلت قلعة سكر", None),
        ("No new displacement, 5 families passed", None),
        ("لا نزوح جديد", None),
        ("relocated to Debaga camp", None),
        ("will be evacuated tomorrow", None),
        ("سيتم اخلاء 50 عائلة", None),
        ("evacuated 3 wounded; 10 families displaced", None),
        ("إخلاء 3 جرحى ونزوح 10 عوائل", None),
        ("قرار اخلاء بحق 5 عوائل", None),
        ("وصلت مساعدات من تركيا الى النازحين", None),
        ("aid convoy arrived from Turkey for the displaced", None),
    ],
)
def test_movement(text: str, code: str | None) -> None:
    assert details(text, MOVED).movement == code


def test_a_return_is_one_by_its_kind() -> None:
    camp = "30 families returned due to lack of services in the camp"
    assert details(camp, BACK).shelters == ()
    assert details("20 families returned to unfinished houses", BACK).shelters == ("unfinished_building",)
    assert details("", BACK) == Details(movement="return")
    assert details("30 families went home", BACK).movement == "return"
    assert details("عودة فاشلة لعشر عوائل", BACK).movement == "failed_return"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("displaced because of clashes", ("armed_conflict",)),
        ("15 families fled fighting in Tuz", ("armed_conflict",)),
        ("نزحوا هرباً من القصف", ("armed_conflict",)),
        ("displaced due to a military operation", ("military_operation",)),
        ("بسبب العمليات العسكرية", ("military_operation",)),
        ("الجفاف يدفع ثماني عوائل الى العمارة", ("drought",)),
        ("نزوح عائلتين، السبب ملوحة النهر", ("drought",)),
        ("Floods displaced 40 families", ("flood",)),
        ("Camp closure forced 80 families to leave", ("camp_closure",)),
        ("نزحت 9 عوائل بعد غلق المخيم", ("camp_closure",)),
        ("because their houses were destroyed", ("house_destroyed",)),
        ("بسبب هدم دورهم", ("house_destroyed",)),
        ("due to threats", ("threat",)),
        ("خوفا من تدهور الوضع الامني", ("threat",)),
        ("7 families displaced because of tribal clashes", ("tribal_dispute",)),
        ("نزوح ٣ عوائل بسبب خلاف عشائري", ("tribal_dispute",)),
        ("due to lack of services", ("lack_of_services",)),
        ("بسبب قلة الخدمات وشح المياه والحريق", ("lack_of_services", "drought", "fire")),
        ("20 families evicted from rented houses", ("eviction",)),
        ("ليس بسبب القتال بل بسبب الجفاف نزحت 10 عوائل", ("drought",)),
        ("20 families without shelter because of clashes", ("armed_conflict",)),
        ("30 families displaced because of a dispute between two tribes", ("tribal_dispute",)),
        ("بسبب انعدام الماء والكهرباء نزحت 20 عائلة", ("drought",)),
        ("60 families evacuated from flooded villages", ("flood",)),
        ("نزوح 10 عوائل بسبب ازالة التجاوزات", ("eviction",)),
        ("نزحت 7 عوائل من ميسان بسبب قلة الاطلاقات المائية", ("drought",)),
        ("وقعت اشتباكات ما ادى الى نزوح 10 عوائل", ("armed_conflict",)),
        # Traps.
        ("20 families displaced, not because of the drought", ()),
        ("نزحوا ليس بسبب الجفاف", ()),
        ("نزحوا رغم انتهاء القتال", ()),
        ("displaced after the flood receded", ()),
        ("20 families displaced. Flood warning issued", ()),
        ("بعد الظهر نزحت 5 عوائل", ()),
        ("displaced to the fire brigade building", ()),
        ("استلمت العوائل النازحة 100 طرد غذائي", ()),
        ("رغم القصف وصلت دفعة جديدة من النازحين", ()),
    ],
)
def test_causes(text: str, found: tuple[str, ...]) -> None:
    assert details(text, MOVED).causes == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("30 families returned because of the camp closure", ("camp_closure",)),
        ("عادت 30 عائلة بعد غلق المخيم", ("camp_closure",)),
        ("families displaced because of the war returned", ()),
        ("عودة نازحين بسبب الحرب", ()),
        ("returned after the fighting", ()),
        ("عادوا بعد انتهاء العمليات العسكرية", ()),
        ("عادت 10 عوائل بسبب تحسن الوضع الأمني", ()),
        ("عادت 10 عوائل بعد طرد داعش من الموصل", ()),
    ],
)
def test_causes_of_a_return_are_not_those_of_the_flight(text: str, found: tuple[str, ...]) -> None:
    assert details(text, BACK).causes == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("are now in Laylan camp", ("camp",)),
        ("وصلت ١٢٠ عائلة من الحويجة إلى مخيم الجدعة", ("camp",)),
        ("moved to a school in Jassan", ("school",)),
        ("ويسكنون في مدارس وجوامع", ("school", "religious_building")),
        ("family staying in mosque", ("religious_building",)),
        ("staying in unfinished buildings and rented houses", ("unfinished_building", "rented")),
        ("خمس عوائل ساكنين بهيكل", ("unfinished_building",)),
        ("moved to an informal settlement", ("informal_settlement",)),
        ("في مخيم عشوائي قرب النهر", ("informal_settlement",)),
        ("hosted in a collective centre", ("collective_centre",)),
        ("sheltering with relatives", ("host_family",)),
        ("١٥ عائلة من الرمادي جايين عند اقاربهم", ("host_family",)),
        ("يسكنون في بيوت مؤجرة وفنادق", ("rented", "hotel")),
        ("انتقلت 10 عوائل من بيوت مؤجرة الى مخيم بحركة", ("camp",)),
        ("fire in camp, 30 families moved to a school", ("school",)),
        ("نزحت 10 عوائل وتسكن لدى أقاربها", ("host_family",)),
        ("ساكنين بالحواسم", ("informal_settlement",)),
        # Where they came from, what is near, what is closed or needed, and what is denied.
        ("٥٠ عائلة من مخيم ليلان", ()),
        ("20 families evicted from rented houses", ()),
        ("15 families staying near the school", ()),
        ("قرب المدرسة", ()),
        ("يسكنون في ناحية الدير", ()),
        ("نقلوا بشاحنات مؤجرة الى الموصل", ()),
        ("school closed, need school supplies", ()),
        ("not in a camp", ()),
        ("ليس في مخيم", ()),
    ],
)
def test_shelters(text: str, found: tuple[str, ...]) -> None:
    assert details(text, MOVED).shelters == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("منهم 40 طفلاً و25 امرأة", Members(women=25, children=40)),
        ("including 40 children", Members(children=40)),
        ("10 families: women 25, children 40, men 12", Members(25, 12, 40)),
        ("عدد الاطفال: ٤٠، النساء: ٢٥", Members(women=25, children=40)),
        ("الأطفال 40 والنساء 25", Members(women=25, children=40)),
        ("40 من الأطفال و25 من النساء", Members(women=25, children=40)),
        ("خمسة وعشرون طفلا وعشرون امرأة", Members(women=20, children=25)),
        ("طفل واحد وامرأتان ورجلان", Members(2, 2, 1)),
        ("150 individuals (80 male, 70 female)", Members(women=70, men=80)),
        ("about 1,200 women", Members(women=1200)),
        ("0 children", Members(children=0)),
        ("30 families displaced, no children", Members()),
        ("بدون اطفال", Members()),
        ("40 women and children", Members()),
        ("وصلت 40 امرأة وطفل", Members()),
        ("20-30 children", Members()),
        ("40% children", Members()),
        ("30 female-headed households", Members()),
        ("30 عائلة تعيلها نساء", Members()),
        ("25 pregnant women", Members()),
        ("120 طفل دون سن الخامسة", Members()),
        ("5 children killed, 30 families displaced", Members()),
        ("مقتل 5 نساء ونزوح 10 عوائل", Members()),
        ("200 children clothes", Members()),
        ("حليب اطفال", Members()),
        ("حفاظات اطفال 200", Members()),
        ("5 من رجال الشرطة نزحوا", Members()),
        ("40 children here, 30 children there", Members()),
    ],
)
def test_women_men_and_children(text: str, found: Members) -> None:
    assert details(text, MOVED).members == found
    assert details(text, BACK).members == Members()


def _items(*told: tuple[str, int | None] | tuple[str, int | None, str]) -> tuple[Item, ...]:
    return tuple(Item(one[0], one[2] if len(one) > 2 else "", one[1]) for one in told)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("بحاجة الى 200 بطانية و 30 خيمة", _items(("blanket", 200), ("tent", 30))),
        ("needs 200 blankets, 30 tents", _items(("blanket", 200), ("tent", 30))),
        ("Needs:\n- 200 blankets\n- 30 tents", _items(("blanket", 200), ("tent", 30))),
        ("الاحتياجات:\nبطانيات عدد ٢٠٠\nخيام: ٣٠", _items(("blanket", 200), ("tent", 30))),
        ("need blankets (200) and stoves", _items(("blanket", 200), ("stove", None))),
        ("500 hygiene kits required", _items(("hygiene kit", 500))),
        ("30 خيمة مطلوبة", _items(("tent", 30))),
        ("بحاجة الى خيمتين", _items(("tent", 2))),
        ("نحتاج 3 اطنان طحين", _items(("flour", 3, "ton"))),
        ("need 10,000 litres of drinking water", _items(("drinking water", 10_000, "litre"))),
        ("300 families need blankets", _items(("blanket", None))),
        ("نحتاج بطانيات لـ 50 عائلة", _items(("blanket", None))),
        ("need 2 blankets per family", _items(("blanket", None))),
        ("نحتاج 100-150 بطانية", _items(("blanket", None))),
        ("no blankets in the camp", _items(("blanket", None))),
        ("لا يوجد ماء ونحتاج 30 خيمة", _items(("drinking water", None), ("tent", 30))),
        ("Received 100 blankets, still need 50 tents", _items(("tent", 50))),
        ("وزعت 100 بطانية والحاجة الى 50 خيمة", _items(("tent", 50))),
        ("نحتاج خيام وليس بطانيات", _items(("tent", None))),
        ("٣٤٠ عائلة بدون ماء بسبب عطل المضخة", _items(("drinking water", None))),
        ("Medicine shortage in the clinic", _items(("medicines", None))),
        ("need 30 tents, but the blankets arrived", _items(("tent", 30))),
        ("نحتاج 50 خيمة وصلت 20", _items(("tent", 50))),
        ("بحاجة إلى مئتي بطانية وثلاثين خيمة", _items(("blanket", 200), ("tent", 30))),
        ("200 blankets, 30 tents", _items(("blanket", 200), ("tent", 30))),
        ("نحتاج 50 بطانية للنازحين في حمام العليل", _items(("blanket", 50))),
        ("الحاجة الى 3 حوضيات ماء في قلعة سكر", _items(("water truck", 3))),
        ("بحاجة الى 3 حوضيات وقود", _items(("fuel", 3, "truck"))),
        ("بحاجة الى سحب مياه الامطار", ()),
        ("We do not need tents", ()),
        ("لا نحتاج خيام", ()),
        ("Blankets are not needed", ()),
        ("distributed 200 blankets", ()),
        ("need the doctors without borders team", ()),
    ],
)
def test_items(text: str, found: tuple[Item, ...]) -> None:
    assert details(text, NEED).items == found


def test_items_in_reports_of_other_kinds() -> None:
    text = "50 families arrived, need 200 blankets. A truck with 20 tents came"
    assert details(text, MOVED).items == _items(("blanket", 200))
    assert details("flood, 30 tents torn", Kind.INCIDENT).items == ()
    assert details("need 200 blankets", Kind.ACCESS).items == ()


def test_only_what_belongs_to_the_kind_is_read() -> None:
    text = "2 killed, checkpoint refused MSF, 40 children displaced to a school because of clashes"
    assert details(text, Kind.INCIDENT) == Details(harmed=Casualties(killed=2))
    assert details(text, Kind.SITUATION) == details("", MOVED) == Details()


def test_every_code_that_is_read_has_its_meaning() -> None:
    marks = {
        "because",
        "after",
        "drives",
        "displaced",
        "ended",
        "staying",
        "camp",
        "moved_camp",
        "moved",
        "goods",
    }
    marks |= {
        "with",
        "each",
        "given",
        "block",
        "open",
        "actor",
        "staff",
        "violence",
        "damaged",
        "dead",
        "other",
        "returned",
    }
    lists = {
        "movement": "movements",
        "cause": "causes",
        "shelter": "shelters",
        "item": "items",
        "constraint": "constraints",
        "impact": "impacts",
    }
    for column, name in lists.items():
        senses = {row["sense"].removesuffix("!") for row in read_table(f"words/{name}.csv")}
        if column == "impact":
            senses = {sense.split(":")[-1] for sense in senses}
        elif column == "item":
            units = {sense.removeprefix("unit:") for sense in senses if sense.startswith("unit:")}
            assert units == {one.code for one in codes("unit")}
            senses = {sense.split(":")[0] for sense in senses} - {"unit"}
        known = {one.code for one in codes(column)}
        assert senses - known - marks == set()
        assert known - senses <= {"return"}


_PIECES = st.sampled_from(
    [
        "بسبب",
        "ليس",
        "no",
        "40",
        "طفل",
        "و25",
        "امرأة",
        "20-30",
        "need",
        "بطانية",
        "tents",
        ":",
        ",",
        ".",
        "\n",
        "(",
        ")",
        "%",
        "per",
        "لكل",
        "مخيم",
        "from",
        "to",
        "Syria",
        "MSF",
        "WHO",
        "checkpoint",
    ]
)


@given(st.lists(_PIECES | st.text(max_size=8), max_size=25), st.sampled_from(Kind))
def test_whatever_is_written_is_read(pieces: list[str], kind: Kind) -> None:
    found = details(" ".join(pieces), kind)
    assert set(found.constraints) <= {f"A{n}" for n in range(1, 10)}
    assert all(item.quantity is None or item.quantity >= 0 for item in found.items)
