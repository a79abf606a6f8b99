"""The methods that change messages: edits, deletion, pins, reactions, and answers to pressed buttons."""

from __future__ import annotations

from datetime import timedelta

from simulator.calls.ask import Ask, caption_of, is_admin, text_of, writable
from simulator.calls.sending import media, public
from simulator.errors import bad_request
from simulator.keyboards import check_markup
from simulator.model import Chat, Json
from simulator.world import without_reply

ANSWERABLE_FOR = timedelta(minutes=15)
DELETABLE_FOR = 48 * 3600  # seconds
# What a bot may react with: the emoji that the Bot API's ReactionTypeEmoji lists.
REACTIONS = frozenset(
    [
        "❤",
        "👍",
        "👎",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🤬",
        "😢",
        "🎉",
        "🤩",
        "🤮",
        "💩",
        "🙏",
        "👌",
        "🕊",
        "🤡",
        "🥱",
        "🥴",
        "😍",
        "🐳",
        "❤\u200d🔥",
        "🌚",
        "🌭",
        "💯",
        "🤣",
        "⚡",
        "🍌",
        "🏆",
        "💔",
        "🤨",
        "😐",
        "🍓",
        "🍾",
        "💋",
        "🖕",
        "😈",
        "😴",
        "😭",
        "🤓",
        "👻",
        "👨\u200d💻",
        "👀",
        "🎃",
        "🙈",
        "😇",
        "😨",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎅",
        "🎄",
        "☃",
        "💅",
        "🤪",
        "🗿",
        "🆒",
        "💘",
        "🙉",
        "🦄",
        "😘",
        "💊",
        "🙊",
        "😎",
        "👾",
        "🤷\u200d♂",
        "🤷",
        "🤷\u200d♀",
        "😡",
    ]
)
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


def edit_text(ask: Ask) -> Json:
    """editMessageText."""
    content = text_of(ask, ask.params)
    if "link_preview_options" in ask.params:
        content["link_preview_options"] = ask.params["link_preview_options"]
    chat, message = _own(ask)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edit(ask, chat, message, ("text", "entities", "link_preview_options"), content)


def edit_caption(ask: Ask) -> Json:
    """editMessageCaption."""
    content = caption_of(ask, ask.params)
    chat, message = _own(ask)
    if "photo" not in message and "document" not in message:
        raise bad_request("there is no caption in the message to edit")
    return _edit(ask, chat, message, ("caption", "caption_entities", "show_caption_above_media"), content)


def edit_markup(ask: Ask) -> Json:
    """editMessageReplyMarkup."""
    chat, message = _own(ask)
    return _edit(ask, chat, message, (), {})


def edit_media(ask: Ask) -> Json:
    """editMessageMedia."""
    item = ask.params["media"]
    chat, message = _own(ask)
    if "text" in message:
        raise bad_request("there is no media in the message to edit")
    content = {**media(ask, item["type"], item["media"]), **caption_of(ask, item)}
    gone = ("photo", "document", "caption", "caption_entities", "show_caption_above_media")
    return _edit(ask, chat, message, gone, content)


