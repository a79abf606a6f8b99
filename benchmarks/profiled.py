"""The bot as a process under cProfile: ``python -m benchmarks.profiled FILE``, then SIGUSR1 to begin and SIGUSR2 to write.

With ``start`` behind the file it begins at once. Only the main thread is profiled, by its processor time. Nothing
that the bot reads at its start may be read here before it.
"""

import cProfile
import signal
import sys
import time


def main() -> None:
    """Run the bot; whoever started this says when to look."""
    file, *at_once = sys.argv[1:]
    profile = cProfile.Profile(time.thread_time)

    def begin(*_: object) -> None:
        profile.enable()

    def write(*_: object) -> None:
        profile.disable()
        profile.dump_stats(file)

    signal.signal(signal.SIGUSR1, begin)
    signal.signal(signal.SIGUSR2, write)
    sys.argv = ["bot", "run"]
    if at_once:
        begin()
    from bot.__main__ import main as bot

    bot()


if __name__ == "__main__":
    main()
