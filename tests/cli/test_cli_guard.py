"""What happens when a command cannot go on, and how results reach other programs."""

import json
import re
import signal
import subprocess
import sys

import pytest
import typer

from forecourt.core.cli import guard
from forecourt.core.cli.guard import guarded

MORE_THAN_A_PIPE_HOLDS = 1 << 20


@pytest.fixture
def start(here):
    """Start a command as a process, with pipes to and from it; it is ended with the test."""
    started = []

    def command(*arguments):
        pipe = subprocess.PIPE
        python = (sys.executable, "-m", "forecourt")
        started.append(
            subprocess.Popen([*python, *arguments], cwd=here, stdin=pipe, stdout=pipe, stderr=pipe)
        )
        return started[-1]

    yield command
    for one in started:
        with one:
            one.kill()


def test_an_error_that_nobody_expected_is_a_line_and_no_traceback(capsys):
    with pytest.raises(typer.Exit) as ended, guarded():
        raise ZeroDivisionError("two\nlines")
    assert ended.value.exit_code == guard.FAILED
    assert capsys.readouterr().err == (
        "this should not happen: ZeroDivisionError: two lines\n"
        "it is a mistake in Forecourt or a plugin; FORECOURT_TRACEBACK=1 shows where\n"
    )


def test_what_the_machine_refuses_is_said_with_the_file(capsys):
    with pytest.raises(typer.Exit) as ended, guarded():
        raise PermissionError(13, "Permission denied", "forecourt.db")
    assert ended.value.exit_code == 1
    assert capsys.readouterr().err == "error: forecourt.db: permission denied\n"


def test_the_traceback_is_shown_where_it_is_asked_for(monkeypatch):
    monkeypatch.setenv("FORECOURT_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError), guarded():
        raise ZeroDivisionError


def test_an_interrupt_is_one_line_and_status_130(capsys):
    with pytest.raises(typer.Exit) as ended, guarded():
        raise KeyboardInterrupt
    assert ended.value.exit_code == 130
    assert capsys.readouterr().err == "interrupted: what was done until here is kept\n"


def test_a_command_that_is_interrupted_says_so(start):
    command = start("decide", "-", "--pack", "textbook", "--as-of", "2026-03-01")
    command.stdin.write(b" " * MORE_THAN_A_PIPE_HOLDS)  # it returns once the command reads
    command.send_signal(signal.SIGINT)
    out, err = command.communicate(timeout=60)
    assert (command.returncode, out) == (130, b"")
    assert err == b"interrupted: what was done until here is kept\n"


def test_a_reader_that_goes_away_is_no_trouble(start):
    command = start("reference", "record")
    assert command.stdout.read(1) == b"{"
    command.stdout.close()
    assert command.stderr.read() == b""
    command.wait(timeout=60)


def test_output_is_utf_8_whatever_the_locale(process):
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = process("packs", "--json", environment=locale)
    assert done.returncode == 0
    titles = json.loads(done.stdout.decode("utf-8"))["packs"][0]["titles"]
    assert not titles["zh"].isascii()


@pytest.mark.parametrize("command", [("check", "textbook"), ("today", "--store", "shop")])
def test_colours_are_for_terminals_that_want_them(ran, shop, command):
    coloured = re.compile(r"\x1b\[[0-9;]*3[0-7]m")
    assert not coloured.search(ran(*command))
    assert coloured.search(ran(*command, FORCE_COLOR="1", TERM="xterm"))
    assert not coloured.search(ran(*command, FORCE_COLOR="1", TERM="xterm", NO_COLOR="1"))
