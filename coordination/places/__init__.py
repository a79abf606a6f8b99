"""Places: Iraq's administrative units, camps and towns, their names and codes, and look-up."""

from coordination.places.gazetteer import Gazetteer, gazetteer
from coordination.places.place import Matches, Place, PlaceKind, short_code

__all__ = ["Gazetteer", "Matches", "Place", "PlaceKind", "gazetteer", "short_code"]
