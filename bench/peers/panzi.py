"""JSONLogic by panzi-json-logic, in Python."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from bench.peers import json_logic_rules
from json_logic import jsonLogic

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bench.peers.peer import Decide


def make(today: date) -> Decide:
    """Return the decision; the rules are walked each time."""

    def run(logic: Any) -> Callable[[Any], Any]:
        return partial(jsonLogic, logic)

    return json_logic_rules.make(run, today)
