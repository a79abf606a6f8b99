"""The methods that put messages into chats."""

from __future__ import annotations

from typing import Any

from simulator.calls.ask import Ask, caption_of, chat_for, is_admin, require_membership, text_of, writable
from simulator.errors import bad_request
from simulator.files import RECORDINGS, FileKind
from simulator.keyboards import check_markup
from simulator.model import Chat, Json
from simulator.people import forwarded
from simulator.schema import Upload
from simulator.world import without_reply

_ACTIONS = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
]


def send_message(ask: Ask) -> Json:
    """sendMessage."""
    content = text_of(ask, ask.params)
    if "link_preview_options" in ask.params:
        content["link_preview_options"] = ask.params["link_preview_options"]
    return post(ask, content)


def send_photo(ask: Ask) -> Json:
    """sendPhoto."""
    spoiler = {"has_media_spoiler": True} if ask.params.get("has_spoiler") else {}
    return post(ask, {**media(ask, "photo", ask.params["photo"]), **caption_of(ask, ask.params), **spoiler})


def send_document(ask: Ask) -> Json:
    """sendDocument."""
    return post(ask, {**media(ask, "document", ask.params["document"]), **caption_of(ask, ask.params)})


def send_recording(ask: Ask) -> Json:
    """sendVoice, sendAudio, sendVideo and sendVideoNote: they differ in the name of the file."""
    kind = next(kind for kind in RECORDINGS if kind in ask.params)
    content = media(ask, kind, ask.params[kind])
    for detail in ("duration", "width", "height", "length", "performer", "title"):
        if detail in ask.params:
            content[kind] = {**content[kind], detail: ask.params[detail]}
    return post(ask, {**content, **caption_of(ask, ask.params)})


def send_location(ask: Ask) -> Json:
    """sendLocation, without live locations."""
    latitude, longitude = ask.params["latitude"], ask.params["longitude"]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong location specified")
    location = {"latitude": latitude, "longitude": longitude}
    if "horizontal_accuracy" in ask.params:
        location["horizontal_accuracy"] = ask.params["horizontal_accuracy"]
    return post(ask, {"location": location})


def send_media_group(ask: Ask) -> list[Json]:
    """sendMediaGroup: two to ten photos, or two to ten documents."""
    items = ask.params["media"]
    if not 2 <= len(items) <= 10:
        raise bad_request("an album has 2-10 items")
    if len({item["type"] for item in items}) > 1:
        raise bad_request("document can't be mixed with other media types")
    contents = [{**media(ask, item["type"], item["media"]), **caption_of(ask, item)} for item in items]
    writable(ask)
    group = {"media_group_id": str(13_000_000_000 + ask.world.number())}
    return [post(ask, {**content, **group}) for content in contents]


def forward_message(ask: Ask) -> Json:
    """forwardMessage."""
    original = _original(ask)
    return post(ask, forwarded(ask.world, original))


def copy_message(ask: Ask) -> Json:
    """copyMessage."""
    content = forwarded(ask.world, _original(ask))
    del content["forward_origin"]
    if "caption" in ask.params:
        if "text" in content:
            raise bad_request("message can't be copied with a caption")
        content.pop("caption_entities", None)
        content |= caption_of(ask, ask.params)
    return {"message_id": post(ask, content)["message_id"]}


def _original(ask: Ask) -> Json:
    source = chat_for(ask, "from_chat_id")
    require_membership(ask, source)
    message = source.messages.get(ask.params["message_id"])
    if message is None:
        raise bad_request("message to forward not found")
    return message


def send_chat_action(ask: Ask) -> bool:
    """sendChatAction: checked and shown nowhere."""
    chat = writable(ask)
    _thread(ask, chat)
    if ask.params["action"] not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def media(ask: Ask, kind: FileKind, value: Upload | str) -> Json:
    """The file part of a message from an upload, "attach://name" or the identifier of a file sent before."""
    if isinstance(value, str) and value.startswith("attach://"):
        name = value.removeprefix("attach://")
        if name not in ask.attachments:
            raise bad_request(f'there is no file "{name}" in the request')
        value = ask.attachments[name]
    if isinstance(value, Upload):
        return ask.world.files.add(kind, value.data, value.name, value.mime, checked=True).content()
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # the simulator reaches no other server
    stored = ask.world.files.by_id(value)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored.content()


def post(ask: Ask, content: Json) -> Json:
    """Send a message of the bot: the chat's and the reply's checks, the keyboard, the posting."""
    markup = check_markup(ask.params.get("reply_markup"))
    chat = writable(ask)
    message: Json = {"from": ask.bot.user()}
    if chat.kind == "channel":
        message = {"sender_chat": chat.header()}
    message |= _reply(ask, chat)
    message |= _thread(ask, chat, message.get("reply_to_message"))
    message |= content
    if ask.params.get("protect_content"):
        message["has_protected_content"] = True
    if markup:
        message["reply_markup"] = markup
    return public(ask.world.post(chat, message))


def public(message: Json) -> Json:
    """A message as the server returns it: of the keyboards only an inline one."""
    if "inline_keyboard" in message.get("reply_markup", {"inline_keyboard": ()}):
        return message
    return {key: value for key, value in message.items() if key != "reply_markup"}


def _reply(ask: Ask, chat: Chat) -> Json:
    wanted: dict[str, Any] | None = ask.params.get("reply_parameters")
    if not wanted:
        return {}
    if wanted.get("chat_id") not in (None, chat.id):
        raise bad_request("the simulator does not play replies to other chats")
    target = chat.messages.get(wanted.get("message_id", 0))
    if target is None:
        if wanted.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    answer: Json = {"reply_to_message": public(without_reply(target))}
    if quote := wanted.get("quote"):
        position = (target.get("text") or target.get("caption") or "").find(quote)
        if position < 0:
            raise bad_request("QUOTE_TEXT_INVALID")
        answer["quote"] = {"text": quote, "position": position, "is_manual": True}
    return answer


def _thread(ask: Ask, chat: Chat, reply: Json | None = None) -> Json:
    number = ask.params.get("message_thread_id")
    if number is None:
        number = reply.get("message_thread_id") if reply and reply.get("is_topic_message") else None
        if number is None:
            return {}
    topic = chat.topics.get(number)
    if topic is None:
        raise bad_request("message thread not found")
    if topic.closed and not is_admin(ask, chat):
        raise bad_request("TOPIC_CLOSED")
    place: Json = {"message_thread_id": number, "is_topic_message": True}
    if reply is None and number in chat.messages:
        place["reply_to_message"] = without_reply(chat.messages[number])
    return place
