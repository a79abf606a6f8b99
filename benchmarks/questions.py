"""How well and how fast questions are answered from the knowledge base: labelled questions, and 2,000 entries.

    python -m benchmarks.questions [LABELLED.jsonl ...]

Without files it reads its own sets. `topic` is null where the base must not answer.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

import click

from coordination.knowledge.asking.ask import Decision, decide
from coordination.knowledge.asking.index import Index
from coordination.knowledge.asking.words import features
from coordination.knowledge.files import shipped, ways_of

SETS = tuple(
    Path(__file__).with_name(f"questions_{name}.jsonl")
    for name in ("tuned", "held_out", "strangers", "night")
)
ENTRIES = 2_000
_SCANNED = 40
"""Questions of the plain scan, which is slow."""

Ways = Mapping[str, Sequence[str]]


def load(path: Path) -> list[dict[str, Any]]:
    """Read a labelled set, one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def judged(index: Index, row: Mapping[str, Any]) -> str:
    """Return what became of a question: right, wrong, offered, missed (offered without it) or refused."""
    outcome = decide(index, row["text"])
    topics = [one.topic for one in outcome.topics]
    if outcome.decision is Decision.ANSWER:
        return "right" if topics[0] == row["topic"] else "wrong"
    if outcome.decision is Decision.OFFER:
        return "offered" if row["topic"] in topics else "missed"
    return "refused"


def report(index: Index, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the figures of a set: in scope, then out of scope (where only an answer is an error)."""
    inside = Counter(judged(index, row) for row in rows if row["topic"])
    outside = Counter(judged(index, row) for row in rows if not row["topic"])
    if total := inside.total():
        kinds = ("right", "wrong", "offered", "missed", "refused")
        shares = ", ".join(f"{kind} {inside[kind] / total:.3f}" for kind in kinds)
        helped = (inside["right"] + inside["offered"]) / total
        yield f"  in scope ({total}): {shares}; right or offered {helped:.3f}"
    if total := outside.total():
        yield f"  out of scope ({total}): answered {outside['wrong']}, offered {outside['missed']}, refused {outside['refused']}"


def multiplied(ways: Ways, entries: int) -> dict[str, list[str]]:
    """Return so many entries: the topics again and again, each time with a word of their own in every question."""
    found: dict[str, list[str]] = {}
    for number in range(entries):
        topic = tuple(ways)[number % len(ways)]
        copy = number // len(ways)
        found[f"{topic}.{copy}"] = [f"{way} {_name(copy)}" if copy else way for way in ways[topic]]
    return found


def _name(number: int) -> str:
    syllables = ("ba", "do", "ki", "lu", "me", "no", "ra", "su")
    return "".join(syllables[number // 8**place % 8] for place in range(4))


def plain_scan(sets: Sequence[tuple[str, frozenset[str]]], text: str) -> str:
    """Return the topic with the way of asking most like a text: every way of every entry compared."""
    asked = frozenset(features(text).names)
    return max(sets, key=lambda one: len(asked & one[1]) / (len(asked | one[1]) or 1))[0]


def milliseconds(work: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Return the processor time of each text, sorted; the lesser of two rounds, so that caches are warm."""
    taken: dict[str, float] = {}
    for text in (*texts, *texts):
        began = process_time()
        work(text)
        taken[text] = min(taken.get(text, 1e9), (process_time() - began) * 1000)
    return sorted(taken.values())


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("labelled", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def main(labelled: Sequence[Path]) -> None:
    """Print the figures of each set, then the time of a question with 2,000 entries and with a plain scan."""
    ways = ways_of(shipped()[1])
    index = Index(ways)
    texts: list[str] = []
    for path in labelled or SETS:
        rows = load(path)
        print(f"{path.name}:", *report(index, rows), sep="\n")
        texts += (row["text"] for row in rows)
    many = multiplied(ways, ENTRIES)
    began = process_time()
    index = Index(many)
    built = process_time() - began
    times = milliseconds(partial(decide, index), texts)
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    total = sum(map(len, many.values()))
    print(f"{ENTRIES:,} entries with {total:,} ways of asking: built in {built:.1f} s;")
    print(f"  a question p50 {p50:.2f} ms, p99 {p99:.2f} ms, at most {times[-1]:.2f} ms")
    sets = [(topic, frozenset(features(way).names)) for topic, its in many.items() for way in its]
    scanned = milliseconds(partial(plain_scan, sets), texts[:: max(1, len(texts) // _SCANNED)])
    scan = scanned[len(scanned) // 2]
    print(f"  a plain scan of every way p50 {scan:.0f} ms: {scan / p50:.0f} times as long")


if __name__ == "__main__":
    main()
