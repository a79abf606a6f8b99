"""Personal data in updates: found in a draft, taken out of it, never shown to a group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coordination.privacy import PersonalKind, hidden, kinds_in
from coordination.reports.attachments import Attachment
from coordination.reports.changes import Change
from coordination.reports.draft import Draft
from coordination.reports.fact import Fact
from storage import Transaction

_SAVED_WORDS = 0
"""The id that a draft knows the saved words of a report by; no message has it."""


def kinds_in_draft(draft: Draft, files: Iterable[Attachment]) -> tuple[PersonalKind, ...]:
    """The kinds of personal data in what would be saved: words, notes, places as typed, captions."""
    words = [draft.texts.get(item.message, "") for item in draft.items if item.message is not None]
    words += [draft.corrects.words] if draft.corrects and draft.words is None else []
    typed = [text for fact in draft.facts for text in (fact.place_text, fact.origin_text, fact.note)]
    return kinds_in(*dict.fromkeys((*words, *typed, *(file.caption for file in files))))


def without_personal(draft: Draft) -> Draft:
    """The draft with a mark in the place of all personal data; places, figures and days stay as they were told."""
    items = tuple(replace(item, fact=fit_for_groups(item.fact)) for item in draft.items)
    texts = {told: hidden(text) for told, text in draft.texts.items()}
    if draft.corrects and draft.words is None and kinds_in(draft.corrects.words):
        items = (replace(items[0], message=_SAVED_WORDS), *items[1:])
        texts[_SAVED_WORDS] = hidden(draft.corrects.words)
    return replace(draft, items=items, texts=texts)


def not_kept(change: Change) -> Change:
    """The change without the old value where it only takes personal data out: else the history would keep it."""
    before = {name: hidden(old) if isinstance(old, str) else old for name, old in change.before.items()}
    return replace(change, before=before) if before == change.after else change


async def hide_in_captions(tx: Transaction, form: int) -> None:
    """Take personal data out of the captions that came with an update."""
    for row in await tx.attachments.of_form(form=form):
        caption = hidden(row["caption"])
        if caption != row["caption"]:
            await tx.captions.change(id=row["id"], caption=caption)


def fit_for_groups(fact: Fact) -> Fact:
    """The fact without personal data in what was typed: all that a group may be shown of it."""
    return replace(
        fact,
        place_text=hidden(fact.place_text),
        origin_text=hidden(fact.origin_text),
        note=hidden(fact.note),
    )
