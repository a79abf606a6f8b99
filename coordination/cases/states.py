"""The states of a case and the moves between them."""

from __future__ import annotations

from collections.abc import Mapping
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
    RETURN = "returned"
    LAPSE = "lapsed"
    REOPEN = "reopened"


_D, _R, _I, _C, _S, _A, _G = (
    State.DRAFT,
    State.RECEIVED,
    State.INCOMPLETE,
    State.COMPLETE,
    State.SENT,
    State.APPROVED,
    State.COLLECTED,
)

_MOVES: Mapping[Move, Mapping[State, State]] = {
    Move.FILE: {_D: State.RECEIVED},
    Move.ASK: dict.fromkeys((_R, _C, _S), State.INCOMPLETE),
    Move.PROVIDE: {_I: State.RECEIVED},
    Move.COMPLETE: dict.fromkeys((_R, _I), State.COMPLETE),
    Move.SEND: dict.fromkeys((_C, _S), State.SENT),
    Move.APPROVE: {_S: State.APPROVED},
    Move.REFUSE: dict.fromkeys((_R, _I, _C, _S), State.REFUSED),
    Move.COLLECT: {_A: State.COLLECTED},
    Move.USE: dict.fromkeys((_A, _G), State.USED),
    Move.EXPIRE: dict.fromkeys((_A, _G), State.EXPIRED),
    Move.WITHDRAW: dict.fromkeys((_D, _R, _I, _C, _S, _A), State.WITHDRAWN),
    Move.RETURN: {_C: _R, _S: _C, _A: _S, _G: _A, State.REFUSED: _R},
    Move.LAPSE: {_I: State.WITHDRAWN},
    Move.REOPEN: {State.WITHDRAWN: _I},
}

CLOSED = frozenset({State.REFUSED, State.USED, State.EXPIRED, State.WITHDRAWN})
"""From these nothing moves on, but that the desk may take a refusal back, and the applicant may open again what the bot closed."""

FOLLOWED = (_R, _I, _C, _S, _A)
"""States that can become overdue."""

BY_APPLICANT = frozenset({Move.FILE, Move.PROVIDE, Move.COLLECT, Move.USE, Move.WITHDRAW, Move.REOPEN})
BY_DESK = frozenset(
    {
        Move.ASK,
        Move.COMPLETE,
        Move.SEND,
        Move.APPROVE,
        Move.REFUSE,
        Move.COLLECT,
        Move.USE,
        Move.RETURN,
    }
)


def after(move: Move, state: State) -> State | None:
    """The state that a move leads to; None when it is not allowed from this one.

    A case that was sent may be sent on to another office, and is incomplete again when that one asks for papers.
    What was noted by mistake is taken back one step; a refusal goes back to the beginning.
    """
    return _MOVES[move].get(state)


def moves_from(state: State) -> tuple[Move, ...]:
    """What can be done to a case in this state."""
    return tuple(move for move, ways in _MOVES.items() if state in ways)
