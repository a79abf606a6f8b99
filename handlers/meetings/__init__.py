"""Meetings in chat: planning, moving and cancelling, answers, reminders, calendars, emergency calls."""
