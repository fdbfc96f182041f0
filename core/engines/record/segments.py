"""The hot function of a segment: values and emissions of one record, in a straight line."""

from __future__ import annotations

from collections import defaultdict
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import MISSING, falls_back, key_of, takes_one
from forecourt.core.engines.record.blames import unknown_test
from forecourt.core.engines.record.certainty import (
    asked_of,
    doubted_refs,
    doubted_segments,
    reads_doubtful,
    write_asking,
    write_read,
    write_test,
)
from forecourt.core.engines.record.code import (
    Truth,
    any_of,
    counted,
    held,
    shown,
    stored,
    unique,
)
from forecourt.core.engines.record.loops import ALWAYS
from forecourt.core.engines.record.records import keepable, plain, subject_identity
from forecourt.core.engines.record.scope import SUBJECT, Reading, Scope
from forecourt.core.engines.record.series import occurrences
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecourt.core.engines.record.scope import Function
    from forecourt.core.engines.record.source import Source
    from forecourt.core.engines.record.stages import Segment

CHAIN = 100
"""How many rows one chain of `if` and `elif` has, at most."""
TABLE = 12
"""How many emissions one table holds by bit mask, at most."""


@dataclass(slots=True)
class Gates:
    """The tests that something may be in doubt: of each decision and emission of the segment."""

    decisions: list[tuple[n.Decision, tuple[str, ...]]]
    emissions: list[tuple[int, n.Emission, tuple[str, ...]]]


def write_segment(source: Source, segment: Segment) -> Function:
    """Write the function of a segment; it takes a record, and gives its row."""
    scope = Scope(source, Reading.PLAIN, segment=segment.index)
    subject = scope.fresh(segment.model)
    scope.provide(SUBJECT, subject)
    if segment.model == source.root:
        scope.provide(("root",), subject)
    gates = Gates([], [])
    for decision in segment.decisions:
        gates.decisions.append((decision, _write_decision(scope, decision)))
    emitted = _write_emissions(scope, segment, gates)
    doubts = _write_doubts(scope, segment, gates)
    values = "".join(f"{scope.given(_value_of(d))}, " for d in segment.decisions)
    rows = "".join(f"{scope.given(_row_of(d))}, " for d in segment.decisions if keeps_row(d))
    identity = subject_identity(scope, segment.model)
    scope.write(f"return {identity}, ({values.rstrip()}), {emitted}, {doubts}, ({rows.rstrip()})")
    name = source.names.whole(f"decide_{segment.model}")
    return source.finish(("segment", segment.index), name, scope, subject)


def _value_of(decision: n.Decision) -> tuple[str, str, str]:
    return ("value", decision.name, decision.subject)


def _row_of(decision: n.Decision) -> tuple[str, str, str]:
    return ("row", decision.name, decision.subject)


# Decisions ---------------------------------------------------------------------------------


def keeps_row(decision: n.Decision) -> bool:
    """Return whether which row is taken has to be kept, as it doesn't follow from the value."""
    return decision.reported and takes_one(decision) and rows_by_value(decision) is None


def rows_by_value(decision: n.Decision) -> Mapping[Any, int | None] | None:
    """Return the row for each value, None where the row doesn't follow from the value."""
    if _reached(decision) == 1 and decision.rows[0].condition is None:
        return defaultdict(int)
    values = [row.value for row in decision.rows[: _reached(decision)]]
    if falls_back(decision):
        values.append(decision.fallback)
    found: dict[Any, int | None] = {}
    for row, value in enumerate(values):
        if isinstance(value, n.Const | n.NoValue | n.Ask):
            found[value.value if isinstance(value, n.Const) else None] = row
    if falls_back(decision) and len(found) == len(values):
        found[None if not isinstance(values[-1], n.Const) else values[-1].value] = None
    return found if len(found) == len(values) else None


