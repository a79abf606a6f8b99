"""From the outbox to Telegram: in order, at the permitted pace, and never twice."""
