"""Correcting a saved report: the same form, from a button, a reply, its reference, or an edit of the message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from telegram import Message as TelegramMessage

from coordination.forms.form import Form
from coordination.reports import corrections, group_messages, store
from coordination.reports.attachments import Attachment
from coordination.reports.changes import carried, changes, figures_told, told_again
from coordination.reports.corrections import changed_in, may_correct
from coordination.reports.draft import Correcting, Draft, Item, draft_of
from coordination.reports.fact import Fact
from coordination.reports.personal import kinds_in_draft
from coordination.reports.reference import references_in, references_written
from coordination.reports.report import Report
from handlers.arguments import number
from handlers.status.asking import KIND, ask, begin, make_room
from handlers.status.reading import attachment_in, facts_of, facts_said, words_beside_references, words_said
from handlers.status.showing import card_of, may_read, show
from handlers.turn import Turn
from views import common
from views.language import Html, Words
from views.status import correction, sentences

_MOST_NAMED = 12
"""References looked up in a message that was replied to."""


async def correct(turn: Turn) -> None:
    """``status.correct REPORT VERSION``: open the form on this report."""
    report = await pressed_report(turn)
    if report is not None and await make_room(turn):
        await _open(turn, report, report.fact)


async def pressed_report(turn: Turn) -> Report | None:
    """The report of the button, if the person may change it and it is still as it was shown; else a toast, None."""
    row = number(turn, 0)
    report = await store.by_id(turn.tx, row) if row is not None else None
    if report is None or not may_correct(turn.person, report):
        await turn.toast(common.old_button(turn.words))
        return None
    if number(turn, 1) != report.version or report.state == "withdrawn":
        await turn.toast(correction.stale(turn.words), alert=True)
        await turn.show(await card_of(turn, report))
        return None
    return report


async def _open(
    turn: Turn,
    report: Report,
    fact: Fact,
    *,
    said: tuple[int, str] | None = None,
    lead: Html | None = None,
    file: Attachment | None = None,
) -> None:
    """Open the form. `said` is the message, with its words, that takes the place of the report's own."""
    draft = Draft(
        items=(Item(fact, said[0] if said else None),),
        texts={said[0]: said[1]} if said else {},
        album=file.album if file else "",
        corrects=Correcting(report.id, report.version, report.reference, report.fact, report.original_text),
    )
    read_back = changed_in(draft) or file or kinds_in_draft(draft, ())
    await begin(turn, draft, "card" if read_back else "change", lead, file)


async def replied_to(turn: Turn, said: TelegramMessage) -> list[Report]:
    """The reports that a message replies to, as far as the person may correct them.

    It replies to a message of the bot that names them, or to the person's own message that they came from. In a
    group only the latter counts: what replies to the bot's posts there is an update of its own.
    """
    target = said.reply_to_message
    if target is None or target.from_user is None:
        return []
    if turn.group_message is not None:
        told = await group_messages.found(turn.tx, said.chat.id, target.message_id)
        found = await store.by_message(turn.tx, turn.person, told.key) if told else []
    elif target.from_user.id == turn.person.telegram_id:
        found = await store.by_message(turn.tx, turn.person, target.message_id)
    else:
        references = references_in(target.text or "")[:_MOST_NAMED]
        named = [await store.by_reference(turn.tx, reference) for reference in references]
        found = [report for report in named if report is not None]
    return _open_to(turn, found)


async def by_reply(turn: Turn, said: TelegramMessage, reports: Sequence[Report]) -> None:
    """A reply to saved reports: what it says is taken as the new values."""
    await _retell(turn, said, reports, correction.replied)


async def by_reference(turn: Turn, said: TelegramMessage) -> bool:
    """Whether a message names a saved report, and so is about it: shown, or corrected by what else it says."""
    written, rest = references_written(turn.text)
    if not written:
        return False
    named = [await store.by_reference(turn.tx, reference) for reference in written[:_MOST_NAMED]]
    readable = [report for report in named if report is not None and may_read(turn.person, report)]
    correctable = _open_to(turn, readable)
    bare = not any(character.isalnum() for character in rest) and attachment_in(said) is None
    if correctable and not bare:
        await _retell(turn, said, correctable, correction.named_in_words)
    else:
        await show(replace(turn, arguments=((readable[0].reference if readable else written[0]),)))
    return True


