"""Alerts and notices as people see them."""
