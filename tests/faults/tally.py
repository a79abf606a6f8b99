"""What became of everything that people sent to a bot that was killed again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from simulator import Chat, Simulator
from storage import Database, Row


@dataclass(frozen=True, slots=True)
class Kept:
    """What the database says at the end: states of updates by number, messages, saved figures, summaries."""

    inbox: Mapping[int, str]
    outbox: Sequence[Row]
    households: Sequence[int]
    summaries: int


async def kept(database: Database, first: int) -> Kept:
    """Read it; of updates those from the first that counts."""
    async with database.reading() as tx:
        inbox = await tx.select(f"SELECT update_id, state FROM inbox WHERE update_id >= {first:d}")
        outbox = await tx.select("SELECT chat, method, state, message_id FROM outbox")
        households = await tx.select("SELECT households FROM reports")
        summaries = await tx.select(
            "SELECT count(*) AS n FROM due WHERE job = 'daily summary' AND outcome = 'posted'"
        )
    return Kept(
        {row["update_id"]: row["state"] for row in inbox},
        outbox,
        [row["households"] for row in households],
        summaries[0]["n"],
    )


@dataclass(slots=True)
class Tally:
    """What became of everything; all but the first four must be nothing, `unknown` sends excepted."""

    updates: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    sent: int = 0
    lost: int = 0
    set_aside: int = 0
    unanswered: int = 0
    applied_twice: int = 0
    posted_twice: int = 0
    unknown: int = 0
    unknown_arrived: int = 0
    summaries_due: int = 0
    summaries_seen: int = 0
    summaries_unknown: int = 0

    def table(self) -> str:
        """The figures, a line each, for people."""
        lines = [
            ("updates", self.updates),
            ("kills", self.kills.total()),
            ("seconds", round(self.seconds)),
            ("messages and edits sent", self.sent),
            ("updates lost", self.lost),
            ("updates set aside", self.set_aside),
            ("updates without an answer", self.unanswered),
            ("updates applied twice", self.applied_twice),
            ("messages posted twice", self.posted_twice),
            ("sends that ended unknown", self.unknown),
            ("  of them arrived", self.unknown_arrived),
            ("summaries due in groups", self.summaries_due),
            ("summaries posted", self.summaries_seen),
            ("  unknown, and not posted", self.summaries_unknown),
        ]
        return "\n".join(f"{name:<28}{value!s:>12}" for name, value in lines)

    @property
    def wrong(self) -> tuple[int, ...]:
        """What must be nothing: lost, set aside, unanswered, applied twice, posted twice."""
        return self.lost, self.set_aside, self.unanswered, self.applied_twice, self.posted_twice

    @property
    def summaries_right(self) -> bool:
        """Whether each summary that was due was posted, but for those whose call was under way at a kill."""
        return self.summaries_seen + self.summaries_unknown == self.summaries_due

    def count(
        self, rows: Kept, caused: range, said: Counter[int], sim: Simulator, groups: Sequence[Chat]
    ) -> None:
        """Compare what people caused (updates by number, questions by chat) with what was kept and what they see."""
        self.updates = len(caused)
        self.lost = len(set(caused) - set(rows.inbox))
        self.set_aside = sum(1 for state in rows.inbox.values() if state == "dead")
        new = [row for row in rows.outbox if row["method"].startswith("send")]
        answers = Counter(row["chat"] for row in new)
        self.unanswered = sum(max(0, n - answers[chat]) for chat, n in said.items())
        self.applied_twice = sum(max(0, answers[chat] - n) for chat, n in said.items())
        self.applied_twice += sum(n - 1 for n in Counter(rows.households).values())
        self.unknown = sum(1 for row in rows.outbox if row["state"] == "unknown")
        self.summaries_due = rows.summaries
        self.summaries_seen = sum(
            1 for group in groups for message in sim.visible(group) if message["from"]["is_bot"]
        )
        self._count_sent(new, sim)
        rooms = {group.id for group in groups}
        unknown = sum(1 for row in new if row["state"] == "unknown" and row["chat"] in rooms)
        sent = sum(1 for row in new if row["state"] == "sent" and row["chat"] in rooms)
        self.summaries_unknown = unknown - (self.summaries_seen - sent)

    def _count_sent(self, new: Sequence[Row], sim: Simulator) -> None:
        known = Counter((row["chat"], row["message_id"]) for row in new if row["state"] == "sent")
        delivered = [
            (call.result["chat"]["id"], call.result["message_id"])
            for call in sim.ledger
            if call.ok and call.method.startswith("send")
        ]
        self.sent = sum(1 for call in sim.ledger if call.ok and call.method.startswith(("send", "edit")))
        perhaps = Counter(row["chat"] for row in new if row["state"] == "unknown")
        more = Counter(chat for chat, message in delivered if (chat, message) not in known)
        self.unknown_arrived = sum(min(n, perhaps[chat]) for chat, n in more.items())
        self.posted_twice = sum(max(0, n - perhaps[chat]) for chat, n in more.items())
        self.posted_twice += sum(n - 1 for n in known.values())
        missing = set(known) - set(delivered)
        assert not missing, f"said to be sent, but never seen: {missing}"
