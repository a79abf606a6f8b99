"""The columns of an exported table: a heading in words, a tag of HXL, and a value without any markup."""

from __future__ import annotations

from collections.abc import Callable

from coordination.people.person import Role
from coordination.places import Place, PlaceKind, gazetteer
from coordination.products.lines import Line
from coordination.reports.days import day_in_baghdad
from coordination.reports.fact import Figure, Kind
from views.language import phrase
from views.products.column import Column, Value
from views.products.detail_columns import harmed, item_names, quantities, quantity, quoted, several, told


def _level(line: Line, kind: PlaceKind) -> Place | None:
    """The place of this kind that a report's place is or lies in."""
    place = gazetteer().get(line.fact.place) if line.fact.place else None
    while place is not None and place.kind != kind:
        place = gazetteer().get(place.parent) if place.parent else None
    return place


def _governorate(line: Line) -> Place | None:
    return gazetteer().get(line.fact.governorate) if line.fact.governorate else None


def _point(line: Line) -> Place | None:
    """The place that was named, where it is one with a point of its own."""
    place = gazetteer().get(line.fact.place) if line.fact.place else None
    return place if place is not None and place.kind != "governorate" else None


def _place(line: Line) -> str:
    place = _point(line)
    return place.name_en if place else line.fact.place_text


def _origin(line: Line) -> str:
    place = gazetteer().get(line.fact.origin_place) if line.fact.origin_place else None
    return place.name_en if place else line.fact.origin_text


def _origin_code(line: Line) -> str:
    origin = gazetteer().get(line.fact.origin_governorate) if line.fact.origin_governorate else None
    return _code(origin)


def _code(place: Place | None) -> str:
    return (place.pcode or "") if place else ""


def _name(place: Place | None, language: str) -> str:
    return place.name(language) if place else ""


def _of(figure: Callable[[Line], Figure], *kinds: Kind) -> Callable[[Line], Value]:
    """The number that reports of these kinds give; the others leave the column empty."""

    def value(line: Line) -> Value:
        given = figure(line)
        return given if line.fact.kind in kinds and isinstance(given, int) else None

    return value


def _said(figure: Callable[[Line], Figure]) -> Callable[[Line], Value]:
    """How the number was given: zero, unknown and not reported are three things."""

    def value(line: Line) -> Value:
        given = figure(line)
        if given is None:
            return "not reported"
        if given == "unknown":
            return "unknown"
        return "approximate" if line.fact.approximate else "exact"

    return value


def _families(line: Line) -> Figure:
    return line.fact.households


def _people(line: Line) -> Figure:
    return line.fact.individuals


def _source(line: Line) -> str:
    """Who told it: the role and the organisation, never a name."""
    role = "official" if line.role is Role.STRANGER else str(line.role)
    return f"{role}, {line.organisation}" if line.organisation else role


def _happened(*kinds: Kind) -> Callable[[Line], Value]:
    return lambda line: line.entry.day.isoformat() if line.fact.kind in kinds else None


_MOVES = (Kind.DISPLACEMENT, Kind.RETURN)
_OTHERS = tuple(kind for kind in Kind if kind not in _MOVES)
_EVENTS = (Kind.INCIDENT, Kind.ACCESS, Kind.SITUATION)

