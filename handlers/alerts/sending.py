"""Sending an alert or a notice: a message to each group and person, each in their language; the board and the file."""

from __future__ import annotations

from coordination import made_files
from coordination.alerts import audience, cap, posts, store
from coordination.alerts.alert import Alert, Content
from coordination.groups import group as groups
from coordination.people import register as people
from coordination.people.person import Person
from handlers.membership import group_voices
from handlers.outgoing import ANSWER, NOTICE, PRESSING, Outgoing
from handlers.relay import can_read
from handlers.turn import words_of
from storage import Transaction
from views.alerts import board as boards
from views.alerts import card, documents
from views.message import in_each


def urgency_of(content: Content) -> int:
    """Grave ones wake people; an end goes out at once without a sound; the rest waits for the end of quiet hours."""
    if content.pressing:
        return PRESSING
    return ANSWER if content.message == "Cancel" else NOTICE


async def send(out: Outgoing, alert: Alert, by: Person) -> Alert:
    """Send it to everybody concerned; `by` sent or approved it. Its author gets the board and the CAP file."""
    sent = await store.send(out.tx, alert, by, out.now)
    before = await _retire(out, sent)
    urgency, quietly = urgency_of(sent.content), sent.content.message == "Cancel"
    found = await audience.audience(out.tx, sent.content, sent.created_by)
    for group, topic in found.groups:
        row = await out.send(
            group.chat,
            in_each([card.card(w, sent) for w in group_voices(group)]),
            urgency=urgency,
            topic=topic,
            reply_to=before.get((group.id, topic, None)),
            silent=quietly,
            useful_until=sent.content.expires_at,
        )
        await posts.note(out.tx, sent, row, group=group.id, topic=topic)
    for who in found.people:
        row = await out.send(
            who.telegram_id,
            card.card(words_of(who), sent),
            urgency=urgency,
            reply_to=before.get((None, None, who.id)),
            silent=quietly,
            useful_until=sent.content.expires_at,
        )
        await posts.note(out.tx, sent, row, person=who.id)
    await _to_author(out, sent)
    return sent


async def hand_file(out: Outgoing, alert: Alert, who: Person) -> None:
    """The CAP document of an alert that was sent, to somebody in private."""
    content = documents.document(alert, await store.earlier(out.tx, alert))
    made = await made_files.keep(out.tx, cap.file_name(alert), cap.MIME, content, out.now)
    await out.document(who.telegram_id, made, boards.file_caption(words_of(who), alert))


async def show_expired(out: Outgoing, alert: Alert) -> None:
    """Tell everybody who got it, without a sound, that it is no longer in force; and its author."""
    for post in await posts.of_alert(out.tx, alert.id):
        if post.group is not None and post.outcome != "failed":
            group = await groups.by_id(out.tx, post.group)
            if group is not None and group.state == "approved":
                message = in_each([card.expired(w, alert) for w in group_voices(group)])
                await out.send(
                    group.chat,
                    message,
                    urgency=NOTICE,
                    topic=post.topic,
                    reply_to=post.message,
                    silent=True,
                )
        who = await people.person(out.tx, post.person) if post.person is not None else None
        if who is not None and can_read(who):
            message = card.expired(words_of(who), alert)
            await out.send(who.telegram_id, message, urgency=NOTICE, reply_to=post.message, silent=True)
    author = await people.person(out.tx, alert.created_by)
    if author is not None and can_read(author):
        await out.send(author.telegram_id, boards.expired(words_of(author), alert), urgency=ANSWER)


async def refresh_board(out: Outgoing, alert: Alert) -> None:
    """Bring the author's board up to date, once for however much happened since the last look."""
    message = await posts.board_message(out.tx, alert)
    author = await people.person(out.tx, alert.created_by)
    if message is None or author is None or not can_read(author):
        return
    found = await posts.board(out.tx, alert)
    await out.edit(*message, boards.board(words_of(author), alert, found))


async def _to_author(out: Outgoing, alert: Alert) -> None:
    author = await people.person(out.tx, alert.created_by)
    if author is None or not can_read(author):
        return
    found = await posts.board(out.tx, alert)
    row = await out.send(author.telegram_id, boards.board(words_of(author), alert, found))
    await posts.open_board(out.tx, alert, row)
    if alert.content.kind == "alert":
        await hand_file(out, alert, author)


async def _retire(out: Outgoing, alert: Alert) -> dict[tuple[int | None, int | None, int | None], int]:
    """Take the buttons off the message that this one follows; where it stands, by group, topic and person."""
    if alert.content.previous is None:
        return {}
    found = {}
    for post in await posts.of_alert(out.tx, alert.content.previous):
        chat = await _chat(out.tx, post)
        if post.message is not None and chat is not None:
            await out.remove_buttons(chat, post.message)
            found[post.group, post.topic, post.person] = post.message
    return found


async def _chat(tx: Transaction, post: posts.Post) -> int | None:
    if post.group is not None:
        group = await groups.by_id(tx, post.group)
        return group.chat if group is not None and group.state == "approved" else None
    who = await people.person(tx, post.person) if post.person is not None else None
    return who.telegram_id if who is not None and can_read(who) else None
