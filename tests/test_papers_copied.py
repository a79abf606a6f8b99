"""What is copied out of our papers in Chrome and on Android (pdfium): Arabic in order, English in order, and archivable."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest

from coordination.products.period import week_before
from tests.report_pages import TODAY, example
from views.language import words
from views.paper import copying, typesetting
from views.products import report

NOW = datetime(2026, 11, 22, tzinfo=UTC)
_MARKS = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))


def lines(content: bytes) -> list[str]:
    """The lines that can be copied out of a PDF, without invisible marks of direction."""
    pages = pypdfium2.PdfDocument(content)
    text = "\r\n".join(page.get_textpage().get_text_range() for page in pages)
    return [line.strip() for line in text.translate(_MARKS).split("\r\n")]


def minutes(language: str, *texts: str) -> dict[str, Any]:
    return {
        "language": language,
        "centre": "",
        "head": "",
        "title": "",
        "facts": [],
        "moment": "",
        "lists": [{"title": "", "lines": list(texts)}],
        "actions": {"title": "", "heads": [], "rows": []},
    }


def copied(language: str, *texts: str) -> list[str]:
    content = typesetting.pdf("minutes", minutes(language, *texts), NOW)
    return [line for line in lines(content) if line != "1"]


def weekly(*languages: str) -> list[str]:
    found = example(week_before(TODAY))
    return lines(report.draw(report.values([words(one) for one in languages], found), found))


ARABIC = [
    "من الأحد 15 تشرين الثاني 2026 لغاية السبت 21 تشرين الثاني 2026",
    "– لا تحديث · ؟ العدد غير معروف · ≈ تقريبا",
    "الأنبار 128 480* – 1 0 2 5 21/11",
    "انفجار عبوة ناسفة على الطريق الزراعي، جريحان من المدنيين",
    "البصرة 20/11 هدوء في عموم المحافظة، ولا نزوح جديد K-261120-047-BA",
    "• العوائل والأفراد رقمان مستقلان لا يستخرج أحدهما من الآخر.",
    "• إذا تضاربت تحديثات أو تكررت، يحتسب أولها فقط.",
    "أشخاص يسكنون ويأكلون معا ونزحوا أو عادوا معا. تعد العوائل وحدها ولا تحسب من عدد الأفراد.",
    "كل شخص، رجلا كان أو امرأة أو طفلا، ومنهم الرضع. يكتب العدد إذا عد فعلا فقط، ولا يحسب من العوائل.",
]
ENGLISH = [
    "Sun 15 Nov 2026 to Sat 21 Nov 2026",
    "Mosul, Ninewa 21/11 The bridge is closed to trucks from 18:00 until further notice. NI-261121-045-K",
    "Duhok 16/11 Rain in the camps; drains are being cleared. DA-261116-048-K",
    "• Families and individuals are two figures; one is never made out of the other.",
]


@pytest.mark.parametrize(
    ("languages", "told"),
    [
        (("ar",), ARABIC),
        (("en",), ENGLISH),
        (("ar", "en"), ARABIC + ENGLISH),
        (("en", "ar"), ENGLISH + ARABIC),
    ],
)
def test_sentences_of_a_report_are_copied_as_they_are_read(
    languages: tuple[str, ...], told: list[str]
) -> None:
    found = weekly(*languages)
    held = [next((line for line in found if one in line), "") for one in told]
    assert [one if one in line else line for one, line in zip(told, held, strict=True)] == told


@pytest.mark.parametrize(
    "text",
    [
        "لا شيء في السلام إلا الإبلاغ والآن عن الأحد",
        "لأن الآلاف لآخر يوم، فلا بد من الإجلاء",
        "تقرير وزارة الري عن دائرة سنجار: ١٢٥ عائلة",
    ],
)
def test_lam_and_alef_are_copied_in_order(text: str) -> None:
    assert copied("ar", text) == [f"• {text}"]
    assert copied("en", f"{text}.")[0].removesuffix(" •") == f"{text}."


def test_vowel_marks_go_so_that_the_letters_stay_together() -> None:
    assert copied("ar", "حالاً، شكراً جداً للمُعلَّم") == ["• حالا، شكرا جدا للمعلم"]


def test_english_is_copied_in_order_out_of_an_arabic_paper() -> None:
    found = copied("ar", "The camp is full, and 20 families left.\nNobody was hurt; we need tents.")
    assert found == ["The camp is full, and 20 families left. •", "Nobody was hurt; we need tents."]


def test_a_paper_looks_the_same_and_says_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    values = minutes("ar", "لا شيء إلا الأمل", "The camp is full.")
    ours = typesetting.pdf("minutes", values, NOW)
    monkeypatch.setattr(copying, "in_order", lambda made: made)
    raw = typesetting.pdf("minutes", values, NOW)
    seen = [pypdfium2.PdfDocument(one)[0].render().to_numpy().tobytes() for one in (ours, raw)]
    assert seen[0] == seen[1]
    assert [(b"/Lang(ar)" in one, b"/Direction" in one) for one in (ours, raw)] == [
        (True, False),
        (True, True),
    ]
    assert (ours.count(b" 0 obj\n"), ours[-6:]) == (raw.count(b" 0 obj\n"), b"\n%%EOF")


@pytest.mark.parametrize(
    "made", [b"", b"%PDF-1.7\nstartxref\n0\n%%EOF", b"%PDF-1.7\nxref\n0 1\nstartxref\n9\n%%EOF"]
)
def test_a_file_of_another_making_is_refused(made: bytes) -> None:
    with pytest.raises(ValueError, match="a PDF without a plain table of its objects"):
        copying.in_order(made)
