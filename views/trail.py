"""The audit trail in words."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.audit import Entry
from views.language import Html, Words, phrase, split
from views.message import Message
from views.quoting import one_line

NAME_SHOWN = 40

_ACTIONS = {
    "admin by configuration": phrase("admin by configuration"),
    "alert approved": phrase("alert approved"),
    "alert asked": phrase("approval of an alert asked for"),
    "alert refused": phrase("alert refused"),
    "alert sent": phrase("alert sent"),
    "alert withdrawn": phrase("alert withdrawn before it was sent"),
    "airspace line published": phrase("airspace line published"),
    "case answers opened": phrase("personal answers of a request opened"),
    "case list opened": phrase("list of a request opened"),
    "case paper opened": phrase("paper of a request opened"),
    "cases purged": phrase("papers and personal answers of requests removed"),
    "contact list exported": phrase("contact list exported"),
    "crisis mode off": phrase("crisis mode off"),
    "crisis mode on": phrase("crisis mode on"),
    "deadline changed": phrase("deadline changed"),
    "entered by invitation": phrase("entered by invitation"),
    "entry requested": phrase("entry requested"),
    "group approved": phrase("group approved"),
    "group left": phrase("group left"),
    "group refused": phrase("group refused"),
    "group settings": phrase("group settings changed"),
    "group waiting": phrase("group waits for a decision"),
    "hand-over taken back": phrase("hand-over taken back"),
    "handed over": phrase("handed over"),
    "invitation made": phrase("invitation made"),
    "invitation revoked": phrase("invitation revoked"),
    "knowledge published": phrase("entry published"),
    "knowledge retired": phrase("entry retired"),
    "notice approved": phrase("notice approved"),
    "notice asked": phrase("approval of a notice asked for"),
    "notice refused": phrase("notice refused"),
    "notice sent": phrase("notice sent"),
    "notice withdrawn": phrase("notice withdrawn before it was sent"),
    "passed question answered": phrase("passed question answered"),
    "passed question closed": phrase("passed question closed"),
    "passed question reopened": phrase("passed question reopened"),
    "person approved": phrase("person approved"),
    "person rejected": phrase("person rejected"),
    "person suspended": phrase("person suspended"),
    "question passed on": phrase("question passed on"),
    "question taken": phrase("question taken"),
    "question answered": phrase("question answered"),
    "report confirmed": phrase("update confirmed"),
    "report corrected": phrase("update corrected"),
    "report denied": phrase("update denied"),
    "report questioned": phrase("update questioned"),
    "report saved": phrase("update saved"),
    "report withdrawn": phrase("update withdrawn"),
    "role changed": phrase("role changed"),
    "rule of cases ended": phrase("rule of requests ended"),
    "rule of cases restored": phrase("rule of requests holds again"),
    "updates expected": phrase("updates expected"),
    "updates not expected": phrase("updates not expected"),
    "wording added": phrase("wording added"),
    "wording removed": phrase("wording removed"),
    "wrong case numbers": phrase("wrong case numbers"),
}
_PERSON = phrase("person no. {number}")
_SUBJECTS = {
    "person": _PERSON,
    "group": phrase("group no. {number}"),
    "invitation": phrase("no. {number}"),
    "alert": phrase("no. {number}"),
    "notice": phrase("no. {number}"),
}


def trail(w: Words, entries: Sequence[Entry]) -> list[Message]:
    """The latest entries, newest first; an action that has no words yet is shown as it is kept."""
    if not entries:
        return [Message(w.say("Nothing has been recorded yet."))]
    text = Html.lines(
        w.count("<b>The latest entry</b>", "<b>The latest {n} entries</b>, newest first", len(entries)),
        *(_line(w, entry) for entry in entries),
    )
    return [Message(piece) for piece in split(text)]


def _line(w: Words, entry: Entry) -> Html:
    action = w.label(_ACTIONS.get(entry.action, entry.action))
    values = {
        "day": w.short_day(entry.at),
        "time": w.time(entry.at),
        "person": _actor(w, entry),
        "action": action,
    }
    if not entry.subject:
        return w.say("{day} {time} · {person} · {action}", **values)
    return w.say("{day} {time} · {person} · {action}: {subject}", **values, subject=_subject(w, entry))


def _actor(w: Words, entry: Entry) -> str:
    if entry.person:
        return one_line(entry.person, NAME_SHOWN)
    if entry.person_id is None:
        return w.label("the bot")
    return w.label(_PERSON, number=entry.person_id)


def _subject(w: Words, entry: Entry) -> str:
    """To whom or what it was done: by name, or by its number where it has none."""
    what, _, number = entry.subject.partition(" ")
    if what in _SUBJECTS and number.isdecimal():
        return one_line(entry.subject_name, NAME_SHOWN) or w.label(_SUBJECTS[what], number=int(number))
    return w.code(entry.subject)
