"""Logs: one JSON line an event on standard error; ids only, no texts, no names, and never the token."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import msgspec
import structlog

log = structlog.get_logger("tansiq")

HIDDEN = "[token]"


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
        structlog.processors.format_exc_info,
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
