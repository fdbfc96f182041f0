"""Until when what an emission makes stays, in columns.

What belongs to an occurrence is told in the rows of occurrences; the least of both counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.columns.emissions import EmissionStaying
from forecourt.core.engines.columns.horizons.combining import least, where
from forecourt.core.engines.columns.horizons.dispatch import until
from forecourt.core.engines.columns.horizons.series import of_occurrence, of_the_first

if TYPE_CHECKING:
    from forecourt.core.engines.columns.emissions import Emitted
    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql
    from forecourt.core.plan.nodes import Emission


def emission_staying(made: Emitted, scope: Scope) -> EmissionStaying:
    """Return until when an emission stays; `scope` is that of its subject's rows."""
    emission, found = made.emission, made.occurring
    condition = until(emission.condition, scope)
    said = where(made.there, _of_what_is_said(emission, made.scope))
    if emission.per is None or found is None:
        return EmissionStaying(scope.frame.put(least(condition, said)))
    others = where(found.condition, of_the_first(emission.per, found.bounds, scope))
    inner = least(said, of_occurrence(emission.per, found, scope))
    return EmissionStaying(scope.frame.put(least(condition, others)), made.frame.put(inner))


def _of_what_is_said(emission: Emission, scope: Scope) -> Sql:
    nodes = [value for _, value in emission.fields]
    if emission.occurrence is not None:
        nodes.append(emission.occurrence)
    return least(*(until(node, scope) for node in (*nodes, *emission.asks)))
