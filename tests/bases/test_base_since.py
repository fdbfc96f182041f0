"""A run that goes on from earlier results: who is evaluated, what is written, what is refused."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from forecourt.core.bases.change_files import each_change, tally_of
from forecourt.core.bases.layout import Base
from forecourt.core.bases.running import run_base
from forecourt.core.bases.since import Since
from forecourt.core.bases.sources import BaseUnfit
from forecourt.core.bases.touched import ids_in, ids_in_file
from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import resolve

ENGINES = ("duckdb", "record")


@pytest.fixture
def later(first, order, registry, as_files, tables, tmp_path):
    """Go on from the first results; write others to another folder, which is returned."""

    def run():
        asked = replace(order, since=Since(first.folder))
        run_base(asked, Base(as_files(tables)), registry.records, tmp_path / "later")
        return tmp_path / "later"

    return run


@pytest.fixture
def night(results, first, order):
    """Go on from the results so far; they are replaced."""

    def run(tables, touched=(), days=0, engine="duckdb", of=order):
        since = Since(first.folder, ids_in(touched))
        now = of.now + timedelta(days=days)
        return results(tables, engine, replace(of, now=now, since=since))

    return run


def because(found):
    return {reason: number for reason, number in found.summary.since["because"].items() if number}


def changes(found):
    return found.rows("changes", "root", "part", "name", "what", "because")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_night_in_which_nobody_is_concerned_leaves_all_as_it_was(first, night, tables, engine):
    before = first.rows("tasks"), first.rows("decisions/lead"), first.rows("next_change")
    found = night(tables, engine=engine)
    assert (found.rows("tasks"), found.rows("decisions/lead"), found.rows("next_change")) == before
    assert because(found) == {}
    assert found.rows("changes") == []


@pytest.mark.parametrize("engine", ENGINES)
def test_whose_time_has_come_is_evaluated_and_what_changed_is_told(night, tables, engine):
    found = night(tables, days=12, engine=engine)
    assert because(found) == {"time": 2}
    assert ("customer:C2", "decision", "warmth", "changed", ["time"]) in changes(found)
    (warmer,) = [one for one in each_change(found.folder) if one["name"] == "warmth"]
    assert warmer == {
        "as_of": "2026-03-13T09:00:00+00:00",
        "root": "customer:C2",
        "part": "decision",
        "name": "warmth",
        "subject": "lead:L1",
        "ids": ["C2", "L1"],
        "occurrence": None,
        "what": "changed",
        "before": {"value": "mild"},
        "after": {"value": "hot"},
        "because": ["time"],
        "at": "corner/pack.rules:14",
        "why": "expected_purchase_on <= today + 7 days",
    }


def test_who_was_not_touched_is_not_even_read(night, tables):
    tables["lead"]["status"] = ["won", "open", "won"]
    found = night(tables, touched=["C2"])
    assert because(found) == {"records": 1}
    assert {root for root, *_ in changes(found)} == {"customer:C2"}
    assert json.loads((found.folder / "run.json").read_text())["read"]["lead"]["rows"] == 1


def test_who_is_new_or_gone_is_found_without_being_named(night, tables):
    tables["customer"] = {"id": ["C2", "C3", "C4"], "name": [None, "Zoë", "Eva"]}
    tables["lead"] = {name: held[2:] for name, held in tables["lead"].items()}
    del tables["contact"]
    tables["quote"] = {name: held[1:] for name, held in tables["quote"].items()}
    found = night(tables)
    assert because(found) == {"new": 1}
    assert found.summary.since["gone"] == 1
    assert found.rows("decisions/lead", "_customer") == [("C2",)]
    assert ("customer:C1", "task", "greet", "gone", ["records"]) in changes(found)
    roots = [row[0] for row in found.rows("next_change", "root")]
    assert roots == ["customer:C2", "customer:C3", "customer:C4", "store:S"]


def test_touched_ids_that_nobody_knows_are_counted(night, tables):
    found = night(tables, touched=["C3", "C3", "C77", "S"])
    assert because(found) == {"records": 2}
    assert (found.summary.since["touched"], found.summary.since["unknown"]) == (3, 1)


def test_ids_are_compared_in_normal_form(night, tables):
    tables["customer"]["id"] = ["C1", "C2", "Zo\u00eb"]
    night(tables)
    tables["customer"]["id"] = ["C1", "C2", "Zoe\u0308"]
    assert because(night(tables, touched=["Zoe\u0308"])) == {"records": 1}


def test_rows_set_apart_stay_listed_until_they_are_mended(night, tables):
    tables["lead"]["status"] = ["open", "lots", "open"]
    found = night(tables, touched=["C1"])
    listed = [("lead", ["C1", "L2"], "status", "no name of the list")]
    assert found.rows("rejects") == listed
    again = night(tables)
    assert again.rows("rejects") == listed
    assert again.summary.rejected == {("lead", "status", "no name of the list"): 1}
    tables["lead"]["status"][1] = "lost"
    assert night(tables, touched=["C1"]).rows("rejects") == []


def test_rows_of_nobody_are_looked_at_in_each_run(night, tables):
    tables["quote"]["_customer"] = ["C1", None]
    found = night(tables, touched=["C2"])
    assert found.rows("rejects") == [("quote", [None, "Q1"], "_customer", "absent, but required")]
    assert night(tables).rows("rejects") == found.rows("rejects")


def test_columns_of_nothing_but_nulls_are_no_matter(night, tables):
    tables["customer"]["name"] = pa.nulls(3)
    tables["contact"]["about"] = pa.array([[]], pa.list_(pa.null()))
    found = night(tables, touched=["C1"])
    assert because(found) == {"records": 1}


def test_another_record_of_the_store_concerns_everybody(night, tables):
    tables["staff"]["roles"] = [["salesperson"], ["salesperson"]]
    found = night(tables)
    assert because(found) == {"store": 4}
    assert because(night(tables)) == {}


def test_other_rules_concern_everybody_and_may_have_other_results(night, tables, registry, order):
    text = """pack other 1.0.0
    title en "Other"

