"""What the README prints is what one gets: its files are written, its commands are run.

A fence says what its block is: `rules my_maker/pack.rules` and `json C1.json` are files; in
`console` a line `$ ...` is a command, the lines below are what it prints, `...` stands for some
lines that are left out.
"""

import re
from itertools import pairwise
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)


def blocks():
    return FENCE.findall(README.read_text(encoding="utf-8"))


def commands():
    return [line for info, text in blocks() if info == "console" for line in COMMAND.findall(text)]


@pytest.fixture(scope="module")
def ran(tmp_path_factory, console):
    """All commands, run one after the other in a fresh folder, by their text."""
    return console(README.read_text(encoding="utf-8"), tmp_path_factory.mktemp("readme"))


@pytest.mark.slow
@pytest.mark.parametrize("command", commands())
def test_a_command_prints_what_is_shown(ran, command):
    one = ran[command]
    assert one.status == (1 if "error[" in one.shown else 0), one.printed
    assert one.is_as_shown, one.printed


def test_there_are_commands_for_each_of_the_three(project):
    parts = re.split(r"^## (For \w+)", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for heading, text in pairwise(parts):
        if heading.startswith("For "):
            assert "$ forecourt" in text, heading


def test_the_rule_text_is_right_but_for_what_is_shown_as_wrong(policy_of):
    texts = {info.split()[1]: text for info, text in blocks() if info.startswith("rules ")}
    wrong = {command.split()[-1] for command in commands() if command.startswith("forecourt check")}
    assert texts
    for name, text in texts.items():
        if name not in wrong:
            assert [one.message for one in policy_of(text).errors] == [], name


def test_the_make_targets_it_names_are_there_and_do_what_is_said(project):
    makefile = (project / "Makefile").read_text(encoding="utf-8")
    named = re.findall(r"^make (\w+)", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    recipes = dict(re.findall(r"^(\w+):.*\n\t(.*)$", makefile, flags=re.MULTILINE))
    assert {name: recipes[name].split("/")[-1] for name in named} == {
        "demo": "forecourt demo",
        "test": "pytest",
    }


def test_every_link_leads_somewhere(project):
    links = re.findall(r"\]\(([\w./-]+)\)", README.read_text(encoding="utf-8"))
    assert len(links) > 10
    assert [link for link in links if not (project / link).exists()] == []
