"""Posts updates to a bot's webhook: in order within a chat, several chats at a time, again until it is taken."""

from __future__ import annotations

import asyncio
import json
from collections import deque

import aiohttp

from simulator.dispatch import execute
from simulator.errors import ApiError
from simulator.model import Bot, Json, Webhook
from simulator.payload import response_call
from simulator.world import World

PATIENCE = 60  # seconds for an answer
LONGEST_PAUSE = 60.0  # seconds between two attempts


class WebhookSender:
    """The posting side of every bot that has set a webhook."""

    def __init__(self, world: World, first_pause: float = 0.5) -> None:
        self.first_pause = first_pause  # seconds before the second attempt; then doubled each time
        self._world = world
        self._session: aiohttp.ClientSession | None = None
        self._lanes: dict[tuple[int, int], deque[Json]] = {}  # (bot, chat) -> updates to post
        self._tasks: dict[asyncio.Task[None], int] = {}
        self._slots: dict[int, asyncio.Semaphore] = {}
        self._held: dict[int, Json] = {}

    async def stop(self) -> None:
        """Give up everything under way."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def changed(self, bot: Bot) -> None:
        """A bot set or removed its webhook: stop what is under way, and begin with what waits."""
        for task, owner in list(self._tasks.items()):
            if owner == bot.id:
                task.cancel()
        for key in [key for key in self._lanes if key[0] == bot.id]:
            del self._lanes[key]
        self._held.pop(bot.id, None)
        webhook = bot.webhook
        bot.updates.on_update = None
        if webhook is None:
            return
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=PATIENCE), connector=aiohttp.TCPConnector(limit=0)
            )
        self._slots[bot.id] = asyncio.Semaphore(webhook.max_connections)
        for update in bot.updates.pending():
            self._offer(bot, update)
        bot.updates.on_update = lambda update: self._offer(bot, update)

    def _offer(self, bot: Bot, update: Json) -> None:
        """Take an update for posting, twice or after the next one if such a fault was ordered."""
        if bot.id in self._held:
            self._enqueue(bot, update)
            self._enqueue(bot, self._held.pop(bot.id))
        elif self._world.faults.for_updates("reorder_updates"):
            self._held[bot.id] = update
        else:
            self._enqueue(bot, update)
            if self._world.faults.for_updates("duplicate_updates"):
                self._enqueue(bot, update)

    def _enqueue(self, bot: Bot, update: Json) -> None:
        key = (bot.id, _chat_of(update))
        lane = self._lanes.get(key)
        if lane is not None:
            lane.append(update)
            return
        lane = self._lanes[key] = deque([update])
        task = asyncio.get_running_loop().create_task(self._run(bot, key, lane))
        self._tasks[task] = bot.id
        task.add_done_callback(lambda done: self._tasks.pop(done, None))

    async def _run(self, bot: Bot, key: tuple[int, int], lane: deque[Json]) -> None:
        webhook = bot.webhook
        while webhook is not None and lane:
            update = lane[0]
            bot.updates.expire(self._world.clock.now())
            pause = self.first_pause
            while not await self._post(bot, webhook, update):
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                bot.updates.expire(self._world.clock.now())
                if not bot.updates.is_waiting(update["update_id"]):
                    break
            bot.updates.delivered(update["update_id"])
            lane.popleft()
        if self._lanes.get(key) is lane:
            del self._lanes[key]

    async def _post(self, bot: Bot, webhook: Webhook, update: Json) -> bool:
        """One attempt; whether the bot took the update. A call in its answer is carried out."""
        if self._session is None:
            return False
        headers = {"Content-Type": "application/json"}
        if webhook.secret is not None:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret
        data = json.dumps(update, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        try:
            async with (
                self._slots[bot.id],
                self._session.post(
                    webhook.url, data=data, headers=headers, allow_redirects=False
                ) as response,
            ):
                if not 200 <= response.status < 300:
                    self._failed(
                        webhook, f"Wrong response from the webhook: {response.status} {response.reason}"
                    )
                    return False
                self._carry_out(bot, await response_call(response))
        except TimeoutError:
            self._failed(webhook, "Read timeout expired")
            return False
        except aiohttp.ClientConnectorError:
            self._failed(webhook, "Connection refused")
            return False
        except aiohttp.ClientError:
            self._failed(webhook, "Connection reset by peer")
            return False
        except ApiError as error:
            self._failed(webhook, error.description)  # taken all the same: the answer is the bot's mistake
        return True

    def _failed(self, webhook: Webhook, reason: str) -> None:
        webhook.last_error, webhook.last_error_date = reason, self._world.timestamp()

    def _carry_out(self, bot: Bot, call: Json) -> None:
        method = call.pop("method", None)
        if isinstance(method, str):
            execute(self._world, bot, method, call)


def _chat_of(update: Json) -> int:
    """What orders an update: its chat, or who sent it."""
    for kind, event in update.items():
        if kind == "update_id":
            continue
        if "chat" in event:
            return int(event["chat"]["id"])
        if "message" in event:
            return int(event["message"]["chat"]["id"])
        return int(event["from"]["id"])
    return 0
