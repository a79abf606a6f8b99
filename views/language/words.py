"""Words: everything said to one person, in their language and their digits."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from gettext import GNUTranslations
from typing import get_args

from views.language import dates
from views.language.bidi import FSI, PDI, isolated, marked
from views.language.digits import Digits, grouped, in_digits
from views.language.html import Html, escape, plain
from views.language.messages import translations
from views.language.template import Style, Value, filled, written

LANGUAGES = ("ar", "en")
_RIGHT_TO_LEFT = frozenset({"ar"})
_REMEMBERED = 4096
"""Messages without values that are kept as they were said: about all there are, in every language and its digits."""


class Words:
    """The voice in which a person is spoken to. Get one from `words`; it holds no state and may be shared."""

    __slots__ = ("_messages", "_style", "digits", "language", "rtl")

    def __init__(self, language: str, digits: Digits, messages: GNUTranslations) -> None:
        self.language = language
        self.digits: Digits = digits
        self.rtl = language in _RIGHT_TO_LEFT
        self._style = Style(rtl=self.rtl, digits=digits)
        self._messages = messages

    def say(self, message: str, /, **values: Value) -> Html:
        """A message, translated and filled in: Telegram HTML, whatever people typed escaped and isolated.

        Raises KeyError for a value that is missing, TypeError for one that is neither text nor a whole number.
        """
        if not values:
            return _bare(self, message)
        return self._html(self._filled(message, values))

    def count(self, one: str, many: str, n: int, /, **values: Value) -> Html:
        """A message that depends on a number, in the language's own plural form; the number itself is {n}."""
        message = self._messages.ngettext(one, many, abs(n))
        return self._html(filled(message, {**values, "n": n}, self._style))

    def label(self, message: str, /, **values: Value) -> str:
        """Plain text on one line, for buttons and command descriptions: nothing in it is markup."""
        if not values:
            return _bare_label(self, message)
        return _on_one_line(self._filled(message, values))

    def join(self, items: Sequence[str]) -> Html:
        """A list within a sentence: "a, b and c", "أ، ب وج"."""
        texts = [written(item, self._style) for item in items]
        if len(texts) < 2:
            return self._html("".join(texts))
        comma, last = ("، ", f" {_and_in_arabic(texts[-1])}") if self.rtl else (", ", f" and {texts[-1]}")
        return self._html(comma.join(texts[:-1]) + last)

    def code(self, text: str) -> Html:
        """Something to copy, such as a reference: monospaced, keeping its place among others in an Arabic line.

        The isolates stand outside <code>: two references side by side would else be read from left to right, and
        inside they would be copied along.
        """
        markup = f"<code>{escape(text)}</code>"
        return Html(f"{FSI}{markup}{PDI}" if self.rtl else markup)

    def number(self, n: int) -> str:
        """A whole number in the person's digits, thousands separated."""
        return isolated(grouped(n, self.digits), self.rtl)

    def signed(self, n: int) -> str:
        """A change: +35, −10 or 0, isolated where the sign would jump to the other side."""
        text = grouped(n, self.digits)
        return isolated(f"+{text}" if n > 0 else text, self.rtl)

    def day(self, value: date) -> str:
        """Sun 22 Nov 2026. A datetime counts as its day in Baghdad; ValueError if it has no time zone."""
        return in_digits(dates.day(value, self.language), self.digits)

    def short_day(self, value: date) -> str:
        """22 Nov. A datetime counts as its day in Baghdad; ValueError if it has no time zone."""
        return in_digits(dates.short_day(value, self.language), self.digits)

    def day_month(self, value: date) -> str:
        """22/11, as people type a day. A datetime counts as its day in Baghdad; ValueError if it has no time zone."""
        return in_digits(dates.day_month(value), self.digits)

    def time(self, moment: datetime) -> str:
        """14:05, by the clock of Baghdad. Raises ValueError for a datetime without a time zone."""
        return in_digits(dates.time(moment), self.digits)

    def length(self, seconds: int) -> str:
        """0:12, in minutes and seconds."""
        return in_digits(f"{seconds // 60}:{seconds % 60:02}", self.digits)

    def moment(self, moment: datetime) -> str:
        """Sun 22 Nov 2026, 14:05. Raises ValueError for a datetime without a time zone."""
        return in_digits(dates.moment(moment, self.language), self.digits)

    def _filled(self, message: str, values: Mapping[str, Value]) -> str:
        return filled(self._translated(message), values, self._style)

    def _translated(self, message: str) -> str:
        # gettext keeps the catalogue's header under the empty string.
        return self._messages.gettext(message) if message else ""

    def _html(self, markup: str) -> Html:
        return Html(marked(markup) if self.rtl else markup, rtl=self.rtl)


@lru_cache(maxsize=8)
def words(language: str, digits: Digits = "western") -> Words:
    """The Words of a language. Raises ValueError for a language or a kind of digits that there is not."""
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is none of {', '.join(LANGUAGES)}")
    if digits not in get_args(Digits):
        raise ValueError(f"digits {digits!r} are none of {', '.join(get_args(Digits))}")
    return Words(language, digits, translations(language))


def _on_one_line(markup: str) -> str:
    return " ".join(plain(markup).split())


@lru_cache(maxsize=_REMEMBERED)
def _bare(w: Words, message: str) -> Html:
    return w._html(w._filled(message, {}))


@lru_cache(maxsize=_REMEMBERED)
def _bare_label(w: Words, message: str) -> str:
    return _on_one_line(w._filled(message, {}))


def phrase(message: str) -> str:
    """The message itself: marks a string in a table for translation, to be said later with say or label."""
    return message


def _and_in_arabic(item: str) -> str:
    """و joins the word it precedes, but keeps its distance from a digit or a Latin word."""
    first = plain(item)[:1]
    return f"و{item}" if first and unicodedata.bidirectional(first) == "AL" else f"و {item}"
