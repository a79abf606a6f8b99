"""Meetings: series and their occurrences, who comes, reminders, calendar files, emergency calls."""
