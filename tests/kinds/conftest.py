"""Rule text, a record file and a moment give an outcome: the whole way with the real plugins."""

from __future__ import annotations

from datetime import date, datetime

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
    """Return what rule text says of a customer file, or a store file, by both engines, as JSON."""

    def run(text: str, customer: dict, as_of: str, store: dict | None = None, zone: str = "UTC"):
        checked = policy(text, zone)
        assert [one.message for one in checked.errors] == []
        held = _read(registry, "customer", {"id": "C1", **customer}, zone)
        house = _read(registry, "store", {"id": "S", **store}, zone) if store else None
        return _by_both(registry, checked.plan, ("customer", held, house), as_of)

    return run


@pytest.fixture
def outcome_of_store(registry, policy):
    """Return what rule text says of a store file, by both engines, as JSON."""

    def run(text: str, store: dict, as_of: str):
        checked = policy(text)
        assert [one.message for one in checked.errors] == []
        held = _read(registry, "store", {"id": "S", **store}, "UTC")
        return _by_both(registry, checked.plan, ("store", held, None), as_of)

    return run


def _by_both(registry, plan, files, as_of):
    now = datetime.fromisoformat(as_of)
    root, held, house = files
    store = held if root == "store" else house
    first, last = (date(now.year + years, 1, 1) for years in (-2, 3))
    days = registry.working_days(store, first, last) if store else None
    facts = Facts(root, held, house, now, days)
    functions = registry.functions()
    explained = explain(plan, facts, functions=functions).outcome
    assert compile_plan(plan, functions=functions).outcome(facts) == explained
    return report(plan, explained, registry.vocabulary.kinds, now)


def _read(registry, root, data, zone):
    record, problems = registry.records.read(root, data, zone=zone, file="test", currency=None)
    assert [one.message for one in problems] == []
    return record


# What tests about tasks look at ----------------------------------------------------------------


@pytest.fixture
def call():
    """Make a contact about something."""

    def contact(at, about, **more):
        return {"id": f"K{at}", "at": at, "about": [about], "channel": "phone", **more}

    return contact


@pytest.fixture
def task():
    """Return the only task of a name in an outcome."""

    def only(found, name="call"):
        (one,) = [one for one in found["tasks"] if one["name"] == name]
        return one

    return only


@pytest.fixture
def tasks():
    """Return occurrence, deadline and status of the tasks of an outcome."""

    def all_of(found):
        return [(one["occurrence"], one["due"], one["status"]) for one in found["tasks"]]

    return all_of


@pytest.fixture
def asked_for():
    """Return the fields that an outcome asks for on behalf of a statement."""

    def fields(found, name="call"):
        return [one["field"] for one in found["missing"] if name in one["matters_to"]]

    return fields
