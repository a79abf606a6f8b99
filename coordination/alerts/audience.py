"""Whom an alert or a notice reaches, and over how many governorates."""

from __future__ import annotations

from collections.abc import Iterable

from coordination.alerts import posts
from coordination.alerts.alert import MINISTRIES, Content
from coordination.alerts.store import by_id
from coordination.groups import group as groups
from coordination.groups import subscriptions
from coordination.groups.choices import governorate_codes
from coordination.groups.group import Group
from coordination.groups.subscriptions import Audience
from coordination.people import register
from coordination.people.person import WITH_GOVERNORATES, Person, role_key
from storage import Transaction


async def audience(tx: Transaction, content: Content, author: int) -> Audience:
    """Who gets it: the subscribers of its area, or those chosen for a notice, and whoever got what it follows.

    Without the author, who has the board, and without people whom the bot cannot write to.
    """
    found = await (_chosen if content.kind == "notice" else _subscribed)(tx, content)
    before = await by_id(tx, content.previous) if content.previous is not None else None
    if before is not None:
        found = await _with_earlier(tx, found, before.id)
    return Audience(found.groups, tuple(who for who in found.people if who.id != author))


async def _subscribed(tx: Transaction, content: Content) -> Audience:
    area = frozenset() if content.everywhere else frozenset(content.governorates)
    return await subscriptions.audience(tx, area, "alert", content.severity.lower())


def concerns(who: Person, content: Content) -> bool:
    """Who reports for governorates hears of theirs; whoever works for the whole country hears of all."""
    if who.role in WITH_GOVERNORATES and not who.ministry:
        return not set(who.governorates).isdisjoint(content.governorates)
    return True


def key_of(who: Person) -> str:
    """As whom somebody is chosen for a notice: those of ministries apart from those of governorates."""
    return MINISTRIES if who.role in WITH_GOVERNORATES and who.ministry else role_key(who.role)


async def _chosen(tx: Transaction, content: Content) -> Audience:
    """The groups that were ticked, in the topics in which they want notices; people of the roles in the area."""
    in_groups = [
        (group, topic)
        for group in await groups.approved(tx)
        if group.id in content.groups
        for topic in await subscriptions.topics(tx, group, "notice") or (group.topic,)
    ]
    people = [
        who
        for who in await register.everybody(tx)
        if who.reachable and key_of(who) in content.roles and concerns(who, content)
    ]
    return Audience(tuple(in_groups), tuple(people))


async def _with_earlier(tx: Transaction, found: Audience, before: int) -> Audience:
    """Also everybody who got the message before: who was warned has to hear that it changed or is over."""
    told = await posts.of_alert(tx, before)
    places = {(group.id, topic) for group, topic in found.groups}
    there = {group.id: group for group in await groups.approved(tx)}
    more = [
        (there[post.group], post.topic)
        for post in told
        if post.group in there and (post.group, post.topic) not in places
    ]
    wanted = {who.id for who in found.people} | {post.person for post in told}
    people = [who for who in await register.everybody(tx) if who.reachable and who.id in wanted]
    return Audience((*found.groups, *more), tuple(people))


def touches(group: Group, governorates: Iterable[str]) -> bool:
    """Whether a group's governorates (none: all of them) and these have one in common."""
    return not group.governorates or not set(group.governorates).isdisjoint(governorates)


def reach(content: Content, chosen: Iterable[Group]) -> frozenset[str]:
    """The governorates that it goes to; those of the `chosen` groups count for a notice."""
    if content.kind == "alert":
        return frozenset(content.governorates)
    covered = set(content.governorates) if content.roles else set()
    for group in chosen:
        covered |= set(group.governorates or governorate_codes())
    return frozenset(covered)


async def needs_second(tx: Transaction, content: Content) -> bool:
    """Whether a second person has to approve it: more than one governorate, with those of all messages it follows.

    Who got an earlier one gets this one too, however small its area has become.
    """
    chosen = [group for group in await groups.approved(tx) if group.id in content.groups]
    covered = set(reach(content, chosen))
    previous = content.previous
    while previous is not None and (before := await by_id(tx, previous)) is not None:
        covered |= set(before.content.governorates)
        previous = before.content.previous
    return len(covered) > 1
