"""What the duty officers see of the questions: the figures, and what the base could not answer."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.knowledge.entry import Entry
from coordination.knowledge.questions import Cluster, Figures
from coordination.knowledge.report import Report
from coordination.privacy import hidden
from views.knowledge.answer import Link
from views.language import Html, Words
from views.message import Button, Message, Rows, press

_WORDINGS = 5
"""Wordings of one cluster that are shown."""
_WORDING_LENGTH = 300
_LISTED = 5
"""Topics and questions of a week that are named."""


def stats(w: Words, week: Figures, month: Figures, entries: Sequence[tuple[Entry, int, int]]) -> Message:
    """Figures of the last 7 and 30 days; `entries` are those shown most in 30 days, with how often they were disliked."""
    if not month.asked:
        return Message(
            Html.lines(w.say("📊 <b>Questions</b>"), w.say("Nobody has asked anything in the last 30 days."))
        )
    most = Html.lines(w.say("<b>Answers shown most, last 30 days</b>"), *(_entry(w, *one) for one in entries))
    text = Html.paragraphs(
        w.say("📊 <b>Questions</b>"),
        Html.lines(w.say("<b>Last 7 days</b>"), *figure_lines(w, week)),
        Html.lines(w.say("<b>Last 30 days</b>"), *figure_lines(w, month)),
        most if entries else None,
        w.say("What the base could not answer: /unanswered"),
    )
    return Message(text)


def week(w: Words, report: Report, *, wordings: bool) -> Message:
    """The questions of the last 7 days; `wordings`: whether what could not be answered is named."""
    return Message(
        Html.paragraphs(
            Html.lines(w.say("📊 <b>Questions, last 7 days</b>"), *figure_lines(w, report.figures)),
            *blocks(w, report, wordings=wordings),
        )
    )


def blocks(w: Words, report: Report, *, wordings: bool) -> Sequence[Html]:
    """What a report says below its figures: the topics shown most, and what the base could not answer."""
    topics = Html.lines(
        w.say("<b>Answers shown most</b>"), *(_entry(w, *one) for one in report.topics[:_LISTED])
    )
    found = [topics] if report.topics else []
    if report.open:
        texts = [_open(w, one) for one in report.open[:_LISTED] if one.texts] if wordings else []
        found.append(
            Html.lines(
                w.count(
                    "<b>Not answered yet: {n} question</b>",
                    "<b>Not answered yet: {n} questions</b>",
                    sum(len(one.questions) for one in report.open),
                ),
                *texts,
                w.say("All of them, and what to do with each: /unanswered") if wordings else None,
            )
        )
    return found


def _open(w: Words, cluster: Cluster) -> Html:
    return w.say("• “{text}”: {n}", text=_short(cluster.texts[0]), n=len(cluster.questions))


def figure_lines(w: Words, found: Figures) -> Sequence[Html]:
    """How many questions were asked, and what became of them."""
    return (
        w.say(
            "Asked {asked}: answered {answered}, offered {offered}, not known {refused}",
            asked=found.asked,
            answered=found.answered,
            offered=found.offered,
            refused=found.refused,
        ),
        w.say(
            "Picked from an offer {chosen} · passed on to a person {passed}",
            chosen=found.chosen,
            passed=found.passed_on,
        ),
        w.say("Judged right {liked} · judged wrong {disliked}", liked=found.liked, disliked=found.disliked),
    )


def _entry(w: Words, entry: Entry, shown: int, disliked: int) -> Html:
    title = entry.told(w.language).title
    if disliked:
        return w.say("• {title}: {n}, judged wrong {disliked}", title=title, n=shown, disliked=disliked)
    return w.say("• {title}: {n}", title=title, n=shown)


def nothing_unanswered(w: Words, lead: Html | None = None) -> Message:
    """The list of the unanswered is empty."""
    return Message(
        Html.lines(lead, w.say("✅ Every question of the last 90 days was answered or dealt with."))
    )


def unanswered(
    w: Words,
    cluster: Cluster,
    at: int,
    of: int,
    nearest: Sequence[Link],
    *,
    wording: bool,
    entry: bool,
    lead: Html | None = None,
) -> Message:
    """One group of questions, number `at` of `of`. `wording` and `entry`: whether those buttons lead anywhere.

    Nobody's name stands there, and what people wrote is shown without personal data.
    """
    texts = cluster.texts
    rest = len(texts) - _WORDINGS
    text = Html.paragraphs(
        lead,
        Html.lines(
            w.say("❔ <b>Not answered, {at} of {of}</b>", at=at, of=of),
            w.count(
                "asked {n} time, last {moment}",
                "asked {n} times, last {moment}",
                len(cluster.questions),
                moment=w.moment(cluster.latest.asked_at),
            ),
        ),
        Html.lines(
            *(w.say("• “{text}”", text=_short(one)) for one in texts[:_WORDINGS]),
            w.count("and {n} more wording", "and {n} more wordings", rest) if rest > 0 else None,
        ),
    )
    return Message(text, _buttons(w, cluster, at, of, nearest, wording=wording, entry=entry))


def _buttons(
    w: Words, cluster: Cluster, at: int, of: int, nearest: Sequence[Link], *, wording: bool, entry: bool
) -> Rows:
    question = cluster.latest.id
    rows: list[tuple[Button, ...]] = []
    if wording:
        rows += [
            (
                Button(
                    w.label("Wording of: {title}", title=one.told(w.language).title),
                    press("wording.add", question, row),
                ),
            )
            for row, one in nearest
        ]
    if entry:
        rows.append((Button(w.label("Write an entry"), press("entry.write", question)),))
    last = [Button(w.label("Set aside"), press("unanswered.drop", question, at))]
    if of > 1:
        last.append(Button(w.label("Next"), press("unanswered.show", at % of + 1)))
    return (*rows, tuple(last))


def set_aside(w: Words) -> Html:
    """Above the next card."""
    return w.say("Set aside.")


def _short(text: str) -> str:
    shown = hidden(" ".join(text.split()))
    return shown if len(shown) <= _WORDING_LENGTH else f"{shown[:_WORDING_LENGTH]}…"
