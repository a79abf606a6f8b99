"""Rules of cases: which there are, what changes when one ends, and the notices of it."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.cases.case import Case
from coordination.cases.ended import Ending
from coordination.cases.files import procedures
from coordination.cases.kind import Kind, Source
from coordination.sources import source_told
from views.cases.states import kind_name
from views.language import Html, Words
from views.message import Button, Message, Rows, press
from views.quoting import one_line

PAGE = 8
_LABEL, _NUMBERS = 60, 20


def kinds(w: Words) -> Message:
    """Of which kind?"""
    text = Html.paragraphs(
        w.say("🔔 <b>Rules, and what changes today</b>"),
        w.say(
            "When a rule ends, it is asked for no longer, you see which open requests it touches, and you can tell "
            "their applicants."
        ),
        w.say("<b>Of which kind of request?</b>"),
    )
    rows: Rows = tuple(
        (Button(kind_name(w, kind), press("rule.list", kind.id, 0)),) for kind in procedures().kinds.values()
    )
    return Message(text, rows)


def listed(w: Words, kind: Kind, endings: Sequence[Ending], page: int) -> Message:
    """The rules of a kind, a page of them; those that ended are marked."""
    ids = kind.rules()
    ended = {one.rule for one in endings}
    text = Html.paragraphs(
        w.say("🔔 <b>{kind}: the rules</b>", kind=kind_name(w, kind)),
        w.say("Documents, notice periods, validities, offices, fields. ✗ marks those that have ended."),
    )
    rows: Rows = tuple(
        (Button(_marked(w, kind, id, id in ended), press("rule.open", kind.id, id)),)
        for id in ids[page * PAGE : (page + 1) * PAGE]
    )
    turns = []
    if page:
        turns.append(Button(w.label("Back"), press("rule.list", kind.id, page - 1)))
    if (page + 1) * PAGE < len(ids):
        turns.append(Button(w.label("More"), press("rule.list", kind.id, page + 1)))
    if turns:
        rows += (tuple(turns),)
    return Message(text, (*rows, (Button(w.label("Other kinds"), press("rule.kinds")),)))


def rule_name(w: Words, kind: Kind, id: str) -> str:
    """What the rule says."""
    words = kind.rule(id)
    return words.told(w.language) if words else id


def _marked(w: Words, kind: Kind, id: str, ended: bool) -> str:
    name = one_line(rule_name(w, kind, id), _LABEL)
    return f"✗ {name}" if ended else name


def card(w: Words, kind: Kind, rule: str, source: Source, ending: Ending | None) -> Message:
    """One rule: where it comes from, whether it still holds."""
    text = Html.paragraphs(
        _head(w, kind, rule),
        Html.lines(
            w.say("Source: {source}", source=source_told(source.words, w.language)),
            w.say("To be confirmed by the centre.") if source.sample else None,
        ),
        _ended(w, ending) if ending else w.say("It holds."),
    )
    action = (
        Button(w.label("Let it hold again"), press("rule.restore", kind.id, rule))
        if ending
        else Button(w.label("It ends"), press("rule.end", kind.id, rule))
    )
    return Message(text, ((action,), (_to_list(w, kind),)))


def _to_list(w: Words, kind: Kind) -> Button:
    return Button(w.label("To the rules"), press("rule.list", kind.id, 0))


def _head(w: Words, kind: Kind, rule: str) -> Html:
    return Html.lines(
        w.say("🔔 <b>{rule}</b>", rule=rule_name(w, kind, rule)), w.say("{kind}", kind=kind_name(w, kind))
    )


def _ended(w: Words, ending: Ending) -> Html:
    return Html.lines(
        w.say("Ended on {day}.", day=w.day(ending.on)),
        w.say("<i>“{words}”</i>", words=ending.words.ar),
        w.say("<i>“{words}”</i>", words=ending.words.en),
        w.count("{n} open request was touched.", "{n} open requests were touched.", ending.hit),
        w.count("{n} applicant was told.", "{n} applicants were told.", ending.told),
    )


def ask_day(
    w: Words, kind: Kind, rule: str, today: str, form: int, version: int, lead: Html | None
) -> Message:
    """Since when? `today` as ISO, for the button."""
    text = Html.paragraphs(
        lead,
        _head(w, kind, rule),
        w.say("<b>Since which day does it hold no more?</b> Press or type it, for example 22/11/2026."),
    )
    day = Button(w.label("Since today"), press("rule.day", form, version, today))
    return Message(text, ((day,), cancel(w, form, version)))


def ahead(w: Words) -> Html:
    """A day that has not come."""
    return w.say("That day lies ahead: until then the rule holds. Come back on that day.")


def ask_words(w: Words, kind: Kind, rule: str, language: str, form: int, version: int) -> Message:
    """What changed, in one sentence that applicants read."""
    ask = (
        w.say("<b>What changed, in one or two sentences in Arabic?</b> Applicants read them.")
        if language == "ar"
        else w.say("<b>The same in English?</b> Applicants who read English see it.")
    )
    return Message(Html.paragraphs(_head(w, kind, rule), ask), (cancel(w, form, version),))


def cancel(w: Words, form: int, version: int) -> tuple[Button, ...]:
    """Give it up."""
    return (Button(w.label("Cancel"), press("rule.cancel", form, version)),)


def preview(
    w: Words,
    kind: Kind,
    ending: Ending,
    cases: Sequence[Case],
    drafts: Sequence[tuple[Html, int]],
    unreached: int,
    form: int,
    version: int,
) -> Message:
    """Which open cases it touches, and the notices as they would go out: each draft with how many get it."""
    told = sum(n for _, n in drafts)
    numbers = w.join([w.code(case.number) for case in cases[:_NUMBERS]])
    rest = len(cases) - _NUMBERS
    text = Html.paragraphs(
        _head(w, kind, ending.rule),
        w.say("Holds no more since {day}.", day=w.day(ending.on)),
        Html.lines(
            w.count(
                "<b>It touches {n} open request.</b>", "<b>It touches {n} open requests.</b>", len(cases)
            ),
            numbers or None,
            w.count("and {n} more", "and {n} more", rest) if rest > 0 else None,
        ),
        *(
            Html.paragraphs(
                w.count("<b>This goes to {n} applicant:</b>", "<b>This goes to {n} applicants:</b>", n), draft
            )
            for draft, n in drafts
        ),
        _unreached(w, unreached),
    )
    quiet = Button(w.label("End it, tell nobody"), press("rule.confirm", form, version, 0))
    rows: Rows = ((quiet,),)
    if told:
        loud = Button(w.label("End it and tell {n}", n=told), press("rule.confirm", form, version, 1))
        rows = ((loud,), *rows)
    return Message(text, (*rows, cancel(w, form, version)))


def _unreached(w: Words, n: int) -> Html | None:
    return (
        w.count("{n} applicant cannot be reached here.", "{n} applicants cannot be reached here.", n)
        if n
        else None
    )


def done(w: Words, kind: Kind, ending: Ending) -> Message:
    """The result in figures."""
    text = Html.paragraphs(
        w.say("✅ <b>The rule has ended.</b>"), _head(w, kind, ending.rule), _ended(w, ending)
    )
    return Message(text, ((_to_list(w, kind),),))


def cancelled(w: Words) -> Message:
    """In place of the preview."""
    return Message(w.say("Cancelled. The rule holds as before, and nobody was told."))
