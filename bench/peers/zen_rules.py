"""The reference decision as two graphs for zen-engine: one node of expressions; decision tables."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from bench.peers.around import CHORES

Node = dict[str, Any]

OVERDUE = 'contacted_days_ago > (GRADE == "H" ? 2 : GRADE == "A" ? 4 : GRADE == "C" ? 15 : 7)'
LIMIT = (
    '(seller == "salesperson" ? 2 : seller == "sales_manager" ? 5 : 10)'
    ' - (GRADE == "C" and not open_complaint ? 1 : 0)'
)
TALKED = "(payment_discussed ? 1 : 0) + (trade_in_in_progress ? 1 : 0) + (price_negotiated ? 1 : 0)"
SIGNS = TALKED + " + (next_meeting_set ? 1 : 0) + (visits >= 2 ? 1 : 0)"
CONDITIONS = {
    "call": "overdue and not is_delivered",
    "first_service_invite": 'lifecycle == "new" and odometer_km >= 2000',
    "birthday_greeting": "birthday_soon",
    "complaint_follow_up": "open_complaint",
    "repurchase_invite": 'lifecycle == "upgrade"',
    "warranty_expiry_check": 'lifecycle == "late_warranty" and months_owned >= 35',
}


def graph_of_expressions() -> dict[str, Any]:
    """Return the graph with all in one node, each line reading those before it."""
    grade = f"""
        contracted ? "O"
        : days_to_purchase <= 7 and model_chosen and colour_chosen ? "H"
        : days_to_purchase <= 15 and model_chosen and ({TALKED}) >= 2 ? "A"
        : days_to_purchase <= 30 or ({SIGNS}) >= 3 ? "B"
        : "C"
    """.replace("contracted", "contract_signed or deposit_paid")
    lifecycle = """
        not is_delivered ? null
        : months_owned <= 3 and odometer_km <= 5000 ? "new"
        : months_owned <= 24 and odometer_km <= 40000 ? "early_warranty"
        : months_owned <= 36 and odometer_km <= 60000 ? "late_warranty"
        : months_owned <= 60 and odometer_km <= 100000 ? "out_of_warranty"
        : "upgrade"
    """
    discount = f"""
        requested_discount <= {LIMIT.replace("GRADE", "$.grade")} ? "approve"
        : requested_discount <= 10 ? "escalate"
        : "reject"
    """
    lines = {
        "grade": grade,
        "overdue": OVERDUE.replace("GRADE", "$.grade"),
        "lifecycle": lifecycle,
        "discount": discount,
    }
    for name, condition in CONDITIONS.items():
        lines[name] = condition.replace("overdue", "$.overdue").replace("lifecycle", "$.lifecycle")
    return _chain(_expressions("all", lines))


def graph_of_tables() -> dict[str, Any]:
    """Return the graph of decision tables, with a node of expressions before those that need it."""
    return _chain(
        _expressions("counted", {"talked": TALKED, "signs": SIGNS}),
        _table("graded", "grade", _GRADES),
        _expressions(
            "limited",
            {
                "limit": LIMIT.replace("GRADE", "grade"),
                "overdue": OVERDUE.replace("GRADE", "grade"),
            },
        ),
        _table("aged", "lifecycle", _STAGES),
        _table("granted", "discount", _VERDICTS),
        _expressions("listed", CONDITIONS),
    )


_GRADES = (
    ({"contract_signed": "true"}, '"O"'),
    ({"deposit_paid": "true"}, '"O"'),
    ({"days_to_purchase": "<= 7", "model_chosen": "true", "colour_chosen": "true"}, '"H"'),
    ({"days_to_purchase": "<= 15", "model_chosen": "true", "talked": ">= 2"}, '"A"'),
    ({"days_to_purchase": "<= 30"}, '"B"'),
    ({"signs": ">= 3"}, '"B"'),
    ({}, '"C"'),
)
_STAGES = (
    ({"is_delivered": "false"}, "null"),
    ({"months_owned": "<= 3", "odometer_km": "<= 5000"}, '"new"'),
    ({"months_owned": "<= 24", "odometer_km": "<= 40000"}, '"early_warranty"'),
    ({"months_owned": "<= 36", "odometer_km": "<= 60000"}, '"late_warranty"'),
    ({"months_owned": "<= 60", "odometer_km": "<= 100000"}, '"out_of_warranty"'),
    ({}, '"upgrade"'),
)
_VERDICTS = (
    ({"requested_discount": "<= limit"}, '"approve"'),
    ({"requested_discount": "<= 10"}, '"escalate"'),
    ({}, '"reject"'),
)


def _chain(*nodes: Node) -> dict[str, Any]:
    first = {"id": "in", "type": "inputNode", "name": "in", "content": {}}
    last = {"id": "out", "type": "outputNode", "name": "out", "content": {}}
    listed = [first, *nodes, last]
    edges = [
        {"id": f"e{number}", "type": "edge", "sourceId": one["id"], "targetId": other["id"]}
        for number, (one, other) in enumerate(pairwise(listed))
    ]
    return {"nodes": listed, "edges": edges}


def _expressions(name: str, lines: dict[str, str]) -> Node:
    listed = [
        {"id": f"{name}_{key}", "key": key, "value": " ".join(value.split())}
        for key, value in lines.items()
    ]
    content = {"expressions": listed, "passThrough": True}
    return {"id": name, "type": "expressionNode", "name": name, "content": content}


def _table(name: str, output: str, rows: tuple[tuple[dict[str, str], str], ...]) -> Node:
    fields = list(dict.fromkeys(field for cells, _ in rows for field in cells))
    content = {
        "hitPolicy": "first",
        "passThrough": True,
        "inputs": [{"id": one, "name": one, "type": "expression", "field": one} for one in fields],
        "outputs": [{"id": "then", "name": output, "type": "expression", "field": output}],
        "rules": [
            {"_id": f"{name}{number}", **{one: cells.get(one, "") for one in fields}, "then": value}
            for number, (cells, value) in enumerate(rows)
        ],
    }
    return {"id": name, "type": "decisionTableNode", "name": name, "content": content}


def tasks_of(result: dict[str, Any]) -> list[str]:
    """Return the chores that a graph found are to be done."""
    return [name for name in CHORES if result[name]]
