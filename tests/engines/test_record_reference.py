"""The reference decision of the benchmarks: the engine's answers are those written by hand."""

import importlib.util
import sys
from pathlib import Path

import pytest

REFERENCE = Path(__file__).parents[2] / "bench" / "reference.py"


@pytest.fixture(scope="module")
def reference():
    spec = importlib.util.spec_from_file_location("bench_reference", REFERENCE)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_the_engine_answers_as_the_function_does(reference, missing):
    deals = reference.make_deals(3_000, missing=missing)
    assert reference.disagreements(deals) == []


def test_deals_with_nothing_missing_are_in_no_doubt_and_others_are(reference):
    bound = reference.compile_plan(reference.make_plan()).bind(reference.NOW, None)

    def doubted(missing):
        deals = reference.make_deals(500, missing=missing)
        return sum(bound.decide(deal)[0][0][3] != () for deal in deals)

    assert doubted(0.0) == 0
    assert doubted(0.3) > 50
