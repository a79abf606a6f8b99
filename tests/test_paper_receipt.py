"""The receipt of a case: what it says in both languages, and what it must not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coordination.cases.files import procedures
from coordination.cases.kind import LISTS, Kind
from coordination.cases.states import State
from handlers import papers
from handlers.papers import Request
from tests.case_desk import PERSONAL
from tests.conftest import MORNING, Town
from tests.paper_desk import filed, known
from views.language import words
from views.paper import receipt, typesetting

ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069\u200f"))
LATER = MORNING + timedelta(minutes=5)


async def receipt_for(town: Town, key: str, case: int, digits: str = "western") -> receipt.Receipt | None:
    """What would be drawn for somebody."""
    async with town.database.transaction() as tx:
        person = await known(tx, town, key)
        w = words(person.language or "ar", digits=digits)  # type: ignore[arg-type]  # one of the two
        asked = Request({"case": case, "person": person.id}, w, "tansiq_bot", town.app.vault, LATER)
        draw = await papers.PAPERS[papers.RECEIPT](tx, asked)
    return draw.args[0] if draw else None  # type: ignore[attr-defined]  # a partial: its values, not yet drawn


def shown(made: receipt.Receipt, language: str) -> list[tuple[str, list[str]]]:
    side = receipt.values(made)[language]
    return [(row["label"], [line.translate(ISOLATES) for line in row["lines"]]) for row in side["rows"]]


async def test_what_a_receipt_says_in_both_languages(town: Town) -> None:
    await town.person("sara", "ar", role="partner", organisation="Relief")
    case = await filed(town, "sara")
    made = await receipt_for(town, "sara", case.id, digits="arabic")
    assert made is not None
    assert shown(made, "en") == [
        ("Kind of request", ["Emergency entry visa"]),
        ("Organisation", ["Relief"]),
        ("Received", ["Sun 22 Nov 2026, 09:00"]),
        (
            "Handed in",
            [
                "Official letter of the organisation: 1 file",
                "Colour copy of the passport: 1 file",
                "Photo of the traveller: 1 file",
                "Proof that registration is in process: 1 file",
            ],
        ),
        ("Still missing", ["Nothing"]),
        ("Next step", ["The centre checks the papers."]),
    ]
    assert shown(made, "ar") == [
        ("نوع الطلب", ["سمة دخول طارئة"]),
        ("الجهة", ["Relief"]),
        ("تاريخ الاستلام", ["الأحد ٢٢ تشرين الثاني ٢٠٢٦، ٠٩:٠٠"]),
        (
            "المقدَّم",
            [
                "الكتاب الرسمي للمنظمة: ملف واحد",
                "نسخة ملونة من جواز السفر: ملف واحد",
                "صورة شخصية: ملف واحد",
                "ما يثبت أن التسجيل قيد الإنجاز: ملف واحد",
            ],
        ),
        ("النواقص", ["لا شيء"]),
        ("الخطوة التالية", ["يدقق المركز الوثائق."]),
    ]
    values = receipt.values(made)
    assert (values["number"], values["link"]) == (
        case.number,
        f"https://t.me/tansiq_bot?start=case_{case.number}",
    )


async def test_a_receipt_tells_of_no_person(town: Town) -> None:
    await town.person("sara", role="partner")
    case = await filed(town, "sara")
    made = await receipt_for(town, "sara", case.id)
    assert made is not None
    told = str(receipt.values(made))
    assert [value for value in PERSONAL.values() if len(str(value)) > 3 and str(value) in told] == []


async def test_missing_papers_late_filing_and_a_closed_case(town: Town) -> None:
    await town.person("sara", role="partner")
    case = await filed(town, "sara")
    made = await receipt_for(town, "sara", case.id)
    assert made is not None
    letter = case.kind.document("letter")
    assert letter is not None
    late = replace(
        made,
        case=replace(case, state=State.INCOMPLETE),
        missing=(letter,),
        late=case.kind.notices[:1],
    )
    rows = dict(shown(late, "en"))
    assert rows["Still missing"] == [letter.label.en]
    assert rows["Next step"] == ["Hand in what is missing; the request waits for it."]
    assert rows["Notice period"][-1] == "Filed later than that, and marked as urgent."
    closed = replace(made, case=replace(case, state=State.WITHDRAWN))
    assert dict(shown(closed, "en"))["Next step"] == ["Nothing: the request is closed."]


async def test_only_who_may_see_a_case_gets_its_receipt(town: Town) -> None:
    await town.person("sara", role="partner", organisation="Relief")
    await town.person("other", role="partner", organisation="Another")
    await town.person("duty", role="duty officer")
    case = await filed(town, "sara")
    assert await receipt_for(town, "other", case.id) is None
    assert await receipt_for(town, "duty", case.id) is not None
    assert await receipt_for(town, "sara", case.id + 1) is None


@pytest.mark.parametrize("digits", ["western", "arabic"])
async def test_the_page_is_archivable_always_the_same_and_one(town: Town, digits: str) -> None:
    await town.person("sara", role="partner", organisation="<b>#strong[$x$] \\ منظمة & @")
    case = await filed(town, "sara")
    made = await receipt_for(town, "sara", case.id, digits=digits)
    assert made is not None
    assert ("Organisation", ["<b>#strong[$x$] \\ منظمة & @"]) in shown(made, "en")
    page = receipt.draw(made)
    assert page == receipt.draw(made)
    assert page.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in page
    assert b"<pdfaid:conformance>U</pdfaid:conformance>" in page
    assert typesetting.png("receipt", receipt.values(made), ppi=40).startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", list(procedures().kinds.values()), ids=lambda kind: kind.id)
async def test_however_much_there_is_to_say_it_stays_one_page(town: Town, kind: Kind) -> None:
    await town.person("sara", role="partner", organisation="منظمة " * 25)
    case = await filed(town, "sara")
    made = await receipt_for(town, "sara", case.id, digits="arabic")
    assert made is not None
    full = replace(
        made,
        case=replace(case, kind=kind, state=State.INCOMPLETE),
        papers=tuple((one, 40) for one in kind.documents),
        lists=tuple((one, 200) for one in kind.fields if one.type in LISTS),
        missing=kind.fields,
        late=kind.notices,
    )
    assert typesetting.png("receipt", receipt.values(full), ppi=20).startswith(b"\x89PNG")
