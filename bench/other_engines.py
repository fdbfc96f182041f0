"""The reference decision in the engines of others, the record engine and by hand, in turns.

All start from the data of a deal and end with the answer. A peer gives the answers of the function
by hand before it is timed, or the differences are counted.
"""

from __future__ import annotations

import gc
import subprocess
import sys
from importlib import import_module
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bench.deal_by_hand import by_hand, read_by_hand
from bench.deals.made import NOW, make_deals
from bench.peers.peer import PEERS
from bench.reference import set_up, ways

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bench.peers.peer import Decide

COMPARED = 2_000
TIMED = 200
ROUNDS = 7
STARTS = 3
MISSING = 0.3

OURS = {"by_hand": "by_hand_data", "engine": "engine_data", "full_json": "full_json_data"}
"""The ways of the reference decision that start from data."""


def measure(*, rounds: int = ROUNDS) -> dict[str, float]:
    """Return what each way takes for a deal: median and p99 in microseconds, ratios, start-up.

    Ratios are of medians, to the function by hand; `fastest_ratio` is the engine's time to that of
    the fastest peer. `..._differences` are the deals, of 2,000, on which a peer answers otherwise.
    `..._start_ms` is from a Python that has loaded nothing of it to the first answer. A peer that
    isn't installed has no figures.
    """
    peers = _installed()
    deals = make_deals(COMPARED, missing=MISSING)
    figures: dict[str, float] = {
        f"{name}_differences": differences(decide, deals) for name, decide in peers.items()
    }
    figures["differences"] = sum(figures.values())
    timed: dict[str, Callable[[Any], Any]] = {
        name: way for name, (_, way) in ways(set_up()).items() if name in OURS.values()
    }
    timed = {name: timed[way] for name, way in OURS.items()} | peers
    figures |= _figures(_times(timed, deals[:TIMED], rounds))
    fastest = min(figures[f"{name}_us"] for name in peers)
    figures["fastest_us"] = fastest
    figures["fastest_ratio"] = round(figures["engine_us"] / fastest, 2)
    return figures | {f"{name}_start_ms": _start(name) for name in timed if name != "full_json"}


def _installed() -> dict[str, Decide]:
    found: dict[str, Decide] = {}
    for name, peer in PEERS.items():
        try:
            found[name] = import_module(f"bench.peers.{name}").make(NOW.date())
        except ImportError as error:
            print(f"{peer.distribution} is left out: {error}", file=sys.stderr)
    return found


def differences(decide: Decide, deals: Sequence[Mapping[str, Any]]) -> int:
    """Return on how many of the deals a peer's answer is not that of the function by hand."""
    today = NOW.date()
    return sum(decide(data) != by_hand(read_by_hand(data), today) for data in deals)


def _times(
    timed: Mapping[str, Callable[[Any], Any]], deals: Sequence[Any], rounds: int
) -> dict[str, list[float]]:
    """Return the microseconds of each way for each deal and round; the ways take turns."""
    took: dict[str, list[float]] = {name: [] for name in timed}
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        for name, way in timed.items():
            for data in deals:
                start = perf_counter()
                way(data)
                took[name].append((perf_counter() - start) * 1e6)
    gc.unfreeze()
    return took


def _figures(took: Mapping[str, Sequence[float]]) -> dict[str, float]:
    figures: dict[str, float] = {}
    hand = median(took["by_hand"])
    for name, each in took.items():
        figures[f"{name}_us"] = round(median(each), 2)
        figures[f"{name}_p99_us"] = round(quantiles(each, n=100)[98], 1)
        figures[f"{name}_ratio"] = round(median(each) / hand, 2)
    return figures


def _start(name: str) -> float:
    """Return the median milliseconds, each in a process of its own, to the first answer."""
    command = (sys.executable, "-m", "bench.starting", name)
    runs = (
        subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        for _ in range(STARTS)
    )
    return round(median(float(one.stdout.splitlines()[-1]) for one in runs), 1)
