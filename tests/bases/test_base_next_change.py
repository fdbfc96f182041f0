"""When each outcome of a base can change by itself, from either engine."""

from dataclasses import replace
from datetime import datetime

import pytest

from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import resolve

ENGINES = ("duckdb", "record")
STILL = """pack still 1.0.0
    title en "Still"

decide known for lead "Known"
    status otherwise
"""


@pytest.fixture
def run(results, order):
    """Run the rules and ask for next changes."""
    return lambda tables, engine, of=order: results(tables, engine, replace(of, next_change=True))


@pytest.mark.parametrize("engine", ENGINES)
def test_each_file_has_a_row_with_what_changes_first(run, tables, engine):
    found = run(tables, engine)
    rows = found.rows("next_change")
    assert rows == [
        ("customer:C1", datetime(2026, 3, 2), ["task call lead:L1"]),
        ("customer:C2", datetime(2026, 3, 13), ["decision warmth lead:L1"]),
        ("customer:C3", None, []),
        ("store:S", None, []),
    ]
    assert found.types("next_change") == {"root": "VARCHAR", "at": "TIMESTAMP", "what": "VARCHAR[]"}
    assert found.summary.written["next_change"] == len(rows)


@pytest.mark.parametrize("engine", ENGINES)
def test_where_nothing_moves_each_file_stays_for_ever(run, tables, order, registry, engine):
    policy = resolve(
        PackText("still", {"still/pack.rules": STILL}), registry.library(), registry.vocabulary
    )
    found = run(tables, engine, replace(order, plan=policy.plan))
    assert {at for _, at, _ in found.rows("next_change")} == {None}


def test_what_changes_at_the_same_time_stands_in_the_order_of_the_outcome(run, tables):
    tables["lead"]["id"] = ["L10", "L9", "L1"]
    tables["lead"]["status"] = ["open"] * 3
    tables["lead"]["opened_at"] = [datetime(2026, 2, 28, 10)] * 3
    first, second = (run(tables, engine).rows("next_change") for engine in ENGINES)
    assert first == second
    assert first[0][2] == ["task greet lead:L10", "task greet lead:L9"]


def test_it_is_only_written_where_it_is_asked_for(results, tables):
    assert "next_change.parquet" not in results(tables).names()
