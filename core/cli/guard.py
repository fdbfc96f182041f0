"""What happens when a command cannot go on: a line in words, never a traceback."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

TRACEBACK = "FORECOURT_TRACEBACK"
"""The environment variable that asks for tracebacks."""

NOT_POSSIBLE = 1
"""The exit status where the machine refuses: a disk that is full, a file that may not be read."""

INTERRUPTED = 130
FAILED = 70
"""The exit status of a mistake in Forecourt itself or in a plugin, as `sysexits.h` has it."""


def settle_streams() -> None:
    """Write and read UTF-8, whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@contextmanager
def guarded() -> Iterator[None]:
    """Turn an interrupt, and an error that nothing else caught, into a line and an exit status."""
    try:
        yield
    except KeyboardInterrupt:
        say("interrupted: what was done until here is kept")
        raise typer.Exit(INTERRUPTED) from None
    except (typer.Exit, typer.Abort, typer.TyperException, BrokenPipeError):
        raise
    except OSError as error:
        if os.environ.get(TRACEBACK):
            raise
        reason = (error.strerror or str(error)).lower()
        say(f"error: {error.filename}: {reason}" if error.filename else f"error: {reason}")
        raise typer.Exit(NOT_POSSIBLE) from None
    except Exception as error:
        if os.environ.get(TRACEBACK):
            raise
        say(f"this should not happen: {type(error).__name__}: {' '.join(str(error).split())}")
        say(f"it is a mistake in Forecourt or a plugin; {TRACEBACK}=1 shows where")
        raise typer.Exit(FAILED) from None


def say(line: str) -> None:
    """Write a message to stderr."""
    print(line, file=sys.stderr)
