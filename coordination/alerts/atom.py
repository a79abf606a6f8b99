"""The index of the live alerts as an Atom feed (RFC 4287), for programs that fetch CAP documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from coordination.alerts.alert import Alert, cap_moment
from coordination.alerts.cap import MIME as CAP_MIME
from coordination.alerts.cap import file_name

NAMESPACE = "http://www.w3.org/2005/Atom"
MIME = "application/atom+xml"


@dataclass(frozen=True, slots=True)
class Entry:
    """A live alert with its headline."""

    alert: Alert
    headline: str


def index(entries: Sequence[Entry], title: str, author: str, address: str, now: datetime) -> bytes:
    """The feed; `address` is that of the folder in which the documents lie, without a slash at its end."""
    root = Element("feed", {"xmlns": NAMESPACE})
    _add(root, "id", "urn:tansiq:alerts")
    _add(root, "title", title)
    _add(root, "updated", cap_moment(max((one.alert.sent_at or now for one in entries), default=now)))
    _add(SubElement(root, "author"), "name", author)
    SubElement(root, "link", {"rel": "self", "type": MIME, "href": f"{address}.atom"})
    for one in entries:
        entry = SubElement(root, "entry")
        _add(entry, "id", f"urn:tansiq:alert:{one.alert.sender}:{one.alert.identifier}")
        _add(entry, "title", one.headline)
        _add(entry, "updated", cap_moment(one.alert.sent_at))
        _add(entry, "summary", one.headline)
        link = {"rel": "alternate", "type": CAP_MIME, "href": f"{address}/{file_name(one.alert)}"}
        SubElement(entry, "link", link)
    body: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return body


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
