"""Calls to the Bot API over aiohttp, with python-telegram-bot's errors.

Its own httpx request is the bottleneck of a busy bot; what the outbox holds is ready JSON, so nothing needs its
method layer either. Errors stay typed: RetryAfter, Forbidden, ChatMigrated, BadRequest, Conflict, InvalidToken,
TimedOut, NetworkError.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECTIONS = 64
ANSWER_WITHIN = 20.0
"""Seconds to wait for an answer of the server, beyond the time a long poll asks for."""


class NotConnected(NetworkError):
    """The request never left: sending it again is safe."""


class ConnectionLost(NetworkError):
    """The connection broke after the request left: it may have been carried out."""


class TooLarge(TelegramError):
    """A file has more bytes than are wanted."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that goes up with a call; `part` is the parameter that it stands for."""

    part: str
    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Body:
    """What AiohttpRequest reads of python-telegram-bot's RequestData, made from ready parameters."""

    json_payload: bytes
    upload: Upload | None = None
    contains_files: bool = False

    def sent(self) -> tuple[bytes | aiohttp.FormData, dict[str, str] | None]:
        """The body of the request and its headers: JSON, or a form where a file goes with it."""
        if self.upload is None:
            return self.json_payload, {"Content-Type": "application/json"}
        form = aiohttp.FormData()
        for name, value in json.loads(self.json_payload).items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        form.add_field(
            self.upload.part,
            self.upload.content,
            filename=self.upload.name,
            content_type=self.upload.mime,
        )
        return form, None


class AiohttpRequest(BaseRequest):
    """python-telegram-bot's port for HTTP, on aiohttp. The bodies are JSON, or a form with one file."""

    __slots__ = ("_session", "date")

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None
        self.date: tuple[str, float] | None = None

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
        body, headers = request_data.sent() if isinstance(request_data, _Body) else (None, None)
        with _typed_errors():
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=_timeout(total)
            ) as answer:
                if said := answer.headers.get("Date"):
                    self.date = said, time.monotonic()
                return answer.status, await answer.read()

    async def download(self, url: str, most: int, within: float) -> bytes:
        """The bytes at an address. Raises TooLarge past `most` bytes, BadRequest where there is no such file."""
        if self._session is None:
            raise RuntimeError("the request is used before initialize()")
        with _typed_errors():
            async with self._session.get(url, timeout=_timeout(within), allow_redirects=False) as answer:
                if answer.status in (400, 403, 404, 410):
                    raise BadRequest(f"the file is not there any more ({answer.status})")
                if answer.status != 200:
                    raise NetworkError(f"the file could not be fetched ({answer.status})")
                content = bytearray()
                async for piece in answer.content.iter_chunked(2**16):
                    content += piece
                    if len(content) > most:
                        raise TooLarge(f"the file has more than {most} bytes")
                return bytes(content)


def _timeout(total: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=total, sock_connect=5)


@contextmanager
def _typed_errors() -> Iterator[None]:
    """Turn aiohttp's errors into python-telegram-bot's; none carries the address, because the token is in it."""
    try:
        yield
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
        self._files = f"{root.rstrip('/')}/file/bot{token}"
        self._request = AiohttpRequest()

    @property
    def date(self) -> tuple[str, float] | None:
        """The Date header of the latest answer, and when it was read by the monotonic clock."""
        return self._request.date

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
            request_data=_Body(params),  # type: ignore[arg-type]  # do_request reads our own body
            read_timeout=within,
        )

    async def upload(self, method: str, params: bytes, file: Upload, *, within: float) -> Any:
        """Call a method with parameters as ready JSON and one file beside them."""
        return await self._request.post(
            f"{self._root}/{method}",
            request_data=_Body(params, file),  # type: ignore[arg-type]  # do_request reads our own body
            read_timeout=within,
        )

    async def download(self, path: str, *, most: int, within: float) -> bytes:
        """The bytes of a file that getFile gave the path of; at most `most` of them.

        Raises TooLarge, BadRequest where the file is gone, and what a broken line raises.
        """
        return await self._request.download(f"{self._files}/{quote(path)}", most, within)
