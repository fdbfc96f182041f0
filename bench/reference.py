"""The reference decision: a hand-written function and the record engine, over the same records.

One deal, flat: its grade, when to contact next, where the vehicle is in its life, whether a
discount is granted, and six chores. Both must give the same answers before anything is timed. The
engine's have certainty and blame besides, and where that is said next change, which the function's
haven't.
"""

from __future__ import annotations

import gc
import json
from dataclasses import dataclass
from math import inf
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bench.deal_by_hand import by_hand, read_by_hand
from bench.deals import deal_plan, deal_registry
from bench.deals.made import NOW, make_deals, read_deal, read_deals

from forecourt.core.engines.explain.horizons import Horizons
from forecourt.core.engines.record import compile_plan
from forecourt.core.engines.report import report
from forecourt.core.plan.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from forecourt.core.engines.record import Engine
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.registry import Registry

RECORDS = 20_000
SAMPLE = 500
TEN = 10
FORESEEN = 200
REPEATS = 25
CASES = {"nothing_missing": 0.0, "some_missing": 0.3}
"""In which share of the deals something isn't known."""

Way = tuple[bool, "Callable[[Any], Any]"]
"""Whether it starts from data rather than from a record, and the way itself."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The engine, ready for deals."""

    registry: Registry
    plan: Plan
    engine: Engine


def set_up() -> Setting:
    """Return the engine for the reference decision."""
    registry = deal_registry()
    plan = deal_plan(registry)
    return Setting(registry, plan, compile_plan(plan))


def measure(*, repeats: int = REPEATS) -> dict[str, float]:
    """Return how long each way takes for a deal, in microseconds, and its share of that by hand.

    The ways take turns over the same deals, ten at a time; of each ten the least time counts, as
    other work on the machine only ever adds. `..._data` are those that start from the data of a
    JSON document, to the way by hand that does.
    """
    setting = set_up()
    figures: dict[str, float] = {}
    for case, missing in CASES.items():
        deals = make_deals(RECORDS, missing=missing)
        records = read_deals(setting.registry, deals)
        if disagreements(setting, records):
            raise ValueError("the engine and the function give different answers")
        if disagreements_ahead(setting, records[:FORESEEN]):
            raise ValueError("the engine and the explainer tell different horizons")
        took = _times(ways(setting), (records[:SAMPLE], deals[:SAMPLE]), repeats)
        figures |= {f"{case}_{name}": figure for name, figure in _figures(took).items()}
    return figures


def ways(setting: Setting) -> dict[str, Way]:
    """Return what is timed."""
    registry, plan, kinds = setting.registry, setting.plan, setting.registry.vocabulary.kinds
    ahead, today = setting.engine.bind_ahead(NOW, None), NOW.date()
    decide, foresee = ahead.bound.decide, ahead.foresee

    def engine(deal: Any) -> Any:  # as deep in calls as the way by hand
        return decide(deal)

    def next_change(deal: Any) -> Any:
        ((horizons,),) = foresee(deal, None, decide(deal))
        return min(horizons)

    def full_json(deal: Any) -> Any:
        outcome = setting.engine.outcome(Facts("deal", deal, None, NOW, None))
        return report(plan, outcome, kinds, NOW)

    return {
        "by_hand": (False, lambda deal: by_hand(deal, today)),
        "engine": (False, engine),
        "next_change": (False, next_change),
        "full_json": (False, full_json),
        "by_hand_data": (True, lambda data: by_hand(read_by_hand(data), today)),
        "engine_data": (True, lambda data: decide(read_deal(registry, data))),
        "full_json_data": (True, lambda data: full_json(read_deal(registry, data))),
    }


def _times(
    timed: Mapping[str, Way], deals: tuple[Sequence[Any], Sequence[Any]], repeats: int
) -> dict[str, float]:
    """Return the seconds a deal of each way; `deals` are records, and their data."""
    starts = range(0, len(deals[0]), TEN)
    least = {name: dict.fromkeys(starts, inf) for name in timed}
    gc.collect()
    gc.freeze()
    for _ in range(repeats):
        for start in starts:
            for name, (from_data, way) in timed.items():
                took = _time(way, deals[from_data][start : start + TEN])
                least[name][start] = min(least[name][start], took)
    gc.unfreeze()
    return {name: sum(times.values()) / len(deals[0]) for name, times in least.items()}


def _time(way: Callable[[Any], Any], deals: Sequence[Any]) -> float:
    start = perf_counter()
    for deal in deals:
        way(deal)
    return perf_counter() - start


def _figures(took: Mapping[str, float]) -> dict[str, float]:
    figures = {f"{name}_us": round(1e6 * each, 2) for name, each in took.items()}
    for name, each in took.items():
        hand = took["by_hand_data" if name.endswith("_data") else "by_hand"]
        figures[f"{name}_ratio"] = round(each / hand, 3)
    return figures


# The same answers ------------------------------------------------------------------------------


def as_by_hand(plan: Plan, row: tuple[Any, ...]) -> dict[str, Any]:
    """Return what the engine made of a deal as the function gives it."""
    found = {
        one.name: value for one, value in zip(plan.decisions, row[1], strict=True) if one.reported
    }
    return found | {"tasks": [plan.emissions[number].name for number, _, _ in row[2]]}


def disagreements(setting: Setting, deals: Sequence[Any]) -> list[str]:
    """Return the ids of the records for which the engine and the function differ."""
    bound, today = setting.engine.bind(NOW, None), NOW.date()
    return [
        deal.id
        for deal in deals
        if as_by_hand(setting.plan, bound.decide(deal)[0][0]) != by_hand(deal, today)
    ]


def disagreements_ahead(setting: Setting, deals: Sequence[Any]) -> list[str]:
    """Return the ids of those for which the engine and the explainer tell other horizons."""
    explainer = Horizons(setting.plan)
    facts = (Facts("deal", deal, None, NOW, None) for deal in deals)
    return [each.root.id for each in facts if setting.engine.horizons(each) != explainer.of(each)]


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
