"""What a case holds, as the desk sees it: answers, and papers as buttons."""

from __future__ import annotations

from collections.abc import Sequence

from coordination.cases.case import Case, File
from coordination.cases.files import procedures
from coordination.cases.kind import Field
from coordination.cases.rules import Answers
from views.cases.values import shown as value_shown
from views.desk.steps import paged, to_card
from views.language import Html, Words
from views.message import Button, Message, press
from views.quoting import one_line

_WHOLE = 2000
"""Characters of one answer: more than any field takes."""


def answers(w: Words, case: Case, given: Answers, page: int) -> Message:
    """All answers that the reader may see, lists row by row."""
    parts = [_answer(w, field, given) for field in case.kind.fields if field.id in given]
    text = Html.paragraphs(
        w.say("<b>Answers of {number}</b>", number=w.code(case.number)),
        Html.lines(*parts) if parts else w.say("There are none to be seen."),
    )
    return paged(w, case, text, "desk.answers", page)


def _answer(w: Words, field: Field, given: Answers) -> Html:
    value, columns = given[field.id], procedures().columns(field)
    head = w.say(
        "<b>{label}</b>: {value}",
        label=field.label.told(w.language),
        value=value_shown(w, field, value, _WHOLE),
    )
    if not columns or not isinstance(value, list):
        return head
    return Html.lines(
        head, *(_row(w, n, columns, row) for n, row in enumerate(value, 1) if isinstance(row, dict))
    )


def _row(w: Words, n: int, columns: Sequence[Field], row: Answers) -> Html:
    cells = [value_shown(w, column, row[column.id]) for column in columns if column.id in row]
    return w.say("{n}. {cells}", n=n, cells=w.join(cells))


def papers(w: Words, case: Case, files: Sequence[File], lists: Sequence[Field] = ()) -> Message:
    """The papers as buttons, and the lists; each is sent to the reader alone, and the look is noted."""
    text = Html.paragraphs(
        w.say("<b>Papers of {number}</b>", number=w.code(case.number)),
        w.say("A paper that you open is sent here, to you alone. Who opened what is noted with the case."),
        w.say("Those still on their way cannot be opened yet.")
        if any(f.fetched_at is None for f in files)
        else None,
    )
    rows = tuple(
        (Button(_paper(w, case, file, n), press("desk.file", case.id, file.id)),)
        for n, file in enumerate(files, 1)
    )
    tables = tuple(
        (
            Button(
                w.label("{list}, as a table", list=one_line(one.label.told(w.language), 40)),
                press("desk.rows", case.id, one.id),
            ),
        )
        for one in lists
    )
    return Message(text, (*rows, *tables, (to_card(w, case),)))


def list_caption(w: Words, case: Case, field: Field) -> Message:
    """What goes with a list that is shown as a table."""
    return _shown_alone(w, case, field.label.told(w.language))


def _paper(w: Words, case: Case, file: File, n: int) -> str:
    document = case.kind.document(file.document)
    label = document.label.told(w.language) if document else file.document
    kilobytes = max(1, file.size // 1024)
    return w.label("{n}. {document}, {size} KB", n=n, document=one_line(label, 40), size=kilobytes)


def paper_caption(w: Words, case: Case, file: File) -> Message:
    """What goes with a paper that is shown."""
    document = case.kind.document(file.document)
    return _shown_alone(w, case, document.label.told(w.language) if document else file.document)


def _shown_alone(w: Words, case: Case, label: str) -> Message:
    return Message(
        Html.lines(
            w.say("{number} · {document}", number=w.code(case.number), document=label),
            w.say("For this case only: do not pass it on."),
        )
    )


def not_there(w: Words) -> str:
    """Toast for a paper whose bytes are not there (yet), or that is not the reader's to see."""
    return w.label(
        "This paper cannot be opened: it is still on its way, was removed, or is not yours to see."
    )
