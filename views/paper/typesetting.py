"""Typst at our service: a template beside this file and its values become a PDF or a picture.

It shapes Arabic as it should be, in 10 to 70 ms a page: call it in a thread, never in a turn. It is loaded with the
first page: a start and its memory do not pay for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fontpkg

from views.paper import copying
from views.paper.coverage import shown

if TYPE_CHECKING:
    import typst

FONT = "IBM Plex Sans Arabic"
"""It has both scripts and both kinds of digits; a locked dependency, so that a paper looks the same everywhere."""

_HERE = Path(__file__).parent


def pdf(template: str, values: Mapping[str, Any], at: datetime) -> bytes:
    """A PDF/A-2u (to be archived, its text can be copied) of `template`.typ; the same values make the same bytes.

    The template finds the values, JSON, in ``sys.inputs.values``; a mark stands for what the font lacks. Raises
    typst.TypstError.
    """
    import typst

    made = typst.compile(
        _HERE / f"{template}.typ",
        format="pdf",
        root=_HERE,
        font_paths=_fonts(),
        sys_inputs=_inputs(copying.unmarked(values)),
        pdf_standards="a-2u",
        timestamp=int(at.timestamp()),
    )
    return copying.in_order(_whole(made))


def png(template: str, values: Mapping[str, Any], *, ppi: float = 144) -> bytes:
    """The only page of `template`.typ as a picture; otherwise as `pdf`."""
    import typst

    return _whole(
        typst.compile(
            _HERE / f"{template}.typ",
            format="png",
            ppi=ppi,
            root=_HERE,
            font_paths=_fonts(),
            sys_inputs=_inputs(values),
        )
    )


def pages(template: str, values: Mapping[str, Any], *, ppi: float = 144) -> list[bytes]:
    """Every page of `template`.typ as a picture; otherwise as `pdf`."""
    import typst

    made = typst.compile(
        _HERE / f"{template}.typ",
        format="png",
        ppi=ppi,
        root=_HERE,
        font_paths=_fonts(),
        sys_inputs=_inputs(values),
    )
    return made if isinstance(made, list) else [_whole(made)]


def families() -> list[str]:
    """The font families that typst found."""
    return _fonts().families()


def _inputs(values: Mapping[str, Any]) -> dict[str, str]:
    return {"values": json.dumps(shown(values, fontpkg.path(FONT)), ensure_ascii=False), "font": FONT}


def _whole(made: bytes | list[bytes] | None) -> bytes:
    if not isinstance(made, bytes):
        raise ValueError("the paper has more than one page")
    return made


@cache
def _fonts() -> typst.Fonts:
    import typst

    folder = fontpkg.path(FONT).parent
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
