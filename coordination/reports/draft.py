"""The draft of a status update: facts being told, and where its conversation stands. A value, kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any, Literal

from coordination.reports.fact import Fact, Kind

MOST_FACTS = 12
"""Facts of one update: more would not be read back by anybody."""

_FIELDS_OF_A_FACT = tuple(one.name for one in fields(Fact))

Step = Literal[
    "kind",
    "governorate",
    "district",
    "place",
    "households",
    "individuals",
    "origin",
    "origin_place",
    "sectors",
    "gravity",
    "when",
    "note",
    "really",
    "which",
    "pin",
    "card",
    "change",
]


@dataclass(frozen=True, slots=True)
class Item:
    """One fact of the draft; `message` is the id of the message it was understood from, None by buttons.

    `anew` is set when the person has said that it is another event than one that was saved already; `update` is the
    row of the report that it tells anew. `affirmed` are the odd things that the person said are right
    (`plausibility.key`). `unclear` are questions about what was not understood surely, None until they were looked for;
    `guessed` are the steps of places that were read in spite of a wrong letter.
    """

    fact: Fact
    message: int | None = None
    anew: bool = False
    update: int | None = None
    affirmed: tuple[str, ...] = ()
    unclear: tuple[Pending, ...] | None = None
    guessed: tuple[Step, ...] = ()


Reason = Literal["", "several", "unknown", "figure", "odd"]
"""Why words are asked about: a name of several places, or of none, is no number, or is an odd one. "" is an answer."""


@dataclass(frozen=True, slots=True)
class Pending:
    """An answer that waits for a word more: an odd number or day for "really?", a place name for "which one?".

    `step` is the question it answers; `value` the number, the ISO day, or the name as typed; `options` are ids of
    the gazetteer.
    """

    step: Step
    value: str
    options: tuple[str, ...] = ()
    reason: Reason = ""


@dataclass(frozen=True, slots=True)
class Correcting:
    """The saved report that a draft corrects, as it stood when the correction was begun or last looked at again.

    `report` is its row, `words` are the person's words that were kept with it.
    """

    report: int
    version: int
    reference: str
    before: Fact
    words: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """`at` is the index of the fact that the questions are about; one past the end for a fact about to be told.

    `changing` is set while one field is changed from the card. `everywhere` shows all governorates where the
    reporter's own come first. `texts` keeps the words of the messages that facts came from, by message id.
    `album` is the last album that was answered. `near` is the id of the place, told by a pin, of a fact that is yet to
    be begun. `corrects` is set in a correction, which has one fact.
    """

    items: tuple[Item, ...] = ()
    at: int = 0
    changing: bool = False
    everywhere: bool = False
    pending: Pending | None = None
    texts: Mapping[int, str] = field(default_factory=dict)
    album: str = ""
    near: str = ""
    corrects: Correcting | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(item.fact for item in self.items)

    @property
    def words(self) -> str | None:
        """The words that the first fact was understood from; None by buttons."""
        message = self.items[0].message if self.items else None
        return None if message is None else self.texts.get(message)

    @property
    def fact(self) -> Fact | None:
        """The fact that the questions are about; None while its kind has not been told."""
        return self.items[self.at].fact if self.at < len(self.items) else None

    def with_fact(self, fact: Fact) -> Draft:
        """The draft with this as the fact in question; a question that was pending is settled."""
        before = self.items[self.at] if self.at < len(self.items) else Item(fact)
        same = (fact.place, fact.origin_place) == (before.fact.place, before.fact.origin_place)
        guessed = before.guessed if same else ()
        told = Item(fact, before.message, affirmed=before.affirmed, unclear=before.unclear, guessed=guessed)
        items = (*self.items[: self.at], told, *self.items[self.at + 1 :])
        return replace(self, items=items, pending=None, everywhere=False)

    def with_told(self, facts: Sequence[Fact], message: int, text: str) -> Draft:
        """The draft with facts understood from a message: at the end, or in the place of those it told before.

        What was being asked about stays in question.
        """
        before = [i for i, item in enumerate(self.items) if item.message == message]
        start = before[0] if before else len(self.items)
        kept = [item for item in self.items if item.message != message]
        room = MOST_FACTS - len(kept)
        new = [Item(fact, message) for fact in facts[:room]]
        items = (*kept[:start], *new, *kept[start:])
        at = self.at if self.at < start else self.at - len(before) + len(new)
        # Only the words of facts that found room, and the last ones: a form must not grow with every message.
        in_use = {item.message for item in items}
        texts = {told: words for told, words in self.texts.items() if told in in_use}
        return replace(
            self, items=items, at=max(0, min(at, len(items))), texts={**texts, message: text}, near=""
        )

    def with_another_event(self, index: int) -> Draft:
        """The draft with the answer that one of its facts is no repetition."""
        return self._with_item(index, replace(self.items[index], anew=True))

    def with_update(self, index: int, fact: Fact, report: int) -> Draft:
        """The draft with the answer that one of its facts tells a saved report anew, and with the fact as it is then."""
        return self._with_item(index, replace(self.items[index], fact=fact, update=report))

    def with_affirmed(self, index: int, key: str) -> Draft:
        """The draft with the answer that something odd about one of its facts is right."""
        item = self.items[index]
        return self._with_item(index, replace(item, affirmed=(*item.affirmed, key)))

    def _with_item(self, index: int, item: Item) -> Draft:
        return replace(self, items=(*self.items[:index], item, *self.items[index + 1 :]))

    def without(self, index: int) -> Draft:
        """The draft without one of its facts."""
        return replace(self, items=self.items[:index] + self.items[index + 1 :], at=0)


def data_of(draft: Draft) -> dict[str, Any]:
    """The draft as JSON-able data for a form's row."""
    return {
        "items": [
            {
                "fact": fact_data(item.fact),
                "message": item.message,
                "anew": item.anew,
                "update": item.update,
                "affirmed": list(item.affirmed),
                "unclear": None if item.unclear is None else [asdict(one) for one in item.unclear],
                "guessed": list(item.guessed),
            }
            for item in draft.items
        ],
        "at": draft.at,
        "changing": draft.changing,
        "everywhere": draft.everywhere,
        "pending": asdict(draft.pending) if draft.pending else None,
        "texts": {str(message): text for message, text in draft.texts.items()},
        "album": draft.album,
        "near": draft.near,
        "corrects": _correcting_data(draft.corrects) if draft.corrects else None,
    }


