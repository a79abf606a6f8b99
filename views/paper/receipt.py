"""The receipt of a case: one page in both languages that says what was handed in, and permits nothing."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coordination.cases.case import Case
from coordination.cases.kind import Document, Field, Notice
from coordination.cases.states import State
from views.language import Html, Words, words
from views.language.digits import Digits, in_digits
from views.language.html import escape, plain
from views.paper import typesetting

MIME = "application/pdf"
EMPTY: Mapping[str, Any] = {
    "title": "",
    "number": "",
    "link": "",
    "qr": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    **{
        language: {"language": language, "title": "", "rows": [], "notes": [], "permission": ""}
        for language in ("ar", "en")
    },
}
"""The values of a page with nothing on it: to see whether it can be drawn at all."""

_PAPERS, _LACKING, _RULES = 10, 5, 3
"""Lines told of what was handed in, what is missing and what it was late for; more would not leave it one page."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt tells: no names of persons, no numbers of their papers.

    `papers` are documents with how many files are there, `lists` fields with how many rows; `missing` is what the
    case still needs; `late` are the notice periods that it fell below. `username` is the bot's.
    """

    case: Case
    filed_at: datetime
    papers: tuple[tuple[Document, int], ...]
    lists: tuple[tuple[Field, int], ...]
    missing: tuple[Field | Document, ...]
    late: tuple[Notice, ...]
    username: str
    digits: Digits
    drawn_at: datetime


def file_name(receipt: Receipt) -> str:
    """The name under which it is sent."""
    return f"{receipt.case.number}.pdf"


def link(username: str, number: str) -> str:
    """The address that opens the bot with this case; the letters are those that Telegram takes in such links."""
    return f"https://t.me/{username}?start=case_{number}"


def draw(receipt: Receipt) -> bytes:
    """The page as PDF. Takes tens of milliseconds."""
    return typesetting.pdf("receipt", values(receipt), receipt.drawn_at)


def values(receipt: Receipt) -> dict[str, Any]:
    """What the template shows."""
    import segno  # large, and only receipts need it

    number = receipt.case.number
    address = link(receipt.username, number)
    picture = io.BytesIO()
    segno.make_qr(address, error="m").save(picture, kind="svg", border=2, dark="#1d2b36", xmldecl=False)
    sides = {"ar": words("ar", receipt.digits), "en": words("en")}
    return {
        "title": number,
        "number": number,
        "link": address,
        "qr": picture.getvalue().decode(),
        **{language: _side(w, receipt) for language, w in sides.items()},
    }


def _side(w: Words, receipt: Receipt) -> dict[str, Any]:
    case = receipt.case
    return {
        "language": w.language,
        "title": w.label("Receipt of a request"),
        "rows": [_row(label, lines, strong) for label, lines, strong in _rows(w, receipt) if lines],
        "notes": [plain(note) for note in _notes(w, case, receipt)],
        "permission": w.label("This receipt is no permission and no promise."),
    }


def _row(label: str, lines: list[str], strong: bool) -> dict[str, Any]:
    said = [plain(line) if isinstance(line, Html) else line for line in lines]
    return {"label": label, "lines": said, "strong": strong}


def _rows(w: Words, receipt: Receipt) -> list[tuple[str, list[str], bool]]:
    case = receipt.case
    papers = [
        w.count("{document}: {n} file", "{document}: {n} files", n, document=paper.label.told(w.language))
        for paper, n in receipt.papers
    ]
    lists = [
        w.count("{list}: {n} row", "{list}: {n} rows", n, list=field.label.told(w.language))
        for field, n in receipt.lists
    ]
    lacking = [one.label.told(w.language) for one in receipt.missing]
    return [
        (w.label("Kind of request"), [case.kind.title.told(w.language)], True),
        (w.label("Organisation"), [case.organisation], True),
        (w.label("Received"), [w.moment(receipt.filed_at)], True),
        (w.label("Handed in"), _short(w, [*papers, *lists], _PAPERS) or [w.label("No papers")], False),
        (w.label("Still missing"), _short(w, lacking, _LACKING) or [w.label("Nothing")], bool(lacking)),
        (w.label("Notice period"), _late(w, receipt.late), True),
        (w.label("Next step"), [_next(w, case)], False),
    ]


def _short(w: Words, lines: list[str], most: int) -> list[str]:
    rest = len(lines) - most
    if rest <= 0:
        return lines
    return [*lines[:most], w.count("and {n} more", "and {n} more", rest)]


def _late(w: Words, late: tuple[Notice, ...]) -> list[str]:
    rules: list[str] = [_notice(w, one) for one in late]
    rules = _short(w, rules, _RULES)
    return [*rules, w.say("Filed later than that, and marked as urgent.")] if rules else []


def _notice(w: Words, late: Notice) -> Html:
    rule = in_digits(late.words.told(w.language), w.digits)
    if late.source.sample:
        return w.say("{rule} (to be confirmed by the centre)", rule=rule)
    return escape(rule)


def _next(w: Words, case: Case) -> Html:
    match case.state:
        case State.RECEIVED:
            return w.say("The centre checks the papers.")
        case State.INCOMPLETE:
            return w.say("Hand in what is missing; the request waits for it.")
        case State.COMPLETE:
            return w.say("The centre sends the request to the office that decides.")
        case State.SENT:
            return w.say("The office to which it was sent decides.")
        case State.APPROVED | State.COLLECTED:
            return w.say("It was decided: see /status in the bot.")
        case _:
            return w.say("Nothing: the request is closed.")


def _notes(w: Words, case: Case, receipt: Receipt) -> list[Html]:
    return [
        w.say(
            "To follow the request: scan the code, or send {command} to {bot} in Telegram. "
            "Only your organisation and the centre see it.",
            command=w.code(f"/status {case.number}"),
            bot=f"@{receipt.username}",
        ),
        w.say("As of {moment}, Baghdad time.", moment=w.moment(receipt.drawn_at)),
    ]
