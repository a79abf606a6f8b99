"""``python -m bot ask``: what the bot would do with a question, and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from coordination.knowledge.asking.ask import Outcome, decide
from coordination.knowledge.asking.index import Index
from coordination.knowledge.asking.why import why as explain
from coordination.knowledge.files import read_files, ways_of


@click.command(short_help="Print what a question is answered with, as JSON.")
@click.argument("text", required=False)
@click.option("--why", is_flag=True, help="Add scores, and what each phrase was understood as.")
def ask(text: str | None, why: bool) -> None:
    """Decide about TEXT, or about JSON lines (id, text) from standard input; print id, decision and topics a line.

    The decision is answer (with the first topic), offer (up to three as buttons) or refuse. With --why it says for
    whom the question seems to be asked, which phrases mean what, which words nobody knows, which fields it belongs
    to that the centre does not answer for, and which phrases each topic shares. Reads the knowledge files; needs no
    configuration and no database.

    \b
    Examples:
      python -m bot ask --why "شكد تطول فيزا الطوارئ؟"
      python -m bot ask < questions.jsonl > decisions.jsonl
    """
    index = Index(ways_of(read_files()[1]))
    for row in _rows(sys.stdin) if text is None else ({"id": "1", "text": text},):
        outcome = decide(index, row["text"])
        shown: dict[str, Any] = {
            "id": row["id"],
            "decision": str(outcome.decision),
            "topics": [one.topic for one in outcome.topics],
        }
        if why:
            shown |= _reasons(index, row["text"], outcome)
        click.echo(json.dumps(shown, ensure_ascii=False))


def _reasons(index: Index, text: str, outcome: Outcome) -> dict[str, Any]:
    reasons = explain(index, text, outcome)
    return {
        "scores": [round(one.score, 3) for one in outcome.topics],
        "asked for": reasons.asked_for,
        "understood": dict(reasons.understood),
        "unknown": list(reasons.unknown),
        "outside": list(reasons.outside),
        "shared": {topic: list(phrases) for topic, phrases in reasons.shared},
    }


def _rows(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            sys.exit(f"tansiq: line {number} is no JSON.")
        if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text"), str):
            sys.exit(f"tansiq: line {number} needs id and text.")
        yield row
