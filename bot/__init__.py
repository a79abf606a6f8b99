"""The running process: command line, configuration, wiring, intake, delivery, schedule."""

import os

# python-telegram-bot warns at every flood wait unless its future form of retry_after is chosen.
os.environ.setdefault("PTB_TIMEDELTA", "1")
