"""Calls to the Bot API over aiohttp, with python-telegram-bot's errors.

Its own httpx request is the bottleneck of a busy bot; what the outbox holds is ready JSON, so nothing needs its
method layer either. Errors stay typed: RetryAfter, Forbidden, ChatMigrated, BadRequest, Conflict, InvalidToken,
TimedOut, NetworkError.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECTIONS = 64
ANSWER_WITHIN = 20.0
"""Seconds to wait for an answer of the server, beyond the time a long poll asks for."""


class NotConnected(NetworkError):
    """The request never left: sending it again is safe."""


class ConnectionLost(NetworkError):
    """The connection broke after the request left: it may have been carried out."""


@dataclass(frozen=True, slots=True)
class _Body:
    """What AiohttpRequest reads of python-telegram-bot's RequestData, made from ready parameters."""

    json_payload: bytes
    contains_files: bool = False


class AiohttpRequest(BaseRequest):
    """python-telegram-bot's port for HTTP, on aiohttp. JSON bodies only."""

    __slots__ = ("_session",)

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return ANSWER_WITHIN

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS, ttl_dns_cache=300),
                headers={"User-Agent": "Tansiq"},
                auto_decompress=True,
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One HTTP request. Errors never carry the address, because the token is in it."""
        if self._session is None:
            raise RuntimeError("the request is used before initialize()")
        total = read_timeout if isinstance(read_timeout, int | float) else ANSWER_WITHIN
        body = request_data.json_payload if request_data is not None else None
        headers = {"Content-Type": "application/json"} if body else None
        try:
            async with self._session.request(
                method,
                url,
                data=body,
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=total, sock_connect=5),
            ) as answer:
                return answer.status, await answer.read()
        except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError) as error:
            raise NotConnected(f"no connection to the Bot API ({type(error).__name__})") from None
        except TimeoutError:
            raise TimedOut("the Bot API did not answer in time") from None
        except aiohttp.ClientError as error:
            raise ConnectionLost(f"the connection to the Bot API broke ({type(error).__name__})") from None


class BotApi:
    """The Bot API of one bot: ``await api.call("getMe")``. Open it with ``async with``."""

    def __init__(self, root: str, token: str) -> None:
        self._root = f"{root.rstrip('/')}/bot{token}"
        self._request = AiohttpRequest()

    async def __aenter__(self) -> BotApi:
        await self._request.initialize()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._request.shutdown()

    async def call(
        self, method: str, params: Mapping[str, Any] | None = None, *, within: float = ANSWER_WITHIN
    ) -> Any:
        """Call a method with JSON-able parameters and return its result, as JSON.

        Raises a `telegram.error.TelegramError`; NotConnected where the request certainly never left.
        """
        return await self.call_json(method, json.dumps(params or {}).encode(), within=within)

    async def call_json(self, method: str, params: bytes, *, within: float = ANSWER_WITHIN) -> Any:
        """The same with the parameters as ready JSON."""
        return await self._request.post(
            f"{self._root}/{method}",
            request_data=_Body(params),  # type: ignore[arg-type]  # do_request reads json_payload only
            read_timeout=within,
        )
