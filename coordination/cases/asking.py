"""In which order an applicant is asked for what a case needs, and where to go on after a pause."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coordination.cases.answers import Value
from coordination.cases.kind import Document, Field, Kind, Procedures, Question
from coordination.cases.rules import Answers, asked_of, papers_of
from coordination.cases.rules import given as given_field

Item = Field | Document
"""One thing to be asked for."""


def items(kind: Kind, answers: Answers, ended: Collection[str] = ()) -> tuple[Item, ...]:
    """Everything to be asked for as things stand: first the questions, then the papers."""
    return (*asked_of(kind, answers, ended), *papers_of(kind, answers, ended))


def item(kind: Kind, id: str) -> Item | None:
    """The field or document with this id."""
    return kind.field(id) or kind.document(id)


def given(one: Item, answers: Answers, papers: Collection[str]) -> bool:
    """Whether it is there; `papers` are the ids of the documents attached."""
    if isinstance(one, Document):
        return one.id in papers
    return given_field(one, answers)


def following(some: Sequence[Item], id: str) -> Item | None:
    """The thing after this one; None after the last, and for one that is not asked for any more."""
    ids = [one.id for one in some]
    at = ids.index(id) + 1 if id in ids else len(ids)
    return some[at] if at < len(some) else None


def before(some: Sequence[Item], id: str) -> Item | None:
    """The thing before this one; None before the first."""
    ids = [one.id for one in some]
    at = ids.index(id) - 1 if id in ids else -1
    return some[at] if at >= 0 else None


def goes_on_at(some: Sequence[Item], answers: Answers, papers: Collection[str]) -> Item | None:
    """Where somebody goes on who left: at the first thing that is required and not there, or after the last given."""
    last = max((n for n, one in enumerate(some) if given(one, answers, papers)), default=-1)
    for n, one in enumerate(some):
        if n > last or (one.required and not given(one, answers, papers)):
            return one
    return None


def triage_of(made: Procedures, kind: Kind) -> Question | None:
    """The question that must be put before this kind; None for a kind that is chosen outright."""
    for choice in made.questions[made.first].answers:
        if choice.kind == kind.id:
            return None
        if choice.next and _leads(made, made.questions[choice.next], kind):
            return made.questions[choice.next]
    return None


def _leads(made: Procedures, question: Question, kind: Kind) -> bool:
    return any(
        choice.kind == kind.id or (choice.next and _leads(made, made.questions[choice.next], kind))
        for choice in question.answers
    )


def settled_by(kind: Kind, question: Question) -> tuple[Field, Value] | None:
    """The answer that triage has given already: a choice of the kind with an option named like the question."""
    for field in kind.fields:
        if any(option.id == question.id for option in field.options):
            return field, question.id
    return None
