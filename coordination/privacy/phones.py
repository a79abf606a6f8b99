"""Telephone numbers in a folded text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, pairwise

_REGION = "IQ"
_MOST_DIGITS = 15
"""Of a number with its country code: ITU-T E.164."""
_LEAST_DIGITS = 9
"""Of what is taken for a number by its beginning alone: a wrong one, too short or too long, tells enough."""
_ENOUGH_DIGITS = 10
_FIXED_LINE = (9, 10)
"""Digits of an Iraqi number that does not begin as a mobile one, its 0 included."""
_MOBILE_GROUPS = frozenset(((10,), (3, 7), (3, 3, 4), (3, 4, 3), (3, 3, 2, 2)))
"""How the ten digits of an Iraqi mobile number are written where the 0 before them is left out."""

_GROUP = re.compile(r"\d+")
# Commas with blanks after them separate figures, unless the first begins with the 0 or + of a telephone number.
_TIGHT = re.compile(r"[ ()._/-]{1,3}|,")
_LOOSE = re.compile(r"[ ()._/,\n-]{1,3}")
_BRACKETED = re.compile(r"0(?:\) ?| ?\()\d{3}")
_SIGN = re.compile(r"(?:\+ ?\(?|\()$")
# Digits each for itself: no list of figures has ten of them with nothing else between.
_SPACED = re.compile(r"(?<![\w.,+-])\+?\d(?:[ ._/-]{1,2}\d){9,14}(?!\w)")
_SINGLE = re.compile(r"[ ._/-]|\) ?")
# Dates, references and P-codes: no telephone number reaches into them.
_OTHERS = re.compile(
    r"(?<!\d)(?:\d{1,2}(?P<a>[/. -])\d{1,2}(?P=a)20\d\d|20\d\d(?P<b>[/. -])\d{1,2}(?P=b)\d{1,2})(?!\d)"
    r"|(?<![a-z\d])[a-z]{2}-(?:\d{4,6}-)?\d{3,6}(?:-[a-z\d])?(?![\w-])"
    r"|(?<![a-z\d])iq-?[a-z]?\d+(?:[a-z]\d+)*",
    re.IGNORECASE,
)
# After these words a shorter run of digits is a number too.
_ANNOUNCED = re.compile(
    r"(?<!\w)(?:و|ب|ل|ال|بال|وال|لل)?"
    r"(?:(?:هاتف|موبايل|جوال|تلفون|تليفون|نقال|اتصال|واتساب|واتس)(?:ه|ها|هم|ي|نا)?|اتصلوا|اتصل|رقم(?:ه|ها|هم|ي|نا)"
    r"|(?:tele)?phones?|tel|mobile|cell|call|whatsapp|viber)"
    r"(?:[ .:#-]{1,3}(?:رقم|علي|ب|no|number|nr|on|at|is|me|us)(?:ه|ها|هم|ي|نا)?(?!\w)){0,3}"
    r"[ .:#-]{0,3}(?P<number>(?:\+ ?)?\(?\d[\d ()./-]{4,18})",
    re.IGNORECASE,
)
_LEAST_ANNOUNCED = 6
_MOST_ANNOUNCED = 11

Span = tuple[int, int]


def phones_in(text: str) -> Iterator[Span]:
    """The spans of telephone numbers, Iraqi ones and those of other countries that begin with + or 00."""
    groups = [match.span() for match in _GROUP.finditer(text)]
    if sum(end - start for start, end in groups) < _LEAST_ANNOUNCED:
        return
    others = [match.span() for match in _OTHERS.finditer(text)]
    for match in _SPACED.finditer(text):
        yield match.span()
    runs = list(_runs(text, groups, others))
    for match in _ANNOUNCED.finditer(text):
        yield from _announced(match, groups, others)
    for run in runs:
        at = 0
        while at < len(run):
            taken = _number(text, run[at : at + _MOST_DIGITS])
            if taken:
                end = run[at + taken - 1][1]
                yield _with_sign(text, run[at][0], end), end
            at += taken or 1


def _runs(text: str, groups: Sequence[Span], others: Sequence[Span]) -> Iterator[list[Span]]:
    """Groups of digits that follow one another closely enough to be one number, apart from other numbers."""
    run: list[Span] = []
    for group in groups:
        if _covered(group, others):
            continue
        if run and not _LOOSE.fullmatch(text, run[-1][1], group[0]):
            yield run
            run = []
        run.append(group)
    if run:
        yield run


def _covered(group: Span, others: Sequence[Span]) -> bool:
    nearest = bisect_right(others, group[0], key=lambda other: other[0]) - 1
    return nearest >= 0 and group[0] < others[nearest][1]


def _announced(match: re.Match[str], groups: Sequence[Span], others: Sequence[Span]) -> Iterator[Span]:
    start, end = match.span("number")
    first = bisect_right(groups, start, key=lambda group: group[1])
    taken: list[Span] = []
    digits = 0
    for group in (groups[n] for n in range(first, len(groups))):
        digits += group[1] - group[0]
        if group[0] >= end or _covered(group, others) or (taken and digits > _MOST_ANNOUNCED):
            break
        taken.append(group)
    if sum(end - start for start, end in taken) >= _LEAST_ANNOUNCED:
        yield start, taken[-1][1]


def _number(text: str, run: Sequence[Span]) -> int:
    """How many groups from the first one on are a telephone number; 0 where it does not begin one."""
    start = run[0][0]
    before, first = text[max(0, start - 3) : start], text[start : run[0][1]]
    signed = before.rstrip(" (").endswith("+")
    if not signed and not first.startswith(("0", "7", "964")):
        return 0
    if _goes_on(before, first) or (first == "0" and not _BRACKETED.match(text, start)):
        return 0
    separator = _LOOSE if signed or first.startswith("0") else _TIGHT
    near = [run[0]]
    for last, group in pairwise(run):
        if not separator.fullmatch(text, last[1], group[0]):
            break
        near.append(group)
    totals = [n for n in accumulate(end - start for start, end in near) if n <= _MOST_DIGITS]
    digits = "".join(text[start:end] for start, end in near[: len(totals)])
    line = next((n for n, (a, b) in enumerate(pairwise(near), 1) if "\n" in text[a[1] : b[0]]), len(near))
    line = min(line, len(totals))
    # A number that ends with its line is whole; the next line may begin with a figure.
    for taken in chain(range(line, 0, -1), range(len(totals), line, -1)):
        if _is_valid(text, near[:taken], digits[: totals[taken - 1]], signed=signed):
            return taken
    return _likely(totals[:line]) if signed or first.startswith(("07", "009")) else 0


def _goes_on(before: str, first: str) -> bool:
    """Whether the group only continues a reference ("NI-0042") or a figure with separators ("1,000,000,000")."""
    if re.search(r"[A-Za-z]-?$", before) and len(first) < _ENOUGH_DIGITS:
        return True
    return len(first) == 3 and bool(re.search(r"\d[.,]$", before))


def _is_valid(text: str, groups: Sequence[Span], digits: str, *, signed: bool) -> bool:
    if not _LEAST_DIGITS - 1 <= len(digits) <= _MOST_DIGITS or not _may_be(
        text, groups, digits, signed=signed
    ):
        return False
    import phonenumbers  # many modules, and few processes meet a number soon

    sign = "+" if signed or digits.startswith("964") else ""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(sign + digits, _REGION))
    except phonenumbers.NumberParseException:
        return False


def _may_be(text: str, groups: Sequence[Span], digits: str, *, signed: bool) -> bool:
    """Whether it is written as a telephone number is: a figure may have the digits of one too."""
    lengths = tuple(end - start for start, end in groups)
    if signed or digits.startswith("964"):
        return True
    if digits.startswith("0"):
        return digits.startswith(("00", "07")) or len(digits) in _FIXED_LINE
    tight = all(_SINGLE.fullmatch(text, a[1], b[0]) for a, b in pairwise(groups))
    return tight and lengths in _MOBILE_GROUPS


def _likely(totals: Sequence[int]) -> int:
    """As many groups as there are enough digits in for a number that is not a valid one."""
    for least in (_ENOUGH_DIGITS, _LEAST_DIGITS):
        for taken, digits in enumerate(totals, 1):
            if digits >= least:
                return taken
    return 0


def _with_sign(text: str, start: int, end: int) -> int:
    """Where the number begins with its + and, if it is closed within, its bracket."""
    sign = _SIGN.search(text, max(0, start - 3), start)
    if sign is None or ("(" in sign.group() and "+" not in sign.group() and ")" not in text[start:end]):
        return start
    return sign.start()
