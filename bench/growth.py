"""How cost grows with the statements of a pack: made-up packs of 10 to 10,000 statements.

For each: from text to plan, from plan to the record engine, from plan to SQL, and then deciding a
customer, whose leads all of the statements are about.
"""

from __future__ import annotations

import gc
import resource
from datetime import datetime
from math import inf
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

from bench.checking import FILE, made_up_pack
from bench.textbook import CURRENCY, ZONE

from forecourt.core.engines.columns.functions import DUCKDB
from forecourt.core.engines.columns.program import compile_plan as compile_columns
from forecourt.core.engines.record import compile_plan
from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import resolve
from forecourt.core.registry import load_registry
from forecourt.plugins.lifecycle.demo.make import make_demo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from forecourt.core.engines.record import Engine
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.registry import Registry

_Made = TypeVar("_Made")
REPEATS = {10: 5, 100: 5, 1_000: 3, 10_000: 1}
"""Sizes, and how often each is made; figures are medians."""
CUSTOMERS = 20
DECIDED = 5
NOW = datetime(2026, 11, 2, 9)


def measure() -> dict[str, float]:
    """Return each step's milliseconds for each size, of deciding a customer, and peak MiB."""
    registry = load_registry()
    customers = tuple(_customers(registry))
    figures: dict[str, float] = {}
    for statements, repeats in REPEATS.items():
        found = _figures(registry, made_up_pack(statements), customers, repeats)
        figures |= {f"{step}_{statements}_ms": round(ms, 4) for step, ms in found.items()}
    figures["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return figures


def _customers(registry: Registry) -> Iterable[Any]:
    """Yield made-up customers that have a lead."""
    _, files = make_demo(customers=CUSTOMERS, as_of=NOW.date())
    for data in files:
        record, findings = registry.records.read("customer", data, zone=ZONE, currency=CURRENCY)
        assert record is not None, findings
        if record.leads:
            yield record


def _figures(
    registry: Registry, text: str, customers: tuple[Any, ...], repeats: int
) -> dict[str, float]:
    plan, to_plan = _timed(lambda: _plan(registry, text), repeats)
    engine, to_engine = _timed(lambda: _engine(registry, plan), repeats)
    _, to_sql = _timed(lambda: _sql(plan), repeats)
    decide = engine.bind(NOW, None, "customer").decide
    deciding = median(_least(decide, customer) for customer in customers)
    return {"plan": to_plan, "record_engine": to_engine, "sql": to_sql, "deciding": deciding}


def _plan(registry: Registry, text: str) -> Plan:
    pack = PackText("made_up", {FILE: text})
    policy = resolve(pack, {}, registry.vocabulary, zone=ZONE, currency=CURRENCY)
    assert policy.plan is not None, policy.diagnostics
    return policy.plan


def _engine(registry: Registry, plan: Plan) -> Engine:
    engine = compile_plan(plan, functions=registry.functions())
    engine.bind(NOW, None, "customer")
    return engine


def _sql(plan: Plan) -> int:
    program = compile_columns(plan, NOW, dialect=DUCKDB)
    return sum(len(select.sql(DUCKDB)) for _, select in program.queries)


def _timed(make: Callable[[], _Made], repeats: int) -> tuple[_Made, float]:
    """Return what is made, and the median milliseconds of making it."""
    gc.collect()
    took = []
    for _ in range(repeats):
        start = perf_counter()
        made = make()
        took.append(1e3 * (perf_counter() - start))
    return made, median(took)


def _least(decide: Callable[..., Any], customer: Any) -> float:
    """Return the milliseconds of deciding a customer when nothing else came between."""
    least = inf
    for _ in range(DECIDED):
        start = perf_counter()
        decide(customer, None)
        least = min(least, 1e3 * (perf_counter() - start))
    return least
