"""Updates whose parts are made when they are looked at: the same values as python-telegram-bot's own."""

from __future__ import annotations

import pytest
from telegram import Chat, Message, TelegramObject, Update

from handlers.reading_updates import read

CHAT = {"id": -5, "type": "supergroup", "title": "Coordination", "is_forum": True}
SENDER = {"id": 7, "is_bot": False, "first_name": "Sara", "language_code": "ar"}
PLAIN = {"message_id": 3, "date": 1_790_000_000, "chat": CHAT, "from": SENDER, "text": "40 families"}
RICH = {
    **PLAIN,
    "message_thread_id": 9,
    "is_topic_message": True,
    "entities": [{"type": "bold", "offset": 0, "length": 2}],
    "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 2}],
    "reply_to_message": {**PLAIN, "message_id": 2},
    "forward_origin": {"type": "hidden_user", "date": 1_780_000_000, "sender_user_name": "Ali"},
    "something_new": {"of": "next year"},
}


NOTHING: dict[str, object] = {
    "text": None,
    "caption": None,
    "photo": None,
    "reply_to_message": None,
    "from": None,
}


@pytest.mark.parametrize(
    "raw", [PLAIN, RICH, PLAIN | NOTHING, {**PLAIN, "sender_chat": CHAT, "edit_date": 1_790_000_009}]
)
@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_every_attribute_is_that_of_the_library(raw: dict[str, object], kind: str) -> None:
    update, expected = read({"update_id": 1, kind: raw}), Update.de_json({"update_id": 1, kind: raw}, None)
    message, whole = getattr(update, kind), getattr(expected, kind)

    assert message is not None
    names = [name for name in Message.__slots__ if not name.startswith("_")]
    assert {name: getattr(message, name) for name in names} == {name: getattr(whole, name) for name in names}
    assert message.to_dict() == whole.to_dict()
    assert message.api_kwargs == whole.api_kwargs
    assert (update.effective_user, update.effective_chat) == (
        expected.effective_user,
        expected.effective_chat,
    )


def attributes(value: TelegramObject) -> dict[str, object]:
    names = {name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())}
    return {name: getattr(value, name) for name in names if not name.startswith("_")}


@pytest.mark.parametrize(
    "chat",
    [
        CHAT,
        {"id": 7, "type": "private", "first_name": "Sara", "username": "sara"},
        {"id": 7, "type": "of next year"},
        {"id": 7, "type": ["private"]},
    ],
)
@pytest.mark.parametrize("sender", [SENDER, {**SENDER, "username": "sara", "something_new": 1}])
def test_a_sender_and_a_chat_are_those_of_the_library(
    chat: dict[str, object], sender: dict[str, object]
) -> None:
    raw = {"update_id": 1, "message": {**PLAIN, "chat": chat, "from": sender}}
    update, expected = read(raw), Update.de_json(raw, None)

    assert attributes(update).keys() == attributes(expected).keys()
    for ours, theirs in (
        (update.effective_user, expected.effective_user),
        (update.effective_chat, expected.effective_chat),
    ):
        assert ours is not None
        assert theirs is not None
        assert attributes(ours) == attributes(theirs)
        assert (ours.full_name, ours.to_dict()) == (theirs.full_name, theirs.to_dict())
        assert not hasattr(ours, "no_such_thing")
    assert update.to_dict() == expected.to_dict()
    assert update == expected


def test_a_turn_makes_no_whole_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Chat, "de_json", None)
    chat = read({"update_id": 1, "message": PLAIN}).effective_chat

    assert chat is not None
    assert (chat.id, chat.type, chat.title, chat.username) == (-5, "supergroup", "Coordination", None)


def test_a_press_knows_its_card_and_nothing_of_what_stands_on_it() -> None:
    query = {"id": "q", "from": SENDER, "chat_instance": "c", "message": RICH, "data": "status.save 1 2"}
    pressed = read({"update_id": 1, "callback_query": query}).callback_query

    assert pressed is not None
    assert isinstance(pressed.message, Message)
    assert (pressed.id, pressed.data, pressed.from_user.id) == ("q", "status.save 1 2", 7)
    assert (pressed.message.message_id, pressed.message.message_thread_id, pressed.message.text) == (
        3,
        9,
        None,
    )


def test_a_press_under_a_message_that_is_gone_is_read_as_the_library_reads_it() -> None:
    gone = {"message_id": 3, "date": 0, "chat": CHAT}
    query = {"id": "q", "from": SENDER, "chat_instance": "c", "message": gone, "data": "x"}
    raw = {"update_id": 1, "callback_query": query}

    assert read(raw).to_dict() == Update.de_json(raw, None).to_dict()


def test_what_is_no_message_is_refused_as_the_library_refuses_it() -> None:
    for broken in ({"message_id": 3}, {**PLAIN, "chat": 5}):
        with pytest.raises((TypeError, KeyError, AttributeError)):
            read({"update_id": 1, "message": broken})
