"""A base run record by record: much slower, and the measure that the other engines are held to."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import ExitStack
from datetime import date, datetime, time
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from forecourt.core.bases import next_changes
from forecourt.core.bases.databases import InDuckdb
from forecourt.core.bases.layout import keys
from forecourt.core.bases.order import WORK, Progress, Summary
from forecourt.core.bases.reading import quoted
from forecourt.core.bases.result_columns import AT, CERTAIN, TEXT, precision, result_columns
from forecourt.core.bases.results import second_row
from forecourt.core.bases.rows_apart import REJECTS
from forecourt.core.bases.sources import in_currency, sources
from forecourt.core.bases.store_record import record_of, records_of
from forecourt.core.bases.tables import make_tables
from forecourt.core.engines.record import compile_plan
from forecourt.core.plan.facts import Facts
from forecourt.core.values.exact import unscaled
from forecourt.core.values.reading import decimals_kept
from forecourt.core.values.types import Many, Money, Number, Percent, Quantity, Type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from forecourt.core.bases.layout import Base
    from forecourt.core.bases.order import Limits, Order
    from forecourt.core.plan.nodes import Plan
    from forecourt.core.plan.outcome import Decided, Emitted, Horizon, Outcome
    from forecourt.core.records.records import Records
    from forecourt.core.records.schema import Schema

ENGINE = "record"
BATCH = 1_000
"""Records whose results are written at a time."""

Rows = dict[str, list[dict[str, Any]]]
Paths = dict[tuple[str, str], list[str | None]]


class _Said(NamedTuple):
    """What the rules say of a root record, and until when, if that is asked for."""

    outcome: Outcome
    record: Any
    horizons: tuple[Horizon, ...] | None


def run(
    order: Order,
    base: Base,
    records: Records,
    out: Path,
    limits: Limits,
    tell: Callable[[Progress], None],
) -> Summary:
    """Run rules on a base as `in_duckdb.run` does, and write the same results."""
    del limits  # a record at a time needs little
    begun = monotonic()
    schema = in_currency(order.plan.schema, order.plan.currency)
    with duckdb.connect(str(out / WORK / "base.duckdb")) as connection:
        database = InDuckdb(connection)
        found, warnings = sources(database, base, schema)
        tables = make_tables(database, found, schema, order.plan.zone)
        total = sum(tables.counts[root].read for root in schema.roots if root in tables.counts)
        with _ResultFiles(out, _columns(order)) as files:
            outcomes = _outcomes(connection, order, records, schema)
            for done, rows in _in_batches(outcomes, order.plan, schema):
                files.write(rows)
                tell(_progress(done, total, monotonic() - begun))
            written = files.counts
        everything = f"SELECT * FROM {quoted(REJECTS)}"
        written["rejects"] = database.write(everything, out / "rejects.parquet")
    seconds = {"decide": monotonic() - begun}
    return Summary(ENGINE, tables.counts, tables.rejected, written, warnings, seconds)


def _progress(done: int, total: int, took: float) -> Progress:
    part = min(done / total, 1) if total else 1
    return Progress("decide for each record", part, took * (1 - part) / part if part else None)


def _columns(order: Order) -> dict[str, dict[str, str]]:
    """Return the columns of each result with their SQL types."""
    further = {next_changes.NAME: next_changes.COLUMNS} if order.next_change else {}
    return result_columns(order.plan) | further


def _outcomes(
    connection: duckdb.DuckDBPyConnection, order: Order, records: Records, schema: Schema
) -> Iterator[_Said]:
    store = record_of(connection, records, schema)
    calendar = order.calendar_of(store)
    engine = compile_plan(order.plan, order.functions)
    for root in schema.roots:
        for record in records_of(connection, root, records, schema):
            if record.id:
                own = store if root == schema.roots[0] else None
                facts = Facts(root, record, own, order.now, calendar)
                horizons = engine.horizons(facts) if order.next_change else None
                yield _Said(engine.outcome(facts), record, horizons)


def _in_batches(
    outcomes: Iterator[_Said], plan: Plan, schema: Schema
) -> Iterator[tuple[int, Rows]]:
    done = 0
    shape = _Shape(plan, schema)
    while batch := list(islice(outcomes, BATCH)):
        rows: Rows = defaultdict(list)
        for said in batch:
            shape.add(said.outcome, said.record, rows)
            if said.horizons is not None:
                root = f"{said.outcome.root}:{said.outcome.root_id}"
                rows[next_changes.NAME].append(next_changes.row_of(root, said.horizons))
        done += len(batch)
        yield done, rows


class _ResultFiles(ExitStack):
    """The files of all results, open for writing."""

    def __init__(self, out: Path, results: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__()
        self.counts: dict[str, int] = {}
        self._files: dict[str, tuple[pq.ParquetWriter, pa.Schema]] = {}
        for name, columns in results.items():
            shape = pa.schema([(column, _arrow(kind)) for column, kind in columns.items()])
            file = out / f"{name}.parquet"
            file.parent.mkdir(exist_ok=True)
            self._files[name] = self.enter_context(pq.ParquetWriter(file, shape)), shape
            self.counts[name] = 0

    def write(self, rows: Rows) -> None:
        """Add rows to the files of their results."""
        for name, held in rows.items():
            file, shape = self._files[name]
            file.write_table(pa.Table.from_pylist(held, schema=shape))
            self.counts[name] += len(held)


def _arrow(kind: str) -> pa.DataType:
    if kind.endswith("[]"):
        return pa.list_(_arrow(kind[:-2]))
    if kind.startswith("DECIMAL"):
        digits, decimals = kind.removeprefix("DECIMAL(").removesuffix(")").split(",")
        return pa.decimal128(int(digits), int(decimals))
    return {
        "VARCHAR": pa.string(),
        "BOOLEAN": pa.bool_(),
        "BIGINT": pa.int64(),
        "DATE": pa.date32(),
        "TIMESTAMP": pa.timestamp("us"),
        "TIME": pa.time64("us"),
    }[kind]


# Rows of outcomes --------------------------------------------------------------------------


class _Shape:
    """Makes rows of results of outcomes."""

    def __init__(self, plan: Plan, schema: Schema) -> None:
        self._schema = schema
        self._columns = result_columns(plan)
        self._decisions = {one.name: one for one in plan.decisions}
        self._emissions = {(one.kind, one.name): one for one in plan.emissions}

    def add(self, outcome: Outcome, record: Any, rows: Rows) -> None:
        """Add the rows of an outcome to those of each result."""
        paths = _paths(record, outcome.root, self._schema)
        root = f"{outcome.root}:{outcome.root_id}"
        self._add_decisions(outcome, record, rows)
        for one in outcome.emissions:
            naming = {
                "root": root,
                "name": one.name,
                "subject": f"{one.model}:{one.id}",
                "ids": paths[one.model, one.id],
                "occurrence": one.occurrence,
            }
            listed, entry = self._emitted(one)
            rows[listed].append(naming | entry)
        for lacking in outcome.missing:
            is_parameter = lacking.blame.kind == "parameter"
            name, column = ("not_configured", "parameter") if is_parameter else ("missing", "field")
            matters = list(lacking.matters_to)
            rows[name].append({"root": root, column: lacking.blame.text, "matters_to": matters})

    def _add_decisions(self, outcome: Outcome, record: Any, rows: Rows) -> None:
        """Add a row for each record that something was decided of."""
        by_record: dict[tuple[str, str, int], dict[str, Any]] = {}
        seen: defaultdict[tuple[str, str], int] = defaultdict(int)
        listed = _all_paths(record, outcome.root, self._schema)
        for one in outcome.decisions:
            nth = seen[one.name, one.id]
            seen[one.name, one.id] += 1
            key = one.model, one.id, nth
            if key not in by_record:
                path = listed[one.model, one.id][nth]
                names = keys(one.model, self._schema)
                by_record[key] = dict(zip(names, path, strict=True))
                rows[f"decisions/{one.model}"].append(by_record[key])
            by_record[key] |= self._decided(one)

    def _decided(self, one: Decided) -> dict[str, Any]:
        decision = self._decisions[one.name]
        at = decision.at if one.row is None else decision.rows[one.row].at
        value = _natural(one.value, decision.type)
        return {one.name: value, one.name + CERTAIN: one.certain, one.name + AT: str(at)}

    def _emitted(self, one: Emitted) -> tuple[str, dict[str, Any]]:
        """Return the result that an emission stands in, and its row there."""
        emission = self._emissions.get((one.kind, one.name))
        if emission is None:
            said = {"severity": "breach", "message": second_row(one.name), "unknown": False}
            return "violations", said | {"at": str(self._decisions[one.name].at)}
        columns = self._columns[f"{one.kind}s"]
        found: dict[str, Any] = {
            name: _constant(value, columns[name]) for name, value in emission.constants.items()
        }
        for (name, field), value in zip(emission.fields, one.fields, strict=True):
            found[name] = _moment(_natural(value, field.type), columns[name])
            told = precision(name, field.type, columns) if value is not None else {}
            found = told | found
        return f"{one.kind}s", found | {"at": str(emission.at)}


def _constant(value: Any, kind: str) -> Any:
    is_text = value is None or isinstance(value, str)
    return value if is_text or kind != TEXT else json.dumps(value, ensure_ascii=False)


def _moment(value: Any, column: str) -> Any:
    """Return a value for a column; in one of moments a day is its beginning."""
    if column == "TIMESTAMP" and isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value


def _natural(value: Any, kind: Type) -> Any:
    if value is None:
        return None
    match kind:
        case Number() | Percent() | Quantity() | Money():
            return unscaled(value, decimals_kept(kind))
        case Many(element):
            return [_natural(one, element) for one in value]
        case _:
            return value


# Where a record stands ---------------------------------------------------------------------


def _all_paths(
    record: Any, root: str, schema: Schema
) -> Mapping[tuple[str, str], list[tuple[str, ...]]]:
    """Return the ids from the root down to each record, by its model and id, in order."""
    found: defaultdict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
    for model, path in _walked(record, root, (), schema):
        found[model, path[-1]].append(path)
    return {key: sorted(paths) for key, paths in found.items()}


def _paths(record: Any, root: str, schema: Schema) -> Paths:
    """Return the ids from the root down to a record; null above it where several have its id."""
    found: Paths = {}
    for key, paths in _all_paths(record, root, schema).items():
        first = paths[0]
        between = first[1:-1] if len(paths) == 1 else (None,) * len(first[1:-1])
        found[key] = [first[0], *between, first[-1]] if len(first) > 1 else [first[0]]
    return found


def _walked(
    record: Any, model: str, above: tuple[str, ...], schema: Schema
) -> Iterable[tuple[str, tuple[str, ...]]]:
    path = (*above, record.id or above[-1])
    yield model, path
    of = schema.models[model]
    for part in of.parts.values():
        held = getattr(record, part.name)
        if held is not None:
            yield from _walked(held, part.model, path, schema)
    for entry in of.lists.values():
        for held in getattr(record, entry.name):
            yield from _walked(held, entry.model, path, schema)
