"""The facts about one record file, with the working days of its store."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from forecourt.core.plan.facts import Facts

if TYPE_CHECKING:
    from datetime import datetime

    from forecourt.core.registry import Registry
    from forecourt.core.values.calendar import WorkingDays

YEARS_COUNTED = 10
"""Working days are known for so many years before and after the year of the as-of moment."""


def working_days(registry: Registry, store: Any | None, now: datetime) -> WorkingDays | None:
    """Return the working days of a store around a moment; None if nobody knows them."""
    if store is None:
        return None
    first = date(max(now.year - YEARS_COUNTED, date.min.year), 1, 1)
    last = date(min(now.year + YEARS_COUNTED, date.max.year), 12, 31)
    return registry.working_days(store, first, last)


def facts_of(root: str, record: Any, store: Any | None, now: datetime, registry: Registry) -> Facts:
    """Return what an engine is given for one record file."""
    return Facts(root, record, store, now, working_days(registry, store, now))
