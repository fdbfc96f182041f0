"""What is wrong with single rows of a base, as SQL conditions over its columns."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from forecourt.core.bases.layout import keys
from forecourt.core.bases.reading import ZONED, decimals_in, quoted, text_in_sql
from forecourt.core.records.schema import Absence
from forecourt.core.values.ranges import LONGEST_LIST
from forecourt.core.values.reading import decimals_kept
from forecourt.core.values.types import (
    Day,
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
    from collections.abc import Iterator, Mapping

    from forecourt.core.records.schema import Schema
    from forecourt.core.values.ranges import Interval


_DAY = 86_400
"""Seconds of a day."""


class Reason(StrEnum):
    """Why a row is rejected."""

    ABSENT = "absent, but required"
    EMPTY = "empty"
    NUL = "has the character NUL"
    UNKNOWN_NAME = "no name of the list"
    OUT_OF_RANGE = "out of range"
    INEXACT = "too many decimals"
    TOO_LONG = "too long a list"
    TWICE = "more than one row of this id"
    NO_OWNER = "the record above it is not there"


class Check(NamedTuple):
    """Something that can be wrong with a row: `bad` is an SQL condition."""

    column: str
    reason: Reason
    bad: str


def row_checks(model: str, schema: Schema, found: Mapping[str, str]) -> tuple[Check, ...]:
    """Return the checks of a model's rows; `found` are the columns there are, and their types."""
    return tuple(_of_keys(model, schema, found)) + tuple(_of_fields(model, schema, found))


def _of_keys(model: str, schema: Schema, found: Mapping[str, str]) -> Iterator[Check]:
    for name in keys(model, schema):
        if name in found:
            yield Check(name, Reason.ABSENT, f"{quoted(name)} IS NULL")
            yield Check(name, Reason.EMPTY, f"{quoted(name)} = ''")
            yield Check(name, Reason.NUL, _has_nul(quoted(name)))


def _of_fields(model: str, schema: Schema, found: Mapping[str, str]) -> Iterator[Check]:
    for name, field in schema.models[model].fields.items():
        if name == "id" or name not in found:
            continue
        if field.absence is Absence.REQUIRED:
            yield Check(name, Reason.ABSENT, f"{quoted(name)} IS NULL")
        checks = _of_double if found[name] == "DOUBLE" else _of_value
        for reason, bad in checks(field.type, found[name], quoted(name), field.range):
            yield Check(name, reason, bad)


def _of_value(
    kind: Type, found: str, value: str, limits: Interval | None
) -> Iterator[tuple[Reason, str]]:
    if "NULL" in found:
        return
    match kind:
        case YesNo():
            return
        case Symbol(values=values, open=is_open):
            listed = ", ".join(text_in_sql(one) for one in values)
            bad = f"{value} = ''" if is_open or not listed else f"{value} NOT IN ({listed})"
            yield (Reason.EMPTY if is_open else Reason.UNKNOWN_NAME), bad
        case Reference():
            yield Reason.EMPTY, f"{value} = ''"
        case Text():
            yield Reason.NUL, _has_nul(value)
        case Day():
            yield Reason.OUT_OF_RANGE, _outside(value, "DATE '0001-01-01'", "DATE '9999-12-31'")
        case Moment():
            yield Reason.OUT_OF_RANGE, _moment_outside(value, zoned=found == ZONED)
        case TimeOfDay():
            seconds = f"date_part('epoch', CAST({value} AS TIME))"
            yield Reason.OUT_OF_RANGE, f"{seconds} >= {_DAY}"
        case Many(element):
            yield from _of_list(element, found.removesuffix("[]"), value, limits)
        case _:
            yield from _of_number(kind, found, value, limits)


def _of_double(
    kind: Type, found: str, value: str, limits: Interval | None
) -> Iterator[tuple[Reason, str]]:
    """Yield what can be wrong with a double, looked at in a list.

    The least and greatest that a file tells of a column leave out what is no number; DuckDB goes by
    these where it can, and would say that there is none.
    """
    for reason, bad in _of_value(kind, found, "x", limits):
        yield reason, _any_in(f"[{value}]", bad)


def _of_list(
    element: Type, found: str, value: str, limits: Interval | None
) -> Iterator[tuple[Reason, str]]:
    yield Reason.TOO_LONG, f"len({value}) > {LONGEST_LIST}"
    yield Reason.ABSENT, _any_in(value, "x IS NULL")
    for reason, bad in _of_value(element, found, "x", limits):
        yield reason, _any_in(value, bad)


def _any_in(value: str, bad: str) -> str:
    return f"len(list_filter({value}, lambda x: {bad})) > 0"


def _of_number(
    kind: Type, found: str, value: str, limits: Interval | None
) -> Iterator[tuple[Reason, str]]:
    decimals = decimals_kept(kind)
    if limits:
        low, high = (Decimal(end).scaleb(-decimals) for end in (limits.low, limits.high))
        yield Reason.OUT_OF_RANGE, _outside(value, f"{low:f}", f"{high:f}")
    if found == "DOUBLE":
        nearest = f"round({value} * {10**decimals}) / {10**decimals}"
        yield Reason.INEXACT, f"{nearest} <> {value}"
    elif (decimals_in(found) or 0) > decimals:
        yield Reason.INEXACT, f"{value} <> round({value}, {decimals})"


def _moment_outside(value: str, *, zoned: bool) -> str:
    if zoned:  # a day from the ends of the calendar, whatever the zone
        value = f"make_timestamp(epoch_us({value}))"
        return _outside(value, "TIMESTAMP '0001-01-02'", "TIMESTAMP '9999-12-30'")
    return _outside(
        f"CAST({value} AS TIMESTAMP)", "TIMESTAMP '0001-01-01'", "TIMESTAMP '9999-12-31 23:59:59'"
    )


def _outside(value: str, low: str, high: str) -> str:
    return f"{value} NOT BETWEEN {low} AND {high}"


def _has_nul(value: str) -> str:
    return f"contains(CAST({value} AS VARCHAR), chr(0))"
