"""Columns of a base in natural types, as SQL that gives the normal form of their values.

The text is in DuckDB's dialect. What a type is read from stands in `_FITTING`; that each value can
be read is seen to before (`checks`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecourt.core.bases.layout import DIGITS
from forecourt.core.bases.wall_clock import is_unsettled, on_wall, settled
from forecourt.core.engines.columns.functions import DUCKDB, lowered, type_of
from forecourt.core.engines.columns.inputs import ids_above, table_columns
from forecourt.core.engines.columns.sql import column_type
from forecourt.core.engines.columns.stored import literal
from forecourt.core.records.schema import Absence
from forecourt.core.values.reading import decimals_kept
from forecourt.core.values.types import (
    Day,
    Duration,
    Many,
    Moment,
    Reference,
    Symbol,
    Text,
    TimeOfDay,
    Type,
    YesNo,
)

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from datetime import datetime

    from forecourt.core.records.schema import FieldSchema, Schema

    Span = tuple[datetime, datetime]

INTEGERS = frozenset(
    f"{sign}{size}" for sign in ("", "U") for size in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT")
) | {"HUGEINT", "UHUGEINT"}
ZONED = "TIMESTAMP WITH TIME ZONE"
_MOMENTS = frozenset({"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", ZONED})
BEGIN, END = "TIMESTAMP '0001-01-01'", "TIMESTAMP '9999-12-31 23:59:59'"
"""Of the calendar."""
_EMPTY = frozenset({'"NULL"', "NULL"})
"""Of a column that holds nothing but nulls."""
_DECIMAL = re.compile(r"DECIMAL\(\d+,\s*(\d+)\)")
_ENUM = re.compile(r"ENUM\(.*\)", re.DOTALL)


def quoted(name: str) -> str:
    """Return a name in quotes, as SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def text_in_sql(text: str) -> str:
    """Return a text as a constant."""
    return "'" + text.replace("'", "''") + "'"


def fits(kind: Type, found: str) -> bool:
    """Return whether values of a type are read from columns of an SQL type."""
    if found in _EMPTY:
        return True
    match kind:
        case YesNo():
            return found == "BOOLEAN"
        case Text() | Symbol() | Reference():
            return found == "VARCHAR" or _ENUM.fullmatch(found) is not None
        case Day():
            return found == "DATE"
        case Moment():
            return found in _MOMENTS
        case TimeOfDay():
            return found in {"TIME", "TIME_NS"}
        case Many(element):
            return found.endswith("[]") and fits(element, found.removesuffix("[]"))
        case Duration():
            return found in INTEGERS
        case _:
            return found in INTEGERS or found == "DOUBLE" or decimals_in(found) is not None


def decimals_in(found: str) -> int | None:
    """Return how many decimals a DECIMAL type has; None of another type."""
    decimal = _DECIMAL.fullmatch(found)
    return int(decimal[1]) if decimal else None


def reading(
    model: str, schema: Schema, found: Mapping[str, str], zone: str, unlike: Container[str]
) -> dict[str, str]:
    """Return what gives each column of a model's table, in normal form.

    `found` are the columns that there are, and their types, which fit; `unlike` those that cannot
    be read as they are.
    """
    fields = schema.models[model].fields
    keys = [name for name in table_columns(model, schema) if name not in fields or name == "id"]
    read = {
        name: _taken(kind, found[name], name, zone, as_is=name not in unlike)
        for name, kind in types_of(model, schema).items()
        if name in found
    }
    ids = {key: read[key] for key in keys if key in read}
    ids.setdefault("id", ids[keys[-2]] if len(keys) > 1 else "")
    return ids | {
        name: _field(field, read.get(name)) for name, field in fields.items() if name != "id"
    }


def types_of(model: str, schema: Schema) -> dict[str, Type]:
    """Return the columns that a model's rows may have, and the types of their values."""
    fields = {name: field.type for name, field in schema.models[model].fields.items()}
    return dict.fromkeys((*ids_above(model, schema), "id"), Text()) | fields | {"id": Text()}


