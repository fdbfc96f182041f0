"""Until when one known value stays on the same side of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.explain.horizons.moving import moving
from forecourt.core.engines.explain.values import Known
from forecourt.core.plan.nodes import Relation

if TYPE_CHECKING:
    from datetime import datetime

    from forecourt.core.engines.explain.horizons.ahead import Ahead
    from forecourt.core.engines.explain.horizons.movement import Moving
    from forecourt.core.plan.nodes import Expr

MIRRORED = {
    Relation.EQUAL: Relation.EQUAL,
    Relation.LESS: Relation.MORE,
    Relation.AT_MOST: Relation.AT_LEAST,
    Relation.MORE: Relation.LESS,
    Relation.AT_LEAST: Relation.AT_MOST,
}

_TURNS = {
    Relation.AT_LEAST: (0,),
    Relation.LESS: (0,),
    Relation.MORE: (1,),
    Relation.AT_MOST: (1,),
    Relation.EQUAL: (0, 1),
}
"""Where a relation of something rising with a bound turns, as steps beyond the bound."""


def stays(relation: Relation, left: Expr, right: Expr, ahead: Ahead) -> datetime:
    """Return until when it stays true, or false, that two known values stand in a relation.

    Where one of them moves with the clock: until it comes to where that turns, the other one
    being what it is, but no longer than that stays. Else while both stay.
    """
    one, other = moving(left, ahead), moving(right, ahead)
    if one is not None and other is None:
        return _turns(one, relation, right, ahead)
    if other is not None and one is None:
        return _turns(other, MIRRORED[relation], left, ahead)
    return min(ahead.until(left), ahead.until(right))


def _turns(of: Moving, relation: Relation, other: Expr, ahead: Ahead) -> datetime:
    bound = ahead.scope.value(other)
    assert isinstance(bound, Known)
    steps = _TURNS[relation if of.rises else MIRRORED[relation]]
    turns = (of.comes_to(bound.value, beyond=count) for count in steps)
    return min(of.until, ahead.until(other), *turns)
