"""The knowledge base's entries: an answer in two languages with owner, source and dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Told:
    """An entry's texts in one language. `steps` are in order; `ways` are ways of asking for it."""

    title: str
    answer: str
    steps: tuple[str, ...]
    documents: tuple[str, ...]
    owner: str
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One topic of the knowledge base.

    `topic` is its id ("visa.emergency.apply"), `area` that of its area ("visa"). `ar` and `en` say the same.
    `valid_from` is the day from which the rule holds, `confirmed` the last day at which the centre or a source
    said that it does (None: nobody has), `confirm_by` the day after which the answer says how old that is.
    `sample` marks a text that the centre has yet to confirm. `live` names rows that the answer is completed from
    and `case` the kind of case that can be filed from it; "" for none.
    """

    topic: str
    area: str
    ar: Told
    en: Told
    source: str
    valid_from: date
    confirmed: date | None
    confirm_by: date
    sample: bool
    live: str = ""
    case: str = ""
    related: tuple[str, ...] = ()

    def __hash__(self) -> int:
        """Of its topic and titles: equal entries have equal ones, and hundreds of ways of asking need not be walked."""
        return hash((self.topic, self.ar.title, self.en.title))

    def told(self, language: str) -> Told:
        """The texts in a language; English for any other than Arabic."""
        return self.ar if language == "ar" else self.en


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the knowledge base, for browsing by buttons."""

    id: str
    title_ar: str
    title_en: str
