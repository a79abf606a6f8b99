"""How fast and how large the bot is, beside plain bots, against the simulator: ``python -m benchmarks``."""
