"""Personal data in what people wrote: telephone numbers, addresses, numbers of papers and plates, people's names."""

from coordination.privacy.finding import HIDDEN, Found, PersonalKind, hidden, kinds_in, personal_in

__all__ = ["HIDDEN", "Found", "PersonalKind", "hidden", "kinds_in", "personal_in"]
