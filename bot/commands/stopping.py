"""How a command runs and ends: on uvloop where there is one, stopped by a signal, one sentence for an error."""

from __future__ import annotations

import asyncio
import errno
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import click

from bot.config import ConfigError
from coordination.cases.checking import BadFile
from coordination.places.load import BadPlace
from storage import DatabaseError

new_loop: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop
with suppress(ImportError):  # Windows has no uvloop
    from uvloop import new_event_loop as new_loop


T = TypeVar("T")


def run_to_end(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a loop of its own."""
    with asyncio.Runner(loop_factory=new_loop) as runner:
        return runner.run(work)


async def until_stopped(broken: asyncio.Event) -> None:
    """Return when the process is asked to stop (SIGINT, SIGTERM), or when the event is set."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    waits = [asyncio.create_task(event.wait()) for event in (stopped, broken)]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()


@contextmanager
def one_sentence() -> Iterator[None]:
    """Turn what an operator can mend into one sentence on standard error and exit code 1."""
    try:
        yield
    except (ConfigError, DatabaseError, BadPlace, BadFile) as error:
        sys.exit(f"tansiq: {error}")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(
                "tansiq: The port is in use by another program: choose another one "
                '(demo: --port 9000, or make demo ARGS="--port 9000").'
            )
        sys.exit(f"tansiq: {error}.")
    except KeyboardInterrupt:
        raise click.exceptions.Exit(130) from None
