"""What is known of a series' occurrences, in columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecourt.core.engines.columns.blame import Blame
    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql


@dataclass(frozen=True)
class Occurring:
    """The occurrences to be emitted: a scope for each, and whether it is one; the blame."""

    inner: Scope
    there: Sql
    blame: Blame
    """Of the rows around: what keeps other occurrences unknown."""
    condition: Sql
    """Of the rows around: whether the emission's condition is true."""
    bounds: Bounds
    is_earlier: Sql
    """Whether an occurrence is before the latest one that has opened."""
    is_only: Sql
    """Whether an occurrence is the first, and hasn't opened."""


@dataclass(frozen=True)
class Bounds:
    """Which ordinals a series is at, for the rows around its occurrences."""

    first: Sql
    last: Sql
    """Null without end."""
    begun: Sql
    """Whether there are ordinals to look at."""
    opened: Sql
    """Whether the first has opened."""
    latest: Sql
    """Of those opened; null if none has, or if there is no latest."""
    lowest: Sql
    """Of those not closed, but the latest at most."""
    is_stuck: Sql
    """Whether the first has opened and there is no latest, as it never moves on."""