def draft_of(data: Mapping[str, Any]) -> Draft:
    """Read what `data_of` wrote."""
    pending = data["pending"]
    corrects = data.get("corrects")  # forms that were open before there were corrections have none
    return Draft(
        items=tuple(
            Item(
                fact_of_data(item["fact"]),
                item["message"],
                item.get("anew", False),  # older forms have none of these
                item.get("update"),
                tuple(item.get("affirmed", ())),
                _unclear_of(item.get("unclear")),
                tuple(item.get("guessed", ())),
            )
            for item in data["items"]
        ),
        at=data["at"],
        changing=data["changing"],
        everywhere=data["everywhere"],
        pending=_pending_of(pending) if pending else None,
        texts={int(message): text for message, text in data["texts"].items()},
        album=data["album"],
        near=data.get("near", ""),  # nor have they this
        corrects=Correcting(**{**corrects, "before": fact_of_data(corrects["before"])}) if corrects else None,
    )


def _unclear_of(data: Sequence[Mapping[str, Any]] | None) -> tuple[Pending, ...] | None:
    return None if data is None else tuple(map(_pending_of, data))


def _pending_of(data: Mapping[str, Any]) -> Pending:
    return Pending(data["step"], data["value"], tuple(data["options"]), data.get("reason", ""))


def _correcting_data(corrects: Correcting) -> dict[str, Any]:
    return {**asdict(corrects), "before": fact_data(corrects.before)}


def fact_data(fact: Fact) -> dict[str, Any]:
    """A fact as JSON-able data, by the names of its fields."""
    day = fact.day.isoformat() if fact.day else None
    flat = {name: getattr(fact, name) for name in _FIELDS_OF_A_FACT}  # asdict would copy each text deeply
    return {**flat, "sectors": list(fact.sectors), "day": day}


def fact_of_data(data: Mapping[str, Any]) -> Fact:
    """Read what `fact_data` wrote."""
    day = data["day"]
    return Fact(
        **{
            **data,
            "kind": Kind(data["kind"]),
            "sectors": tuple(data["sectors"]),
            "day": date.fromisoformat(day) if day else None,
        }
    )
