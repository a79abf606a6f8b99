"""Checks what a call carries against the tables: an unknown, missing or mistyped parameter is a 400 that names it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from simulator.errors import ApiError, bad_request
from simulator.objects import MARKUPS, OBJECTS

Check = Callable[[Any, str], Any]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    data: bytes
    mime: str


@dataclass(frozen=True, slots=True)
class Fields:
    """What an object or a call may hold: a check by name, and the names it must hold."""

    title: str
    checks: dict[str, Check]
    required: frozenset[str]

    def read(self, raw: dict[str, Any], path: str = "") -> dict[str, Any]:
        """The given values, converted; absent and null ones left out. Raises ApiError 400."""
        values: dict[str, Any] = {}
        for name, value in raw.items():
            if value is None:
                continue
            check = self.checks.get(name)
            if check is None:
                raise bad_request(f'{self.title} has no parameter "{path}{name}"')
            values[name] = check(value, path + name)
        for name in self.required:
            if name not in values:
                raise bad_request(f'{self.title} requires the parameter "{path}{name}"')
        return values


@cache
def fields(title: str, notation: str) -> Fields:
    """The checks that a line of the tables describes."""
    checks: dict[str, Check] = {}
    required = set()
    for word in notation.split():
        name, kind = word.split(":")
        if name.endswith("!"):
            name = name[:-1]
            required.add(name)
        checks[name] = _check(kind)
    return Fields(title, checks, frozenset(required))


def parameter_names(notation: str) -> dict[str, bool]:
    """The names in a line of the tables, each with whether it is required."""
    names = [word.split(":")[0] for word in notation.split()]
    return {name.rstrip("!"): name.endswith("!") for name in names}


@cache
def _check(kind: str) -> Check:
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if kind.startswith("["):
        return _array(_check(kind[1:-1]))
    return _object(kind)


def _wrong(path: str, expected: str) -> ApiError:
    return bad_request(f'parameter "{path}" must be {expected}')


def _integer(value: Any, path: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lstrip("-").isdigit() and value.isascii():
        return int(value)
    raise _wrong(path, "an integer")


def _number(value: Any, path: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            pass
    raise _wrong(path, "a number")


def _boolean(value: Any, path: str) -> bool:
    if isinstance(value, bool):
        return value
    word = value.lower() if isinstance(value, str) else ""
    if word in ("true", "1", "yes", "false", "0", "no"):
        return word in ("true", "1", "yes")
    raise _wrong(path, "a boolean")


def _string(value: Any, path: str) -> str:
    if isinstance(value, str):
        return value
    raise _wrong(path, "a string")


def _chat(value: Any, path: str) -> int | str:
    if isinstance(value, str):
        if value == "":
            raise bad_request(f"{path} is empty")
        if value.startswith("@"):
            return value
    return _integer(value, path)


def _file(value: Any, path: str) -> Upload | str:
    if isinstance(value, Upload | str):
        return value
    raise _wrong(path, "a file, a file identifier or a URL")


def _unplayed(value: Any, path: str) -> Any:
    raise bad_request(f'the simulator does not play the parameter "{path}"')


_SIMPLE: dict[str, Check] = {
    "int": _integer,
    "float": _number,
    "bool": _boolean,
    "str": _string,
    "chat": _chat,
    "file": _file,
    "~": _unplayed,
}


def _parsed(value: Any, path: str) -> Any:
    """JSON that came as a form field, read."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f'can\'t parse the parameter "{path}" as JSON') from None


def _array(check: Check) -> Check:
    def read(value: Any, path: str) -> list[Any]:
        items = _parsed(value, path)
        if not isinstance(items, list):
            raise _wrong(path, "an array")
        return [check(item, f"{path}[{number}]") for number, item in enumerate(items)]

    return read


def _object(kind: str) -> Check:
    def read(value: Any, path: str) -> dict[str, Any]:
        if kind == "KeyboardButton" and isinstance(value, str) and not value.startswith("{"):
            return {"text": value}
        item = _parsed(value, path)
        if not isinstance(item, dict):
            raise _wrong(path, "an object")
        name = _variant(kind, item, path)
        return fields(name, OBJECTS[name]).read(item, f"{path}.")

    return read


def _variant(kind: str, item: dict[str, Any], path: str) -> str:
    """Which of several objects this is: by its type, a keyboard by its distinctive field."""
    if kind == "Markup":
        for field, name in MARKUPS.items():
            if field in item:
                return name
        raise _wrong(path, "a keyboard")
    if kind in OBJECTS:
        return kind
    name = f"{kind}:{item.get('type')}"
    if name not in OBJECTS:
        raise bad_request(f'parameter "{path}.type" has the unknown or unplayed value {item.get("type")!r}')
    return name
