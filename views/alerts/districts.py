"""The districts of an alert: one governorate at a time, its districts to be ticked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from coordination.alerts.districts import districts_of, parts
from coordination.alerts.entry import area_of
from views.language import Html, Words
from views.message import Button, Rows, grid
from views.status.names import place_name


def _shown(data: Mapping[str, Any]) -> tuple[str, int]:
    """The governorate whose districts are shown, and which of the chosen ones it is."""
    page = min(int(data.get("page", 0)), len(data["areas"]) - 1)
    return data["areas"][page], page


def question(w: Words, data: Mapping[str, Any]) -> Html:
    """Of which governorate, and how many are ticked."""
    governorate, _ = _shown(data)
    meant = len(dict(parts(area_of(data)))[governorate])
    return Html.lines(
        w.say("<b>Which districts of {governorate}?</b>", governorate=place_name(w, governorate)),
        w.count("{n} district is chosen.", "{n} districts are chosen.", meant)
        if meant
        else w.say("None is chosen: it is for the whole governorate."),
    )


def options(w: Words, data: Mapping[str, Any], pick: Callable[[str, object], Button]) -> Rows:
    """The districts of one governorate to be ticked, the way to the next one, and the way on."""
    governorate, page = _shown(data)
    chosen = data.get("districts", ())
    names = [(place.id, place.name(w.language)) for place in districts_of(governorate)]
    ticks = [pick(f"✓ {name}" if id in chosen else name, id) for id, name in names]
    turns = [
        pick(
            w.label("Districts of {governorate}", governorate=place_name(w, data["areas"][other])),
            f"page{other}",
        )
        for other in (page - 1, page + 1)
        if 0 <= other < len(data["areas"])
    ]
    turning: Rows = (tuple(turns),) if turns else ()
    return (*grid(ticks, 2), *turning, (pick(w.label("Done"), "done"),))
