"""The code of conditions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import MISSING
from forecourt.core.engines.record.code import (
    NEVER,
    Truth,
    Value,
    all_of,
    any_of,
    atom,
    counted,
    negated,
    unique,
)
from forecourt.core.engines.record.inverse import inverted
from forecourt.core.engines.record.records import plain
from forecourt.core.engines.record.values import ranked
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from forecourt.core.engines.record.scope import Scope

_OPPOSITE = {"==": "!=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_SIGNS = {
    n.Relation.EQUAL: "==",
    n.Relation.LESS: "<",
    n.Relation.AT_MOST: "<=",
    n.Relation.MORE: ">",
    n.Relation.AT_LEAST: ">=",
}
_MIRRORED = {"==": "==", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


# Atoms -------------------------------------------------------------------------------------


def compare(scope: Scope, expr: n.Compare) -> Truth:
    """Whether two values stand in a relation."""
    if _open_counts(scope, (expr.left, expr.right)):
        return _compare_counts(scope, expr)
    quick = inverted(scope, expr)
    if quick is not None:
        return quick
    left, right = plain(scope, expr.left), plain(scope, expr.right)
    one, other = left.code, right.code
    if expr.relation is not n.Relation.EQUAL:
        one = ranked(scope, one, expr.left.type)
        other = ranked(scope, other, expr.left.type)
    if expr.relation is n.Relation.EQUAL and one == other:
        return atom("True", "False", [left, right])
    sign = _SIGNS[expr.relation]
    return atom(f"{one} {sign} {other}", f"{one} {_OPPOSITE[sign]} {other}", [left, right])


def among(scope: Scope, expr: n.Among) -> Truth:
    """Whether a value is one of several."""
    if _open_counts(scope, (expr.item, *expr.options)):
        return _any_count(scope, expr, (expr.item, *expr.options), _among_holds, {0})
    item = plain(scope, expr.item)
    options = [plain(scope, option) for option in expr.options]
    if all(not option.known for option in options):
        listed = "".join(f"{code}, " for code in unique(option.code for option in options))
        options_code = f"({listed.rstrip()})"
        holds = f"{item.code} in {options_code}"
        return atom(holds, f"{item.code} not in {options_code}", [item])
    holds = _among_holds([item, *options])
    return atom(holds, negated(holds), [item, *map(_left_out, options)])


def _among_holds(operands: Sequence[Value]) -> str:
    item, *options = operands
    tests = (all_of((*each.known, f"{item.code} == {each.code}")) for each in options)
    return any_of(tests) or "False"


def _left_out(option: Value) -> Value:
    """Return the option as an operand: one that is none doesn't count."""
    if not option.missing:
        return Value(option.code)
    known = (negated(option.missing),)
    return Value(option.code, known, NEVER, option.missing, option.triggers)


def within(scope: Scope, expr: n.Within) -> Truth:
    """Whether a value lies between two others."""
    parts = (expr.low, expr.item, expr.high)

    def holds(operands: Sequence[Value]) -> str:
        return " <= ".join(ranked(scope, each.code, expr.item.type) for each in operands)

    if _open_counts(scope, parts):
        return _any_count(scope, expr, parts, holds, {0, 1, 2})
    operands = [plain(scope, part) for part in parts]
    return atom(holds(operands), negated(holds(operands)), operands)


def has(scope: Scope, expr: n.Has) -> Truth:
    """Whether a list of plain values holds one."""
    parts = (expr.item, expr.items)

    def holds(operands: Sequence[Value]) -> str:
        return f"{operands[0].code} in {operands[1].code}"

    if _open_counts(scope, parts):
        return _any_count(scope, expr, parts, holds, {0, 1})
    operands = [plain(scope, part) for part in parts]
    return atom(holds(operands), negated(holds(operands)), operands)


def truth(scope: Scope, expr: n.Truth) -> Truth:
    """Whether a yes/no value is yes."""
    value = scope.value(expr.value)
    return atom(value.code, negated(value.code), [value])


def sampled(scope: Scope, expr: n.Sampled) -> Truth:
    """Whether a record falls into a stable sample."""
    item, share = plain(scope, expr.item), scope.value(expr.share)
    holds = f"is_sampled({scope.source.constant(expr.name)}, {item.code}, {share.code})"
    return atom(holds, negated(holds), [item, share])


# Counts that are not known exactly -------------------------------------------------------------


def _open_counts(scope: Scope, operands: Iterable[n.Expr]) -> bool:
    return any(_is_open_count(scope, each) for each in operands)


def _is_open_count(scope: Scope, expr: n.Expr) -> bool:
    return isinstance(expr, n.Count) and bool(scope.kinds(expr) & MISSING)


def _compare_counts(scope: Scope, expr: n.Compare) -> Truth:
    """Compare a count with a bound: what holds of all that it may be."""
    left_open, right_open = (_is_open_count(scope, each) for each in (expr.left, expr.right))
    if left_open and right_open:
        return _any_count(scope, expr, (expr.left, expr.right), _comparing(expr), {0, 1})
    sign = _SIGNS[expr.relation] if left_open else _MIRRORED[_SIGNS[expr.relation]]
    number, other = (expr.left, expr.right) if left_open else (expr.right, expr.left)
    low, more = _interval(scope, number)
    bound = plain(scope, other)
    holds, fails = (form.format(low=low, more=more, bound=bound.code) for form in _INTERVAL[sign])
    tests = (*bound.known, f"{more} is not None")
    true = all_of((*tests, holds))
    false = any_of((bound.none, all_of((*tests, fails)))) or "False"
    unknown = all_of((negated(true), negated(false)))
    return Truth(true, false, unknown, (*bound.triggers, f"{more} != 0"))


