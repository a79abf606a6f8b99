"""Configuration: a TOML file, overridden by environment variables, checked as a whole before anything starts."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from coordination.cases import waiting
from coordination.cases.vault import BadKey, Vault, vault_of
from coordination.knowledge import passing
from storage import password_in

DEFAULT_FILE = "config.toml"
NO_TOKEN = "0:NONE"  # noqa: S105  what stands in its place where no token is needed
TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{4,100}")


class ConfigError(Exception):
    """The configuration cannot be used; the message is one sentence for the operator."""


class Webhook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """With a `url` the bot sets the webhook itself and listens; without one it polls."""

    url: str = ""
    listen: str = "127.0.0.1:8443"
    secret: str = ""


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Telegram's published limits for messages; 0 switches one off (a Bot API server of one's own)."""

    per_second: int = 30
    per_chat_per_second: int = 1
    per_group_per_minute: int = 20


class Cases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Keys that seal what cases keep of persons: in a file, or as text, one a line. Without any, cases are off.

    Then how long cases may wait: for the desk when overdue, and for their applicants when incomplete.
    """

    key_file: str = ""
    key: str = ""
    escalate_after_hours: int = 48
    remind_after_days: int = 14
    close_after_days: int = 28

    @property
    def patience(self) -> waiting.Patience:
        """How long cases may wait."""
        return waiting.Patience(
            admins=timedelta(hours=self.escalate_after_hours),
            remind=timedelta(days=self.remind_after_days),
            close=timedelta(days=self.close_after_days),
        )


class Questions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long a question that was passed on may stay without an answer."""

    escalate_after_hours: int = 4
    escalate_again_after_hours: int = 8
    close_after_days: int = 7

    @property
    def patience(self) -> passing.Patience:
        """How long questions may wait."""
        return passing.Patience(
            desk=timedelta(hours=self.escalate_after_hours),
            admins=timedelta(hours=self.escalate_again_after_hours),
            close=timedelta(days=self.close_after_days),
        )


class Feed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Private calendar addresses begin with `url`; without one there are none."""

    url: str = ""
    listen: str = "127.0.0.1:8444"


class Monitor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Metrics and health on `listen`, or none. Admins are told of silence after so many minutes; 0: of nothing."""

    listen: str = ""
    silent_minutes: int = 5


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that can be configured; `config.example.toml` explains each setting."""

    token: str
    api_url: str = "https://api.telegram.org"
    database_url: str = "sqlite:///data/tansiq.sqlite"
    admins: tuple[int, ...] = ()
    webhook: Webhook = Webhook()
    limits: Limits = Limits()
    cases: Cases = Cases()
    questions: Questions = Questions()
    feed: Feed = Feed()
    monitor: Monitor = Monitor()

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be written anywhere."""
        return (
            self.token,
            self.token.partition(":")[2],
            self.webhook.secret,
            password_in(self.database_url),
            *self.cases.key.split(),
        )


VARIABLES = {
    "BOT_TOKEN": ("", "token"),
    "BOT_API_URL": ("", "api_url"),
    "BOT_DATABASE_URL": ("", "database_url"),
    "BOT_WEBHOOK_URL": ("webhook", "url"),
    "BOT_WEBHOOK_LISTEN": ("webhook", "listen"),
    "BOT_WEBHOOK_SECRET": ("webhook", "secret"),
    "BOT_FEED_URL": ("feed", "url"),
    "BOT_FEED_LISTEN": ("feed", "listen"),
    "BOT_MONITOR_LISTEN": ("monitor", "listen"),
    "TANSIQ_CASE_KEY": ("cases", "key"),
}
"""What of the environment goes before the file: the table of the setting ("" for none) and its name."""


def load(environ: Mapping[str, str] | None = None, *, token_needed: bool = True) -> Config:
    """Read BOT_CONFIG (or config.toml where there is one), then the other BOT_ variables.

    What only works on the database does not need the token. Raises ConfigError, naming the setting, its file or variable, and how to mend it.
    """
    env = os.environ if environ is None else environ
    path = file_named(env)
    values = _file(path, must_exist=bool(env.get("BOT_CONFIG")))
    _override(values, env)
    if not values.get("token") and not token_needed:
        values["token"] = NO_TOKEN
    if not values.get("token"):
        raise ConfigError(
            "There is no bot token: copy config.example.toml to config.toml and put in the token from @BotFather, "
            "or set BOT_TOKEN."
        )
    try:
        config = msgspec.convert(values, Config)
    except msgspec.ValidationError as error:
        raise ConfigError(f"The configuration {path} cannot be used: {error}.") from error
    _check(config)
    return config


