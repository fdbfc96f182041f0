"""The code of emissions, where values are made."""

from __future__ import annotations

from contextlib import ExitStack, nullcontext
from functools import partial
from typing import TYPE_CHECKING

from forecourt.core.engines.record.analysis import MISSING, conjuncts, within
from forecourt.core.engines.record.blames import unknown_test
from forecourt.core.engines.record.certainty import asked_of
from forecourt.core.engines.record.code import all_of, any_of, counted, shown
from forecourt.core.engines.record.decided import truths_of
from forecourt.core.engines.record.records import plain
from forecourt.core.engines.record.regular import steps_of
from forecourt.core.engines.record.series import occurrences
from forecourt.core.engines.record.truths import conjunction
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from forecourt.core.engines.record.regular import Steps
    from forecourt.core.engines.record.scope import Scope
    from forecourt.core.engines.record.stages import Segment

DEEP = 8
"""How many tests of an emission's condition are written one inside the other, at most."""
TABLE = 12
"""How many emissions one table holds by bit mask, at most."""

Gate = tuple[int, n.Emission, tuple[str, ...]]
"""An emission, its number in the segment, and the tests of which one holds if it may blame."""


def write_emissions(scope: Scope, segment: Segment, gates: list[Gate]) -> str:
    """Write what is emitted; add the gate of each emission; return the code for what is."""
    for emission in segment.emissions:
        for expr in emission.asks:
            trust(scope, expr)
    fixed = [(i, e) for i, e in enumerate(segment.emissions) if _is_fixed(scope, e)]
    tables = [
        _write_table(scope, fixed[start : start + TABLE], gates)
        for start in range(0, len(fixed), TABLE)
    ]
    others = [(i, e) for i, e in enumerate(segment.emissions) if not _is_fixed(scope, e)]
    unique_decisions = [d for d in segment.decisions if d.hit is n.HitPolicy.UNIQUE]
    if not others and not unique_decisions:
        return " + ".join(tables) or "()"
    emitted = scope.fresh("emitted")
    scope.write(f"{emitted} = {' + '.join(tables) or '()'}")
    for number, emission in others:
        gates.append((number, emission, _write_emission(scope, number, emission, emitted)))
    for decision in unique_decisions:
        number = len(segment.emissions) + segment.decisions.index(decision)
        rows = [truth.true for truth in truths_of(scope, decision)]
        with scope.block(f"if {counted(rows)} > 1:"):
            scope.write(f"{emitted} += (({number}, None, ()),)")
    return emitted


def trust(scope: Scope, expr: n.Expr) -> None:
    """Hoist what an expression takes as known, though it isn't worked out where values are made."""
    waiting = [expr]
    while waiting:
        current = waiting.pop()
        if isinstance(current, n.Const | n.NoValue):
            continue
        if scope.fact(current).hoistable:
            scope.outside(current)
        else:
            waiting.extend(within(current))


def _is_fixed(scope: Scope, emission: n.Emission) -> bool:
    """Return whether all fields are the same for every record, at one moment."""
    exprs = [expr for _, expr in emission.fields]
    if emission.occurrence is not None:
        exprs.append(emission.occurrence)
    fixed = all(isinstance(e, n.NoValue) or scope.fact(e).hoistable for e in exprs)
    asks = any(scope.fact(expr).kinds & MISSING for expr in asked_of(emission))
    return fixed and emission.per is None and not asks


def _write_table(scope: Scope, emissions: list[tuple[int, n.Emission]], gates: list[Gate]) -> str:
    """Write the bit mask of emissions with fixed fields; return the code that looks it up."""
    entries = "".join(f"{_entry(scope.source.bind, i, e)}, " for i, e in emissions)
    table = scope.source.hoist_code("emissions", f"Masks(({entries.rstrip()}))", sure=True)
    mask = scope.fresh("mask")
    scope.write(f"{mask} = 0")
    for bit, (number, emission) in enumerate(emissions):
        truth = scope.truth(emission.condition)
        with scope.block(f"if {truth.true}:"):
            scope.write(f"{mask} += {1 << bit}")
        gates.append((number, emission, truth.triggers))
    return f"{table}[{mask}]"


