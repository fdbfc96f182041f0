"""zen-engine with one node of expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.peers.around import answer, with_numbers
from bench.peers.zen_rules import graph_of_expressions, tasks_of
from zen import ZenEngine

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bench.peers.peer import Decide


def made(graph: dict[str, Any], today: date) -> Decide:
    """Return the decision by a graph, given to a loader that keeps it compiled."""
    engine = ZenEngine({"loader": {"type": "static", "content": {"deal": graph}}})

    def decide(data: Mapping[str, Any]) -> dict[str, Any]:
        facts = with_numbers(data, today)
        found = engine.evaluate("deal", facts)["result"]  # without what is nothing
        said = (found["grade"], found["overdue"], found.get("lifecycle"), found["discount"])
        return answer(facts, today, said, tasks_of(found))

    return decide


def make(today: date) -> Decide:
    """Return the decision."""
    return made(graph_of_expressions(), today)
