"""The code for horizons of what is none or missing as its operands are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forecourt.core.engines.record.code import all_of, any_of
from forecourt.core.engines.record.horizons.ahead import NEVER, Ahead, chosen, earliest
from forecourt.core.engines.record.horizons.combining import settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from forecourt.core.engines.record.code import Value
    from forecourt.core.plan import nodes as n


class Part(NamedTuple):
    """An operand: its value, until when it stays, and if it is known, until when it is known."""

    value: Value
    until: str
    known_until: str


def strictly(operands: Callable[[Any], Iterable[n.Expr]]) -> Callable[[Ahead, Any], str]:
    """Return the rule of nodes that are none or missing as their operands are."""
    return lambda scope, expr: strict(scope, tuple(operands(expr)))


def strict(scope: Ahead, operands: Sequence[n.Expr]) -> str:
    """Known operands: while all stay. Else while one stays none, or what is missing missing."""
    untils = [scope.until(each) for each in operands]
    if len(operands) == 1 or all(until == NEVER for until in untils):
        return earliest(untils)
    if not any(scope.kinds(each) for each in operands):
        return earliest(untils)
    parts = [part(scope, each) for each in operands]
    moving = [each for each in parts if each.until != NEVER]
    if all(each.known_until == each.until for each in moving):
        return settled(scope, [(each.value.none, each.until) for each in parts])
    if len(moving) > 1:
        return f"strictly({', '.join(map(triple, parts))})"
    return _of_one(moving[0], [each.value for each in parts if each.until == NEVER])


def part(scope: Ahead, expr: n.Expr) -> Part:
    """Return an operand with its horizons."""
    return Part(scope.value(expr), scope.until(expr), scope.known_until(expr))


def _of_one(moving: Part, still: Sequence[Value]) -> str:
    """Return the horizon where all operands but one stay what they are."""
    code = moving.until
    missing = any_of(value.missing for value in still)
    if missing and moving.known_until != moving.until:
        known = all_of((missing, *moving.value.known))
        code = chosen(known, moving.known_until, moving.until)
    nothing = any_of(value.none for value in still)
    return chosen(nothing, NEVER, code)


def triple(operand: Part) -> str:
    """Return the code for an operand as `provided` takes it."""
    value = operand.value
    kind = "0"
    if value.missing:
        kind = f"2 if {value.missing} else 0"
    if value.none:
        kind = f"1 if {value.none} else {kind}"
    return f"({kind}, {operand.until}, {operand.known_until})"
