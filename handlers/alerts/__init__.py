"""Alerts and notices in chat: entered by buttons, approved by a second person, sent, followed."""
