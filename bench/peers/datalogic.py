"""JSONLogic by datalogic-py, in Rust."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bench.peers import json_logic_rules
from datalogic_py import Engine

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bench.peers.peer import Decide


def make(today: date) -> Decide:
    """Return the decision, each rule in one session that keeps its memory."""
    engine = Engine()
    session = engine.session()

    def run(logic: Any) -> Callable[[Any], Any]:
        rule = engine.compile(logic)
        return lambda data: session.evaluate(rule, data)

    return json_logic_rules.make(run, today)
