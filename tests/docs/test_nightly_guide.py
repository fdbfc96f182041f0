"""The guide to the nightly run prints what one gets, and names all that there is to be named."""

import re

import pytest

from forecourt.core.changes import Change
from forecourt.core.cli.nightly import WORDS


@pytest.fixture(scope="module")
def guide(project):
    return (project / "docs" / "nightly.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_its_commands_print_what_is_shown(guide, console, tmp_path):
    # of a command that stands there twice, what it does the second time is looked at
    ran = console(guide, tmp_path)
    assert len(ran) == 3
    for command, one in ran.items():
        assert one.status == 0, command
        assert one.is_as_shown, one.printed


def test_the_reasons_and_keys_are_those_that_there_are(guide):
    rows = re.findall(r"^\| ([^|]+) \|", guide, flags=re.MULTILINE)
    assert rows[1:7] == list(WORDS.values())
    keys = [name for row in rows[8:] for name in re.findall(r"`(\w+)`", row)]
    assert keys == list(Change._fields)
