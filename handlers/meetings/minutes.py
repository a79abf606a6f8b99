"""/minutes: what was said, decided and is to be done; posted to the groups, owners reminded."""

from __future__ import annotations

from dataclasses import replace

from coordination.cases.moments import read_day
from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.meetings import minutes, store
from coordination.meetings.entry import SKIPPED, Fault
from coordination.meetings.meeting import Occurrence
from coordination.meetings.minutes import FILE_NAME, KINDS, TEXT, Point
from coordination.people import register as people
from coordination.people.person import APPROVED
from coordination.privacy import kinds_in
from coordination.reports.attachments import Attachment
from coordination.reports.days import day_in_baghdad
from coordination.text import clean
from handlers.arguments import number
from handlers.meetings.naming import names_of, organisations_of
from handlers.meetings.planning import OFFICERS
from handlers.meetings.telling import groups_of
from handlers.membership import group_voices
from handlers.outgoing import NOTICE, Outgoing
from handlers.papers import MINUTES
from handlers.pressing import pressed_form, retire_card
from handlers.relay import can_read
from handlers.routing import Rights, Routes
from handlers.status.asking import make_room
from handlers.turn import Turn, words_of
from views import common
from views.language import Html, split
from views.meetings import minutes as views
from views.message import Message

KIND = "meeting_minutes"


def register(routes: Routes) -> None:
    """Add the command, its form and buttons: for officers; done is for owners too."""
    routes.command("minutes", choose, OFFICERS)
    for action, handler in (
        ("open", open_one),
        ("add", begin),
        ("owner", pick_owner),
        ("due", pick_due),
        ("post", post),
        ("file", send_file),
        ("cancel", cancel),
    ):
        routes.press(f"minutes.{action}", handler, OFFICERS)
    routes.press("minutes.done", done, Rights(APPROVED))
    routes.form(KIND, said, OFFICERS)


async def choose(turn: Turn) -> None:
    """/minutes: of which meeting?"""
    await turn.answer(views.choose(turn.words, await minutes.begun(turn.tx, turn.now)))


async def open_one(turn: Turn) -> None:
    """``minutes.open OCCURRENCE``."""
    one = await _occurrence(turn)
    if one is not None:
        await _show(turn, one)


async def begin(turn: Turn) -> None:
    """``minutes.add OCCURRENCE KIND``: the text is asked for."""
    one, kind = await _occurrence(turn), "".join(turn.arguments[1:2])
    if one is not None and kind in KINDS and await make_room(turn):
        data = {"occurrence": one.id, "kind": kind}
        form = await forms.start(turn.tx, turn.person.id, turn.chat, KIND, "text", data, turn.now)
        await _ask(turn, form)


async def said(turn: Turn) -> None:
    """The text, minutes as a document, or the due day."""
    form = turn.form
    if form is None:
        return
    await retire_card(turn, form)
    if form.step == "due":
        await _due(turn, form, turn.text)
        return
    file = _document(turn) if form.step == "text" and form.data["kind"] == "minutes" else None
    text = clean(turn.text, TEXT) if form.step == "text" else ""
    text = text or (file[1] if file else "")
    found = kinds_in(text)
    if not text or found:
        form = await forms.advance(turn.tx, form, form.step, form.data, turn.now)
        await _ask(turn, form, Fault("personal", found) if found else Fault("needed"))
    elif form.data["kind"] == "action":
        await _ask(turn, await forms.advance(turn.tx, form, "owner", {**form.data, "text": text}, turn.now))
    else:
        await _keep(turn, form, Point(0, form.data["occurrence"], form.data["kind"], text), file)


async def pick_owner(turn: Turn) -> None:
    """``minutes.owner FORM VERSION PERSON``, or another page of names."""
    form = await pressed_form(turn, KIND)
    if form is None or form.step != "owner":
        return
    value = "".join(turn.arguments[2:3])
    if value.startswith("page") and value[4:].isdecimal():
        data, step = {**form.data, "page": int(value[4:])}, "owner"
    else:
        who = await people.person(turn.tx, number(turn, 2) or 0)
        known = who is not None and can_read(who)
        data, step = {**form.data, "owner": number(turn, 2)}, "due" if known else "owner"
    await _ask(turn, await forms.advance(turn.tx, form, step, data, turn.now))


async def pick_due(turn: Turn) -> None:
    """``minutes.due FORM VERSION -``: without a day."""
    form = await pressed_form(turn, KIND)
    if form is not None and form.step == "due":
        await _due(turn, form, SKIPPED)


async def cancel(turn: Turn) -> None:
    """``minutes.cancel FORM VERSION``."""
    form = await pressed_form(turn, KIND)
    if form is not None:
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.show(views.given_up(turn.words))


