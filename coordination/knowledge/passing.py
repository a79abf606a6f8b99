"""Questions passed on to a person: each is a conversation with a number, somebody who has it, and what was said."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from coordination import audit
from coordination.groups.group import Group
from coordination.knowledge import questions
from coordination.knowledge.questions import Asked
from coordination.people.person import Person
from coordination.reports.attachments import Attachment
from coordination.reports.days import day_in_baghdad
from coordination.reports.reference import check_letter
from storage import Row, Transaction, moment, stamp

TEXT_LIMIT = 4_000
"""Characters of a message that are passed on."""
KEPT = timedelta(days=90)
"""How long after its end the words of a conversation are kept; that it was, and who had it, stays."""
IDLE_AFTER = timedelta(days=7)
"""An answered conversation in which nobody has said anything for so long is over."""

_DESK, _ADMINS = "unanswered question told again", "unanswered question escalated"

Side = Literal["asker", "officer"]
_PREFIX = "Q"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a question may stay without an answer: `desk` until those who answer are told again, `admins` until
    the admins are told, and `close` from then until it is closed unanswered.
    """

    desk: timedelta = timedelta(hours=4)
    admins: timedelta = timedelta(hours=8)
    close: timedelta = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Conversation:
    """One row of passed. `text` is the question, "" once it is forgotten; `question` the row of what was asked.

    `group` is the row of the group where it is answered, None for the officers' private chats; `officer` is who has
    it, None for nobody yet. It is open until `closed_at`.
    """

    id: int
    number: str
    question: int
    asker: int
    text: str
    group: int | None
    officer: int | None
    passed_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class Said:
    """Something said in a conversation; `sent` is False while it waits, or could not go to the other side."""

    id: int
    conversation: int
    author: int
    side: Side
    text: str
    file: Attachment | None
    said_at: datetime
    sent: bool


def make_number(day: date, count: int) -> str:
    """The number of the `count`-th question passed on in a month: "Q-2611-0007-E"; its last letter makes slips known.

    `day` is one of the month, by the calendar of Baghdad.
    """
    month, digits = f"{day:%y%m}", f"{count:04}"
    return f"{_PREFIX}-{month}-{digits}-{check_letter(_PREFIX + month + digits)}"


async def begin(
    tx: Transaction, asked: Asked, asker: Person, group: Group | None, now: datetime
) -> Conversation:
    """Pass a question on. The caller has seen that the asker has no other open conversation."""
    day = day_in_baghdad(now)
    count = await tx.passing.next_number(month=f"{day:%y%m}")
    row = await tx.passing.begin(
        number=make_number(day, count),
        question=asked.id,
        asker=asker.id,
        text=asked.text or "",
        group_id=group.id if group else None,
        now=stamp(now),
    )
    await questions.pass_on(tx, asked, now)
    return await _noted(tx, row, "question passed on", asker, now)


async def by_id(tx: Transaction, row_id: int) -> Conversation | None:
    """The conversation with this row id."""
    row = await tx.passing.by_id(id=row_id)
    return _conversation(row) if row else None


async def open_of(tx: Transaction, asker: Person) -> Conversation | None:
    """The open conversation that somebody's question began."""
    row = await tx.passing.open_of(asker=asker.id)
    return _conversation(row) if row else None


async def of_card(tx: Transaction, chat: int, message: int) -> Conversation | None:
    """The conversation that a message of the bot belongs to."""
    row = await tx.passing.of_card(chat=chat, message=message)
    return _conversation(row) if row else None


async def note_card(
    tx: Transaction, outbox: int, conversation: Conversation, chat: int, said: Said | None, *, for_asker: bool
) -> None:
    """Note that a row of the outbox belongs to a conversation, and what it carries."""
    await tx.passing.note_card(
        outbox=outbox,
        passed=conversation.id,
        chat=chat,
        said=said.id if said else None,
        for_asker=int(for_asker),
    )


async def carried(tx: Transaction, outbox: int) -> tuple[Conversation, bool, Said | None] | None:
    """The conversation of a row of the outbox, whether the row is for the asker, and what it carries."""
    row = await tx.passing.card(outbox=outbox)
    conversation = await by_id(tx, row["passed"]) if row else None
    if conversation is None:
        return None
    return conversation, bool(row["for_asker"]), await said(tx, row["said"]) if row["said"] else None


async def keep(
    tx: Transaction,
    conversation: Conversation,
    author: Person,
    side: Side,
    where: tuple[int, int],
    text: str,
    file: Attachment | None,
    now: datetime,
) -> Said | None:
    """Keep what was said in message `where` (chat, number); None when it was kept before."""
    row = await tx.passing.keep(
        passed=conversation.id,
        author=author.id,
        side=side,
        chat=where[0],
        message=where[1],
        text=text,
        file=json.dumps(asdict(file), ensure_ascii=False) if file else "",
        now=stamp(now),
    )
    return _said(row) if row else None


async def found(tx: Transaction, chat: int, message: int) -> Said | None:
    """What was said in this message; None for one that belongs to no conversation."""
    row = await tx.passing.found(chat=chat, message=message)
    return _said(row) if row else None


async def said(tx: Transaction, row_id: int) -> Said | None:
    """What was said, by its row id."""
    row = await tx.passing.said(id=row_id)
    return _said(row) if row else None


