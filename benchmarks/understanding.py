"""Read status updates (JSON Lines: id, text, sent_at, sender_governorate) and print what was understood.

    python -m benchmarks.understanding < reports.jsonl > understood.jsonl

Each line out is {"id", "items"}, the shape in which an evaluation set is scored.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any

from coordination.reports.fact import Fact
from coordination.reports.understand import Sender, understand


def item(fact: Fact) -> dict[str, Any]:
    """Return a fact in the shape of the evaluation sets."""
    return {
        "kind": str(fact.kind),
        "governorate": fact.governorate,
        "origin_governorate": fact.origin_governorate,
        "households": fact.households,
        "individuals": fact.individuals,
        "sectors": list(fact.sectors),
        "date": fact.day.isoformat() if fact.day else None,
        "approximate": fact.approximate,
    }


if __name__ == "__main__":
    for line in sys.stdin:
        row = json.loads(line)
        sender = Sender((row["sender_governorate"],))
        facts = understand(row["text"], datetime.fromisoformat(row["sent_at"]), sender)
        print(json.dumps({"id": row["id"], "items": [item(fact) for fact in facts]}, ensure_ascii=False))
