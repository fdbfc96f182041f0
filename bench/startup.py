"""How quickly a command starts: `forecourt --help` beside a Python that does nothing."""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from time import perf_counter

REPEATS = 9

NOTHING = (sys.executable, "-c", "pass")
HELP = (sys.executable, "-m", "forecourt", "--help")


def measure() -> dict[str, float]:
    """Return the median seconds of both, taken in turn, and how many times longer the help is."""
    times = [(_seconds(NOTHING), _seconds(HELP)) for _ in range(REPEATS)]
    nothing = median(first for first, _ in times)
    shown = median(second for _, second in times)
    return {
        "python_seconds": round(nothing, 3),
        "help_seconds": round(shown, 3),
        "ratio": round(shown / nothing, 1),
    }


def _seconds(command: tuple[str, ...]) -> float:
    start = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - start
