"""What is wrong with an answer to a field of a case, and how to put it right."""

from __future__ import annotations

from coordination.cases.answers import Fault
from coordination.cases.kind import MOST_ROWS, Field
from views.language import Html, Words


def fault_words(w: Words, field: Field, fault: Fault, detail: str = "") -> Html:
    """One or two short sentences; `detail` as `Answer` and `RowFault` have it."""
    match fault:
        case "empty":
            return w.say("It is empty, and it is needed.")
        case "too long":
            return w.count(
                "It is too long: at most {n} character.",
                "It is too long: at most {n} characters.",
                field.most,
            )
        case "too large":
            return w.say("The number is too large: at most {most}.", most=field.most)
        case "no number":
            return w.say("That is no number. Write one whole number, for example 25.")
        case "no day":
            return w.say("I cannot read the date. Write it like 22/11/2026.")
        case "ahead":
            return w.say("That day lies ahead; it must be one that has been.")
        case "no moment":
            return w.say("I cannot read day and hour. Write them like 25/11/2026 08:30.")
        case "not offered":
            return w.say("{given} is not one of the choices.", given=detail)
        case "unknown governorate":
            return w.say("I know no governorate called {given}.", given=detail)
        case "unknown country":
            return w.say("I know no country called {given}.", given=detail)
        case "unknown airport":
            return w.say("I know no airport called {given}. Its code of four letters will do.", given=detail)
        case "no passport number":
            return w.say("A passport number has 6 to 9 letters and digits.")
        case "no phone":
            return w.say("That is no phone number. Write it like 0770 123 4567.")
        case "no e-mail":
            return w.say("That is no e-mail address.")
        case "rows":
            return w.say("This is answered with the table: fill it in and send it as a file.")
        case "too many rows":
            return w.count("At most {n} row is taken.", "At most {n} rows are taken.", MOST_ROWS)
