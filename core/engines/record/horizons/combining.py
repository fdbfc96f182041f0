"""The code for horizons of several conditions together, after Kleene."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.record.code import all_of, any_of, negated
from forecourt.core.engines.record.horizons.ahead import NEVER, PAIR, Ahead, chosen, earliest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecourt.core.engines.record.code import Truth
    from forecourt.core.plan import nodes as n


def conjunction(scope: Ahead, parts: Sequence[tuple[Truth, str]]) -> str:
    """Return the horizon of `and`: false, the last of the false ones; else the first of all."""
    return settled(scope, [(truth.false, until) for truth, until in parts])


def disjunction(scope: Ahead, parts: Sequence[tuple[Truth, str]]) -> str:
    """Return the horizon of `or`: true, the last of the true ones; else the first of all."""
    return settled(scope, [(truth.true, until) for truth, until in parts])


def settled(scope: Ahead, parts: Sequence[tuple[str, str]]) -> str:
    """Return the last horizon of the parts that decide; if none does, the first of all.

    Each part is given with the test that it decides, and its horizon.
    """
    moving = [(test or "False", until) for test, until in parts if until != NEVER]
    for_good = any_of(test for test, until in parts if until == NEVER)
    everything = earliest(until for _, until in moving)
    deciding = [(test, until) for test, until in moving if test != "False"]
    if not deciding or len({until for _, until in moving}) == 1:
        return chosen(for_good, NEVER, everything)
    if len(deciding) > PAIR:
        return _of_several(scope, deciding, for_good, everything)
    code = everything
    for test, until in deciding:
        code = chosen(test, until, code)
    if len(deciding) == PAIR:
        (one, until_one), (other, until_other) = deciding
        both = all_of((one, other))
        code = chosen(both, f"later({until_one}, {until_other})", code)
    return chosen(for_good, NEVER, code)


def _of_several(
    scope: Ahead, deciding: Sequence[tuple[str, str]], for_good: str, everything: str
) -> str:
    """Write the same part by part, and return the variable."""
    horizon = scope.fresh("until")
    scope.write(f"{horizon} = {NEVER if for_good else None}")
    with scope.block(f"if {negated(for_good)}:"):
        if for_good:
            scope.write(f"{horizon} = None")
        for test, until in deciding:
            with scope.block(f"if {test}:"):
                scope.write(
                    f"{horizon} = {until} if {horizon} is None else later({horizon}, {until})"
                )
        with scope.block(f"if {horizon} is None:"):
            scope.write(f"{horizon} = {everything}")
    return horizon


def and_(scope: Ahead, expr: n.And) -> str:
    """Kleene's and."""
    return conjunction(scope, [judged(scope, each) for each in expr.conditions])


def or_(scope: Ahead, expr: n.Or) -> str:
    """Kleene's or."""
    return disjunction(scope, [judged(scope, each) for each in expr.conditions])


def at_least(scope: Ahead, expr: n.AtLeast) -> str:
    """So many of several."""
    parts = [judged(scope, each) for each in expr.conditions]
    listed = "".join(f", ({t.true}, {t.false}, {until})" for t, until in parts)
    return f"so_many({expr.number}{listed})"


def same_as_inner(scope: Ahead, expr: n.Not | n.Holds) -> str:
    """While the condition stays."""
    return scope.until(expr.condition)


def judged(scope: Ahead, condition: n.Expr) -> tuple[Truth, str]:
    """Return the code for a condition and for its horizon."""
    until = scope.until(condition)
    return scope.truth(condition), until