def _interval(scope: Scope, expr: n.Expr) -> tuple[str, str]:
    if not isinstance(expr, n.Count):
        raise TypeError("only a count can lie in an interval")
    return scope.count(expr)


_INTERVAL = {
    "==": ("{more} == 0 and {low} == {bound}", "not {low} <= {bound} <= {low} + {more}"),
    "<": ("{low} + {more} < {bound}", "{low} >= {bound}"),
    "<=": ("{low} + {more} <= {bound}", "{low} > {bound}"),
    ">": ("{low} > {bound}", "{low} + {more} <= {bound}"),
    ">=": ("{low} >= {bound}", "{low} + {more} < {bound}"),
}


def _comparing(expr: n.Compare) -> Callable[[Sequence[Value]], str]:
    def holds(operands: Sequence[Value]) -> str:
        return f"{operands[0].code} {_SIGNS[expr.relation]} {operands[1].code}"

    return holds


def _any_count(
    scope: Scope,
    expr: n.Expr,
    parts: Sequence[n.Expr],
    holds: Callable[[Sequence[Value]], str],
    strict_places: set[int],
) -> Truth:
    """Judge an atom by all that its counts may be.

    Operands at `strict_places` make it false if they are none; the others are then left out.
    """
    open_places = [place for place, part in enumerate(parts) if _is_open_count(scope, part)]
    operands = [
        Value(scope.fresh("count")) if place in open_places else plain(scope, part)
        for place, part in enumerate(parts)
    ]
    variables = ", ".join(operands[place].code for place in open_places)
    counts = [_interval(scope, parts[place]) for place in open_places]
    chosen = ", ".join(f"({low}, {more})" for low, more in counts)
    none = any_of(operands[place].none for place in sorted(strict_places))
    missing = any_of(operand.missing for operand in operands)
    code = f"agreed(lambda {variables}: {holds(operands)}, {chosen})"
    code = f"None if {missing} else {code}" if missing else code
    return scope.keep_truth(expr, f"False if {none} else ({code})" if none else code)


# Never unknown -----------------------------------------------------------------------------


def is_known(scope: Scope, expr: n.IsKnown) -> Truth:
    """Whether a value is known."""
    known = all_of(scope.value(expr.value).known)
    return Truth(known, negated(known))


def there_is(scope: Scope, expr: n.ThereIs) -> Truth:
    """Whether there is a value, be it known or not."""
    none = scope.value(expr.value).none
    return Truth(negated(none), none or "False")


def holds(scope: Scope, expr: n.Holds) -> Truth:
    """Whether a condition is true."""
    inner = scope.truth(expr.condition)
    return Truth(inner.true, negated(inner.true))


# Of conditions -----------------------------------------------------------------------------


def not_(scope: Scope, expr: n.Not) -> Truth:
    """Kleene's not."""
    inner = scope.truth(expr.condition)
    return Truth(inner.false, inner.true, inner.unknown, inner.triggers)


def and_(scope: Scope, expr: n.And) -> Truth:
    """Kleene's and."""
    return conjunction([scope.truth(each) for each in expr.conditions])


def conjunction(parts: Sequence[Truth]) -> Truth:
    """Return the condition that all hold."""
    false = any_of(part.false for part in parts) or "False"
    unknown = any_of(part.unknown for part in parts)
    return Truth(
        all_of(part.true for part in parts),
        false,
        all_of((unknown, negated(false))) if unknown else NEVER,
        _triggers(parts),
    )


def or_(scope: Scope, expr: n.Or) -> Truth:
    """Kleene's or."""
    parts = [scope.truth(each) for each in expr.conditions]
    true = any_of(part.true for part in parts) or "False"
    unknown = any_of(part.unknown for part in parts)
    return Truth(
        true,
        all_of(part.false for part in parts),
        all_of((unknown, negated(true))) if unknown else NEVER,
        _triggers(parts),
    )


def at_least(scope: Scope, expr: n.AtLeast) -> Truth:
    """Whether so many of the conditions are true."""
    parts = [scope.truth(each) for each in expr.conditions]
    true = f"{counted(part.true for part in parts)} >= {expr.number}"
    false = f"{counted(part.false for part in parts)} > {len(parts) - expr.number}"
    unknown = any_of(part.unknown for part in parts)
    if not unknown:
        return Truth(true, f"{counted(part.true for part in parts)} < {expr.number}")
    unknown = all_of((unknown, negated(true), negated(false)))
    return Truth(true, false, unknown, _triggers(parts))


def _triggers(parts: Iterable[Truth]) -> tuple[str, ...]:
    return unique(trigger for part in parts for trigger in part.triggers)


TRUTHS: dict[type, Any] = {
    n.Compare: compare,
    n.Among: among,
    n.Within: within,
    n.Has: has,
    n.Truth: truth,
    n.Sampled: sampled,
    n.IsKnown: is_known,
    n.ThereIs: there_is,
    n.Holds: holds,
    n.Not: not_,
    n.And: and_,
    n.Or: or_,
    n.AtLeast: at_least,
}
