"""zen-engine with a graph of decision tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.peers.zen_expressions import made
from bench.peers.zen_rules import graph_of_tables

if TYPE_CHECKING:
    from datetime import date

    from bench.peers.peer import Decide


def make(today: date) -> Decide:
    """Return the decision."""
    return made(graph_of_tables(), today)
