"""``python -m bot parse``: what the bot understands of a status update, and why."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import click

from bot.commands.stopping import one_sentence
from coordination.places import gazetteer
from coordination.reports.understand import Reading, Sender, read

_SENT = "the moment it was written, with its offset (2026-11-22T17:00:00+03:00); now, if not given"


@click.command(short_help="Print what is understood of a status update, as JSON.")
@click.argument("text", required=False)
@click.option(
    "--why", is_flag=True, help="Add to every field the words it came from and a confidence (0 to 1)."
)
@click.option("--sender", default="IQ-BG", show_default=True, help="Governorate of the sender of TEXT.")
@click.option("--sent-at", default="", help=f"Of TEXT: {_SENT}.")
def parse(text: str | None, why: bool, sender: str, sent_at: str) -> None:
    """Read TEXT, or JSON lines from standard input, and print JSON lines: id and items, one item a fact.

    A line of standard input holds id, text, sent_at and sender_governorate. Needs no configuration.

    \b
    Examples:
      python -m bot parse --why "نزوح ١٢٠ عائلة من الموصل إلى ديبكة"
      python -m bot parse < updates.jsonl > understood.jsonl
    """
    moment = sent_at or datetime.now(UTC).isoformat()
    given = {"id": "1", "text": text, "sent_at": moment, "sender_governorate": sender}
    with one_sentence():
        for row in _rows(sys.stdin) if text is None else (_checked(given, "the command line"),):
            readings = read(row["text"], row["sent_at"], Sender((row["sender_governorate"],)))
            items = [item(reading, why) for reading in readings]
            click.echo(json.dumps({"id": row["id"], "items": items}, ensure_ascii=False))


def item(reading: Reading, why: bool = False) -> dict[str, Any]:
    """A fact in the shape of the evaluation sets: `day` is called `date` there."""
    fact = reading.fact
    fields = {
        "kind": str(fact.kind),
        "governorate": fact.governorate,
        "origin_governorate": fact.origin_governorate,
        "households": fact.households,
        "individuals": fact.individuals,
        "sectors": list(fact.sectors),
        "date": fact.day.isoformat() if fact.day else None,
        "approximate": fact.approximate,
    }
    if not why:
        return fields
    reasons = {"why": reading.why, "confidence": reading.confidence}
    named = {key: {_name(field): value for field, value in one.items()} for key, one in reasons.items()}
    return {**fields, **named}


def _name(field: str) -> str:
    return "date" if field == "day" else field


def _rows(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError:
                sys.exit(f"tansiq: line {number} is no JSON.")
            yield _checked(row, f"line {number}")


def _checked(row: Any, where: str) -> dict[str, Any]:
    """The row with its moment read; leaves with one sentence where something is missing or wrong."""
    texts = ("text", "sent_at", "sender_governorate")
    if not isinstance(row, dict) or "id" not in row or not all(isinstance(row.get(f), str) for f in texts):
        sys.exit(f"tansiq: {where} needs id, text, sent_at and sender_governorate.")
    try:
        sent_at = datetime.fromisoformat(row["sent_at"])
    except ValueError:
        sys.exit(f"tansiq: {where}: “{row['sent_at']}” is no moment; give {_SENT}.")
    if sent_at.tzinfo is None:
        sys.exit(f"tansiq: {where}: the moment “{row['sent_at']}” has no offset; add +03:00 for Baghdad.")
    if gazetteer().get(row["sender_governorate"]) is None:
        sys.exit(f"tansiq: {where}: I do not know the governorate “{row['sender_governorate']}”.")
    return {**row, "sent_at": sent_at}
