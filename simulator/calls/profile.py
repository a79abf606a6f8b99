"""The methods about the bot itself: who it is, its commands, names, descriptions, menu button, webhook and files."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from simulator.calls.ask import Ask, Described, chat_for
from simulator.errors import bad_request, conflict
from simulator.files import LARGEST_DOWNLOAD
from simulator.model import Json, Webhook
from simulator.scopes import scope_key

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def get_me(ask: Ask) -> Json:
    """getMe."""
    can = {
        "can_join_groups": True,
        "can_read_all_group_messages": not ask.bot.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return {**ask.bot.user(), **can}


def set_commands(ask: Ask) -> bool:
    """setMyCommands."""
    commands = []
    for command in ask.params["commands"]:
        name = command["command"].strip().removeprefix("/")
        if not _COMMAND.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        description = command["description"].strip()
        if not 1 <= len(description) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        commands.append({"command": name, "description": description})
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    key = _commands_key(ask)
    ask.bot.commands[key] = commands
    ask.world.changed()
    return True


def get_commands(ask: Ask) -> list[Json]:
    """getMyCommands."""
    return ask.bot.commands.get(_commands_key(ask), [])


def delete_commands(ask: Ask) -> bool:
    """deleteMyCommands."""
    ask.bot.commands.pop(_commands_key(ask), None)
    ask.world.changed()
    return True


def _commands_key(ask: Ask) -> tuple[str, str]:
    scope = ask.params.get("scope")
    if scope and "chat_id" in scope:
        chat = chat_for(Ask(ask.world, ask.bot, scope, {}))
        scope = {**scope, "chat_id": chat.id}
        if chat.person is not None and scope["type"] != "chat":
            raise bad_request("can't change commands in private chats for administrators or members")
    return scope_key(scope), _language(ask)


def _language(ask: Ask) -> str:
    code: str = ask.params.get("language_code", "")
    if code and not (len(code) == 2 and code.isascii() and code.islower()):
        raise bad_request("invalid language code specified")
    return code


def set_name(ask: Ask) -> bool:
    """setMyName."""
    return _set(ask, ask.bot.names, "name", 64)


def get_name(ask: Ask) -> Json:
    """getMyName."""
    names = ask.bot.names
    return {"name": names.get(_language(ask)) or names.get("") or ask.bot.name}


def set_description(ask: Ask) -> bool:
    """setMyDescription."""
    return _set(ask, ask.bot.descriptions, "description", 512)


def get_description(ask: Ask) -> Json:
    """getMyDescription."""
    texts = ask.bot.descriptions
    return {"description": texts.get(_language(ask)) or texts.get("", "")}


def set_short_description(ask: Ask) -> bool:
    """setMyShortDescription."""
    return _set(ask, ask.bot.short_descriptions, "short_description", 120)


def get_short_description(ask: Ask) -> Json:
    """getMyShortDescription."""
    texts = ask.bot.short_descriptions
    return {"short_description": texts.get(_language(ask)) or texts.get("", "")}


def _set(ask: Ask, texts: dict[str, str], field: str, limit: int) -> bool:
    value = ask.params.get(field, "").strip()
    if len(value) > limit:
        raise bad_request(f"{field.replace('_', ' ')} is too long")
    texts[_language(ask)] = value
    ask.world.changed()
    return True


def set_menu_button(ask: Ask) -> bool:
    """setChatMenuButton."""
    ask.bot.menu_buttons[ask.params.get("chat_id", 0)] = ask.params.get("menu_button", {"type": "default"})
    return True


def get_menu_button(ask: Ask) -> Json:
    """getChatMenuButton."""
    buttons = ask.bot.menu_buttons
    return buttons.get(ask.params.get("chat_id", 0)) or buttons.get(0) or {"type": "default"}


def set_webhook(ask: Ask) -> Described:
    """setWebhook. Plain HTTP is taken too, as a local Bot API server does; an empty address removes the webhook."""
    url = ask.params["url"].strip()
    if not url:
        return delete_webhook(ask)
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = ask.params.get("secret_token")
    if secret is not None and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = ask.params.get("max_connections", 40)
    if not 1 <= connections <= 100:
        raise bad_request("max_connections must be 1-100")
    _prepare(ask)
    ask.bot.updates.interrupt(conflict("terminated by setWebhook request"))
    if "allowed_updates" in ask.params:
        ask.bot.updates.allowed = tuple(ask.params["allowed_updates"])
    before = ask.bot.webhook
    ask.bot.webhook = Webhook(url, secret, connections)
    ask.world.on_webhook(ask.bot)
    same = before is not None and before.url == url
    return Described(True, "Webhook is already set" if same else "Webhook was set")


def delete_webhook(ask: Ask) -> Described:
    """deleteWebhook."""
    _prepare(ask)
    if ask.bot.webhook is None:
        return Described(True, "Webhook is already deleted")
    ask.bot.webhook = None
    ask.world.on_webhook(ask.bot)
    return Described(True, "Webhook was deleted")


def _prepare(ask: Ask) -> None:
    if ask.params.get("drop_pending_updates"):
        ask.bot.updates.clear()


def get_webhook_info(ask: Ask) -> Json:
    """getWebhookInfo."""
    webhook = ask.bot.webhook
    info: Json = {"url": webhook.url if webhook else "", "has_custom_certificate": False}
    info["pending_update_count"] = len(ask.bot.updates)
    if webhook:
        info["max_connections"] = webhook.max_connections
        if webhook.last_error is not None:
            info |= {"last_error_date": webhook.last_error_date, "last_error_message": webhook.last_error}
    if ask.bot.updates.allowed:
        info["allowed_updates"] = list(ask.bot.updates.allowed)
    return info


def get_file(ask: Ask) -> Json:
    """getFile: up to 20 MB."""
    stored = ask.world.files.by_id(ask.params["file_id"])
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return stored.as_file()
