"""The reasons of an outcome as JSON, in the words of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.explain import describe
from forecourt.core.engines.explain.records import plain
from forecourt.core.engines.explain.values import Known, Missing, Unknown
from forecourt.core.plan.nodes import Const, Field
from forecourt.core.values.showing import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecourt.core.diagnostics import Place
    from forecourt.core.engines.explain import Explanation
    from forecourt.core.engines.explain.reasons import (
        ConditionReason,
        DecisionReason,
        EmissionReason,
        Operand,
        PassReason,
        RowReason,
    )
    from forecourt.core.engines.explain.values import Blames, Truth, Value
    from forecourt.core.plan.nodes import Expr, Plan
    from forecourt.core.plan.outcome import Emitted
    from forecourt.core.values.types import Type

UNKNOWN = {"unknown": True}
"""What stands in the place of a value that is missing."""

PERSONAL = "known, and kept in the store"
"""What stands in the place of names, numbers and addresses of people."""


def reasons(
    explanation: Explanation,
    plan: Plan,
    texts: Mapping[str, str],
    subject: str | None = None,
) -> list[dict[str, Any]]:
    """Return why an outcome is what it is: decisions, then what was emitted or not.

    `texts` are those of the rules, whose lines are quoted; `subject` (`model:id`) narrows to one
    record.
    """
    writer = _Writer(plan, {name: text.splitlines() for name, text in texts.items()})
    found = [writer.decision(one) for one in explanation.decisions]
    found += [writer.emission(one) for one in explanation.emissions]
    return [one for one in found if subject is None or one["subject"] == subject]


@dataclass(frozen=True, slots=True)
class _Writer:
    plan: Plan
    lines: Mapping[str, list[str]]

    def decision(self, one: DecisionReason) -> dict[str, Any]:
        """Return why a decision has its value: the rows looked at, and which was taken."""
        decided = next(
            d for d in self.plan.decisions if (d.name, d.subject) == (one.name, one.model)
        )
        return {
            "name": one.name,
            "kind": "decision",
            "subject": f"{one.model}:{one.id}",
            "value": self._value(one.value, decided.type),
            "certain": one.certain,
            "reported": one.reported,
            "rows": [self._row(row, one.value_pass) for row in one.value_pass.rows],
            "unknown": _asked(one.blame),
            "doubts": [f"{name} {model}:{id_}" for name, model, id_ in one.doubts],
            **self._place(one.at),
        }

    def emission(self, one: EmissionReason) -> dict[str, Any]:
        """Return why a task, an approval and so on was emitted or not."""
        return {
            "name": one.name,
            "kind": one.kind,
            "subject": f"{one.model}:{one.id}",
            "emitted": len(one.occurrences),
            "condition": self._condition(one.condition),
            "occurrences": [
                {
                    "ordinal": occurrence.ordinal,
                    "fields": self._fields(occurrence.emitted, dict(occurrence.fields)),
                }
                for occurrence in one.occurrences
            ],
            "unknown": _asked(one.blame),
            **self._place(one.at),
        }

    def _fields(self, emitted: Emitted, values: Mapping[str, Value]) -> dict[str, Any]:
        emission = next(one for one in self.plan.emissions if (one.kind, one.name) == emitted[:2])
        types = {name: expr.type for name, expr in emission.fields}
        return {name: self._value(value, types[name]) for name, value in values.items()}

    def _row(self, row: RowReason, within: PassReason) -> dict[str, Any]:
        return {
            "when": None if row.condition is None else describe(row.condition.expr, self.plan),
            "truth": _word(row.truth),
            "taken": row.index in within.taken,
            "condition": None if row.condition is None else self._condition(row.condition),
            **self._place(row.at),
        }

    def _condition(self, one: ConditionReason) -> dict[str, Any]:
        operands = (
            {"text": describe(operand.expr, self.plan), "value": self._operand(operand)}
            for operand in one.operands
            if not isinstance(operand.expr, Const)
        )
        found: dict[str, Any] = {
            "text": describe(one.expr, self.plan),
            "truth": _word(one.truth),
            "values": list(operands),
            "conditions": [self._condition(inner) for inner in one.conditions],
        }
        return found if one.element is None else {**found, "element": one.element}

    def _operand(self, operand: Operand) -> Any:
        if isinstance(operand.value, Known) and self._is_personal(operand.expr):
            return PERSONAL
        return self._value(operand.value, operand.expr.type)

    def _is_personal(self, expr: Expr) -> bool:
        """Tell whether an expression is a name, number or address of somebody."""
        if not isinstance(expr, Field):
            return False
        field = self.plan.schema.models[expr.model].fields.get(expr.name)
        return field is not None and field.personal

    def _value(self, value: Value, of: Type) -> Any:
        """Return a value in the form of record files, None for none."""
        if isinstance(value, Missing):
            return UNKNOWN
        found = plain(value)
        return to_json(found.value, of, self.plan.zone) if isinstance(found, Known) else None

    def _place(self, at: Place) -> dict[str, str]:
        """Return where something stands, and the line as written."""
        lines = self.lines.get(at.file, [])
        line = lines[at.line - 1] if at.line <= len(lines) else ""
        return {"at": str(at), "line": " ".join(line.split())}


def _word(truth: Truth) -> str:
    if isinstance(truth, Unknown):
        return "unknown"
    return "yes" if truth else "no"


def _asked(blames: Blames) -> list[str]:
    return [blame.text for blame in sorted(blames)]


def leaves(condition: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the innermost conditions of the JSON of one."""
    if not condition["conditions"]:
        yield condition
    for inner in condition["conditions"]:
        yield from leaves(inner)
