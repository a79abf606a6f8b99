"""Addresses of databases: ``sqlite:///file`` or ``postgresql://user:password@host/name``."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from storage.errors import DatabaseError


def database_file(url: str) -> Path:
    """The file of a ``sqlite:///`` address. Raises DatabaseError for another kind of address."""
    if not url.startswith("sqlite:///"):
        raise DatabaseError(
            f"The database address must begin with sqlite:/// or postgresql:// , not {url.split(':', 1)[0]}:"
        )
    return Path(url.removeprefix("sqlite:///"))


def is_server(url: str) -> bool:
    """Whether the address of a database is that of a PostgreSQL server."""
    return url.startswith(("postgresql://", "postgres://"))


def shown(url: str) -> str:
    """The address of a database without the password in it."""
    password = password_in(url)
    return url.replace(f":{password}@", ":***@").replace(f"={password}", "=***") if password else url


def password_in(url: str) -> str:
    """The password in the address of a database, before the host or as ``?password=``; "" for none."""
    try:
        parts = urlsplit(url)
        settings = (setting.partition("=") for setting in parts.query.split("&"))
        return parts.password or next((value for name, _, value in settings if name == "password"), "")
    except ValueError:
        return ""
