"""The token gets into no log, of ours or of a library."""

from __future__ import annotations

import io
import logging
import re
from pathlib import Path

import msgspec
import pytest
import structlog.testing

from bot.application import Application
from bot.config import ConfigError
from bot.delivery import outcome
from bot.intake import polling
from bot.stage import stage
from coordination.people.person import Role
from simulator import Clock, Simulator
from tests.conftest import MORNING

# The token


async def test_the_token_is_in_no_log(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is struck out here, as `bot.logs.configure` would: it must not get there at all."""
    for module in (polling, outcome):
        monkeypatch.setattr(module, "backoff", lambda _failures: 0.01)
    structlog.reset_defaults()
    structlog.configure([structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()])
    libraries = io.StringIO()
    handler = logging.StreamHandler(libraries)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    sim = Simulator(token="4200:VERY-SECRET-TOKEN", clock=Clock(MORNING))
    try:
        async with stage(tmp_path, sim.clock, sim=sim) as scene:
            await scene.enroll("ali", "ali", "en", Role.PARTNER)
            for method in (None, "getUpdates"):
                for fault in ("500", "502", "reset_before", "reset_after"):
                    sim.faults.add(method, fault)
            for _ in range(6):
                sim.say(scene.people["ali"], "/me")
            await scene.settle()
            config = msgspec.structs.replace(scene.app.config, token="4200:NOT-THE-TOKEN")
            with pytest.raises(ConfigError) as refused:
                await Application(config, sim.clock).start()
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        structlog.reset_defaults()
    out, err = capfd.readouterr()
    logged = out + err + libraries.getvalue() + str(refused.value)
    assert "polling failed" in logged
    assert not {"SECRET", "NOT-THE"} & set(re.findall(r"SECRET|NOT-THE", logged))
