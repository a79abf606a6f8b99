"""An alert as an XML document of the Common Alerting Protocol 1.2 (OASIS): one info block per language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from coordination.alerts.alert import EVENTS, Alert, Content, cap_moment
from coordination.alerts.districts import parts
from coordination.places import gazetteer

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
MIME = "application/cap+xml"
_XML_FORBIDS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))


@dataclass(frozen=True, slots=True)
class Info:
    """What is said in one language (RFC 3066: "ar-IQ", "en")."""

    language: str
    event: str
    sender_name: str
    headline: str
    description: str
    area: str


def file_name(alert: Alert) -> str:
    """The name of its file."""
    return f"{alert.identifier}.xml"


def document(alert: Alert, earlier: Sequence[Alert], infos: Sequence[Info], restriction: str) -> bytes:
    """The document of an alert that was sent, with the messages it follows; elements in the schema's order.

    Its scope is Restricted: it goes to those whom the centre admitted, as `restriction` says.
    Raises ValueError for one that was not sent.
    """
    content = alert.content
    root = Element("alert", {"xmlns": NAMESPACE})
    _add(root, "identifier", alert.identifier)
    _add(root, "sender", alert.sender)
    _add(root, "sent", cap_moment(alert.sent_at))
    _add(root, "status", "Exercise" if content.exercise else "Actual")
    _add(root, "msgType", content.message)
    _add(root, "scope", "Restricted")
    _add(root, "restriction", restriction)
    if content.error:
        _add(root, "note", infos[0].headline if infos else alert.identifier)
    if earlier:
        _add(root, "references", " ".join(one.reference for one in earlier))
    for info in infos:
        _info(root, alert, info)
    body: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return body


def _info(root: Element, alert: Alert, said: Info) -> None:
    content = alert.content
    info = SubElement(root, "info")
    _add(info, "language", said.language)
    _add(info, "category", EVENTS[content.event])
    _add(info, "event", said.event)
    if content.message == "Cancel":
        _add(info, "responseType", "None" if content.error else "AllClear")
    _add(info, "urgency", content.urgency)
    _add(info, "severity", content.severity)
    _add(info, "certainty", content.certainty)
    _add(info, "effective", cap_moment(alert.sent_at))
    if content.expires_at is not None:
        _add(info, "expires", cap_moment(content.expires_at))
    _add(info, "senderName", said.sender_name)
    _add(info, "headline", said.headline)
    _add(info, "description", said.description)
    area = SubElement(info, "area")
    _add(area, "areaDesc", said.area)
    for pcode in _pcodes(content):
        geocode = SubElement(area, "geocode")
        _add(geocode, "valueName", "P-code")
        _add(geocode, "value", pcode)


def _pcodes(content: Content) -> list[str]:
    """Those of the districts that are meant, and of the governorates that are meant as a whole."""
    found = []
    for code, meant in parts((content.governorates, content.districts)):
        places = meant or (gazetteer().get(code),)
        found += [place.pcode for place in places if place is not None and place.pcode]
    return found


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text.translate(_XML_FORBIDS)
