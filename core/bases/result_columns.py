"""The columns of results and their types, as a plan alone says them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from forecourt.core.bases.layout import DIGITS, keys, natural_type
from forecourt.core.bases.writing import WORKED_OUT
from forecourt.core.values.types import Day, Moment, Type

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forecourt.core.plan.nodes import Plan

TEXT, YES_NO, WHOLE, TEXTS = "VARCHAR", "BOOLEAN", "BIGINT", "VARCHAR[]"

PRECISION = "_precision"
"""Ends the name of the column that tells a day from a moment, where one column holds both."""
CERTAIN, AT = "__certain", "__at"
"""End the names of the columns beside that of a decision's value."""

NAMING = {"root": TEXT, "name": TEXT, "subject": TEXT, "ids": TEXTS, "occurrence": TEXT}
SECOND_ROW = {"severity": TEXT, "message": TEXT, "unknown": YES_NO}
ASKED = {
    "missing": {"root": TEXT, "field": TEXT, "matters_to": TEXTS},
    "not_configured": {"root": TEXT, "parameter": TEXT, "matters_to": TEXTS},
}


def worked_out_type(kind: Type) -> str:
    """Return the SQL type of a value that rules come to."""
    return natural_type(kind).replace(f"DECIMAL({DIGITS},", f"DECIMAL({WORKED_OUT},")


def result_columns(plan: Plan) -> dict[str, dict[str, str]]:
    """Return the columns of each result with their SQL types."""
    found: dict[str, dict[str, str]] = {}
    for decision in plan.decisions:
        if decision.reported:
            ids = dict.fromkeys(keys(decision.subject, plan.schema), TEXT)
            columns = found.setdefault(f"decisions/{decision.subject}", ids)
            columns[decision.name] = worked_out_type(decision.type)
            columns |= {decision.name + CERTAIN: YES_NO, decision.name + AT: TEXT}
    fields = field_types(plan)
    for kind, of_fields in fields.items():
        found[f"{kind}s"] = NAMING | of_fields | {"at": TEXT}
    violations = found.get("violations", NAMING)
    found["violations"] = {**violations, **SECOND_ROW, **violations, "at": TEXT}
    return found | ASKED


def field_types(plan: Plan) -> dict[str, dict[str, str]]:
    """Return the SQL type of each field and constant, over all emissions of a kind.

    One that is a day here and a moment there is a moment, and a column beside it tells which.
    """
    types: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for emission in plan.emissions:
        of_kind = types[emission.kind]
        for name, value in emission.constants.items():
            of_kind[name] |= _type_of_constant(value)
        for name, field in emission.fields:
            of_kind[name].add(worked_out_type(field.type))
    return {
        kind: {column: of for name, all_ in fields.items() for column, of in _column(name, all_)}
        for kind, fields in types.items()
    }


def _column(name: str, types: set[str]) -> Iterable[tuple[str, str]]:
    if types == {natural_type(Day()), natural_type(Moment())}:
        return (name, natural_type(Moment())), (name + PRECISION, TEXT)
    return ((name, next(iter(types)) if len(types) == 1 else TEXT),)


def _type_of_constant(value: Any) -> set[str]:
    match value:
        case None:
            return set()
        case bool():
            return {YES_NO}
        case int():
            return {WHOLE}
        case [*items] if all(isinstance(one, str) for one in items):
            return {TEXTS}
        case _:
            return {TEXT}


def precision(name: str, kind: Type, columns: Mapping[str, str]) -> dict[str, str]:
    """Return what tells a day from a moment of a field, by its column, if that is to be told."""
    told = name + PRECISION in columns and isinstance(kind, Day | Moment)
    return {name + PRECISION: "day" if isinstance(kind, Day) else "moment"} if told else {}
