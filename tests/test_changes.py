"""Changes of a report as rules: each can be undone, kept, and carried onto another's."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from coordination.reports.changes import Change, carried, changes, undone
from coordination.reports.corrections import changed_in
from coordination.reports.draft import Correcting, Draft, Item, data_of, draft_of
from coordination.reports.fact import Fact, Figure, Kind
from coordination.reports.reference import references_in

REF = "NI-261122-001-A"
FIGURES: st.SearchStrategy[Figure] = st.none() | st.just("unknown") | st.integers(0, 10**6)
FACTS = st.builds(
    Fact,
    st.sampled_from(Kind),
    governorate=st.sampled_from(["IQ-NI", "IQ-AN"]),
    place_text=st.text(max_size=5),
    origin_governorate=st.none() | st.just("IQ-DA"),
    households=FIGURES,
    individuals=FIGURES,
    sectors=st.sampled_from([(), ("food",), ("food", "health")]),
    day=st.dates(date(2026, 1, 1), date(2027, 1, 1)),
    approximate=st.booleans(),
    nothing_to_report=st.booleans(),
    note=st.text(max_size=5),
)


@given(FACTS, FACTS)
def test_every_change_can_be_undone_and_kept(before: Fact, after: Fact) -> None:
    found = changes(before, after)
    assert changes(reduce(undone, reversed(found), after), before) == ()
    assert changes(before, before) == ()
    draft = Draft(items=(Item(after),), corrects=Correcting(1, 2, REF, before, "words"))
    assert draft_of(json.loads(json.dumps(data_of(draft)))) == draft
    assert changed_in(draft) == found
    assert [Change(**json.loads(json.dumps(asdict(change)))) for change in found] == list(found)


@given(FACTS, st.integers(0, 999))
def test_what_one_changes_is_carried_onto_what_another_changed(fact: Fact, number: int) -> None:
    fact = replace(fact, kind=Kind.RETURN, nothing_to_report=False, approximate=False)
    mine, theirs = replace(fact, households=number), replace(fact, individuals=7, note="theirs")
    assert changes(carried(fact, mine, theirs), replace(theirs, households=number)) == ()


def test_references_are_found_where_a_message_names_them() -> None:
    text = f"Saved. {REF}\nNI-261122-001-B, {REF} and NI-261122-002-P."
    assert references_in(text) == (REF, "NI-261122-002-P")