def file_named(environ: Mapping[str, str] | None = None) -> Path:
    """The configuration file: BOT_CONFIG, or config.toml, whether or not there is one."""
    env = os.environ if environ is None else environ
    return Path(env.get("BOT_CONFIG") or DEFAULT_FILE)


def vault(config: Config) -> Vault | None:
    """What seals cases; None where no key is configured, and cases are off. Raises ConfigError for a bad key."""
    name, text = "cases.key", config.cases.key
    if config.cases.key_file and not text:
        name = f"the key file {config.cases.key_file}"
        try:
            text = Path(config.cases.key_file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(f"{name} of cases cannot be read: {error}.") from error
    if not config.cases.key_file and not text:
        return None
    try:
        return vault_of(text)
    except BadKey as error:
        raise ConfigError(f"{name} cannot be used: {error}.") from error


def _file(path: Path, *, must_exist: bool) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if must_exist:
            raise ConfigError(f"The configuration file {path} named by BOT_CONFIG does not exist.") from None
        return {}
    except OSError as error:
        raise ConfigError(f"The configuration file {path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"The configuration file {path} is not valid TOML: {error}.") from error


def _override(values: dict[str, Any], env: Mapping[str, str]) -> None:
    for variable, (table, name) in VARIABLES.items():
        if (value := env.get(variable)) and table:
            _override_in(table, name, values, value)
        elif value:
            values[name] = value
    if admins := env.get("BOT_ADMINS"):
        try:
            values["admins"] = [int(part) for part in admins.replace(",", " ").split()]
        except ValueError:
            raise ConfigError(
                f"BOT_ADMINS must be Telegram ids with commas between them, not {admins!r}."
            ) from None


def unknown_variables(environ: Mapping[str, str]) -> list[str]:
    """Variables that look like settings and are none, such as a misspelt one."""
    known = {*VARIABLES, "BOT_ADMINS", "BOT_CONFIG"}
    return sorted(variable for variable in environ if variable.startswith("BOT_") and variable not in known)


def _override_in(table: str, name: str, values: dict[str, Any], value: str) -> None:
    within = values.setdefault(table, {})
    if not isinstance(within, dict):
        raise ConfigError(f"The setting {table} must be a table: [{table}].")
    within[name] = value


def _check(config: Config) -> None:
    if not TOKEN.fullmatch(config.token):
        raise ConfigError("The bot token is not of the form 123456:ABC-DEF that @BotFather gives.")
    _check_waiting(config)
    if urlsplit(config.api_url).scheme not in ("http", "https"):
        raise ConfigError(f"api_url must begin with http:// or https://, not {config.api_url!r}.")
    if (
        min(config.limits.per_second, config.limits.per_chat_per_second, config.limits.per_group_per_minute)
        < 0
    ):
        raise ConfigError("A limit cannot be below zero; 0 switches it off.")
    if config.webhook.url:
        if urlsplit(config.webhook.url).scheme not in ("http", "https"):
            raise ConfigError(f"webhook.url must begin with https://, not {config.webhook.url!r}.")
        if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", config.webhook.secret):
            raise ConfigError(
                "webhook.secret needs 16 to 256 letters, digits, - or _: anyone could post without it."
            )
        address(config.webhook.listen)
    if config.feed.url:
        if urlsplit(config.feed.url).scheme not in ("http", "https"):
            raise ConfigError(f"feed.url must begin with https://, not {config.feed.url!r}.")
        address(config.feed.listen, "feed.listen")
    if config.monitor.listen:
        address(config.monitor.listen, "monitor.listen")
    if config.monitor.silent_minutes < 0:
        raise ConfigError("monitor.silent_minutes cannot be below zero; 0 switches all alarms off.")


def _check_waiting(config: Config) -> None:
    asked, cases = config.questions, config.cases
    for setting, first, later in (
        (
            "questions.escalate_again_after_hours",
            asked.escalate_after_hours,
            asked.escalate_again_after_hours,
        ),
        ("cases.close_after_days", cases.remind_after_days, cases.close_after_days),
    ):
        if not 0 < first < later:
            raise ConfigError(
                f"{setting} must be more than what comes before it ({first}), not {later}; both above 0."
            )
    for setting, value in (
        ("questions.close_after_days", asked.close_after_days),
        ("cases.escalate_after_hours", cases.escalate_after_hours),
    ):
        if value < 1:
            raise ConfigError(f"{setting} must be 1 or more, not {value}.")


def address(listen: str, setting: str = "webhook.listen") -> tuple[str, int]:
    """Split "127.0.0.1:8443" into host and port; raises ConfigError when it is none."""
    host, colon, port = listen.rpartition(":")
    if not colon or not host or not port.isdigit() or not 0 <= int(port) < 65536:
        raise ConfigError(f"{setting} must be host:port, such as 127.0.0.1:8443, not {listen!r}.")
    return host.strip("[]"), int(port)
