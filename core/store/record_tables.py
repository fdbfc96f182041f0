"""The tables of records, which follow the record models."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlite_utils.db import ForeignKey

from forecourt.core.diagnostics.storing import StoreColumnUnfit
from forecourt.core.records.schema import Absence
from forecourt.core.store.transactions import transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlite_utils import Database

    from forecourt.core.diagnostics import Diagnostic, Place
    from forecourt.core.records.models import Record
    from forecourt.core.records.records import Records
    from forecourt.core.records.tables import ColumnSchema, TableSchema

ROOTS = "fc_root"
"""Every root record with the digest of its canonical JSON."""

RootKey = tuple[str, str]
Rows = dict[str, list[dict[str, Any]]]


class RecordTables:
    """Root records in the tables of their models, in one database."""

    def __init__(self, database: Database, records: Records) -> None:
        self._database = database
        self._records = records
        self._tables = {table.name: table for table in records.tables()}

    # The tables themselves -------------------------------------------------------------------

    def create(self) -> None:
        """Make the tables."""
        columns = {"root": "TEXT", "id": "TEXT", "digest": "TEXT"}
        self._database.create_table(ROOTS, columns, pk=("root", "id"), not_null=("digest",))
        for table in self._tables.values():
            self._create(table)

    def fit(self, place: Place, *, read_only: bool = False) -> tuple[Diagnostic, ...]:
        """Add the tables and columns that the models gained, or return why that cannot be.

        Columns that the models lost stay, for a plugin that is switched on again. In a database
        that is `read_only` nothing is added; there are no values for it either.
        """
        problems = tuple(self._problems(place))
        lacking = [] if problems or read_only else list(self._lacking())
        if lacking:
            with transaction(self._database):
                for table, columns in lacking:
                    self._extend(table, columns)
        return problems

    def _create(self, table: TableSchema) -> None:
        keys = [ForeignKey(*_owner_key(table, self._tables))] if table.owner else []
        self._database.create_table(
            table.name,
            {column.name: column.sqlite_type for column in table.columns},
            pk=table.primary_key if len(table.primary_key) > 1 else table.primary_key[0],
            foreign_keys=keys,
            not_null=[column.name for column in table.columns if not column.nullable],
        )

    def _problems(self, place: Place) -> Iterator[Diagnostic]:
        for table in self._tables.values():
            found = {c.name: c.type for c in self._database.table(table.name).columns}
            for column in table.columns:
                kept = found.get(column.name, column.sqlite_type)
                if kept != column.sqlite_type:
                    yield StoreColumnUnfit(place, table.name, column.name, kept, column.sqlite_type)

    def _lacking(self) -> Iterator[tuple[TableSchema, tuple[ColumnSchema, ...]]]:
        """Yield each table that lacks columns, all of them if it is not there."""
        for table in self._tables.values():
            found = {column.name for column in self._database.table(table.name).columns}
            columns = tuple(column for column in table.columns if column.name not in found)
            if columns:
                yield table, columns

    def _extend(self, table: TableSchema, columns: Iterable[ColumnSchema]) -> None:
        if not self._database.table(table.name).exists():
            self._create(table)
            return
        for column in columns:
            default = self._stored_default(table, column)
            self._database.table(table.name).add_column(
                column.name, column.sqlite_type, not_null_default=default
            )

    def _stored_default(self, table: TableSchema, column: ColumnSchema) -> Any:
        """Return what rows from before a column was there hold in it."""
        field = self._records.schema.models[table.model].fields[column.name]
        if field.absence is not Absence.DEFAULT:
            return None
        match field.default:
            case tuple():
                return json.dumps(field.default, ensure_ascii=False)
            case bool():
                return int(field.default)
            case date() | time():
                return field.default.isoformat()
            case _:
                return field.default

    # Records ---------------------------------------------------------------------------------

    def root_of(self, record: Record) -> str:
        """Return the name of a record's model."""
        name: str = record.model_line["name"]
        return name

    def replace(self, changed: Mapping[RootKey, tuple[Record, str]]) -> None:
        """Write records, each with its digest, in the place of those with their ids.

        What stands in columns and tables that no model has is kept, for a plugin that is switched
        on again.
        """
        rows: Rows = defaultdict(list)
        for record, _ in changed.values():
            for name, row in self._records.rows(record):
                rows[name].append(row)
        for name, table in self._tables.items():
            self._delete_others(table, changed, rows.get(name, ()))
            self._write(name, table.primary_key, rows.get(name, ()))
        self._write(
            ROOTS,
            ("root", "id"),
            [
                {"root": root, "id": id_, "digest": digest}
                for (root, id_), (_, digest) in changed.items()
            ],
        )

    def _delete_others(
        self, table: TableSchema, changed: Iterable[RootKey], rows: Iterable[Mapping[str, Any]]
    ) -> None:
        """Delete the rows of root records that are not among those that they now have."""
        wanted = {tuple(row[column] for column in table.primary_key) for row in rows}
        columns = ", ".join(f"[{column}]" for column in table.primary_key)
        of_root = f"FROM [{table.name}] WHERE [{table.primary_key[0]}] = ?"
        named = " AND ".join(f"[{column}] = ?" for column in table.primary_key)
        for id_ in [id_ for root, id_ in changed if root == table.root]:
            there = self._database.execute(f"SELECT {columns} {of_root}", (id_,)).fetchall()
            for key in set(there) - wanted:
                self._database.execute(f"DELETE FROM [{table.name}] WHERE {named}", key)  # noqa: S608 - the same

    def delete(self, keys: Iterable[RootKey]) -> None:
        """Delete root records with all that belongs to them."""
        for root, id_ in keys:
            self._database.execute(f"DELETE FROM [{root}] WHERE id = ?", (id_,))  # noqa: S608 - a model's name
            self._database.execute(f"DELETE FROM {ROOTS} WHERE root = ? AND id = ?", (root, id_))  # noqa: S608 - a constant

    def get(self, root: str, id_: str) -> Record | None:
        """Return a root record, or None."""
        if root not in self._there:
            return None
        rows: Rows = {}
        for table in self._of(root):
            key = table.primary_key[0]
            rows[table.name] = self._rows(table.name, key, id_)
            if table.owner is None and not rows[table.name]:
                return None
        return self._records.from_rows(root, rows)

    def _rows(self, table: str, key: str, id_: str) -> list[dict[str, Any]]:
        found = self._database.execute(f"SELECT * FROM [{table}] WHERE [{key}] = ?", (id_,))  # noqa: S608 - names of a model and its key
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found]

    def all(self, root: str) -> Iterator[Any]:
        """Yield the records of a root by id; one is held at a time."""
        yield from self._in_order(root, None, ())

    def some(self, root: str, ids: Sequence[str]) -> Iterator[Any]:
        """Yield those records of a root by id that are among some, in the way of `all`."""
        yield from self._in_order(root, "[{key}] IN (SELECT value FROM json_each(?))", ids)

    def _in_order(self, root: str, where: str | None, ids: Sequence[str]) -> Iterator[Any]:
        if root not in self._there:
            return

        def rows_of(table: TableSchema) -> Iterator[dict[str, Any]]:
            key = table.primary_key[0]
            narrowed = where and where.format(key=key)
            values = [json.dumps(ids)] if where else []
            return self._database.table(table.name).rows_where(
                narrowed, values, order_by=f"[{key}]"
            )

        first, *others = self._of(root)
        belonging = [_Ahead(table, rows_of(table)) for table in others]
        for row in rows_of(first):
            rows = {reader.table: reader.rows_of(row["id"]) for reader in belonging}
            yield self._records.from_rows(root, {first.name: [row], **rows})

    def ids(self, root: str) -> tuple[str, ...]:
        """Return the ids of a root's records, in order."""
        rows = self._database.table(ROOTS).rows_where("root = ?", (root,), order_by="id")
        return tuple(row["id"] for row in rows)

    def digest_of(self, root: str, id_: str) -> str | None:
        """Return the digest of a root record, or None."""
        sql = f"SELECT digest FROM {ROOTS} WHERE root = ? AND id = ?"  # noqa: S608 - a constant
        found = self._database.execute(sql, (root, id_)).fetchone()
        return None if found is None else str(found[0])

    def count(self, root: str) -> int:
        """Return how many records a root has."""
        return self._database.table(ROOTS).count_where("root = ?", (root,))

    def roots_with(self, model: str, id_: str) -> tuple[str, ...]:
        """Return the ids of the root records under which records of a model and an id stand."""
        if model not in self._there:
            return ()
        key = self._tables[model].primary_key[0]
        sql = f"SELECT DISTINCT [{key}] FROM [{model}] WHERE id = ? ORDER BY 1"  # noqa: S608 - names of a model and its key
        return tuple(row[0] for row in self._database.execute(sql, (id_,)))

    def ids_of(self, model: str) -> tuple[str, ...]:
        """Return the ids of all records of a model, each once, in order."""
        if model not in self._there:
            return ()
        sql = f"SELECT DISTINCT id FROM [{model}] ORDER BY id"  # noqa: S608 - a model's name
        return tuple(row[0] for row in self._database.execute(sql))

    @cached_property
    def _there(self) -> frozenset[str]:
        """The tables that the database has; one that is read only may lack some."""
        return frozenset(self._database.table_names()) & self._tables.keys()

    def _of(self, root: str) -> list[TableSchema]:
        """Return the tables of a root, its own first."""
        found = self._tables.values()
        return [table for table in found if table.root == root and table.name in self._there]

    def _write(self, name: str, key: tuple[str, ...], rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows, each in the place of one with its key."""
        if not rows:
            return
        names = ", ".join(f"[{column}]" for column in rows[0])
        values = ", ".join(f":{column}" for column in rows[0])
        keys = ", ".join(f"[{column}]" for column in key)
        others = ", ".join(f"[{one}] = excluded.[{one}]" for one in rows[0] if one not in key)
        conflict = f"DO UPDATE SET {others}" if others else "DO NOTHING"
        self._database.conn.executemany(
            f"INSERT INTO [{name}] ({names}) VALUES ({values}) ON CONFLICT ({keys}) {conflict}",  # noqa: S608 - names of models and fields
            rows,
        )


class _Ahead:
    """The rows of a table in the order of the root's ids, read as far as they are asked for."""

    def __init__(self, table: TableSchema, rows: Iterator[dict[str, Any]]) -> None:
        self.table = table.name
        self._key = table.primary_key[0]
        self._rows = rows
        self._next = next(self._rows, None)

    def rows_of(self, id_: str) -> list[dict[str, Any]]:
        """Return the rows of a root record; ids must be asked for in order."""
        found: list[dict[str, Any]] = []
        while self._next is not None and self._next[self._key] == id_:
            found.append(self._next)
            self._next = next(self._rows, None)
        return found


def _owner_key(
    table: TableSchema, tables: Mapping[str, TableSchema]
) -> tuple[str, str | None, str, str | None, tuple[str, ...], tuple[str, ...], bool, str]:
    """Return the foreign key by which a table's rows go when their owner goes."""
    owner = tables[table.owner or ""]
    ours, theirs = table.primary_key[:-1], owner.primary_key
    compound = len(ours) > 1
    return (
        table.name,
        None if compound else ours[0],
        owner.name,
        None if compound else theirs[0],
        ours,
        theirs,
        compound,
        "CASCADE",
    )
