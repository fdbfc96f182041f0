"""The whole source for the files of one root, and its compilation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import Analysis
from forecourt.core.engines.record.dates import DATES
from forecourt.core.engines.record.late import with_late
from forecourt.core.engines.record.loops import (
    AGGREGATE_TRUTHS,
    AGGREGATE_VALUES,
    open_count,
)
from forecourt.core.engines.record.outcomes import contents_of
from forecourt.core.engines.record.pieces import binder, make_piece
from forecourt.core.engines.record.scope import Function
from forecourt.core.engines.record.segments import write_segment
from forecourt.core.engines.record.source import Source, Writers
from forecourt.core.engines.record.stages import Arrangement, arrange
from forecourt.core.engines.record.truths import TRUTHS
from forecourt.core.engines.record.values import VALUES
from forecourt.core.engines.record.whole import write_whole
from forecourt.core.syntax.collection import collection_paused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forecourt.core.engines.record.outcomes import Contents
    from forecourt.core.plan.nodes import Plan

WRITERS = Writers(
    {**VALUES, **DATES, **AGGREGATE_VALUES}, {**TRUTHS, **AGGREGATE_TRUTHS}, open_count
)


@dataclass(frozen=True, slots=True)
class Module:
    """The code for one root.

    `bind(now, calendar)` gives the function that decides a record; None where the code trusts
    something to be known that isn't at that moment.
    """

    analysis: Analysis
    arrangement: Arrangement
    contents: Contents
    source: str
    bind: Callable[..., Any]


def make_module(
    plan: Plan, root: str, functions: Mapping[str, Callable[..., Any]], *, trusting: bool
) -> Module:
    """Write and compile the code of a plan for the files of a root."""
    with collection_paused():
        return _make_module(plan, root, functions, trusting=trusting)


def _make_module(
    plan: Plan, root: str, functions: Mapping[str, Callable[..., Any]], *, trusting: bool
) -> Module:
    analysis = Analysis(plan, trusting=trusting)
    arrangement = with_late(arrange(plan, root))
    pieces = []
    written = []
    for segment in arrangement.segments:
        source = Source(analysis, arrangement, WRITERS, functions)
        function = write_segment(source, segment)
        written.append((segment, function))
        pieces.append(make_piece(source, (), function.name))
    whole = Source(analysis, arrangement, WRITERS, functions)
    names = [whole.names.whole(function.name) for _, function in written]
    calls = [
        (segment, Function(name, function.requests))
        for name, (segment, function) in zip(names, written, strict=True)
    ]
    last = make_piece(whole, names, write_whole(whole, calls))
    of_records = frozenset(key for key, fact in analysis.decisions.items() if fact.is_record)
    text = "\n\n".join(piece.text for piece in (*pieces, last))
    contents = contents_of(plan, arrangement, of_records)
    return Module(analysis, arrangement, contents, text, binder(pieces, last))
