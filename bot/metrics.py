"""What is counted and measured, for Prometheus; one registry a process, scraped from `bot.health`."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

from storage import is_outage

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

UPDATES = Counter(
    "tansiq_updates", "Updates worked on, by kind and outcome.", ["kind", "outcome"], registry=REGISTRY
)
TURN = Histogram(
    "tansiq_turn_seconds",
    "Time of a turn, without the commit that it shares with others.",
    buckets=(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0),
    registry=REGISTRY,
)
CALLS = Counter(
    "tansiq_calls", "Calls of the Bot API from the outbox, by method and outcome.", ["method", "outcome"],
    registry=REGISTRY,
)  # fmt: skip
FLOOD_WAITS = Counter("tansiq_flood_waits", "Calls refused with 429.", registry=REGISTRY)
DATABASE_FAILURES = Counter(
    "tansiq_database_failures", "Times that the database was away, by who noticed.", ["where"],
    registry=REGISTRY,
)  # fmt: skip
INBOX_WAITING = Gauge("tansiq_inbox_waiting", "Updates that wait to be answered.", registry=REGISTRY)
INBOX_OLDEST = Gauge("tansiq_inbox_oldest_seconds", "Age of the oldest of them.", registry=REGISTRY)
OUTBOX_WAITING = Gauge("tansiq_outbox_waiting", "Messages that wait to be sent.", registry=REGISTRY)
OUTBOX_OLDEST = Gauge("tansiq_outbox_oldest_seconds", "Age of the oldest of them.", registry=REGISTRY)
API_PENDING = Gauge("tansiq_api_pending_updates", "Updates that the Bot API still holds.", registry=REGISTRY)
CLOCK_DRIFT = Gauge("tansiq_clock_drift_seconds", "This clock less the Bot API's.", registry=REGISTRY)
DISK_FREE = Gauge("tansiq_disk_free_bytes", "Room for the database file.", registry=REGISTRY)
ALARMS = Gauge("tansiq_alarm", "1 while an alarm stands, by kind.", ["kind"], registry=REGISTRY)
LOOKED = Gauge("tansiq_looked_timestamp_seconds", "When all this was last looked at.", registry=REGISTRY)


class Outages:
    """Counts the times that the database was found to be away, for whoever tells when it is back."""

    def __init__(self) -> None:
        self.count = 0

    def note(self, where: str, error: BaseException) -> None:
        """Count an error, if it is one of the database being away."""
        if is_outage(error):
            self.count += 1
            DATABASE_FAILURES.labels(where).inc()


OUTAGES = Outages()