decide warmth for lead "How warm the lead is, in days"
    7    when expected_purchase_on <= today + 7 days
    0    otherwise

decide asked for lead "What is asked for"
    status   otherwise
"""
    policy = resolve(
        PackText("other", {"other/pack.rules": text}), registry.library(), registry.vocabulary,
        zone="Europe/Lisbon", currency="EUR",
    )  # fmt: skip
    assert policy.plan is not None, policy.diagnostics
    found = night(tables, of=replace(order, plan=policy.plan))
    assert because(found) == {"rules": 4}
    told = {
        (one["name"], one["what"], str(one["before"]), str(one["after"]))
        for one in each_change(found.folder)
        if one["root"] == "customer:C2" and one["part"] == "decision"
    }
    assert told == {
        ("warmth", "changed", "{'value': 'mild'}", "{'value': 0}"),
        ("asked", "gone", "{'value': 5, 'certain': True}", "None"),
        ("asked", "new", "None", "{'value': 'open', 'certain': True}"),
    }
    assert ("customer:C1", "task", "greet", "gone", ["rules"]) in changes(found)


def test_what_tells_the_rules_apart_may_be_more_than_the_policy(night, tables, order):
    assert because(night(tables, of=replace(order, rules="with another plugin"))) == {"rules": 4}


def test_an_earlier_moment_concerns_everybody(night, tables):
    assert because(night(tables, days=-1)) == {"time": 4}


def test_changes_are_counted_by_sort(night, tables):
    tables["quote"]["discount_percent"] = pa.array([Decimal(4), None], pa.decimal128(9, 4))
    found = night(tables, touched=["C1", "C2"], days=12)
    counted = tally_of(found.folder).as_json()
    assert found.summary.since["changes"] == counted
    assert {"part": "decision", "name": "warmth", "what": "changed", "before": "mild",
            "after": "hot", "number": 1} in counted  # fmt: skip
    assert {"part": "decision", "name": "asked", "what": "changed", "before": "1.5", "after": "4",
            "number": 1} in counted  # fmt: skip
    assert {"part": "missing", "name": "quote.discount_percent", "what": "new",
            "number": 1} in counted  # fmt: skip


def test_results_may_be_written_to_another_folder_than_that_of_the_earlier_ones(first, later):
    before = first.names()
    assert (later() / "changes.parquet").is_file()
    assert first.names() == before
    assert "changes.parquet" not in before


# What cannot be gone on from ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda one: (one / "run.json").unlink(), "there is no `run.json` to be read"),
        (lambda one: (one / "run.json").write_text("{"), "its `run.json` is no JSON"),
        (lambda one: (one / "run.json").write_text("[]"), "its `run.json` is no summary of a run"),
        (lambda one: (one / "run.json").write_text("{}"), "its `run.json` is no summary of a run"),
        (lambda one: (one / "tasks.parquet").write_text("x"), "`tasks` cannot be read"),
        (lambda one: (one / "tasks.parquet").unlink(), "`tasks` cannot be read"),
    ],
)
def test_results_that_are_none_are_said_to_be_none(first, later, tmp_path, spoil, said):
    spoil(first.folder)
    with pytest.raises(BaseUnfit, match="cannot be gone on from") as unfit:
        later()
    assert said in str(unfit.value)
    assert not (tmp_path / "later").exists()


def test_results_without_next_changes_are_no_use(results, tables, order):
    found = results(tables)
    with pytest.raises(BaseUnfit, match="do not say when each outcome changes"):
        results(tables, of=replace(order, since=Since(found.folder)))


def test_results_that_are_not_those_of_their_rules_are_left_alone(first, night, tables):
    file = first.folder / "tasks.parquet"
    pq.write_table(pq.read_table(file).drop_columns(["due"]), file)
    with pytest.raises(BaseUnfit, match="`tasks` has other columns than its rules give"):
        night(tables)


def test_a_cluster_cannot_go_on_from_results(night, tables):
    with pytest.raises(BaseUnfit, match="`--since` says nothing to the engine spark"):
        night(tables, engine="spark")


# Touched ids ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ids.csv", "ids.parquet", "ids.txt"])
def test_ids_are_read_from_tables_and_from_texts(tmp_path, name):
    file = tmp_path / name
    if name == "ids.parquet":
        pq.write_table(pa.table({"id": ["C1", None, "C2"], "at": [1, 2, 3]}), file)
    else:
        file.write_text("at,id\n1,C1\n2,\n3,C2\n" if name == "ids.csv" else "C1\n\n C2 \n")
    assert ids_in_file(file).column("id").to_pylist() == ["C1", "C2"]


def test_a_file_without_ids_touches_nobody(tmp_path):
    (tmp_path / "ids.txt").write_text("")
    (tmp_path / "ids.csv").write_text("id\n")
    assert ids_in_file(tmp_path / "ids.txt").num_rows == 0
    assert ids_in_file(tmp_path / "ids.csv").num_rows == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("ids.csv", b"number\n1\n", "it has no column `id`"),
        ("ids.parquet", b"id\nC1\n", "no ids can be read from `ids.parquet`"),
        ("ids.txt", b"\xff\xfe", "it is no text in UTF-8"),
    ],
)
def test_what_holds_no_ids_is_said_to_hold_none(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BaseUnfit, match=said):
        ids_in_file(tmp_path / name)


def test_a_moment_of_changes_is_that_of_the_run(night, tables):
    found = night(tables, days=12)
    told = duckdb.sql(f"SELECT DISTINCT as_of FROM '{found.folder}/changes.parquet'").fetchall()
    assert told == [("2026-03-13T09:00:00+00:00",)]
    assert datetime.fromisoformat(told[0][0]).utcoffset() == timedelta(0)
