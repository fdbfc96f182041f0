"""Weeks, months, quarters and years of the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.explain.values import Known, Value, lift
from forecourt.core.values.periods import STARTS

if TYPE_CHECKING:
    from forecourt.core.engines.explain.scope import Scope
    from forecourt.core.plan import nodes as n


def period_start(node: n.PeriodStart, scope: Scope) -> Value:
    """The first day of the week, month, quarter or year in which a date lies."""
    return lift(lambda day: Known(STARTS[node.unit](day)), scope.value(node.day))
