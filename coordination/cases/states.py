"""The states of a case and the moves between them."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"
    SENT = "sent"
    APPROVED = "approved"
    REFUSED = "refused"
    COLLECTED = "collected"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What is done to a case; the word stands in its history."""

    FILE = "filed"
    ASK = "asked"
    PROVIDE = "provided"
    COMPLETE = "completed"
    SEND = "sent"
    APPROVE = "approved"
    REFUSE = "refused"
    COLLECT = "collected"
    USE = "used"
    EXPIRE = "expired"
    WITHDRAW = "withdrawn"


_D, _R, _I, _C, _S, _A, _G = (
    State.DRAFT,
    State.RECEIVED,
    State.INCOMPLETE,
    State.COMPLETE,
    State.SENT,
    State.APPROVED,
    State.COLLECTED,
)

_MOVES: dict[Move, tuple[tuple[State, ...], State]] = {
    Move.FILE: ((_D,), State.RECEIVED),
    Move.ASK: ((_R, _C, _S), State.INCOMPLETE),
    Move.PROVIDE: ((_I,), State.RECEIVED),
    Move.COMPLETE: ((_R, _I), State.COMPLETE),
    Move.SEND: ((_C, _S), State.SENT),
    Move.APPROVE: ((_S,), State.APPROVED),
    Move.REFUSE: ((_R, _I, _C, _S), State.REFUSED),
    Move.COLLECT: ((_A,), State.COLLECTED),
    Move.USE: ((_A, _G), State.USED),
    Move.EXPIRE: ((_A, _G), State.EXPIRED),
    Move.WITHDRAW: ((_D, _R, _I, _C, _S, _A), State.WITHDRAWN),
}

CLOSED = frozenset({State.REFUSED, State.USED, State.EXPIRED, State.WITHDRAWN})
"""From these nothing moves on."""

FOLLOWED = (_R, _I, _C, _S, _A)
"""States that can become overdue."""

BY_APPLICANT = frozenset({Move.FILE, Move.PROVIDE, Move.COLLECT, Move.USE, Move.WITHDRAW})
BY_DESK = frozenset({Move.ASK, Move.COMPLETE, Move.SEND, Move.APPROVE, Move.REFUSE, Move.COLLECT, Move.USE})


def after(move: Move, state: State) -> State | None:
    """The state that a move leads to; None when it is not allowed from this one.

    A case that was sent may be sent on to another office, and is incomplete again when that one asks for papers.
    """
    sources, target = _MOVES[move]
    return target if state in sources else None


def moves_from(state: State) -> tuple[Move, ...]:
    """What can be done to a case in this state."""
    return tuple(move for move, (sources, _) in _MOVES.items() if state in sources)
