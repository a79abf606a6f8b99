"""Lines as people write them, with everything that is read of them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from coordination.reports.fact import Kind
from coordination.reports.understand import Sender, understand

SENT = datetime.fromisoformat("2026-11-22T17:00:00+03:00")
TODAY = date(2026, 11, 22)

Row = tuple[str, str | None, str | None, object, object, tuple[str, ...], int, bool]


def rows(text: str, sender: str = "IQ-NI") -> list[Row]:
    return [
        (
            str(fact.kind),
            fact.governorate,
            fact.origin_governorate,
            fact.households,
            fact.individuals,
            fact.sectors,
            (TODAY - fact.day).days if fact.day else -1,
            fact.approximate,
        )
        for fact in understand(text, SENT, Sender((sender,)))
    ]


@pytest.mark.parametrize(
    ("text", "sender", "expected"),
    [
        ("رجعت ٦ عوائل من زاخو لسنوني", "IQ-NI", [("return", "IQ-NI", "IQ-DA", 6, None, (), 0, False)]),
        (
            "نزوح 45 عائلة من سنجار إلى زاخو امس واحتاجوا خيم",
            "IQ-NI",
            [("displacement", "IQ-DA", "IQ-NI", 45, None, ("shelter",), 1, False)],
        ),
        ("احتاجت العوائل ماء", "IQ-NI", [("need", "IQ-NI", None, None, None, ("wash",), 0, False)]),
        ("احتاجو خيم بسنجار", "IQ-NI", [("need", "IQ-NI", None, None, None, ("shelter",), 0, False)]),
        ("ما احتاجوا ماء", "IQ-NI", []),
        ("عادت عائلتين الى الفلوجة البارحة", "IQ-AN", [("return", "IQ-AN", None, 2, None, (), 1, False)]),
        ("وصلونا ١٥ عائلة من الرمادي", "IQ-BA", [("displacement", "IQ-BA", "IQ-AN", 15, None, (), 0, False)]),
        ("20-30 families left Baaj", "IQ-NI", [("displacement", None, "IQ-NI", 25, None, (), 0, True)]),
        (
            "85 HHs (approx. 450 ind.) arrived to Hamdaniya from Tal Afar, need tents and water",
            "IQ-NI",
            [("displacement", "IQ-NI", "IQ-NI", 85, 450, ("shelter", "wash"), 0, True)],
        ),
        (
            "٢ آلاف شخص بمخيم الخازر محتاجين ادوية",
            "IQ-NI",
            [("need", "IQ-NI", None, None, 2000, ("health",), 0, False)],
        ),
        ("مخيم ليلان بدون ماء من يومين", "IQ-KI", [("need", "IQ-KI", None, None, None, ("wash",), 2, False)]),
        (
            "انفجار عبوة في داقوق يوم الخميس وجرح ٣ مدنيين",
            "IQ-KI",
            [("incident", "IQ-KI", None, None, None, (), 3, False)],
        ),
        (
            "IED in Tuz last night, 3 people killed",
            "IQ-SD",
            [("incident", "IQ-SD", None, None, None, (), 1, False)],
        ),
        ("الطريق بين كلار ودربندخان مقطوع", "IQ-SU", [("access", "IQ-SU", None, None, None, (), 0, False)]),
        (
            "Checkpoint refused our trucks on 18/11",
            "IQ-NI",
            [("access", "IQ-NI", None, None, None, (), 4, False)],
        ),
        ("لا نزوح ولا عودة اليوم", "IQ-WA", [("situation", "IQ-WA", None, None, None, (), 0, False)]),
        (
            "Nothing to report, all calm in Basra",
            "IQ-BA",
            [("situation", "IQ-BA", None, None, None, (), 0, False)],
        ),
        (
            "نينوى – ٢٠/١١\n- عودة ١٨ عائلة من دهوك الى زمار\n- البعاج: هدوء",
            "IQ-NI",
            [
                ("return", "IQ-NI", "IQ-DA", 18, None, (), 2, False),
                ("situation", "IQ-NI", None, None, None, (), 2, False),
            ],
        ),
        (
            "Returns to Heet: 31 hhs from Erbil, 12 hhs from Baghdad (20 Nov)",
            "IQ-AN",
            [
                ("return", "IQ-AN", "IQ-AR", 31, None, (), 2, False),
                ("return", "IQ-AN", "IQ-BG", 12, None, (), 2, False),
            ],
        ),
        (
            "Fire in Laylan camp. 11 families need blankets",
            "IQ-KI",
            [("incident", "IQ-KI", None, 11, None, ("nfi",), 0, False)],
        ),
        (
            "flood hit Badra yesterday and some 40 families moved to a school in Jassan",
            "IQ-WA",
            [
                ("incident", "IQ-WA", None, None, None, (), 1, False),
                ("displacement", "IQ-WA", "IQ-WA", 40, None, (), 1, True),
            ],
        ),
        (
            "Arrivals: 12 HH (Hawija to Qayyarah); Returns: 5 HH (Duhok to Sinjar)",
            "IQ-NI",
            [
                ("displacement", "IQ-NI", "IQ-KI", 12, None, (), 0, False),
                ("return", "IQ-NI", "IQ-DA", 5, None, (), 0, False),
            ],
        ),
        (
            "around 15-20 families were forced to leave Daquq toward Tuz",
            "IQ-KI",
            [("displacement", "IQ-SD", "IQ-KI", 18, None, (), 0, True)],
        ),
        (
            "No new displacement or return in Karbala for 20/11",
            "IQ-KA",
            [("situation", "IQ-KA", None, None, None, (), 2, False)],
        ),
        (
            "Update from Tal Afar: 3 families returned from Turkey",
            "IQ-NI",
            [("return", "IQ-NI", None, 3, None, (), 0, False)],
        ),
        ("نزحح ١٧ عائلة من سنجااار", "IQ-NI", [("displacement", None, "IQ-NI", 17, None, (), 0, False)]),
        ("12 families in Sinjar received cash assistance", "IQ-NI", []),
        (
            "العوائل النازحة ٤٠ والعائدة ٣٠",
            "IQ-NI",
            [
                ("displacement", "IQ-NI", None, 40, None, (), 0, False),
                ("return", "IQ-NI", None, 30, None, (), 0, False),
            ],
        ),
        (
            "احتياج ماء وكهرباء في مخيم الجدعة",
            "IQ-BG",
            [("need", "IQ-NI", None, None, None, ("wash",), 0, False)],
        ),
        ("لا ماء في مخيم شاريا", "IQ-NI", [("need", "IQ-DA", None, None, None, ("wash",), 0, False)]),
        (
            "Returns:\n- 64 families from Duhok to Sinjar\n- 9 families from Baghdad to Falluja",
            "IQ-BG",
            [
                ("return", "IQ-NI", "IQ-DA", 64, None, (), 0, False),
                ("return", "IQ-AN", "IQ-BG", 9, None, (), 0, False),
            ],
        ),
        (
            "النوع: نزوح\nمن: القحطانية\nالى: مخيم شاريا\nالعدد: ١٢ عائلة\nالتاريخ: ٢٠/١١/٢٠٢٦",
            "IQ-NI",
            [("displacement", "IQ-DA", "IQ-NI", 12, None, (), 2, False)],
        ),
        (
            "9 fam (43 ppl) Zummar >> Duhok, need matresses",
            "IQ-NI",
            [("displacement", "IQ-DA", "IQ-NI", 9, 43, ("nfi",), 0, False)],
        ),
        (
            "٢٦ عائلة من اهالي بيجي كانت ساكنة بالصويرة رجعت لديارها",
            "IQ-WA",
            [("return", "IQ-SD", "IQ-WA", 26, None, (), 0, False)],
        ),
        (
            "5 families arrived from Ramadi and are hosted in a school on the Karbala road",
            "IQ-NA",
            [("displacement", "IQ-NA", "IQ-AN", 5, None, (), 0, False)],
        ),
        (
            "وصلت ١٨ عائلة من تلعفر بتاريخ السادس من تشرين الثاني",
            "IQ-KA",
            [("displacement", "IQ-KA", "IQ-NI", 18, None, (), 16, False)],
        ),
        ("منفذ الشيب مغلق منذ أمس", "IQ-MA", [("access", "IQ-MA", None, None, None, (), 1, False)]),
    ],
)
def test_what_lines_tell(text: str, sender: str, expected: list[Row]) -> None:
    assert rows(text, sender) == expected


@pytest.mark.parametrize(
    ("text", "kind", "households"),
    [
        ("وردتنا معلومات غير مؤكدة عن نزوح 40 عائلة من سنجار", Kind.DISPLACEMENT, 40),
        ("معلومات غير مؤكدة: قصف على قرية في مخمور", Kind.INCIDENT, None),
        ("لا توجد اصابات في انفجار تلعفر", Kind.INCIDENT, None),
        ("انفجار في تلعفر دون اصابات", Kind.INCIDENT, None),
        ("Not confirmed: 30 families displaced from Sinjar to Duhok", Kind.DISPLACEMENT, 30),
        ("no casualties reported after airstrike in Amedi", Kind.INCIDENT, None),
        ("لا يوجد نزوح ولا اصابات اليوم", Kind.SITUATION, None),
    ],
)
def test_unconfirmed_is_not_denied_and_no_casualties_leaves_the_event(
    text: str, kind: Kind, households: int | None
) -> None:
    facts = understand(text, SENT, Sender(("IQ-NI",)))
    assert [(fact.kind, fact.households) for fact in facts] == [(kind, households)]
