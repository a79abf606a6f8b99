"""/nothing: there is nothing to report; one press, or the choice of a governorate and a press."""

from __future__ import annotations

from dataclasses import replace

from coordination.reports.days import day_in_baghdad
from coordination.reports.draft import Draft, Item, draft_of
from coordination.reports.fact import Fact, Kind
from handlers.pressing import pressed_form
from handlers.status.asking import KIND, ask, begin, make_room
from handlers.turn import Turn
from views import common


async def nothing(turn: Turn) -> None:
    """The card for the person's one governorate; with several, or none, the question which one."""
    if not await make_room(turn):
        return
    own = turn.person.governorates
    today = day_in_baghdad(turn.now)
    fact = Fact(Kind.SITUATION, own[0] if len(own) == 1 else None, day=today, nothing_to_report=True)
    await begin(turn, Draft(items=(Item(fact),)), "card" if len(own) == 1 else "governorate")


async def everywhere(turn: Turn) -> None:
    """``status.all FORM VERSION``: nothing to report for any of the person's governorates, one report each."""
    form = await pressed_form(turn, KIND)
    if form is None:
        return
    draft, own = draft_of(form.data), turn.person.governorates
    fact = draft.fact
    if fact is None or not fact.nothing_to_report or form.step != "governorate" or draft.corrects or not own:
        await turn.toast(common.old_button(turn.words))
        return
    others = tuple(item for item in draft.items if item.fact is not fact)
    each = tuple(Item(replace(fact, governorate=code)) for code in own)
    await ask(turn, form, replace(draft, items=(*others, *each)), "card")
