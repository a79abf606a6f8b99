"""Answers to the questions of a request: pressed, typed, taken over, skipped, taken out; and the way back."""

from __future__ import annotations

from coordination.cases import asking as order
from coordination.cases import filing as rows
from coordination.cases.answers import Value, check_answer
from coordination.cases.kind import LISTS, Document, Field, FieldType
from coordination.cases.rules import out_of_order
from coordination.people.areas import toggled
from coordination.places import gazetteer
from coordination.reports.days import day_in_baghdad
from handlers.cases import documents, lists
from handlers.cases.asking import (
    KIND,
    Filing,
    changed,
    earlier_answer,
    go_on,
    of_form,
    old_button,
    pressed,
    put,
    put_again,
)
from handlers.turn import Turn
from views.cases import refusing


async def said(turn: Turn) -> None:
    """Whatever is said while a request is open: the answer to the question, a row, a paper."""
    form = turn.form
    filing = await of_form(turn, form) if form is not None else None
    if filing is None:
        return
    item = filing.item
    if item is None:
        await put_again(turn, filing, refusing.with_buttons(turn.words))
    elif isinstance(item, Document):
        await documents.said(turn, filing, item)
    elif item.type in LISTS:
        await lists.said(turn, filing, item)
    elif turn.message is None or not turn.message.text:
        await put_again(turn, filing, refusing.in_words(turn.words))
    else:
        await _take(turn, filing, item, turn.message.text)


async def edited(turn: Turn) -> bool:
    """Edits of answers are not read: the card says how to change them. False while no request is open."""
    form = turn.form
    if form is None or form.kind != KIND:
        return False
    filing = await of_form(turn, form)
    if filing is not None:
        await put_again(turn, filing, refusing.edits_are_not_read(turn.words))
    return True


async def answered(turn: Turn) -> None:
    """``case.answer FORM VERSION VALUE``: a choice, a day, an airport, or the governorates that were ticked."""
    filing = await pressed(turn)
    if filing is None:
        return
    item, value = filing.item, "".join(turn.arguments[2:3])
    if not isinstance(item, Field) or item.type in LISTS or not value:
        await old_button(turn)
    elif item.type is FieldType.GOVERNORATES and not filing.form.data["picked"]:
        await turn.toast(refusing.choose_one(turn.words), alert=True)
    elif item.type is FieldType.GOVERNORATES:
        await _take(turn, filing, item, ", ".join(filing.form.data["picked"]))
    else:
        await _take(turn, filing, item, value)


async def pick(turn: Turn) -> None:
    """``case.pick FORM VERSION CODE``: tick or untick a governorate; "all" ticks every one, or none."""
    filing = await pressed(turn)
    if filing is None:
        return
    item, code = filing.item, "".join(turn.arguments[2:3])
    everywhere = tuple(place.id for place in gazetteer().governorates())
    if (
        not isinstance(item, Field)
        or item.type is not FieldType.GOVERNORATES
        or code not in (*everywhere, "all")
    ):
        await old_button(turn)
        return
    before = tuple(filing.form.data["picked"])
    if code == "all":
        picked = () if set(before) == set(everywhere) else everywhere
    else:
        picked = toggled(before, code)
    await put(turn, filing, "item", at=item.id, picked=picked)


async def same(turn: Turn) -> None:
    """``case.same FORM VERSION``: what was answered in the last request."""
    filing = await pressed(turn)
    if filing is None:
        return
    value = await earlier_answer(turn, filing, filing.item) if isinstance(filing.item, Field) else None
    if value is None or not isinstance(filing.item, Field):
        await old_button(turn)
    else:
        await keep(turn, filing, filing.item, value)


async def skip(turn: Turn) -> None:
    """``case.skip FORM VERSION``: go on and leave this as it stands."""
    filing = await pressed(turn)
    if filing is not None:
        await (go_on(turn, filing) if filing.item else old_button(turn))


async def back(turn: Turn) -> None:
    """``case.back FORM VERSION``: to the question before, or to where one thing was being changed from."""
    filing = await pressed(turn)
    if filing is None:
        return
    item = filing.item
    earlier = order.before(filing.items, item.id) if item else None
    if item is not None and filing.mode != "all":
        await put(turn, filing, "check", mode="all")
    elif earlier is None:
        await old_button(turn)
    else:
        await put(turn, filing, "item", at=earlier.id)


async def clear(turn: Turn) -> None:
    """``case.clear FORM VERSION``: take out an answer, the rows of a list, the files of a paper."""
    filing = await pressed(turn)
    if filing is None:
        return
    item = filing.item
    if isinstance(item, Document):
        await documents.clear(turn, filing, item)
    elif item is None or await _written(turn, filing, item, None) is None:
        await old_button(turn)
    else:
        await put(turn, await changed(turn, filing), "item", at=item.id)


async def keep(turn: Turn, filing: Filing, field: Field, value: Value) -> None:
    """Keep an answer that was read, and go on."""
    kept = await _written(turn, filing, field, value)
    await (old_button(turn) if kept is None else go_on(turn, kept))


async def _take(turn: Turn, filing: Filing, field: Field, typed: str) -> None:
    answer = check_answer(field, typed, day_in_baghdad(turn.now))
    if answer.value is None:
        await put_again(turn, filing, refusing.answer(turn.words, field, answer))
    elif wrong := out_of_order(filing.case.kind, field, answer.value, filing.answers):
        await put_again(turn, filing, refusing.order(turn.words, *wrong))
    else:
        await keep(turn, filing, field, answer.value)


async def _written(turn: Turn, filing: Filing, field: Field, value: Value | None) -> Filing | None:
    kept = await rows.answer(turn.tx, filing.case, field, value, filing.vault, turn.person, turn.now)
    return await changed(turn, filing) if kept is not None else None
