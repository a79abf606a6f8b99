"""Countries and airports as people name them, by their codes."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from coordination.places.keys import name_words
from coordination.text.reference import read_table

_ALPHA_2, _ICAO = re.compile(r"[A-Z]{2}"), re.compile(r"[A-Z]{4}")
# CLDR codes that are no ISO 3166-1 country: outlying groups, the unions, the unknown, tests.
_NO_COUNTRY = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


def country_code(text: str) -> str | None:
    """The ISO 3166-1 code of a country named in Arabic or English, by its people ("Sudanese"), or by the code.

    XK is Kosovo, as passports have it.
    """
    return _countries().get(_key(text))


def airport_code(text: str) -> str | None:
    """The ICAO code of an airport of Iraq by its name, its city or its code; any code of four letters is taken."""
    named = _airports().get(_key(text))
    if named:
        return named
    typed = text.strip().upper()
    return typed if _ICAO.fullmatch(typed) else None


def country_name(code: str, language: str) -> str:
    """A country's name in Arabic or English; the code itself where there is none."""
    return str(Locale("ar" if language == "ar" else "en").territories.get(code, code))


def airports() -> tuple[str, ...]:
    """ICAO codes of the airports of Iraq, in the order of their file."""
    return tuple(row["icao"] for row in _airport_rows())


def airport_name(code: str, language: str) -> str:
    """An airport's name in Arabic or English; the code itself for one abroad."""
    row = next((row for row in _airport_rows() if row["icao"] == code), None)
    return row["ar" if language == "ar" else "en"] if row else code


def _key(name: str) -> str:
    """A name for comparing: letters alone, and without articles. No nearer: Niger and Nigeria are two countries."""
    words = (word for word in name_words(name) if word != "the")
    return "".join(word.removeprefix("ال") if len(word) > len("ال") + 2 else word for word in words)


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("en", "ar"):
        for code, name in Locale(language).territories.items():
            if _ALPHA_2.fullmatch(code) and code not in _NO_COUNTRY:
                found.setdefault(_key(name), code)
                found.setdefault(_key(code), code)
    for row in read_table("cases/nationalities.csv"):
        for name in (row["ar"], row["en"], *row["variants"].split("|")):
            found[_key(name)] = row["code"]
    found.pop("", None)
    return found


@cache
def _airport_rows() -> tuple[dict[str, str], ...]:
    return read_table("cases/airports.csv")


@cache
def _airports() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in _airport_rows():
        for name in (row["icao"], row["ar"], row["en"], *row["variants"].split("|")):
            found[_key(name)] = row["icao"]
    found.pop("", None)
    return found