async def done(turn: Turn) -> None:
    """``minutes.done POINT``: by its owner or an officer, once."""
    row = number(turn, 0)
    point = await minutes.by_id(turn.tx, row) if row is not None else None
    may = point is not None and (point.owner == turn.person.id or turn.person.role in OFFICERS.private)
    if point is None or not may or not await minutes.finish(turn.tx, point, turn.person, turn.now):
        await turn.toast(common.old_button(turn.words))
        return
    await turn.show(views.finished(turn.words, point))


async def post(turn: Turn) -> None:
    """``minutes.post OCCURRENCE``: as it stands, to the meeting's groups, once until more is noted."""
    one = await _occurrence(turn)
    if one is None:
        return
    points = await minutes.of_occurrence(turn.tx, one)
    if not await minutes.claim_posting(turn.tx, one, points, turn.now):
        await turn.toast(common.old_button(turn.words))
        return
    names = await organisations_of(turn.tx, points)
    for group in await groups_of(turn.tx, one):
        for nth, w in enumerate(group_voices(group)):
            for piece in split(views.noted(w, one, points, names)):
                await turn.out.send(
                    group.chat, Message(piece), urgency=NOTICE, topic=group.topic, silent=nth > 0
                )
        for point in points:
            if point.file_id:
                file = Attachment("document", point.file_id)
                await turn.out.attachment(group.chat, file, urgency=NOTICE, topic=group.topic)
    await turn.toast(views.posted(turn.words))
    shown = views.card(turn.words, one, points, await names_of(turn.tx, points))
    await turn.show(replace(shown, buttons=()))


async def send_file(turn: Turn) -> None:
    """``minutes.file OCCURRENCE``: what was written, as PDF, to who asks."""
    one = await _occurrence(turn)
    if one is not None:
        subject = {"occurrence": one.id, "person": turn.person.id}
        await turn.out.paper(turn.chat, MINUTES, subject, Message(Html("")), turn.words)


async def remind(out: Outgoing) -> None:
    """Tell the owners whose points are due."""
    for point in await minutes.take_due(out.tx, out.now):
        who = await people.person(out.tx, point.owner or 0)
        one = await store.occurrence(out.tx, point.occurrence)
        if who is not None and one is not None and can_read(who):
            message = views.reminder(words_of(who), one, point, {who.id: who.name})
            await out.send(who.telegram_id, message, urgency=NOTICE)


async def _due(turn: Turn, form: Form, text: str) -> None:
    today = day_in_baghdad(turn.now)
    day = None if text == SKIPPED else read_day(text, today)
    if text != SKIPPED and (day is None or day < today):
        form = await forms.advance(turn.tx, form, "due", form.data, turn.now)
        await _ask(turn, form, Fault("past" if day else "day"))
        return
    data = form.data
    await _keep(turn, form, Point(0, data["occurrence"], "action", data["text"], data["owner"], day))


def _document(turn: Turn) -> tuple[str, str] | None:
    """Telegram's id of the document that was sent, and its name."""
    sent = turn.message.document if turn.message else None
    return (sent.file_id, clean(sent.file_name or "", FILE_NAME)) if sent else None


async def _keep(turn: Turn, form: Form, wanted: Point, file: tuple[str, str] | None = None) -> None:
    await forms.close(turn.tx, form, "saved", turn.now)
    if file is not None:
        wanted = replace(wanted, file_id=file[0], file_name=file[1])
    point = await minutes.add(turn.tx, wanted, turn.person, turn.now)
    owner = wanted.owner
    one = await store.occurrence(turn.tx, point.occurrence)
    if one is None:
        return
    who = await people.person(turn.tx, owner) if owner else None
    if who is not None and who.id != turn.person.id:
        await turn.tell(who, views.assigned(words_of(who), one, point, {who.id: who.name}))
    await _show(turn, one)


async def _ask(turn: Turn, form: Form, fault: Fault | None = None) -> None:
    w = turn.words
    if form.step == "text":
        message = views.ask_text(w, form.data["kind"], form.id, form.version, fault)
    elif form.step == "owner":
        there = [who for who in await people.everybody(turn.tx) if can_read(who)]
        page = min(form.data.get("page", 0), (len(there) - 1) // views.PAGE)
        message = views.ask_owner(w, there, page, form.id, form.version)
    else:
        message = views.ask_due(w, form.id, form.version, fault)
    await turn.show(message, form=form)


async def _show(turn: Turn, one: Occurrence) -> None:
    points = await minutes.of_occurrence(turn.tx, one)
    await turn.show(views.card(turn.words, one, points, await names_of(turn.tx, points)))


async def _occurrence(turn: Turn) -> Occurrence | None:
    row = number(turn, 0)
    one = await store.occurrence(turn.tx, row) if row is not None else None
    if one is None or one.cancelled or one.starts_at > turn.now:
        await turn.toast(common.old_button(turn.words))
        return None
    return one
