"""The functions that find horizons, for the files of one root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.horizons.ahead import AheadSource, Outlook
from forecourt.core.engines.record.horizons.forms import Forms
from forecourt.core.engines.record.horizons.layout import doubts_below, layouts_of
from forecourt.core.engines.record.horizons.results import told_of
from forecourt.core.engines.record.horizons.rules import RULES
from forecourt.core.engines.record.horizons.segments import write_ahead
from forecourt.core.engines.record.module import WRITERS
from forecourt.core.engines.record.pieces import binder, make_piece
from forecourt.core.engines.record.scope import Function
from forecourt.core.engines.record.whole import write_whole_ahead
from forecourt.core.syntax.collection import collection_paused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forecourt.core.engines.record.horizons.results import ToldOf
    from forecourt.core.engines.record.module import Module
    from forecourt.core.engines.record.stages import Segment


@dataclass(frozen=True, slots=True)
class AheadModule:
    """The code beside that of a `Module`.

    `bind(now, calendar)` gives `foresee(root, store, result)`: for each segment the rows of its
    records' horizons, `result` being what the module's function gave; None where the code trusts
    something to be known that isn't at that moment. `told` is what horizons are told of.
    """

    told: tuple[ToldOf, ...]
    source: str
    bind: Callable[..., Any]


def make_ahead(module: Module, functions: Mapping[str, Callable[..., Any]]) -> AheadModule:
    """Write and compile the code that finds the horizons of what a module's code says."""
    with collection_paused():
        return _make_ahead(module, functions)


def _make_ahead(module: Module, functions: Mapping[str, Callable[..., Any]]) -> AheadModule:
    analysis, arrangement = module.analysis, module.arrangement
    forms = Forms(analysis)
    layouts = layouts_of(arrangement, forms)
    slots = {slot: place for layout in layouts for slot, place in layout.slots.items()}
    outlook = Outlook(forms, slots, doubts_below(arrangement))
    whole = AheadSource(analysis, arrangement, WRITERS, functions, RULES, outlook)
    pieces, names = [], []
    written: list[tuple[Segment, Function | None]] = []
    for segment, layout in zip(arrangement.segments, layouts, strict=True):
        if not layout.slots:
            written.append((segment, None))
            continue
        source = AheadSource(analysis, arrangement, WRITERS, functions, RULES, outlook)
        function = write_ahead(source, segment, layout)
        pieces.append(make_piece(source, (), function.name))
        names.append(whole.names.whole(function.name))
        written.append((segment, Function(names[-1], function.requests)))
    last = make_piece(whole, names, write_whole_ahead(whole, written))
    text = "\n\n".join(piece.text for piece in (*pieces, last))
    return AheadModule(told_of(analysis.plan, arrangement, layouts), text, binder(pieces, last))
