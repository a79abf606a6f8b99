"""Coordination groups: admitted by an admin, each with its language, hour, topic and subscriptions."""
