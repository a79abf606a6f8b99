"""The state of a simulation and its few elementary changes; every visible change passes through here."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from simulator.clock import Clock
from simulator.faults import Faults
from simulator.files import FileStore
from simulator.model import Bot, Call, Callback, Chat, Json, Person
from simulator.privacy import bot_sees


class World:
    """People, bots, chats, files, and what bots called."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.bots: dict[str, Bot] = {}  # by token
        self.bots_by_id: dict[int, Bot] = {}
        self.persons: dict[int, Person] = {}
        self.deleted: set[int] = set()
        self.groups: dict[int, Chat] = {}  # groups, supergroups and channels
        self.files = FileStore()
        self.faults = Faults()
        self.ledger: list[Call] = []
        self.callbacks: dict[str, Callback] = {}
        self.answered: deque[Callback] = deque(maxlen=50)  # the latest, for the page's toasts
        self.enforce_limits = False
        self.on_webhook: Callable[[Bot], None] = lambda bot: None  # set by the server that posts
        self._listeners: dict[int, Callable[[], None]] = {}
        self._counter = 0
        self._account_message_id = 0

    def number(self) -> int:
        """A number that no earlier call returned."""
        self._counter += 1
        return self._counter

    def timestamp(self) -> int:
        """The current moment as Telegram writes it: whole seconds since 1970."""
        return int(self.clock.now().timestamp())

    def private(self, bot: Bot, person: Person) -> Chat:
        """The private chat of a person with a bot, begun or not."""
        chat = bot.private.get(person.id)
        if chat is None:
            chat = bot.private[person.id] = Chat(person.id, "private", person.name, person=person)
        return chat

    def author(self, message: Json) -> Bot | None:
        """The bot that sent a message, or None."""
        return self.bots_by_id.get(message["from"]["id"]) if "from" in message else None

    def post(self, chat: Chat, content: Json) -> Json:
        """Put a message into a chat: number, date and chat are added. Nobody is told yet; see `announce`."""
        if chat.kind in ("supergroup", "channel"):
            chat.last_message_id += 1
            number = chat.last_message_id
        else:  # private chats and basic groups count together
            self._account_message_id += 1
            number = self._account_message_id
        message = {"message_id": number, "date": self.timestamp(), "chat": chat.header(), **content}
        chat.messages[number] = message
        if "reply_markup" in message:
            chat.buttons[number] = None
        self.changed()
        return message

    def replace(self, chat: Chat, message: Json) -> None:
        """Put an edited message in its old place."""
        number = message["message_id"]
        chat.messages[number] = message
        if "reply_markup" in message:
            chat.buttons[number] = None
        else:
            chat.buttons.pop(number, None)
        self.changed()

    def remove(self, chat: Chat, message_id: int) -> None:
        """Delete a message."""
        del chat.messages[message_id]
        chat.buttons.pop(message_id, None)
        chat.pinned.pop(message_id, None)
        chat.reactions.pop(message_id, None)
        self.changed()

    def announce(self, chat: Chat, message: Json, kind: str = "message") -> None:
        """Queue the update about a message for each bot that the real server would tell."""
        now = self.clock.now()
        if chat.person is not None:
            for bot in self.bots.values():
                if bot.private.get(chat.id) is chat:
                    bot.updates.add(kind, message, now)
            return
        for bot_id, status in chat.bots.items():
            bot = self.bots_by_id[bot_id]
            if status in ("member", "administrator") and bot_sees(bot, chat, message):
                bot.updates.add(kind, message, now)

    def record(self, bot: Bot | None, method: str, params: Json, body: Json, status: int) -> None:
        """Write a call and its answer into the ledger."""
        ok: bool = body.get("ok", False)
        error: str | None = None if ok else body.get("description")
        name = bot.username if bot else None
        self.ledger.append(
            Call(
                self.clock.now(), name, method, params, ok, status, error, body.get("result") if ok else None
            )
        )

    def press(self, bot: Bot, person: Person, message: Json, data: str) -> Json:
        """Queue the callback query of a pressed button and return it."""
        query: Json = {
            "id": str(4_000_000_000_000_000 + self.number()),
            "from": person.user(),
            "message": message,
            "chat_instance": str(7_000_000_000 + message["chat"]["id"]),
            "data": data,
        }
        callback = Callback(query, self.clock.now(), bot)
        self.callbacks[query["id"]] = callback
        bot.updates.add("callback_query", query, callback.at)
        return query

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after every visible change; the returned function ends that."""
        key = self.number()
        self._listeners[key] = callback

        def unsubscribe() -> None:
            self._listeners.pop(key, None)

        return unsubscribe

    def changed(self) -> None:
        """Tell the listeners."""
        if self._listeners:
            for callback in list(self._listeners.values()):
                callback()


def without_reply(message: Json) -> Json:
    """A message as it appears inside another: its own reply left out."""
    return {key: value for key, value in message.items() if key != "reply_to_message"}


def user_of(world: World, user_id: int) -> Json | None:
    """The User object for an identifier, or None."""
    if bot := world.bots_by_id.get(user_id):
        return bot.user()
    person = world.persons.get(user_id)
    return person.user() if person else None
