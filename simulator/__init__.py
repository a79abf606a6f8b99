"""A Telegram to practise and test on: a Bot API server with people, groups, limits, faults and one clock."""

from __future__ import annotations

from simulator.clock import Clock
from simulator.errors import ApiError
from simulator.model import Bot, Call, Chat, Person
from simulator.server import Simulator

__all__ = ["ApiError", "Bot", "Call", "Chat", "Clock", "Person", "Simulator"]
