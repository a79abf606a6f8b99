"""Copies of an SQLite file: made while it is in use, checked before they are trusted, put in its place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event, Timer

from storage.addresses import database_file
from storage.errors import DatabaseError

COMPANIONS = ("-wal", "-shm")
"""What SQLite keeps beside a file in use; beside another file of the same name it would do harm."""

RESTORE = "restore a backup: python -m bot restore FILE"


def file_to_copy(url: str) -> Path:
    """The file of a database address. Raises DatabaseError for a server, which has means of its own."""
    if url.startswith("postgres"):
        raise DatabaseError(
            "PostgreSQL has means of its own: copy with pg_dump -Fc, restore with pg_restore."
        )
    return database_file(url)


def copy(source: Path, target: Path) -> int:
    """Write a whole and compact copy of a database, of one moment, while others write to it; its size in bytes.

    It appears under its name when it was checked and is on the disk. Raises DatabaseError when `target` is there
    already, or the source is no sound database, or the disk is full.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        if target.exists():
            raise DatabaseError(f"{target} is there already; nothing was written.")
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(_opened(source)) as database:
            database.execute("VACUUM INTO ?", (str(part),))
        if found := damage(part):
            raise DatabaseError(f"The copy of {source} would be damaged: {found}.")
        _to_disk(part)
        os.link(part, target)  # unlike a renaming, it never replaces what somebody else put there meanwhile
        _to_disk(target.parent)
        return target.stat().st_size
    except (OSError, sqlite3.Error) as error:
        raise DatabaseError(f"{source} cannot be copied to {target}: {error}.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def put_in_place(copied: Path, database: Path, aside: Path) -> None:
    """Let a copy be the database; what was there keeps its content under the name `aside`.

    Nobody may have the database open. At every moment there is a whole database under its name. Raises DatabaseError.
    """
    try:
        for companion in COMPANIONS:
            with suppress(FileNotFoundError):
                Path(f"{database}{companion}").replace(f"{aside}{companion}")
        with suppress(FileNotFoundError):
            os.link(database, aside)
        copied.replace(database)
        _to_disk(database.parent)
    except OSError as error:
        raise DatabaseError(f"{copied} cannot be put in the place of {database}: {error}.") from error


def damage(path: Path, within: float | None = None) -> str:
    """The first thing that is wrong with a database file, "" when nothing is; looks for at most so many seconds."""
    try:
        with closing(_opened(path)) as database:
            with _interrupted(database, within) as over:
                (found,) = database.execute("PRAGMA quick_check(1)").fetchone()
            # What a check says that did not come to its end counts for nothing.
            return "" if found == "ok" or over.is_set() else str(found).splitlines()[-1]
    except sqlite3.Error as error:
        in_time = error.sqlite_errorcode in (sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_BUSY)
        return "" if in_time else str(error)


def schema_of(path: Path) -> int | None:
    """The schema number of a database file; None for one that is not Tansiq's."""
    try:
        with closing(_opened(path)) as database:
            (number,) = database.execute("SELECT max(version) FROM schema_versions").fetchone()
            return int(number)
    except (sqlite3.Error, TypeError):
        return None


def refuse_damaged(path: Path, within: float | None = None) -> None:
    """Raise DatabaseError, saying how to mend it, for a file that is damaged, if that is seen within so many seconds."""
    if path.exists() and path.stat().st_size and (found := damage(path, within)):
        raise DatabaseError(f"The database {path} is damaged ({found}); {RESTORE}")


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        timeout=10,
        check_same_thread=False,  # a timer interrupts it
    )


@contextmanager
def _interrupted(database: sqlite3.Connection, within: float | None) -> Iterator[Event]:
    """Interrupt what is asked of the database after so many seconds, and set the event then.

    A progress handler would not do: most of a check is one step.
    """
    over = Event()
    if within is None:
        yield over
        return

    def interrupt() -> None:
        over.set()
        database.interrupt()

    timer = Timer(within, interrupt)
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()
        timer.join()


def _to_disk(path: Path) -> None:
    if os.name != "posix":
        return  # Windows opens no folders
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
