"""Rows with columns that are worked out in steps, before they are a query.

A frame holds the rows of a subject, or those of the elements of a list. What is to be worked out
for them is given a name, once for each expression; `queries` later finds the steps in which that
can be done.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forecourt.core.engines.columns.sql import Column, Literal, Op, Sql, columns_in, replaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROWS, OUTER = "c", "o"
"""The aliases of a frame's own table, and of the rows around it."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A table, or the groups of a list, joined to the rows at hand by `on`, or nulls."""

    alias: str
    source: str | Group | View
    on: Sql


@dataclass(frozen=True, slots=True)
class View:
    """The rows of another subject as far as a decision of theirs has been made."""

    frame: Frame
    decision: str


@dataclass(frozen=True, slots=True)
class Ordinals:
    """The rows around, each once for every whole number from `low` to `high`, in column `n`."""

    low: Sql
    high: Sql


@dataclass(eq=False)
class Frame:
    """The rows of `source`: those of a table, or of ordinals; `outer` are the rows around.

    The rows around are joined (`outer_on`) only if something of them is read. `keys` tell the rows
    apart.
    """

    name: str
    source: str | Ordinals
    keys: tuple[str, ...]
    outer: Frame | None = None
    outer_on: tuple[tuple[str, Column | Literal], ...] = ()
    """Pairs of a column of the table and one of the rows around, or a null that nothing equals."""
    defined: dict[str, Sql] = field(default_factory=dict)
    """Columns by name. A stored one reads `ROWS`, one of the rows around `OUTER`, one that is
    joined that alias, all others the columns of this frame (`p`)."""
    joins: dict[str, Joined] = field(default_factory=dict)
    for_each_around: bool = False
    """Whether a row of the table stands here once for each of the rows around that it matches."""
    only: Sql | None = None
    """Rows of the table for which this isn't true don't stand here; it reads `ROWS` alone."""
    _names: dict[Sql, str] = field(default_factory=dict)

    def stored(self, name: str) -> Column:
        """Return a column of the frame's own table, or of its ordinals."""
        return self._named(Column(name, ROWS))

    def put(self, sql: Sql) -> Sql:
        """Return the column of an expression; itself, if it is one or a constant."""
        if not isinstance(sql, Op):
            return sql
        return self._named(sql)

    def joined(
        self, source: str | Group | View, on: Callable[[str], Sql]
    ) -> Callable[[str], Column]:
        """Join a table, the same only once, and return what gives the columns of it."""
        for join in self.joins.values():
            if join.source == source and join.on == on(join.alias):
                return self._of(join.alias)
        alias = f"j{len(self.joins)}"
        self.joins[alias] = Joined(alias, source, on(alias))
        return self._of(alias)

    def around(self, sql: Sql) -> Sql:
        """Return an expression of the rows around as one of these rows."""
        assert self.outer is not None
        columns: dict[Column, Sql] = {}
        for column in columns_in(sql):
            columns[column] = self._named(Column(column.name, OUTER))
        return replaced(sql, columns)

    def narrow(self, condition: Sql) -> None:
        """Leave out the rows for which a condition isn't true, if the table alone tells."""
        self.only = self._of_table(condition)

    def _of_table(self, sql: Sql) -> Sql | None:
        """Return an expression in terms of the table's columns; None if it reads others as well."""
        match sql:
            case Column(name=name, of="p"):
                return self._of_table(self.defined[name])
            case Column(of=of):
                return sql if of == ROWS else None
            case Op(function=function, arguments=arguments):
                found = [one for one in map(self._of_table, arguments) if one is not None]
                return Op(function, tuple(found)) if len(found) == len(arguments) else None
            case _:
                return sql

    def identifying(self) -> Iterator[Column]:
        """Yield the columns that tell the rows apart."""
        if self.outer is not None and self._is_repeated(self.outer):
            for column in self.outer.identifying():
                yield self._named(Column(column.name, OUTER))
        for key in self.keys:
            yield self.stored(key)

    def _is_repeated(self, outer: Frame) -> bool:
        """Whether the own keys alone don't tell to which of the rows around a row belongs."""
        if isinstance(self.source, Ordinals):
            return True
        matched = {value for _, value in self.outer_on}
        return self.for_each_around and not matched.issuperset(outer.identifying())

    def _of(self, alias: str) -> Callable[[str], Column]:
        return lambda name: self._named(Column(name, alias))

    def _named(self, sql: Sql) -> Column:
        if sql not in self._names:
            name = f"{self.name}_{len(self._names)}"
            self._names[sql] = name
            self.defined[name] = sql
        return Column(self._names[sql])


@dataclass(eq=False)
class Group:
    """The rows of a frame, grouped once by `keys`; joined where `owner` equals these."""

    name: str
    frame: Frame
    keys: tuple[Column, ...]
    owner: tuple[Sql, ...]
    """The same in the rows around."""
    aggregated: dict[str, Sql] = field(default_factory=dict)
    _names: dict[Sql, str] = field(default_factory=dict)

    def column(self, sql: Sql) -> str:
        """Return the name of an aggregate over the group's rows."""
        if sql not in self._names:
            self._names[sql] = f"a{len(self._names)}"
            self.aggregated[self._names[sql]] = sql
        return self._names[sql]
