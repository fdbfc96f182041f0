"""What an expression of the plan comes to, in columns: values, conditions, records."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.columns.blame import NOBODY, Blame, chosen, mapped, united, where
from forecourt.core.engines.columns.sql import (
    FALSE,
    Sql,
    all_of,
    any_of,
    case,
    holds,
    is_null,
    not_,
    number,
    same,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from forecourt.core.engines.columns.frames import Frame


@dataclass(frozen=True)
class Codes:
    """Small numbers that stand for a value: what is one of a few constants is told by them."""

    code: Sql
    """Null where the value is."""
    values: Mapping[Any, tuple[int, ...]]
    """The codes of each value, in normal form."""


@dataclass(frozen=True)
class Cell:
    """A value, null unless known; whether it is none; what it is missing for, nothing if it isn't.

    `none` is never null. An empty `blame` with `may_be_missing` false: the value never is missing.
    """

    value: Sql
    none: Sql = FALSE
    blame: Blame = NOBODY
    may_be_missing: bool = False
    """Missing without anything to ask for is possible: a division by zero."""
    codes: Codes | None = None

    @property
    def missing(self) -> Sql:
        """Return the condition that the value is missing."""
        if not self.may_be_missing:
            return FALSE
        return all_of(is_null(self.value), not_(self.none))


@dataclass(frozen=True)
class Truth:
    """A condition, null if unknown; what it is unknown for."""

    truth: Sql
    blame: Blame = NOBODY
    may_be_unknown: bool = False

    @property
    def unknown(self) -> Sql:
        """Return the condition that this one is unknown."""
        return is_null(self.truth) if self.may_be_unknown else FALSE


@dataclass(frozen=True)
class Record:
    """A record: its id as a value, its stored columns, and what its absent fields blame.

    `column` gives null, and `ask` is not to be read, where the record is none or missing. The
    columns of a table are its fields and the ids above a row (`_reader`).
    """

    id: Cell
    column: Callable[[str], Sql]
    ask: Callable[[str], Blame]


def strict(value: Sql, *operands: Cell) -> Cell:
    """Return an operation that is none if an operand is, else missing if one is.

    `value` must be null wherever an operand is.
    """
    none = any_of(*(operand.none for operand in operands))
    blame = united(*(operand.blame for operand in operands))
    possible = any(operand.may_be_missing for operand in operands)
    return Cell(value, none, chosen([(none, NOBODY)], blame) if possible else NOBODY, possible)


def atom(
    frame: Frame, condition: Sql, *operands: Cell, settled: Iterable[tuple[Sql, Sql]] = ()
) -> Truth:
    """Return a condition that is false if an operand is none, else unknown if one is missing.

    `condition` must be null wherever an operand is missing; `settled` says when, and how, it is
    decided nevertheless.
    """
    none = any_of(*(operand.none for operand in operands))
    if not any(operand.may_be_missing for operand in operands):
        return Truth(frame.put(condition if none == FALSE else holds(condition)))
    truth = frame.put(case([(none, FALSE), *settled], condition))
    blame = united(*(operand.blame for operand in operands))
    return Truth(truth, where(is_null(truth), blame), may_be_unknown=True)


def kept(cell: Cell, frame: Frame) -> Cell:
    """Return a value whose parts are columns of a frame."""
    codes = cell.codes
    return Cell(
        frame.put(cell.value), frame.put(cell.none), put_blame(cell.blame, frame),
        cell.may_be_missing, codes and replace(codes, code=frame.put(codes.code)),
    )  # fmt: skip


def is_constant_value(cell: Cell, value: Any, constant: Sql) -> Sql:
    """Return whether a value is a constant, given in normal form and in columns; null if null."""
    codes = cell.codes and cell.codes.values.get(value)
    if not cell.codes or not codes:
        return same(cell.value, constant)
    return any_of(*(same(cell.codes.code, number(code)) for code in codes))


def kept_truth(truth: Truth, frame: Frame) -> Truth:
    """Return a condition whose parts are columns of a frame."""
    return Truth(frame.put(truth.truth), put_blame(truth.blame, frame), truth.may_be_unknown)


def put_blame(blame: Blame, frame: Frame) -> Blame:
    """Return a blame whose masks are columns of a frame."""
    return mapped(blame, frame.put)


def rows_chosen(rows: list[tuple[Sql, Cell]], last: Cell) -> Cell:
    """Return the value of the first row whose condition is true, or else the last."""
    every = [cell for _, cell in rows] + [last]
    value = case([(condition, cell.value) for condition, cell in rows], last.value)
    none = case([(condition, cell.none) for condition, cell in rows], last.none)
    blame = chosen([(condition, cell.blame) for condition, cell in rows], last.blame)
    return Cell(value, none, blame, any(cell.may_be_missing for cell in every))
