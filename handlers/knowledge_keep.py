"""/knowledge: those who keep the knowledge base go through its entries, confirm and retire them, see their history."""

from __future__ import annotations

from coordination.knowledge import editing, questions, versions, ways
from coordination.knowledge.base import read_base
from coordination.knowledge.editing import changed_fields, confirmed_on, may_be_way
from coordination.knowledge.entry import Entry
from coordination.knowledge.questions import Asked
from coordination.knowledge.versions import Version
from coordination.people import register as people
from coordination.people.person import Role
from coordination.reports.days import day_in_baghdad
from handlers.arguments import number
from handlers.queue_card import OFFICERS
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from storage import Transaction
from views import common
from views.knowledge import answer
from views.knowledge import keeping as views
from views.knowledge.answer import Shown
from views.language import LANGUAGES, Html, words
from views.message import Message


def register(routes: Routes) -> None:
    """Add /knowledge and the buttons under its cards."""
    officers = Rights(OFFICERS)
    routes.command("knowledge", areas, officers)
    routes.press("edit.areas", areas, officers)
    routes.press("edit.area", area, officers)
    routes.press("edit.open", open_one, officers)
    routes.press("edit.show", show, officers)
    routes.press("edit.history", history, officers)
    routes.press("edit.confirm", confirm, Rights(frozenset({Role.ADMIN})))
    routes.press("edit.retire", retire, officers)
    routes.press("wording.add", add_wording, officers)
    routes.press("wording.list", wordings, officers)
    routes.press("wording.drop", drop_wording, officers)


async def areas(turn: Turn) -> None:
    """All areas."""
    await turn.show(views.areas(turn.words, await versions.areas(turn.tx)))


async def area(turn: Turn) -> None:
    """``edit.area AREA``: its entries, the retired ones too."""
    named = "".join(turn.arguments[:1])
    found = next((one for one in await versions.areas(turn.tx) if one.id == named), None)
    if found is None:
        await turn.toast(common.old_button(turn.words))
        return
    entries = [one for one in await versions.current(turn.tx) if one.entry.area == found.id]
    await turn.show(views.entries(turn.words, found, entries))


async def version_of(tx: Transaction, row: int | None) -> Version | None:
    """The version that holds of a topic's row, retired or not."""
    return next((one for one in await versions.current(tx) if one.id == row), None)


async def author(tx: Transaction, version: Version) -> str:
    """The name of who published a version; empty for the files."""
    by = await people.person(tx, version.published_by) if version.published_by else None
    return by.name if by else ""


async def card(turn: Turn, version: Version, lead: Html | None = None) -> Message:
    """The card of an entry as it is now."""
    asked_with = len(version.entry.ar.ways) + len(version.entry.en.ways)
    return views.card(
        turn.words,
        version,
        await author(turn.tx, version),
        admin=turn.person.role is Role.ADMIN,
        ways=asked_with,
        lead=lead,
    )


def both_languages(turn: Turn, entry: Entry, lead: Html | None = None) -> list[Message]:
    """An entry as people see it, in one language after the other."""
    shown = Shown(0, entry, day_in_baghdad(turn.now))
    voices = [words(language, digits=turn.words.digits) for language in LANGUAGES]
    return [Message(answer.card(w, shown, lead).text) for w in voices]


async def _pressed(turn: Turn) -> Version | None:
    """The entry that a button names; None, after a toast, where there is none."""
    found = await version_of(turn.tx, number(turn, 0))
    if found is None:
        await turn.toast(common.old_button(turn.words))
    return found


async def pressed_version(turn: Turn) -> Version | None:
    """The entry of a button that knows its version; None, after its card as it is now, where that is another."""
    found = await _pressed(turn)
    if found is not None and "".join(turn.arguments[1:2]) != str(found.number):
        note = views.changed_meanwhile(turn.words, found, await author(turn.tx, found))
        await turn.show(await card(turn, found, note))
        return None
    return found


async def open_one(turn: Turn) -> None:
    """``edit.open TOPIC``: the card of an entry."""
    found = await _pressed(turn)
    if found is not None:
        await turn.show(await card(turn, found))