def _write_decision(scope: Scope, decision: n.Decision) -> tuple[str, ...]:
    """Write the value of a decision; return the tests of which one holds if it is in doubt."""
    fact = scope.source.analysis.decisions[decision.name, decision.subject]
    name = scope.fresh(decision.name)
    truths = [_condition(scope, row) for row in decision.rows]
    if decision.hit is n.HitPolicy.ALL:
        _write_list(scope, decision, name, truths)
    elif decision.hit is n.HitPolicy.SUM:
        _write_points(scope, decision, name, truths)
    else:
        _write_first(scope, decision, name, truths, fact.kinds)
    scope.provide(_value_of(decision), name)
    own = held(name, fact.kinds)
    return unique([*(t for truth in truths for t in truth.triggers), *own.triggers])


def _condition(scope: Scope, row: n.Row) -> Truth:
    return ALWAYS if row.condition is None else scope.truth(row.condition)


def _write_first(
    scope: Scope, decision: n.Decision, name: str, truths: list[Truth], kinds: int
) -> None:
    """Write the value of the first row that holds, as chains of `if` and `elif`."""
    reached = _reached(decision)
    row_name = ""
    if keeps_row(decision):
        row_name = scope.fresh(f"row_of_{decision.name}")
        scope.provide(_row_of(decision), row_name)
        scope.write(f"{row_name} = None")
    if len(decision.rows) > CHAIN:
        scope.write(f"{name} = UNDECIDED")
    for start in range(0, reached, CHAIN):
        rows = range(start, min(start + CHAIN, reached))
        if len(decision.rows) > CHAIN:
            with scope.block(f"if {name} is UNDECIDED:"):
                _write_chain(scope, decision, (name, row_name), truths, kinds, rows)
        else:
            _write_chain(scope, decision, (name, row_name), truths, kinds, rows)
    if not falls_back(decision):
        return
    long = len(decision.rows) > CHAIN
    if not reached:
        scope.write(f"{name} = {stored(keepable(scope, decision.fallback), kinds)}")
        return
    with scope.block(f"if {name} is UNDECIDED:" if long else "else:"):
        scope.write(f"{name} = {stored(keepable(scope, decision.fallback), kinds)}")


def _reached(decision: n.Decision) -> int:
    """Return how many rows can give the value: those up to the first without condition."""
    for index, row in enumerate(decision.rows):
        if row.condition is None:
            return index + 1
    return len(decision.rows)


def _write_chain(
    scope: Scope,
    decision: n.Decision,
    names: tuple[str, str],
    truths: list[Truth],
    kinds: int,
    rows: range,
) -> None:
    """Write some of the rows; `names` are the variables of the value and, if kept, of the row."""
    for index in rows:
        row = decision.rows[index]
        if row.condition is None and index == rows.start:
            _write_taken(scope, row.value, names, kinds, index)
            return
        head = "else" if row.condition is None else f"elif {truths[index].true}"
        if index == rows.start:
            head = head.removeprefix("el")
        with scope.block(f"{head}:"):
            _write_taken(scope, row.value, names, kinds, index)


def _write_taken(scope: Scope, value: n.Expr, names: tuple[str, str], kinds: int, row: int) -> None:
    name, row_name = names
    scope.write(f"{name} = {stored(keepable(scope, value), kinds)}")
    if row_name:
        scope.write(f"{row_name} = {row}")


def _write_list(scope: Scope, decision: n.Decision, name: str, truths: list[Truth]) -> None:
    """Write the list of the values of the rows that hold; None if one is missing."""
    lost = _write_collected(scope, decision, truths, f"{name} = ()", f"{name} += ({{0}},)")
    if lost:
        with scope.block(f"if {lost}:"):
            scope.write(f"{name} = None")


def _write_points(scope: Scope, decision: n.Decision, name: str, truths: list[Truth]) -> None:
    """Write the sum of the values of the rows that hold; None if one is missing."""
    lost = _write_collected(scope, decision, truths, f"{name} = 0", f"{name} += {{0}}")
    if lost:
        with scope.block(f"if {lost}:"):
            scope.write(f"{name} = None")


