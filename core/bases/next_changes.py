"""When each file's outcome can change by itself, and what can change then, as a result.

Queries are written in DuckDB's dialect, with nothing that cannot be said in Spark's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.bases.reading import quoted, text_in_sql
from forecourt.core.engines.columns.horizons.gathered import told
from forecourt.core.plan.outcome import next_change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forecourt.core.engines.columns.horizons.gathered import Told
    from forecourt.core.engines.columns.program import Program, SubjectQuery
    from forecourt.core.plan.outcome import Horizon

NAME = "next_change"
COLUMNS = {"root": "VARCHAR", "at": "TIMESTAMP", "what": "VARCHAR[]"}
"""Of the result, with their types: `at` is null where nothing changes, and `what` is empty."""

PIECES, EARLIEST = "next_change_pieces", "next_change_earliest"


def row_of(root: str, horizons: Iterable[Horizon]) -> dict[str, Any]:
    """Return the row of a file, by the horizons of its statements."""
    change = next_change(horizons)
    if change is None:
        return {"root": root, "at": None, "what": []}
    what = [f"{one.kind} {one.name} {one.model}:{one.id}" for one in change.what]
    return {"root": root, "at": change.at, "what": what}


def next_change_queries(program: Program) -> Iterator[tuple[str, str, bool]]:
    """Yield (name, query, whether it is kept) of when outcomes change, if the program tells."""
    if not program.next_change:
        return
    pieces = [
        select
        for place, (query, _) in enumerate(program.queries)
        if (select := _pieces(f"staged_{place}", query, program))
    ]
    yield PIECES, " UNION ALL ".join(pieces or [_NO_PIECES]), False
    yield EARLIEST, f'SELECT "root", min("at") AS "at" FROM {PIECES} GROUP BY "root"', False
    yield NAME, _of_roots(program), True


_NO_PIECES = (
    'SELECT CAST(NULL AS VARCHAR) AS "root", CAST(NULL AS TIMESTAMP) AS "at", '
    "{'place': 0, 'name': '', 'id': '', 'number': 0, 'path': [''], 'what': ''} AS \"said\" "
    "WHERE false"
)


def _of_roots(program: Program) -> str:
    """Return the query of a row for each root record; what changes is in the order of outcomes."""
    schema = program.plan.schema
    roots = " UNION ALL ".join(
        f'SELECT {text_in_sql(f"{model}:")} || "id" AS "root" FROM {quoted(model)}'
        f" WHERE \"id\" <> ''"
        for model in schema.roots
    )
    listed = "list_transform(list_sort(list(said)), lambda x: x.what)"
    found = (
        f'SELECT "root", "at", {listed} AS "what" FROM (SELECT DISTINCT p."root", p."at", p."said"'
        f' FROM {PIECES} AS p JOIN {EARLIEST} AS e ON p."root" = e."root" AND p."at" = e."at") AS d'
        ' GROUP BY "root", "at"'
    )
    return (
        'SELECT r."root", f."at", coalesce(f."what", CAST([] AS VARCHAR[])) AS "what"'
        f' FROM ({roots}) AS r LEFT JOIN ({found}) AS f ON r."root" = f."root"'
    )


def _pieces(table: str, query: SubjectQuery, program: Program) -> str:
    """Return the query of (root, at, what changes then), of each row's earliest; empty if none."""
    statements = [one for one in told(query, program.plan) if one.column is not None]
    if not statements:
        return ""
    columns = dict.fromkeys(quoted(str(one.column)) for one in statements)
    least = f"least({', '.join(columns)})" if len(columns) > 1 else next(iter(columns))
    first = quoted(query.keys[0])
    root = f"{text_in_sql(program.plan.schema.root_of(query.model) + ':')} || {first}"
    rows = f"SELECT *, {least} AS \"at\" FROM {table} WHERE {first} <> ''"
    said = ", ".join(_said(one, query) for one in statements)
    return (
        f'SELECT {root} AS "root", "at", unnest(list_filter([{said}], lambda x: x IS NOT NULL))'
        f' AS "said" FROM ({rows}) AS q WHERE "at" IS NOT NULL'
    )


def _said(one: Told, query: SubjectQuery) -> str:
    """Return what can change, with what it is listed by; null where it stays for longer."""
    identity = quoted(query.keys[-1])
    path = ", ".join(map(quoted, query.keys))
    what = f"{text_in_sql(f'{one.kind} {one.name} {query.model}:')} || {identity}"
    entry = (
        f"{{'place': {one.place}, 'name': {text_in_sql(one.name)}, 'id': {identity},"
        f" 'number': {one.number}, 'path': [{path}], 'what': {what}}}"
    )
    return f'CASE WHEN {quoted(str(one.column))} = "at" THEN {entry} END'
