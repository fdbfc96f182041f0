"""What happens when a command cannot go on: a line in words, never a traceback."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING

import typer

from forecourt.core.cli.documents import ASKED_FOR, Form, write_findings
from forecourt.core.cli.statuses import Status
from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.endings import (
    ArgumentsUnfit,
    Interrupted,
    MachineRefuses,
    NeverExpected,
)
from forecourt.core.diagnostics.worded import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forecourt.core.diagnostics import Diagnostic

TRACEBACK = "FORECOURT_TRACEBACK"
"""The environment variable that asks for tracebacks."""

COMMAND_LINE = Place("command line", 1)
"""The place of what is wrong with a command's arguments."""


def settle_streams() -> None:
    """Write and read UTF-8, whatever the locale says; a stream that is closed takes anything."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w"))
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def status_of(run: Callable[[], object], *, as_document: bool) -> int:
    """Run a command and return its exit status; what is wrong with its arguments is said.

    With `as_document` what keeps it from going on is written as JSON, too. That nobody reads its
    results any more, as with `| head`, is no trouble.
    """
    before = ASKED_FOR.set(Form.DOCUMENT if as_document else Form.TEXT)
    try:
        status = _run(run)
        if not status:
            sys.stdout.flush()
    except BrokenPipeError:
        return Status.FINE
    except OSError as error:
        if os.environ.get(TRACEBACK):
            raise
        _say_refused(error)
        return Status.USED_WRONGLY
    finally:
        _let_go_of_broken_streams()
        ASKED_FOR.reset(before)
    return status if isinstance(status, int) else Status.FINE


def _run(run: Callable[[], object]) -> object:
    try:
        return run()
    except typer.TyperException as error:
        error.show()  # type: ignore[attr-defined]  # all that typer raises itself have it
        write_findings([ArgumentsUnfit(COMMAND_LINE, error.format_message())])
        return Status.USED_WRONGLY


@contextmanager
def guarded() -> Iterator[None]:
    """Turn an interrupt, and an error that nothing else caught, into a line and an exit status."""
    try:
        yield
    except (typer.Exit, typer.Abort, typer.TyperException):
        raise
    except KeyboardInterrupt:
        stopped = Interrupted(COMMAND_LINE)
        print(stopped.message, file=sys.stderr)
        write_findings([stopped])
        raise typer.Exit(Status.INTERRUPTED) from None
    except BrokenPipeError:
        raise typer.Exit(Status.FINE) from None
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        if isinstance(error, OSError):
            _say_refused(error)
            raise typer.Exit(Status.USED_WRONGLY) from None
        said = f"{type(error).__name__}: {' '.join(str(error).split())}"
        finding = NeverExpected(COMMAND_LINE, said)
        say(finding)
        write_findings([finding])
        raise typer.Exit(Status.FAILED) from None


def _say_refused(error: OSError) -> None:
    named = error.filename if isinstance(error.filename, str | bytes) else ""
    reason = (error.strerror or str(error)).lower()
    finding = MachineRefuses(COMMAND_LINE, reason, os.fsdecode(named))
    say(finding)
    with suppress(OSError):
        write_findings([finding])


def say(finding: Diagnostic) -> None:
    """Write a finding that is about no file to stderr."""
    print(f"error[{finding.code}]: {printable(finding.message)}", file=sys.stderr)
    if finding.help:
        print(f"  {printable(finding.help)}", file=sys.stderr)


def _let_go_of_broken_streams() -> None:
    """Send nowhere what cannot be written, so that the end of the process is quiet."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