async def _retell(
    turn: Turn, said: TelegramMessage, reports: Sequence[Report], lead: Callable[[Words, str], Html]
) -> None:
    if not await make_room(turn):
        return
    if len(reports) > 1:
        await turn.answer(correction.which(turn.words, reports))
        return
    report, read = reports[0], facts_said(said)
    fact = report.fact
    if len(read) == 1:
        fact = told_again(fact, read[0])
    elif not read:
        fact = figures_told(fact, words_beside_references(said))
    await _open(turn, report, fact, lead=lead(turn.words, report.reference), file=attachment_in(said))


async def by_edit(turn: Turn, said: TelegramMessage) -> None:
    """An edit of a message that became reports: what differs from its old words is the correction."""
    w = turn.words
    saved = await store.by_message(turn.tx, turn.person, turn.message_key)
    reports = _open_to(turn, saved)
    if not reports:
        return
    meant = _meant(turn, said, saved)
    if len(meant) == 1 and meant[0][0] in reports:
        report, fact = meant[0]
        draft = draft_of(turn.form.data) if turn.form and turn.form.kind == KIND else None
        if turn.form and draft and draft.corrects and draft.corrects.report == report.id:
            draft = draft.with_fact(carried(report.fact, fact, draft.facts[0]))
            await ask(turn, turn.form, draft, "card", sentences.understood_again(w))
        elif await make_room(turn):
            words = (turn.message_key, words_said(said)) if len(saved) == 1 else None
            await _open(turn, report, fact, said=words, lead=correction.edited(w, report.reference))
        return
    lead = sentences.already_saved(w, [report.reference for report in saved])
    await turn.answer(correction.which(w, reports, lead))


def _meant(turn: Turn, said: TelegramMessage, saved: Sequence[Report]) -> list[tuple[Report, Fact]]:
    """The reports that an edit changes, with their new facts; none where it cannot be told which is which."""
    was, now = facts_of(turn, said, saved[0].original_text), facts_of(turn, said, words_said(said))
    if len(was) == len(now) == len(saved):
        pairs = zip(saved, was, now, strict=True)
        meant = [(report, carried(before, after, report.fact)) for report, before, after in pairs]
        return meant if len(saved) == 1 else [(r, fact) for r, fact in meant if changes(r.fact, fact)]
    if len(saved) == len(now) == 1:
        return [(saved[0], told_again(saved[0].fact, now[0]))]
    return []


def _open_to(turn: Turn, reports: Sequence[Report]) -> list[Report]:
    return [r for r in reports if r.state == "saved" and may_correct(turn.person, r)]


async def edited_again(turn: Turn, form: Form, draft: Draft, said: TelegramMessage) -> None:
    """The message was edited once more while its correction is open."""
    was, now = facts_of(turn, said, draft.texts[turn.message_key]), facts_of(turn, said, words_said(said))
    fact = draft.facts[0]
    if len(was) == len(now) == 1:
        fact = carried(was[0], now[0], fact)
    draft = replace(draft.with_fact(fact), texts={turn.message_key: words_said(said)})
    await ask(turn, form, draft, "card", sentences.understood_again(turn.words))


async def look_again(turn: Turn, form: Form, draft: Draft, report: Report) -> None:
    """Somebody corrected the report meanwhile: what this correction changes is put onto the new values."""
    corrects = draft.corrects
    if corrects is None:
        return
    revisions = await corrections.history(turn.tx, report.id)
    fact = carried(corrects.before, draft.facts[0], report.fact)
    now = replace(corrects, version=report.version, before=report.fact, words=report.original_text)
    draft = replace(draft.with_fact(fact), corrects=now)
    await ask(turn, form, draft, "card", correction.changed_meanwhile(turn.words, revisions[-1]))