def _field(field: FieldSchema, read: str | None) -> str:
    """Return what gives a field, its default filled in; `read` is None if it has no column."""
    kept = type_of(column_type(field.type), DUCKDB).sql(DUCKDB)
    value = read or f"CAST(NULL AS {kept})"
    default = field.default
    if default is None and isinstance(field.type, Many):
        default = ()
    if field.absence is not Absence.DEFAULT or default is None:
        return value
    filled = lowered(literal(default, field.type), DUCKDB).sql(DUCKDB)
    return f"CAST(coalesce({value}, {filled}) AS {kept})"


def _taken(kind: Type, found: str, name: str, zone: str, *, as_is: bool) -> str:
    value = quoted(name)
    if found in _EMPTY:
        return f"CAST(NULL AS {type_of(column_type(kind), DUCKDB).sql(DUCKDB)})"
    if as_is and is_often_alike(kind):
        return f"CAST({value} AS {type_of(column_type(kind), DUCKDB).sql(DUCKDB)})"
    return normal(kind, found, value, zone)


def is_often_alike(kind: Type) -> bool:
    """Return whether values are mostly in normal form as they are, so that it pays to look."""
    match kind:
        case Many(element):
            return is_often_alike(element)
        case _:
            return isinstance(kind, Text | Symbol | Reference | Moment | YesNo | Day)


def span_of(kind: Type, found: str, value: str) -> tuple[str, str] | None:
    """Return the least and the latest moment of a column, as aggregates; None if it has none."""
    match kind:
        case Moment() if found not in (*_EMPTY, ZONED):
            within = f"FILTER ({value} BETWEEN {BEGIN} AND {END})"
            return f"min({value}) {within}", f"max({value}) {within}"
        case Many(Moment()) if found.removesuffix("[]") not in (*_EMPTY, ZONED):
            moments = f"list_filter({value}, lambda x: x BETWEEN {BEGIN} AND {END})"
            return f"min(list_min({moments}))", f"max(list_max({moments}))"
        case _:
            return None


def unlike(kind: Type, found: str, value: str, zone: str, span: Span) -> str | None:
    """Return whether the normal form of a value is not the value itself, cast to its SQL type.

    `span` has the least and the latest moment of the column. None: it never is, or always may be.
    """
    match kind:
        case _ if found in _EMPTY:
            return None
        case Text() | Symbol() | Reference():
            return f"nfc_normalize(CAST({value} AS VARCHAR)) <> CAST({value} AS VARCHAR)"
        case Moment() if found == ZONED:
            return f"{value} IS NOT NULL"
        case Moment():
            return is_unsettled(value, zone, *span)
        case Many(element):
            each = unlike(element, found.removesuffix("[]"), "x", zone, span)
            return each and f"len(list_filter({value}, lambda x: {each})) > 0"
        case _:
            return None


def normal(kind: Type, found: str, value: str, zone: str) -> str:
    """Return what gives the normal form of a value that is read from an SQL type."""
    match kind:
        case YesNo() | Day():
            return value
        case Text() | Symbol() | Reference():
            return f"nfc_normalize(CAST({value} AS VARCHAR))"
        case Moment():
            return on_wall(value, zone) if found == ZONED else settled(value, zone)
        case TimeOfDay():
            return f"CAST(floor(date_part('epoch', CAST({value} AS TIME))) AS BIGINT)"
        case Many(element):
            each = normal(element, found.removesuffix("[]"), "x", zone)
            return f"list_transform({value}, lambda x: {each})"
        case _:
            return _number(value, found, decimals_kept(kind))


def _number(value: str, found: str, decimals: int) -> str:
    size = 10**decimals
    if found == "DOUBLE":
        return f"CAST(round({value} * {size}) AS BIGINT)"
    if decimals_in(found) is not None:
        return f"CAST(CAST({value} AS DECIMAL({DIGITS},{decimals})) * {size} AS BIGINT)"
    return f"CAST({value} AS BIGINT)" + (f" * {size}" if decimals else "")
