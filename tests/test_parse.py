"""`python -m bot parse`: what is understood, as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.commands.parse import parse

SENT = "2026-11-22T17:00:00+03:00"
ITEM: dict[str, Any] = {
    "kind": "displacement",
    "governorate": "IQ-AR",
    "origin_governorate": "IQ-NI",
    "households": 120,
    "individuals": None,
    "sectors": [],
    "date": "2026-11-22",
    "approximate": False,
}


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(parse, list(arguments), input=given)


def lines(result: Result) -> list[Any]:
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_line_of_text() -> None:
    result = run("--sent-at", SENT, "نزوح ١٢٠ عائلة من الموصل إلى ديبكة")
    assert lines(result) == [{"id": "1", "items": [ITEM]}]


def test_why() -> None:
    ((item,),) = [line["items"] for line in lines(run("--why", "--sent-at", SENT, "fire in Baquba 20/11"))]
    assert item["date"] == "2026-11-20"
    assert (item["why"]["kind"], item["why"]["governorate"], item["why"]["date"]) == (
        "fire",
        "Baquba",
        "20/11",
    )
    assert set(item["why"]) == set(item["confidence"]) == set(ITEM)


def test_json_lines() -> None:
    texts = ("نزوح ١٢٠ عائلة من الموصل إلى ديبكة", "السلام عليكم")
    rows = [
        {"id": number, "text": text, "sent_at": SENT, "sender_governorate": "IQ-NI", "items": []}
        for number, text in enumerate(texts)
    ]
    given = "\n\n".join(json.dumps(row) for row in rows)
    assert lines(run(given=given)) == [{"id": 0, "items": [ITEM]}, {"id": 1, "items": []}]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1 is no JSON."),
        ("[]", "line 1 needs id, text, sent_at and sender_governorate."),
        ('{"id": 1, "text": 5}', "line 1 needs id, text, sent_at and sender_governorate."),
        ('{"id": 1, "text": "", "sent_at": "today", "sender_governorate": "IQ-NI"}', "“today” is no moment"),
        (
            '{"id": 1, "text": "", "sent_at": "2026-11-22", "sender_governorate": "IQ-NI"}',
            "“2026-11-22” has no offset; add +03:00 for Baghdad.",
        ),
        (
            f'{{"id": 1, "text": "", "sent_at": "{SENT}", "sender_governorate": "IQ-XX"}}',
            "I do not know the governorate “IQ-XX”.",
        ),
    ],
)
def test_what_is_wrong_with_the_input_is_said_in_one_sentence(line: str, said: str) -> None:
    result = run(given=line)
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert result.output.startswith("tansiq: ") and said in result.output
