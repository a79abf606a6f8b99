"""What a start of the bot reads, and what it leaves to those who need it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
ONLY_WHERE_NEEDED = {
    "aiohttp.web",  # only of those that listen
    "asyncpg",  # only of those on a server
    "benchmarks",
    "bot.fault_points",
    "icalendar",
    "numpy",  # the index of questions reads it when it is built
    "openpyxl",
    "phonenumbers",  # of those who meet a telephone number
    "segno",
    "simulator",
}
"""Packages that take long to read or much memory, and that most processes never use."""


def test_a_start_reads_no_package_that_few_processes_use() -> None:
    asked = "import sys, bot.commands.run; print(*sys.modules)"
    read = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ONLY_WHERE_NEEDED & set(read.stdout.split()) == set()
