"""CAP documents held against the rules of the schema, and the feed that serves them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, fromstring

from bot.feed import FeedServer
from coordination.alerts.alert import CERTAINTIES, EVENTS, SEVERITIES, URGENCIES
from coordination.alerts.naming import Named, named_in
from tests.conftest import Town
from tests.test_alerts import ended, entered, later, people, updated
from tests.test_meetings_feed import URL, address_of, feeds, fetched

__all__ = ["feeds"]  # a fixture of another file

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
ATOM = "{http://www.w3.org/2005/Atom}"

# The sequences of the schema: an element stands after those before it, those with * may be repeated.
ALERT = "identifier sender sent status msgType source? scope restriction? addresses? code* note? references? incidents? info*"
INFO = (
    "language? category+ event responseType* urgency severity certainty audience? eventCode* effective? onset? expires? "
    "senderName? headline? description? instruction? web? contact? parameter* resource* area*"
)
AREA = "areaDesc polygon* circle* geocode* altitude? ceiling?"
VALUES = {
    "status": {"Actual", "Exercise", "System", "Test", "Draft"},
    "msgType": {"Alert", "Update", "Cancel", "Ack", "Error"},
    "scope": {"Public", "Restricted", "Private"},
    "category": set(EVENTS.values()),
    "responseType": {"AllClear", "None"},
    "urgency": set(URGENCIES),
    "severity": set(SEVERITIES),
    "certainty": set(CERTAINTIES),
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")


def names(element: Element) -> str:
    return " ".join(child.tag.removeprefix(CAP) for child in element)


def in_order(element: Element, sequence: str) -> bool:
    """Whether the children are a word of the sequence, which is one of a regular language."""
    shape = "".join(
        {"?": f"(?:{name} )?", "*": f"(?:{name} )*", "+": f"(?:{name} )+"}.get(mark, f"{name} ")
        for name, mark in re.findall(r"(\w+)([?*+]?)", sequence)
    )
    return re.fullmatch(shape, f"{names(element)} ") is not None


def valid(body: bytes) -> Element:
    """The document, after every rule of the schema that concerns us was held against it."""
    root = fromstring(body)
    assert body.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert root.tag == f"{CAP}alert"
    assert in_order(root, ALERT), names(root)
    infos = root.findall(f"{CAP}info")
    assert [info.findtext(f"{CAP}language") for info in infos] == ["ar-IQ", "en"]
    for info in infos:
        assert in_order(info, INFO), names(info)
        for area in info.findall(f"{CAP}area"):
            assert in_order(area, AREA), names(area)
    for element in root.iter():
        name, text = element.tag.removeprefix(CAP), element.text or ""
        assert len(element) or text.strip(), name
        assert name not in VALUES or text in VALUES[name], (name, text)
        if name in ("sent", "effective", "expires"):
            assert MOMENT.fullmatch(text) and text.endswith("+03:00"), text
        if name in ("identifier", "sender"):
            assert not re.search(r"[\s,<&]", text), text
        if name == "references":
            assert all(len(one.split(",")) == 3 for one in text.split()), text
    assert root.findtext(f"{CAP}scope") != "Restricted" or root.findtext(f"{CAP}restriction")
    assert (root.findtext(f"{CAP}msgType") == "Alert") == (root.find(f"{CAP}references") is None)
    return root


def said(root: Element, path: str) -> list[str | None]:
    return [one.text for one in root.findall("/".join(f"{CAP}{name}" for name in path.split("/")))]


async def files(town: Town) -> list[bytes]:
    """The CAP files that the officer was sent, oldest first."""
    return [
        town.sim.world.files.by_id(message.raw["document"]["file_id"]).data
        for message in town.messages("duty")
        if "document" in message.raw
    ]


async def test_alert_update_and_end_are_valid_documents(town: Town) -> None:
    await people(town)
    await entered(town)
    await town.press("duty", "^Send now$")
    await later(town, minutes=30)
    await updated(town)
    await town.press("duty", "^Send now$")
    await later(town, minutes=30)
    await ended(town)
    await town.press("duty", "^Send now$")
    await later(town, seconds=10)
    first, second, third = map(valid, await files(town))
    assert said(first, "identifier") == ["JCMC-20261122-1"]
    assert said(first, "sent") == ["2026-11-22T09:00:00+03:00"]
    assert said(first, "msgType") == ["Alert"]
    assert said(first, "info/event") == ["فيضان", "Flood"]
    assert said(first, "info/category") == ["Met", "Met"]
    assert said(first, "info/severity") == ["Severe", "Severe"]
    assert said(first, "info/headline") == ["فيضان، نينوى", "Flood, Ninewa"]
    assert said(first, "info/expires") == ["2026-11-22T15:00:00+03:00"] * 2
    assert said(first, "info/description")[1] == "Keep away from the banks of the river."
    assert said(first, "info/area/areaDesc") == ["نينوى", "Ninewa"]
    assert said(first, "info/area/geocode/valueName") == ["P-code"] * 2
    assert said(first, "info/area/geocode/value") == ["IQG15"] * 2
    one = "t.me/tansiq_bot,JCMC-20261122-1,2026-11-22T09:00:00+03:00"
    assert (said(second, "msgType"), said(second, "references")) == (["Update"], [one])
    assert said(third, "references") == [f"{one} t.me/tansiq_bot,JCMC-20261122-2,2026-11-22T09:30:00+03:00"]
    assert (said(third, "msgType"), said(third, "info/responseType")) == (["Cancel"], ["AllClear"] * 2)
    assert (said(third, "info/urgency"), said(third, "info/expires")) == (["Past"] * 2, [])


async def test_an_exercise_and_an_error_are_marked(town: Town) -> None:
    await people(town)
    await entered(town, event="Chemical or radiation hazard")
    await town.press("duty", "It is an exercise")
    await town.press("duty", "^English text$")
    await town.say("duty", "<script>&amp; ]]> \x01 end")
    await town.press("duty", "^Send now$")
    await later(town, minutes=1)
    await ended(town, "sent in error")
    await town.press("duty", "^Send now$")
    await later(town, seconds=10)
    first, second = map(valid, await files(town))
    assert said(first, "status") == ["Exercise"]
    assert said(first, "info/description")[1] == "<script>&amp; ]]> end"
    assert said(second, "info/responseType") == ["None", "None"]
    assert said(second, "note") == ["مسحوب: خطر كيميائي أو إشعاعي، نينوى"]


async def test_the_feed_lists_what_is_in_force_for_whoever_has_the_secret(
    town: Town, feeds: FeedServer
) -> None:
    await people(town)
    await entered(town)
    await town.press("duty", "^Send now$")
    await later(town, seconds=10)
    mine = (await address_of(town, "second")).removesuffix(".ics")
    far = (await address_of(town, "basra")).removesuffix(".ics")
    assert f"{mine}/alerts.atom" in town.texts("second")[-1]
    status, body = await fetched(feeds, f"{mine}/alerts.atom")
    index = fromstring(body)
    (entry,) = index.findall(f"{ATOM}entry")
    link = entry.find(f"{ATOM}link")
    assert (status, link is not None and link.get("href")) == (200, f"{mine}/alerts/JCMC-20261122-1.xml")
    assert entry.findtext(f"{ATOM}title") == "فيضان، نينوى · Flood, Ninewa"
    status, body = await fetched(feeds, f"{mine}/alerts/JCMC-20261122-1.xml")
    assert (status, [body]) == (200, await files(town))
    status, body = await fetched(feeds, f"{far}/alerts.atom")
    assert (status, fromstring(body).findall(f"{ATOM}entry")) == (200, [])
    for gone in (
        f"{far}/alerts/JCMC-20261122-1.xml",
        f"{mine}/alerts/JCMC-20261121-1.xml",
        f"{mine}/alerts/x-٩.xml",
        f"{URL}/{'x' * 32}/alerts.atom",
    ):
        assert (await fetched(feeds, gone))[0] == 404
    await later(town, hours=7)
    status, body = await fetched(feeds, f"{mine}/alerts.atom")
    assert (status, fromstring(body).findall(f"{ATOM}entry")) == (200, [])


def test_what_a_text_names() -> None:
    assert named_in("قافلة من 4 شاحنات، الموقع ٣٦٫٣٣٥٠، ٤٣٫١١٨٩") == (Named("point", "٣٦٫٣٣٥٠، ٤٣٫١١٨٩"),)
    assert named_in("Grid 38S LF 12345 67890") == (Named("point", "38S LF 12345 67890"),)
    assert named_in("36°20'10\"N", "36°20'10\"N") == (Named("point", "36°20'10\"N"),)
    assert named_in("See https://maps.app.goo.gl/abc") == (Named("point", "https://maps.app.goo.gl/abc"),)
    assert named_in("120 families, 12.5 km from Mosul, at 10:30 on 22/11/2026") == ()
