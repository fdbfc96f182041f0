"""Until when one known value stays on the same side of another, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.columns.horizons.combining import least
from forecourt.core.engines.columns.horizons.dispatch import until
from forecourt.core.engines.columns.horizons.moving import moving
from forecourt.core.plan.nodes import Relation

if TYPE_CHECKING:
    from forecourt.core.engines.columns.horizons.movement import Moving
    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql
    from forecourt.core.plan.nodes import Expr

MIRRORED = {
    Relation.EQUAL: Relation.EQUAL,
    Relation.LESS: Relation.MORE,
    Relation.AT_MOST: Relation.AT_LEAST,
    Relation.MORE: Relation.LESS,
    Relation.AT_LEAST: Relation.AT_MOST,
}
"""What a relation is with its sides changed, or of something that falls."""

_AT_THE_BOUND = (Relation.AT_LEAST, Relation.LESS, Relation.EQUAL)
_BEYOND_IT = (Relation.MORE, Relation.AT_MOST, Relation.EQUAL)
"""The relations of something rising with a bound that turn there."""


def stays(relation: Relation, left: Expr, right: Expr, scope: Scope) -> Sql:
    """Return until when it stays true, or false, that two known values stand in a relation.

    Where one of them moves with the clock: until it comes to where that turns, the other one
    being what it is, but no longer than that stays. Else while both stay.
    """
    one, other = moving(left, scope), moving(right, scope)
    if one is not None and other is None:
        return _turns(one, relation, right, scope)
    if other is not None and one is None:
        return _turns(other, MIRRORED[relation], left, scope)
    return least(until(left, scope), until(right, scope))


def _turns(of: Moving, relation: Relation, other: Expr, scope: Scope) -> Sql:
    bound = scope.cell(other).value
    relation = relation if of.rises else MIRRORED[relation]
    found = [of.until, until(other, scope)]
    if relation in _AT_THE_BOUND:
        found.append(of.comes_to(bound))
    if relation in _BEYOND_IT:
        found.append(of.goes_beyond(bound))
    return least(*found)
