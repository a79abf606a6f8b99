"""/my: somebody's own updates of the last days."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coordination.reports.report import Report
from views.language import Html, Words
from views.message import Button, Message, grid, press
from views.people import page_buttons
from views.status import facts, sentences

PAGE = 6
"""Updates on one page."""
DAYS = 7
"""How far back the list goes."""


def page(
    w: Words, reports: Sequence[Report], number: int, count: int, disputed: Collection[int] = ()
) -> Message:
    """One page, newest first, with a button for each; `count` is how many there are in all.

    `disputed` are the row ids of reports in open disputes.
    """
    if not count:
        none = w.count(
            "You have saved no update in the last {n} day.",
            "You have saved no update in the last {n} days.",
            DAYS,
        )
        return Message(none, ((sentences.begin_button(w),),))
    title = w.count(
        "<b>Your updates of the last {n} day: {count}</b>",
        "<b>Your updates of the last {n} days: {count}</b>",
        DAYS,
        count=count,
    )
    entries = [_entry(w, report, report.id in disputed) for report in reports]
    buttons = [Button(report.reference, press("status.open", report.id, number)) for report in reports]
    choose = w.say("Choose one to see, correct or withdraw it.")
    return Message(
        Html.paragraphs(title, *facts.fitting(w, entries), choose),
        (*grid(buttons, 2), *page_buttons(w, "status.my", number, PAGE, count)),
    )


def _entry(w: Words, report: Report, disputed: bool) -> Html:
    return Html.lines(
        w.say("<code>{reference}</code>", reference=report.reference),
        facts.line(w, report.fact),
        state(w, report, disputed=disputed),
    )


def state(w: Words, report: Report, *, disputed: bool) -> Html:
    """When it was saved, what became of it, and what the centre says of it."""
    return Html.lines(_became(w, report), standing(w, report, disputed=disputed))


def standing(w: Words, report: Report, *, disputed: bool) -> Html | None:
    """Whether it is disputed, or not confirmed yet; nothing of what is confirmed, or counts no more."""
    if report.state == "withdrawn" or report.confirmation in ("denied", "confirmed"):
        return None
    if disputed:
        return w.say("⚖️ Disputed: another source gives other figures")
    if report.confirmation == "questioned":
        return w.say("Not confirmed: the centre has asked about it")
    return w.say("Not confirmed yet")


def _became(w: Words, report: Report) -> Html:
    moment = w.moment(report.saved_at)
    if report.confirmation == "denied":
        return w.say("Saved {moment}, <b>denied</b>", moment=moment)
    if report.state == "withdrawn":
        return w.say("Saved {moment}, <b>withdrawn</b>", moment=moment)
    if report.version > 1:
        return w.say("Saved {moment}, corrected", moment=moment)
    return w.say("Saved {moment}", moment=moment)


def back(w: Words, number: int) -> Button:
    """To this page of the list."""
    return Button(w.label("Back to my updates"), press("status.my", number))
