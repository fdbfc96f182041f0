"""What an engine is given beside the plan: one file, the store's file, and the moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.plan.outcome import Blame

if TYPE_CHECKING:
    from datetime import datetime

    from forecourt.core.values.calendar import WorkingDays

CALENDAR = Blame("calendar", "working days")
"""What is blamed for a working day outside the calendar, or where there is none."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One root record at one as-of moment: the input of every engine.

    Records are objects with plain attributes in normal form: `id`, fields (None where absent),
    lists as tuples, parts as a record or None. Fields that refer to a record hold its id. A part
    that has no id of its own goes by the id of the record it is embedded in.
    """

    model: str
    """The root model that `root` is a record of."""
    root: Any
    store: Any | None
    """The store's record; None where there is none, or `root` is itself the store's.

    Instead of None engines take an empty record with the id `""`: each field is absent as it
    declares (a default has its value, a required one is missing), lists and parts are empty.
    """
    now: datetime
    """The as-of moment on the store's wall clock: naive, whole seconds."""
    calendar: WorkingDays | None
    """None: no working day is known; counting them is missing, blamed on the calendar."""
