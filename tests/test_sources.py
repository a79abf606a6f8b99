"""Sources of answers and rules are named in both languages."""

from __future__ import annotations

from coordination.cases.files import procedures
from coordination.knowledge.files import shipped
from coordination.sources import source_told


def test_every_source_has_an_arabic_name() -> None:
    named = {entry.source for entry in shipped()[1]}
    for kind in procedures().kinds.values():
        named |= {kind.source.words, *(kind.source_of(rule).words for rule in kind.rules())}
    assert {source for source in named if source_told(source, "ar") == source} == set()


def test_a_source_of_the_centres_own_stays_as_it_was_written() -> None:
    assert source_told("a circular of 2027", "ar") == "a circular of 2027"
    assert source_told("general knowledge", "en") == "general knowledge"
