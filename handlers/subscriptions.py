"""/subscriptions: what a group's topic or a person hears of by itself, and their quiet hours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coordination.groups import group as groups
from coordination.groups import quiet, subscriptions
from coordination.groups.group import Group
from coordination.groups.subscriptions import KINDS, REPORTS, Subscription
from coordination.people.person import APPROVED, Role
from handlers.arguments import number
from handlers.membership import group_voices
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views import common, group_settings
from views import subscriptions as views
from views.language import Words
from views.message import Message, in_each

_OFFICERS = frozenset({Role.ADMIN, Role.DUTY_OFFICER})


@dataclass(frozen=True, slots=True)
class _Card:
    """Whose subscription is shown: a group's topic, or (group None) that of who acts."""

    one: Subscription
    group: Group | None
    quiet: str
    kinds: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.group.title if self.group else ""


def register(routes: Routes) -> None:
    """Add /subscriptions and its buttons."""
    rights = Rights(private=APPROVED, group=_OFFICERS)
    routes.command("subscriptions", begin, rights)
    routes.press("subs", pressed, rights)


async def begin(turn: Turn) -> None:
    """One's own in private; in a group those of the topic it is said in."""
    said = turn.message
    topic = said.message_thread_id if said and said.is_topic_message else None
    shown = await _read(turn, turn.group, topic)
    await turn.answer(_told(turn, lambda w: _card(w, shown)))


async def pressed(turn: Turn) -> None:
    """``subs GROUP TOPIC VERSION PAGE``: show a page; ``… SETTING VALUE``: choose. GROUP is 0 for one's own."""
    shown = await _pressed(turn)
    if shown is None:
        await turn.toast(common.old_button(turn.words))
        return
    page, values = turn.arguments[3], turn.arguments[4:]
    if page == "quiet" and values:
        await _choose_quiet(turn, shown, values)
    elif values:
        await _choose(turn, shown, page, values[0])
    elif page in views.PAGES:
        await _show_page(turn, shown, page)
    else:
        await turn.show(_told(turn, lambda w: _card(w, shown, closed=page == "done")))


async def _choose(turn: Turn, shown: _Card, setting: str, value: str) -> None:
    wanted = subscriptions.chosen(shown.one, setting, value, shown.kinds)
    if wanted is None or number(turn, 2) != shown.one.version:
        await turn.toast(common.old_button(turn.words))
        return
    if wanted == shown.one and setting == "governorates":
        if value != "all":
            await turn.toast(group_settings.last_one(turn.words), alert=True)
        return
    kept = shown.one
    if wanted != shown.one:
        changed = await subscriptions.keep(turn.tx, wanted, by=turn.person, now=turn.now)
        if changed is None:
            await turn.toast(common.old_button(turn.words))
            return
        kept = changed
    now_shown = _Card(kept, shown.group, shown.quiet, shown.kinds)
    if setting == "kinds":
        await _show_page(turn, now_shown, "reports" if value in REPORTS else "news")
    elif setting == "governorates":
        await _show_page(turn, now_shown, "governorates")
    else:
        await turn.show(_told(turn, lambda w: _card(w, now_shown)))


async def _choose_quiet(turn: Turn, shown: _Card, values: Sequence[str]) -> None:
    """``quiet BEGIN``: until when? ``quiet BEGIN END`` or ``quiet none``: from now on."""
    begin, end = (*values, "")[:2]
    if begin in quiet.BEGINS and not end:
        await turn.show(_told(turn, lambda w: views.quiet_end(w, shown.one, begin, shown.title)))
        return
    wanted = "" if begin == "none" else f"{begin} {end}"
    if not quiet.is_quiet(wanted) or number(turn, 2) != shown.one.version:
        await turn.toast(common.old_button(turn.words))
        return
    if wanted != shown.quiet:
        await quiet.choose(turn.tx, shown.group or turn.person, wanted, by=turn.person, now=turn.now)
    now_shown = _Card(shown.one, shown.group, wanted, shown.kinds)
    await turn.show(_told(turn, lambda w: _card(w, now_shown)))


async def _pressed(turn: Turn) -> _Card | None:
    """Whose card was pressed; None for a group that is not there, elsewhere, or not this person's to set."""
    row, topic = number(turn, 0), number(turn, 1)
    if row is None or topic is None or len(turn.arguments) < 4:
        return None
    if row == 0:
        return await _read(turn, None, None) if turn.group is None else None
    group = await groups.by_id(turn.tx, row)
    elsewhere = turn.group is not None and turn.group.id != row
    if group is None or elsewhere or group.state != "approved" or turn.person.role not in _OFFICERS:
        return None
    return await _read(turn, group, topic or None)


async def _read(turn: Turn, group: Group | None, topic: int | None) -> _Card:
    if group is None:
        one = await subscriptions.of_person(turn.tx, turn.person)
        kinds = subscriptions.kinds_for(turn.person)
        return _Card(one, None, await quiet.of(turn.tx, turn.person), kinds)
    one = await subscriptions.of_group(turn.tx, group, topic)
    return _Card(one, group, await quiet.of(turn.tx, group), KINDS)


async def _show_page(turn: Turn, shown: _Card, page: str) -> None:
    await turn.show(
        _told(turn, lambda w: views.page(w, shown.one, page, shown.quiet, shown.kinds, shown.title))
    )


def _card(w: Words, shown: _Card, *, closed: bool = False) -> Message:
    return views.card(w, shown.one, shown.quiet, shown.kinds, shown.title, closed=closed)


def _told(turn: Turn, message: Callable[[Words], Message]) -> Message:
    """In the language or languages of the group it stands in; in private in the reader's."""
    voices = group_voices(turn.group) if turn.group else (turn.words,)
    return in_each([message(w) for w in voices])
