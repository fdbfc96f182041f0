"""An outcome as JSON: the stable shape that other programs rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.values.clock import aware
from forecourt.core.values.showing import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from forecourt.core.check.kinds import Kind
    from forecourt.core.plan.nodes import Decision, Emission, Plan
    from forecourt.core.plan.outcome import Decided, Emitted, NextChange, Outcome

ALWAYS_LISTED = ("tasks", "handovers", "approvals", "violations", "held_back")
"""Lists that an outcome has even where they are empty."""


def report(
    plan: Plan, outcome: Outcome, kinds: Mapping[str, type[Kind]], now: datetime
) -> dict[str, Any]:
    """Return an outcome in the shape of `decide --json`, with labels and places.

    `now` is the as-of moment on the store's wall clock; `kinds` give their emissions their shape.
    """
    decisions = {one.name: one for one in plan.decisions}
    emissions = {(one.kind, one.name): one for one in plan.emissions}
    found: dict[str, Any] = {
        "pack": {
            "name": plan.pack.name,
            "version": plan.pack.version,
            "digest": plan.pack.digest,
        },
        "as_of": aware(now, plan.zone).isoformat(),
        "subject": f"{outcome.root}:{outcome.root_id}",
        "decisions": [_decided(one, decisions[one.name], plan) for one in outcome.decisions],
    }
    for name in ALWAYS_LISTED:
        found[name] = []
    for one in outcome.emissions:
        emission = emissions.get((one.kind, one.name))
        if emission is None:
            found["violations"].append(_second_row(one, decisions[one.name]))
        else:
            listed = found.setdefault(f"{one.kind}s", [])
            listed.append(_emitted(one, emission, kinds, plan))
    found["missing"] = [
        {"field": one.blame.text, "matters_to": list(one.matters_to)}
        for one in outcome.missing
        if one.blame.kind != "parameter"
    ]
    found["not_configured"] = [
        {"parameter": one.blame.text, "matters_to": list(one.matters_to)}
        for one in outcome.missing
        if one.blame.kind == "parameter"
    ]
    return found


def next_change_as_json(change: NextChange | None, zone: str) -> dict[str, Any] | None:
    """Return when an outcome can change by itself, and what can change then; None for never.

    `zone` is the store's, on whose wall clock the moment is.
    """
    if change is None:
        return None
    what = [f"{one.kind} {one.name} {one.model}:{one.id}" for one in change.what]
    return {"at": aware(change.at, zone).isoformat(), "what": what}


def _decided(one: Decided, decision: Decision, plan: Plan) -> dict[str, Any]:
    at = decision.at if one.row is None else decision.rows[one.row].at
    value = None if one.value is None else to_json(one.value, decision.type, plan.zone)
    return {
        "name": one.name,
        "subject": f"{one.model}:{one.id}",
        "value": value,
        "certain": one.certain,
        "at": str(at),
    }


def _emitted(
    one: Emitted, emission: Emission, kinds: Mapping[str, type[Kind]], plan: Plan
) -> dict[str, Any]:
    item: dict[str, Any] = {"name": one.name, "subject": f"{one.model}:{one.id}"}
    if one.occurrence is not None:
        item["occurrence"] = one.occurrence
    item |= emission.constants
    for (name, expression), value in zip(emission.fields, one.fields, strict=True):
        item[name] = None if value is None else to_json(value, expression.type, plan.zone)
    item["at"] = str(emission.at)
    kind = kinds.get(emission.kind)
    return kind.shape(item) if kind else item


def _second_row(one: Emitted, decision: Decision) -> dict[str, Any]:
    return {
        "name": one.name,
        "subject": f"{one.model}:{one.id}",
        "severity": "breach",
        "message": f"more than one row of `{one.name}` holds",
        "unknown": False,
        "at": str(decision.at),
    }
