"""/shift: who is on duty; the note that the bot writes, lines of the officer, the signature of the next one."""

from __future__ import annotations

from dataclasses import replace

from coordination.alerts import store as alerts
from coordination.forms import form as forms
from coordination.people import register as people
from coordination.people.person import Person, Role
from coordination.roster import reporters
from coordination.watch import matters, shifts
from coordination.watch.handover import HandoverNote, write_note
from coordination.watch.shifts import OFFICERS, Shift
from handlers.arguments import number
from handlers.outgoing import NOTICE, Outgoing
from handlers.pressing import retire_card
from handlers.relay import can_read
from handlers.routing import Rights, Routes
from handlers.status.asking import make_room
from handlers.turn import Turn, words_of
from handlers.watch import paging
from storage import Transaction
from views import common
from views.language import Html
from views.watch import shifts as views
from views.watch.shifts import Contents

KIND = "shift"


def register(routes: Routes) -> None:
    """Add /shift, its buttons and the form of a line."""
    officers = Rights(OFFICERS)
    routes.command("shift", show, officers)
    for action, handler in (
        ("show", show),
        ("begin", begin),
        ("line", ask_line),
        ("cancel", cancel),
        ("offer", offer),
        ("back", take_back),
        ("sign", sign),
        ("past", past),
        ("read", read),
    ):
        routes.press(f"shift.{action}", handler, officers)
    routes.form(KIND, said_line, officers)


async def show(turn: Turn) -> None:
    """The running shift with the note as it is now; below whatever was pressed."""
    one = await shifts.current(turn.tx)
    if one is None:
        await turn.answer(views.nobody(turn.words))
    else:
        await _card(turn, one)


async def begin(turn: Turn) -> None:
    """``shift.begin``: the first officer on duty."""
    one = await shifts.begin(turn.tx, turn.person, turn.now) or await shifts.current(turn.tx)
    if one is not None:
        await _card(turn, one, in_place=True)


async def ask_line(turn: Turn) -> None:
    """``shift.line SHIFT VERSION``: the line is asked for."""
    one = await _own(turn, "open")
    if one is not None and await make_room(turn):
        data = {"shift": one.id}
        form = await forms.start(turn.tx, turn.person.id, turn.chat, KIND, "text", data, turn.now)
        await turn.answer(views.type_line(turn.words, form.id, form.version), form=form)


async def said_line(turn: Turn) -> None:
    """The line in words."""
    form = turn.form
    if form is None:
        return
    await retire_card(turn, form)
    await forms.close(turn.tx, form, "saved", turn.now)
    one = await shifts.by_id(turn.tx, form.data["shift"])
    text = turn.message.text or "" if turn.message else ""
    mine = one is not None and one.officer == turn.person.id
    added = await shifts.add_line(turn.tx, one, text, turn.person, turn.now) if one and mine else None
    current = added or await shifts.current(turn.tx)
    if current is not None:
        await _card(turn, current, lead=None if added else views.not_added(turn.words))


async def cancel(turn: Turn) -> None:
    """``shift.cancel FORM VERSION``: no line."""
    form = turn.form
    if form is None or form.kind != KIND or turn.arguments != (str(form.id), str(form.version)):
        await turn.toast(common.old_button(turn.words))
        return
    await forms.close(turn.tx, form, "cancelled", turn.now)
    one = await shifts.current(turn.tx)
    if one is not None:
        await _card(turn, one, in_place=True)


async def offer(turn: Turn) -> None:
    """``shift.offer SHIFT VERSION``: the note is written down and goes to the other officers."""
    one = await _own(turn, "open")
    if one is None:
        return
    others = await _others(turn.tx, turn.person.id)
    if not others:
        await turn.toast(views.nobody_to_sign(turn.words), alert=True)
        return
    offered = await shifts.offer(turn.tx, one, await write_note(turn.tx, turn.now), turn.person, turn.now)
    if offered is None:
        await turn.toast(common.old_button(turn.words))
        return
    await _card(turn, offered, lead=views.others_know(turn.words, len(others)), in_place=True)
    contents = await _contents(turn.tx, offered, turn)
    for who in others:
        await turn.tell(who, views.offered(words_of(who), offered, turn.person.name, contents))


async def take_back(turn: Turn) -> None:
    """``shift.back SHIFT VERSION``: the officer stays."""
    one = await _own(turn, "offered")
    kept = await shifts.take_back(turn.tx, one, turn.person, turn.now) if one is not None else None
    if kept is not None:
        await _card(turn, kept, in_place=True)


