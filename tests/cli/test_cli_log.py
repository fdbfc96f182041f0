"""Decisions in the log: their numbers, and two commands that decide at once."""

import json
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace

import pytest

from forecourt.core.cli.moments import read_moment
from forecourt.core.cli.runs import run_of
from forecourt.core.cli.workspace import StoreFolder, opened, policy_of, registry_for

AS_OF = ("--as-of", "2026-03-01T09:00")
TODAY = ("today", "--store", "shop", *AS_OF)


def test_each_task_says_under_which_number_its_decision_is_logged(document, shop):
    found = document(*TODAY)
    logged = found["logged"]
    assert sorted(logged.values()) == list(range(1, 14))
    for task in found["tasks"]:
        assert task["log"] == logged[f"customer:{task['root_id']}"]
        repeated = document("explain", "--log", str(task["log"]), "--store", "shop")
        assert task["subject"] in [one["subject"] for one in repeated["now"]["tasks"]]


def test_what_is_up_to_date_keeps_its_number(document, shop):
    assert document(*TODAY)["logged"] == document(*TODAY)["logged"]


def test_a_record_that_is_explained_says_its_numbers(ran, document, shop):
    ran(*TODAY)
    number = document(*TODAY)["logged"]["customer:C3"]
    again = number + 13
    ran("today", "--store", "shop", "--as-of", "2026-02-28")
    shown = ran("explain", "lead:L3", "--store", "shop").splitlines()
    assert shown[1] == (
        f"in the log as {again}, {number}: `forecourt explain --log {again}` repeats it"
    )
    assert document("explain", "lead:L3", "--store", "shop")["logged"] == [again, number]


def test_a_record_that_was_never_decided_has_none(ran, shop):
    assert "in the log" not in ran("explain", "lead:L3", "--store", "shop", *AS_OF)


def test_an_empty_log_is_said_so(run, shop):
    assert run("explain", "--log", "1", "--store", "shop").stderr.endswith(
        "  the log is empty: `forecourt today` decides, and logs what it decides\n"
    )


@pytest.mark.slow
def test_two_commands_at_once_log_each_decision_once(here, shop):
    command = [sys.executable, "-m", "forecourt", *TODAY, "--json"]
    pipe = subprocess.PIPE
    both = [subprocess.Popen(command, stdout=pipe, stderr=pipe, cwd=here) for _ in range(2)]
    ended = [one.communicate(timeout=120) for one in both]
    assert [one.returncode for one in both] == [0, 0]
    first, second = (json.loads(out) for out, _ in ended)
    assert first == second
    with sqlite3.connect(shop / "forecourt.db") as database:
        assert database.execute("SELECT count(*) FROM fc_decision").fetchone() == (13,)


def test_what_another_run_made_meanwhile_is_neither_kept_nor_logged_again(shop):
    with run_on(shop) as early, run_on(shop) as late:
        made = []

        def decide(facts):
            """Decide; another run is through before this one has decided the last record."""
            if facts.root.id == "C9":
                made.extend(early.evaluate())
            return late.decider.run(facts)

        slow = replace(late, decider=replace(late.decider, run=decide))
        found = {one.subject: one for one in slow.evaluate()}
    assert [one.is_new for one in made] == [True] * 13
    assert not any(one.is_new for one in found.values())
    assert {one.subject: one.log for one in made} == {name: one.log for name, one in found.items()}


def test_what_was_decided_of_an_older_record_is_not_taken_for_the_newer(shop, ran, write):
    newer = write("newer.json", {"id": "C1"})
    with run_on(shop) as run:

        def decide(facts):
            """Decide; an import is through meanwhile."""
            if facts.root.id == "C1":
                ran("import", newer, "--store", "shop")
            return run.decider.run(facts)

        slow = replace(run, decider=replace(run.decider, run=decide))
        before = {one.subject: list(one.tasks()) for one in slow.evaluate()}
        after = {one.subject: list(one.tasks()) for one in run.evaluate() if one.is_new}
    assert before["customer:C1"]
    assert after == {"customer:C1": []}


@contextmanager
def run_on(shop):
    """A run on the store for the moment above, with a connection of its own."""
    place = StoreFolder(shop)
    registry = registry_for(place)
    with opened(place, registry) as store:
        moment = read_moment(AS_OF[1], store.zone)
        yield run_of(store, *policy_of(place, store, registry), registry, moment)
