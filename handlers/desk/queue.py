"""/desk: the queue of cases by kind and age; /times: how long they took."""

from __future__ import annotations

from coordination.cases.access import DESK
from coordination.cases.files import procedures
from coordination.cases.lists import counts, queue, real_times
from coordination.people.person import APPROVED
from handlers.arguments import number
from handlers.desk import approving, asking_for, assigning, looking, moving, notes, rule_ended
from handlers.desk.rules import may_end
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views.desk import queue as views
from views.desk import times as times_views


def register(routes: Routes) -> None:
    """Add the desk: its queue, its cards, its steps; rules for admins; real times for everybody who is in."""
    officers = Rights(DESK)
    routes.command("desk", board, officers)
    routes.command("times", times, Rights(APPROVED))
    routes.press("desk.board", board, officers)
    routes.press("desk.list", listed, officers)
    routes.press("desk.times", times, officers)
    for action, handler in (
        ("open", looking.open_case),
        ("answers", looking.show_answers),
        ("papers", looking.show_papers),
        ("file", looking.show_file),
        ("rows", looking.show_list),
        ("history", looking.show_history),
        ("take", assigning.take),
        ("assign", assigning.choose),
        ("give", assigning.give),
        ("ask", asking_for.choose),
        ("asked", asking_for.go_on),
        ("complete", moving.complete),
        ("send", moving.send),
        ("collect", moving.collect),
        ("use", moving.use),
        ("refuse", moving.refuse),
        ("return", moving.take_back),
        ("plain", notes.without),
        ("approve", approving.begin),
        ("day", approving.pick_day),
        ("save", approving.save),
        ("cancel", notes.cancel),
    ):
        routes.press(f"desk.{action}", handler, officers)
    routes.form(notes.KIND, notes.said, officers)
    routes.form(approving.KIND, approving.said, officers)
    rule_ended.register(routes)


async def board(turn: Turn) -> None:
    """How many wait, by kind; ``/desk NUMBER`` opens one."""
    if turn.vault is None:
        await turn.show(views.off(turn.words))
    elif turn.arguments and not turn.pressed:
        await looking.by_number(turn, " ".join(turn.arguments))
    else:
        waiting = await counts(turn.tx, turn.person, turn.now)
        await turn.show(views.board(turn.words, waiting, admin=may_end(turn)))


async def listed(turn: Turn) -> None:
    """``desk.list KIND PAGE``: open cases of a kind, or all."""
    if turn.vault is None:
        await turn.show(views.off(turn.words))
        return
    kind = procedures().kinds.get(turn.arguments[0] if turn.arguments else "")
    waiting = await counts(turn.tx, turn.person, turn.now)
    total = sum(one.n for one in waiting if kind is None or one.kind == kind.id)
    page = min(number(turn, 1) or 0, max(0, total - 1) // views.PAGE)
    cases = await queue(turn.tx, turn.person, turn.now, kind, limit=views.PAGE, skip=page * views.PAGE)
    await turn.show(views.listed(turn.words, cases, kind, page, total, turn.now))


async def times(turn: Turn) -> None:
    """How long the centre's own cases took, by kind."""
    found = [(kind, await real_times(turn.tx, kind, turn.now)) for kind in procedures().kinds.values()]
    await turn.show(times_views.times(turn.words, found, back=turn.pressed is not None))
