"""Hold all engines against each other, for as many plans and files as one has time for.

    python tests/engines/fuzz.py --pairs 100000 --first 0

Each plan is made from a seed. It says what it did, and which seeds to look at.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from itertools import count, islice
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple


def _load(name):
    spec = importlib.util.spec_from_file_location(
        f"fuzz_{name}", Path(__file__).with_name(f"{name}.py")
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE, STRATEGIES, AGREEMENT = _load("plans"), _load("strategies"), _load("agreement")
FORESEEN = 5
"""Of how many files the horizons are compared too; the explainer takes its time for them."""


class Restless(_load("restless").Restless, STRATEGIES.Maker):
    """Makes plans in which time matters."""


class Tried(NamedTuple):
    """What came of one seed."""

    seed: int
    pairs: int
    statements: int
    wrong: str | None


def tried(seed, files_a_plan):
    plan, files = AGREEMENT.plan_with_files(seed, STRATEGIES, MAKE, files_a_plan)
    statements = len(plan.decisions) + len(plan.emissions)
    try:
        wrong = _differing(plan, files) or _differing_ahead(seed, plan, files)
    except Exception:
        wrong = traceback.format_exc()
    return Tried(seed, len(files), statements, wrong)


def _differing(plan, files):
    """What is wrong with the outcomes, None if nothing is."""
    different = AGREEMENT.disagreements(plan, files, STRATEGIES.FUNCTIONS)
    return f"{len(different)} differ, first\n{_shown(different[0])}" if different else None


def _differing_ahead(seed, plan, files):
    """What is wrong with the horizons, also those of a plan in which time matters."""
    restless = AGREEMENT.plan_with_files(seed, SimpleNamespace(Maker=Restless), MAKE, FORESEEN)
    for of, some in ((plan, files[:FORESEEN]), restless):
        compared = (AGREEMENT.horizons_disagree, AGREEMENT.horizons_that_differ_in_columns)
        different = [one for how in compared for one in how(of, some, STRATEGIES.FUNCTIONS)]
        if different:
            wanted, made = different[0]
            lines = [f"  {pair}" for pair in zip(wanted, made, strict=False) if len(set(pair)) > 1]
            return "\n".join([f"{len(different)} horizons differ, first", *lines])
    return None


def _shown(outcomes):
    """The parts of the outcomes that not all engines agree on."""
    names = ("explained", "recorded", "in columns")
    lines = []
    for part in ("decisions", "emissions", "missing"):
        of_each = [getattr(outcome, part) for outcome in outcomes]
        common = set(map(repr, of_each[0])).intersection(*(map(repr, one) for one in of_each))
        for name, entries in zip(names, of_each, strict=True):
            lines += [f"  {name}: {one}" for one in entries if repr(one) not in common]
    return "\n".join(lines)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=int, default=100_000)
    options.add_argument("--first", type=int, default=0, help="the first seed")
    options.add_argument("--files", type=int, default=100, help="files a plan")
    options.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = options.parse_args()
    number = -(-asked.pairs // asked.files)
    seeds = islice(count(asked.first), number)
    began = time.monotonic()
    done: list[Tried] = []
    with ProcessPoolExecutor(asked.jobs) as pool:
        for one in pool.map(tried, seeds, [asked.files] * number, chunksize=1):
            done.append(one)
            _tell(one, len(done), number, began)
    _summarise(done, time.monotonic() - began)
    return 1 if any(one.wrong for one in done) else 0


def _tell(one, done, number, began):
    if one.wrong:
        print(f"\nseed {one.seed}: {one.wrong}", flush=True)
    left = (time.monotonic() - began) / done * (number - done)
    if sys.stderr.isatty() or done % 20 == 0 or done == number:
        print(f"\r{done} of {number} plans, {left:.0f} s left ", end="", file=sys.stderr)


def _summarise(done, seconds):
    pairs = sum(one.pairs for one in done)
    wrong = [one.seed for one in done if one.wrong]
    print(
        f"\nseeds {done[0].seed} to {done[-1].seed}: {len(done)} plans, {pairs} pairs, "
        f"{sum(one.statements for one in done)} statements, {len(wrong)} seeds with differences "
        f"{wrong or ''}, {seconds:.0f} s, {pairs / seconds:.0f} pairs a second"
    )


if __name__ == "__main__":
    sys.exit(main())
