"""Which of the command lists a bot has set holds for somebody: the Bot API's order of scopes and languages."""

from __future__ import annotations

from simulator.model import Bot, Chat, Json, Person


def scope_key(scope: Json | None) -> str:
    """A scope as a key; none means the default."""
    if not scope:
        return "default"
    return ":".join(str(scope[name]) for name in ("type", "chat_id", "user_id") if name in scope)


def effective_commands(bot: Bot, chat: Chat, person: Person) -> list[Json]:
    """The menu that this person sees in this chat."""
    language = person.language.partition("-")[0].lower()
    for scope in _order(chat, person):
        for code in (language, ""):
            if commands := bot.commands.get((scope, code)):
                return commands
    return []


def _order(chat: Chat, person: Person) -> list[str]:
    if chat.person is not None:
        return [f"chat:{chat.id}", "all_private_chats", "default"]
    order = [f"chat_member:{chat.id}:{person.id}"]
    is_admin = person.id in chat.admins
    if is_admin:
        order.append(f"chat_administrators:{chat.id}")
    order.append(f"chat:{chat.id}")
    if is_admin:
        order.append("all_chat_administrators")
    return [*order, "all_group_chats", "default"]
