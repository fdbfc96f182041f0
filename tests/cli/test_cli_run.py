"""`forecourt run`: the rules on a whole base."""

import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

MOMENT = ("--as-of", "2026-03-01T09:00")


@pytest.fixture
def base(here):
    """A folder with two customers as Parquet, one of them there twice."""
    folder = here / "base"
    folder.mkdir()
    pq.write_table(pa.table({"id": ["C1", "C2", "C2"]}), folder / "customer.parquet")
    return folder


def test_a_store_is_run_by_its_own_policy(ran, shop):
    text = ran("run", shop, "results", *MOMENT)
    assert text.startswith("results: corner 1.0.0 at 2026-03-01 09:00 (Europe/Lisbon)\n")
    decided = duckdb.sql("SELECT DISTINCT warmth FROM 'results/decisions/lead.parquet'").fetchall()
    assert decided == [("hot",)]


def test_a_run_has_the_tasks_that_today_has(ran, document, shop):
    ran("run", shop, "results", *MOMENT)
    listed = document("today", "--store", shop, *MOMENT, "--limit", "0")["tasks"]
    wanted = {(one["name"], one["subject"], one["status"]) for one in listed}
    rows = duckdb.sql("SELECT name, subject, status FROM 'results/tasks.parquet'").fetchall()
    assert wanted
    assert wanted <= set(rows)


def test_the_summary_is_json_if_asked_for_and_stands_beside_the_results(document, shop):
    told = document("run", shop, "results", *MOMENT, "--engine", "record")
    assert told["engine"] == "record"
    assert json.loads(Path("results/run.json").read_text()) == told


def test_next_changes_are_written_if_asked_for_the_same_by_both_engines(ran, shop):
    found = []
    for engine in ("duckdb", "record"):
        ran("run", shop, "results", *MOMENT, "--engine", engine, "--next-change")
        found.append(duckdb.sql("FROM 'results/next_change.parquet' ORDER BY root").fetchall())
    assert found[0] == found[1]
    assert len(found[0]) > 1


def test_rows_set_apart_are_counted_and_the_status_says_so(run, base):
    result = run("run", base, "results", "--pack", "textbook")
    assert result.exit_code == 1
    assert "2 rows of `customer` set apart: `id` more than one row of this id" in result.stderr


def test_a_base_follows_no_rules_of_its_own(run, base):
    result = run("run", base, "results")
    assert result.exit_code == 2
    assert "error[FC711]: which rules are to be run is not said" in result.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--engine", "duckdbb"), "did you mean `duckdb`?"),
        (("--memory", "much"), "`much` is no amount of memory"),
        (("--memory", "0GB"), "`0GB` is no amount of memory"),
    ],
)
def test_options_that_are_misspelt_are_answered_in_words(run, base, options, said):
    result = run("run", base, "results", "--pack", "textbook", *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_folder_that_is_not_there_is_said_to_be_none(run):
    result = run("run", "nowhere", "results", "--pack", "textbook")
    assert result.exit_code == 2
    assert "there is no such folder" in result.stderr


def test_a_zone_that_does_not_exist_is_named(run, base):
    pq.write_table(pa.table({"id": ["S"], "time_zone": ["Europe/Lissbon"]}), base / "store.parquet")
    result = run("run", base, "results", "--pack", "textbook")
    assert result.exit_code == 2
    assert "did you mean `Europe/Lisbon`?" in result.stderr
