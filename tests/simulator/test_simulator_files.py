"""Photos, documents, albums and places over HTTP: what is sent, downloaded and edited."""

from __future__ import annotations

import json
import struct

from aiohttp import FormData
from bot_api_client import NOW, Client

from simulator import Person

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 800, 400) + b"rest"
GRAY = b"\xff\xd8\xff\xc0\0\x11\x08" + struct.pack(">HH", 20, 30) + b"\0" * 10


async def test_photos_and_documents(api: Client, huda: Person) -> None:
    form = FormData({"chat_id": str(huda.id), "caption": "<b>خريطة</b>", "parse_mode": "HTML"})
    form.add_field("photo", PNG, filename="map.png", content_type="image/png")
    sent = (await api.upload("sendPhoto", form))["result"]
    sizes = [(size["width"], size["height"]) for size in sent["photo"]]
    assert (sizes, sent["caption"], sent["caption_entities"]) == (
        [(90, 45), (800, 400)],
        "خريطة",
        [{"type": "bold", "offset": 0, "length": 5}],
    )
    file = await api.ok("getFile", file_id=sent["photo"][-1]["file_id"])
    assert file["file_size"] == len(PNG)
    async with api.http.get(f"{api.sim.url}/file/bot{api.sim.token}/{file['file_path']}") as response:
        assert (response.status, await response.read()) == (200, PNG)
    again = await api.ok("sendPhoto", chat_id=huda.id, photo=sent["photo"][-1]["file_id"])
    assert again["photo"] == sent["photo"]
    form = FormData({"chat_id": str(huda.id), "document": "attach://f"}, quote_fields=False)
    form.add_field("f", b"a,b", filename="تقرير.csv", content_type="text/csv")
    document = (await api.upload("sendDocument", form))["result"]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == (
        "تقرير.csv",
        "text/csv",
        3,
    )
    for photo, reason in (
        (document["file_id"], "can't use file of type Document as Photo"),
        ("nothing", "wrong file identifier/HTTP URL specified"),
        ("https://a.iq/x.png", "failed to get HTTP URL content"),
        ("attach://x", 'there is no file "x" in the request'),
    ):
        assert await api.refused("sendPhoto", chat_id=huda.id, photo=photo) == (400, f"Bad Request: {reason}")
    assert await api.refused(
        "sendPhoto", chat_id=huda.id, photo=again["photo"][0]["file_id"], caption="x" * 1025
    ) == (
        400,
        "Bad Request: message caption is too long",
    )
    form = FormData({"chat_id": str(huda.id)})
    form.add_field("photo", b"no picture", filename="x.png")
    assert (await api.upload("sendPhoto", form))["description"] == "Bad Request: IMAGE_PROCESS_FAILED"


async def test_captions_and_media_are_edited(api: Client, huda: Person) -> None:
    sent = api.sim.send_photo(huda, GRAY, caption="قديم")
    own = await api.ok("sendPhoto", chat_id=huda.id, photo=sent["photo"][-1]["file_id"], caption="old")
    where = {"chat_id": huda.id, "message_id": own["message_id"]}
    assert (await api.ok("editMessageCaption", **where, caption="new"))["caption"] == "new"
    assert await api.refused("editMessageText", **where, text="x") == (
        400,
        "Bad Request: there is no text in the message to edit",
    )
    form = FormData({key: str(value) for key, value in where.items()})
    form.add_field("media", json.dumps({"type": "photo", "media": "attach://chart"}))
    form.add_field("chart", PNG, filename="chart.png")
    edited = (await api.upload("editMessageMedia", form))["result"]
    assert (edited["photo"][-1]["width"], edited.get("caption")) == (800, None)


async def test_albums(api: Client, huda: Person) -> None:
    first = api.sim.send_photo(huda, PNG, caption="one", media_group_id="7")
    second = api.sim.send_photo(huda, GRAY, media_group_id="7")
    photos = [{"type": "photo", "media": message["photo"][-1]["file_id"]} for message in (first, second)]
    photos[0]["caption"] = "one"
    sent = await api.ok("sendMediaGroup", chat_id=huda.id, media=photos)
    assert [(m["photo"], m.get("caption")) for m in sent] == [
        (first["photo"], "one"),
        (second["photo"], None),
    ]
    assert len({m["media_group_id"] for m in sent}) == 1
    assert (await api.refused("sendMediaGroup", chat_id=huda.id, media=photos[:1]))[0] == 400


async def test_locations_forwards_copies_actions(api: Client, huda: Person) -> None:
    sent = await api.ok("sendLocation", chat_id=huda.id, latitude=36.335, longitude="43.119")
    assert sent["location"] == {"latitude": 36.335, "longitude": 43.119}
    said = api.sim.say(huda, "خبر")
    source = {"chat_id": huda.id, "from_chat_id": huda.id, "message_id": said["message_id"]}
    forwarded = await api.ok("forwardMessage", **source)
    origin = {"type": "user", "sender_user": huda.user(), "date": NOW}
    assert (forwarded["text"], forwarded["forward_origin"]) == ("خبر", origin)
    copied = await api.ok("copyMessage", **source)
    assert copied == {"message_id": forwarded["message_id"] + 1}
    assert "forward_origin" not in api.sim.visible(huda)[-1]
    assert await api.ok("sendChatAction", chat_id=huda.id, action="typing") is True
    assert (await api.refused("sendChatAction", chat_id=huda.id, action="dancing"))[0] == 400
