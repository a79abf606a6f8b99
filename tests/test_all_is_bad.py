"""That all is bad, and nothing else, is a situation update of a focal point, with its card; questions stay questions."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coordination.reports.fact import Fact, Kind
from coordination.reports.understand import Sender, understand
from tests.conftest import Town

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SINJAR = "IQG15Q07"


def told(text: str) -> list[tuple[Kind, str | None, str | None, bool]]:
    facts: tuple[Fact, ...] = understand(text, NOW, Sender(("IQ-NI",)))
    return [(one.kind, one.governorate, one.place, one.nothing_to_report) for one in facts]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("وضع المخيم سيء", None),
        ("الاوضاع سيئة جدا في المخيم", None),
        ("الوضع في سنجار متدهور", SINJAR),
        ("all is bad in the camp", None),
        ("The situation is bad", None),
        ("Conditions in Sinjar are getting worse", SINJAR),
    ],
)
def test_it_is_told(text: str, place: str | None) -> None:
    assert told(text) == [(Kind.SITUATION, "IQ-NI", place, False)]


@pytest.mark.parametrize(
    "text",
    [
        "كيف وضع المخيم؟",
        "هل الوضع في سنجار سيء؟",
        "وضع المخيم",
        "is the situation in Sinjar bad?",
        "what is the situation",
        "this bot is bad",
    ],
)
def test_it_is_not_told(text: str) -> None:
    assert told(text) == []


def test_what_else_is_told_comes_first() -> None:
    assert [one[0] for one in told("وصلت 40 عائلة نازحة الى سنجار والوضع سيء")] == [Kind.DISPLACEMENT]
    assert [one[0] for one in told("Bad situation: the camp needs water")] == [Kind.NEED]


@pytest.mark.parametrize(
    ("language", "text", "card", "save"),
    [
        ("ar", "وضع المخيم سيء", "\n\nموقف\nالمكان: نينوى\n", "^حفظ$"),
        ("en", "all is bad in the camp", "\n\nSituation\nWhere: Ninewa\n", "^Save$"),
    ],
)
async def test_a_focal_point_gets_a_card_and_saves_it(
    town: Town, language: str, text: str, card: str, save: str
) -> None:
    await town.person("ali", language, governorates=["IQ-NI"])
    await town.say("ali", text)
    assert card in town.last("ali").text
    await town.press("ali", save)
    rows = await town.rows("SELECT kind, governorate FROM reports")
    assert [tuple(row.values()) for row in rows] == [("situation", "IQ-NI")]
