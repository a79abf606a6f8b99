"""The form of a request: it names the case, which holds all answers, and the thing that is being asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from coordination.cases import asking as order
from coordination.cases.access import answers_of, case_by_id, is_applicant
from coordination.cases.answers import Value
from coordination.cases.asking import Item
from coordination.cases.case import Case, case_of
from coordination.cases.ended import ended_rules
from coordination.cases.files import procedures
from coordination.cases.filing import still_missing
from coordination.cases.kind import LISTS, Field, FieldType
from coordination.cases.papers import files_of
from coordination.cases.rules import notice, warnings
from coordination.cases.states import State
from coordination.cases.vault import Sealed, Vault
from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.reports.days import day_in_baghdad
from handlers.pressing import pressed_form, retire_card
from handlers.turn import Turn
from views import common
from views.cases import card, kinds, questions
from views.cases.card import Whole
from views.cases.keys import Keys
from views.language import Html
from views.message import Message

KIND = "case"
OPEN = (State.DRAFT, State.INCOMPLETE)
"""States in which an applicant answers."""

_LOOKED_BACK = 5
"""Requests in which an earlier answer is looked for."""

_EVERY_TIME_ANEW = {FieldType.CHOICE, FieldType.DAY, FieldType.MOMENT, FieldType.NUMBER, *LISTS}


@dataclass(frozen=True, slots=True)
class Filing:
    """A case that is being filled in. The form's step is item, check, card, change or drop.

    Its data: "case", the row; "at", the item's id; "mode": "all" goes through everything, "missing" through what is
    missing, "one" changes one thing; "picked", governorates ticked so far.
    """

    form: Form
    case: Case
    vault: Vault
    answers: Mapping[str, Value]
    files: Mapping[str, int]
    items: tuple[Item, ...]
    missing: tuple[Item, ...]
    ended: frozenset[str]

    @property
    def item(self) -> Item | None:
        """What is being asked for."""
        return order.item(self.case.kind, self.form.data["at"]) if self.form.step == "item" else None

    @property
    def mode(self) -> str:
        return str(self.form.data["mode"])


async def gathered(turn: Turn, form: Form, case: Case, vault: Vault) -> Filing:
    """Everything about the case that the form's cards need."""
    ended = await ended_rules(turn.tx, case.kind)
    answers = answers_of(turn.person, case, vault)
    files: dict[str, int] = {}
    for file in await files_of(turn.tx, case):
        files[file.document] = files.get(file.document, 0) + 1
    lacking = {one.id for one in await still_missing(turn.tx, case, vault, turn.person)}
    items = order.items(case.kind, answers, ended)
    # What the desk asked for may be something that is not asked of everybody.
    more = [order.item(case.kind, id) for id in case.asked if id not in {one.id for one in items}]
    items = (*items, *(one for one in more if one is not None))
    missing = tuple(one for one in items if one.id in lacking)
    return Filing(form, case, vault, answers, files, items, missing, ended)


async def begun(turn: Turn, case: Case, vault: Vault, *, mode: str = "all") -> None:
    """Open a form for a case, where one went on last, and show its card. No other form may be open."""
    if not _opens(turn, case, vault):
        await turn.show(card.locked(turn.words, case))
        return
    data = {"case": case.id, "mode": mode, "at": "", "picked": []}
    form = await forms.start(turn.tx, turn.person.id, turn.chat, KIND, "check", data, turn.now)
    filing = await gathered(turn, form, case, vault)
    some = filing.missing if mode == "missing" else filing.items
    first = order.goes_on_at(some, filing.answers, filing.files) if mode == "all" else next(iter(some), None)
    await put(turn, filing, "item" if first else "check", at=first.id if first else "")


async def pressed(turn: Turn) -> Filing | None:
    """What the pressed button of a form belongs to; None, answered politely, when it is old or nothing is open."""
    form = await pressed_form(turn, KIND)
    return await of_form(turn, form) if form is not None else None


async def of_form(turn: Turn, form: Form) -> Filing | None:
    """The filing of an open form; None, with the form closed, where the case cannot be answered any more."""
    if turn.vault is None:
        await turn.show(kinds.off(turn.words))
        return None
    case = await case_by_id(turn.tx, turn.person, form.data["case"])
    if case is None or not is_applicant(turn.person, case) or case.state not in OPEN:
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.show(card.not_open(turn.words))
        return None
    if not _opens(turn, case, turn.vault):
        await forms.close(turn.tx, form, "saved", turn.now)
        await turn.show(card.locked(turn.words, case))
        return None
    return await gathered(turn, form, case, turn.vault)


async def changed(turn: Turn, filing: Filing) -> Filing:
    """The same after the case was changed in this turn."""
    case = case_of(await turn.tx.cases.by_id(id=filing.case.id))
    return await gathered(turn, filing.form, case, filing.vault)