COLUMNS: tuple[Column[Line], ...] = (
    Column(phrase("Reference"), "#meta+id", lambda line: line.entry.reference),
    Column(
        phrase("Reported on"), "#date+reported", lambda line: day_in_baghdad(line.entry.saved_at).isoformat()
    ),
    Column(phrase("Kind"), "#event+type", lambda line: str(line.fact.kind)),
    Column(phrase("Governorate (English)"), "#adm1+name+en", lambda line: _name(_governorate(line), "en")),
    Column(phrase("Governorate (Arabic)"), "#adm1+name+ar", lambda line: _name(_governorate(line), "ar")),
    Column(phrase("P-code of the governorate"), "#adm1+code", lambda line: _code(_governorate(line))),
    Column(phrase("District"), "#adm2+name", lambda line: _name(_level(line, "district"), "en")),
    Column(phrase("P-code of the district"), "#adm2+code", lambda line: _code(_level(line, "district"))),
    Column(
        phrase("P-code of the sub-district"), "#adm3+code", lambda line: _code(_level(line, "subdistrict"))
    ),
    Column(phrase("Place"), "#loc+name", _place),
    Column(phrase("Latitude"), "#geo+lat", lambda line: round(p.lat, 5) if (p := _point(line)) else None),
    Column(phrase("Longitude"), "#geo+lon", lambda line: round(p.lon, 5) if (p := _point(line)) else None),
    Column(phrase("Source"), "#meta+source", _source),
    Column(phrase("Confirmation"), "#status+verification", lambda line: str(line.confirmation)),
    Column(phrase("Began on"), "#date+start", _happened(*_MOVES)),
    Column(phrase("Happened on"), "#date+occurred", _happened(*_OTHERS)),
    # Words in #population would break HXL's own rule that it holds numbers.
    Column(phrase("Type of movement"), "#cause+movement", lambda line: told(line).movement),
    Column(phrase("Cause of the movement"), "#cause", several(lambda one: one.causes)),
    Column(phrase("Displaced families"), "#affected+idps+hh", _of(_families, Kind.DISPLACEMENT)),
    Column(phrase("Displaced individuals"), "#affected+idps+ind", _of(_people, Kind.DISPLACEMENT)),
    Column(phrase("Displaced women"), "#affected+idps+f", lambda line: told(line).members.women),
    Column(phrase("Displaced men"), "#affected+idps+m", lambda line: told(line).members.men),
    Column(phrase("Displaced children"), "#affected+idps+children", lambda line: told(line).members.children),
    Column(phrase("Type of shelter"), "#shelter+type", several(lambda one: one.shelters)),
    Column(phrase("Returned families"), "#affected+returnees+hh", _of(_families, Kind.RETURN)),
    Column(phrase("Returned individuals"), "#affected+returnees+ind", _of(_people, Kind.RETURN)),
    Column(phrase("Families in need"), "#inneed+hh", _of(_families, Kind.NEED)),
    Column(phrase("Individuals in need"), "#inneed+ind", _of(_people, Kind.NEED)),
    Column(phrase("Items needed"), "#item+name", item_names),
    Column(phrase("Quantity of the item"), "#value+qty", quantity),
    Column(phrase("Quantities of several items"), "#meta+qty", quantities),
    Column(phrase("Families affected"), "#affected+hh", _of(_families, *_EVENTS)),
    Column(phrase("Individuals affected"), "#affected+ind", _of(_people, *_EVENTS)),
    Column(phrase("Killed"), "#affected+killed", lambda line: harmed(line, "killed")),
    Column(phrase("Injured"), "#affected+injured", lambda line: harmed(line, "injured")),
    Column(phrase("Missing"), "#affected+missing", lambda line: harmed(line, "missing")),
    Column(phrase("Type of impact"), "#impact+type", several(lambda one: one.impacts)),
    Column(
        phrase("Type of access constraint"), "#access+constraint+type", several(lambda one: one.constraints)
    ),
    Column(phrase("Organisation affected"), "#org+affected", several(lambda one: one.organisations)),
    Column(
        phrase("Effect of the constraint"), "#impact+description", lambda line: told(line).effect, wide=True
    ),
    Column(phrase("How families were given"), "#meta+said+hh", _said(_families)),
    Column(phrase("How individuals were given"), "#meta+said+ind", _said(_people)),
    Column(phrase("P-code of the governorate of origin"), "#adm1+origin+code", _origin_code),
    Column(phrase("Place of origin"), "#loc+origin+name", _origin),
    Column(phrase("Sectors"), "#sector", lambda line: " | ".join(line.fact.sectors)),
    Column(phrase("Gravity"), "#severity", lambda line: str(line.fact.gravity)),
    Column(phrase("What was told"), "#description", quoted, wide=True),
    Column(phrase("Counted in sums (1 yes, 0 no)"), "#meta+counted", lambda line: int(_counts(line))),
    Column(
        phrase("Nothing to report (1 yes, 0 no)"),
        "#meta+nothing",
        lambda line: int(line.entry.nothing_to_report),
    ),
    Column(
        phrase("Told by one person only (1 yes, 0 no)"),
        "#meta+single",
        lambda line: int(line.entry.single_source),
    ),
)


def _counts(line: Line) -> bool:
    return line.entry.counts and not line.entry.nothing_to_report
