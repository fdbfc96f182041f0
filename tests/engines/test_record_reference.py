"""The reference decision of the benchmarks: the engine's answers are those written by hand."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

TOP = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def reference():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(TOP)
        yield import_module("bench.reference")
        for name in [name for name in sys.modules if name.split(".")[0] == "bench"]:
            del sys.modules[name]


@pytest.fixture(scope="module")
def setting(reference):
    return reference.set_up()


def made(reference, setting, count, missing):
    return reference.read_deals(setting.registry, reference.make_deals(count, missing=missing))


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_the_engine_answers_as_the_function_does(reference, setting, missing):
    deals = made(reference, setting, 3_000, missing)
    assert reference.disagreements(setting, deals) == []


def test_reading_by_hand_comes_to_the_same_answers(reference, setting):
    today = reference.NOW.date()
    for data in reference.make_deals(500, missing=0.3):
        deal = reference.read_deal(setting.registry, data)
        by_hand = reference.by_hand(reference.read_by_hand(data), today)
        assert by_hand == reference.by_hand(deal, today)


def test_deals_with_nothing_missing_are_in_no_doubt_and_others_are(reference, setting):
    bound = setting.engine.bind(reference.NOW, None)

    def doubted(missing):
        deals = made(reference, setting, 500, missing)
        return sum(bound.decide(deal)[0][0][3] != () for deal in deals)

    assert doubted(0.0) == 0
    assert doubted(0.3) > 50
