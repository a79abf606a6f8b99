"""The gettext catalogues at run time: what `make install` compiled from the .po files, or else these themselves."""

from __future__ import annotations

import hashlib
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

LOCALES = Path(__file__).resolve().parents[2] / "locales"


def catalogue_path(language: str, locales: Path = LOCALES) -> Path:
    """Where the catalogue of a language is kept."""
    return locales / language / "LC_MESSAGES" / "tansiq.po"


@cache
def translations(language: str) -> GNUTranslations:
    """The messages of a language. Raises FileNotFoundError where it has no catalogue."""
    return loaded(catalogue_path(language), language)


def loaded(path: Path, language: str) -> GNUTranslations:
    """The messages of a .po file. Raises FileNotFoundError, and babel's PoFileError where it is malformed."""
    source = path.read_bytes()
    ready = _compiled_path(path, source)
    return GNUTranslations(BytesIO(ready.read_bytes() if ready.exists() else compiled(source, language)))


def compile_beside(path: Path, language: str) -> None:
    """Compile a .po file for all who load it later, and forget what was compiled of it before."""
    source = path.read_bytes()
    ready = _compiled_path(path, source)
    unfinished = ready.with_suffix(".unfinished")
    unfinished.write_bytes(compiled(source, language))
    unfinished.replace(ready)
    for old in set(path.parent.glob("*.mo")) - {ready}:
        old.unlink()


def _compiled_path(path: Path, source: bytes) -> Path:
    """Named by what it was compiled from, so that it is never taken for a catalogue that has changed."""
    return path.with_name(f"{path.stem}-{hashlib.sha256(source).hexdigest()[:16]}.mo")


def compiled(source: bytes, language: str) -> bytes:
    """The text of a .po file as gettext reads it. Raises babel's PoFileError where it is malformed."""
    # A start that finds everything compiled does without these.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    ready = BytesIO()
    write_mo(ready, read_po(BytesIO(source), locale=language, domain="tansiq", abort_invalid=True))
    return ready.getvalue()
