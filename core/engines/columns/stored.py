"""What is stored, in columns: constants, parameters, fields."""

from __future__ import annotations

from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.columns import normal
from forecourt.core.engines.columns.blame import Bit, united, where
from forecourt.core.engines.columns.cells import Cell, is_constant_value, strict
from forecourt.core.engines.columns.references import referred
from forecourt.core.engines.columns.sql import (
    FALSE,
    TRUE,
    Literal,
    Op,
    all_of,
    any_of,
    case,
    column_type,
    is_null,
    is_there,
    null,
)
from forecourt.core.records.schema import Absence
from forecourt.core.values.types import Many, Symbol, Type

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql
    from forecourt.core.plan import nodes as n


def literal(value: Any, kind: Type) -> Sql:
    """Return a value in normal form as a constant; None as a null of its type."""
    if value is None:
        return null(column_type(kind))
    if isinstance(kind, Many):
        return Op("list", tuple(literal(one, kind.element) for one in value))
    return Literal(normal.stored(value), column_type(kind))


def constant(node: n.Const, _: Scope) -> Cell:
    """A known value."""
    return Cell(literal(node.value, node.type))


def no_value(node: n.NoValue, _: Scope) -> Cell:
    """None."""
    return Cell(null(column_type(node.type)), TRUE)


def ask(node: n.Ask, scope: Scope) -> Cell:
    """Missing, whatever the fields hold."""
    blames = []
    for field_node in node.fields:
        record = scope.record(field_node.of)
        asked = where(is_there(record.id.value), record.ask(field_node.name))
        blames += [asked, record.id.blame]
    return Cell(null(column_type(node.type)), FALSE, united(*blames), may_be_missing=True)


def parameter(node: n.Parameter, scope: Scope) -> Cell:
    """The value in force: a constant, or the row of the keys."""
    table = scope.session.plan.parameters[node.name]
    keys = [scope.cell(key) for key in node.keys]
    rows: list[tuple[Sql, Sql]] = [
        (
            all_of(
                *(
                    is_constant_value(key, one, literal(one, kind))
                    for key, one, kind in zip(keys, at, table.key_types, strict=True)
                )
            ),
            literal(value, node.type),
        )
        for at, value in _values_in_force(table, scope.session.now.date())
    ]
    complete = _has_all_keys(table, len(rows))
    if complete and all(key.none == FALSE and not key.may_be_missing for key in keys):
        rows[-1] = (TRUE, rows[-1][1])
    value = scope.frame.put(case(rows, null(column_type(node.type))))
    found = strict(value, *keys)
    if complete:
        return found
    absent = all_of(*(is_there(key.value) for key in keys), is_null(value))
    if absent == FALSE:
        return found
    if not table.required:
        return replace(found, none=any_of(found.none, absent))
    bit = scope.subject.bits.blame(Bit("parameter", node.name))
    return replace(found, blame=united(found.blame, where(absent, bit)), may_be_missing=True)


def _has_all_keys(table: n.ParameterTable, rows: int) -> bool:
    """Return whether there is a value for each combination of the keys' values."""
    of_keys = [
        len(kind.values) if isinstance(kind, Symbol) and not kind.open else None
        for kind in table.key_types
    ]
    return None not in of_keys and rows == prod(filter(None, of_keys))


def _values_in_force(table: n.ParameterTable, day: date) -> Iterator[tuple[tuple[Any, ...], Any]]:
    for keys, dated_values in table.values.items():
        values = [dated.value for dated in dated_values if _in_force_on(dated, day)]
        if values and values[-1] is not None:
            yield keys, values[-1]


def _in_force_on(dated: n.DatedValue, day: date) -> bool:
    begun = dated.first_on is None or dated.first_on <= day
    return begun and (dated.last_on is None or day <= dated.last_on)


def ordinal(node: n.Ordinal, scope: Scope) -> Cell:
    """The ordinal of the occurrence that is looked at."""
    bound = scope.bound[node.variable]
    assert bound.ordinal is not None
    return Cell(bound.ordinal)


def record_as_value(node: n.Expr, scope: Scope) -> Cell:
    """A record stands for its id."""
    return scope.record(node).id


def decided(node: n.Ref, scope: Scope) -> Cell:
    """The value of a decision, missing in the certainty pass unless it is certain."""
    return referred(node, scope).cell


def field(node: n.Field, scope: Scope) -> Cell:
    """A stored field, and what its absence means.

    Tables hold defaults filled, and what is required; only an empty store lacks the latter.
    """
    record = scope.record(node.of)
    of = record.id
    if node.name == "id":
        return of
    stored = record.column(node.name)
    absent = is_null(stored)
    if of.none != FALSE or of.may_be_missing:
        absent = all_of(is_there(of.value), absent)
    if node.absence is Absence.NONE:
        return Cell(stored, any_of(of.none, absent), of.blame, of.may_be_missing)
    if is_never_missing(node, scope):
        return Cell(stored, of.none, of.blame, of.may_be_missing)
    asked = where(absent, record.ask(node.name))
    return Cell(stored, of.none, united(of.blame, asked), may_be_missing=True)


def is_never_missing(node: n.Field, scope: Scope) -> bool:
    """Whether a field of a record that is there is known or none wherever it stands."""
    if node.name == "id" or node.absence in (Absence.NONE, Absence.DEFAULT):
        return True
    schema = scope.session.plan.schema
    in_file = schema.root_of(node.model) == schema.root_of(scope.subject.model)
    return node.absence is Absence.REQUIRED and in_file
