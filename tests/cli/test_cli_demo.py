"""`demo`: a made-up store that can be looked at at once."""

import json
import shlex

import pytest

SMALL = ("--records", "12")


@pytest.fixture
def shown(ran, here):
    """What is printed for a small demo store in the folder `demo`."""
    return ran("demo", *SMALL)


def test_the_store_is_labelled_as_made_up(shown, here):
    assert shown.startswith("made up: ")
    assert "Nothing in this folder is real" in (here / "demo" / "made-up.json").read_text()


def test_the_worklist_and_one_explanation_are_printed(shown):
    assert "demo: demo 1.0.0 at 2026-11-02 09:00 (Europe/Lisbon)" in shown
    assert "in all: " in shown
    assert "\nwhy " in shown


def test_the_commands_to_try_next_work_as_printed(shown, run):
    commands = shown.partition("try next:\n")[2].splitlines()
    assert len(commands) == 4
    for command in commands:
        name, *arguments = shlex.split(command)
        assert name == "forecourt"
        result = run(*arguments)
        assert result.exit_code == 0, result.output
        assert result.stdout


def test_the_same_again_uses_the_store_that_is_there(shown, run):
    result = run("demo", *SMALL)
    assert result.exit_code == 0
    assert result.stderr.startswith("the demo store in demo is used again\n")
    assert result.stdout == shown


def test_another_demo_store_or_anything_else_is_left_alone(shown, run, write):
    other = run("demo", "--records", "13")
    assert other.exit_code == 2
    assert "error[FC609]: `demo` holds another demo store, or part of one" in other.stderr
    write("mine/letter.txt", "Dear all")
    mine = run("demo", "mine", *SMALL)
    assert mine.exit_code == 2
    assert "error[FC609]: `mine` holds `letter.txt`" in mine.stderr


def test_the_number_goes_by_what_the_records_are_called_too(run):
    result = run("demo", "other", "--customers", "3", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["store"] == "other"


def test_seeds_make_different_stores(document):
    first = document("demo", "a", *SMALL, "--seed", "1")
    second = document("demo", "b", *SMALL, "--seed", "2")
    assert first["tasks"] != second["tasks"]


def test_an_interrupted_demo_is_made_anew_by_the_same_command(run, here, shown):
    mark = here / "demo" / "made-up.json"
    recipe = json.loads(mark.read_text())
    mark.write_text(json.dumps(recipe | {"unfinished": True}))
    (here / "demo" / "store.json").unlink()
    assert run("demo", *SMALL).exit_code == 0
    assert json.loads(mark.read_text()) == recipe


def test_a_telephone_number_is_never_shown(run, here, shown):
    record = next(one for one in (here / "demo").glob("C*.json"))
    mobile = json.loads(record.read_text()).get("mobile", "+000")
    result = run("explain", f"customer:{record.stem}", "--store", "demo")
    assert result.exit_code == 0
    assert mobile not in result.stdout
