"""The simulator as one object: a Bot API server to start, and people to speak as."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from simulator import membership, people
from simulator.clock import Clock
from simulator.faults import Faults
from simulator.files import FileKind, Recording
from simulator.http import LARGEST_REQUEST, BotApi
from simulator.model import Bot, Call, Chat, GroupKind, Json, Person
from simulator.state import page_state
from simulator.webhook import WebhookSender
from simulator.world import World

_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Simulator:
    """A Telegram of its own. Message, callback and chat objects are the Bot API's JSON as dicts.

    All methods belong to the event loop that `start` ran in; only `start` and `stop` wait. Where a `bot` can be
    given, none means the first one.
    """

    def __init__(
        self,
        clock: Clock | None = None,
        token: str = "4200:SIMULATOR-TOKEN",  # noqa: S107  # opens nothing but a simulator
        username: str = "tansiq_bot",
        enforce_limits: bool = False,
        name: str = "Tansiq",
        privacy: bool = True,
    ) -> None:
        self.clock = clock or Clock()
        self.world = World(self.clock)
        self.world.enforce_limits = enforce_limits
        self.bot = self.add_bot(token, username, name, privacy)
        self.bookmarks: Callable[[], list[tuple[str, datetime]]] = list
        self.app = web.Application(client_max_size=LARGEST_REQUEST)
        self.app.on_response_prepare.append(self._tell_time)
        self._api = BotApi(self.world)
        self._api.add_to(self.app)
        self.webhooks = WebhookSender(self.world)
        self.world.on_webhook = self.webhooks.changed
        self._runner: web.AppRunner | None = None
        self._address = ("", 0)
        self._channel: Chat | None = None
        self.clock.subscribe(self.world.changed)

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Serve; port 0 picks a free one. OSError if the port is in use."""
        # Cancelling the handler of a client that went away ends its long poll at once.
        runner = web.AppRunner(self.app, handler_cancellation=True, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        self._address = (host, runner.addresses[0][1])

    async def stop(self) -> None:
        """End every connection and free the port."""
        await self.webhooks.stop()
        if self._runner is not None:
            self._api.release()
            await self._runner.cleanup()
            self._runner = None

    async def _tell_time(self, _request: web.Request, response: web.StreamResponse) -> None:
        response.headers["Date"] = format_datetime(self.clock.now(), usegmt=True)

    @property
    def url(self) -> str:
        """The server's root, without a slash at the end."""
        host, port = self._address
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    @property
    def token(self) -> str:
        """The first bot's token."""
        return self.bot.token

    @property
    def enforce_limits(self) -> bool:
        """Whether the published sending limits hold."""
        return self.world.enforce_limits

    @enforce_limits.setter
    def enforce_limits(self, enforced: bool) -> None:
        self.world.enforce_limits = enforced

    # Who is there

    def add_bot(self, token: str, username: str, name: str | None = None, privacy: bool = True) -> Bot:
        """Register a bot. ValueError for a token or username that is taken or no token ("<number>:<secret>")."""
        number = token.partition(":")[0]
        if not number.isdigit() or ":" not in token:
            raise ValueError("a bot token looks like 4200:SECRET")
        taken = {bot.username.lower() for bot in self.world.bots.values()}
        if int(number) in self.world.bots_by_id or username.lower() in taken:
            raise ValueError("there is already a bot with this number or username")
        bot = Bot(int(number), token, username, name or username, privacy)
        self.world.bots[token] = self.world.bots_by_id[bot.id] = bot
        return bot

    def add_person(
        self, name: str, language: str = "en", id: int | None = None, username: str | None = None
    ) -> Person:
        """Somebody new. ValueError if the id is taken or not positive."""
        number = 1_000_000_000 + self.world.number() if id is None else id
        if number in self.world.persons or number in self.world.bots_by_id or number <= 0:
            raise ValueError(f"{number} is taken or no id of a person")
        person = self.world.persons[number] = Person(number, name, language, username)
        self.world.changed()
        return person

    def add_group(
        self,
        title: str,
        members: Iterable[Person],
        kind: GroupKind = "supergroup",
        forum: bool = False,
        id: int | None = None,
        bot_is_member: bool = False,
        bot_is_admin: bool = False,
        username: str | None = None,
    ) -> Chat:
        """A group; its first member created it. The flags put the first bot in without any update."""
        number = self._group_id(kind) if id is None else id
        if number in self.world.groups or number >= 0:
            raise ValueError(f"{number} is taken or no id of a group")
        if forum and kind != "supergroup":
            raise ValueError("only a supergroup can be a forum")
        chat = Chat(number, kind, title, username=username, forum=forum)
        chat.members = {person.id: person for person in members}
        chat.admins = set(list(chat.members)[:1])
        if bot_is_member or bot_is_admin:
            chat.bots[self.bot.id] = "administrator" if bot_is_admin else "member"
        self.world.groups[number] = chat
        self.world.changed()
        return chat

    def _group_id(self, kind: str) -> int:
        return (-4_000_000 if kind == "group" else -1_002_000_000_000) - self.world.number()

    def add_bot_to_group(self, chat: Chat, by: Person, bot: Bot | None = None) -> None:
        """A member adds the bot: my_chat_member, and the service message."""
        membership.add_bot(self.world, chat, bot or self.bot, by)

    def remove_bot_from_group(self, chat: Chat, by: Person, bot: Bot | None = None) -> None:
        """Somebody takes the bot out; it could be added again."""
        membership.remove_bot(self.world, chat, bot or self.bot, by.user(), "left")

    def kick_bot(self, chat: Chat, by: Person, bot: Bot | None = None) -> None:
        """Somebody bans the bot."""
        membership.remove_bot(self.world, chat, bot or self.bot, by.user(), "kicked")

    def promote_bot(self, chat: Chat, by: Person, bot: Bot | None = None) -> None:
        """Somebody makes the bot an administrator with all rights."""
        membership.set_bot_status(self.world, chat, bot or self.bot, by.user(), "administrator")

    def join(self, person: Person, chat: Chat) -> None:
        """A person enters a group."""
        membership.join(self.world, chat, person)

    def leave(self, person: Person, chat: Chat) -> None:
        """A person leaves a group."""
        membership.leave(self.world, chat, person)

    def migrate(self, chat: Chat) -> Chat:
        """A basic group becomes a supergroup: the new chat. Calls with the old id then fail and name the new one."""
        return membership.migrate(self.world, chat, self._group_id("supergroup"))

    def add_topic(self, chat: Chat, name: str) -> int:
        """The group's creator opens a topic: its message_thread_id. ValueError if the group is no forum."""
        if not chat.forum:
            raise ValueError(f"{chat.title} is no forum")
        creator = next(iter(chat.members.values()))
        return membership.open_topic(self.world, chat, name, creator.user()).id

    def open_chat(self, person: Person, bot: Bot | None = None) -> None:
        """The person began the private chat some time ago: the bot may write, no update is queued."""
        people.private_chat(self.world, bot or self.bot, person)

    def block_bot(self, person: Person, bot: Bot | None = None) -> None:
        """A person blocks the bot."""
        chat = self.world.private(bot or self.bot, person)
        membership.set_bot_status(self.world, chat, bot or self.bot, person.user(), "kicked")

    def unblock_bot(self, person: Person, bot: Bot | None = None) -> None:
        """A person unblocks the bot."""
        chat = self.world.private(bot or self.bot, person)
        membership.set_bot_status(self.world, chat, bot or self.bot, person.user(), "member")

    def delete_account(self, person: Person) -> None:
        """A person's account is gone: 403 from now on."""
        self.world.deleted.add(person.id)
        self.world.changed()

    # What people do

    def say(
        self,
        person: Person,
        text: str,
        chat: Chat | None = None,
        reply_to: Json | None = None,
        topic: int | None = None,
        bot: Bot | None = None,
    ) -> Json:
        """Write, in private or in a group. ValueError for what the apps would not send."""
        return people.speak(
            self.world, bot or self.bot, person, people.text_content(text), chat, reply_to, topic
        )

    def start_with(self, person: Person, parameter: str, bot: Bot | None = None) -> Json:
        """Open a t.me/<bot>?start=<parameter> link and press Start. ValueError if it cannot be such a parameter."""
        if not _START_PARAMETER.fullmatch(parameter):
            raise ValueError("a start parameter is 1-64 of A-Z, a-z, 0-9, _ and -")
        return self.say(person, f"/start {parameter}", bot=bot)

    def send_photo(
        self,
        person: Person,
        data: bytes | Path,
        caption: str | None = None,
        chat: Chat | None = None,
        media_group_id: str | None = None,
        reply_to: Json | None = None,
        topic: int | None = None,
    ) -> Json:
        """Send a photo; several with one media_group_id make an album."""
        content = {**people.file_content(self.world, "photo", data), **people.caption_content(caption)}
        if media_group_id is not None:
            content["media_group_id"] = media_group_id
        return people.speak(self.world, self.bot, person, content, chat, reply_to, topic)

    def send_document(
        self,
        person: Person,
        data: bytes | Path,
        caption: str | None = None,
        chat: Chat | None = None,
        name: str | None = None,
        reply_to: Json | None = None,
        topic: int | None = None,
    ) -> Json:
        """Send a file under a name (default: the path's)."""
        content = {
            **people.file_content(self.world, "document", data, name),
            **people.caption_content(caption),
        }
        return people.speak(self.world, self.bot, person, content, chat, reply_to, topic)

    def send_location(
        self,
        person: Person,
        lat: float,
        lon: float,
        chat: Chat | None = None,
        *,
        venue: str | None = None,
        live_period: int | None = None,
        reply_to: Json | None = None,
    ) -> Json:
        """Send a place, degrees north and east: a pin, a venue with this title, or for so many seconds a live one."""
        content = people.location_content(lat, lon, venue, live_period)
        return people.speak(self.world, self.bot, person, content, chat, reply_to)

    def send_recording(
        self,
        person: Person,
        kind: Recording = "voice",
        seconds: int = 3,
        data: bytes | Path = b"OggS",
        caption: str | None = None,
        chat: Chat | None = None,
        reply_to: Json | None = None,
    ) -> Json:
        """Send a voice note, a piece of audio, a video or a round video note (which has no caption)."""
        content = people.file_content(self.world, kind, data)
        content[kind]["duration"] = seconds
        content |= people.caption_content(caption)
        return people.speak(self.world, self.bot, person, content, chat, reply_to)

    def send_sticker(self, person: Person, data: bytes | Path = b"RIFF", chat: Chat | None = None) -> Json:
        """Send a sticker."""
        return self._send_file(person, "sticker", data, chat)

    def _send_file(self, person: Person, kind: FileKind, data: bytes | Path, chat: Chat | None) -> Json:
        return people.speak(self.world, self.bot, person, people.file_content(self.world, kind, data), chat)

    def send_poll(
        self,
        person: Person,
        question: str = "?",
        options: Iterable[str] = ("1", "2"),
        chat: Chat | None = None,
    ) -> Json:
        """Send a poll."""
        answers = [{"text": o, "voter_count": 0, "persistent_id": str(n)} for n, o in enumerate(options)]
        poll: Json = {
            "id": str(5_000_000_000 + self.world.number()),
            "question": question,
            "options": answers,
        }
        flags = ("is_closed", "allows_multiple_answers", "allows_revoting", "members_only")
        poll |= {
            "total_voter_count": 0,
            "is_anonymous": True,
            "type": "regular",
            **dict.fromkeys(flags, False),
        }
        return people.speak(self.world, self.bot, person, {"poll": poll}, chat)

    def forward(self, person: Person, message: Json, chat: Chat | None = None) -> Json:
        """Forward a message of anybody, from any chat."""
        return people.speak(self.world, self.bot, person, people.forwarded(self.world, message), chat)

    def edit(self, person: Person, message: Json, new_text: str) -> Json:
        """Change an own message's text or caption."""
        return people.edit(self.world, person, message, new_text)

    def react(self, person: Person, message: Json, emoji: str | None) -> None:
        """Set a reaction, or with None take it back."""
        people.react(self.world, person, message, emoji)

    def press(self, person: Person, pattern: str, chat: Chat | None = None, bot: Bot | None = None) -> Json:
        """Press the newest button whose label matches (re.search): the callback query. LookupError if none does."""
        return people.press(self.world, bot or self.bot, person, pattern, chat)

    def press_button(self, person: Person, message: Json, data: str) -> Json:
        """Press a button of a message by its callback data: the callback query. LookupError if the message is gone."""
        return people.press_button(self.world, self.bot, person, message, data)

    def channel_post(self, text: str) -> Json:
        """A post in a channel whose administrator the bot is."""
        if self._channel is None:
            self._channel = membership.add_channel(self.world, self.bot, self._group_id("channel"))
        author = {"sender_chat": self._channel.header()}
        return people.write(self.world, self._channel, author, people.text_content(text))

    def say_as_anonymous_admin(self, chat: Chat, text: str) -> Json:
        """Write as an administrator who hides behind the group."""
        return people.as_anonymous_admin(self.world, chat, text)

    # What can be seen

    @property
    def persons(self) -> list[Person]:
        """Everybody, in the order of their coming."""
        return list(self.world.persons.values())

    @property
    def groups(self) -> list[Chat]:
        """The groups, without those that became supergroups."""
        return [chat for chat in self.world.groups.values() if chat.migrated_to is None]

    def visible(self, where: Person | Chat, bot: Bot | None = None) -> list[Json]:
        """The messages now in a person's private chat or in a group, in order, as edited, without the deleted."""
        chat = self.world.private(bot or self.bot, where) if isinstance(where, Person) else where
        return list(chat.messages.values())

    @property
    def ledger(self) -> list[Call]:
        """Every call so far, in the order of their completion."""
        return self.world.ledger

    @property
    def faults(self) -> Faults:
        """Where faults are ordered."""
        return self.world.faults

    def outcomes(self, callback: Json) -> dict[str, Any] | None:
        """How a pressed button was answered: text, show_alert and url; None if it was not."""
        known = self.world.callbacks.get(callback["id"])
        return known.outcome if known else None

    def pending(self) -> int:
        """How many updates no bot has confirmed or taken."""
        return sum(len(bot.updates) for bot in self.world.bots.values())

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after every visible change and every advance of the clock; the returned function ends that."""
        return self.world.on_change(callback)

    def state(self) -> dict[str, Any]:
        """Everything that the chat page shows, ready for JSON; see docs/simulator.md."""
        return page_state(self.world, self.bot, self.bookmarks())
