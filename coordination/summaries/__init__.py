"""The daily summary: what status updates of a window of time say, for a reader's governorates and kinds."""

from coordination.summaries.corrections import Correction, mark_told, take_corrections
from coordination.summaries.entry import Entry
from coordination.summaries.reading import read_summary
from coordination.summaries.scope import Scope, scope_of_group, scope_of_person
from coordination.summaries.summary import Item, Left, Movement, Need, Reported, Summary, summarise
from coordination.summaries.total import Total, total

__all__ = [
    "Correction",
    "Entry",
    "Item",
    "Left",
    "Movement",
    "Need",
    "Reported",
    "Scope",
    "Summary",
    "Total",
    "mark_told",
    "read_summary",
    "scope_of_group",
    "scope_of_person",
    "summarise",
    "take_corrections",
    "total",
]