async def sign(turn: Turn) -> None:
    """``shift.sign SHIFT VERSION``: from now on this officer is on duty; who was before is told."""
    row = number(turn, 0)
    one = await shifts.by_id(turn.tx, row) if row is not None else None
    if one is not None and one.state == "signed":
        successor = await _name(turn.tx, one.signed_by)
        await turn.toast(views.signed_before(turn.words, successor), alert=True)
        return
    if one is None or number(turn, 1) != one.version or one.officer == turn.person.id:
        await turn.toast(common.old_button(turn.words))
        return
    note = one.note or await write_note(turn.tx, turn.now)
    signed = await shifts.sign(turn.tx, one, note, turn.person, turn.now)
    if signed is None:
        await turn.toast(common.old_button(turn.words))
        return
    await _show_signed(turn, signed)
    before = await people.person(turn.tx, one.officer)
    if before is not None and can_read(before):
        was_offered = one.state == "offered"
        await turn.tell(before, views.was_signed(words_of(before), turn.person.name, offered=was_offered))


async def past(turn: Turn) -> None:
    """``shift.past PAGE``: the shifts that were handed over."""
    total = await shifts.count_signed(turn.tx)
    page = min(number(turn, 0) or 0, max(0, total - 1) // views.PAGE)
    found = await shifts.signed(turn.tx, views.PAGE, page * views.PAGE)
    named = [(one, await _name(turn.tx, one.officer)) for one in found]
    await turn.show(views.history(turn.words, named, page, total))


async def read(turn: Turn) -> None:
    """``shift.read SHIFT``: one of them, as it was signed."""
    row = number(turn, 0)
    one = await shifts.by_id(turn.tx, row) if row is not None else None
    if one is None or one.state != "signed":
        await turn.toast(common.old_button(turn.words))
    else:
        await _show_signed(turn, one)


async def remind(out: Outgoing) -> None:
    """Remind of hand-overs that nobody signed: duty officers, later admins too."""
    for one in await shifts.take_reminders(out.tx, out.now):
        name = await _name(out.tx, one.officer)
        officers = await _others(out.tx, one.officer)
        early = one.reminded <= 2 and any(who.role is Role.DUTY_OFFICER for who in officers)
        for who in officers:
            if who.role is Role.DUTY_OFFICER or not early:
                message = views.reminder(words_of(who), one, name)
                await out.send(who.telegram_id, message, urgency=NOTICE)


async def _own(turn: Turn, state: str) -> Shift | None:
    """The reader's own shift of the button, in this state; None, after a toast, for an old button."""
    row = number(turn, 0)
    one = await shifts.by_id(turn.tx, row) if row is not None else None
    if one is None or one.state != state or number(turn, 1) != one.version or one.officer != turn.person.id:
        await turn.toast(common.old_button(turn.words))
        return None
    return one


async def _card(turn: Turn, one: Shift, *, lead: Html | None = None, in_place: bool = False) -> None:
    name = await _name(turn.tx, one.officer)
    contents = await _contents(turn.tx, one, turn)
    card = views.card(turn.words, one, name, contents, mine=one.officer == turn.person.id)
    if lead is not None:
        card = replace(card, text=Html.paragraphs(lead, card.text))
    await (turn.show if in_place else turn.answer)(card)


async def _show_signed(turn: Turn, one: Shift) -> None:
    contents = await _contents(turn.tx, one, turn)
    name, successor = await _name(turn.tx, one.officer), await _name(turn.tx, one.signed_by)
    await turn.show(views.signed(turn.words, one, name, successor, contents))


async def _contents(tx: Transaction, one: Shift, turn: Turn) -> Contents:
    """The note that was kept, or as it would be now, with the rows that it names."""
    note: HandoverNote = one.note or await write_note(tx, turn.now)
    silent = [await reporters.by_code(tx, code) for code in note.silent]
    crossed = [await matters.by_id(tx, row) for row in note.pages]
    live = [await alerts.by_id(tx, row) for row in note.alerts]
    return Contents(
        note=note,
        silent=[who for who in silent if who is not None],
        pages=[await paging.told_of(tx, page) for page in crossed if page is not None],
        alerts=[alert for alert in live if alert is not None],
        lines=one.lines,
    )


async def _others(tx: Transaction, officer: int) -> list[Person]:
    found = await people.with_roles(tx, OFFICERS)
    return [who for who in found if who.id != officer and who.reachable]


async def _name(tx: Transaction, row: int | None) -> str:
    who = await people.person(tx, row) if row is not None else None
    return who.name if who is not None else ""
