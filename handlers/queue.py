"""/queue: the duty officer confirms, questions or denies what reporters sent, one report at a time."""

from __future__ import annotations

from coordination.forms import form as forms
from coordination.people import register as people
from coordination.people.person import REPORTERS
from coordination.reports import confirmation, disputes, store
from coordination.reports.corrections import REASON_LIMIT, Reason
from coordination.reports.report import Report
from handlers import disputed, questions
from handlers.arguments import number
from handlers.pressing import retire_card
from handlers.queue_card import OFFICERS, card_for, show_next, waits
from handlers.reasons import pressed_reason, said_words
from handlers.routing import Rights, Routes
from handlers.status.asking import make_room
from handlers.status.showing import card_of
from handlers.turn import Turn, words_of
from handlers.watch.saved import look_at
from views import common
from views import queue as views
from views.disputes import rule_first

KIND = "denial"


def register(routes: Routes) -> None:
    """Add the queue, and the questions that go to reporters and come back."""
    officers, reporters = Rights(OFFICERS), Rights(REPORTERS)
    routes.command("queue", queue, officers)
    routes.press("queue.next", following, officers)
    routes.press("queue.open", open_one, officers)
    routes.press("queue.confirm", confirm, officers)
    routes.press("queue.keep", disputed.keep, officers)
    routes.press("queue.stand", disputed.stand, officers)
    routes.press("queue.question", question, officers)
    routes.press("queue.deny", deny, officers)
    routes.press("queue.answer", questions.answer, reporters)
    routes.press("queue.cancel", cancel, reporters)
    routes.form(KIND, said_reason, officers)
    routes.form(questions.QUESTION, said_question, officers)
    routes.form(questions.ANSWER, questions.said_answer, reporters)


async def queue(turn: Turn) -> None:
    """The oldest report that waits."""
    await show_next(turn, None)


async def following(turn: Turn) -> None:
    """``queue.next REPORT``: the one after it."""
    row = number(turn, 0)
    await show_next(turn, await store.by_id(turn.tx, row) if row is not None else None)


async def open_one(turn: Turn) -> None:
    """``queue.open REPORT``: back to its card."""
    row = number(turn, 0)
    report = await store.by_id(turn.tx, row) if row is not None else None
    if report is None or not waits(report):
        await show_next(turn, report)
    else:
        await turn.show(await card_for(turn, turn.person, report))


async def confirm(turn: Turn) -> None:
    """``queue.confirm REPORT VERSION RULINGS``."""
    report = await _pressed(turn)
    if report is not None and await disputes.of_report(turn.tx, report) is not None:
        await turn.toast(rule_first(turn.words), alert=True)
        await turn.show(await card_for(turn, turn.person, report))
        return
    confirmed = await confirmation.confirm(turn.tx, report, turn.person, turn.now) if report else None
    if confirmed is not None:
        await show_next(turn, confirmed, views.confirmed(turn.words, confirmed))
        await look_at(turn.out, [confirmed])


async def question(turn: Turn) -> None:
    """``queue.question REPORT VERSION RULINGS``: what shall be asked?"""
    report = await _pressed(turn)
    if report is None:
        return
    reporter = await people.person(turn.tx, report.reporter)
    if reporter is None or not questions.can_be_asked(turn, reporter):
        await turn.toast(views.not_reachable(turn.words), alert=True)
    elif await make_room(turn):
        form = await forms.start(
            turn.tx, turn.person.id, turn.chat, questions.QUESTION, "text", _kept(report), turn.now
        )
        card = views.type_question(turn.words, report, reporter.name, form.id, form.version)
        await turn.show(card, form=form)