def _entry(scope: Scope, number: int, emission: n.Emission) -> str:
    """Return the code for what is emitted once."""
    fields = "".join(f"{shown(plain(scope, expr))}, " for _, expr in emission.fields)
    return f"({number}, {_occurrence(scope, emission)}, ({fields.rstrip()}))"


def _occurrence(scope: Scope, emission: n.Emission) -> str:
    if emission.occurrence is None:
        return "None"
    value = plain(scope, emission.occurrence)
    code = f"str({value.code})"
    return f"({code} if {' and '.join(value.known)} else None)" if value.known else code


def _write_emission(
    scope: Scope, number: int, emission: n.Emission, emitted: str
) -> tuple[str, ...]:
    """Write an emission; return the tests of which one holds if it may ask for something."""
    sure, open_ = _by_doubt(scope, emission.condition)
    asking = scope.fresh("asking") if open_ or _asks(scope, emission) else ""
    if asking:
        scope.write(f"{asking} = False")
    with ExitStack() as blocks:
        for test in sure:
            _begin(scope, test(), blocks)
        if open_:
            _write_open(scope, open_, asking, blocks)
        _write_entries(scope, number, emission, emitted, asking)
    return (asking,) if asking else ()


def _by_doubt(scope: Scope, condition: n.Expr) -> tuple[list[Callable[[], str]], list[n.Expr]]:
    """Return the tests of what must hold and is never unknown, and what else must hold.

    The first are written one inside the other, each only where those before it hold.
    """
    parts = conjuncts(condition)
    sure = [part for part in parts if not scope.kinds(part) & MISSING]
    first, others = sure[:DEEP], sure[DEEP:]
    tests: list[Callable[[], str]] = [partial(_true, scope, (part,)) for part in first]
    if others:
        tests.append(partial(_true, scope, others))
    return tests, [part for part in parts if scope.kinds(part) & MISSING]


def _true(scope: Scope, parts: Sequence[n.Expr]) -> str:
    return all_of(scope.truth(part).true for part in parts)


def _write_open(scope: Scope, parts: list[n.Expr], asking: str, blocks: ExitStack) -> None:
    """Write that an emission asks where its condition is unknown, and begin where it is true."""
    truth = conjunction([scope.truth(part) for part in parts])
    doubt = any_of(truth.triggers)
    if doubt:
        with scope.block(f"if {doubt}:"):
            scope.write(f"{asking} = True")
    _begin(scope, truth.true, blocks)


def _begin(scope: Scope, test: str, blocks: ExitStack) -> None:
    """Begin a block for where a test holds, unless it always does."""
    if test != "True":
        blocks.enter_context(scope.block(f"if {test}:"))


def _asks(scope: Scope, emission: n.Emission) -> bool:
    """Return whether an emission may ask for something once it is made."""
    asked = list(asked_of(emission))
    if emission.per is not None:
        steps = steps_of(scope, emission.per)
        if steps is None:
            return True
        asked.append(steps.anchor)
    return any(scope.kinds(expr) & MISSING for expr in asked)


def _write_entries(
    scope: Scope, number: int, emission: n.Emission, emitted: str, asking: str
) -> None:
    if emission.per is None:
        _write_entry(scope, number, emission, emitted, asking)
        return
    steps = steps_of(scope, emission.per)
    _write_asking_series(scope, steps, asking)
    ordinal = scope.fresh("ordinal")
    with scope.block(f"for {ordinal} in {occurrences(scope, emission)}:"):
        scope.provide(("ordinal", emission.per.variable), ordinal)
        _write_entry(scope, number, emission, emitted, asking if steps else "")


def _write_asking_series(scope: Scope, steps: Steps | None, asking: str) -> None:
    """Write that a series may blame: a regular one only for its anchor, any other always."""
    missing = "True" if steps is None else unknown_test(scope, steps.anchor)
    if missing:
        with scope.block(f"if {missing}:") if steps else nullcontext():
            scope.write(f"{asking} = True")


def _write_entry(
    scope: Scope, number: int, emission: n.Emission, emitted: str, asking: str
) -> None:
    if asking:
        tests = any_of(unknown_test(scope, expr) for expr in asked_of(emission))
        if tests:
            with scope.block(f"if {tests}:"):
                scope.write(f"{asking} = True")
    scope.write(f"{emitted} += ({_entry(scope, number, emission)},)")
