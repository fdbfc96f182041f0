"""Rule text, a record file and a moment give an outcome: the whole way with the real plugins."""

from __future__ import annotations

from datetime import datetime

import pytest

from forecourt.core.engines.explain import explain
from forecourt.core.engines.record import compile_plan
from forecourt.core.engines.report import report
from forecourt.core.plan.facts import Facts
from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import resolve
from forecourt.core.registry import load_registry


@pytest.fixture(scope="session")
def registry():
    """Everything that the installed plugins bring."""
    return load_registry()


@pytest.fixture
def policy(registry):
    """Check rule text as a pack of its own."""

    def run(text: str, zone: str = "UTC"):
        pack = PackText("test", {"test/test.rules": "pack test 1.0.0\n" + text})
        return resolve(pack, registry.library(), registry.vocabulary, zone=zone)

    return run


@pytest.fixture
def outcome(registry, policy):
    """Return what rule text says of a customer file, by both engines, as JSON."""

    def run(text: str, customer: dict, as_of: str, store: dict | None = None, zone: str = "UTC"):
        checked = policy(text, zone)
        assert [one.message for one in checked.errors] == []
        held = _read(registry, "customer", {"id": "C1", **customer}, zone)
        house = _read(registry, "store", {"id": "S", **store}, zone) if store else None
        now = datetime.fromisoformat(as_of)
        first, last = now.date().replace(month=1, day=1), now.date().replace(month=12, day=31)
        days = registry.working_days(house, first, last) if house else None
        facts = Facts("customer", held, house, now, days)
        functions = registry.functions()
        explained = explain(checked.plan, facts, functions=functions).outcome
        assert compile_plan(checked.plan, functions=functions).outcome(facts) == explained
        return report(checked.plan, explained, registry.vocabulary.kinds, now)

    return run


def _read(registry, root, data, zone):
    record, problems = registry.records.read(root, data, zone=zone, file="test", currency=None)
    assert [one.message for one in problems] == []
    return record