async def said_question(turn: Turn) -> None:
    """The question in words: it goes to the reporter."""
    form = turn.form
    if form is None:
        return
    report = await _of_form(turn)
    if report is None:
        return
    reporter = await people.person(turn.tx, report.reporter)
    if reporter is None or not questions.can_be_asked(turn, reporter):
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.answer(await card_for(turn, turn.person, report))
        return
    name = reporter.name
    text = await said_words(
        turn,
        form,
        confirmation.TEXT_LIMIT,
        lambda again: views.type_question(turn.words, report, name, again.id, again.version),
    )
    if not text:
        return
    asked = await confirmation.ask(turn.tx, report, text, turn.person, turn.now)
    if asked is not None:
        await turn.tell(reporter, views.question(words_of(reporter), report, asked, turn.person))
        await show_next(turn, report, views.questioned(turn.words, report, reporter))


async def deny(turn: Turn) -> None:
    """``queue.deny REPORT VERSION RULINGS``: ask why; ``… REASON``: deny, or ask for the words of another reason."""
    report = await _pressed(turn)
    if report is None:
        return
    reason = await pressed_reason(
        turn,
        3,
        KIND,
        _kept(report),
        lambda: views.ask_reason(turn.words, report),
        lambda form: views.type_reason(turn.words, report, form.id, form.version),
    )
    if reason is not None:
        await _deny(turn, report, reason, "")


async def said_reason(turn: Turn) -> None:
    """The reason of a denial in words."""
    form = turn.form
    if form is None:
        return
    report = await _of_form(turn)
    if report is None:
        return
    text = await said_words(
        turn,
        form,
        REASON_LIMIT,
        lambda again: views.type_reason(turn.words, report, again.id, again.version),
    )
    if text:
        await _deny(turn, report, "other", text)


async def _deny(turn: Turn, report: Report, reason: Reason, text: str) -> None:
    denied = await confirmation.deny(turn.tx, report, reason, text, turn.person, turn.now)
    if denied is None:
        return
    told = await questions.tell_of_denial(turn, denied, confirmation.denial(reason, text))
    await show_next(turn, denied, views.denied(turn.words, denied, told=told))


async def cancel(turn: Turn) -> None:
    """``queue.cancel FORM VERSION``: give up a question, an answer or a denial; its card comes back."""
    form = turn.form
    if form is None or turn.arguments != (str(form.id), str(form.version)):
        await turn.toast(common.old_button(turn.words))
    elif form.kind == questions.ANSWER:
        await questions.give_up(turn, form)
    elif form.kind in (KIND, questions.QUESTION):
        await forms.close(turn.tx, form, "cancelled", turn.now)
        report = await store.by_id(turn.tx, form.data["report"])
        if turn.person.role in OFFICERS and report is not None and waits(report):
            await turn.show(await card_for(turn, turn.person, report))
        else:
            await turn.show(views.cancelled(turn.words))
    else:
        await turn.toast(common.old_button(turn.words))


async def _pressed(turn: Turn) -> Report | None:
    """The report of the button if it is still as it was shown; else who ruled meanwhile is said, and None."""
    row = number(turn, 0)
    report = await store.by_id(turn.tx, row) if row is not None else None
    if report is None:
        await turn.toast(common.old_button(turn.words))
        return None
    if not waits(report) or (number(turn, 1), number(turn, 2)) != (report.version, report.rulings):
        await _ruled_before(turn, report)
        return None
    return report


async def _of_form(turn: Turn) -> Report | None:
    """The report that an open question or denial is about, if it is as it was; else the form ends, and None."""
    form = turn.form
    if form is None:
        return None
    await retire_card(turn, form)
    report = await store.by_id(turn.tx, form.data["report"])
    if report is not None and waits(report) and _kept(report) == form.data:
        return report
    await forms.close(turn.tx, form, "cancelled", turn.now)
    if report is not None:
        await _ruled_before(turn, report)
    return None


async def _ruled_before(turn: Turn, report: Report) -> None:
    ruling = await confirmation.ruling(turn.tx, report)
    await turn.toast(views.ruled_before(turn.words, report, ruling), alert=True)
    if waits(report):
        await turn.show(await card_for(turn, turn.person, report))
    else:
        await turn.show(await card_of(turn, report))


def _kept(report: Report) -> dict[str, int]:
    return {"report": report.id, "version": report.version, "rulings": report.rulings}
