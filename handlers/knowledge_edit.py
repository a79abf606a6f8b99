"""Changing an entry of the knowledge base, or writing a new one: field by field, previewed, then published."""

from __future__ import annotations

from dataclasses import replace

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.knowledge import passing, questions, versions
from coordination.knowledge.editing import (
    ANSWER_LIMIT,
    FIELDS,
    LINE_LIMIT,
    LISTS,
    NEW,
    OTHER_LIMIT,
    TITLE_LIMIT,
    WHY_LIMIT,
    Draft,
    Field,
    data_of,
    draft_of,
    entry_of,
    problem,
    publish,
    take,
    with_way,
)
from coordination.knowledge.entry import Entry
from coordination.knowledge.versions import Version
from coordination.reports.days import day_in_baghdad
from coordination.text import clean
from handlers import knowledge_keep
from handlers.arguments import number
from handlers.pressing import pressed_form, retire_card
from handlers.queue_card import OFFICERS
from handlers.routing import Rights, Routes
from handlers.status.asking import make_room
from handlers.turn import Turn
from views import common
from views.knowledge import editing as views
from views.knowledge import keeping
from views.language import Html

KIND = "knowledge"
_AREA, _FIELDS, _PREVIEW = "area", "fields", "preview"
"""Steps; every other one is the name of the field that is asked for."""


def register(routes: Routes) -> None:
    """Add the buttons of the form, and what is typed in it."""
    officers = Rights(OFFICERS)
    routes.press("edit.change", change, officers)
    routes.press("entry.new", begin_new, officers)
    routes.press("entry.write", write, officers)
    routes.press("edit.pick", pick_area, officers)
    routes.press("edit.field", pick_field, officers)
    routes.press("edit.fields", all_fields, officers)
    routes.press("edit.today", today_it_is, officers)
    routes.press("edit.said", use_answer, officers)
    routes.press("edit.preview", preview, officers)
    routes.press("edit.publish", publish_it, officers)
    routes.press("edit.cancel", cancel, officers)
    routes.form(KIND, said, officers)


async def change(turn: Turn) -> None:
    """``edit.change TOPIC VERSION``: its fields."""
    found = await knowledge_keep.pressed_version(turn)
    if found is not None and await make_room(turn):
        draft = Draft(found.entry.topic, found.entry.area, found.number, {})
        await _begin(turn, draft, _FIELDS)


async def begin_new(turn: Turn) -> None:
    """A new entry that nobody asked for."""
    if await make_room(turn):
        await _begin(turn, Draft("", "", 0, {}), _AREA)


async def write(turn: Turn) -> None:
    """``entry.write QUESTION``: a new entry that answers a question; an answer given in chat can be taken over."""
    row = number(turn, 0)
    asked = await questions.by_id(turn.tx, row) if row is not None else None
    if asked is None or not asked.text:
        await turn.toast(common.old_button(turn.words))
    elif await make_room(turn):
        said = await passing.first_answer(turn.tx, asked.id)
        await _begin(turn, Draft("", "", 0, {}, asked.id, said), _AREA)


async def _begin(turn: Turn, draft: Draft, step: str) -> None:
    form = await forms.start(turn.tx, turn.person.id, turn.chat, KIND, step, data_of(draft), turn.now)
    await _show(turn, form, draft)


async def _base(turn: Turn, draft: Draft) -> Entry | None:
    """The entry that a draft changes; None for a new one."""
    found = await versions.by_topic(turn.tx, draft.topic) if draft.topic else None
    return found.entry if found else None


async def _go(turn: Turn, form: Form, draft: Draft, step: str, lead: Html | None = None) -> None:
    """Move the form on and show its card; the previews stand above it once, however often a reason is typed."""
    await retire_card(turn, form)
    again = form.step == _PREVIEW and lead is None
    form = await forms.advance(turn.tx, form, step, data_of(draft), turn.now)
    if again and step == _PREVIEW:
        await turn.answer(views.publish(turn.words, form.id, form.version, draft), form=form)
    else:
        await _show(turn, form, draft, lead)


async def _show(turn: Turn, form: Form, draft: Draft, lead: Html | None = None) -> None:
    w, keys = turn.words, (form.id, form.version)
    entry = entry_of(draft, await _base(turn, draft), day_in_baghdad(turn.now))
    if form.step == _AREA:
        card = views.ask_area(w, *keys, await versions.areas(turn.tx))
    elif form.step == _PREVIEW:
        if turn.pressed is not None and turn.pressed.message is not None:
            await turn.out.remove_buttons(turn.chat, turn.pressed.message.message_id)
        for message in knowledge_keep.both_languages(turn, entry):
            await turn.answer(message)
        await turn.answer(views.publish(w, *keys, draft, lead), form=form)
        return
    elif form.step == _FIELDS:
        card = views.fields(w, *keys, draft, entry, lead)
    else:
        card = views.ask_field(w, *keys, draft, _field(form.step), entry, lead)
    await turn.show(card, form=form)


def _field(name: str) -> Field:
    """The field of this name; only this conversation writes the steps of its forms."""
    return next(field for field in FIELDS if field == name)


async def pick_area(turn: Turn) -> None:
    """``edit.pick FORM VERSION AREA``: where a new entry belongs."""
    form = await pressed_form(turn, KIND)
    area = "".join(turn.arguments[2:3])
    if form is None or area not in {one.id for one in await versions.areas(turn.tx)}:
        return
    await _next(turn, form, replace(draft_of(form.data), area=area))


