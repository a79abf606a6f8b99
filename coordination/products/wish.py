"""What somebody wants exported: a few choices, short enough for a button's data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeVar, cast, get_args

from coordination.groups.choices import governorate_codes
from coordination.products.period import PERIODS
from coordination.reports.fact import Kind
from coordination.summaries.scope import ALL_KINDS, Scope

T = TypeVar("T")
Language = Literal["ar", "en", "both"]
Format = Literal["pdf", "xlsx", "csv"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True)
class Wish:
    """`period` is one of PERIODS; no `governorates` and no `kinds` mean all that the person may see.

    `confirmed`: only what the centre has confirmed as it is now.
    """

    period: str = "7"
    governorates: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    confirmed: bool = False
    language: Language = "ar"
    format: Format = "pdf"

    def within(self, scope: Scope) -> Scope:
        """What of it is for a reader who sees `scope`."""
        mine = self.governorates or None
        if mine is not None and scope.governorates is not None:
            mine &= scope.governorates
        return Scope(
            mine if mine is not None else scope.governorates, (self.kinds or ALL_KINDS) & scope.kinds
        )


def written(wish: Wish) -> str:
    """The wish as one word of letters, digits and dots."""
    areas = _mask(wish.governorates, governorate_codes())
    kinds = _mask(wish.kinds, tuple(Kind))
    parts = (wish.period, f"{areas:x}", f"{kinds:x}", str(int(wish.confirmed)), wish.language, wish.format)
    return ".".join(parts)


def read(text: str) -> Wish | None:
    """What `written` wrote; None for anything else."""
    parts = text.split(".")
    if len(parts) != 6:
        return None
    period, areas, kinds, confirmed, language, file = parts
    known = period in PERIODS and confirmed in ("0", "1") and language in LANGUAGES and file in FORMATS
    if not known or not all(_is_mask(mask) for mask in (areas, kinds)):
        return None
    return Wish(
        period,
        frozenset(_unmasked(int(areas, 16), governorate_codes())),
        frozenset(_unmasked(int(kinds, 16), tuple(Kind))),
        confirmed == "1",
        cast(Language, language),
        cast(Format, file),
    )


def chosen(wish: Wish, setting: str, value: str) -> Wish | None:
    """The wish with one choice made; None for one that there is not.

    Governorates and kinds are put in or taken out; "all" takes all of them. "confirmed" takes "yes" or "no".
    """
    match setting:
        case "period" if value in PERIODS:
            return replace(wish, period=value)
        case "governorates" if value == "all" or value in governorate_codes():
            areas = frozenset() if value == "all" else wish.governorates ^ {value}
            return replace(wish, governorates=areas)
        case "kinds" if value == "all" or value in tuple(Kind):
            return replace(wish, kinds=frozenset() if value == "all" else wish.kinds ^ {Kind(value)})
        case "confirmed" if value in ("yes", "no"):
            return replace(wish, confirmed=value == "yes")
        case "language" if value in LANGUAGES:
            return replace(wish, language=value)
        case "file" if value in FORMATS:
            return replace(wish, format=value)
    return None


def _mask(members: frozenset[str] | frozenset[Kind], order: tuple[str, ...] | tuple[Kind, ...]) -> int:
    return sum(1 << n for n, one in enumerate(order) if one in members)


def _is_mask(text: str) -> bool:
    return 0 < len(text) <= 6 and set(text) <= set("0123456789abcdef")


def _unmasked(mask: int, order: tuple[T, ...]) -> list[T]:
    return [one for n, one in enumerate(order) if mask >> n & 1]
