"""What everybody can do for themselves: /me, /language, /cancel."""

from __future__ import annotations

from coordination.forms import form as forms
from coordination.people import register as people
from coordination.people.joining import next_step
from coordination.people.person import EVERYONE, Role
from handlers import entering, phone
from handlers.menus import commands_for, set_menu
from handlers.pressing import retire_card
from handlers.routing import Rights, Routes
from handlers.turn import Turn
from views import joining as joining_views
from views import phone as phone_views
from views import profile as views
from views.language import LANGUAGES


def register(routes: Routes) -> None:
    """Add the commands; open to strangers too, in private."""
    everyone = Rights(EVERYONE)
    routes.command("me", me, everyone)
    routes.command("language", language, everyone)
    routes.command("cancel", cancel, everyone)
    routes.press("me.language", pick_language, everyone)
    routes.press("me.digits", pick_digits, everyone)


async def me(turn: Turn) -> None:
    """What is known about the person."""
    await turn.answer(views.me(turn.words, turn.person))


async def language(turn: Turn) -> None:
    """Choose language and digits."""
    await turn.answer(views.language(turn.words))


async def pick_language(turn: Turn) -> None:
    """From now on in this language; a form that waited for it goes on."""
    if turn.arguments not in {(code,) for code in LANGUAGES}:
        return
    first_time = turn.person.language is None
    turn.person = await people.set_language(turn.tx, turn.person, turn.arguments[0])
    await turn.show(views.language_set(turn.words))
    if turn.person.role is not Role.STRANGER:
        await set_menu(turn.out, turn.routes, turn.person)
        if first_time:
            commands = commands_for(turn.routes, turn.person)
            await turn.answer(joining_views.greeting(turn.words, turn.person, commands))
    elif turn.form is not None and turn.form.kind == "join" and turn.form.step == "language":
        step = next_step(turn.form.data)
        form = await forms.advance(turn.tx, turn.form, step, turn.form.data, turn.now)
        await entering.put_below(turn, form)


async def pick_digits(turn: Turn) -> None:
    """123 or ١٢٣."""
    if turn.arguments in {(code,) for code in views.DIGIT_NAMES}:
        turn.person = await people.set_digits(turn.tx, turn.person, turn.arguments[0])
        await turn.show(views.language_set(turn.words))


async def cancel(turn: Turn) -> None:
    """Close whatever form is open and say what was given up."""
    form = turn.form
    if form is None:
        await turn.answer(views.nothing_open(turn.words))
        return
    await forms.close(turn.tx, form, "cancelled", turn.now)
    await retire_card(turn, form)
    given_up = form.kind == phone.KIND
    await turn.answer(
        phone_views.given_up(turn.words) if given_up else views.discarded(turn.words, form.kind)
    )