def _write_collected(
    scope: Scope, decision: n.Decision, truths: list[Truth], start: str, add: str
) -> str:
    """Write the collecting of values; return the variable that says that one is missing."""
    scope.write(start)
    can_miss = any(scope.kinds(row.value) & MISSING for row in decision.rows)
    lost = scope.fresh("lost") if can_miss else ""
    if lost:
        scope.write(f"{lost} = False")
    for row, truth in zip(decision.rows, truths, strict=True):
        with scope.block(f"if {truth.true}:"):
            value = plain(scope, row.value)
            if value.missing:
                with scope.block(f"if {value.missing}:"):
                    scope.write(f"{lost} = True")
            if value.known:
                with scope.block(f"if {' and '.join(value.known)}:"):
                    scope.write(add.format(value.code))
            else:
                scope.write(add.format(value.code))
    return lost


# Emissions ---------------------------------------------------------------------------------


def _write_emissions(scope: Scope, segment: Segment, gates: Gates) -> str:
    """Write what is emitted; return the code for it."""
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
        gates.emissions.append(
            (number, emission, _write_emission(scope, number, emission, emitted))
        )
    for decision in unique_decisions:
        number = len(segment.emissions) + segment.decisions.index(decision)
        rows = [_condition(scope, row).true for row in decision.rows]
        with scope.block(f"if {counted(rows)} > 1:"):
            scope.write(f"{emitted} += (({number}, None, ()),)")
    return emitted


def _is_fixed(scope: Scope, emission: n.Emission) -> bool:
    """Return whether all fields are the same for every record, at one moment."""
    exprs = [expr for _, expr in emission.fields]
    if emission.occurrence is not None:
        exprs.append(emission.occurrence)
    fixed = all(isinstance(e, n.NoValue) or scope.fact(e).hoistable for e in exprs)
    asks = any(scope.fact(expr).kinds & MISSING for expr in asked_of(emission))
    return fixed and emission.per is None and not asks


def _write_table(scope: Scope, emissions: list[tuple[int, n.Emission]], gates: Gates) -> str:
    """Write the bit mask of emissions with fixed fields; return the code that looks it up."""
    entries = "".join(f"{_entry(scope.source.bind, i, e)}, " for i, e in emissions)
    table = scope.source.hoist_code("emissions", f"Masks(({entries.rstrip()}))", sure=True)
    mask = scope.fresh("mask")
    scope.write(f"{mask} = 0")
    for bit, (number, emission) in enumerate(emissions):
        truth = scope.truth(emission.condition)
        with scope.block(f"if {truth.true}:"):
            scope.write(f"{mask} += {1 << bit}")
        gates.emissions.append((number, emission, truth.triggers))
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
    truth = scope.truth(emission.condition)
    for expr in emission.asks:
        if scope.fact(expr).hoistable:
            scope.outside(expr)
    asks = emission.per is not None or any(
        scope.kinds(expr) & MISSING for expr in asked_of(emission)
    )
    asking = scope.fresh("asking") if asks else ""
    if asking:
        scope.write(f"{asking} = False")
    with scope.block(f"if {truth.true}:"):
        if emission.per is None:
            _write_entry(scope, number, emission, emitted, asking)
        else:
            scope.write(f"{asking} = True")
            ordinal = scope.fresh("ordinal")
            with scope.block(f"for {ordinal} in {occurrences(scope, emission)}:"):
                scope.provide(("ordinal", emission.per.variable), ordinal)
                _write_entry(scope, number, emission, emitted, "")
    return (*truth.triggers, asking) if asking else truth.triggers


def _write_entry(
    scope: Scope, number: int, emission: n.Emission, emitted: str, asking: str
) -> None:
    if asking:
        tests = any_of(unknown_test(scope, expr) for expr in asked_of(emission))
        if tests:
            with scope.block(f"if {tests}:"):
                scope.write(f"{asking} = True")
    scope.write(f"{emitted} += ({_entry(scope, number, emission)},)")


