"""Until when values stay, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.columns.figures import ranked
from forecourt.core.engines.columns.horizons.combining import (
    NEVER,
    at,
    greatest_where,
    least,
    where,
)
from forecourt.core.engines.columns.horizons.comparing import stays
from forecourt.core.engines.columns.horizons.dispatch import until
from forecourt.core.engines.columns.horizons.moving import is_never_moved, known_until, moving
from forecourt.core.engines.columns.horizons.still import turns
from forecourt.core.engines.columns.references import horizon_of
from forecourt.core.engines.columns.sql import (
    FALSE,
    TRUE,
    WHOLE,
    all_of,
    any_of,
    case,
    is_there,
    null,
    number,
    op,
    same,
)
from forecourt.core.engines.columns.stored import literal
from forecourt.core.plan.nodes import Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from forecourt.core.engines.columns.cells import Cell
    from forecourt.core.engines.columns.horizons.dispatch import Rule
    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql
    from forecourt.core.plan import nodes as n


def for_ever(_: n.Expr, __: Scope) -> Sql:
    """What the records say stays."""
    return NEVER


def known(cell: Cell) -> Sql:
    """Return whether a value is known."""
    return TRUE if cell.none == FALSE and not cell.may_be_missing else is_there(cell.value)


def moving_or(rule: Rule) -> Rule:
    """Return the rule of nodes that may move with the clock: where they don't, that of others."""

    def found(node: n.Expr, scope: Scope) -> Sql:
        of = moving(node, scope)
        if of is None:
            return rule(node, scope)
        return where(known(scope.cell(node)), of.moves_on(), rule(node, scope))

    return found


# Strict nodes ------------------------------------------------------------------------------


def strictly(operands: Callable[[Any], Iterable[n.Expr]]) -> Rule:
    """Return the rule of nodes that are none or missing as their operands are."""
    return lambda node, scope: strict(operands(node), scope)


def strict(operands: Iterable[n.Expr], scope: Scope) -> Sql:
    """Known operands: while all stay. Else while one stays none, or what is missing missing."""
    nodes = tuple(operands)
    horizons = [until(node, scope) for node in nodes]
    if len(nodes) == 1:
        return horizons[0]
    cells = [scope.cell(node) for node in nodes]
    found = case([(any_missing(cells), while_missing(nodes, scope))], least(*horizons))
    return while_none(nodes, found, scope)


def not_all_known(operands: Iterable[n.Expr], scope: Scope) -> Sql:
    """Return the horizon of strict operands where they are not all known."""
    nodes = tuple(operands)
    return while_none(nodes, while_missing(nodes, scope), scope)


def while_none(operands: tuple[n.Expr, ...], otherwise: Sql, scope: Scope) -> Sql:
    """Return until when one of several stays none, if one is; else another horizon."""
    nones = [(scope.cell(node).none, until(node, scope)) for node in operands]
    return greatest_where([pair for pair in nones if pair[0] != FALSE], otherwise)


def any_missing(cells: Iterable[Cell]) -> Sql:
    """Return whether any of several values is missing."""
    return any_of(*(cell.missing for cell in cells))


def while_missing(operands: Iterable[n.Expr], scope: Scope) -> Sql:
    """Return until when those that are missing stay, and the others stay known."""
    return least(
        *(
            where(scope.cell(node).missing, until(node, scope), known_until(node, scope))
            for node in operands
        )
    )


def shift(node: n.Shift, scope: Scope) -> Sql:
    """As all strict nodes; but without a calendar no working day is known, whatever the day."""
    operands = (node.start, node.amount)
    found = strict(operands, scope)
    if not is_never_moved(node, scope):
        return found
    both = all_of(*(known(scope.cell(one)) for one in operands))
    return where(both, least(*(known_until(one, scope) for one in operands)), found)


# What is stored ----------------------------------------------------------------------------


