"""`forecourt run STORE`: the nightly run, and what changed."""

import json
import shutil
import sqlite3
from dataclasses import replace

import pytest

from forecourt.core.cli import runs
from forecourt.core.cli.moments import read_moment
from forecourt.core.cli.nightly import brought_up
from forecourt.core.cli.workspace import StoreFolder, opened, policy_of, registry_for

AS_OF = ("--as-of", "2026-03-01T09:00")
BEFORE = ("--as-of", "2026-02-20T12:00")
HEAD = "shop: corner 1.0.0 at 2026-03-01 09:00 (Europe/Lisbon)\n"


@pytest.fixture
def lines(here):
    """Read the changes in a file."""

    def read(name="changes.jsonl"):
        return [json.loads(line) for line in (here / name).read_text().splitlines()]

    return read


@pytest.fixture
def earlier(ran, shop):
    """The store as the night of 20 February left it."""
    ran("run", shop, *BEFORE)
    return shop


def outcomes(shop):
    with sqlite3.connect(shop / "forecourt.db") as database:
        return dict(database.execute("SELECT root_id, outcome FROM fc_outcome"))


def logged(shop):
    with sqlite3.connect(shop / "forecourt.db") as database:
        (number,) = database.execute("SELECT count(*) FROM fc_decision").fetchone()
    return number


def test_the_first_run_has_nothing_to_compare_with(ran, shop):
    assert ran("run", "shop", *AS_OF) == (
        HEAD + "evaluated 13 of 13: 13 new\nthe first run: there is nothing to compare with\n"
    )
    assert len(outcomes(shop)) == logged(shop) == 13


def test_a_run_in_which_nobody_is_concerned_evaluates_nobody(ran, shop):
    ran("run", "shop", *AS_OF)
    assert ran("run", "shop", *AS_OF) == HEAD + "evaluated 0 of 13\n"
    assert logged(shop) == 13


def test_what_changed_is_said_in_short(ran, earlier):
    shown = ran("run", "shop", *AS_OF)
    assert shown == HEAD + (
        "evaluated 12 of 13: 12 due\nwarmth: 12 mild -> hot\ntasks: 12 critical\n"
    )


def test_the_outcomes_are_those_of_evaluating_all(ran, earlier, here):
    shutil.copytree(earlier, here / "whole")
    ran("run", "shop", *AS_OF)
    shown = ran("run", "whole", *AS_OF, "--whole")
    assert "evaluated 13 of 13: 12 due, 1 asked for\n" in shown

    def without_moment(store):
        return {id_: json.loads(text) | {"as_of": ""} for id_, text in outcomes(store).items()}

    assert without_moment(earlier) == without_moment(here / "whole")


def test_each_change_is_a_line_with_its_reason_and_place(ran, earlier, lines):
    ran("run", "shop", *AS_OF, "--changes", "changes.jsonl")
    assert [one for one in lines() if one["root"] == "customer:C3"] == [
        {
            "as_of": "2026-03-01T09:00:00+00:00",
            "root": "customer:C3",
            "part": "decision",
            "name": "warmth",
            "subject": "lead:L3",
            "occurrence": None,
            "what": "changed",
            "before": {"value": "mild"},
            "after": {"value": "hot"},
            "because": ["time"],
            "at": "policy.rules:14",
            "why": "expected_purchase_on <= today + 7 days",
        },
        {
            "as_of": "2026-03-01T09:00:00+00:00",
            "root": "customer:C3",
            "part": "task",
            "name": "greet",
            "subject": "lead:L3",
            "occurrence": None,
            "what": "critical",
            "before": {"status": "open", "escalated_to": None, "escalated_person": None},
            "after": {
                "status": "critical",
                "escalated_to": "sales_manager",
                "escalated_person": "P9",
            },
            "because": ["time"],
            "at": "policy.rules:18",
            "why": "status = open and there is greet.due",
        },
    ]


