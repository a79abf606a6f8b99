"""Reports and tables that take long: asked for by rows, read and drawn apart from all turns, sent once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from coordination.groups import group as groups
from coordination.groups.group import Group
from coordination.people import register
from coordination.people.person import OVERSEERS, WITH_GOVERNORATES, Person
from coordination.products import wish as wishes
from coordination.products.held import Held, read_held
from coordination.products.hours import MONTHLY, claim, dues, outstanding
from coordination.products.lines import Line, Reading, read_lines
from coordination.products.period import Period, chosen, month_before, week_before
from coordination.products.progress import Progress
from coordination.products.reading import read_bulletin
from coordination.products.wish import Format, Wish
from coordination.reports.days import day_in_baghdad
from coordination.summaries import Scope, scope_of_group, scope_of_person
from handlers.membership import group_voices
from handlers.outgoing import NOTICE, Outgoing
from handlers.papers import Draw, Drawn
from storage import Transaction, moment, stamp
from views.language import Html, Words, words
from views.products import cards, notes, report, table


@dataclass(frozen=True, slots=True)
class LongRequest:
    """What was asked for: `subject` as `Outgoing.paper` got it, `w` how to speak; the work tells its progress."""

    subject: Mapping[str, Any]
    w: Words
    reading: Reading
    progress: Progress
    now: datetime


MakeLong = Callable[[LongRequest], Awaitable[Draw | None]]

EXPORT = "export"
"""For a person: subject {"person": row id, "wish": `wish.written`, "at": when it was wished, a stamp}."""

GROUP_REPORT = "group report"
"""For a group: subject {"group": row id, "span": "week" or "month", "day": the day it came on, "format"}."""

_AHEAD = timedelta(days=32)
READERS = OVERSEERS | WITH_GOVERNORATES


async def _export(asked: LongRequest) -> Draw | None:
    """Who it is for is looked up again: what is no longer theirs to see is not made."""
    async with asked.reading() as tx:
        person = await register.person(tx, asked.subject["person"])
    wish = wishes.read(asked.subject["wish"])
    if person is None or wish is None or person.role not in READERS:
        return None
    scope = wish.within(scope_of_person(person))
    period = chosen(wish.period, moment(asked.subject["at"]))
    voices = _voices(wish.language, asked.w)
    return await _product(asked, person, scope, period, voices, wish.format, confirmed=wish.confirmed)


async def _group_report(asked: LongRequest) -> Draw | None:
    async with asked.reading() as tx:
        group = await groups.by_id(tx, asked.subject["group"])
    if group is None or group.state != "approved":
        return None
    day = datetime.fromisoformat(asked.subject["day"]).date()
    period = week_before(day) if asked.subject["span"] == "week" else month_before(day)
    return await _product(
        asked, group, scope_of_group(group), period, group_voices(group), asked.subject["format"]
    )


async def _product(
    asked: LongRequest,
    reader: Group | Person,
    scope: Scope,
    period: Period,
    voices: Sequence[Words],
    wanted: Format,
    *,
    confirmed: bool = False,
) -> Draw | None:
    language = "-".join(w.language for w in voices)
    name = report.file_name(period, language, wanted)
    caption = cards.captions(voices, wanted, period, scope, asked.now, confirmed=confirmed)
    if wanted == "pdf":
        found = await read_bulletin(
            asked.reading, reader, scope, period, asked.now, asked.progress, confirmed=confirmed
        )
        return partial(_draw_report, asked.progress, name, caption, voices, found)
    lines = await read_lines(asked.reading, scope, period, asked.progress, confirmed=confirmed)
    if wanted == "csv":
        return partial(_write_csv, asked.progress, name, caption, voices, lines)
    async with asked.reading() as tx:
        held = await read_held(tx, reader, period.since, min(period.until, asked.now))
    told = [notes.of_table(w, period, scope, asked.now, len(lines), confirmed=confirmed) for w in voices]
    return partial(_write_xlsx, asked.progress, name, caption, voices, (lines, held), told)


def _draw_report(progress: Progress, name: str, caption: Html, voices: Sequence[Words], found: Any) -> Drawn:
    progress.at("drawing")
    return Drawn(name, report.MIME, report.draw(report.values(voices, found), found), caption=caption)


def _write_csv(
    progress: Progress, name: str, caption: Html, voices: Sequence[Words], lines: Sequence[Line]
) -> Drawn:
    return Drawn(name, table.CSV, table.csv_file(voices, lines, progress), caption=caption)


def _write_xlsx(
    progress: Progress,
    name: str,
    caption: Html,
    voices: Sequence[Words],
    found: tuple[Sequence[Line], Sequence[Held]],
    told: Sequence[Sequence[tuple[str, str]]],
) -> Drawn:
    sheets = (table.updates_sheet(found[0]), table.meetings_sheet(found[1]))
    return Drawn(name, table.XLSX, table.xlsx_file(voices, sheets, told, progress), caption=caption)


def _voices(language: str, w: Words) -> tuple[Words, ...]:
    spoken = ("ar", "en") if language == "both" else (language,)
    return tuple(words(one, digits=w.digits) for one in spoken)


LONG: Mapping[str, MakeLong] = {EXPORT: _export, GROUP_REPORT: _group_report}


async def ask(out: Outgoing, person: Person, wish: Wish, w: Words, card: int | None) -> int | None:
    """Ask for an export; the row of the work, None while another one of this person is under way."""
    if int(await out.tx.paper_jobs.under_way(asked_by=person.id)):
        return None
    subject = {"person": person.id, "wish": wishes.written(wish), "at": stamp(out.now)}
    return await out.paper(
        person.telegram_id, EXPORT, subject, cards.empty(), w, slow=True, asked_by=person.id, card=card
    )


async def post_due(tx: Transaction, now: datetime) -> None:
    """Ask for every group's reports that are due: a PDF and a table, each due report once."""
    out = Outgoing(tx, now)
    for group in await groups.approved(tx):
        for due in await outstanding(tx, group, now):
            if await claim(tx, group, due, now):
                span = "month" if due.job == MONTHLY else "week"
                day = day_in_baghdad(due.at).isoformat()
                for nth, wanted in enumerate(("pdf", "xlsx")):
                    subject = {"group": group.id, "span": span, "day": day, "format": wanted}
                    await out.paper(
                        group.chat,
                        GROUP_REPORT,
                        subject,
                        cards.empty(),
                        group_voices(group)[0],
                        urgency=NOTICE,
                        topic=group.topic,
                        silent=nth > 0,
                        slow=True,
                    )


async def next_due(tx: Transaction, now: datetime) -> datetime | None:
    """When `post_due` has something to ask for next; a moment not after `now` if it has already. None: never."""
    found: list[datetime] = []
    for group in await groups.approved(tx):
        if group.reports_from is not None and (group.weekly_report or group.monthly_report):
            waiting = await outstanding(tx, group, now) or dues(group, now, now + _AHEAD)
            found += [one.at for one in waiting[:1]]
    return min(found, default=None)
