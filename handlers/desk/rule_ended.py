"""It changes today: an admin ends a rule, sees which open cases it touches, and has their applicants told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from coordination.cases import ended
from coordination.cases.case import Case
from coordination.cases.ended import Ending
from coordination.cases.files import procedures
from coordination.cases.kind import Kind, Words
from coordination.cases.moments import read_day
from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.people import register as people
from coordination.people.person import Person
from coordination.reports.days import day_in_baghdad
from coordination.text import clean
from handlers.approvals import ADMINS
from handlers.arguments import number
from handlers.desk.rules import card, kinds, listed, named, open_rule, restore
from handlers.pressing import pressed_form, retire_card
from handlers.relay import can_read
from handlers.routing import Routes
from handlers.status.asking import make_room
from handlers.turn import Turn, words_of
from views import common
from views.desk import moving, told
from views.desk import rules as views
from views.language import Html
from views.language import words as words_in

KIND = "rule_end"
SENTENCE = 500
"""Characters of what applicants read."""

_DAY, _CARD = "on", "card"
_STEPS = (_DAY, "ar", "en", _CARD)


def register(routes: Routes) -> None:
    """Add the rules: for admins alone."""
    routes.command("rules", kinds, ADMINS)
    for action, handler in (
        ("kinds", kinds),
        ("list", listed),
        ("open", open_rule),
        ("end", begin),
        ("restore", restore),
        ("day", pick_day),
        ("confirm", confirm),
        ("cancel", cancel),
    ):
        routes.press(f"rule.{action}", handler, ADMINS)
    routes.form(KIND, said, ADMINS)


async def begin(turn: Turn) -> None:
    """``rule.end KIND RULE``: since when?"""
    kind, rule = await named(turn)
    if kind is None:
        return
    if turn.vault is None or rule in await ended.ended_rules(turn.tx, kind):
        await turn.toast(common.old_button(turn.words))
        await card(turn, kind, rule)
    elif await make_room(turn):
        data = {"kind": kind.id, "rule": rule}
        form = await forms.start(turn.tx, turn.person.id, turn.chat, KIND, _DAY, data, turn.now)
        await _ask(turn, kind, form)


async def said(turn: Turn) -> None:
    """The day or a sentence in words; at the preview words change nothing."""
    form = turn.form
    kind = procedures().kinds.get(form.data["kind"]) if form else None
    if form is None or kind is None:
        return
    await retire_card(turn, form)
    if form.step == _DAY:
        await _day(turn, kind, form, read_day(turn.text, day_in_baghdad(turn.now)))
    else:
        text = clean(turn.text, SENTENCE) if form.step != _CARD else ""
        await _go_on(turn, kind, form, {form.step: text} if text else {})


async def pick_day(turn: Turn) -> None:
    """``rule.day FORM VERSION DAY``."""
    form = await pressed_form(turn, KIND)
    kind = procedures().kinds.get(form.data["kind"]) if form else None
    if form is None or kind is None or form.step != _DAY:
        return
    try:
        day = date.fromisoformat("".join(turn.arguments[2:3]))
    except ValueError:
        day = None
    await _day(turn, kind, form, day)


async def confirm(turn: Turn) -> None:
    """``rule.confirm FORM VERSION TELL``: it ends; with TELL 1 the applicants are told."""
    form = await pressed_form(turn, KIND)
    kind = procedures().kinds.get(form.data["kind"]) if form else None
    if form is None or kind is None or form.step != _CARD:
        return
    await forms.close(turn.tx, form, "saved", turn.now)
    ending = _ending(form.data)
    cases, readers, _ = await _touched(turn, kind, ending.rule)
    tell = number(turn, 2) == 1
    ending = Ending(ending.rule, ending.on, ending.words, hit=len(cases), told=len(readers) if tell else 0)
    if not await ended.end_rule(turn.tx, kind, ending, turn.person, turn.now):
        await turn.toast(common.old_button(turn.words))
        await card(turn, kind, ending.rule)
        return
    for reader, own in readers if tell else ():
        w = words_of(reader)
        await turn.tell(
            reader,
            told.rule_ended(
                w,
                own,
                views.rule_name(w, kind, ending.rule),
                w.day(ending.on),
                ending.words.told(w.language),
            ),
        )
    await turn.show(views.done(turn.words, kind, ending))


async def cancel(turn: Turn) -> None:
    """``rule.cancel FORM VERSION``."""
    form = await pressed_form(turn, KIND)
    if form is not None:
        await forms.close(turn.tx, form, "cancelled", turn.now)
        await turn.show(views.cancelled(turn.words))


async def _day(turn: Turn, kind: Kind, form: Form, day: date | None) -> None:
    if day is None:
        await _go_on(turn, kind, form, {}, moving.no_day(turn.words))
    elif day > day_in_baghdad(turn.now):
        await _go_on(turn, kind, form, {}, views.ahead(turn.words))
    else:
        await _go_on(turn, kind, form, {_DAY: day.isoformat()})


async def _go_on(
    turn: Turn, kind: Kind, form: Form, kept: Mapping[str, str], lead: Html | None = None
) -> None:
    """To the next step with what was kept; the same step again where nothing was."""
    step = _STEPS[_STEPS.index(form.step) + 1] if kept else form.step
    form = await forms.advance(turn.tx, form, step, {**form.data, **kept}, turn.now)
    await _ask(turn, kind, form, lead)


async def _ask(turn: Turn, kind: Kind, form: Form, lead: Html | None = None) -> None:
    w, rule = turn.words, form.data["rule"]
    if form.step == _DAY:
        today = day_in_baghdad(turn.now).isoformat()
        message = views.ask_day(w, kind, rule, today, form.id, form.version, lead)
    elif form.step != _CARD:
        message = views.ask_words(w, kind, rule, form.step, form.id, form.version)
    else:
        ending = _ending(form.data)
        cases, readers, unreached = await _touched(turn, kind, rule)
        drafts = _drafts(kind, ending, readers)
        message = views.preview(w, kind, ending, cases, drafts, unreached, form.id, form.version)
    await turn.show(message, form=form)


def _drafts(kind: Kind, ending: Ending, readers: list[tuple[Person, list[Case]]]) -> list[tuple[Html, int]]:
    """The notice in each language that somebody reads, as the first of them gets it, and how many do."""
    found = []
    for language in ("ar", "en"):
        some = [(who, own) for who, own in readers if words_of(who).language == language]
        if some:
            w = words_in(language, some[0][0].digits)
            rule, day = views.rule_name(w, kind, ending.rule), w.day(ending.on)
            notice = told.rule_ended(w, some[0][1], rule, day, ending.words.told(language))
            found.append((notice.text, len(some)))
    return found


async def _touched(
    turn: Turn, kind: Kind, rule: str
) -> tuple[tuple[Case, ...], list[tuple[Person, list[Case]]], int]:
    """The open cases that the rule touches, their applicants who can be told, and how many cannot."""
    if turn.vault is None:
        return (), [], 0
    cases = await ended.rule_ended(turn.tx, kind, rule, turn.person, turn.vault)
    own: dict[int, list[Case]] = {}
    for case in cases:
        own.setdefault(case.applicant, []).append(case)
    readers, unreached = [], 0
    for row, some in own.items():
        person = await people.person(turn.tx, row)
        if person is not None and can_read(person):
            readers.append((person, some))
        else:
            unreached += 1
    return cases, readers, unreached


def _ending(data: Mapping[str, Any]) -> Ending:
    return Ending(data["rule"], date.fromisoformat(data[_DAY]), Words(data["ar"], data["en"]))