async def _next(turn: Turn, form: Form, draft: Draft) -> None:
    """The next field that a new entry needs; then, or for one that is changed, the fields or the preview."""
    missing = draft.missing()
    if missing is not None:
        await _go(turn, form, draft, missing)
    elif draft.new and form.step == NEW[-1]:
        await _preview(turn, form, draft)
    else:
        await _go(turn, form, draft, _FIELDS)


async def pick_field(turn: Turn) -> None:
    """``edit.field FORM VERSION FIELD``: what shall stand there?"""
    form = await pressed_form(turn, KIND)
    name = "".join(turn.arguments[2:3])
    if form is not None and name in FIELDS:
        await _go(turn, form, draft_of(form.data), name)


async def all_fields(turn: Turn) -> None:
    """``edit.fields FORM VERSION``: back to all of them."""
    form = await pressed_form(turn, KIND)
    if form is not None:
        await _go(turn, form, draft_of(form.data), _FIELDS)


async def today_it_is(turn: Turn) -> None:
    """``edit.today FORM VERSION``: valid from today."""
    form = await pressed_form(turn, KIND)
    if form is not None and form.step == "valid_from":
        await _typed(turn, form, draft_of(form.data), day_in_baghdad(turn.now).isoformat())


async def use_answer(turn: Turn) -> None:
    """``edit.said FORM VERSION``: the answer that the officer gave in chat."""
    form = await pressed_form(turn, KIND)
    if form is not None and form.step.startswith("answer"):
        draft = draft_of(form.data)
        await _typed(turn, form, draft, draft.said)


async def said(turn: Turn) -> None:
    """Something typed: the value of the field that is asked for, or the reason of what is previewed."""
    form = turn.form
    if form is None:
        return
    draft = draft_of(form.data)
    text = (turn.message.text or "") if turn.message else ""
    if form.step == _PREVIEW:
        await _go(turn, form, replace(draft, why=" ".join(clean(text, WHY_LIMIT).split())), _PREVIEW)
    elif form.step in (_AREA, _FIELDS):
        await _go(turn, form, draft, form.step)
    else:
        await _typed(turn, form, draft, text)


async def _typed(turn: Turn, form: Form, draft: Draft, text: str) -> None:
    field = _field(form.step)
    taken = take(draft, field, text, day_in_baghdad(turn.now))
    if isinstance(taken, Draft):
        await _next(turn, form, taken)
    else:
        await _go(turn, form, draft, form.step, views.refused(turn.words, taken, _limit(field)))


def _limit(field: Field) -> int:
    if field in LISTS:
        return LINE_LIMIT
    return {"title": TITLE_LIMIT, "answer": ANSWER_LIMIT}.get(field.partition("_")[0], OTHER_LIMIT)


async def preview(turn: Turn) -> None:
    """``edit.preview FORM VERSION``: both languages, and the buttons that publish."""
    form = await pressed_form(turn, KIND)
    if form is not None:
        await _preview(turn, form, draft_of(form.data))


async def _preview(turn: Turn, form: Form, draft: Draft, lead: Html | None = None) -> None:
    entry = entry_of(draft, await _base(turn, draft), day_in_baghdad(turn.now))
    wrong = problem(entry)
    if draft.missing() is not None:
        await _next(turn, form, draft)
    elif wrong is not None:
        await _go(turn, form, draft, _FIELDS, views.not_whole(turn.words, wrong))
    else:
        await _go(turn, form, draft, _PREVIEW, lead)


async def publish_it(turn: Turn) -> None:
    """``edit.publish FORM VERSION CONFIRMED``: a new version, unless somebody else was faster."""
    form = await pressed_form(turn, KIND)
    confirmed = number(turn, 2)
    if form is None or form.step != _PREVIEW or confirmed not in (0, 1):
        return
    draft = draft_of(form.data)
    asked = await questions.by_id(turn.tx, draft.question) if draft.question else None
    entry = entry_of(draft, await _base(turn, draft), day_in_baghdad(turn.now))
    if draft.new and asked is not None and asked.text:
        entry = with_way(entry, asked.text)
    kept = await publish(turn.tx, draft, entry, turn.person, turn.now, confirmed=bool(confirmed))
    if kept is None:
        await _again(turn, form, draft)
        return
    await forms.close(turn.tx, form, "saved", turn.now)
    if asked is not None:
        await knowledge_keep.settle(turn, asked)
    now = await knowledge_keep.version_of(turn.tx, kept.id)
    await turn.show(await knowledge_keep.card(turn, now or kept, views.published(turn.words)))


async def _again(turn: Turn, form: Form, draft: Draft) -> None:
    """Somebody published meanwhile: the draft's changes stand on the new version, and are looked at again."""
    last: Version | None = await versions.by_topic(turn.tx, draft.topic)
    if last is None:
        return
    note = keeping.changed_meanwhile(turn.words, last, await knowledge_keep.author(turn.tx, last))
    await _preview(turn, form, replace(draft, after=last.number), note)


async def cancel(turn: Turn) -> None:
    """``edit.cancel FORM VERSION``: give the draft up."""
    form = await pressed_form(turn, KIND)
    if form is not None:
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.show(views.cancelled(turn.words))
