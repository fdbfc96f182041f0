"""How exact next change is: whether an outcome is another one at the moment it names.

The policy is `rules/demo_store`, the customers are those of the made-up dealership, as made and
with a share of what is known left out. Before a figure is given, each outcome must be the same a
second before its next change: one that is late ends the run. So does one for which the engines
tell other horizons.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bench.by_hand import bind
from bench.textbook import NOW, REPEATS, ZONE, Setting, all_customers, set_up

from forecourt.core.engines.explain import explain
from forecourt.core.engines.explain.horizons import Horizons
from forecourt.core.plan.facts import Facts
from forecourt.core.plan.outcome import next_change

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.plan.outcome import Horizon, Outcome

CUSTOMERS = 200
TIMED = 30
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Followed:
    """A customer's next change, in days, and whether there is one then; of its statements too."""

    days: float | None
    is_exact: bool
    statements: int
    exact_statements: int


def measure() -> dict[str, float]:
    """Return how many customers and statements have a next change, and how many change then.

    `exact_percent` is of the customers that have one, `exact_statements_percent` of the statements
    about one record that have one. `..._ms` and `..._us` are medians over customers, in
    milliseconds and microseconds; `ratio` is the time of all customers to that of the code by hand,
    which tells no next change.
    """
    setting = set_up(CUSTOMERS)
    horizons = Horizons(setting.plan, setting.registry.functions())
    _compare(setting, horizons)
    followed = [_follow(setting, each) for each in all_customers(setting)]
    waiting = [one for one in followed if one.days is not None]
    statements = sum(one.statements for one in followed)
    exact = sum(one.exact_statements for one in followed)
    return {
        "customers": len(followed),
        "with_next_change": len(waiting),
        "exact_percent": round(100 * sum(one.is_exact for one in waiting) / len(waiting), 1),
        "statements": statements,
        "exact_statements_percent": round(100 * exact / statements, 1),
        "days_ahead": round(median(one.days for one in waiting if one.days is not None), 1),
        **_times_of_explainer(setting, horizons),
        **_times_of_engine(setting),
    }


def _compare(setting: Setting, horizons: Horizons) -> None:
    for customer in setting.customers[:TIMED]:
        facts = _facts(setting, customer, NOW)
        if setting.engine.horizons(facts) != horizons.of(facts):
            raise ValueError(f"the engines tell other horizons of {customer.id}")


def _follow(setting: Setting, customer: Any) -> Followed:
    found = setting.engine.horizons(_facts(setting, customer, NOW))
    change = next_change(found)
    if change is None:
        return Followed(None, False, 0, 0)
    now = _outcome(setting, customer, NOW)
    if now != _outcome(setting, customer, change.at - SECOND):
        raise ValueError(f"the next change of {customer.id} is late")
    coming = {one.at: _outcome(setting, customer, one.at) for one in found if one.at is not None}
    turned = [
        _said_by(one, now) != _said_by(one, coming[one.at]) for one in found if one.at is not None
    ]
    days = (change.at - NOW) / timedelta(days=1)
    return Followed(days, now != coming[change.at], len(turned), sum(turned))


def _said_by(statement: Horizon, outcome: Outcome) -> tuple[Any, ...]:
    """Return what an outcome says by one statement, and what is asked for by its name."""
    about = statement.name, statement.model, statement.id
    listed = (*outcome.decisions, *outcome.emissions)
    said = [one for one in listed if (one.name, one.model, one.id) == about]
    return said, [one.blame for one in outcome.missing if statement.name in one.matters_to]


def _outcome(setting: Setting, customer: Any, now: datetime) -> Outcome:
    return setting.engine.outcome(_facts(setting, customer, now))


def _facts(setting: Setting, customer: Any, now: datetime) -> Facts:
    return Facts("customer", customer, setting.store, now, None)


def _times_of_explainer(setting: Setting, horizons: Horizons) -> dict[str, float]:
    """Return how long the explainer takes for an outcome, and for its horizons."""
    plan, functions = setting.plan, setting.registry.functions()
    explaining, foreseeing = [], []
    gc.collect()
    gc.freeze()
    for customer in setting.customers[:TIMED]:
        facts = _facts(setting, customer, NOW)
        start = perf_counter()
        explain(plan, facts, functions=functions)
        between = perf_counter()
        horizons.of(facts)
        explaining.append(between - start)
        foreseeing.append(perf_counter() - between)
    gc.unfreeze()
    return {
        "explaining_ms": round(1e3 * median(explaining), 1),
        "foreseeing_ms": round(1e3 * median(foreseeing), 1),
    }


def _times_of_engine(setting: Setting) -> dict[str, float]:
    """Return how long the record engine takes for the lean result, and with its horizons.

    The ways take turns; of each customer and way the least time counts.
    """
    by_hand, store = bind(NOW, setting.store, ZONE), setting.store
    ahead = setting.engine.bind_ahead(NOW, None, "customer")
    decide, foresee = ahead.bound.decide, ahead.foresee
    ways: dict[str, Callable[[Any], Any]] = {
        "by_hand": by_hand,
        "engine": lambda customer: decide(customer, store),
        "engine_ahead": lambda customer: foresee(customer, store, decide(customer, store)),
    }
    times = {name: [inf] * len(setting.customers) for name in ways}
    gc.collect()
    gc.freeze()
    for _ in range(REPEATS):
        for name, way in ways.items():
            for number, customer in enumerate(setting.customers):
                start = perf_counter()
                way(customer)
                times[name][number] = min(times[name][number], perf_counter() - start)
    gc.unfreeze()
    return {
        **{f"{name}_us": round(1e6 * median(each), 1) for name, each in times.items()},
        "ratio": round(sum(times["engine_ahead"]) / sum(times["by_hand"]), 2),
    }
