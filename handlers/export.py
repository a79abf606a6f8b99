"""/export: a report or a table of what one may see, chosen by buttons, made apart and sent in private."""

from __future__ import annotations

from coordination.groups.choices import governorate_codes
from coordination.meetings.calls import OFFICERS
from coordination.products import wish as wishes
from coordination.products.wish import Wish
from coordination.summaries import Scope
from handlers import contacts, products
from handlers.arguments import number
from handlers.routing import Rights, Routes
from handlers.today import readable
from handlers.turn import Turn
from views import common
from views.message import Message
from views.products import cards


def register(routes: Routes) -> None:
    """Add /export and its buttons."""
    rights = Rights(products.READERS)
    routes.command("export", export, rights)
    routes.press("export", pressed, rights)
    routes.press("export.make", make, rights)
    routes.press("export.stop", stop, rights)


async def export(turn: Turn) -> None:
    """Show the card of choices; `/export contacts`: the contact list."""
    if contacts.is_meant(turn):
        await contacts.contacts(turn)
    elif await readable(turn) is not None:
        wish = Wish(language="en" if turn.words.language == "en" else "ar")
        await turn.answer(_card(turn, wish))


async def pressed(turn: Turn) -> None:
    """``export PAGE WISH``: show a page; ``export SETTING WISH VALUE``: choose a value."""
    page, text, value = (*turn.arguments, "", "", "")[:3]
    wish, scope = wishes.read(text), await readable(turn)
    if scope is None:
        return
    if wish is None:
        await turn.toast(common.old_button(turn.words))
    elif value:
        await _choose(turn, wish, page, value, scope)
    elif page in cards.PAGES:
        await turn.show(cards.page(turn.words, wish, page, _areas(scope)))
    else:
        await turn.show(_card(turn, wish))


async def _choose(turn: Turn, wish: Wish, setting: str, value: str, scope: Scope) -> None:
    wanted = wishes.chosen(wish, setting, value)
    if wanted is None:
        await turn.toast(common.old_button(turn.words))
    elif setting in ("governorates", "kinds"):
        await turn.show(cards.page(turn.words, wanted, setting, _areas(scope)))
    else:
        await turn.show(_card(turn, wanted))


async def make(turn: Turn) -> None:
    """``export.make WISH``: ask for the file; the card tells how far it is from now on."""
    wish = wishes.read("".join(turn.arguments[:1]))
    message = turn.pressed.message if turn.pressed else None
    if wish is None or message is None:
        await turn.toast(common.old_button(turn.words))
        return
    if await readable(turn) is None:
        return
    job = await products.ask(turn.out, turn.person, wish, turn.words, message.message_id)
    if job is None:
        await turn.toast(cards.under_way(turn.words), alert=True)
    else:
        await turn.show(cards.working(turn.words, job))


async def stop(turn: Turn) -> None:
    """``export.stop WORK``: call the work off; only who asked for it can, and only before it is done."""
    job = number(turn, 0)
    gone = await turn.tx.paper_jobs.call_off(id=job, asked_by=turn.person.id) if job is not None else None
    if gone is None:
        await turn.toast(common.old_button(turn.words))
    else:
        await turn.show(cards.stopped(turn.words))


def _card(turn: Turn, wish: Wish) -> Message:
    return cards.card(turn.words, wish, contacts=turn.person.role in OFFICERS)


def _areas(scope: Scope) -> list[str]:
    return [one for one in governorate_codes() if scope.governorates is None or one in scope.governorates]
