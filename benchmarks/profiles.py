"""The command ``python -m benchmarks.profiles``: where the time of ten kinds of turn goes, layer by layer.

The bot and the simulator run in one process under cProfile; what the simulator takes is left out. The profiler makes calls
of Python dearer than work in C, so the shares are a guide where to look, not what a turn costs.
"""

from __future__ import annotations

import asyncio
import cProfile
import os
import pstats
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import redirect_stderr
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from benchmarks.lines import lines
from bot import logs
from bot.stage import Stage, stage
from coordination.people.person import Role
from simulator import Chat, Clock, Person

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "docs" / "profiles"
MORNING = datetime(2026, 11, 22, 8, tzinfo=UTC)
PEOPLE = 20
MOST_FUNCTIONS = 25
SILENCE = 1.0
"""Seconds after which a round is over."""

_LAYERS = ("bot", "handlers", "views", "coordination", "storage", "simulator")
_LIBRARIES = {
    "aiohttp": "aiohttp", "yarl": "aiohttp", "multidict": "aiohttp", "telegram": "python-telegram-bot", "structlog": "log",
    "aiosqlite": "storage", "aiosql": "storage", "numpy": "numpy",
}  # fmt: skip
_LEFT_OUT = frozenset({"simulator", "web server", "event loop", "waiting"})
"""The simulator with its web server shares the process, and the loop."""

Round = Callable[[Stage, Sequence[Person], Chat], Awaitable[None]]


async def _quiet(on: Stage) -> None:
    """Return when no call has come for a while; looking into the database would stand in the profile."""
    calls = -1
    while calls != len(on.sim.ledger) or on.sim.pending():
        calls = len(on.sim.ledger)
        await asyncio.sleep(SILENCE)


def _saying(*texts: str) -> Round:
    async def everybody(on: Stage, people: Sequence[Person], _group: Chat) -> None:
        for nth, person in enumerate(people):
            on.sim.say(person, texts[nth % len(texts)])
        await _quiet(on)

    return everybody


_LINES = lines()


async def _updates(on: Stage, people: Sequence[Person], _group: Chat) -> None:
    for person in people:
        on.sim.say(person, next(_LINES))
    await _quiet(on)


async def _saved(on: Stage, people: Sequence[Person], group: Chat) -> None:
    await _updates(on, people, group)
    for person in people:
        card = on.sim.visible(person)[-1]
        on.sim.press_button(person, card, _data(card, "status.save "))
    await _quiet(on)


async def _in_group(on: Stage, people: Sequence[Person], group: Chat) -> None:
    for person in people:
        on.sim.say(person, next(_LINES), chat=group)
    await _quiet(on)


def _data(message: dict[str, Any], begins: str) -> str:
    for row in message["reply_markup"]["inline_keyboard"]:
        for button in row:
            if (data := str(button.get("callback_data", ""))).startswith(begins):
                return data
    raise LookupError(begins)


TURNS: dict[str, Round] = {
    "question_english": _saying("How do I apply for a visa for Iraq?"),
    "question_arabic": _saying("كيف أقدم على سمة دخول للموظفين الأجانب؟"),
    "question_unknown": _saying("What is the price of tea in the market of the old town?"),
    "courtesy": _saying("Thank you!", "شكرا"),
    "me": _saying("/me"),
    "help": _saying("/help"),
    "today": _saying("/today"),
    "status_line": _updates,
    "status_saved": _saved,
    "group_message": _in_group,
}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, type=click.Choice(list(TURNS)))
@click.option("--rounds", default=5, show_default=True, help=f"Rounds of {PEOPLE} turns that are profiled.")
def main(names: tuple[str, ...], rounds: int) -> None:
    """Profile turns (all of them, or NAMES) and keep each profile in docs/profiles."""
    KEPT.mkdir(exist_ok=True)
    with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):
        logs.configure()
        _profiles(names or tuple(TURNS), rounds)


