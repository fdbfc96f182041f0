"""Which root records a run evaluates that goes on from an earlier one, and why.

That is told by their ids and the moments of their next changes: no other column is read for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forecourt.core.bases import next_changes
from forecourt.core.bases.databases import number
from forecourt.core.bases.reading import quoted, text_in_sql

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    import pyarrow as pa

    from forecourt.core.bases.basis import Basis
    from forecourt.core.bases.databases import InDuckdb, Source
    from forecourt.core.bases.earlier import Earlier
    from forecourt.core.records.schema import Schema

NEW, RULES, STORE, RECORDS, TIME = "new", "rules", "store", "records", "time"
"""Why a record is evaluated: the earlier run knows nothing of it; or it went by other rules, by
another record of the store, by the record as it was; or its time is over, or has not come yet."""
REASONS = (NEW, RULES, STORE, RECORDS, TIME)
"""In the order in which they are told: a record is counted under the first that applies."""

CONCERNED = "concerned"
"""The table of records to be evaluated: `root`, `because`, and whether it is in the base."""
REPLACED = "replaced"
"""The table with the `root` of each record of which no row of the earlier results goes on."""
_ROOTS, _KNOWN, _TOUCHED = "roots there", "roots known", "touched ids"


class Counts(NamedTuple):
    """How many records there are and are evaluated."""

    roots: int
    because: Mapping[str, int]
    """How many are evaluated, by the first reason for it."""
    gone: int
    """How many are not there any more."""
    touched: int
    """How many ids were said to be touched."""
    unknown: int
    """How many of these neither the base nor the earlier run knows."""


def why_all(earlier: Earlier, basis: Basis, now: datetime) -> frozenset[str]:
    """Return why all records are to be evaluated; nothing if they are not."""
    given = {
        RULES: earlier.basis.rules != basis.rules,
        STORE: earlier.basis.facts != basis.facts,
        TIME: earlier.as_of > now,
    }
    return frozenset(reason for reason, is_so in given.items() if is_so)


def find_concerned(
    database: InDuckdb,
    found: Mapping[str, Source],
    schema: Schema,
    earlier: Earlier,
    touched: pa.Table,
    whole: Collection[str],
    now: datetime,
) -> Counts:
    """Make the tables of those concerned; `found` are the rows of the base by model."""
    database.add("given ids", touched)
    database.keep(
        _TOUCHED, "SELECT DISTINCT nfc_normalize(id) AS id FROM \"given ids\" WHERE id <> ''"
    )
    database.keep(_ROOTS, _roots(found, schema))
    database.keep(_KNOWN, f'SELECT "root", "at" FROM {earlier.results[next_changes.NAME].relation}')
    _keep_concerned(database, schema, whole, now)
    others_said = (
        " OR ".join(f'starts_with("root", {_prefix(one)})' for one in schema.roots[1:]) or "false"
    )
    database.keep(
        REPLACED,
        f'SELECT "root" FROM {CONCERNED} UNION SELECT "root" FROM {quoted(_KNOWN)}'
        f" WHERE {others_said}",
    )
    return _counts(database, schema)


def _prefix(root: str) -> str:
    return text_in_sql(f"{root}:")


def _roots(found: Mapping[str, Source], schema: Schema) -> str:
    """Return the query of all root records that the base has."""
    given = 'nfc_normalize(CAST("id" AS VARCHAR))'
    return " UNION ".join(
        f'SELECT {_prefix(root)} || {given} AS "root" FROM {found[root].relation}'
        " WHERE \"id\" <> ''"
        for root in schema.roots
        if root in found
    )


def _keep_concerned(
    database: InDuckdb, schema: Schema, whole: Collection[str], now: datetime
) -> None:
    reasons = {
        NEW: "r.root IS NOT NULL AND k.root IS NULL",
        RULES: f"k.root IS NOT NULL AND {_said(RULES in whole)}",
        STORE: f"k.root IS NOT NULL AND {_said(STORE in whole)}",
        RECORDS: "t.root IS NOT NULL OR r.root IS NULL",
        TIME: f"k.root IS NOT NULL AND ({_said(TIME in whole)} OR k.at <= TIMESTAMP '{now}')",
    }
    listed = ", ".join(f"CASE WHEN {term} THEN '{name}' END" for name, term in reasons.items())
    sql = (
        f"SELECT coalesce(r.root, k.root, t.root) AS root, r.root IS NOT NULL AS there,"
        f" k.root IS NOT NULL AS known,"
        f" list_filter(CAST([{listed}] AS VARCHAR[]), lambda x: x IS NOT NULL) AS because"
        f" FROM {quoted(_ROOTS)} AS r FULL JOIN {quoted(_KNOWN)} AS k ON r.root = k.root"
        f" FULL JOIN ({_touched_roots(schema)}) AS t ON coalesce(r.root, k.root) = t.root"
    )
    database.keep(CONCERNED, f"SELECT * FROM ({sql}) WHERE len(because) > 0")


def _said(is_so: bool) -> str:
    return "true" if is_so else "false"


def _touched_roots(schema: Schema) -> str:
    """Return the query of the roots of touched ids: of the first model, and others if there are."""
    first, *others = schema.roots
    touched = quoted(_TOUCHED)
    selects = [f'SELECT {_prefix(first)} || id AS "root" FROM {touched}']
    selects += [
        f'SELECT r."root" FROM {quoted(_ROOTS)} AS r JOIN {touched} AS t'
        f' ON r."root" = {_prefix(other)} || t.id'
        for other in others
    ]
    return " UNION ".join(selects)


def _counts(database: InDuckdb, schema: Schema) -> Counts:
    by_reason = database.rows(
        f"SELECT because[1], count(*) FROM {CONCERNED} WHERE there GROUP BY because[1]"
    )
    known = " UNION ".join(
        f'SELECT substr("root", {len(root) + 2}) AS id FROM'
        f' (SELECT "root" FROM {quoted(_ROOTS)} UNION SELECT "root" FROM {quoted(_KNOWN)})'
        f' WHERE starts_with("root", {_prefix(root)})'
        for root in schema.roots
    )
    return Counts(
        number(database, f"SELECT count(*) FROM {quoted(_ROOTS)}"),
        dict(by_reason),
        number(database, f"SELECT count(*) FROM {CONCERNED} WHERE known AND NOT there"),
        number(database, f"SELECT count(*) FROM {quoted(_TOUCHED)}"),
        number(
            database,
            f"SELECT count(*) FROM {quoted(_TOUCHED)} AS t ANTI JOIN ({known}) AS k ON t.id = k.id",
        ),
    )
