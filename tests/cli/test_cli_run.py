"""`forecourt run`: the rules on a whole base."""

import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

BEFORE = ("--as-of", "2026-02-20T12:00")
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


# Going on from earlier results ----------------------------------------------------------------


@pytest.fixture
def last(ran, shop):
    """The results of an earlier run of the shop, in the folder `results`."""
    ran("run", shop, "results", *BEFORE, "--next-change", "--engine", "record")
    return Path("results")


def test_a_night_says_who_was_evaluated_and_what_changed(ran, shop, last):
    options = (*MOMENT, "--engine", "record")
    lines = ran("run", shop, last, "--since", last, *options).splitlines()
    assert lines[0] == "results: corner 1.0.0 at 2026-03-01 09:00 (Europe/Lisbon)"
    assert lines[1:3] == ["evaluated 12 of 13: 12 due", "warmth: 12 mild -> hot"]
    again = ran("run", shop, last, "--since", last, *options).splitlines()
    assert again[1].startswith("evaluated 0 of ")
    assert again[2] == ""


def test_changes_are_added_to_a_file_or_to_stdout(run, ran, shop, last):
    options = (*MOMENT, "--since", last, "--engine", "record")
    on_stdout = run("run", shop, "other", *options, "--changes", "-")
    told = [json.loads(line) for line in on_stdout.stdout.splitlines()]
    assert {one["because"][0] for one in told} == {"time"}
    assert on_stdout.stderr.startswith("other: corner 1.0.0")
    ran("run", shop, "other", *options, "--changes", "told.jsonl")
    assert [json.loads(one) for one in Path("told.jsonl").read_text().splitlines()] == told


def test_touched_ids_come_from_a_file_or_from_stdin(document, shop, last):
    Path("ids.csv").write_text("id\nC1\nC99\n")
    options = (*MOMENT, "--since", last, "--engine", "record")
    of_file = document("run", shop, "other", *options, "--touched", "ids.csv")["since"]
    assert (of_file["because"]["records"], of_file["touched"], of_file["unknown"]) == (1, 2, 1)
    assert of_file["as_of"] == "2026-02-20T12:00:00+00:00"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--touched", "ids.csv"), "error[FC623]: `--touched` says nothing without earlier"),
        (("--since", "results", "--touched", "no.csv"), "error[FC608]: `no.csv` cannot be used"),
        (("--since", "results", "--touched", "ids.csv"), "error[FC714]: no ids can be read from"),
        (("--since", "nowhere"), "error[FC713]: the results in `nowhere` cannot be gone on from"),
        (("--since", "results", "--engine", "spark"), "`--since` says nothing to the engine spark"),
        (("--changes", "-"), "leave the folder out: `forecourt run STORE`, or name the "),
        (("--since", "results", "--changes", "-", "--json"), "where stdout has the changes"),
    ],
)
def test_what_a_run_cannot_go_on_from_is_said(run, shop, options, said):
    Path("ids.csv").write_text("number\n1\n")
    result = run("run", shop, "other", *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not Path("other").exists()


def test_a_store_without_results_has_nothing_to_go_on_from(run, shop):
    result = run("run", shop, "--since", "results")
    assert result.exit_code == 2
    assert "`--since` says nothing without a folder for results" in result.stderr
