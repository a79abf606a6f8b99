"""Troubles made for a measurement: an API that answers late, and a disk that takes its time."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

_SHIM = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int wait_then(const char *name, int file) {
    static long microseconds = -1;
    if (microseconds < 0) {
        const char *said = getenv("SLOW_FSYNC_US");
        microseconds = said ? atol(said) : 0;
    }
    struct timespec pause = {microseconds / 1000000, (microseconds % 1000000) * 1000};
    nanosleep(&pause, NULL);
    int (*real)(int) = (int (*)(int)) dlsym(RTLD_NEXT, name);
    return real(file);
}

int fsync(int file) { return wait_then("fsync", file); }
int fdatasync(int file) { return wait_then("fdatasync", file); }
"""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def later(seconds: float) -> Any:
    """A middleware for the simulator: every answer of the API comes so many seconds later."""

    @web.middleware
    async def delayed(request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await handler(request)
        await asyncio.sleep(seconds)
        return answer

    return delayed


def slow_fsync(folder: Path, seconds: float) -> dict[str, str]:
    """The environment in which a process waits so many seconds at each fsync and fdatasync, beyond what they take.

    A library compiled here with cc is loaded before the C library. Raises CalledProcessError or FileNotFoundError
    where there is no compiler.
    """
    source, library = folder / "slow_fsync.c", folder / "slow_fsync.so"
    source.write_text(_SHIM, encoding="ascii")
    command = ("cc", "-shared", "-fPIC", "-O2", "-o", str(library), str(source), "-ldl")
    subprocess.run(command, check=True, capture_output=True)
    return {"LD_PRELOAD": str(library), "SLOW_FSYNC_US": str(round(seconds * 1_000_000))}