async def put(
    turn: Turn,
    filing: Filing,
    step: str,
    lead: Html | None = None,
    *,
    at: str = "",
    mode: str = "",
    picked: tuple[str, ...] | None = None,
) -> None:
    """Move the form to a step and show its card: in place of the pressed one, or below what was said."""
    await retire_card(turn, filing.form)
    if picked is None:
        value = filing.answers.get(at)
        field = filing.case.kind.field(at)
        marked = field is not None and field.type is FieldType.GOVERNORATES and isinstance(value, list)
        picked = tuple(str(code) for code in value) if marked and isinstance(value, list) else ()
    data = {"case": filing.case.id, "mode": mode or filing.mode, "at": at, "picked": list(picked)}
    form = await forms.advance(turn.tx, filing.form, step, data, turn.now)
    filing = replace(filing, form=form)
    await turn.show(await _page(turn, filing, lead), form=form)


async def put_again(turn: Turn, filing: Filing, lead: Html | None = None) -> None:
    """The same card once more."""
    data = filing.form.data
    await put(turn, filing, filing.form.step, lead, at=data["at"], picked=tuple(data["picked"]))


async def go_on(turn: Turn, filing: Filing, lead: Html | None = None) -> None:
    """To what comes after the item that is open: the next question, or the list of what is there and missing."""
    at = filing.form.data["at"]
    if filing.mode == "one":
        await put(turn, filing, "check" if filing.missing else "card", lead, mode="all")
        return
    some = filing.items
    if filing.mode == "missing":
        some = tuple(one for one in some if one in filing.missing or one.id == at)
    following = order.following(some, at)
    while filing.mode == "all" and following and order.given(following, filing.answers, filing.files):
        following = order.following(some, following.id)
    if following is None:
        await put(turn, filing, "check", lead, mode="all")
    else:
        await put(turn, filing, "item", lead, at=following.id)


async def old_button(turn: Turn) -> None:
    """The press does nothing here."""
    await turn.toast(common.old_button(turn.words))


async def _page(turn: Turn, filing: Filing, lead: Html | None) -> Message:
    w, step = turn.words, filing.form.step
    if step == "item" and filing.item is not None:
        return questions.question(w, await _asking(turn, filing, filing.item), lead)
    whole = whole_of(turn, filing)
    match step:
        case "card":
            return card.read_back(w, whole, lead)
        case "change":
            return card.change_menu(w, whole)
        case "drop":
            return card.drop(w, whole)
        case _:
            return card.checklist(w, whole, lead)


def whole_of(turn: Turn, filing: Filing) -> Whole:
    """The request as its cards need it."""
    kind, answers = filing.case.kind, filing.answers
    return Whole(
        filing.case,
        Keys(filing.form.id, filing.form.version),
        filing.items,
        answers,
        filing.files,
        filing.missing,
        notice(kind, answers, turn.now, filing.ended),
        warnings(kind, answers, filing.ended),
    )


async def _asking(turn: Turn, filing: Filing, item: Item) -> questions.Asking:
    some = filing.items
    if filing.mode == "missing":
        some = tuple(one for one in some if one in filing.missing or one.id == item.id)
    ids = [one.id for one in some]
    kind = filing.case.kind
    return questions.Asking(
        kind=kind,
        item=item,
        keys=Keys(filing.form.id, filing.form.version),
        n=ids.index(item.id) + 1 if item.id in ids else 1,
        all=max(len(ids), 1),
        today=day_in_baghdad(turn.now),
        value=filing.answers.get(item.id),
        earlier=await earlier_answer(turn, filing, item) if isinstance(item, Field) else None,
        files=filing.files.get(item.id, 0),
        picked=filing.form.data["picked"],
        columns=procedures().columns(item) if isinstance(item, Field) else (),
        single=filing.mode != "all",
        draft=filing.case.state is State.DRAFT,
        near=any(one.field == item.id for one in kind.notices),
    )


async def earlier_answer(turn: Turn, filing: Filing, field: Field) -> Value | None:
    """What the person answered to the same question in the latest of their other requests, to be offered again."""
    if field.type in _EVERY_TIME_ANEW:
        return None
    rows = await turn.tx.cases.of_applicant(applicant=turn.person.id, limit=_LOOKED_BACK, skip=0)
    for case in map(case_of, rows):
        same = case.kind.field(field.id)
        if case.id != filing.case.id and same is not None and same.type is field.type:
            value = _kept(turn, case, field, filing.vault)
            if value is not None:
                return value
    return None


def _opens(turn: Turn, case: Case, vault: Vault) -> bool:
    """Whether a key is there for what the person wrote in it."""
    try:
        answers_of(turn.person, case, vault)
    except Sealed:
        return False
    return True


def _kept(turn: Turn, case: Case, field: Field, vault: Vault) -> Value | None:
    try:
        return answers_of(turn.person, case, vault).get(field.id)
    except Sealed:
        return None  # its key was lost: nothing to offer, and no reason to stop
