"""A store's nightly run with one customer in a hundred due, beside one that evaluates all.

The policy is `rules/demo_store`, the customers are those of the made-up dealership. The moment of
the night is the one by which a hundredth of them can have changed. Both runs begin with the same
store, keep and log what they make, and come to the same outcomes, or there is no figure.
"""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from forecourt.core.cli.demo_stores import Recipe, make_demo
from forecourt.core.cli.nightly import brought_up
from forecourt.core.cli.runs import run_of
from forecourt.core.cli.workspace import StoreFolder, opened, policy_of, registry_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecourt.core.cli.runs import StoreRun

CUSTOMERS = 1_000
DUE_OF = 100
NOW = datetime(2026, 11, 2, 9)


def measure() -> dict[str, float]:
    """Return the seconds of a whole run, of a night, and of a night in which nobody is due.

    `ready_s` is what comes before each: reading the policy, and making it ready. `share_percent`
    is the night's part of the whole run's time, without that.
    """
    with TemporaryDirectory() as folder:
        first = StoreFolder(Path(folder, "first"))
        example = next(iter(registry_for(None).examples.values()))
        make_demo(first, Recipe(example, 1, CUSTOMERS), registry_for(None))
        with _run(first, NOW) as run:
            brought_up(run)
        night = _due(first)
        other = StoreFolder(Path(folder, "other"))
        shutil.copytree(first.path, other.path)
        whole, whole_s = _timed(other, night, whole=True)
        due, night_s = _timed(first, night)
        _, nobody_s = _timed(first, night)
        if _outcomes(first) != _outcomes(other):
            raise ValueError("a night comes to other outcomes than evaluating all")
        return {
            "customers": whole,
            "due": due,
            "ready_s": round(_ready(first, night), 3),
            "whole_s": round(whole_s, 3),
            "night_s": round(night_s, 4),
            "nobody_s": round(nobody_s, 4),
            "share_percent": round(100 * night_s / whole_s, 2),
        }


@contextmanager
def _run(place: StoreFolder, now: datetime) -> Iterator[StoreRun]:
    registry = registry_for(place)
    with opened(place, registry) as store:
        yield run_of(store, *policy_of(place, store, registry), registry, now)


def _timed(place: StoreFolder, now: datetime, *, whole: bool = False) -> tuple[int, float]:
    """Return how many records a run evaluates, and its seconds once the rules are ready."""
    with _run(place, now) as run:
        one = run.store.get("customer", "C1")
        run.decider.decide("customer", one)
        run.decider.coming("customer", one)
        start = perf_counter()
        night = brought_up(run, whole=whole)
        return night.evaluated, perf_counter() - start


def _ready(place: StoreFolder, now: datetime) -> float:
    start = perf_counter()
    with _run(place, now):
        return perf_counter() - start


def _due(place: StoreFolder) -> datetime:
    """Return the moment by which a hundredth of the customers can have changed."""
    with opened(place, registry_for(place)) as store:
        moments = sorted(one.next_change_at for one in store.outcomes() if one.next_change_at)
    return datetime.fromisoformat(moments[CUSTOMERS // DUE_OF - 1])


def _outcomes(place: StoreFolder) -> dict[str, Any]:
    with opened(place, registry_for(place)) as store:
        return {one.root_id: json.dumps({**one.outcome, "as_of": None}) for one in store.outcomes()}
