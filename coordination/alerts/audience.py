"""Whom an alert or a notice reaches, and over how many governorates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coordination.alerts import posts
from coordination.alerts.alert import Content
from coordination.alerts.store import by_id
from coordination.groups import group as groups
from coordination.groups.choices import governorate_codes
from coordination.groups.group import Group
from coordination.people import register
from coordination.people.person import WITH_GOVERNORATES, Person, role_key
from storage import Transaction


@dataclass(frozen=True, slots=True)
class Audience:
    """The groups, each with the topic it gets it in (None: the main one), and the people."""

    groups: tuple[tuple[Group, int | None], ...]
    people: tuple[Person, ...]


async def audience(tx: Transaction, content: Content, author: int) -> Audience:
    """Who gets it: the groups and people of its area, or those chosen for a notice, and whoever got what it follows.

    Without the author, who has the board, and without people whom the bot cannot write to.
    """
    there = await groups.approved(tx)
    everybody = [who for who in await register.everybody(tx) if who.reachable and who.id != author]
    if content.kind == "notice":
        in_groups = {group.id for group in there} & set(content.groups)
        in_private = {
            who.id for who in everybody if role_key(who.role) in content.roles and _of(who, content)
        }
    else:
        in_groups = {group.id for group in there if touches(group.governorates, content)}
        in_private = {who.id for who in everybody if _of(who, content)}
    before = await by_id(tx, content.previous) if content.previous is not None else None
    if before is not None:
        told = await posts.of_alert(tx, before)
        in_groups |= {post.group for post in told if post.group is not None}
        in_private |= {post.person for post in told if post.person is not None}
    return Audience(
        tuple((group, group.topic) for group in there if group.id in in_groups),
        tuple(who for who in everybody if who.id in in_private),
    )


def touches(governorates: Iterable[str], content: Content) -> bool:
    """Whether a group's governorates (none: all of them) and the area have one in common."""
    own = set(governorates)
    return not own or not own.isdisjoint(content.governorates)


def _of(who: Person, content: Content) -> bool:
    """Who reports for governorates hears of theirs; whoever works for the whole country hears of all."""
    if who.role in WITH_GOVERNORATES and not who.ministry:
        return not set(who.governorates).isdisjoint(content.governorates)
    return True


def reach(content: Content, chosen: Iterable[Group]) -> frozenset[str]:
    """The governorates that it goes to; those of the `chosen` groups count for a notice."""
    if content.kind == "alert":
        return frozenset(content.governorates)
    covered = set(content.governorates) if content.roles else set()
    for group in chosen:
        covered |= set(group.governorates or governorate_codes())
    return frozenset(covered)


async def needs_second(tx: Transaction, content: Content) -> bool:
    """Whether a second person has to approve it: more than one governorate."""
    chosen = [group for group in await groups.approved(tx) if group.id in content.groups]
    return len(reach(content, chosen)) > 1
