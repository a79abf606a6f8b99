"""The steps of a case in the words of the desk: who did what when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coordination.cases.case import Case, Event
from coordination.cases.kind import Kind
from coordination.cases.record import NOTE_LIMIT
from coordination.cases.states import Move
from views.desk.lines import labels_of
from views.language import Html, Words, phrase, split
from views.message import Button, Message, press
from views.quoting import one_line

_ACTIONS = {
    "filed": phrase("filed"),
    "asked": phrase("more was asked for"),
    "provided": phrase("what was asked for is there"),
    "completed": phrase("found complete"),
    "sent": phrase("sent on"),
    "approved": phrase("approved"),
    "refused": phrase("refused"),
    "collected": phrase("collected"),
    "used": phrase("used"),
    "expired": phrase("validity ended"),
    "withdrawn": phrase("withdrawn by the applicant"),
    "returned": phrase("last step taken back"),
    "lapsed": phrase("closed, because nothing arrived from the applicant"),
    "reopened": phrase("opened again by the applicant"),
    "assigned": phrase("assigned"),
    "opened": phrase("opened"),
    "reminded": phrase("reminded of the end of validity"),
    "purged": phrase("papers and personal answers removed"),
}
_SHOWN = 3500
_ASKED = 6

ANSWERS = "answers"
"""In the detail of an opened event: the answers that tell of persons, not a paper."""


def line(w: Words, kind: Kind, event: Event, names: Mapping[int, str], longest: int = NOTE_LIMIT) -> Html:
    """One step; `names` are those of people by row, of its note at most `longest` characters are shown."""
    values = {
        "moment": w.moment(event.at),
        "name": names.get(event.person, "") or w.label("person no. {number}", number=event.person)
        if event.person is not None
        else w.label("the bot"),
        "step": w.label(_ACTIONS.get(event.action, event.action)),
    }
    detail = _detail(w, kind, event, names)
    said = (
        w.say("{moment} · {name} · {step}: {detail}", **values, detail=detail)
        if detail
        else w.say("{moment} · {name} · {step}", **values)
    )
    return Html.lines(
        said, w.say("<i>“{words}”</i>", words=one_line(event.note, longest)) if event.note else None
    )


def _detail(w: Words, kind: Kind, event: Event, names: Mapping[int, str]) -> str:
    parts = []
    if reason := kind.reason(event.detail.get("reason", "")):
        parts.append(reason.label.told(w.language))
    office = kind.office(event.detail.get("office", ""))
    if office and event.move is Move.SEND:
        parts.append(office.name.told(w.language))
    asked = labels_of(w, kind, event.detail.get("asked", ()))
    parts += asked[:_ASKED]
    if len(asked) > _ASKED:
        parts.append(w.label("{n} more", n=len(asked) - _ASKED))
    document = event.detail.get("document", "")
    if document == ANSWERS:
        parts.append(w.label("answers about persons"))
    elif found := kind.document(document) or kind.field(document):
        parts.append(found.label.told(w.language))
    if "officer" in event.detail:
        parts.append(names.get(event.detail["officer"], "") or w.label("nobody"))
    return w.label("{list}", list=w.join(parts)) if parts else ""


def history(w: Words, case: Case, events: Sequence[Event], names: Mapping[int, str], page: int) -> Message:
    """All steps, oldest first, in pages."""
    text = Html.paragraphs(
        w.say("<b>Steps of {number}</b>", number=w.code(case.number)),
        *(line(w, case.kind, event, names) for event in events),
    )
    return paged(w, case, text, "desk.history", page)


def paged(w: Words, case: Case, text: Html, action: str, page: int) -> Message:
    """One page of a long text, with buttons to the others and back to the card."""
    pieces = split(text, _SHOWN)
    page = min(page, len(pieces) - 1)
    turns = []
    if page:
        turns.append(Button(w.label("Back"), press(action, case.id, page - 1)))
    if page + 1 < len(pieces):
        turns.append(Button(w.label("More"), press(action, case.id, page + 1)))
    rows = ((*turns,),) if turns else ()
    return Message(pieces[page], (*rows, (to_card(w, case),)))


def to_card(w: Words, case: Case) -> Button:
    """Back to the card of the case."""
    return Button(w.label("To the card"), press("desk.open", case.id))