def _profiles(names: Sequence[str], rounds: int) -> None:
    for name in names:
        text = asyncio.run(_profile(name, rounds))
        (KEPT / f"{name}.txt").write_text(text, encoding="utf-8")
        click.echo(f"docs/profiles/{name}.txt")


async def _profile(name: str, rounds: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        async with stage(Path(folder), Clock(MORNING)) as on:
            people = [
                await on.enroll(f"p{n}", f"Person {n}", ("en", "ar")[n % 2], Role.FOCAL_POINT, ["IQ-NI"])
                for n in range(PEOPLE)
            ]
            group = await on.admit("room", "Coordination", "en", [f"p{n}" for n in range(PEOPLE)])
            await TURNS[name](on, people, group)
            await on.settle()
            profile = cProfile.Profile(time.thread_time)  # what others do on the machine is not counted
            for _ in range(rounds):
                profile.enable()
                await TURNS[name](on, people, group)
                profile.disable()
    return written(name, pstats.Stats(profile), rounds * PEOPLE, "turns", _LEFT_OUT)


def written(name: str, stats: pstats.Stats, count: int, what: str, left_out: Collection[str]) -> str:
    """A profile of so many `what` as text: shares of processor time by layer and by function, without some layers."""
    by_layer: defaultdict[str, float] = defaultdict(float)
    by_function: defaultdict[str, float] = defaultdict(float)
    for function, (_, _, own, _, callers) in stats.stats.items():  # type: ignore[attr-defined]  # typeshed leaves it out
        for place, seconds in _places(function, own, callers):
            layer = _layer(place)
            by_layer[layer] += seconds
            if layer not in left_out:
                by_function[_called(function, place)] += seconds
    for layer in left_out:
        by_layer.pop(layer, None)
    whole = sum(by_layer.values())
    said = [
        f"{name}: {count:,} {what}, {whole / count * 1000:,.2f} ms each under the profiler",
        "",
        "by layer",
        *(f"{seconds / whole:7.1%}  {layer}" for layer, seconds in _most(by_layer)),
        "",
        f"by function, without what it calls (the {MOST_FUNCTIONS} with the most)",
        *(f"{seconds / whole:7.1%}  {called}" for called, seconds in _most(by_function)[:MOST_FUNCTIONS]),
    ]
    return "\n".join(said) + "\n"


def _most(seconds: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(seconds.items(), key=lambda one: -one[1])


def _places(function: tuple[str, int, str], own: float, callers: dict[Any, Any]) -> list[tuple[str, float]]:
    """The file of a function with its own time; for one in C, the files that call it, each with what it took there."""
    if function[0] != "~":
        return [(function[0], own)]
    if any(word in function[2] for word in ("epoll", "select", "acquire")):
        return [("waiting", own)]
    return [(file, spent[2]) for (file, _, _), spent in callers.items()]


def _layer(file: str) -> str:
    if file == "waiting":
        return "waiting"
    path = Path(file)
    if path.is_relative_to(ROOT) and ".venv" not in path.parts:
        first = path.relative_to(ROOT).parts[0]
        return first if first in _LAYERS else "event loop"
    if "site-packages" in path.parts:
        package = path.parts[path.parts.index("site-packages") + 1].removesuffix(".py")
        if package == "aiohttp" and path.name.startswith("web"):
            return "web server"
        return _LIBRARIES.get(package, "other libraries")
    if file.startswith("<frozen importlib"):
        return "reading code"
    return "event loop" if "asyncio" in path.parts or file.startswith("<") else "standard library"


def _called(function: tuple[str, int, str], place: str) -> str:
    path = Path(place)
    known = path.relative_to(ROOT) if path.is_relative_to(ROOT) and ".venv" not in path.parts else path
    where = "/".join(known.parts[-3:])
    return f"{function[2]} ({where})" if function[0] != "~" else f"{function[2]}, called in {where}"


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.profiles")