# Doubts ------------------------------------------------------------------------------------


def _write_doubts(scope: Scope, segment: Segment, gates: Gates) -> str:
    """Write, behind a test that something may be in doubt, what is; return the code for it."""
    source = scope.source
    decisions = [
        (decision, triggers)
        for decision, triggers in gates.decisions
        if source.analysis.decisions[decision.name, decision.subject].uncertain
    ]
    emissions = [(i, e, triggers) for i, e, triggers in gates.emissions if triggers]
    if not decisions and not emissions:
        return "()"
    tests = [t for _, triggers in decisions for t in triggers]
    tests += [t for _, _, triggers in emissions for t in triggers]
    for decision, _ in decisions:
        tests += _elsewhere(scope, decision, segment)
    doubts = scope.fresh("doubts")
    scope.write(f"{doubts} = ()")
    with scope.block(f"if {any_of(tests) or 'False'}:"):
        found = scope.fresh("found")
        scope.write(f"{found} = []")
        for decision, triggers in decisions:
            _write_doubt(scope, segment, decision, triggers, found)
        for number, emission, triggers in emissions:
            _write_asking(scope, segment, number, emission, triggers, found)
        scope.write(f"{doubts} = tuple({found})")
    return doubts


def _elsewhere(scope: Scope, decision: n.Decision, segment: Segment) -> list[str]:
    segments = doubted_segments(scope.source, decision, segment)
    return [scope.given(("doubtful", index)) for index in segments]


def _write_doubt(
    scope: Scope, segment: Segment, decision: n.Decision, triggers: tuple[str, ...], found: str
) -> None:
    """Write the doubt of a decision, in a variable that those that read it have."""
    source = scope.source
    refs = doubted_refs(source, decision, segment)
    reading = [f"{scope.given(('doubt', *key_of(ref)))} is not None" for ref in refs]
    reading += _elsewhere(scope, decision, segment)
    doubt = scope.fresh(f"doubt_of_{decision.name}")
    scope.provide(("doubt", decision.name, decision.subject), doubt)
    scope.write(f"{doubt} = None")
    test = any_of((*triggers, *reading))
    if not test:
        return
    function = write_test(source, segment, decision)
    position = segment.decisions.index(decision)
    with scope.block(f"if {test}:"):
        if reads_doubtful(source, decision):
            reading = reading if triggers else []
            _write_passes(scope, segment, decision, function, doubt, any_of(reading))
        else:
            scope.write(f"{doubt} = {scope.call(function)}")
        with scope.block(f"if {doubt} is not None:"):
            scope.write(f"{found}.append(({position}, *{doubt}))")


def _write_passes(
    scope: Scope,
    segment: Segment,
    decision: n.Decision,
    function: Function,
    doubt: str,
    reading: str,
) -> None:
    first = scope.fresh("first")
    scope.provide(("second",), "False")
    scope.write(f"{first} = {scope.call(function)}")
    with scope.block(f"if {reading}:") if reading else nullcontext():
        read = write_read(scope.source, segment, decision)
        scope.provide(("second",), "True")
        arguments = [first, scope.call(function), read.name, *map(scope.supply, read.requests)]
        scope.write(f"{doubt} = settle_passes({', '.join(arguments)})")
    if reading:
        with scope.block("else:"):
            scope.write(f"{doubt} = alone({first})")


def _write_asking(
    scope: Scope,
    segment: Segment,
    number: int,
    emission: n.Emission,
    triggers: tuple[str, ...],
    found: str,
) -> None:
    function = write_asking(scope.source, segment, emission)
    asked = scope.fresh("asked")
    with scope.block(f"if {any_of(triggers) or 'False'}:"):
        scope.write(f"{asked} = {scope.call(function)}")
        with scope.block(f"if {asked}:"):
            scope.write(f"{found}.append(({len(segment.decisions) + number}, {asked}))")
