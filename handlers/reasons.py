"""Why something is undone: the reason on a button, or in words; and any words that a form waits for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from coordination.forms import form as forms
from coordination.forms.form import Form
from coordination.reports.corrections import Reason, reason_of
from coordination.text import clean
from handlers.status.asking import make_room
from handlers.turn import Turn
from views.message import Message


async def pressed_reason(
    turn: Turn,
    at: int,
    kind: str,
    data: Mapping[str, Any],
    choices: Callable[[], Message],
    words: Callable[[Form], Message],
) -> Reason | None:
    """The reason that stands in the button's data at this place.

    None where it has to be asked for: `choices` are shown, or for another reason a form of this kind is begun with
    `data`, and `words` ask for it.
    """
    reason = reason_of("".join(turn.arguments[at : at + 1]))
    if reason is None:
        await turn.show(choices())
    elif reason == "other":
        if await make_room(turn):
            form = await forms.start(turn.tx, turn.person.id, turn.chat, kind, "reason", dict(data), turn.now)
            await turn.show(words(form), form=form)
    else:
        return reason
    return None


async def said_words(turn: Turn, form: Form, limit: int, again: Callable[[Form], Message]) -> str:
    """The words that a form waited for, which is then closed; "" where there were none, and they were asked for again."""
    text = clean(turn.message.text or "", limit) if turn.message else ""
    if text:
        await forms.close(turn.tx, form, "saved", turn.now)
        return text
    form = await forms.advance(turn.tx, form, form.step, form.data, turn.now)
    await turn.answer(again(form), form=form)
    return ""
