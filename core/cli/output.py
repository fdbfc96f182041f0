"""Writing: results to stdout, messages to stderr, in colour only where a terminal shows it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn
from unicodedata import category

import typer
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

from forecourt.core.cli.documents import write_findings
from forecourt.core.cli.guard import say
from forecourt.core.cli.statuses import Status
from forecourt.core.diagnostics.render import render
from forecourt.core.diagnostics.worded import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from forecourt.core.diagnostics import Diagnostic

SHOWN = 20
"""How many findings are shown where there may be very many."""

GAP = "  "
"""What stands between two columns."""

LEAST_ROOM = 24
"""Columns of a terminal that text needs to be read beside others."""


class _Output(Console):
    """A console that writes what it is given, and leaves a reader that goes away to the guard."""

    def __init__(self, *, stderr: bool) -> None:
        super().__init__(stderr=stderr, highlight=False, markup=False, emoji=False)

    def on_broken_pipe(self) -> None:
        """Let the error through."""
        raise BrokenPipeError


def results() -> Console:
    """Return the console for results."""
    return _Output(stderr=False)


def messages() -> Console:
    """Return the console for messages."""
    return _Output(stderr=True)


def write(text: str = "", style: str | None = None) -> None:
    """Write a line of a result, which is not wrapped."""
    results().print(visible(text), style=style, soft_wrap=True)


def tell(text: str) -> None:
    """Write a message."""
    messages().print(visible(text), soft_wrap=True)


def show(
    findings: Iterable[Diagnostic],
    texts: Mapping[str, str] | None = None,
    console: Console | None = None,
) -> None:
    """Write findings, each with the line that it is about, if `texts` has its file."""
    console = console or messages()
    text = render(findings, texts or {}, colour=_in_colour(console), width=_width(console))
    if text:
        console.out(text, highlight=False)
        console.out("", highlight=False)


def show_first(
    findings: Sequence[Diagnostic], texts: Mapping[str, str] | None = None, *, more: str = ""
) -> None:
    """Write the first findings of many, how many more there are, and how these are to be had."""
    show(findings[:SHOWN], texts)
    if len(findings) > SHOWN:
        tell(f"and {len(findings) - SHOWN} more{more}")


def _in_colour(console: Console) -> bool:
    return console.is_terminal and console.color_system is not None and not console.no_color


def _width(console: Console) -> int | None:
    """Return the columns to keep to: those of a terminal, or as many as the environment says."""
    return console.width if console.is_terminal or "COLUMNS" in os.environ else None


def refuse(*findings: Diagnostic) -> NoReturn:
    """Say what is wrong with how the command is used, and end with status 2."""
    for finding in findings:
        say(finding)
    write_findings(findings)
    raise typer.Exit(Status.USED_WRONGLY)


def give_up(
    findings: Iterable[Diagnostic],
    texts: Mapping[str, str] | None = None,
    status: Status = Status.FOUND,
) -> NoReturn:
    """Write findings that leave nothing to go on with, and end with a status."""
    found = tuple(findings)
    show(found, texts)
    write_findings(found)
    raise typer.Exit(status)


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


def write_rows(rows: Sequence[tuple[str | Text, ...]], indent: int = 0) -> None:
    """Write rows in columns, the last of which is wrapped to fit.

    Where the others leave too little room for it, it stands below them.
    """
    if not rows:
        return
    console = results()
    cells = [tuple(map(_visible, row)) for row in rows]
    widths = [max(cell.cell_len for cell in column) for column in zip(*cells, strict=True)]
    room = console.width - indent - sum(width + len(GAP) for width in widths[:-1])
    if room >= min(widths[-1], LEAST_ROOM):
        _print(console, _grid(cells), indent)
        return
    for *first, last in cells:
        _print(console, Text(GAP).join(cell for cell in first if cell), indent)
        _print(console, last, indent + 4)


def _print(console: Console, what: RenderableType, indent: int) -> None:
    """Write something with an indent, and no blanks at the ends of its lines."""
    padded = Padding(what, (0, 0, 0, indent), expand=False)
    for line in console.render_lines(padded, pad=False):
        console.print(Segments([*_without_end(line), Segment.line()]), soft_wrap=True)


def _without_end(line: Sequence[Segment]) -> list[Segment]:
    """Return a line without the blanks at its end."""
    kept = list(line)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = Segment(kept[-1].text.rstrip(), kept[-1].style)
    return kept


def _grid(rows: Sequence[tuple[Text, ...]]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, len(GAP), 0, 0))
    for _ in rows[0][:-1]:
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _visible(cell: str | Text) -> Text:
    """Return what to show of a cell, of which a program may have made the text."""
    return Text(visible(cell)) if isinstance(cell, str) else Text(visible(cell.plain), cell.style)


def visible(text: str) -> str:
    """Return a text with what a terminal would obey, or not show, written out."""
    if text.isprintable():
        return text
    return "".join(one if category(one) == "Zs" else printable(one) for one in text)
