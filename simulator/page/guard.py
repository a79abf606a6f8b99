"""Keeps foreign websites from driving the page: a browser tab elsewhere must not be able to act here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from ipaddress import ip_address

from aiohttp import web
from yarl import URL

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# Scripts and styles come from here only; nothing outside is ever loaded.
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def refused(reason: str, status: int = 403) -> web.Response:
    """The JSON answer that the page shows as a notice."""
    return web.json_response({"error": reason}, status=status, headers=HEADERS)


def is_local_name(host: str | None) -> bool:
    """Whether `host` is `localhost` or a bare address.

    A name of the outside world that resolves to this machine (DNS rebinding) is neither.
    """
    if host is None:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def why_refused(request: web.Request) -> str | None:
    """The reason to refuse `request`, or None. Requests without an Origin come from programs, not from websites."""
    host = URL(f"http://{request.host}").host
    if not is_local_name(host):
        return "Open this page by localhost or by an IP address."
    origin = request.headers.get("Origin")
    if request.method != "GET" and origin is not None and origin != f"{request.scheme}://{request.host}":
        return "This page is driven only from itself."
    return None


def guarded(handler: Handler) -> Handler:
    """`handler` behind the check; every answer carries the security headers."""

    async def check(request: web.Request) -> web.StreamResponse:
        reason = why_refused(request)
        if reason is not None:
            return refused(reason)
        response = await handler(request)
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    return check
