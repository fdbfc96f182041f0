"""Writing: results to stdout, messages to stderr, in colour only where a terminal shows it."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.render import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from forecourt.core.diagnostics import Diagnostic

FOUND = 1
USED_WRONGLY = 2

COMMAND_LINE = Place("command line", 1)
"""The place of what is wrong with a command's arguments."""


def results() -> Console:
    """Return the console for results."""
    return Console(highlight=False, markup=False, emoji=False)


def messages() -> Console:
    """Return the console for messages."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def write_json(value: Any, *, line: bool = False) -> None:
    """Write a JSON document to stdout, or one line of several."""
    layout: dict[str, Any] = {"separators": (",", ":")} if line else {"indent": 2}
    sys.stdout.write(json.dumps(value, ensure_ascii=False, **layout) + "\n")


def tell(text: str) -> None:
    """Write a message."""
    messages().print(text, soft_wrap=True)


def show(
    findings: Iterable[Diagnostic],
    texts: Mapping[str, str] | None = None,
    console: Console | None = None,
) -> None:
    """Write findings, each with the line that it is about, if `texts` has its file."""
    console = console or messages()
    for one in findings:
        text = render([one], texts or {}, colour=_in_colour(console), width=_width(console))
        console.out(text, highlight=False)
        console.out("", highlight=False)


def _in_colour(console: Console) -> bool:
    return console.is_terminal and console.color_system is not None and not console.no_color


def _width(console: Console) -> int | None:
    return console.width if console.is_terminal else None


def refuse(finding: Diagnostic) -> NoReturn:
    """Say what is wrong with the command's arguments, and end with status 2."""
    tell(f"error[{finding.code}]: {finding.message}")
    if finding.help:
        tell(f"  {finding.help}")
    raise typer.Exit(USED_WRONGLY)


def give_up(findings: Iterable[Diagnostic], texts: Mapping[str, str] | None = None) -> NoReturn:
    """Write findings that leave nothing to go on with, and end with status 1."""
    show(findings, texts)
    raise typer.Exit(FOUND)


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Give a function that is told how much is done, and shows it where stderr is a terminal."""
    console = messages()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.update(task, completed=done)


def grid(*widths: int | None) -> Table:
    """Return a table without lines; None marks the columns that are wrapped to fit."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for width in widths:
        wraps = width is None
        table.add_column(no_wrap=not wraps, overflow="fold", min_width=width)
    return table
