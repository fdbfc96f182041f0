"""The record engine gives what the explainer gives, for plans and records made at random."""

import importlib.util
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forecourt.core.engines.explain import explain
from forecourt.core.engines.record import compile_plan


def _load(name):
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"agreeing_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE, STRATEGIES = _load("plans"), _load("strategies")
FILES_A_PLAN = 3

SEARCH = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def outcomes_of(plan):
    """What gives the outcome for facts, of each engine."""
    return (
        lambda facts: explain(plan, facts, functions=STRATEGIES.FUNCTIONS).outcome,
        compile_plan(plan, STRATEGIES.FUNCTIONS).outcome,
    )


def disagreements(random):
    """The pairs of outcomes that differ, for one plan and some files."""
    maker = STRATEGIES.Maker(random, MAKE)
    plan = maker.plan()
    explained, made = outcomes_of(plan)
    files = [maker.facts(plan) for _ in range(FILES_A_PLAN)]
    pairs = [(explained(facts), made(facts)) for facts in files]
    return [(explained, made) for explained, made in pairs if explained != made]


@settings(SEARCH, max_examples=100)
@given(st.integers(min_value=0, max_value=2**64))
def test_the_engines_agree(seed):
    """Seeds reach plans of every size at once; a failing one is its own record."""
    assert disagreements(Random(seed)) == []  # noqa: S311 - it is to be repeatable


@settings(SEARCH, max_examples=50)
@given(st.integers(min_value=0, max_value=2**64))
def test_the_order_of_records_in_their_lists_is_not_seen(seed):
    maker = STRATEGIES.Maker(Random(seed), MAKE)  # noqa: S311 - it is to be repeatable
    plan = maker.plan()
    facts = maker.facts(plan)
    for outcome in outcomes_of(plan):
        assert outcome(maker.shuffled(facts)) == outcome(facts)


@settings(SEARCH, max_examples=25)
@given(st.randoms(use_true_random=False))
def test_the_engines_agree_on_plans_that_can_be_made_smaller(random):
    assert disagreements(random) == []
