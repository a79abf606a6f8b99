"""What a reporter writes or sends: an answer to the open question, facts for the update, a file for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from telegram import Message as TelegramMessage

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.reports import answers, attachments, pins
from coordination.reports.attachments import Attachment
from coordination.reports.changes import told_again
from coordination.reports.days import day_in_baghdad
from coordination.reports.draft import MOST_FACTS, Draft, Step, draft_of
from coordination.reports.fact import Fact
from coordination.reports.reference import references_written
from handlers import question_or_update
from handlers.pressing import retire_card
from handlers.status import correcting
from handlers.status.asking import KIND, ask, begin, step_of
from handlers.status.pinning import proposed
from handlers.status.reading import attachment_in, facts_in, facts_said, words_said
from handlers.turn import Turn
from views.language import Html
from views.status import sentences

_LONG_ANSWER = 4
"""An answer of more words than this may be an update of its own: "120 families displaced from Mosul"."""


async def said_with_no_form(turn: Turn, said: TelegramMessage, lead: Html | None = None) -> bool:
    """A reporter writes or sends something and no form is open; `lead` stands before the card of a new update.

    False, with nothing answered, for a text in which no update is told, or in private rather something asked.
    """
    reports = await correcting.replied_to(turn, said)
    if reports:
        await correcting.by_reply(turn, said, reports)
        return True
    if await correcting.by_reference(turn, said):
        return True
    file, facts = attachment_in(said), facts_in(turn, said)
    album = file.album if file else ""
    if facts and lead is None and await question_or_update.rather_asked(turn, said, facts):
        return False
    if facts:
        draft = Draft(album=album).with_told(facts, turn.message_key, words_said(said))
        await begin(turn, draft, "card", Html.lines(lead, _left_out(turn, draft, said, facts)), file)
    elif file is not None:
        draft, step, point = proposed(turn, Draft(album=album), "kind", file)
        await begin(turn, draft, step, Html.lines(lead, sentences.file_first(turn.words, file), point), file)
    return bool(facts) or file is not None


async def told_in_group(turn: Turn, said: TelegramMessage, lead: Html) -> bool:
    """A reporter tells an update in a group, and the card comes here in private; the turn is the private one.

    It never answers the open question: what it tells is added to the open update. False when this or what is open is a
    correction, or another form is in the way.
    """
    form = turn.form
    if form is None:
        if not await said_with_no_form(turn, said, lead):
            await turn.answer(sentences.no_facts(turn.words, lead))
        return True
    draft = draft_of(form.data) if form.kind == KIND else None
    if draft is None or draft.corrects is not None:
        return False
    if references_written(turn.text)[0] or await correcting.replied_to(turn, said):
        return False
    file, read, step = attachment_in(said), _read(turn, draft, said), step_of(form)
    facts = _beside(draft, read)
    if file is not None:
        await attachments.attach(turn.tx, form.id, file, turn.now)
        draft = replace(draft, album=file.album)
        draft, step, point = proposed(turn, draft, step, file)
        lead = Html.lines(lead, sentences.attached(turn.words, file), point)
    if facts:
        told = draft.with_told(facts, turn.message_key, words_said(said))
        lead = Html.lines(lead, _added(turn, told, said, facts))
        await ask(turn, form, told, _goes_on_at(draft, step), lead)
    else:
        refused = sentences.nothing_beside(turn.words) if read else None
        await ask(turn, form, draft, step, Html.lines(lead, refused))
    return True


async def said_in_form(turn: Turn) -> None:
    """Anything but a command while an update is open: nothing of it is lost, whatever it is."""
    said, form = turn.message, turn.form
    if said is None or form is None:
        return
    draft, file = draft_of(form.data), attachment_in(said)
    reports = await correcting.replied_to(turn, said)
    if reports and not (draft.corrects and draft.corrects.report in {report.id for report in reports}):
        await correcting.by_reply(turn, said, reports)
    elif not _is_answer(draft, form) and await correcting.by_reference(turn, said):
        return
    elif file is not None:
        await _attach(turn, form, draft, said, file)
    elif said.text:
        await _typed(turn, form, draft, said)
    else:
        await ask(turn, form, draft, step_of(form), sentences.unreadable_in_form(turn.words))


def _is_answer(draft: Draft, form: Form) -> bool:
    """Whether a reference among the words is part of the answer: of a note, or of the correction that is open."""
    return draft.corrects is not None or step_of(form) == "note"


async def edited(turn: Turn, said: TelegramMessage) -> None:
    """A reporter edited a message: the open card follows it; of a saved update it opens the correction.

    Edits of messages that told no facts are of no consequence and are passed over.
    """
    form = turn.form
    draft = draft_of(form.data) if form is not None and form.kind == KIND else None
    if form is None or draft is None or turn.message_key not in draft.texts:
        await correcting.by_edit(turn, said)
    elif draft.corrects is not None:
        await correcting.edited_again(turn, form, draft, said)
    else:
        await _told_again(turn, form, draft, said)


async def _told_again(turn: Turn, form: Form, draft: Draft, said: TelegramMessage) -> None:
    w, facts = turn.words, facts_in(turn, said)
    asked_about = draft.items[draft.at].message if draft.at < len(draft.items) else None
    told = draft.with_told(facts, turn.message_key, words_said(said))
    if not told.items:
        await retire_card(turn, form)
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.answer(sentences.edited_away(w))
        return
    step = "card" if asked_about == turn.message_key else step_of(form)
    lead = Html.lines(sentences.understood_again(w), _left_out(turn, told, said, facts))
    await ask(turn, form, told, step, lead)


async def _typed(turn: Turn, form: Form, draft: Draft, said: TelegramMessage) -> None:
    step = step_of(form)
    text = said.text or ""
    outcome = answers.typed(draft, step, text, day_in_baghdad(turn.now))
    if draft.corrects is not None and draft.fact is not None and not isinstance(outcome, answers.Moved):
        values = facts_said(said)
        if len(values) == 1:
            await ask(turn, form, draft.with_fact(told_again(draft.fact, values[0])), "card")
            return
    elif _may_be_update(step, text, outcome):
        read = _read(turn, draft, said)
        facts = _beside(draft, read)
        if read and not facts:
            await ask(turn, form, draft, step, sentences.nothing_beside(turn.words))
            return
        if facts:
            told = draft.with_told(facts, turn.message_key, words_said(said))
            await ask(turn, form, told, _goes_on_at(draft, step), _added(turn, told, said, facts))
            return
    if isinstance(outcome, answers.Moved):
        await ask(turn, form, outcome.draft, outcome.step)
    elif outcome is None:
        await ask(turn, form, draft, step, sentences.not_an_answer(turn.words))
    else:
        await ask(turn, form, draft, step, sentences.refused(turn.words, outcome.reason))


def _may_be_update(step: Step, text: str, outcome: answers.Moved | answers.Refused | None) -> bool:
    """Whether a text is no clear answer to the question, so that it may tell facts of its own."""
    if step == "note":
        return False
    taken = isinstance(outcome, answers.Moved) and outcome.step != "which"
    return not taken or len(text.split()) > _LONG_ANSWER


async def _attach(turn: Turn, form: Form, draft: Draft, said: TelegramMessage, file: Attachment) -> None:
    """Keep a file with the update. Of an album every photo is kept; the first one is answered, and one with words."""
    await attachments.attach(turn.tx, form.id, file, turn.now)
    if file.album and file.album == draft.album and not file.caption:
        return
    step = step_of(form)
    draft = replace(draft, album=file.album)
    lead = sentences.attached(turn.words, file)
    if step == "note" and file.caption:
        # Words under a photo of what is being reported are its note, not another event.
        outcome = answers.typed(draft, step, file.caption, day_in_baghdad(turn.now))
        if isinstance(outcome, answers.Moved):
            await ask(turn, form, outcome.draft, outcome.step, lead)
            return
    facts = _beside(draft, _read(turn, draft, said)) if draft.corrects is None else ()
    if facts:
        step = _goes_on_at(draft, step)
        draft = draft.with_told(facts, turn.message_key, words_said(said))
        lead = Html.lines(lead, _added(turn, draft, said, facts))
    else:
        draft, step, point = proposed(turn, draft, step, file)
        lead = Html.lines(lead, point)
    await ask(turn, form, draft, step, lead)


def _read(turn: Turn, draft: Draft, said: TelegramMessage) -> Sequence[Fact]:
    """The facts in a message; those that name no place are where a pin was said to be."""
    facts, named = facts_in(turn, said), facts_said(said)
    if not draft.near or len(facts) != len(named):
        return facts
    pairs = zip(facts, named, strict=True)
    return [pins.begun_there(draft, fact) if bare.governorate is None else fact for fact, bare in pairs]


def _beside(draft: Draft, facts: Sequence[Fact]) -> Sequence[Fact]:
    """The facts that may be added to the draft: where something was told, there is no "nothing to report"."""
    told = any(not fact.nothing_to_report for fact in draft.facts)
    return [fact for fact in facts if not fact.nothing_to_report] if told else facts


def _goes_on_at(draft: Draft, step: Step) -> Step:
    """After facts came in words: the open question stays, unless it was what to report at all."""
    return "card" if draft.fact is None or step == "change" else step


def _added(turn: Turn, draft: Draft, said: TelegramMessage, facts: Sequence[Fact]) -> Html:
    kept = [item.fact for item in draft.items if item.message == turn.message_key]
    told = sentences.added(turn.words, kept) if kept else None
    return Html.lines(told, _left_out(turn, draft, said, facts))


def _left_out(turn: Turn, draft: Draft, said: TelegramMessage, facts: Sequence[Fact]) -> Html | None:
    """Said when not all facts of a message found room."""
    kept = sum(item.message == turn.message_key for item in draft.items)
    return sentences.too_many_facts(turn.words, MOST_FACTS) if kept < len(facts) else None
