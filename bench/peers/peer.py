"""The peers: what each is called, and what of the decision it leaves to Python around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Decide = Callable[[Mapping[str, Any]], dict[str, Any]]
"""From the data of a deal to the answer that the function by hand gives."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Somebody else's engine."""

    name: str
    distribution: str
    """What it is called in the package index."""
    outside: str
    """What is done in Python around it, and timed with it."""


_NUMBERS = "all dates; what is unknown, as numbers"
_CONDITIONS = (
    "all dates, counts, the limit; what is unknown, as numbers; which condition is the first that"
    " holds; two steps, chained"
)
_JSON_LOGIC = "all dates; two rules, chained; that `null <= 7` holds is ruled out in them"

PEERS: Mapping[str, Peer] = {
    "datalogic": Peer("datalogic-py (JSONLogic, Rust)", "datalogic-py", _JSON_LOGIC),
    "zen_expressions": Peer(
        "zen-engine, one node of expressions (Rust)",
        "zen-engine",
        f"{_NUMBERS}; the list of chores",
    ),
    "zen_tables": Peer(
        "zen-engine, graph of decision tables (Rust)",
        "zen-engine",
        f"{_NUMBERS}; the list of chores",
    ),
    "cel_rust": Peer(
        "common-expression-language (CEL, Rust)",
        "common-expression-language",
        f"{_NUMBERS}; three programs, chained",
    ),
    "durable_rules": Peer("durable-rules", "durable-rules", _CONDITIONS),
    "clips_rules": Peer("clipspy (CLIPS)", "clipspy", _NUMBERS),
    "panzi": Peer("panzi-json-logic (JSONLogic)", "panzi-json-logic", _JSON_LOGIC),
    "business": Peer(
        "business-rules",
        "business-rules",
        "all dates and arithmetic: counts, the limit; what is unknown, as numbers",
    ),
    "cedar": Peer(
        "cedarpy (Cedar, Rust)",
        "cedarpy",
        f"{_NUMBERS}; which condition is the first that holds; two requests, chained",
    ),
    "ruled": Peer("rule-engine", "rule-engine", f"{_NUMBERS}; ten rules, chained"),
    "rego": Peer("regopy (Rego, C++)", "regopy", f"{_NUMBERS}; the order of the chores"),
    "expert": Peer(
        "experta", "experta", f"{_CONDITIONS}; names that Python 3.10 took away, put back"
    ),
    "cel_python": Peer(
        "cel-python (CEL)", "cel-python", f"{_NUMBERS}; three programs, chained; types turned"
    ),
}
"""Each by its module, which has the function `make`: from a day to the decision, ready to be
called."""
