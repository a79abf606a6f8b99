"""How well and how fast free text is understood: labelled messages exactly right, messages a second, the worst text.

    python -m benchmarks.understanding [LABELLED.jsonl ...]

Without files it reads its own sets. A message counts as exactly right where every field of every fact is as labelled.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import product
from pathlib import Path
from time import process_time
from typing import Any

import click

from bot.commands.parse import item
from coordination.reports.understand import Sender, read, understand

_OWN = (Path(__file__).with_name(f"{name}.jsonl") for name in ("developers", "strangers", "held_out"))
SETS = tuple(path for path in _OWN if path.is_file())
SCORED = ("kind", "governorate", "households")
"""The fields whose F1 is printed."""
LONGEST = 4096
# Each is repeated to 4,096 characters: what made some stage look far ahead or back.
HARD = (
    "نزوح ٥ عوائل من الموصل الى اربيل؛ ",
    "no 5 families from Mosul to Erbil need water since ",
    "no ",
    "و ",
    "٥ ",
    "- ",
    "-\n",
    ", ",
    "one hundred and ",
    "more than ",
    "need water ",
    "من الموصصل ",
    "18/11 ",
    "منذ ",
    "x",
    "9",
)

Work = tuple[str, datetime, Sender]


def load(path: Path) -> list[dict[str, Any]]:
    """Read a labelled set, one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def work(row: dict[str, Any]) -> Work:
    """Return what `understand` is given for a labelled message."""
    return row["text"], datetime.fromisoformat(row["sent_at"]), Sender((row["sender_governorate"],))


def wrong(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return the ids of the messages that are not read exactly as labelled."""
    return [
        row["id"]
        for row in rows
        if sorted(map(repr, map(item, read(*work(row))))) != sorted(map(repr, row["items"]))
    ]


def f1(rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return for each of `SCORED` how well it is read: labelled facts and read ones are paired, most alike first."""
    right, labelled, understood = dict.fromkeys(SCORED, 0), 0, 0
    for row in rows:
        expected, found = list(row["items"]), [item(one) for one in read(*work(row))]
        labelled, understood = labelled + len(expected), understood + len(found)
        while expected and found:
            one, other = max(product(expected, found), key=lambda pair: _alike(*pair))
            expected.remove(one)
            found.remove(other)
            for field in SCORED:
                right[field] += one[field] == other[field]
    return {field: 2 * right[field] / max(labelled + understood, 1) for field in SCORED}


def _alike(one: dict[str, Any], other: dict[str, Any]) -> int:
    return sum(one[field] == other[field] for field in one)


def seconds(works: Sequence[Work], rounds: int) -> float:
    """Return the least processor time that one round over `works` took."""
    taken = []
    for _ in range(rounds):
        began = process_time()
        for one in works:
            understand(*one)
        taken.append(process_time() - began)
    return min(taken)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("labelled", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(labelled: Sequence[Path]) -> None:
    """Print the figures of each set, then the speed over all of them, then the slowest of the hard texts."""
    works: list[Work] = []
    for path in labelled or SETS:
        rows = load(path)
        missed = wrong(rows)
        print(
            f"{path.name}: exactly right {len(rows) - len(missed)}/{len(rows)}; not right: {' '.join(missed)}"
        )
        print("  F1: " + ", ".join(f"{field} {value:.3f}" for field, value in f1(rows).items()))
        works += map(work, rows)
    print(f"{len(works) / seconds(works, 5):,.0f} messages/s on one core")
    _, moment, sender = works[0]
    slowest, text = max((seconds([((hard * LONGEST)[:LONGEST], moment, sender)], 3), hard) for hard in HARD)
    print(f"worst text of {LONGEST:,} characters: {slowest * 1000:.1f} ms ({text!r})")


if __name__ == "__main__":
    main()
