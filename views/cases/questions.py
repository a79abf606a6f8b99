"""One question of a request: an answer by buttons or in words, a list, a paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coordination.cases.answers import Value
from coordination.cases.asking import Item
from coordination.cases.kind import LISTS, Document, Field, FieldType, Kind
from coordination.cases.places import airport_name, airports
from coordination.cases.sheets import example
from coordination.places import gazetteer
from views.cases.keys import Keys
from views.cases.states import kind_name
from views.cases.values import rows_shown, shown
from views.language import Html, Words
from views.message import Message, Rows, grid

SEPARATOR = ";"
"""Between the cells of a row that is typed."""

NEAR_DAYS = (1, 2, 3, 7, 14, 30)
"""Days ahead that are offered as buttons."""

_ON_BUTTON = 40
"""Characters of an earlier answer on a button."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question is made from: the `n`-th of `all`.

    `value` is the answer that stands (rows of a list), `earlier` that of the person's last request; `files` is how
    many files of this paper there are; `picked` are governorates; `columns` are those of a list. `single`: only this
    one thing is being changed; `draft`: it was never sent. `near`: a day close at hand is likely.
    """

    kind: Kind
    item: Item
    keys: Keys
    n: int
    all: int
    today: date
    value: Value | None = None
    earlier: Value | None = None
    files: int = 0
    picked: Sequence[str] = ()
    columns: Sequence[Field] = ()
    single: bool = False
    draft: bool = True
    near: bool = False

    @property
    def there(self) -> bool:
        """Whether it was answered."""
        return bool(self.files) if isinstance(self.item, Document) else self.value not in (None, "", [])


def question(w: Words, asking: Asking, lead: Html | None = None) -> Message:
    """The card that asks."""
    one = asking.item
    head = w.say("<i>{kind} · {n} of {all}</i>", kind=kind_name(w, asking.kind), n=asking.n, all=asking.all)
    label = one.label.told(w.language)
    title = (
        w.say("<b>{label}</b>", label=label)
        if one.required
        else w.say("<b>{label}</b> (optional)", label=label)
    )
    body, rows = _paper(w, asking, one) if isinstance(one, Document) else _field(w, asking, one)
    # The help of a list speaks of its table, as the text below it does.
    listed = not isinstance(one, Document) and one.type in LISTS
    text = Html.paragraphs(lead, Html.lines(head, title, None if listed else one.help.told(w.language)), body)
    return Message(text, (*rows, *_footer(w, asking)))


def _footer(w: Words, asking: Asking) -> Rows:
    keys = asking.keys
    moving = [] if asking.n == 1 and not asking.single else [keys.button(w.label("Back"), "back")]
    listed = isinstance(asking.item, Document) or asking.item.type in LISTS
    if asking.there and listed:
        moving.append(keys.button(w.label("Done"), "skip"))
    elif asking.there:
        moving.append(keys.button(w.label("Keep"), "skip"))
    elif asking.item.required:
        moving.append(keys.button(w.label("Leave for later"), "skip"))
    else:
        moving.append(keys.button(w.label("Skip"), "skip"))
    last = [keys.button(w.label("Save for later"), "later")]
    if asking.draft:
        last.append(keys.button(w.label("Cancel"), "drop"))
    return (tuple(moving), tuple(last))


def _paper(w: Words, asking: Asking, document: Document) -> tuple[Html, Rows]:
    types = ", ".join(document.types).upper()
    asked = w.say(
        "Send it as a photo or a file: {types}, at most {most} MB. Several files are possible.",
        types=types,
        most=document.most_mb,
    )
    if not asking.files:
        return asked, ()
    there = w.count("✓ {n} file is attached.", "✓ {n} files are attached.", asking.files)
    return Html.lines(there, asked), ((asking.keys.button(w.label("Remove and send anew"), "clear"),),)


def _field(w: Words, asking: Asking, field: Field) -> tuple[Html | None, Rows]:
    if field.type in LISTS:
        return _list(w, asking, field)
    stands = None
    if asking.there and asking.value is not None:
        stands = w.say("Now: {value}", value=shown(w, field, asking.value))
    rows = _CHOOSING.get(field.type, _typed)(w, asking, field)
    if asking.there and not field.required:
        rows = (*rows, (asking.keys.button(w.label("Remove the answer"), "clear"),))
    return stands, (*rows, *_earlier(w, asking, field))


def _earlier(w: Words, asking: Asking, field: Field) -> Rows:
    if asking.earlier is None or asking.there:
        return ()
    value = shown(w, field, asking.earlier, _ON_BUTTON)
    return ((asking.keys.button(w.label("As last time: {value}", value=value), "same"),),)


def _typed(_w: Words, _asking: Asking, _field: Field) -> Rows:
    return ()


def _choice(w: Words, asking: Asking, field: Field) -> Rows:
    buttons = [asking.keys.button(one.label.told(w.language), "answer", one.id) for one in field.options]
    return grid(buttons, 1)


def _days(w: Words, asking: Asking, _field: Field) -> Rows:
    if not asking.near:
        return ()
    days = [asking.today + timedelta(days=n) for n in NEAR_DAYS]
    return grid([asking.keys.button(w.short_day(day), "answer", day.isoformat()) for day in days], 3)


def _governorates(w: Words, asking: Asking, _field: Field) -> Rows:
    keys = asking.keys
    boxes = [
        keys.button(f"{'✓ ' if place.id in asking.picked else ''}{place.name(w.language)}", "pick", place.id)
        for place in gazetteer().governorates()
    ]
    last = [keys.button(w.label("All"), "pick", "all")]
    if asking.picked:
        last.append(keys.button(w.label("Take these"), "answer", "picked"))
    return (*grid(boxes, 3), tuple(last))


def _airports(w: Words, asking: Asking, _field: Field) -> Rows:
    return grid(
        [asking.keys.button(airport_name(code, w.language), "answer", code) for code in airports()], 1
    )


_CHOOSING: dict[FieldType, Callable[[Words, Asking, Field], Rows]] = {
    FieldType.CHOICE: _choice,
    FieldType.DAY: _days,
    FieldType.GOVERNORATES: _governorates,
    FieldType.AIRPORT: _airports,
}


def _list(w: Words, asking: Asking, field: Field) -> tuple[Html, Rows]:
    keys, rows = asking.keys, asking.value if isinstance(asking.value, list) else []
    there = w.count("✓ {n} row is there.", "✓ {n} rows are there.", len(rows)) if rows else None
    between = "؛ " if w.rtl else f"{SEPARATOR} "
    sample = between.join(example(column, w.language) for column in asking.columns)
    names = between.join(column.label.told(w.language) for column in asking.columns)
    how = Html.lines(
        w.say("Fill in the table and send it back, or write each row on a line of its own, with ; between:"),
        w.say("<i>{columns}</i>", columns=names),
        w.say("For example:"),
        w.say("<code>{row}</code>", row=sample),
    )
    buttons = [keys.button(w.label("Get the table (.xlsx)"), "template")]
    if rows:
        buttons.append(keys.button(w.label("Remove all rows"), "clear"))
    return Html.paragraphs(Html.lines(there, rows_shown(w, field, asking.value)), how), grid(buttons, 1)


def template_caption(w: Words, field: Field) -> Message:
    """Under the table that is sent out."""
    return Message(
        w.say("{list}: fill it in, save it, and send the file back here.", list=field.label.told(w.language))
    )


def table_came(w: Words) -> Html:
    """A filled table was sent; what is in it is told in a moment."""
    return w.say("✓ The table arrived. I read it now and tell you what I found.")
