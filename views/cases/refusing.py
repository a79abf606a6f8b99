"""What stands above a question that is put again: why an answer, rows or a file could not be taken."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.cases.answers import Answer, RowFault
from coordination.cases.kind import Document, Field
from coordination.cases.papers import MOST_FILES, MOST_OF_CASE, MOST_OF_PERSON, FileFault
from views.cases.faults import fault_words
from views.language import Html, Words

_SHOWN = 10
"""Faults of rows told at once."""


def answer(w: Words, field: Field, refused: Answer) -> Html:
    """An answer that was not understood; the question below says how to write it."""
    why = fault_words(w, field, refused.fault or "empty", refused.detail)
    return w.say("⚠️ This was not taken. {why}", why=why)


def order(w: Words, earlier: Field, later: Field) -> Html:
    """Two days the wrong way round."""
    return w.say(
        "⚠️ This was not taken: “{later}” cannot lie before “{earlier}”. One of the two needs changing.",
        later=later.label.told(w.language),
        earlier=earlier.label.told(w.language),
    )


def rows(w: Words, columns: Sequence[Field], faults: Sequence[RowFault]) -> Html:
    """Rows that were typed, none of them taken."""
    rest = len(faults) - _SHOWN
    return Html.lines(
        w.say("⚠️ <b>These rows were not taken.</b> Correct them and send them again."),
        *(_row(w, columns, fault) for fault in faults[:_SHOWN]),
        w.count("and {n} more", "and {n} more", rest) if rest > 0 else None,
    )


def _row(w: Words, columns: Sequence[Field], fault: RowFault) -> Html:
    column = next((one for one in columns if one.id == fault.column), None)
    if column is None:
        return w.say("• It has more than {most} rows.", most=int(fault.detail or 0))
    why = fault_words(w, column, fault.fault, fault.detail)
    return w.say("• Row {row}, {column}: {why}", row=fault.row, column=column.label.told(w.language), why=why)


def file(w: Words, document: Document, fault: FileFault) -> Html:
    """A file that cannot be taken."""
    match fault:
        case "wrong type":
            types = ", ".join(document.types).upper()
            return w.say("⚠️ This file was not taken: it must be {types}.", types=types)
        case "too large":
            return w.say("⚠️ This file was not taken: it has more than {most} MB.", most=document.most_mb)
        case "too many":
            return w.say("⚠️ This file was not taken: a request holds at most {n} files.", n=MOST_FILES)
        case "case full":
            return w.say(
                "⚠️ This file was not taken: the papers of one request hold at most {most} MB. "
                "Send smaller scans, or remove others first.",
                most=MOST_OF_CASE,
            )
        case "person full":
            return w.say(
                "⚠️ This file was not taken: the papers of all your requests hold at most {most} MB. Withdraw drafts "
                "that you do not need; papers of closed requests are removed after a while.",
                most=MOST_OF_PERSON,
            )
        case "not open":
            return w.say("⚠️ This file was not taken: the request cannot be changed now.")


def in_words(w: Words) -> Html:
    """A file or the like came where words are asked for."""
    return w.say("⚠️ This is answered in words or with the buttons; papers are asked for further on.")


def as_file(w: Words) -> Html:
    """Words came where a paper is asked for."""
    return w.say("⚠️ A paper is asked for here: please send it as a photo or a file.")


def with_buttons(w: Words) -> Html:
    """Something was said where only buttons lead on."""
    return w.say("⚠️ Please go on with the buttons.")


def edits_are_not_read(w: Words) -> Html:
    """A message was edited that may have been an answer."""
    return w.say(
        "⚠️ Edits of earlier messages are not read. To change an answer, press “Back”, or “Change something” at the end."
    )


def choose_one(w: Words) -> str:
    """A toast: no governorate was chosen."""
    return w.label("Choose at least one.")
