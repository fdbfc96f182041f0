"""The whole textbook policy on one customer: the record engine beside the same rules by hand.

The policy is `rules/demo_store` on `rules/textbook`, the customers are those of the made-up
dealership. First the two must give the same values, certainty and blame for every customer, as
made and with a share of what is known left out; then each is timed, in turns and in one process,
with reading a record and the full JSON shape beside it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from math import inf
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bench.by_hand import bind

from forecourt.core.engines.record import compile_plan
from forecourt.core.engines.report import report
from forecourt.core.plan.facts import Facts
from forecourt.core.policy.packs import read_pack
from forecourt.core.policy.resolve import resolve
from forecourt.core.registry import load_registry
from forecourt.plugins.lifecycle.demo.make import make_demo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bench.by_hand.frame import File

    from forecourt.core.engines.record import Engine
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.plan.outcome import Outcome
    from forecourt.core.registry import Registry

PACK = Path(__file__).parent.parent / "rules" / "demo_store"
NOW = datetime(2026, 11, 2, 9)
ZONE, CURRENCY = "Europe/Lisbon", "EUR"
CUSTOMERS = 1_000
SHARES_LEFT_OUT = (0.1, 0.3)
SAMPLE = 300
REPEATS = 9

Way = Callable[[Any, Any], Any]
Answer = tuple[set[Any], set[Any], set[Any]]
"""Decisions, emissions, and what is asked for, each with the statement that it matters to."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What both sides work on."""

    registry: Registry
    plan: Plan
    engine: Engine
    store: Any
    files: tuple[Mapping[str, Any], ...]
    """The customers as data of JSON documents."""
    customers: tuple[Any, ...]
    """The same customers in normal form."""


def measure() -> dict[str, float]:
    """Return how many customers were compared, and the time a customer takes.

    `..._us` are medians over the customers, in microseconds; `..._ratio` is the time of all
    customers to that of the code by hand.
    """
    setting = set_up()
    by_hand = bind(NOW, setting.store, ZONE)
    compared = 0
    for customer in all_customers(setting):
        found, expected = _of_hand(by_hand(customer)), _of_engine(_outcome(setting, customer))
        if found != expected:
            raise ValueError(f"the two differ on {customer.id}: {_difference(found, expected)}")
        compared += 1
    return {"compared": compared, **_figures(_times(setting, _ways(setting, by_hand)))}


def set_up(customers: int = CUSTOMERS) -> Setting:
    """Return the policy, made ready, and so many made-up customers."""
    registry = load_registry()
    text, findings = read_pack(PACK)
    assert text is not None, findings
    policy = resolve(text, registry.library(), registry.vocabulary, zone=ZONE, currency=CURRENCY)
    assert policy.plan is not None, policy.diagnostics
    engine = compile_plan(policy.plan, functions=registry.functions())
    store_file, files = make_demo(customers=customers, as_of=NOW.date())
    store = _read(registry, "store", store_file)
    kept = tuple(files)
    records = tuple(_read(registry, "customer", each) for each in kept)
    return Setting(registry, policy.plan, engine, store, kept, records)


def _read(registry: Registry, root: str, data: Any) -> Any:
    record, findings = registry.records.read(root, data, zone=ZONE, currency=CURRENCY)
    assert record is not None, findings
    return record


# The same answers ------------------------------------------------------------------------------


def all_customers(setting: Setting) -> Iterator[Any]:
    """Yield all customers, and those that remain readable with some of their fields left out."""
    yield from setting.customers
    chance = Random(1)  # noqa: S311 - made-up data
    for share in SHARES_LEFT_OUT:
        for data in setting.files:
            poorer = _left_out(data, share, chance)
            record, _ = setting.registry.records.read(
                "customer", poorer, zone=ZONE, currency=CURRENCY
            )
            if record is not None:
                yield record


def _left_out(data: Any, share: float, chance: Random) -> Any:
    """Return the data without a share of the fields; ids and lists stay."""
    if isinstance(data, list):
        return [_left_out(each, share, chance) for each in data]
    if not isinstance(data, dict):
        return data
    return {
        name: _left_out(value, share, chance)
        for name, value in data.items()
        if name == "id" or isinstance(value, list) or chance.random() >= share
    }


def _outcome(setting: Setting, customer: Any) -> Outcome:
    return setting.engine.outcome(Facts("customer", customer, setting.store, NOW, None))


def _of_hand(file: File) -> Answer:
    asked = {
        (f"{model}:{identity}.{name}", statement) for model, identity, name, statement in file.asked
    }
    return set(file.decided), set(file.emitted), asked


def _of_engine(outcome: Outcome) -> Answer:
    decided = {(one.name, one.model, one.id, one.value, one.certain) for one in outcome.decisions}
    emitted = {
        (one.name, one.model, one.id, one.occurrence, one.fields) for one in outcome.emissions
    }
    asked = {(one.blame.text, name) for one in outcome.missing for name in one.matters_to}
    return decided, emitted, asked


def _difference(found: Answer, expected: Answer) -> str:
    return "; ".join(
        f"by hand {one - other}, engine {other - one}"
        for one, other in zip(found, expected, strict=True)
        if one != other
    )


# Time ------------------------------------------------------------------------------------------


def _ways(setting: Setting, by_hand: Callable[[Any], File]) -> dict[str, Way]:
    """Return what is timed, each for the data of a customer and its record."""
    store, plan, engine = setting.store, setting.plan, setting.engine
    kinds, read = setting.registry.vocabulary.kinds, setting.registry.records.read
    decide = engine.bind(NOW, None, "customer").decide

    def full(_: Any, customer: Any) -> Any:
        return report(plan, _outcome(setting, customer), kinds, NOW)

    return {
        "by_hand": lambda _, customer: by_hand(customer),
        "engine": lambda _, customer: decide(customer, store),
        "full_json": full,
        "reading": lambda data, _: read("customer", data, zone=ZONE, currency=CURRENCY),
    }


def _times(setting: Setting, ways: Mapping[str, Way]) -> dict[str, list[float]]:
    """Return the microseconds that each way takes for each customer of the sample.

    The ways take turns; a time is the least of the repeats, as the machine may have other work.
    """
    times = {name: [inf] * SAMPLE for name in ways}
    sample = list(zip(setting.files, setting.customers, strict=True))[:SAMPLE]
    gc.collect()
    gc.freeze()
    for _ in range(REPEATS):
        for name, way in ways.items():
            least = times[name]
            for number, (data, customer) in enumerate(sample):
                start = perf_counter()
                way(data, customer)
                least[number] = min(least[number], (perf_counter() - start) * 1e6)
    gc.unfreeze()
    return times


def _figures(times: Mapping[str, list[float]]) -> dict[str, float]:
    hand = times["by_hand"]
    figures = {f"{name}_us": round(median(each), 1) for name, each in times.items()}
    for name in ("engine", "full_json", "reading"):
        figures[f"{name}_ratio"] = round(sum(times[name]) / sum(hand), 2)
    return figures
