"""Expressions that make a value from values: arithmetic, choice, functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.explain.ordering import rank
from forecourt.core.engines.explain.records import plain
from forecourt.core.engines.explain.values import (
    BLAMELESS,
    NONE,
    Known,
    Missing,
    Value,
    blame_of_values,
    lift,
)
from forecourt.core.plan.failures import FunctionFailed
from forecourt.core.plan.nodes import Operator
from forecourt.core.values.arithmetic import div, scale

if TYPE_CHECKING:
    from forecourt.core.engines.explain.scope import Scope
    from forecourt.core.plan import nodes as n


def arithmetic(node: n.Arithmetic, scope: Scope) -> Value:
    """The operation, exact, rounded once at its end."""

    def apply(left: int, right: int) -> Value:
        match node.operator:
            case Operator.ADD:
                return Known(left + right)
            case Operator.SUBTRACT:
                return Known(left - right)
            case Operator.MULTIPLY:
                return Known(_product(node, left, right))
            case Operator.DIVIDE:
                return Known(_quotient(node, left, right)) if right else BLAMELESS

    return lift(apply, scope.value(node.left), scope.value(node.right))


def _product(node: n.Arithmetic, left: int, right: int) -> int:
    scales = scale(node.left.type) * scale(node.right.type)
    return div(left * right * scale(node.type), scales)


def _quotient(node: n.Arithmetic, left: int, right: int) -> int:
    dividend = left * scale(node.right.type) * scale(node.type)
    return div(dividend, scale(node.left.type) * right)


def fallback(node: n.Else, scope: Scope) -> Value:
    """The first value if it is known, else the second."""
    first, second = scope.value(node.first), scope.value(node.second)
    if isinstance(first, Known):
        return first
    if isinstance(first, Missing) and isinstance(second, Missing):
        return Missing(first.blame | second.blame)
    return second


def pick(node: n.Pick, scope: Scope) -> Value:
    """The least or greatest of those that are known."""
    values = [scope.value(item) for item in node.items]
    known = [value.value for value in values if isinstance(value, Known)]
    if known:
        best = max if node.greatest else min
        return Known(best(known, key=lambda value: rank(value, node.type)))
    if any(isinstance(value, Missing) for value in values):
        return Missing(blame_of_values(values))
    return NONE


def case(node: n.Case, scope: Scope) -> Value:
    """The value of the first row that holds."""
    for condition, value in node.rows:
        if scope.truth(condition) is True:
            return scope.value(value)
    return NONE if node.otherwise is None else scope.value(node.otherwise)


def call(node: n.Call, scope: Scope) -> Value:
    """What a plugin's function returns.

    Raises:
        FunctionFailed: the function raised, or there is none of this name.
    """

    def apply(*arguments: Any) -> Value:
        try:
            result = scope.setting.functions[node.function](*arguments)
        except Exception as error:
            raise FunctionFailed(node.function, error) from error
        return NONE if result is None else Known(result)

    return lift(apply, *(plain(scope.value(argument)) for argument in node.arguments))


def join(node: n.Join, scope: Scope) -> Value:
    """Texts one after the other."""
    return lift(
        lambda *texts: Known("".join(texts)), *(plain(scope.value(part)) for part in node.parts)
    )
