"""What tests of people do again and again in the town: admins, a request to enter, a link, a row, a menu."""

from __future__ import annotations

import re
from typing import Any

from tests.conftest import Town

OLD_BUTTON = "This button is no longer in use. Nothing was changed."


async def two_admins(town: Town) -> None:
    await town.person("amal", role="admin", name="Amal")
    await town.person("badr", role="admin", name="Badr")


async def asked_to_enter(town: Town, key: str = "sara") -> None:
    """A stranger who goes through the form as a partner and sends the request."""
    await town.stranger(key, "en", name=key.capitalize())
    await town.say(key, "/start")
    await town.press(key, "English")
    await town.press(key, "Use")
    await town.say(key, "Relief")
    await town.press(key, "Partner")
    await town.press(key, "Send request")


async def link_from(town: Town, admin: str) -> str:
    """The token of the link that the admin was just shown."""
    found = re.search(r"https://t\.me/tansiq_bot\?start=([\w-]{32})$", town.last(admin).text, re.MULTILINE)
    assert found, town.last(admin).text
    return found[1]


async def person_row(town: Town, key: str) -> dict[str, Any]:
    (row,) = await town.rows(f"SELECT * FROM people WHERE telegram_id = {town.stage.people[key].id}")
    return row


async def menu(town: Town, key: str) -> list[str]:
    """The commands in somebody's "/" menu."""
    (shown,) = (p for p in town.sim.state()["persons"] if p["id"] == town.stage.people[key].id)
    return [entry["command"] for entry in shown["commands"]]
