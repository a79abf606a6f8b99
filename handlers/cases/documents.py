"""Papers of a request: sent as photos or files, fetched and sealed after the turn, removed again."""

from __future__ import annotations

from coordination.cases.kind import Document
from coordination.cases.papers import attach, detach, files_of
from handlers.cases.asking import Filing, changed, put, put_again
from handlers.cases.offered import offer_in
from handlers.turn import Turn
from views.cases import refusing


async def said(turn: Turn, filing: Filing, document: Document) -> None:
    """A photo or a file for the paper that is asked for."""
    offered = offer_in(turn.message) if turn.message else None
    if offered is None:
        await put_again(turn, filing, refusing.as_file(turn.words))
        return
    taken = await attach(turn.tx, filing.case, document, offered, turn.person, turn.now)
    if isinstance(taken, str):
        await put_again(turn, filing, refusing.file(turn.words, document, taken))
    else:
        await put(turn, await changed(turn, filing), "item", at=document.id)


async def clear(turn: Turn, filing: Filing, document: Document) -> None:
    """Take all files of a paper out, so that others can be sent."""
    for file in await files_of(turn.tx, filing.case):
        if file.document == document.id:
            await detach(turn.tx, filing.case, file.id, turn.person, turn.now)
            filing = await changed(turn, filing)
    await put(turn, filing, "item", at=document.id)
