"""Databases of tests: SQLite files, or with TANSIQ_TEST_DATABASE=postgresql databases on a server of the tests' own."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import postgres

ON_POSTGRES = os.environ.get("TANSIQ_TEST_DATABASE") == "postgresql"

_server = ""
_made: dict[Path, str] = {}
_lasting: set[Path] = set()


@contextmanager
def serving() -> Iterator[None]:
    """Keep the server up for all tests of this process; nothing is done for SQLite."""
    global _server
    if not ON_POSTGRES:
        yield
        return
    with postgres.server() as started:
        _server = started
        yield


def server() -> str:
    """The address of the server; "" where tests run on SQLite."""
    return _server


def url(file: Path, template: str = "template0", *, lasting: bool = False) -> str:
    """The address of the database that has its place in this file; on a server it is made when it is asked for first.

    It goes after the test, unless it is `lasting`.
    """
    if not ON_POSTGRES:
        return f"sqlite:///{file}"
    if file not in _made:
        name = f"t_{os.getpid()}_{len(_made)}_{os.urandom(3).hex()}"
        psql(f"CREATE DATABASE {name} TEMPLATE {template}")
        _made[file] = _server.format(name=name)
        if lasting:
            _lasting.add(file)
    return _made[file]


def forget() -> None:
    """Remove what one test made on the server."""
    for file in [file for file in _made if file not in _lasting]:
        psql(f"DROP DATABASE {postgres.name_in(_made.pop(file))} WITH (FORCE)")


def psql(sql: str) -> None:
    """Have the server do something as its master."""
    home = postgres.programs()
    assert home is not None
    command = [home / "psql", "-qX", "-d", _server.format(name="postgres"), "-c", sql]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True)