async def thread(tx: Transaction, conversation: Conversation) -> tuple[Said, ...]:
    """Everything said, oldest first."""
    return tuple(_said(row) for row in await tx.passing.thread(passed=conversation.id))


async def first_answer(tx: Transaction, question: int) -> str:
    """What an officer first wrote about a question; "" where nobody did."""
    return str(await tx.passing.first_answer(question=question) or "")


async def change(tx: Transaction, what: Said, text: str) -> None:
    """Its author edited the message."""
    await tx.passing.change(id=what.id, text=text)


async def sent(tx: Transaction, what: Said, now: datetime) -> None:
    """It went to the other side."""
    await tx.passing.sent(id=what.id, now=stamp(now))


async def hold(
    tx: Transaction, conversation: Conversation, officer: Person, now: datetime
) -> Conversation | None:
    """The officer has it from now on; None when somebody else changed it meanwhile."""
    row = await tx.passing.hold(id=conversation.id, version=conversation.version, officer=officer.id)
    return await _noted(tx, row, "question taken", officer, now) if row else None


async def give_to(tx: Transaction, conversation: Conversation, group: Group | None) -> Conversation:
    """Nobody has it any more; it is answered in this group, or (None) in the officers' private chats."""
    return _conversation(await tx.passing.move(id=conversation.id, group_id=group.id if group else None))


async def answered(tx: Transaction, conversation: Conversation, by: Person, now: datetime) -> bool:
    """Note an answer; whether it was the first."""
    row = await tx.passing.answered(id=conversation.id, now=stamp(now))
    if row is None:
        return False
    await _noted(tx, row, "passed question answered", by, now)
    return True


async def close(
    tx: Transaction, conversation: Conversation, by: Person | None, now: datetime
) -> Conversation | None:
    """End it (`by` None: the bot does); None when it was ended before."""
    row = await tx.passing.close(id=conversation.id, closed_by=by.id if by else None, now=stamp(now))
    return await _noted(tx, row, "passed question closed", by, now) if row else None


async def reopen(
    tx: Transaction, conversation: Conversation, by: Person, now: datetime
) -> Conversation | None:
    """Go on with one that was ended; None while its asker has another open."""
    row = await tx.passing.reopen(id=conversation.id)
    return await _noted(tx, row, "passed question reopened", by, now) if row else None


async def unanswered(tx: Transaction, before: datetime) -> tuple[Conversation, ...]:
    """Those passed on until a moment that are open and have no answer."""
    return tuple(_conversation(row) for row in await tx.passing.unanswered(before=stamp(before)))


async def idle(tx: Transaction, now: datetime) -> tuple[Conversation, ...]:
    """Open ones that were answered, and in which nothing was said for IDLE_AFTER."""
    return tuple(_conversation(row) for row in await tx.passing.idle(before=stamp(now - IDLE_AFTER)))


async def talks_in_private(tx: Transaction, conversation: Conversation) -> bool:
    """Whether who has it wrote last from a private chat, and not in the group."""
    if conversation.officer is None:
        return False
    chat = await tx.passing.last_chat(passed=conversation.id, author=conversation.officer)
    return chat is not None and int(chat) > 0


async def claim_notice(
    tx: Transaction, conversation: Conversation, to: Literal["desk", "admins"], now: datetime
) -> bool:
    """Whether these were not told yet that nobody answers; if so, it counts as told."""
    row = await tx.due.claim(
        job=_DESK if to == "desk" else _ADMINS,
        chat=conversation.id,
        due_at=stamp(conversation.passed_at),
        now=stamp(now),
    )
    return row is not None


async def closings(tx: Transaction, patience: Patience) -> tuple[tuple[Conversation, datetime], ...]:
    """Conversations without an answer that the admins were told of, each with when it is closed.

    That is `patience.close` after they were told, or after the asker last wrote.
    """
    found = []
    for row in await tx.passing.escalated(job=_ADMINS):
        said = await tx.passing.last_said(passed=row["id"])
        found.append((_conversation(row), moment(max(row["done_at"], said or "")) + patience.close))
    return tuple(found)


async def forget(tx: Transaction, now: datetime) -> None:
    """Forget the words of conversations that ended longer than KEPT ago."""
    before = stamp(now - KEPT)
    await tx.passing.forget_messages(before=before)
    await tx.passing.forget_texts(before=before)


async def _noted(tx: Transaction, row: Row, action: str, by: Person | None, now: datetime) -> Conversation:
    conversation = _conversation(row)
    await audit.note(tx, now, by, action, conversation.number)
    return conversation


def _conversation(row: Row) -> Conversation:
    return Conversation(
        id=row["id"],
        number=row["number"],
        question=row["question"],
        asker=row["asker"],
        text=row["text"],
        group=row["group_id"],
        officer=row["officer"],
        passed_at=moment(row["passed_at"]),
        answered_at=moment(row["answered_at"]) if row["answered_at"] else None,
        closed_at=moment(row["closed_at"]) if row["closed_at"] else None,
        version=row["version"],
    )


def _said(row: Row) -> Said:
    return Said(
        id=row["id"],
        conversation=row["passed"],
        author=row["author"],
        side=row["side"],
        text=row["text"],
        file=Attachment(**json.loads(row["file"])) if row["file"] else None,
        said_at=moment(row["said_at"]),
        sent=row["sent_at"] is not None,
    )