def _own(ask: Ask) -> tuple[Chat, Json]:
    """The message to edit, if it is the bot's own and can be edited."""
    if "message_id" not in ask.params:
        raise bad_request("message identifier is not specified")
    chat = writable(ask)
    message = chat.messages.get(ask.params["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    own = ask.world.author(message) is ask.bot or (chat.kind == "channel" and "sender_chat" in message)
    keyboard = message.get("reply_markup", {})
    if not own or "forward_origin" in message or (keyboard and "inline_keyboard" not in keyboard):
        raise bad_request("message can't be edited")
    return chat, message


def _edit(ask: Ask, chat: Chat, message: Json, replaced: tuple[str, ...], content: Json) -> Json:
    markup = check_markup(ask.params.get("reply_markup"))
    kept = {
        key: value for key, value in message.items() if key not in (*replaced, "reply_markup", "edit_date")
    }
    edited = {**kept, **content}
    if markup:
        edited["reply_markup"] = markup
    before = {key: value for key, value in message.items() if key != "edit_date"}
    if edited == before:
        raise bad_request(_NOT_MODIFIED)
    edited["edit_date"] = ask.world.timestamp()
    ask.world.replace(chat, edited)
    return edited


def delete_message(ask: Ask) -> bool:
    """deleteMessage."""
    chat = writable(ask)
    _delete(ask, chat, ask.params["message_id"])
    return True


def delete_messages(ask: Ask) -> bool:
    """deleteMessages: those that are not there are skipped."""
    chat = writable(ask)
    numbers = ask.params["message_ids"]
    if not 1 <= len(numbers) <= 100:
        raise bad_request(
            "message identifiers are not specified" if not numbers else "too many messages to delete"
        )
    for number in numbers:
        if number in chat.messages:
            _delete(ask, chat, number)
    return True


def _delete(ask: Ask, chat: Chat, number: int) -> None:
    message = chat.messages.get(number)
    if message is None:
        raise bad_request("message to delete not found")
    own = ask.world.author(message) is ask.bot
    allowed = own or chat.person is not None or is_admin(ask, chat)
    too_old = ask.world.timestamp() - message["date"] > DELETABLE_FOR and not (
        is_admin(ask, chat) and not own
    )
    if not allowed or too_old or "supergroup_chat_created" in message:
        raise bad_request(
            "message can't be deleted" if not too_old else "message can't be deleted for everyone"
        )
    ask.world.remove(chat, number)


def set_reaction(ask: Ask) -> bool:
    """setMessageReaction: a bot sets at most one, of the emoji that everybody may use."""
    chat = writable(ask)
    number = ask.params["message_id"]
    if number not in chat.messages:
        raise bad_request("message to react not found")
    chosen = ask.params.get("reaction", [])
    if len(chosen) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(reaction["emoji"].replace("\ufe0f", "") not in REACTIONS for reaction in chosen):
        raise bad_request("REACTION_INVALID")
    reactions = chat.reactions.setdefault(number, {})
    if chosen:
        reactions[ask.bot.id] = chosen
    else:
        reactions.pop(ask.bot.id, None)
    ask.world.changed()
    return True


def pin(ask: Ask) -> bool:
    """pinChatMessage: in a group a service message says so."""
    chat = _pinnable(ask)
    message = chat.messages.get(ask.params["message_id"])
    if message is None:
        raise bad_request("message to pin not found")
    if message["message_id"] in chat.pinned:
        raise bad_request("CHAT_NOT_MODIFIED")
    chat.pinned[message["message_id"]] = None
    place: Json = {key: message[key] for key in ("message_thread_id", "is_topic_message") if key in message}
    notice: Json = {"from": ask.bot.user(), **place, "pinned_message": public(without_reply(message))}
    ask.world.announce(chat, ask.world.post(chat, notice))
    return True


def unpin(ask: Ask) -> bool:
    """unpinChatMessage: the given one, or the newest."""
    chat = _pinnable(ask)
    number = ask.params.get("message_id") or next(reversed(chat.pinned), None)
    if number is None or number not in chat.pinned:
        raise bad_request("message to unpin not found")
    del chat.pinned[number]
    ask.world.changed()
    return True


def unpin_all(ask: Ask) -> bool:
    """unpinAllChatMessages."""
    _pinnable(ask).pinned.clear()
    ask.world.changed()
    return True


def unpin_topic(ask: Ask) -> bool:
    """unpinAllForumTopicMessages."""
    chat = _pinnable(ask)
    thread = ask.params["message_thread_id"]
    if thread not in chat.topics:
        raise bad_request("message thread not found")
    for number in [n for n in chat.pinned if chat.messages[n].get("message_thread_id") == thread]:
        del chat.pinned[number]
    ask.world.changed()
    return True


def _pinnable(ask: Ask) -> Chat:
    chat = writable(ask)
    if chat.kind == "supergroup" and not is_admin(ask, chat):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


def answer_callback(ask: Ask) -> bool:
    """answerCallbackQuery: once, and within 15 simulated minutes."""
    callback = ask.world.callbacks.get(ask.params["callback_query_id"])
    expired = callback is not None and ask.world.clock.now() - callback.at > ANSWERABLE_FOR
    if callback is None or callback.bot is not ask.bot or callback.outcome is not None or expired:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = ask.params.get("text", "")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    url = ask.params.get("url")
    if url is not None and not url.startswith(
        (f"https://t.me/{ask.bot.username}", f"t.me/{ask.bot.username}")
    ):
        raise bad_request("URL_INVALID")
    callback.outcome = {"text": text, "show_alert": ask.params.get("show_alert", False), "url": url}
    ask.world.answered.append(callback)
    ask.world.changed()
    return True
