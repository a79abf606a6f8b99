"""A report of invented figures, and its pages as pictures: ``python -m tests.report_pages docs/images``."""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from pathlib import Path

from coordination.knowledge.questions import Figures
from coordination.knowledge.report import Report as Questions
from coordination.meetings.meeting import Meeting, Occurrence, Plan
from coordination.people.person import Role
from coordination.products.bulletin import Around, Bulletin, Cases, bulletin
from coordination.products.lines import Line
from coordination.products.period import Period, midnight, month_before, week_before
from coordination.reports.days import BAGHDAD
from coordination.reports.fact import Fact, Gravity, Kind
from coordination.roster.reporters import Expected, Silence
from coordination.summaries.entry import Entry
from coordination.summaries.scope import Scope
from views.language import words
from views.paper import typesetting
from views.products import report

TODAY = date(2026, 11, 22)
NOW = midnight(TODAY) + timedelta(hours=8)

AREAS = ("IQ-NI", "IQ-SD", "IQ-AN", "IQ-KI", "IQ-DI", "IQ-DA", "IQ-AR", "IQ-BG", "IQ-BA", "IQ-HL")
DISPLACED = (620, 410, 96, 48, 0, 90, 235, 12, 5, 18)


def line(
    n: int, at: datetime, fact: Fact, text: str = "", *, confirmed: bool = False, single: bool = True
) -> Line:
    """A saved report as a product reads it."""
    letters = (fact.governorate or "XX").removeprefix("IQ-")
    entry = Entry(
        id=n,
        version=1,
        reference=f"{letters}-{at:%y%m%d}-{n:03}-K",
        kind=fact.kind,
        governorate=fact.governorate,
        place=fact.place,
        place_said=fact.place_text,
        households=fact.households,
        individuals=fact.individuals,
        approximate=fact.approximate,
        sectors=fact.sectors,
        day=fact.day or at.date(),
        nothing_to_report=fact.nothing_to_report,
        words=text,
        reporter=n % 7,
        saved_at=at,
        confirmed=confirmed,
        single_source=single,
    )
    return Line(entry, fact, "confirmed" if entry.confirmed else "unconfirmed", Role.FOCAL_POINT, "")


_TOLD: tuple[tuple[Kind, str, str, Gravity, str], ...] = (
    (
        Kind.INCIDENT,
        "IQ-DI",
        "المقدادية",
        "severe",
        "انفجار عبوة ناسفة على الطريق الزراعي، جريحان من المدنيين",
    ),
    (
        Kind.INCIDENT,
        "IQ-NI",
        "Sinjar",
        "moderate",
        "A house was hit by shelling; nobody was hurt, two families left.",
    ),
    (Kind.INCIDENT, "IQ-SD", "الشرقاط", "minor", "حريق في مخزن، أخمده الدفاع المدني"),
    (Kind.INCIDENT, "IQ-AN", "القائم", "extreme", "غرق زورق في الفرات، ثمانية قتلى بحسب مديرية الصحة"),
    (
        Kind.ACCESS,
        "IQ-NI",
        "Mosul",
        "unknown",
        "The bridge is closed to trucks from 18:00 until further notice.",
    ),
    (
        Kind.ACCESS,
        "IQ-KI",
        "الحويجة",
        "unknown",
        "سيطرة الرياض مغلقة أمام قوافل المنظمات، المراجعة مع قيادة العمليات",
    ),
    (Kind.SITUATION, "IQ-BA", "", "unknown", "هدوء في عموم المحافظة، ولا نزوح جديد"),
    (Kind.SITUATION, "IQ-DA", "", "unknown", "Rain in the camps; drains are being cleared."),
)


def lines(period: Period, part: float = 1.0) -> list[Line]:
    """Invented reports, spread over the days of a period; `part` makes all figures smaller."""
    days = period.days
    made: list[Line] = []
    for n in range(4 * len(AREAS)):
        area, amount = AREAS[n % len(AREAS)], DISPLACED[n % len(AREAS)]
        at = midnight(days[(n * 5) % len(days)]) + timedelta(hours=9 + n % 8)
        back = n % 4 == 3
        families = int((amount // 5 if back else amount // 3) * part)
        fact = Fact(
            Kind.RETURN if back else Kind.DISPLACEMENT,
            area,
            households=families if n % 9 else "unknown",
            individuals=families * 5 if n % 3 else None,
            sectors=(("food", "shelter"), ("wash",), (), ("health",))[n % 4],
            approximate=n % 10 == 6,
        )
        made.append(line(n + 1, at, fact, confirmed=n % 3 > 0, single=n % 4 > 0))
    for n, (kind, area, place, gravity, text) in enumerate(_TOLD, len(made)):
        at = midnight(days[(n * 3) % len(days)]) + timedelta(hours=14)
        fact = Fact(kind, area, place_text=place, gravity=gravity)
        made.append(line(n + 1, at, fact, text, confirmed=n % 2 > 0))
    calm = Fact(Kind.SITUATION, "IQ-MU", nothing_to_report=True)
    made.append(line(90, midnight(days[-1]) + timedelta(hours=15), calm, confirmed=True))
    return sorted(made, key=lambda one: one.entry.saved_at)


def around(period: Period) -> Around:
    """Invented requests, meetings and questions."""
    found = Figures(48, 37, 6, 4, 5, 3, 21, 2, ())
    return Around(
        silence=Silence(
            (Expected("IQ-WA", "واسط", "Wassit", frozenset({"IQ-WA"})),),
            (Expected("IQ-MA", "ميسان", "Missan", frozenset({"IQ-MA"})),),
            heard=12,
        ),
        cases=Cases(
            open=(
                ("entry_visa", "received", 3),
                ("access_letter", "received", 2),
                ("access_letter", "sent", 4),
            ),
            filed=(("access_letter", 9),),
            decided=(("access_letter", 5),),
        ),
        held=(
            _meeting(
                "اجتماع التنسيق الأسبوعي",
                "Weekly coordination meeting",
                period.since + timedelta(days=2, hours=10),
            ),
        ),
        coming=(
            _meeting(
                "اجتماع التنسيق الأسبوعي", "Weekly coordination meeting", NOW + timedelta(days=2, hours=2)
            ),
        ),
        questions=Questions(found, (), ()),
        disputes=1,
    )


def _meeting(arabic: str, english: str, at: datetime) -> Occurrence:
    plan = Plan("periodic", arabic, english, at, 60)
    return Occurrence(Meeting(1, "1@tansiq", plan, False, 0, 1, at, 1), at, at)


def example(period: Period) -> Bulletin:
    """The report of a period, of invented figures."""
    return bulletin(
        lines(period),
        lines(period.before(), 0.8),
        period=period,
        as_of=NOW.astimezone(BAGHDAD),
        scope=Scope(),
        around=around(period),
    )


def main(folder: Path) -> None:
    """Write the pages of a week in both languages and the first page of a month."""
    week, month = week_before(TODAY), month_before(TODAY)
    for language, digits in (("ar", "western"), ("en", "western")):
        w = words(language, digits="arabic" if digits == "arabic" else "western")
        for name, period in (("week", week), ("month", month)):
            pages = typesetting.pages("report", report.values([w], example(period)), ppi=72)
            for n, page in enumerate(pages if name == "week" else pages[:1], 1):
                (folder / f"report-{name}-{language}-{n}.png").write_bytes(page)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
