"""Calls to the Bot API over aiohttp, with python-telegram-bot's errors.

Its own httpx request is the bottleneck of a busy bot; what the outbox holds is ready JSON, so nothing needs its
method layer either, and of an answer that is no error it need know nothing. Errors stay typed: RetryAfter, Forbidden, ChatMigrated, BadRequest, Conflict, InvalidToken,
TimedOut, NetworkError.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import aiohttp
import msgspec
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest

CONNECTIONS = 64
ANSWER_WITHIN = 20.0
"""Seconds to wait for an answer of the server, beyond the time a long poll asks for."""


_JSON = {"Content-Type": "application/json"}


class _Success(msgspec.Struct):
    """An answer of the Bot API to a call that was carried out."""

    result: Any


_SUCCESS = msgspec.json.Decoder(_Success)


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


class _Answered(BaseRequest):
    """python-telegram-bot's port for HTTP with one answer that came already: it knows which error that is."""

    __slots__ = ("_answer",)

    def __init__(self, status: int, content: bytes) -> None:
        self._answer = status, content

    @property
    def read_timeout(self) -> float | None:
        return ANSWER_WITHIN

    async def initialize(self) -> None:
        """Nothing is opened."""

    async def shutdown(self) -> None:
        """Nothing is open."""

    async def do_request(self, *_: Any, **__: Any) -> tuple[int, bytes]:
        return self._answer


class _Http:
    """Requests over connections that stay open. The bodies are JSON, or a form with one file."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None
        self.date: tuple[str, float] | None = None

    async def open(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS, ttl_dns_cache=300),
                headers={"User-Agent": "Tansiq"},
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=True,
            )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def post(self, url: str, body: bytes | aiohttp.FormData, within: float) -> tuple[int, bytes]:
        """The status and the content of the answer. Errors never carry the address, because the token is in it."""
        if self._session is None:
            raise RuntimeError("the request is used before open()")
        headers = _JSON if isinstance(body, bytes) else None
        with _typed_errors():
            async with self._session.post(
                url, data=body, headers=headers, timeout=_timeout(within)
            ) as answer:
                if said := answer.headers.get("Date"):
                    self.date = said, time.monotonic()
                return answer.status, await answer.read()

    async def download(self, url: str, most: int, within: float) -> bytes:
        """The bytes at an address. Raises TooLarge past `most` bytes, BadRequest where there is no such file."""
        if self._session is None:
            raise RuntimeError("the request is used before open()")
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


def _form(params: bytes, file: Upload) -> aiohttp.FormData:
    """The parameters and the file beside them, as a form."""
    form = aiohttp.FormData()
    for name, value in json.loads(params).items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    form.add_field(file.part, file.content, filename=file.name, content_type=file.mime)
    return form


@lru_cache
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
        self._http = _Http()

    @property
    def date(self) -> tuple[str, float] | None:
        """The Date header of the latest answer, and when it was read by the monotonic clock."""
        return self._http.date

    async def __aenter__(self) -> BotApi:
        await self._http.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.close()

    async def call(
        self, method: str, params: Mapping[str, Any] | None = None, *, within: float = ANSWER_WITHIN
    ) -> Any:
        """Call a method with JSON-able parameters and return its result, as JSON.

        Raises a `telegram.error.TelegramError`; NotConnected where the request certainly never left.
        """
        return await self.call_json(method, json.dumps(params or {}).encode(), within=within)

    async def call_json(self, method: str, params: bytes, *, within: float = ANSWER_WITHIN) -> Any:
        """The same with the parameters as ready JSON."""
        return await self._call(method, params, within)

    async def upload(self, method: str, params: bytes, file: Upload, *, within: float) -> Any:
        """Call a method with parameters as ready JSON and one file beside them."""
        return await self._call(method, _form(params, file), within)

    async def _call(self, method: str, body: bytes | aiohttp.FormData, within: float) -> Any:
        try:
            status, content = await self._http.post(f"{self._root}/{method}", body, within)
        except TelegramError:
            raise
        except Exception as error:
            raise NetworkError(f"the call could not be made ({type(error).__name__})") from error
        if status == 200:
            with suppress(msgspec.DecodeError):  # half of a letter beyond the first 65,536 is read below
                return _SUCCESS.decode(content).result
        return await _Answered(status, content).post("")

    async def download(self, path: str, *, most: int, within: float) -> bytes:
        """The bytes of a file that getFile gave the path of; at most `most` of them.

        Raises TooLarge, BadRequest where the file is gone, and what a broken line raises.
        """
        return await self._http.download(f"{self._files}/{quote(path)}", most, within)
