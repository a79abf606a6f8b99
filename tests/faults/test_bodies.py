"""What is posted to the webhook, by anybody and of any shape: refused or kept, and never a fault of the server."""

from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.config import Webhook
from bot.intake import by_itself
from bot.intake.webhook import LARGEST_UPDATE, WebhookServer
from simulator import Clock
from storage import migrate, open_database
from tests.conftest import MORNING
from tests.process import free_port

SECRET = "a-secret-of-the-tests"
NAME = "X-Telegram-Bot-Api-Secret-Token"
RIGHT = {NAME: SECRET}
Answer = tuple[bytes, dict[str, str]]


def served(folder: Path, bodies: list[Answer]) -> list[int]:
    """The status that each body is answered with by a server of its own; then a right one is kept."""

    async def run() -> list[int]:
        listen = f"127.0.0.1:{free_port()}"
        hook = Webhook(url=f"http://{listen}/telegram", listen=listen, secret=SECRET)
        database = await open_database(f"sqlite:///{folder / 'bodies.sqlite'}")
        try:
            await migrate(database)
            server = WebhookServer(by_itself(database, lambda: None), Clock(MORNING), hook)
            await server.start()
            try:
                return await post(hook.url, bodies)
            finally:
                await server.stop()
        finally:
            await database.close()

    return asyncio.run(run())


async def post(url: str, bodies: list[Answer]) -> list[int]:
    found = []
    async with aiohttp.ClientSession() as session:
        for body, headers in (*bodies, (b'{"update_id": 1}', RIGHT)):
            async with session.post(url, data=io.BytesIO(body), headers=headers) as answer:
                found.append(answer.status)
    assert found.pop() == 200, "it does not answer any more"
    return found


def nested(depth: int, around: str = '{{"update_id": 7, "message": {}}}') -> bytes:
    return around.format("[" * depth + "]" * depth).encode()


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
NESTED = st.recursive(
    SCALARS,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=8), below, max_size=3),
    max_leaves=12,
)
CHATS = st.fixed_dictionaries({}, optional={"id": NESTED, "type": NESTED})
EVENTS = st.fixed_dictionaries(
    {}, optional={"chat": CHATS | NESTED, "from": CHATS | NESTED, "message": NESTED, "text": NESTED}
)
UPDATES = st.fixed_dictionaries(
    {}, optional={"update_id": st.integers() | NESTED, "message": EVENTS | NESTED, "callback_query": EVENTS}
)


@given(
    bodies=st.lists(
        st.binary(max_size=200)
        | NESTED.map(json.dumps).map(str.encode)
        | UPDATES.map(json.dumps).map(str.encode),
        min_size=1,
        max_size=20,
    )
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@example(bodies=[b'{"update_id": 7, "message": {"chat": {"id": "\\ud83d"}, "from": {"id": "\\ud83d"}}}'])
@example(bodies=[b'{"update_id": 7, "message": {"chat": {"id": ' + b"9" * 4300 + b"}}}"])
@example(bodies=[b'{"update_id": 7, "message": {"chat": {"id": "\\u0000"}}, "\\ud83d": NaN}'])
@example(bodies=[nested(depth) for depth in (300, 900, 980, 1000, 100_000)])
@example(bodies=[nested(n, '{{"update_id": 7, "message": {}, "\\ud83d": 1}}') for n in (300, 900, 980)])
@example(
    bodies=[nested(n, '{{"update_id": 7, "message": {{"chat": {{"id": {}}}}}}}') for n in (300, 900, 980)]
)
def test_a_body_is_kept_or_refused(tmp_path: Path, bodies: list[bytes]) -> None:
    statuses = served(tmp_path, [(body, RIGHT) for body in bodies])
    assert set(statuses) <= {200, 400}


BIG = b'{"update_id": 7, "filler": "' + b"x" * LARGEST_UPDATE + b'"}'


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"update_id": 7}', {}, 403),
        (b'{"update_id": 7}', {NAME: "wrong"}, 403),
        (b'{"update_id": 7}', {NAME: "\u0441\u0435"}, 403),
        (BIG, {}, 403),
        (BIG, RIGHT, 413),
        (b"not what it says", {**RIGHT, "Content-Encoding": "gzip"}, 400),
        (b'{"update_id": 7}', {**RIGHT, "Content-Type": "multipart/form-data"}, 200),
    ],
    ids=(
        "no secret",
        "wrong secret",
        "secret of letters",
        "large without secret",
        "too large",
        "no gzip",
        "type",
    ),
)
def test_what_is_refused_and_how(tmp_path: Path, body: bytes, headers: dict[str, Any], status: int) -> None:
    assert served(tmp_path, [(body, headers)]) == [status]
