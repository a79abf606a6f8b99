"""What the page's tests practise with: people, a group, and a small bot that speaks plain HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession

from simulator import Chat, Person, Simulator


@dataclass(frozen=True, slots=True)
class Practice:
    """What a test works with."""

    sim: Simulator
    ahmed: Person
    sarah: Person
    huda: Person
    group: Chat


class EchoBot:
    """Answers each text with it and two buttons; a pressed button becomes the text of an edit."""

    def __init__(self, sim: Simulator, http: ClientSession) -> None:
        self._root = f"{sim.url}/bot{sim.token}/"
        self._http = http
        self.pressed: list[tuple[int, str]] = []

    async def call(self, method: str, **parameters: Any) -> Any:
        """One call; a refusal fails the test."""
        async with self._http.post(self._root + method, json=parameters) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def run(self) -> None:
        """Polls until cancelled."""
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=30):
                offset = update["update_id"] + 1
                if "message" in update:
                    await self.hear(update["message"])
                elif "callback_query" in update:
                    await self.feel(update["callback_query"])

    async def hear(self, message: dict[str, Any]) -> None:
        """Echoes a text; says which file or place came."""
        text = message.get("text")
        if text is None:
            for kind in ("photo", "document", "location"):
                if kind in message:
                    await self.call("sendMessage", chat_id=message["chat"]["id"], text=f"got {kind}")
            return
        keys = [[{"text": "حفظ", "callback_data": "save"}, {"text": "Cancel", "callback_data": "cancel"}]]
        await self.call(
            "sendMessage",
            chat_id=message["chat"]["id"],
            text=f"وصل: {text}\nReceived",
            reply_markup={"inline_keyboard": keys},
        )

    async def feel(self, query: dict[str, Any]) -> None:
        """Answers a press and edits the message."""
        self.pressed.append((query["from"]["id"], query["data"]))
        alert = query["data"] == "cancel"
        await self.call("answerCallbackQuery", callback_query_id=query["id"], text="تم", show_alert=alert)
        where = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
        await self.call("editMessageText", **where, text="<b>تم الحفظ</b> &lt;saved&gt;", parse_mode="HTML")
