"""The daily summary at each group's hour: claimed as due rows, posted in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from coordination.groups import group as groups
from coordination.groups.group import Group
from coordination.groups.subscriptions import topics
from coordination.meetings import store as meetings
from coordination.meetings.meeting import Occurrence
from coordination.summaries import Summary, mark_told, read_summary, scope_of_group, take_corrections
from coordination.summaries.hours import DAY, LATE, claim, outstanding, window_start
from coordination.summaries.picture import read_picture
from handlers.membership import group_voices
from handlers.outgoing import NOTICE, Outgoing
from handlers.papers import SUMMARY_PICTURE
from storage import Transaction
from views import summary as views
from views.meetings.lists import in_summary
from views.paper import picture as pictures

_MEETINGS_WITHIN = timedelta(days=7)


async def post_due(tx: Transaction, now: datetime) -> int:
    """Post every group's summaries that are due and were not posted, oldest first, in the topics that want them.

    Returns how many. Each is claimed in the given transaction: whatever happens, a due time is posted once or not yet.
    Those missed while the bot was down come late, each for its own window, for a week back.
    """
    posted = 0
    out = Outgoing(tx, now)
    for group in await groups.approved(tx):
        for due in await outstanding(tx, group, now):
            since = await window_start(tx, group, due)
            if await claim(tx, group, due, now):
                summary = await read_summary(tx, scope_of_group(group), since, due)
                corrections = await take_corrections(tx, group, since, due)
                await mark_told(tx, group, summary.told)
                summary = replace(summary, corrections=corrections)
                ahead = await meetings.of_group(tx, group, now, now + _MEETINGS_WITHIN)
                late = now - due > LATE
                await _post(out, group, summary, now if late else None, ahead)
                if group.pictures and not late:  # the sums behind it are those of now
                    await _picture(out, group, due)
                posted += 1
    return posted


async def next_due(tx: Transaction, now: datetime) -> datetime | None:
    """When `post_due` has something to post next; a moment not after `now` if it has already. None: never."""
    upcoming = [
        due
        for group in await groups.approved(tx)
        for due in (await outstanding(tx, group, now) or await outstanding(tx, group, now + 2 * DAY))[:1]
    ]
    return min(upcoming, default=None)


async def _post(
    out: Outgoing,
    group: Group,
    summary: Summary,
    posted_late: datetime | None,
    ahead: Sequence[Occurrence],
) -> None:
    for topic in await topics(out.tx, group, "summary"):
        for nth, w in enumerate(group_voices(group)):
            for message in views.daily(w, summary, posted_late, in_summary(w, ahead)):
                # The second language is the same news: no second sound.
                await out.send(group.chat, message, urgency=NOTICE, topic=topic, silent=nth > 0)


async def _picture(out: Outgoing, group: Group, due: datetime) -> None:
    """Ask for one picture in each of the group's languages, without a sound of its own."""
    picture = await read_picture(out.tx, scope_of_group(group), due)
    for topic in await topics(out.tx, group, "summary"):
        for w in group_voices(group):
            await out.paper(
                group.chat,
                SUMMARY_PICTURE,
                {"values": pictures.values(w, picture)},
                pictures.caption(w, picture),
                w,
                as_photo=True,
                urgency=NOTICE,
                topic=topic,
                silent=True,
            )
