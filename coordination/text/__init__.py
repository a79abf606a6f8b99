"""Text as people type it: made comparable, made safe to keep, read as a count."""

from coordination.text.clean import clean
from coordination.text.counts import Count, CountAnswer, NotACount, parse_count
from coordination.text.normalise import normalise

__all__ = ["Count", "CountAnswer", "NotACount", "clean", "normalise", "parse_count"]
