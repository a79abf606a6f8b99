"""How the bot's own servers take their address: an operator is told which setting to change where it is taken."""

from __future__ import annotations

import errno

from aiohttp import web

from bot.config import ConfigError, address


async def listen(runner: web.BaseRunner, where: str, setting: str) -> None:
    """Set the runner up and let it listen on `where` (host:port). Raises ConfigError, naming the setting, when it cannot."""
    host, port = address(where, setting)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ConfigError(
                f"{setting}: {where} is in use by another program: choose another port."
            ) from None
        raise ConfigError(f"{setting}: the bot cannot listen on {where} ({error.strerror}).") from None
