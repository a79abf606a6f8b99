"""Meetings as people see them: cards, reminders, lists, the questions of the form, calendar files."""
