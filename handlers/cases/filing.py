"""The end of a request: what is missing, all of it read back, changing one thing, sending, putting aside, deleting."""

from __future__ import annotations

from coordination.cases import asking as order
from coordination.cases import filing as store
from coordination.cases.access import DESK
from coordination.cases.case import Case
from coordination.cases.lists import real_times
from coordination.cases.states import State
from coordination.forms import form as forms
from coordination.people import register
from coordination.people.person import Person
from handlers.cases.asking import Filing, changed, old_button, pressed, put
from handlers.papers import RECEIPT
from handlers.turn import Turn, words_of
from views.cases import card as views


async def check(turn: Turn) -> None:
    """``case.check FORM VERSION``: what is there and what is missing."""
    filing = await pressed(turn)
    if filing is not None:
        await put(turn, filing, "check", mode="all")


async def read_back(turn: Turn) -> None:
    """``case.card FORM VERSION``: everything as it will be sent."""
    filing = await pressed(turn)
    if filing is not None:
        await put(turn, filing, "check" if filing.missing else "card", mode="all")


async def fill(turn: Turn) -> None:
    """``case.fill FORM VERSION``: ask for what is missing, one after the other."""
    filing = await pressed(turn)
    if filing is None:
        return
    if filing.missing:
        await put(turn, filing, "item", at=filing.missing[0].id, mode="missing")
    else:
        await put(turn, filing, "check", mode="all")


async def change(turn: Turn) -> None:
    """``case.change FORM VERSION``: what can be changed; ``… ITEM``: ask for that one thing again."""
    filing = await pressed(turn)
    if filing is None:
        return
    id = "".join(turn.arguments[2:3])
    if not id:
        await put(turn, filing, "change", mode="all")
    elif id in {one.id for one in filing.items} and order.item(filing.case.kind, id):
        await put(turn, filing, "item", at=id, mode="one")
    else:
        await old_button(turn)


async def later(turn: Turn) -> None:
    """``case.later FORM VERSION``: close the form; the draft stays."""
    filing = await pressed(turn)
    if filing is not None:
        await forms.close(turn.tx, filing.form, "saved", turn.now)
        await turn.show(views.kept(turn.words, filing.case))


async def drop(turn: Turn) -> None:
    """``case.drop FORM VERSION``: ask whether to delete the draft; ``… yes``: delete it."""
    filing = await pressed(turn)
    if filing is None:
        return
    if filing.case.state is not State.DRAFT:
        # What was filed is withdrawn from its card, not from here.
        await forms.close(turn.tx, filing.form, "saved", turn.now)
        await turn.show(views.kept(turn.words, filing.case))
    elif turn.arguments[2:] != ("yes",):
        await put(turn, filing, "drop", mode="all")
    elif filing.form.step == "drop":
        await store.withdraw(turn.tx, filing.case, turn.person, turn.now)
        await forms.close(turn.tx, filing.form, "cancelled", turn.now)
        await turn.show(views.dropped(turn.words, filing.case))
    else:
        await old_button(turn)


async def send(turn: Turn) -> None:
    """``case.send FORM VERSION``: give the request its number, or hand in what was asked for."""
    filing = await pressed(turn)
    if filing is None:
        return
    if filing.form.step != "card":
        await old_button(turn)
        return
    act = store.file if filing.case.state is State.DRAFT else store.provide
    sent = await act(turn.tx, filing.case, filing.vault, turn.person, turn.now)
    if isinstance(sent, Case):
        await _sent(turn, filing, sent)
    elif sent is None:
        await old_button(turn)
    else:
        await put(turn, await changed(turn, filing), "check", mode="all")


async def _sent(turn: Turn, filing: Filing, case: Case) -> None:
    await forms.close(turn.tx, filing.form, "saved", turn.now)
    again = filing.case.state is State.INCOMPLETE
    if again:
        await turn.show(views.handed_in(turn.words, case))
    else:
        await turn.show(views.filed(turn.words, case, await real_times(turn.tx, case.kind, turn.now)))
        await put_receipt(turn, case)
    for who in await desk_for(turn, case):
        notice = views.new_for_desk(words_of(who), case, again=again)
        await turn.tell(who, notice, silent=not case.urgent)


async def desk_for(turn: Turn, case: Case) -> list[Person]:
    """Who of the desk hears of a case: its officer; everybody where it has none, or one who left or is out of reach."""
    there = await register.with_roles(turn.tx, DESK)
    reached = [one for one in there if one.id != turn.person.id and one.reachable]
    return [one for one in reached if one.id == case.officer] or reached


async def put_receipt(turn: Turn, case: Case) -> None:
    """The receipt is drawn after this turn and comes by itself."""
    subject = {"case": case.id, "person": turn.person.id}
    await turn.out.paper(turn.chat, RECEIPT, subject, views.receipt_caption(turn.words, case), turn.words)
