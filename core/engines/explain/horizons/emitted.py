"""Until when what an emission makes stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.explain.horizons.combining import least
from forecourt.core.engines.explain.horizons.series import until_other_occurrences

if TYPE_CHECKING:
    from datetime import datetime

    from forecourt.core.engines.explain.horizons.ahead import Ahead
    from forecourt.core.engines.explain.reasons import EmissionReason
    from forecourt.core.plan.nodes import Emission


def of_emission(emission: Emission, found: EmissionReason, ahead: Ahead) -> datetime:
    """Return the horizon of its condition; if that is true, also of all that is said and asked."""
    condition = ahead.until(emission.condition)
    if found.condition.truth is not True:
        return condition
    series = emission.per
    if series is None:
        return min(condition, _of_occurrence(emission, ahead))
    ordinals = (one.ordinal for one in found.occurrences)
    said = (
        _of_occurrence(emission, ahead.inside(ahead.scope.with_ordinal(series.variable, ordinal)))
        for ordinal in ordinals
        if ordinal is not None
    )
    return min(condition, until_other_occurrences(series, ahead), least(said))


def _of_occurrence(emission: Emission, ahead: Ahead) -> datetime:
    values = [value for _, value in emission.fields]
    if emission.occurrence is not None:
        values.append(emission.occurrence)
    return least(map(ahead.until, (*values, *emission.asks)))
