"""Locks on files, which the system frees with the process, kill -9 too."""

from __future__ import annotations

try:
    import fcntl
except ImportError:  # Windows, where nobody can replace a file in use anyway
    fcntl = None  # type: ignore[assignment]  # a module or nothing


def taken(file: int, *, alone: bool) -> bool:
    """Lock an open file, `alone` or together with others, without waiting; False when another process is in the way.

    Where the system, or the file system, has no locks, nobody is refused.
    """
    if not fcntl:
        return True
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
