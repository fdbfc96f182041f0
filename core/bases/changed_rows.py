"""What changed between the results of two runs, as queries: a row for each change.

The columns are those of `forecourt.core.changes.Change`, with the ids down to the record. Values
are looked at as JSON; so nothing hangs on both runs having had the same rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from forecourt.core.bases import next_changes
from forecourt.core.bases.earlier import CHANGES, DECISIONS, REJECTS, root_of
from forecourt.core.bases.reading import quoted, text_in_sql
from forecourt.core.bases.result_columns import AT, CERTAIN, NAMING, PRECISION
from forecourt.core.bases.shown import shown
from forecourt.core.changes.change import CHANGED, GONE, NEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forecourt.core.bases.databases import InDuckdb, Source

NOT_SAID = frozenset({CHANGES, REJECTS, next_changes.NAME})
"""Results that are no part of what rules say of a record."""
KEY = (*NAMING, "nth")
"""What tells items apart; of those that nothing else tells apart, which of them it is."""
STATUS = "status"


class _Side(NamedTuple):
    """A result of one of the two runs: what gives its rows, with a column `root of it`."""

    rows: str
    columns: Mapping[str, str]


class _Items(NamedTuple):
    """Things of one sort that a result says: SQL by column of what names them, and of the rest."""

    part: str
    naming: Mapping[str, str]
    said: Mapping[str, str]
    """As JSON."""
    at: str
    rows: str


def changed_rows(
    database: InDuckdb, earlier: Mapping[str, Source], later: Mapping[str, Source], replaced: str
) -> str:
    """Return the query of all changes, of the root records that are in the table `replaced`.

    Its columns are `root`, `part`, `name`, `subject`, `ids`, `occurrence`, `what`, `before`,
    `after` and `at`.
    """
    selects = []
    for place, name in enumerate(dict.fromkeys([*later, *earlier])):
        if name not in NOT_SAID:
            sides = tuple(_side(name, of.get(name), replaced) for of in (earlier, later))
            differing = f"differing {place}"
            database.keep(differing, _differing(*sides))
            both = (_of_those(side, differing) for side in sides)
            selects += [_changes(*pair) for pair in _paired(name, *both)]
    return " UNION ALL ".join(selects or [_NOTHING])


def _side(name: str, result: Source | None, replaced: str) -> _Side | None:
    if result is None:
        return None
    rows = f'(SELECT *, {root_of(name, result)} AS "root of it" FROM {result.relation}) AS s'
    return _Side(
        f'(SELECT s.* FROM {rows} SEMI JOIN {quoted(replaced)} AS r ON s."root of it" = r."root")',
        result.columns,
    )


def _differing(before: _Side | None, after: _Side | None) -> str:
    """Return the query of the root records of which the two do not have the same rows."""
    if before is None or after is None or before.columns != after.columns:
        either = [side for side in (before, after) if side is not None]
        return " UNION ".join(f'SELECT "root of it" FROM {side.rows}' for side in either)
    said = ", ".join(quoted(one) for one in after.columns if one != "at" and not one.endswith(AT))
    return (
        f'SELECT DISTINCT "root of it" FROM (SELECT "root of it", {said}, 1 AS n FROM {after.rows}'
        f' UNION ALL SELECT "root of it", {said}, -1 AS n FROM {before.rows})'
        f' GROUP BY "root of it", {said} HAVING sum(n) <> 0'
    )


def _of_those(side: _Side | None, roots: str) -> _Side | None:
    if side is None:
        return None
    rows = f'(SELECT * FROM {side.rows} SEMI JOIN {quoted(roots)} USING ("root of it"))'
    return _Side(rows, side.columns)


# Items -------------------------------------------------------------------------------------


def _paired(
    name: str, before: _Side | None, after: _Side | None
) -> Iterator[tuple[_Items | None, _Items | None]]:
    """Yield items of each sort that either side has."""
    read = _decisions if name.startswith(DECISIONS) else _listed
    earlier, later = ({} if side is None else dict(read(name, side)) for side in (before, after))
    for sort in dict.fromkeys([*later, *earlier]):
        yield earlier.get(sort), later.get(sort)


def _decisions(name: str, side: _Side) -> Iterator[tuple[str, _Items]]:
    """Yield the items of each decision, which stand in columns beside each other."""
    names = list(side.columns)
    ids = names[: names.index("id") + 1]
    subject = f"{text_in_sql(name.removeprefix(DECISIONS) + ':')} || {quoted('id')}"
    path = f"[{', '.join(map(quoted, ids))}]"
    for one in names:
        if one.endswith(AT) and (decision := one.removesuffix(AT)) in side.columns:
            certain = decision + CERTAIN
            naming = {
                "root": '"root of it"',
                "name": text_in_sql(decision),
                "subject": subject,
                "ids": path,
                "occurrence": "NULL",
            }
            said = {
                "value": f"coalesce({shown(quoted(decision), side.columns[decision])}, 'null')",
                "certain": shown(quoted(certain), side.columns[certain]),
            }
            rows = f"(SELECT * FROM {side.rows} WHERE {quoted(one)} IS NOT NULL)"
            yield decision, _Items("decision", naming, said, quoted(one), rows)


def _listed(name: str, side: _Side) -> Iterator[tuple[str, _Items]]:
    """Yield the items of a result with a row for each."""
    what = next(one for one in ("name", "field", "parameter") if one in side.columns)
    naming = {key: quoted(key) if key in side.columns else "NULL" for key in NAMING}
    naming["name"] = quoted(what)
    apart = {*NAMING, what, "at", *_precisions(side.columns)}
    said = {one: _shown(one, side.columns) for one in side.columns if one not in apart}
    at = quoted("at") if "at" in side.columns else "NULL"
    yield name, _Items(name.removesuffix("s"), naming, said, at, side.rows)


def _precisions(columns: Iterable[str]) -> Iterator[str]:
    return (one for one in columns if one.endswith(PRECISION))


def _shown(column: str, columns: Mapping[str, str]) -> str:
    value = shown(quoted(column), columns[column])
    precision = column + PRECISION
    if precision not in columns:
        return value
    day = shown(f"CAST({quoted(column)} AS DATE)", "DATE")
    return f"CASE {quoted(precision)} WHEN 'day' THEN {day} ELSE {value} END"


# Changes -----------------------------------------------------------------------------------


def _changes(before: _Items | None, after: _Items | None) -> str:
    """Return the query of what changed in items of a sort; one of the two may not be there."""
    there = after or before
    assert there is not None
    names = list(dict.fromkeys([*(after.said if after else ()), *(before.said if before else ())]))
    said = [f"said {place}" for place in range(len(names))]
    earlier, later = (_rows(items, names, said) for items in (before, after))
    joined = " AND ".join(f"b.{quoted(key)} IS NOT DISTINCT FROM a.{quoted(key)}" for key in KEY)
    naming = ", ".join(
        f"coalesce(a.{quoted(key)}, b.{quoted(key)}) AS {quoted(key)}" for key in KEY
    )
    differs = [f"b.{quoted(one)} IS DISTINCT FROM a.{quoted(one)}" for one in said]
    some = " OR ".join(["a.nth IS NULL", "b.nth IS NULL", *differs])
    status = f"a.{quoted(said[names.index(STATUS)])}" if STATUS in names else "NULL"
    was = f"b.{quoted(said[names.index(STATUS)])}" if STATUS in names else "NULL"
    turned = f"json_extract_string({status}, '$')"
    what = (
        f"CASE WHEN b.nth IS NULL THEN '{NEW}' WHEN a.nth IS NULL THEN '{GONE}'"
        f" WHEN {status} IS DISTINCT FROM {was} AND {status} IS NOT NULL THEN {turned}"
        f" ELSE '{CHANGED}' END"
    )
    pairs = list(zip(names, said, strict=True))
    columns = ", ".join(quoted(key) for key in NAMING if key not in ("root", "name"))
    return (
        f'SELECT "root", {text_in_sql(there.part)} AS "part", "name", {columns},'
        ' "what", "before", "after", "at" FROM'
        f' (SELECT {naming}, {what} AS "what", {_as_json("b", "a", pairs)} AS "before",'
        f' {_as_json("a", "b", pairs)} AS "after", coalesce(a."at", b."at") AS "at"'
        f" FROM {earlier} AS b FULL JOIN {later} AS a ON {joined} WHERE {some})"
    )


def _rows(items: _Items | None, names: list[str], said: list[str]) -> str:
    """Return the rows of items: the columns of `KEY`, what they say as JSON, and the place."""
    if items is None:
        nothing = ", ".join(f"CAST(NULL AS VARCHAR) AS {quoted(one)}" for one in (*said, "at"))
        keys = ", ".join(f"CAST(NULL AS {of}) AS {quoted(key)}" for key, of in NAMING.items())
        return f"(SELECT {keys}, CAST(NULL AS BIGINT) AS nth, {nothing} WHERE false)"
    keys = ", ".join(
        f"CAST({items.naming[key]} AS {of}) AS {quoted(key)}" for key, of in NAMING.items()
    )
    values = ", ".join(
        f"CAST({items.said.get(name, 'NULL')} AS VARCHAR) AS {quoted(one)}"
        for name, one in zip(names, said, strict=True)
    )
    naming, ordered = (", ".join(map(quoted, of)) for of in (NAMING, said))
    return (
        f"(SELECT *, row_number() OVER (PARTITION BY {naming} ORDER BY {ordered}) AS nth FROM"
        f' (SELECT {keys}, {values}, CAST({items.at} AS VARCHAR) AS "at" FROM {items.rows}))'
    )


def _as_json(side: str, other: str, pairs: list[tuple[str, str]]) -> str:
    """Return what a side says and the other does not; all that it says where that is not there."""
    entries = ", ".join(
        f"CASE WHEN {other}.nth IS NULL THEN {_entry(name)} || {side}.{quoted(one)}"
        f" WHEN {side}.{quoted(one)} IS DISTINCT FROM {other}.{quoted(one)}"
        f" THEN {_entry(name)} || coalesce({side}.{quoted(one)}, 'null') END"
        for name, one in pairs
    )
    listed = f"list_filter(CAST([{entries}] AS VARCHAR[]), lambda x: x IS NOT NULL)"
    return (
        f"CASE WHEN {side}.nth IS NOT NULL THEN '{{' || array_to_string({listed}, ', ') || '}}' END"
    )


def _entry(name: str) -> str:
    return text_in_sql(f'"{name}": ')


_NOTHING = (
    "SELECT "
    + ", ".join(f"CAST(NULL AS {of}) AS {quoted(key)}" for key, of in NAMING.items())
    + ", "
    + ", ".join(
        f"CAST(NULL AS VARCHAR) AS {quoted(one)}"
        for one in ("part", "what", "before", "after", "at")
    )
    + " WHERE false"
)
