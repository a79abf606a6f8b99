"""What can be filed: the kinds, the questions that decide between them, what each will need."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.cases.case import Case
from coordination.cases.ended import Ending
from coordination.cases.filing import MOST_DRAFTS
from coordination.cases.kind import Kind, Procedures, Question
from views.cases.states import kind_name
from views.desk.card import ended
from views.language import Html, Words
from views.message import Button, Message, Rows, press

_CHANGES = 5
"""Ended rules that are told, the latest."""


def off(w: Words) -> Message:
    """No key is configured, so that nothing can be sealed."""
    return Message(
        w.say(
            "Requests cannot be filed here at the moment: the centre has not switched them on. Please ask the centre."
        )
    )


def choose(w: Words, made: Procedures, drafts: Sequence[Case]) -> Message:
    """All kinds with their purposes; drafts that wait come first."""
    first = made.questions[made.first]
    text = Html.paragraphs(
        w.say("📝 <b>{ask}</b>", ask=first.ask.told(w.language)),
        Html.lines(
            *(
                w.say(
                    "• <b>{kind}</b>: {purpose}",
                    kind=kind_name(w, kind),
                    purpose=kind.purpose.told(w.language),
                )
                for kind in made.kinds.values()
            )
        ),
        w.say("You can stop at any time and go on days later: nothing is lost."),
    )
    return Message(text, (*draft_buttons(w, drafts), *_answers(w, first)))


def draft_buttons(w: Words, drafts: Sequence[Case]) -> Rows:
    """A button for each draft, to go on with it."""
    return tuple(
        (
            Button(
                w.label(
                    "Continue: {kind}, {day}", kind=kind_name(w, case.kind), day=w.short_day(case.created_at)
                ),
                press("case.open", case.id),
            ),
        )
        for case in drafts
    )


def question(w: Words, asked: Question) -> Message:
    """One question of triage."""
    back = Button(w.label("Back"), press("case.kinds"))
    return Message(w.say("<b>{ask}</b>", ask=asked.ask.told(w.language)), (*_answers(w, asked), (back,)))


def _answers(w: Words, asked: Question) -> Rows:
    return tuple(
        (Button(choice.label.told(w.language), press("case.triage", asked.id, n)),)
        for n, choice in enumerate(asked.answers)
    )


def proposed(
    w: Words, kind: Kind, decided: tuple[Question, int] | None, endings: Sequence[Ending] = ()
) -> Message:
    """The kind that was chosen, why it is this one, what it will need; begun with a button.

    `decided` is the question of triage that decided, with the number of the answer given; `endings` are of rules that
    hold no more.
    """
    because = None
    if decided is not None:
        asked, n = decided
        because = w.say(
            "It is this one because you answered “{answer}” to: <i>{ask}</i>",
            answer=asked.answers[n].label.told(w.language),
            ask=asked.ask.told(w.language),
        )
    text = Html.paragraphs(
        Html.lines(
            w.say("📄 <b>{kind}</b>", kind=kind_name(w, kind)), kind.purpose.told(w.language), because
        ),
        Html.lines(*(ended(w, kind, one) for one in endings[:_CHANGES])) or None,
        _papers(w, kind, endings),
        _notices(w, kind, endings),
        w.say("⚠️ <i>Sample procedure, to be confirmed by the centre</i>") if kind.source.sample else None,
    )
    begin = press("case.start", kind.id, decided[0].id) if decided else press("case.start", kind.id)
    return Message(text, ((Button(w.label("Begin"), begin), Button(w.label("Back"), press("case.kinds"))),))


def _papers(w: Words, kind: Kind, endings: Sequence[Ending]) -> Html | None:
    over = {one.rule for one in endings}
    needed = [one for one in kind.documents if one.required and one.id not in over]
    if not needed:
        return None
    return Html.lines(
        w.say("<b>Papers to have ready</b>"),
        *(
            w.say("• {paper} (where it applies)", paper=one.label.told(w.language))
            if one.only
            else w.say("• {paper}", paper=one.label.told(w.language))
            for one in needed
        ),
    )


def _notices(w: Words, kind: Kind, endings: Sequence[Ending]) -> Html | None:
    over = {one.rule for one in endings}
    held = [one for one in kind.notices if one.id not in over]
    if not held:
        return None
    return Html.lines(
        w.say("<b>Notice</b>"), *(w.say("• {rule}", rule=one.words.told(w.language)) for one in held)
    )


def too_many_drafts(w: Words, drafts: Sequence[Case]) -> Message:
    """Nothing was begun: there are as many drafts as one may have."""
    text = w.say(
        "You have {n} drafts, and no more can be begun. Send one of them or delete it.", n=MOST_DRAFTS
    )
    return Message(text, draft_buttons(w, drafts))
