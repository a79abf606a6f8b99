"""/export contacts: the directory of people as a table, for duty officers and admins, in private; each making is noted."""

from __future__ import annotations

from coordination import audit
from coordination.meetings.calls import OFFICERS
from coordination.text import normalise
from handlers.papers import CONTACTS
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views.products import contacts as views

_WORDS = frozenset(map(normalise, ("contacts", "contact list", "جهات الاتصال", "قائمة جهات الاتصال")))


def register(routes: Routes) -> None:
    """Add the button of the list; the words after /export come through `handlers.export`."""
    routes.press("export.contacts", contacts, Rights(OFFICERS))


def is_meant(turn: Turn) -> bool:
    """Whether the words after the command ask for the contact list."""
    return normalise(" ".join(turn.arguments)) in _WORDS


async def contacts(turn: Turn) -> None:
    """Ask for the list; who asks is noted with it. Others are told who may."""
    if turn.person.role not in OFFICERS:
        await turn.answer(views.refused(turn.words))
        return
    await audit.note(turn.tx, turn.now, turn.person, "contact list exported")
    subject = {"person": turn.person.id}
    caption = views.caption(turn.words, turn.now)
    await turn.out.paper(turn.person.telegram_id, CONTACTS, subject, caption, turn.words)
