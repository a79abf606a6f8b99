"""Logs: one JSON line an event on standard error; ids only, no texts, no names, and never the token."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import msgspec
import structlog

from storage import is_outage

log = structlog.get_logger("tansiq")

HIDDEN = "[token]"


def why(error: BaseException) -> str:
    """An error for the log, with its message only where the database is away: PostgreSQL's others quote whole rows."""
    return repr(error) if is_outage(error) else type(error).__name__


def unquoted(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Where an error came from and its kind, and the same of what led to it; without messages, as `why`."""
    info = event.pop("exc_info", None)
    error = info if isinstance(info, BaseException) else info[1] if isinstance(info, tuple) else None
    if info is True:
        error = sys.exc_info()[1]
    told: list[str] = []
    while error is not None:
        told.append("".join(traceback.format_tb(error.__traceback__)) + why(error))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if told:
        event["exception"] = "\nafter\n".join(told)
    return event


def _redactor(secrets: tuple[str, ...]) -> Any:
    def redact(value: Any) -> Any:
        if isinstance(value, str):
            for secret in secrets:
                value = value.replace(secret, HIDDEN)
        return value

    def processor(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {key: redact(value) for key, value in event.items()}

    return processor


_any_line = structlog.processors.JSONRenderer(ensure_ascii=False)


def _line(logger: Any, method: str, event: MutableMapping[str, Any]) -> str | bytes:
    """The event as JSON, quickly where nothing special is in it."""
    try:
        return msgspec.json.encode(event).decode()
    except (TypeError, UnicodeEncodeError):
        return _any_line(logger, method, event)


def configure(*secrets: str, level: str = "INFO") -> None:
    """Send our events and those of the libraries to standard error, with every secret struck out."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        unquoted,
        _redactor(tuple(secret for secret in secrets if secret)),
    ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for chatty in ("apscheduler", "aiosqlite", "aiohttp.access", "telegram", "asyncio"):
        logging.getLogger(chatty).setLevel("WARNING")
    structlog.configure(
        processors=[*shared, _line],
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