def test_later_changes_are_added_to_the_file(ran, earlier, lines):
    at = ("--changes", "changes.jsonl")
    ran("run", "shop", *AS_OF, *at)
    first = lines()
    ran("run", "shop", *BEFORE, *at)
    assert lines()[: len(first)] == first
    assert len(lines()) == 2 * len(first)


def test_the_lines_go_to_the_standard_output_and_the_rest_does_not(run, earlier):
    result = run("run", "shop", *AS_OF, "--changes", "-")
    assert {json.loads(line)["part"] for line in result.stdout.splitlines()} == {"decision", "task"}
    assert result.stderr.startswith(HEAD + "evaluated 12 of 13")


def test_who_was_touched_is_new_or_follows_other_rules_is_counted(ran, earlier, write, lines):
    write("more.json", [{"id": "C3"}, {"id": "C50"}])
    ran("import", "more.json", "--store", "shop")
    assert "evaluated 2 of 14: 1 new, 1 touched\n" in ran("run", "shop", *BEFORE)
    policy = earlier / "policy.rules"
    policy.write_text(policy.read_text().replace("Say hello", "Greet"))
    shown = ran("run", "shop", *BEFORE, "--changes", "changes.jsonl")
    assert shown.endswith("evaluated 14 of 14: 14 rules changed\ntasks: 11 changed\n")
    assert {tuple(one["because"]) for one in lines()} == {("rules",)}
    assert lines()[0]["after"] == {"label": "Greet"}


def test_the_summary_as_json(document, earlier):
    found = document("run", "shop", *AS_OF)
    assert (found["records"], found["evaluated"], found["first"]) == (13, 12, False)
    assert found["because"] == {
        "new": 0, "rules": 0, "store": 0, "records": 0, "time": 12, "asked": 0,
    }  # fmt: skip
    assert found["changes"] == [
        {
            "part": "decision",
            "name": "warmth",
            "what": "changed",
            "before": "mild",
            "after": "hot",
            "number": 12,
        },
        {"part": "task", "name": "greet", "what": "critical", "number": 12},
    ]


def test_what_cannot_be_written_is_not_kept_either(run, ran, earlier):
    before = outcomes(earlier)
    result = run("run", "shop", *AS_OF, "--changes", "/dev/full")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no space left on device" in result.stderr
    assert outcomes(earlier) == before
    assert "12 due" in ran("run", "shop", *AS_OF)


def test_one_that_is_stopped_keeps_whole_transactions_and_goes_on(ran, shop, monkeypatch):
    monkeypatch.setattr(runs, "BATCH", 5)
    place = StoreFolder(shop)
    registry = registry_for(place)
    with opened(place, registry) as store:
        now = read_moment(AS_OF[1], store.zone)
        run = runs.run_of(store, *policy_of(place, store, registry), registry, now)

        def decide(facts):
            if facts.root.id == "C9":
                raise KeyboardInterrupt
            return run.decider.run(facts)

        with pytest.raises(KeyboardInterrupt):
            brought_up(replace(run, decider=replace(run.decider, run=decide)))
    assert len(outcomes(shop)) == logged(shop) == 10
    assert "evaluated 3 of 13: 3 new\n" in ran("run", "shop", *AS_OF)
    assert len(outcomes(shop)) == logged(shop) == 13


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("results", "--whole"), "error[FC623]: `--whole` says nothing with a folder for results"),
        (("results", "--changes", "x"), "`--changes` says nothing with a folder for results"),
        (("--engine", "record"), "`--engine` says nothing without a folder for results"),
        (("--pack", "textbook"), "`--pack` says nothing without a folder for results"),
        (("--next-change",), "`--next-change` says nothing without a folder for results"),
        (("--changes", "-", "--json"), "`--json` says nothing where stdout has the changes"),
        (("--changes", "nowhere/x"), "`nowhere/x` cannot be used: no such file or directory"),
    ],
)
def test_options_that_do_not_go_together_are_answered_in_words(run, shop, arguments, said):
    result = run("run", "shop", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_what_is_no_store_needs_a_folder_for_results(run, here):
    result = run("run", here)
    assert result.exit_code == 2
    assert "give a folder for the results, or the folder of a store" in result.stderr
