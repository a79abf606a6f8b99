"""``python -m bot doctor``: is everything there that the bot needs?"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import aiohttp
import click
from telegram.error import InvalidToken, TelegramError

from bot import config, logs
from bot.api import BotApi
from bot.commands.stopping import one_sentence, run_to_end
from coordination.summaries import rollups
from storage import DatabaseError, copies, database_file, is_server, open_database, schema_version
from storage.migrations import newest
from views.paper import receipt, typesetting

LEAST_DISK = 500 * 1024 * 1024
LARGEST_DRIFT = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination."""

    what: str
    verdict: Literal["ok", "warning", "wrong"]
    words: str


@click.command(short_help="Check configuration, token, API, database, clock, disk and fonts.")
def doctor() -> None:
    """Examine this installation; exits with 1 when something is wrong (warnings do not count).

    \b
    Example:
      BOT_CONFIG=config.toml python -m bot doctor
    """
    logs.configure(level="ERROR")
    with one_sentence():
        if run_to_end(_examine(config.load(token_needed=False))):
            sys.exit(1)


async def _examine(settings: config.Config) -> bool:
    wrong = False
    async for finding in _findings(settings):
        mark = {"ok": "ok     ", "warning": "WARNING", "wrong": "WRONG  "}[finding.verdict]
        click.echo(f"{mark}  {finding.what:<14} {finding.words}")
        wrong = wrong or finding.verdict == "wrong"
    return wrong


async def _findings(settings: config.Config) -> AsyncIterator[Finding]:
    admins = len(settings.admins)
    yield Finding(
        "configuration",
        "ok" if admins else "warning",
        f"{admins} first admin(s)"
        if admins
        else "no admins: nobody can let anybody in (set admins or BOT_ADMINS)",
    )
    for variable in config.unknown_variables(os.environ):
        yield Finding(
            "configuration", "warning", f"{variable} is no setting of the bot and is ignored{meant(variable)}"
        )
    for finding in (file_rights(config.file_named()), transport(settings.api_url)):
        if finding is not None:
            yield finding
    for finding in case_key(settings):
        yield finding
    yield no_token(config.file_named()) if settings.token == config.NO_TOKEN else await _api(settings)
    yield await in_database(settings)
    yield await _clock(settings)
    yield _disk(settings)
    yield papers()
    yield _fonts()


def meant(variable: str) -> str:
    """The setting that a misspelt variable comes nearest to, as a question; nothing where there is none."""
    near = get_close_matches(variable, config.VARIABLES, 1, 0.8)
    return f": is {near[0]} meant?" if near else ""


def file_rights(path: Path) -> Finding | None:
    """A warning when others than its owner can read the configuration file, which holds the token."""
    if not open_to_others(path):
        return None
    return Finding(
        "configuration", "warning", f"others can read {path} and the token in it: chmod 600 {path}"
    )


def open_to_others(path: Path) -> bool:
    """Whether others than its owner can read a file; never on Windows, where such rights always look open."""
    return os.name == "posix" and path.exists() and bool(path.stat().st_mode & 0o044)


def no_token(path: Path) -> Finding:
    """That there is no token to try, and where it belongs."""
    if path.exists():
        return Finding("token", "wrong", f"{path} has an empty token: put in the one from @BotFather")
    return Finding("token", "wrong", "there is none: copy config.example.toml to config.toml and put it in")


def case_key(settings: config.Config) -> list[Finding]:
    """Whether what cases keep of persons can be sealed, and whether others can read the key."""
    try:
        vault = config.vault(settings)
    except config.ConfigError as error:
        return [Finding("cases", "wrong", str(error))]
    if vault is None:
        return [Finding("cases", "warning", "switched off: no key (set cases.key_file or TANSIQ_CASE_KEY)")]
    path = Path(settings.cases.key_file)
    if settings.cases.key_file and not settings.cases.key and open_to_others(path):
        return [Finding("cases", "warning", f"others can read the key in {path}: chmod 600 {path}")]
    return [Finding("cases", "ok", "what is kept of persons is sealed")]


def transport(api_url: str) -> Finding | None:
    """A warning when calls, with the token in their address, go unencrypted to another machine."""
    address = urlsplit(api_url)
    if address.scheme != "http" or _is_here(address.hostname or ""):
        return None
    return Finding(
        "API",
        "warning",
        f"{api_url} is not encrypted: whoever listens on the way can read the token; use https",
    )


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


