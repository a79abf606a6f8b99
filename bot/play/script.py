"""A script: JSON Lines of people, groups, steps and expectations, read and checked before anything is played."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from coordination.people.person import Role
from coordination.places import gazetteer


class ScriptError(Exception):
    """The script cannot be played; the message names the line."""


class PersonLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody; known and approved from the start unless the role is "stranger"."""

    person: str
    name: str = ""
    language: str = "ar"
    role: Role = Role.STRANGER
    governorates: tuple[str, ...] = ()
    organisation: str = ""


class GroupLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A group; admitted from the start unless `approved` is false."""

    group: str
    members: tuple[str, ...]
    title: str = ""
    language: str = "both"
    summary_at: str = "18:00"
    approved: bool = True
    forum: bool = False


class StepLine(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"who": "from", "where": "in"}
):
    """At `at` (or at once) somebody does one thing; with no `who` only the clock moves. `voice` is a length in seconds."""

    at: datetime | None = None
    who: str = ""
    where: str = ""
    text: str | None = None
    press: str | None = None
    photo: str | None = None
    document: str | None = None
    caption: str | None = None
    location: tuple[float, float] | None = None
    voice: int | None = None
    edit: str | None = None
    reply: str | None = None

    @property
    def action(self) -> str:
        """The one thing that is done; empty when only the clock moves."""
        done = [name for name in ACTIONS if getattr(self, name) is not None]
        return done[0] if done else ""


ACTIONS = ("text", "press", "photo", "document", "location", "voice", "edit", "reply")


class ExpectLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A message to `to` since the last step matches `expect`, or none matches `never`."""

    to: str
    expect: str | None = None
    never: str | bool | None = None

    @property
    def pattern(self) -> str:
        return self.never if isinstance(self.never, str) else self.expect or ""

    @property
    def forbidden(self) -> bool:
        return bool(self.never)


Line = PersonLine | GroupLine | StepLine | ExpectLine


def read(path: Path) -> list[tuple[int, Line]]:
    """The lines of a script with their numbers. Raises ScriptError, naming the line, for what cannot be played."""
    try:
        raw_lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ScriptError(f"The script {path} cannot be read: {error}.") from error
    lines: list[tuple[int, Line]] = []
    names: set[str] = set()
    for number, raw in enumerate(raw_lines, 1):
        if raw.strip():
            try:
                line = _line(json.loads(raw))
                _check(line, names)
            except (ValueError, msgspec.ValidationError, re.error) as error:
                raise ScriptError(f"Line {number} of {path} cannot be played: {error}.") from error
            lines.append((number, line))
    return lines


def _line(raw: Any) -> Line:
    if not isinstance(raw, dict):
        raise ValueError("a line must be one JSON object")
    kinds: dict[str, type[Line]] = {
        "person": PersonLine,
        "group": GroupLine,
        "expect": ExpectLine,
        "never": ExpectLine,
    }
    kind = next((kinds[key] for key in kinds if key in raw), StepLine)
    return msgspec.convert(raw, kind)


def _check(line: Line, names: set[str]) -> None:
    if isinstance(line, PersonLine | GroupLine):
        name = line.person if isinstance(line, PersonLine) else line.group
        if name in names:
            raise ValueError(f"there are two called {name!r}")
        if isinstance(line, PersonLine):
            _check_governorates(line.governorates)
        else:
            _known(line.members, names)
        names.add(name)
    elif isinstance(line, ExpectLine):
        _known([line.to], names)
        re.compile(line.pattern)
    else:
        _check_step(line, names)


def _check_step(line: StepLine, names: set[str]) -> None:
    _known([name for name in (line.who, line.where) if name], names)
    done = [name for name in ACTIONS if getattr(line, name) is not None]
    if len(done) != (1 if line.who else 0):
        raise ValueError(f"somebody does exactly one of {', '.join(ACTIONS)}, and nobody none")
    if line.at is not None and line.at.tzinfo is None:
        raise ValueError("the time needs its offset, such as +03:00")
    if line.at is None and not line.who:
        raise ValueError("nobody does anything and no time passes")
    if line.press is not None:
        re.compile(line.press)


def _check_governorates(codes: tuple[str, ...]) -> None:
    known = {place.id for place in gazetteer().governorates()}
    for code in codes:
        if code not in known:
            raise ValueError(f"there is no governorate {code!r}; they are {', '.join(sorted(known))}")


def _known(wanted: list[str] | tuple[str, ...], names: set[str]) -> None:
    for name in wanted:
        if name not in names:
            raise ValueError(f"nobody and no group is called {name!r} up to here")
