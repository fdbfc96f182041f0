"""Next change under the textbook policy: made-up customers are looked at when there is news."""

from datetime import datetime, timedelta

import pytest

from forecourt.core.engines.explain.horizons import Horizons
from forecourt.core.engines.record import compile_plan
from forecourt.core.plan.facts import Facts
from forecourt.core.plan.outcome import next_change
from forecourt.plugins.lifecycle.demo.make import make_demo

NOW = datetime(2026, 11, 2, 9)
CUSTOMERS = 30
SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module")
def setting(policy, registry):
    """The plan of the demo store, its customers, and its functions."""
    store_file, files = make_demo(customers=CUSTOMERS, as_of=NOW.date())

    def read(root, data):
        record, findings = registry.records.read(root, data, zone="Europe/Lisbon", currency="EUR")
        assert findings == ()
        return record

    store = read("store", store_file)
    customers = tuple(read("customer", data) for data in files)
    return policy("demo_store").plan, registry.functions(), store, customers


@pytest.fixture(scope="module")
def changes(setting):
    """For each customer whose outcome can change: it now, a second before that, and then."""
    plan, functions, store, customers = setting
    engine, horizons = compile_plan(plan, functions), Horizons(plan, functions)
    found = []
    for customer in customers:
        change = next_change(horizons.of(Facts("customer", customer, store, NOW, None)))
        if change is not None:
            moments = (NOW, change.at - SECOND, change.at)
            found.append(
                [engine.outcome(Facts("customer", customer, store, at, None)) for at in moments]
            )
    return found


def test_nobody_is_looked_at_too_late(changes):
    assert len(changes) > CUSTOMERS / 2
    assert [(now, before) for now, before, _ in changes if now != before] == []


def test_most_of_the_time_there_is_something_new(changes):
    new = sum(now != then for now, _, then in changes)
    assert new > 0.9 * len(changes)