def ask(node: n.Ask, scope: Scope) -> Sql:
    """While it asks for the same fields of the same records."""
    return least(*(until(field.of, scope) for field in node.fields))


def decided(node: n.Ref, scope: Scope) -> Sql:
    """While the record is the same, and reading the decision for it gives the same."""
    given = known(scope.cell(node.of))
    return least(until(node.of, scope), where(given, horizon_of(node, scope)))


def parameter(node: n.Parameter, scope: Scope) -> Sql:
    """While its keys stay, and until one of the values at these keys comes or goes."""
    table = scope.session.plan.parameters[node.name]
    keys = [scope.cell(key).value for key in node.keys]
    rows = [
        (_are(keys, values, table), at(following[0]))
        for values, dated in table.values.items()
        if (following := turns(dated, scope.session.now))
    ]
    return least(strict(node.keys, scope), case(rows, NEVER))


def _are(keys: list[Sql], values: tuple[Any, ...], table: n.ParameterTable) -> Sql:
    return all_of(
        *(
            same(key, literal(value, kind))
            for key, value, kind in zip(keys, values, table.key_types, strict=True)
        )
    )


# Choice ------------------------------------------------------------------------------------


def fallback(node: n.Else, scope: Scope) -> Sql:
    """While the first stays; if it isn't known, while both do."""
    first = until(node.first, scope)
    return where(
        is_there(scope.cell(node.first).value), first, least(first, until(node.second, scope))
    )


def case_of(node: n.Case, scope: Scope) -> Sql:
    """While the conditions stay up to the one that is true, and its value."""
    truths = [scope.truth(condition).truth for condition, _ in node.rows]
    taken = scope.frame.put(
        case(((truth, number(row)) for row, truth in enumerate(truths)), number(len(truths)))
    )
    conditions = [until(condition, scope) for condition, _ in node.rows]
    values = [until(value, scope) for _, value in node.rows]
    last = NEVER if node.otherwise is None else until(node.otherwise, scope)
    return least(*looked_at(conditions, taken), of_taken(values, taken, last))


def looked_at(conditions: Iterable[Sql], taken: Sql) -> Iterator[Sql]:
    """Yield the horizons of rows' conditions, as far as they are looked at.

    `taken` is the number of the row that is true, or a greater one than any has.
    """
    for row, one in enumerate(conditions):
        if one != NEVER:
            yield where(op(">=", taken, number(row)), one) if row else one


def of_taken(values: Iterable[Sql], taken: Sql, otherwise: Sql) -> Sql:
    """Return the horizon of the value of the row taken."""
    given = list(values)
    if all(one == otherwise for one in given):
        return otherwise
    return case(((same(taken, number(row)), one) for row, one in enumerate(given)), otherwise)


def pick(node: n.Pick, scope: Scope) -> Sql:
    """While the best one stays, and none of the others becomes better, or known.

    While all do, if none is known.
    """
    horizons = [until(item, scope) for item in node.items]
    if all(one == NEVER for one in horizons):
        return NEVER
    if all(moving(item, scope) is None for item in node.items):
        return least(*horizons)
    values = [ranked(scope.cell(item).value, node.type) for item in node.items]
    best = ranked(scope.cell(node).value, node.type)
    rows = ((same(value, best), number(place)) for place, value in enumerate(values))
    winner = scope.frame.put(case(rows, null(WHOLE)))
    won = [
        (same(winner, number(place)), _while_best(place, node, horizons, scope))
        for place in range(len(node.items))
    ]
    return case(won, least(*horizons))


def _while_best(best: int, node: n.Pick, horizons: list[Sql], scope: Scope) -> Sql:
    relation = Relation.AT_MOST if node.greatest else Relation.AT_LEAST
    others = (
        where(known(scope.cell(item)), stays(relation, item, node.items[best], scope), horizon)
        for place, (item, horizon) in enumerate(zip(node.items, horizons, strict=True))
        if place != best and item is not node.items[best]
    )
    return least(horizons[best], *others)
