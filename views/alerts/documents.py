"""The CAP document and the index of the feed, in the words of both languages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from coordination.alerts import atom, cap
from coordination.alerts.alert import Alert
from coordination.alerts.cap import Info
from views.alerts import terms
from views.language import Words, plain, words
from views.language.bidi import cleaned

_LANGUAGES = {"ar": "ar-IQ", "en": "en"}


def document(alert: Alert, earlier: Sequence[Alert]) -> bytes:
    """The CAP document of an alert that was sent, with one info block per language.

    Raises ValueError for one that was not sent.
    """
    en = words("en")
    infos = [_info(words(code), tag, alert) for code, tag in _LANGUAGES.items()]
    return cap.document(
        alert, earlier, infos, en.label("For those whom the coordination centre has admitted")
    )


def index(live: Sequence[Alert], address: str, now: datetime) -> bytes:
    """The Atom index of these alerts; titles are in Arabic and English."""
    entries = [
        atom.Entry(alert, " · ".join(_headline(words(code), alert) for code in _LANGUAGES)) for alert in live
    ]
    title = " · ".join(words(code).label("Alerts in force") for code in _LANGUAGES)
    author = " · ".join(words(code).label("Joint Coordination and Monitoring Centre") for code in _LANGUAGES)
    return atom.index(entries, title, author, address, now)


def _info(w: Words, tag: str, alert: Alert) -> Info:
    content = alert.content
    return Info(
        language=tag,
        event=terms.event_name(w, content.event),
        sender_name=w.label("Joint Coordination and Monitoring Centre"),
        headline=_headline(w, alert),
        description=content.text(w.language),
        area=_text(terms.area(w, content)),
    )


def _headline(w: Words, alert: Alert) -> str:
    return _text(terms.headline(w, alert.content))


def _text(markup: str) -> str:
    """Plain text for programs: no marks of direction in it."""
    return cleaned(plain(markup))
