"""Until when values stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.explain.horizons.clock import SECOND, day_after, later, midnight
from forecourt.core.engines.explain.horizons.combining import least
from forecourt.core.engines.explain.horizons.comparing import stays
from forecourt.core.engines.explain.ordering import rank
from forecourt.core.engines.explain.records import plain
from forecourt.core.engines.explain.values import NONE, Known, Missing
from forecourt.core.plan.horizons import NEVER
from forecourt.core.plan.nodes import Relation
from forecourt.core.values.types import Duration, Family

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from forecourt.core.engines.explain.horizons.ahead import Ahead
    from forecourt.core.plan import nodes as n


def for_ever(_: n.Expr, __: Ahead) -> datetime:
    """What the records say stays."""
    return NEVER


def today(_: n.Today, ahead: Ahead) -> datetime:
    """A day lasts until midnight."""
    return midnight(day_after(ahead.now.date()))


def now(_: n.Now, ahead: Ahead) -> datetime:
    """A moment is a second."""
    return later(ahead.now, SECOND)


# Strict nodes ------------------------------------------------------------------------------


def strictly(operands: Callable[[Any], Iterable[n.Expr]]) -> Callable[[Any, Ahead], datetime]:
    """Return the rule of nodes that are none or missing as their operands are."""
    return lambda node, ahead: strict(operands(node), ahead)


def strict(operands: Iterable[n.Expr], ahead: Ahead) -> datetime:
    """Known operands: while all stay. Else while one stays none, or what is missing missing."""
    exprs = tuple(operands)
    values = [ahead.scope.value(expr) for expr in exprs]
    nothing = [expr for expr, value in zip(exprs, values, strict=True) if value is NONE]
    if nothing:
        return max(map(ahead.until, nothing))
    if not any(isinstance(value, Missing) for value in values):
        return least(map(ahead.until, exprs))
    return least(
        ahead.until(expr) if isinstance(value, Missing) else ahead.known_until(expr)
        for expr, value in zip(exprs, values, strict=True)
    )


def shift(node: n.Shift, ahead: Ahead) -> datetime:
    """As all strict nodes; but without a calendar no working day is known, whatever the day."""
    operands = (node.start, node.amount)
    uncounted = ahead.scope.setting.facts.calendar is None and _by_working_days(node)
    if uncounted and all(isinstance(ahead.scope.value(each), Known) for each in operands):
        return least(map(ahead.known_until, operands))
    return strict(operands, ahead)


def _by_working_days(node: n.Shift) -> bool:
    return node.amount.type == Duration(Family.WORKING_DAYS)


# What is stored ----------------------------------------------------------------------------


def ask(node: n.Ask, ahead: Ahead) -> datetime:
    """While it asks for the same fields of the same records."""
    return least(ahead.until(field.of) for field in node.fields)


def decided(node: n.Ref, ahead: Ahead) -> datetime:
    """While the record is the same, and reading the decision for it gives the same."""
    of = ahead.scope.value(node.of)
    same_record = ahead.until(node.of)
    if not isinstance(of, Known):
        return same_record
    return min(same_record, ahead.of_decision(node.decision, of.value))


def parameter(node: n.Parameter, ahead: Ahead) -> datetime:
    """While its keys stay, and until one of the values at these keys comes or goes."""
    same_keys = strict(node.keys, ahead)
    keys = [plain(ahead.scope.value(key)) for key in node.keys]
    known = tuple(key.value for key in keys if isinstance(key, Known))
    if len(known) < len(keys):
        return same_keys
    table = ahead.scope.setting.plan.parameters[node.name]
    turns = (turn for dated in table.values.get(known, ()) for turn in _turns(dated))
    return min(same_keys, least(turn for turn in turns if turn > ahead.now))


def _turns(dated: n.DatedValue) -> Iterator[datetime]:
    """Yield when a dated value comes into force, and when it is no longer."""
    if dated.first_on is not None:
        yield midnight(dated.first_on)
    if dated.last_on is not None:
        yield midnight(day_after(dated.last_on))


# Choice ------------------------------------------------------------------------------------


def fallback(node: n.Else, ahead: Ahead) -> datetime:
    """While the first stays; if it isn't known, while both do."""
    first = ahead.until(node.first)
    if isinstance(ahead.scope.value(node.first), Known):
        return first
    return min(first, ahead.until(node.second))


def case(node: n.Case, ahead: Ahead) -> datetime:
    """While the conditions stay up to the one that is true, and its value."""
    horizon = NEVER
    for condition, value in node.rows:
        horizon = min(horizon, ahead.until(condition))
        if ahead.scope.truth(condition) is True:
            return min(horizon, ahead.until(value))
    return horizon if node.otherwise is None else min(horizon, ahead.until(node.otherwise))


def pick(node: n.Pick, ahead: Ahead) -> datetime:
    """While the best one stays, and none of the others becomes better, or known.

    While all do, if none is known.
    """
    values = [(item, ahead.scope.value(item)) for item in node.items]
    known = [(item, value.value) for item, value in values if isinstance(value, Known)]
    if not known:
        return least(map(ahead.until, node.items))
    best, relation = (max, Relation.AT_MOST) if node.greatest else (min, Relation.AT_LEAST)
    winner, _ = best(known, key=lambda pair: rank(pair[1], node.type))
    beaten = (stays(relation, item, winner, ahead) for item, _ in known if item is not winner)
    others = (ahead.until(item) for item, value in values if not isinstance(value, Known))
    return min(ahead.until(winner), least(beaten), least(others))
