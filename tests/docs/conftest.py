"""The documents as texts, and rule text checked with the words of the installed plugins."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from forecourt.core.policy.packs import PackText
from forecourt.core.policy.resolve import resolve
from forecourt.core.registry import load_registry

PROJECT = Path(__file__).parents[2]
PACK = re.compile(r"^(?=pack )", re.MULTILINE)


@pytest.fixture(scope="session")
def project():
    """The folder of this project."""
    return PROJECT


@pytest.fixture(scope="session")
def registry():
    """Everything that the installed plugins bring."""
    return load_registry()


@pytest.fixture(scope="session")
def policy_of(registry):
    """Check rule text: each `pack` line begins a pack, the last is the one that is checked.

    Text without a `pack` line is taken as it is.
    """

    def checked(text):
        packs = [_pack(part) for part in PACK.split(text) if part.strip()]
        library = registry.library() | {pack.name: partial(_itself, pack) for pack in packs}
        return resolve(packs[-1], library, registry.vocabulary)

    return checked


def _pack(text):
    found = re.match(r"pack (\w+)", text)
    name = found[1] if found else "nameless"
    return PackText(name, {f"{name}.rules": text})


def _itself(pack):
    return pack


FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="session")
def blocks():
    """Return the fenced blocks of a document as (what the fence says, content)."""
    return FENCE.findall


COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)


class Ran(NamedTuple):
    """A command of a document that was run, with what it should print and what it did."""

    status: int
    shown: str
    printed: str

    @property
    def is_as_shown(self):
        """Whether it printed what it should; `...` stands for some lines."""
        pattern = "".join(
            r"(?:.*\n)*?" if line == "..." else re.escape(line) + r"\n"
            for line in self.shown.splitlines()
        )
        return re.fullmatch(pattern, self.printed.strip("\n") + "\n") is not None


@pytest.fixture(scope="session")
def console():
    """Write the files of a document, run its commands in a folder; return each by its text.

    A fence says what its block is: `rules my_maker/pack.rules` and `json C1.json` are files; in
    `console` a line `$ ...` is a command, the lines below are what it prints.
    """

    def ran(text, folder):
        found = {}
        for info, content in FENCE.findall(text):
            if " " in info:
                file = folder / info.split()[1]
                file.parent.mkdir(exist_ok=True)
                file.write_text(content, encoding="utf-8")
            elif info == "console":
                _, *parts = COMMAND.split(content)
                for command, shown in zip(parts[::2], parts[1::2], strict=True):
                    found[command] = _run(command, shown, folder)
        return found

    return ran


def _run(command, shown, folder):
    program, *arguments = shlex.split(command)
    assert program == "forecourt"
    done = subprocess.run(
        [sys.executable, "-m", "forecourt", *arguments],
        cwd=folder,
        env=os.environ | {"COLUMNS": "80", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    printed = "\n".join(line.rstrip() for line in (done.stderr + done.stdout).splitlines())
    return Ran(done.returncode, shown.strip("\n"), printed)
