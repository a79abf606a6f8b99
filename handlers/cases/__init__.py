"""Requests in chat: filing them, going on with drafts, following them by their number."""
