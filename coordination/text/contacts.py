"""Contact details in what people wrote: kept with the report, never quoted to a group."""

from __future__ import annotations

import re

HIDDEN = "[…]"
_LINK = re.compile(r"(?:https?://)?\b(?:(?:t|telegram|wa)\.me/|tg://|chat\.whatsapp\.com/)\S+", re.IGNORECASE)
# Tried at the beginning of a run only: from each of its letters, a long run would cost the square of its length.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+")
_HANDLE = re.compile(r"@\w{3,}")
_PASSPORT = re.compile(r"\b[A-Za-z]\d{7,9}\b")
# Nine digits or more with the separators of telephone numbers; commas with blanks after them separate figures,
# unless the first begins with the 0 or + of a telephone. \d is any script's digit.
_RUN = re.compile(
    r"(?<!\d)(?:\+|[0٠۰])\(?\d?(?:[\s()./،,-]{0,3}\d){8,}|\(?\d(?:(?:[\s().-]{0,2}|[/،,])\d){8,}"
)
_DAY_MONTH_YEAR = r"\d{1,2}([/.-])\d{1,2}\1[2٢۲][0٠۰]\d{2}"
_YEAR_MONTH_DAY = r"[2٢۲][0٠۰]\d{2}([/.-])\d{1,2}\2\d{1,2}"
_DATE = re.compile(rf"(?<!\d)(?:{_DAY_MONTH_YEAR}|{_YEAR_MONTH_DAY})(?!\d)")
_MOST_DIGITS = 8


def without_contacts(text: str) -> str:
    """The text with e-mail addresses, handles, links to chats, telephone and passport numbers hidden.

    A rule of shapes: it hides too much rather than too little, and knows no names.
    """
    for shape in (_LINK, _EMAIL, _HANDLE, _PASSPORT):
        text = shape.sub(HIDDEN, text)
    return _RUN.sub(_without_numbers, text)


def _without_numbers(run: re.Match[str]) -> str:
    """The run hidden, but for the dates in it, with figures beside them that are too short to be a telephone's."""
    figures, kept, end = run.group(), list[str](), 0
    for date in _DATE.finditer(figures):
        kept += _hidden_if_long(figures[end : date.start()]), date.group()
        end = date.end()
    return "".join((*kept, _hidden_if_long(figures[end:])))


def _hidden_if_long(figures: str) -> str:
    if sum(c.isdigit() for c in figures) <= _MOST_DIGITS:
        return figures
    return figures[: len(figures) - len(figures.lstrip())] + HIDDEN
