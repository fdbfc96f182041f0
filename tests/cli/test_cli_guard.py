"""What happens when a command cannot go on, and how results reach other programs."""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from forecourt.core.cli.guard import guarded, status_of

MORE_THAN_A_PIPE_HOLDS = 1 << 20
FULL = Path("/dev/full")


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
    assert ended.value.exit_code == 70
    assert capsys.readouterr().err == (
        "error[FC616]: this should not happen: ZeroDivisionError: two lines\n"
        "  it is a mistake in Forecourt or a plugin; FORECOURT_TRACEBACK=1 shows where\n"
    )


def test_what_the_machine_refuses_is_said_with_the_file(capsys):
    with pytest.raises(typer.Exit) as ended, guarded():
        raise PermissionError(13, "Permission denied", "forecourt.db")
    assert ended.value.exit_code == 2
    said = "error[FC615]: `forecourt.db` cannot be used: permission denied\n"
    assert capsys.readouterr().err == said


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


@pytest.mark.parametrize("arguments", [("record",), ("errors",), ("kinds", "--json")])
def test_a_reader_that_goes_away_is_no_trouble(start, arguments):
    command = start("reference", *arguments)
    assert command.stdout.read(1)
    command.stdout.close()
    assert command.stderr.read() == b""
    assert command.wait(timeout=60) == 0


@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("arguments", [("packs",), ("packs", "--json"), ("--help",)])
def test_results_that_cannot_be_written_are_said_so(here, arguments):
    with FULL.open("wb") as full:
        command = (sys.executable, "-m", "forecourt", *arguments)
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=here, check=False)
    assert done.returncode == 2
    assert done.stderr == (
        b"error[FC615]: the system does not let it go on: no space left on device\n"
    )


def closed(descriptor):
    """Return a command of a shell, without the command to run, that closes a stream."""
    return ("sh", "-c", f'exec "$@" {descriptor}', "sh", sys.executable, "-m", "forecourt")


def test_a_closed_standard_input_is_said_so(here):
    decide = ("decide", "-", "--pack", "textbook", "--as-of", "2026-03-01")
    done = subprocess.run((*closed("<&-"), *decide), capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"error[FC608]: `-` cannot be used: the standard input is closed\n"


@pytest.mark.parametrize("descriptor", [">&-", "2>&-", ">&- 2>&-"])
def test_closed_outputs_are_no_trouble(here, descriptor):
    done = subprocess.run((*closed(descriptor), "packs"), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


# JSON in the place of a result -----------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (("today", "--rol", "x"), 2, "FC614"),
        (("decide", "record.json"), 2, "FC614"),
        (("today", "--store", "nowhere"), 2, "FC604"),
        (("explain", "lead:L99", "--store", "shop"), 2, "FC607"),
        (("explain", "--log", "99", "--store", "shop"), 2, "FC612"),
        (("import", "nowhere.json", "--store", "shop"), 2, "FC608"),
        (("init", "shop", "--pack", "textbook"), 2, "FC609"),
        (("demo", "shop"), 2, "FC609"),
        (("check", "broken.rules"), 1, "FC"),
        (("test", "broken.rules"), 1, "FC"),
        (("check", "textbok"), 2, "FC201"),
        (("reference", "kind"), 2, "FC605"),
        (("plugins", "--off", "tsk", "--store", "shop"), 2, "FC506"),
        (("import", "mapping.toml", "--store", "shop"), 1, "FC"),
        (("import", "bad.json", "--store", "shop"), 1, "FC3"),
        (("decide", "bad.json", "--pack", "corner.rules", "--as-of", "2026-03-01"), 1, "FC3"),
        (("decide", "nowhere", "--pack", "corner.rules", "--as-of", "2026-03-01"), 2, "FC608"),
        (("decide", "bad.json", "--pack", "broken.rules", "--as-of", "2026-03-01"), 1, "FC"),
    ],
)
def test_whatever_goes_wrong_is_json_where_that_is_asked_for(
    run, shop, files, write, arguments, status, code
):
    write("broken.rules", "decide\n")
    write("mapping.toml", "x")
    write("bad.json", {"id": "C1", "nmae": "x"})
    result = run(*arguments, "--json")
    assert result.exit_code == status
    first, *_ = json.loads(result.stdout)["findings"]
    assert first["code"].startswith(code)
    assert first["message"]


def test_an_error_that_nobody_expected_is_json_too(capsys):
    def failing():
        with guarded():
            raise ZeroDivisionError

    with pytest.raises(typer.Exit):
        status_of(failing, as_document=True)
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert finding["code"] == "FC616"


# Text that a terminal would obey ------------------------------------------------------------

NASTY = "x\x1b[31m\u202ey\nz"
WRITTEN_OUT = "x\\x1b[31m\\u202ey\\nz"


@pytest.fixture
def nasty_shop(ran, shop, write):
    """A store with a record and a person whose ids a terminal would obey."""
    lead = {"id": NASTY, "opened_at": "2026-02-20T10:00", "salesperson": NASTY}
    staff = [{"id": NASTY, "roles": ["salesperson"]}]
    store = {"id": "S", "time_zone": "Europe/Lisbon", "staff": staff}
    write("nasty.json", [{"id": NASTY, "leads": [lead]}])
    write("nasty_store.json", store)
    ran("import", "nasty.json", "nasty_store.json", "--store", "shop")
    return shop


@pytest.mark.parametrize(
    "command",
    [
        ("today", "--store", "shop", "--as-of", "2026-03-01"),
        ("explain", f"lead:{NASTY}", "--store", "shop", "--as-of", "2026-03-01"),
        ("explain", f"lead:{NASTY}!", "--store", "shop"),
        ("explain", NASTY, "--store", "shop"),
        ("today", "--staff", f"{NASTY}!", "--store", "shop"),
        ("today", "--store", NASTY),
        ("today", "--as-of", NASTY, "--store", "shop"),
        ("decide", "nasty.json", "--pack", "shop/policy.rules", "--as-of", "2026-03-01"),
        ("check", NASTY),
        ("plugins", "--off", NASTY, "--store", "shop"),
        ("reference", NASTY),
    ],
)
def test_text_that_a_terminal_would_obey_is_written_out(run, nasty_shop, command):
    result = run(*command)
    assert WRITTEN_OUT in result.output
    assert "\x1b[31m" not in result.output
    assert "\u202e" not in result.output


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
