"""A PostgreSQL of the tests' own: in a folder that goes afterwards, on a socket, for everybody who tests at once."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import asyncpg

HOMES = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin")
SETTINGS = (
    "listen_addresses=",
    "fsync=off",  # the folder goes afterwards; what is tested is not the disk
    "synchronous_commit=on",
    "full_page_writes=off",
    "max_connections=200",
    "shared_buffers=64MB",
    "autovacuum=off",
    "deadlock_timeout=200ms",
)


def programs() -> Path | None:
    """The folder of initdb and pg_ctl; None where there is no PostgreSQL."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    homes = (path for pattern in HOMES for path in Path("/").glob(pattern.lstrip("/")))
    return max((home for home in homes if (home / "initdb").exists()), default=None)


@contextmanager
def server(with_settings: Sequence[str] = SETTINGS) -> Iterator[str]:
    """Start a server, and stop it; the address of its databases without a name: ``postgresql:///{name}?host=…``."""
    home = programs()
    assert home is not None
    with tempfile.TemporaryDirectory(prefix="tansiq-pg-") as name:
        folder = Path(name)
        as_whom = _unprivileged(folder)
        data = folder / "data"
        _run(
            as_whom,
            home / "initdb",
            "-D",
            data,
            "-U",
            "tansiq",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        )
        settings = " ".join(
            f"-c {setting}" for setting in (*with_settings, f"unix_socket_directories={folder}")
        )
        control = (home / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", folder / "log")
        _run(as_whom, *control, "-o", settings, "start")
        try:
            yield f"postgresql://tansiq@/{{name}}?host={folder}"
        finally:
            _run(as_whom, *control, "-m", "immediate", "stop")


def _unprivileged(folder: Path) -> tuple[str, ...]:
    """PostgreSQL does not run as root: there another user is given the folder, and named before each command."""
    if os.geteuid() != 0:
        return ()
    shutil.chown(folder, "nobody")
    folder.chmod(0o755)
    return ("setpriv", "--reuid=nobody", "--clear-groups")


def _run(as_whom: tuple[str, ...], *command: str | Path) -> None:
    done = subprocess.run(
        [*as_whom, *map(str, command)],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if "start" not in command else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed: {(done.stdout or b'').decode()}")


async def create(address: str, template: str = "template0") -> str:
    """A new database, a copy of `template`; its address."""
    name = f"t_{secrets.token_hex(6)}"
    await _in_postgres(address, f"CREATE DATABASE {name} TEMPLATE {template}")
    return address.format(name=name)


async def drop(address: str, url: str) -> None:
    """Remove a database, whoever still uses it."""
    await _in_postgres(address, f"DROP DATABASE {name_in(url)} WITH (FORCE)")


def name_in(url: str) -> str:
    """The name of the database in an address."""
    return url.split("?", 1)[0].rpartition("/")[2]


async def _in_postgres(address: str, sql: str) -> None:
    connection = await asyncpg.connect(address.format(name="postgres"))
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


if __name__ == "__main__":
    found = programs()
    sys.exit(None if found else "PostgreSQL: none is installed here, so the tests on it are skipped.")
