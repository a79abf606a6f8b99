"""Text as people type it: made comparable, made safe to keep, read as a count."""

from coordination.text.clean import clean
from coordination.text.counts import (
    MOST_HOUSEHOLDS,
    MOST_INDIVIDUALS,
    Count,
    CountAnswer,
    NotACount,
    parse_count,
)
from coordination.text.normalise import normalise

__all__ = [
    "MOST_HOUSEHOLDS",
    "MOST_INDIVIDUALS",
    "Count",
    "CountAnswer",
    "NotACount",
    "clean",
    "normalise",
    "parse_count",
]
