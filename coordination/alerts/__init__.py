"""Alerts by CAP 1.2 and notices: what is told to many at once, whom it reaches, who has seen it."""
