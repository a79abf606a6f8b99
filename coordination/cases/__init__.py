"""Requests that a partner files and the centre moves: their kinds, numbers, rules and rows."""
