"""/settings: a group's language, digits, hour, subjects, governorates and topic, in the group or in private."""

from __future__ import annotations

from collections.abc import Callable

from coordination.groups import group as groups
from coordination.groups.choices import chosen
from coordination.groups.group import Group
from coordination.people.person import Role
from handlers.arguments import number
from handlers.membership import group_voices, group_words
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views import common
from views import group_settings as views
from views.language import Words
from views.message import Message, in_each

_PAGES = frozenset(
    {
        "language",
        "digits",
        "hour",
        "kinds",
        "governorates",
        "answers",
        "hijri",
        "pictures",
        "weekly",
        "reporthour",
        "monthly",
    }
)
_FOR_ADMINS = "answers"
"""A page of which only admins choose a value."""
_STAYING = frozenset({"kinds", "governorates"})
"""Pages on which several values are chosen, one after the other."""


def register(routes: Routes) -> None:
    """Add /settings and its buttons."""
    officers = frozenset({Role.ADMIN, Role.DUTY_OFFICER})
    rights = Rights(private=officers, group=officers)
    routes.command("settings", settings, rights)
    routes.press("settings", pressed, rights)
    routes.press("settings.groups", turn_page, Rights(officers))


async def settings(turn: Turn) -> None:
    """Show the group's settings; in private, ask for the group first."""
    if turn.group is None:
        await turn.answer(views.choose_group(turn.words, await groups.approved(turn.tx)))
    else:
        await turn.answer(_told(turn, turn.group, _card(turn, turn.group)))


async def turn_page(turn: Turn) -> None:
    """Another page of the groups to choose from; the last one where there is none of this number."""
    there = await groups.approved(turn.tx)
    page = min(number(turn, 0) or 0, max(0, len(there) - 1) // views.PAGE)
    await turn.show(views.choose_group(turn.words, there, page))


async def pressed(turn: Turn) -> None:
    """``settings GROUP VERSION PAGE``: show a page; ``… SETTING VALUE``: choose a value."""
    group = await _pressed_group(turn)
    if group is None:
        return
    w = group_words(group) if turn.group else turn.words
    page, value = (*turn.arguments[2:], "", "")[:2]
    if value and page == _FOR_ADMINS and turn.person.role is not Role.ADMIN:
        await turn.toast(views.for_admins(w), alert=True)
    elif value:
        await _choose(turn, w, group, page, value)
    elif page in _PAGES:
        await turn.show(_told(turn, group, lambda w: views.page(w, group, page)))
    else:
        await turn.show(_told(turn, group, _card(turn, group, closed=page == "done")))


async def _choose(turn: Turn, w: Words, group: Group, setting: str, value: str) -> None:
    wanted = chosen(group, setting, value)
    if wanted == group:
        # Nothing to write. For kinds and governorates it was the last one, or "all" again.
        if setting in _STAYING and value != "all":
            await turn.toast(views.last_one(w), alert=True)
        elif setting not in _STAYING:
            await turn.show(_told(turn, group, _card(turn, group)))
        return
    kept = wanted and await groups.keep(turn.tx, wanted, by=turn.person, now=turn.now)
    if kept is None:
        await turn.toast(common.old_button(w))
    elif setting in _STAYING:
        await turn.show(_told(turn, kept, lambda w: views.page(w, kept, setting)))
    else:
        await turn.show(_told(turn, kept, _card(turn, kept)))


def _card(turn: Turn, group: Group, *, closed: bool = False) -> Callable[[Words], Message]:
    return lambda w: views.card(w, group, _topic_here(turn), closed=closed)


def _told(turn: Turn, group: Group, message: Callable[[Words], Message]) -> Message:
    """The message in the language or languages of the group it stands in; in private in the reader's."""
    voices = group_voices(group) if turn.group else (turn.words,)
    return in_each([message(w) for w in voices])


async def _pressed_group(turn: Turn) -> Group | None:
    """The approved group of the pressed card; None, after a toast, for an old card or one of another group."""
    group_id, version = number(turn, 0), "".join(turn.arguments[1:2])
    group = await groups.by_id(turn.tx, group_id) if group_id is not None else None
    elsewhere = turn.group is not None and group is not None and group.id != turn.group.id
    if group is None or elsewhere or group.state != "approved" or version != str(group.version):
        await turn.toast(common.old_button(turn.words))
        return None
    return group


def _topic_here(turn: Turn) -> int | None:
    """The forum topic in which the command or the pressed card stands."""
    said = turn.message or (turn.pressed.message if turn.pressed else None)
    if turn.group is None or said is None or not getattr(said, "is_topic_message", False):
        return None
    thread: int | None = getattr(said, "message_thread_id", None)
    return thread