async def show(turn: Turn) -> None:
    """``edit.show TOPIC``: the entry as people see it; then its card again, below."""
    found = await _pressed(turn)
    if found is not None:
        for message in both_languages(turn, found.entry):
            await turn.answer(message)
        await turn.answer(await card(turn, found))


async def history(turn: Turn) -> None:
    """``edit.history TOPIC``: its versions, and what each changed."""
    found = await _pressed(turn)
    if found is None:
        return
    past = await versions.history(turn.tx, found.entry.topic)
    names = {one.published_by: await author(turn.tx, one) for one in past if one.published_by}
    changed = [changed_fields(past[at - 1].entry, one.entry) if at else () for at, one in enumerate(past)]
    for message in views.history(turn.words, past, names, changed):
        await turn.answer(message)


async def confirm(turn: Turn) -> None:
    """``edit.confirm TOPIC VERSION``: the centre stands by it as it is."""
    found = await pressed_version(turn)
    if found is None or turn.arguments[2:]:
        return
    entry = confirmed_on(found.entry, day_in_baghdad(turn.now))
    kept = await versions.publish(turn.tx, entry, found.number, by=turn.person, now=turn.now)
    await _show_kept(turn, kept, views.confirmed(turn.words))


async def retire(turn: Turn) -> None:
    """``edit.retire TOPIC VERSION``: ask; ``… yes``: nobody is answered with it any more."""
    found = await pressed_version(turn)
    if found is None:
        return
    if turn.arguments[2:] != ("yes",):
        await turn.show(views.ask_retire(turn.words, found))
        return
    kept = await versions.retire(turn.tx, found.entry, found.number, by=turn.person, now=turn.now)
    await _show_kept(turn, kept, views.retired(turn.words))


async def _show_kept(turn: Turn, kept: Version | None, lead: Html) -> None:
    now = await version_of(turn.tx, kept.id) if kept else None
    if now is not None:
        await turn.show(await card(turn, now, lead))


async def add_wording(turn: Turn) -> None:
    """``wording.add QUESTION TOPIC``: whoever asks so again is answered with the topic."""
    row, topic = number(turn, 0), number(turn, 1)
    asked = await questions.by_id(turn.tx, row) if row is not None else None
    base = await read_base(turn.tx)
    entry = base.by_id(topic)
    if asked is None or not asked.text or entry is None or topic is None:
        await turn.toast(common.old_button(turn.words))
    elif not may_be_way(asked.text):
        await turn.toast(views.wording_personal(turn.words), alert=True)
    else:
        language = editing.language_of(asked.text)
        added = await ways.add(turn.tx, topic, language, asked.text, by=turn.person, now=turn.now)
        await settle(turn, asked)
        if added:
            await turn.show(views.wording_added(turn.words, entry, asked.text))
        else:
            await turn.toast(views.wording_there(turn.words))


async def wordings(turn: Turn) -> None:
    """``wording.list TOPIC``: what people added to the ways of asking, each with a button that takes it away."""
    found = await _pressed(turn)
    if found is not None:
        await _show_wordings(turn, found)


async def _show_wordings(turn: Turn, version: Version) -> None:
    added = await ways.added(turn.tx, version.id, views.WORDINGS)
    await turn.show(views.wordings(turn.words, version, added))


async def drop_wording(turn: Turn) -> None:
    """``wording.drop WAY``: nobody is led to the topic by it any more."""
    row = number(turn, 0)
    way = await ways.by_id(turn.tx, row) if row is not None else None
    version = await version_of(turn.tx, way.topic) if way else None
    if way is None or version is None or turn.arguments[1:]:
        await turn.toast(common.old_button(turn.words))
        return
    await ways.remove(turn.tx, way.topic, way.language, way.words, by=turn.person, now=turn.now)
    await _show_wordings(turn, version)


async def settle(turn: Turn, asked: Asked) -> None:
    """Somebody dealt with a question: it and those like it leave the list of the unanswered."""
    clusters = await questions.unanswered(turn.tx, turn.now)
    alike = [
        one
        for cluster in clusters
        for one in cluster.questions
        if asked.text_key and one.text_key == asked.text_key
    ]
    await questions.settle(turn.tx, [asked, *(one for one in alike if one.id != asked.id)], turn.now)
