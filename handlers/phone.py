"""One's own telephone number: shared as a contact or typed, and removed; for the list of an emergency call."""

from __future__ import annotations

from coordination.forms import form as forms
from coordination.people.person import APPROVED
from coordination.people.phones import keep_phone, read_contact, read_phone
from handlers.routing import Rights, Routes
from handlers.status.asking import make_room
from handlers.turn import Turn
from views import phone as views

KIND = "phone"


def register(routes: Routes) -> None:
    """Add the form and its buttons under /me: for everybody who is in, in private."""
    approved = Rights(APPROVED)
    routes.press("phone.share", ask, approved)
    routes.press("phone.remove", remove, approved)
    routes.form(KIND, said, approved)


async def ask(turn: Turn) -> None:
    """What it is for; the button that shares the person's own contact."""
    if await make_room(turn):
        await forms.start(turn.tx, turn.person.id, turn.chat, KIND, "number", {}, turn.now)
        await turn.answer(views.ask(turn.words))


async def said(turn: Turn) -> None:
    """The person's own contact, or a number typed; nobody else's contact is taken."""
    message, form = turn.message, turn.form
    if message is None or form is None:
        return
    contact = message.contact
    if contact is not None and contact.user_id != turn.person.telegram_id:
        await turn.answer(views.not_own(turn.words))
        return
    number = read_contact(contact.phone_number) if contact else read_phone(message.text or "")
    if number is None:
        await turn.answer(views.no_number(turn.words))
        return
    await forms.close(turn.tx, form, "saved", turn.now)
    turn.person = await keep_phone(turn.tx, turn.person, number, turn.now)
    await turn.answer(views.kept(turn.words, number))


async def remove(turn: Turn) -> None:
    """The number is deleted."""
    turn.person = await keep_phone(turn.tx, turn.person, "", turn.now)
    await turn.show(views.removed(turn.words))
