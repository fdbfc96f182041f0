"""What a run writes: each result, by what its rows say."""

import json
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest

from forecourt.core.bases.as_tables import run_to_tables
from forecourt.core.bases.layout import Base

ENGINES = ("duckdb", "record")


@pytest.mark.parametrize("engine", ENGINES)
def test_decisions_stand_in_a_row_for_each_record_with_certainty_and_place(results, tables, engine):
    found = results(tables, engine)
    assert found.rows("decisions/lead") == [
        ("C1", "L1", "hot", True, "corner/pack.rules:14"),
        ("C1", "L2", "cold", False, "corner/pack.rules:16"),
        ("C2", "L1", "mild", True, "corner/pack.rules:15"),
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_amounts_and_percentages_are_decimals(results, tables, engine):
    found = results(tables, engine)
    assert found.rows("decisions/quote", "id", "asked") == [
        ("Q1", Decimal("1.5")),
        ("Q1", Decimal(5)),
    ]
    assert found.types("decisions/quote")["asked"] == "DECIMAL(19,4)"


@pytest.mark.parametrize("engine", ENGINES)
def test_tasks_have_the_record_the_ids_to_it_and_their_fields(results, tables, engine):
    found = results(tables, engine)
    columns = ("root", "name", "subject", "ids", "person", "due", "due_precision", "status", "role")
    moment = datetime(2026, 2, 21, 10)
    assert found.rows("tasks", *columns) == [
        ("customer:C1", "greet", "lead:L1", ["C1", "L1"], "P1", moment, "moment", "done",
         "salesperson"),
        ("customer:C2", "greet", "lead:L1", ["C2", "L1"], None, None, "moment", "open",
         "salesperson"),
    ]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_approvals_and_violations_have_lists_of_their_own(results, tables, engine):
    found = results(tables, engine)
    assert found.rows("approvals", "subject", "requested", "verdict", "approver") == [
        ("quote:Q1", Decimal("1.5"), "allowed", None),
        ("quote:Q1", Decimal(5), "escalate", "sales_manager"),
    ]
    assert found.rows("violations", "subject", "severity", "message") == [
        ("lead:L2", "warning", "Say why it was lost")
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_missing_says_which_statements_it_matters_to(results, tables, engine):
    found = results(tables, engine)
    assert ("customer:C1", "lead:L2.expected_purchase_on", ["warmth", "call"]) in found.rows(
        "missing"
    )
    assert found.rows("not_configured") == []


def test_both_engines_write_the_same_rows_of_the_same_types(results, tables, tmp_path):
    first = results(tables, "duckdb")
    rows = {name: (first.rows(name), first.types(name)) for name in first.summary.written}
    second = results(tables, "record")
    assert second.summary.written == first.summary.written
    for name, (held, types) in rows.items():
        assert second.types(name) == types, name
        assert second.rows(name) == held, name


def test_the_files_of_a_folder_give_what_tables_give(results, tables, as_files):
    of_tables = results(tables).rows("decisions/lead")
    assert results(Base(as_files(tables))).rows("decisions/lead") == of_tables


def test_a_model_may_have_a_folder_of_files(results, tables, as_files, tmp_path):
    folder = as_files(tables)
    (folder / "lead").mkdir()
    (folder / "lead.parquet").rename(folder / "lead" / "part-0.parquet")
    assert len(results(Base(folder)).rows("decisions/lead")) == 3


def test_a_run_says_what_was_run_and_how_much_it_read_and_wrote(results, tables):
    found = results(tables)
    told = json.loads((found.folder / "run.json").read_text())
    assert told["pack"]["name"] == "corner"
    assert told["as_of"] == "2026-03-01T09:00:00+00:00"
    assert told["engine"] == "duckdb"
    assert told["read"]["lead"] == {"rows": 3, "rejected": 0}
    assert told["written"]["decisions/lead"] == 3


def test_rules_without_a_store_see_none(results, tables):
    del tables["store"], tables["staff"]
    found = results(tables)
    assert len(found.rows("decisions/lead")) == 3
    assert results(tables, "record").rows("missing") == found.rows("missing")


def test_only_results_and_nothing_else_is_left(results, tables):
    assert results(tables).names() == {
        "approvals.parquet",
        "decisions/lead.parquet",
        "decisions/quote.parquet",
        "missing.parquet",
        "not_configured.parquet",
        "rejects.parquet",
        "run.json",
        "tasks.parquet",
        "violations.parquet",
    }


def test_a_date_of_a_field_that_elsewhere_is_a_moment_says_so(results, tables):
    assert results(tables).types("tasks")["due"] == "TIMESTAMP"
    assert date(2026, 3, 5) not in [row[0] for row in results(tables).rows("tasks", "due")]


def test_a_python_caller_may_have_the_results_as_arrow_tables(order, registry, tables):
    base = Base(tables={model: pa.table(columns) for model, columns in tables.items()})
    found, summary = run_to_tables(order, base, registry.records)
    assert found["decisions/lead"].num_rows == summary.written["decisions/lead"] == 3
    assert found["decisions/lead"].column("warmth").to_pylist().count("hot") == 1
    assert found["tasks"].schema.field("due").type == pa.timestamp("us")
