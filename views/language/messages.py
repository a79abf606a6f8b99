"""The gettext catalogues at run time: read from .po files into memory, once; nothing is compiled to disk."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import IO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parents[2] / "locales"


def catalogue_path(language: str, locales: Path = LOCALES) -> Path:
    """Where the catalogue of a language is kept."""
    return locales / language / "LC_MESSAGES" / "tansiq.po"


@cache
def translations(language: str) -> GNUTranslations:
    """The messages of a language. Raises FileNotFoundError where it has no catalogue."""
    with catalogue_path(language).open("rb") as file:
        return loaded(file, language)


def loaded(file: IO[bytes], language: str) -> GNUTranslations:
    """The messages in an open .po file. Raises babel's PoFileError where it is malformed."""
    compiled = BytesIO()
    write_mo(compiled, read_po(file, locale=language, domain="tansiq", abort_invalid=True))
    compiled.seek(0)
    return GNUTranslations(compiled)
