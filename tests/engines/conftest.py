"""Every rule of the semantics is tested on every engine there is."""

import importlib
import importlib.util
from pathlib import Path
from typing import NamedTuple

import pytest

from forecourt.core.engines.columns.failures import CannotSay
from forecourt.core.engines.explain import explain
from forecourt.core.plan.outcome import Outcome


def _load(name):
    spec = importlib.util.spec_from_file_location(
        f"engines_{name}", Path(__file__).with_name(f"{name}.py")
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_PLANS = _load("plans")


@pytest.fixture(scope="session")
def make():
    """Short ways to write plans and records: see `plans.py`."""
    return _PLANS


def _explained(plan, facts, functions):
    return explain(plan, facts, functions=functions).outcome


def _recorded(plan, facts, functions):
    record = importlib.import_module("forecourt.core.engines.record")
    return record.compile_plan(plan, functions=functions).outcome(facts)


def _in_columns(plan, facts, functions):
    columns = importlib.import_module("forecourt.core.engines.columns.in_duckdb")
    try:
        found = columns.decide_all(plan, [facts], functions=functions)
    except CannotSay as what:
        pytest.skip(f"there is no SQL for {what}")
    nothing = Outcome(facts.model, facts.root.id, (), (), ())
    return found.get(facts.root.id, nothing)


ENGINES = {"explain": _explained, "columns": _in_columns}
try:
    if hasattr(importlib.import_module("forecourt.core.engines.record"), "compile_plan"):
        ENGINES["record"] = _recorded
except ImportError:
    pass


@pytest.fixture(params=ENGINES)
def decide(request):
    """What an engine gives: `decide(plan, facts) -> Outcome`."""

    def run(plan, facts, functions=None):
        return ENGINES[request.param](plan, facts, functions or {})

    return run


class Answer(NamedTuple):
    """What became of a decision: its value, whether it is certain, and what it asks for."""

    value: object
    certain: bool = True
    asks: tuple[str, ...] = ()


@pytest.fixture
def decided(decide, make):
    """What a decision of a plan comes to for the first record it is for."""

    def run(plan, name, data=None, functions=None, **surroundings):
        outcome = decide(plan, make.facts(data, **surroundings), functions)
        found = next(entry for entry in outcome.decisions if entry.name == name)
        asks = tuple(m.blame.text for m in outcome.missing if name in m.matters_to)
        return Answer(found.value, found.certain, asks)

    return run


@pytest.fixture
def answer(decided, make):
    """What a single expression comes to for a file with the fields given."""

    def run(expr, data=None, *, parameters=(), zone="UTC", functions=None, **surroundings):
        plan = make.plan(make.decision("answer", expr), parameters=parameters, zone=zone)
        return decided(plan, "answer", data, functions, **surroundings)

    return run


@pytest.fixture
def emitted(decide, make):
    """What a single emission comes to: the (occurrence, fields) emitted, and what is asked for."""

    def run(emission, data=None, *, parameters=(), functions=None, **surroundings):
        plan = make.plan(emission, parameters=parameters)
        outcome = decide(plan, make.facts(data, **surroundings), functions)
        entries = [(entry.occurrence, entry.fields) for entry in outcome.emissions]
        return entries, [missing.blame.text for missing in outcome.missing]

    return run


@pytest.fixture
def checked(make):
    """Unknown unless the file says so."""
    return make.true(make.file.checked)


@pytest.fixture
def thin(make):
    """Unknown unless the file has pages."""
    return make.compare(make.file.pages, "<", 3)
