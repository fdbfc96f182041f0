"""The tables that queries read, made of a base's rows; rows that cannot be used are set apart.

A model whose rows are all right is a view: nothing is copied. One with rows that are not is a
table of the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from forecourt.core.bases.checks import Check, Reason
from forecourt.core.bases.databases import number
from forecourt.core.bases.layout import models_in_order
from forecourt.core.bases.looks import look_at_all
from forecourt.core.bases.reading import quoted, reading
from forecourt.core.bases.rows_apart import REJECTS, Apart, no_rejects, rejects
from forecourt.core.bases.sources import BaseUnfit
from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.bases import SeveralStores
from forecourt.core.engines.columns.functions import DUCKDB, lowered, type_of
from forecourt.core.engines.columns.inputs import empty_root, table_columns
from forecourt.core.engines.columns.sql import Literal, op

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecourt.core.bases.databases import Database, Source
    from forecourt.core.bases.looks import Seen
    from forecourt.core.bases.rows_apart import Rows
    from forecourt.core.records.schema import Schema


class Count(NamedTuple):
    """How many rows of a model were read, and how many of these were set apart."""

    read: int
    rejected: int


@dataclass
class Tables:
    """What was made of a base's rows."""

    counts: dict[str, Count] = field(default_factory=dict)
    rejected: dict[tuple[str, str, str], int] = field(default_factory=dict)
    """Rows by model, column and reason."""
    as_they_are: set[str | None] = field(default_factory=lambda: {None})
    """Models of which all rows are used as they stand, as are those above them; None of none."""


def make_tables(
    database: Database, found: Mapping[str, Source], schema: Schema, zone: str
) -> Tables:
    """Make a table or view for each model, named as it, and one of the rows set apart.

    Raises:
        BaseUnfit: there is more than one store.
    """
    made = Tables()
    seen = look_at_all(database, found, schema, zone)
    for model in models_in_order(schema):
        left = 0
        if model in seen:
            left = _of_rows(database, seen[model], zone, made)
        else:
            database.show(model, _nothing(model, schema))
        if model in schema.roots[1:]:
            _one_at_most(database, model, left, schema)
    with_some = dict.fromkeys(model for model, _, _ in made.rejected)
    parts = [f"SELECT * FROM {quoted(_apart(model))}" for model in with_some]
    database.show(REJECTS, " UNION ALL ".join(parts) or no_rejects())
    return made


def _apart(model: str) -> str:
    return f"{REJECTS} of {model}"


def _nothing(model: str, schema: Schema) -> str:
    columns = ", ".join(
        f"CAST(NULL AS {type_of(kind, DUCKDB).sql(DUCKDB)}) AS {quoted(name)}"
        for name, kind in table_columns(model, schema).items()
    )
    return f"SELECT {columns} WHERE false"


def _one_at_most(database: Database, root: str, rows: int, schema: Schema) -> None:
    """See that a root beside the first has one row: where there is none, an empty record."""
    if rows > 1:
        raise BaseUnfit(SeveralStores(Place(root, 1), root, rows))
    if rows == 0:
        row = empty_root(root, schema)
        values = ", ".join(
            f"{_constant(row[name], kind)} AS {quoted(name)}"
            for name, kind in table_columns(root, schema).items()
        )
        database.show(root, f"SELECT {values}")


def _constant(value: Any, kind: str) -> str:
    if isinstance(value, list):
        items = [Literal(one, kind.removesuffix("[]")) for one in value]
        listed = lowered(op("list", *items), DUCKDB).sql(DUCKDB)
    else:
        listed = lowered(Literal(value, kind), DUCKDB).sql(DUCKDB)
    return f"CAST({listed} AS {type_of(kind, DUCKDB).sql(DUCKDB)})"


# Rows that are there -------------------------------------------------------------------------


def _of_rows(database: Database, seen: Seen, zone: str, made: Tables) -> int:
    """Make the table of a model; return how many rows it has."""
    rows, model, left = seen.rows, seen.rows.model, seen.total
    read = reading(model, rows.schema, seen.columns, zone, rows.renamed)
    listed = ", ".join(f"{sql} AS {quoted(name)}" for name, sql in read.items())
    apart = tuple(_set_apart(database, seen, made))
    if apart:
        database.keep(_apart(model), rejects(rows, apart))
        made.rejected |= _tally(database, model)
        kept = rows.left(seen.failed, some_doubled=seen.some_doubled)
        database.keep(model, f"SELECT {listed} FROM {kept}")
        left = number(database, f"SELECT count(*) FROM {quoted(model)}")
    else:
        make = database.keep if rows.renamed else database.show
        make(model, f"SELECT {listed} FROM {rows.source.relation}")
        if not rows.renamed and _owner_of(rows) in made.as_they_are:
            made.as_they_are.add(model)
    made.counts[model] = Count(seen.total, seen.total - left)
    return left


def _owner_of(rows: Rows) -> str | None:
    return rows.schema.models[rows.model].owner


def _set_apart(database: Database, seen: Seen, made: Tables) -> Iterator[Apart]:
    """Yield all that is wrong with rows of a model."""
    rows, owner = seen.rows, _owner_of(seen.rows)
    for check in seen.failed:
        yield Apart(check, rows.those_where(check.bad))
    if seen.some_doubled:
        database.keep(rows.doubled, rows.doubled_ids())
        if number(database, f"SELECT count(*) FROM {rows.those_doubled()}"):
            yield Apart(Check("id", Reason.TWICE, ""), rows.those_doubled())
    if owner is not None:
        without = rows.those_without_owner(quoted(owner))
        many = seen.without_owner if owner in made.as_they_are else None
        if many is None:
            many = number(database, f"SELECT count(*) FROM {without}")
        if many:
            yield Apart(rows.without_owner(), without)


def _tally(database: Database, model: str) -> dict[tuple[str, str, str], int]:
    columns = '"column", "reason"'
    rows = database.rows(
        f"SELECT {columns}, count(*) FROM {quoted(_apart(model))} GROUP BY {columns}"
    )
    return {(model, column, reason): many for column, reason, many in sorted(rows)}
