"""Open forms, kept as rows: they survive restarts, pauses and off-topic messages."""
