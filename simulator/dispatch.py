"""From a method name and raw parameters to an answer: the checks, the limits, the method itself, the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.calls import HANDLERS
from simulator.calls.ask import Ask, Described
from simulator.errors import ApiError, conflict, too_many_requests
from simulator.methods import METHODS
from simulator.model import Bot, Json
from simulator.schema import Fields, Upload, fields
from simulator.world import World

# What counts against the published limits: messages sent.
_COUNTED = frozenset(
    [
        "sendmessage",
        "sendphoto",
        "senddocument",
        "sendlocation",
        "sendmediagroup",
        "forwardmessage",
        "copymessage",
    ]
)


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the API; `handler` is None for getUpdates, which waits."""

    name: str
    fields: Fields
    handler: Callable[[Ask], Any] | None
    counted: bool


TABLE = {
    name.lower(): Method(name, fields(name, notation), HANDLERS.get(name), name.lower() in _COUNTED)
    for name, notation in METHODS.items()
}
_TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


def execute(world: World, bot: Bot, name: str, raw: Json) -> tuple[int, Json]:
    """Carry out any call but getUpdates: the HTTP status and the answer's JSON object."""
    method = TABLE.get(name.lower())
    if method is None or method.handler is None:
        body = ApiError(404, "Not Found: method not found").body()
        world.record(bot, name, raw, body, 404)
        return 404, body
    params = raw
    try:
        params, attachments = _read(method, raw)
        if method.counted:
            _keep_limits(world, bot, params)
        result = method.handler(Ask(world, bot, params, attachments))
    except ApiError as error:
        body = error.body()
        world.record(bot, method.name, params, body, error.code)
        return error.code, body
    body = {"ok": True, "result": result}
    if isinstance(result, Described):
        body = {"ok": True, "result": result.result, "description": result.description}
    world.record(bot, method.name, params, body, 200)
    return 200, body


async def get_updates(world: World, bot: Bot, raw: Json) -> tuple[int, Json]:
    """getUpdates: confirms, then waits in real time until there is something to deliver."""
    method = TABLE["getupdates"]
    params = raw
    try:
        params = method.fields.read(raw)
        if bot.webhook is not None:
            raise conflict(_WEBHOOK_ACTIVE)
        bot.updates.interrupt(conflict(_TERMINATED))
        result = await _updates(world, bot, params)
    except ApiError as error:
        body = error.body()
        world.record(bot, method.name, params, body, error.code)
        return error.code, body
    body = {"ok": True, "result": result}
    world.record(bot, method.name, params, body, 200)
    return 200, body


async def _updates(world: World, bot: Bot, params: Json) -> list[Json]:
    queue = bot.updates
    if "allowed_updates" in params:
        queue.allowed = tuple(params["allowed_updates"])
    if offset := params.get("offset", 0):
        queue.confirm(offset)
    queue.expire(world.clock.now())
    if not queue and params.get("timeout", 0) > 0:
        await queue.wait(params["timeout"])
        queue.expire(world.clock.now())
    batch = queue.batch(min(max(params.get("limit", 100), 1), 100))
    if batch and world.faults.for_updates("duplicate_updates"):
        batch = batch * 2
    if len(batch) > 1 and world.faults.for_updates("reorder_updates"):
        batch = batch[::-1]
    return batch


def _read(method: Method, raw: Json) -> tuple[Json, dict[str, Upload]]:
    """The checked parameters, and apart from them the files that the parameters refer to."""
    attachments = {
        name: value
        for name, value in raw.items()
        if isinstance(value, Upload) and name not in method.fields.checks
    }
    given = {name: value for name, value in raw.items() if name not in attachments} if attachments else raw
    return method.fields.read(given), attachments


def _keep_limits(world: World, bot: Bot, params: Json) -> None:
    chat_id = params["chat_id"]
    if not isinstance(chat_id, int):
        return
    if seconds := bot.flood.waiting(chat_id):
        raise too_many_requests(seconds)
    if world.enforce_limits:
        messages = len(params["media"]) if "media" in params else 1
        if seconds := bot.flood.refuse(chat_id, messages):
            raise too_many_requests(seconds)