async def _api(settings: config.Config) -> Finding:
    try:
        async with BotApi(settings.api_url, settings.token) as api:
            me = await api.call("getMe", within=10)
            hook = await api.call("getWebhookInfo", within=10)
    except InvalidToken:
        return Finding("token", "wrong", "the Bot API refuses the token: check it with @BotFather")
    except TelegramError as error:
        return Finding("API", "wrong", f"{settings.api_url} cannot be used: {error}")
    trouble = hook.get("last_error_message")
    return Finding(
        "token and API",
        "warning" if trouble else "ok",
        f"@{me['username']}, {hook['pending_update_count']} update(s) waiting"
        + (f", last webhook error: {trouble}" if trouble else ""),
    )


async def in_database(settings: config.Config) -> Finding:
    """Whether the database is there, sound and up to date, and its sums are what the reports give."""
    path = None if is_server(settings.database_url) else database_file(settings.database_url)
    if path and not os.path.exists(path):  # noqa: ASYNC240, PTH110  a one-shot command may wait for its disk
        return Finding("database", "warning", f"{path} does not exist yet; `run` or `migrate` makes it")
    try:
        if path:
            await asyncio.to_thread(copies.refuse_damaged, path)
        database = await open_database(settings.database_url)
    except DatabaseError as error:
        return Finding("database", "wrong", str(error))
    try:
        version, known = await schema_version(database), newest()
        if version > known:
            return Finding("database", "wrong", f"schema {version} is newer than this program ({known})")
        if version < known:
            return Finding(
                "database", "warning", f"schema {version}, this program has {known}; `migrate` mends it"
            )
        async with database.reading() as tx:
            differing = await rollups.differences(tx)
            states = {row["state"]: row["n"] for row in await tx.outbox.counts()}
            dead = {row["state"]: row["n"] for row in await tx.inbox.counts()}.get("dead", 0)
    finally:
        await database.close()
    if differing:
        return Finding("database", "wrong", differing_sums(differing))
    odd = {"unknown deliveries": states.get("unknown", 0), "updates set aside": dead}
    words = ", ".join(f"{n} {name}" for name, n in odd.items() if n)
    return Finding(
        "database", "warning" if words else "ok", f"schema {version}{': ' + words if words else ''}"
    )


def differing_sums(cells: Sequence[tuple[str, str, str, str]]) -> str:
    """That sums are not what the reports give, with the first of them: day, governorate, kind, sector."""
    first = " ".join(part for part in cells[0] if part)
    return f"{len(cells)} kept sum(s) are not what the reports give, the first: {first}"


async def _clock(settings: config.Config) -> Finding:
    try:
        async with (
            aiohttp.ClientSession() as session,
            session.head(
                settings.api_url, timeout=aiohttp.ClientTimeout(total=10), allow_redirects=False
            ) as answer,
        ):
            said = answer.headers.get("Date")
    except (aiohttp.ClientError, TimeoutError):
        said = None
    if said is None:
        return Finding("clock", "warning", "could not be compared: the API server tells no time")
    drift = abs(datetime.now(UTC) - parsedate_to_datetime(said))
    if drift > LARGEST_DRIFT:
        return Finding(
            "clock", "wrong", f"differs from the API server's by {drift.total_seconds():.0f} s: use NTP"
        )
    return Finding("clock", "ok", "agrees with the API server's")


def _disk(settings: config.Config) -> Finding:
    if is_server(settings.database_url):
        return Finding("disk", "ok", "the database is a server's: watch the disk there")
    folder = database_file(settings.database_url).absolute().parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    words = f"{free // 1024**2:,} MiB free for the database"
    return Finding("disk", "ok" if free >= LEAST_DISK else "wrong", words)


def papers() -> Finding:
    """Whether receipts and other papers can be drawn, with Arabic letters in them."""
    try:
        families = typesetting.families()
        typesetting.png("receipt", receipt.EMPTY, ppi=20)
    except Exception as error:
        return Finding(
            "papers", "wrong", f"cannot be drawn ({type(error).__name__}): install again (make install)"
        )
    if typesetting.FONT not in families:
        return Finding(
            "papers", "wrong", f"the font {typesetting.FONT} is missing: install again (make install)"
        )
    return Finding("papers", "ok", f"can be drawn, in {typesetting.FONT}")


def _fonts() -> Finding:
    lister = shutil.which("fc-list")
    if lister is None:
        return Finding(
            "fonts", "warning", "fc-list is not installed, so Arabic fonts could not be looked for"
        )
    found = subprocess.run([lister, ":lang=ar", "family"], capture_output=True, text=True, check=False)  # noqa: S603  fixed command
    count = len(set(found.stdout.splitlines()))
    if not count:
        return Finding(
            "fonts", "warning", "no font with Arabic letters; the chat page needs one (fonts-noto-core)"
        )
    return Finding("fonts", "ok", f"{count} font families with Arabic letters")
