"""/rules: the rules of each kind of case, where they come from, which have ended."""

from __future__ import annotations

from coordination.cases import ended
from coordination.cases.files import procedures
from coordination.cases.kind import Kind
from coordination.people.person import Role
from handlers.arguments import number
from handlers.turn import Turn
from views import common
from views.desk import rules as views
from views.desk.queue import off


def may_end(turn: Turn) -> bool:
    """Whether the person is shown the way to the rules."""
    return turn.person.role is Role.ADMIN


async def kinds(turn: Turn) -> None:
    """/rules: of which kind?"""
    await turn.show(views.kinds(turn.words) if turn.vault else off(turn.words))


async def listed(turn: Turn) -> None:
    """``rule.list KIND PAGE``."""
    kind = procedures().kinds.get("".join(turn.arguments[:1]))
    if kind is None:
        await turn.toast(common.old_button(turn.words))
        return
    page = min(number(turn, 1) or 0, (len(kind.rules()) - 1) // views.PAGE)
    await turn.show(views.listed(turn.words, kind, await ended.endings(turn.tx, kind), page))


async def open_rule(turn: Turn) -> None:
    """``rule.open KIND RULE``."""
    kind, rule = await named(turn)
    if kind is not None:
        await card(turn, kind, rule)


async def restore(turn: Turn) -> None:
    """``rule.restore KIND RULE``: it holds again."""
    kind, rule = await named(turn)
    if kind is None:
        return
    if not await ended.restore_rule(turn.tx, kind, rule, turn.person, turn.now):
        await turn.toast(common.old_button(turn.words))
    await card(turn, kind, rule)


async def named(turn: Turn) -> tuple[Kind | None, str]:
    """The kind and the rule of the button; None, after a polite word, where there is none."""
    kind = procedures().kinds.get("".join(turn.arguments[:1]))
    rule = "".join(turn.arguments[1:2])
    if kind is None or rule not in kind.rules():
        await turn.toast(common.old_button(turn.words))
        return None, ""
    return kind, rule


async def card(turn: Turn, kind: Kind, rule: str) -> None:
    """Show the card of a rule."""
    ending = next((one for one in await ended.endings(turn.tx, kind) if one.rule == rule), None)
    await turn.show(views.card(turn.words, kind, rule, kind.source_of(rule), ending))
