"""The results of a run, as queries over what the queries of a program gave.

These are read as tables `staged_0`, `staged_1`, ... in the order of the program's queries. The text
is in DuckDB's dialect.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from forecourt.core.bases.asked_for import asked_queries
from forecourt.core.bases.layout import keys
from forecourt.core.bases.next_changes import next_change_queries
from forecourt.core.bases.reading import quoted, text_in_sql
from forecourt.core.bases.result_columns import (
    AT,
    CERTAIN,
    TEXT,
    precision,
    result_columns,
    worked_out_type,
)
from forecourt.core.bases.writing import natural
from forecourt.core.plan.nodes import HitPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecourt.core.engines.columns.program import (
        DecisionColumns,
        EmissionColumns,
        Program,
        SubjectQuery,
    )
    from forecourt.core.plan import nodes as n


class Result(NamedTuple):
    """A result: the name of its file, without suffix, and the query that gives it.

    One that is not `kept` is read by those after it, as a table of its name.
    """

    name: str
    sql: str
    kept: bool = True


class _Entries(NamedTuple):
    """A statement's entries in a list of results: SQL by column, and which rows have one."""

    columns: Mapping[str, str]
    number: int
    where: str


def staged(number: int) -> str:
    """Return the name of the table with what a program's query gave, counted from 0."""
    return f"staged_{number}"


def result_queries(program: Program) -> tuple[Result, ...]:
    """Return all results of a program, each after those that it reads."""
    columns = result_columns(program.plan)
    found = [*_decisions(program), *_emissions(program, columns)]
    further = (*asked_queries(program), *next_change_queries(program))
    return (*found, *(Result(*one) for one in further))


def _there(query: SubjectQuery) -> str:
    """Return that a row does not belong to a store that is not there."""
    return f"{quoted(query.keys[0])} <> ''"


# Decisions ---------------------------------------------------------------------------------


def _decisions(program: Program) -> Iterator[Result]:
    for number, (query, _) in enumerate(program.queries):
        reported = [one for one in query.decisions if one.decision.reported]
        if reported:
            shown = keys(query.model, program.plan.schema)
            ids = zip(query.keys, shown, strict=True)
            columns = [f"{quoted(key)} AS {quoted(name)}" for key, name in ids]
            columns += [column for one in reported for column in _decided(one)]
            sql = f"SELECT {', '.join(columns)} FROM {staged(number)} WHERE {_there(query)}"
            yield Result(f"decisions/{query.model}", sql)


def _decided(one: DecisionColumns) -> Iterator[str]:
    decision = one.decision
    value = natural(decision.type, quoted(one.value))
    yield f"CAST({value} AS {worked_out_type(decision.type)}) AS {quoted(decision.name)}"
    yield f"{quoted(one.certain)} AS {quoted(decision.name + CERTAIN)}"
    yield f"{_place(one)} AS {quoted(decision.name + AT)}"


def _place(one: DecisionColumns) -> str:
    """Return where the row taken stands, or the decision, if there is no such row."""
    decision = one.decision
    whole = text_in_sql(str(decision.at))
    if decision.hit not in (HitPolicy.FIRST, HitPolicy.UNIQUE) or not decision.rows:
        return whole
    rows = " ".join(
        f"WHEN {index} THEN {text_in_sql(str(row.at))}" for index, row in enumerate(decision.rows)
    )
    return f"CASE {quoted(one.row)} {rows} ELSE {whole} END"


# Emissions ---------------------------------------------------------------------------------


def _emissions(program: Program, columns: Mapping[str, Mapping[str, str]]) -> Iterator[Result]:
    listed: defaultdict[str, list[_Entries]] = defaultdict(list)
    for number, (query, _) in enumerate(program.queries):
        for one in query.emissions:
            name = f"{one.emission.kind}s"
            shown = _of_emission(one, query, program.plan, columns[name])
            where = f"{quoted(one.there)} AND {_there(query)}"
            listed[name].append(_Entries(shown, number, where))
        for decided in query.decisions:
            where = f"{quoted(decided.ambiguous)} AND {_there(query)}"
            shown = _of_second_row(decided.decision, query, program.plan)
            listed["violations"].append(_Entries(shown, number, where))
    for name, types in columns.items():
        if "at" in types:
            selects = [_select(part, types) for part in listed[name]]
            yield Result(name, " UNION ALL ".join(selects or [_nothing(types)]))


def _select(entries: _Entries, types: Mapping[str, str]) -> str:
    columns = ", ".join(
        f"CAST({entries.columns.get(name, 'NULL')} AS {kind}) AS {quoted(name)}"
        for name, kind in types.items()
    )
    return f"SELECT {columns} FROM {staged(entries.number)} WHERE {entries.where}"


def _nothing(types: Mapping[str, str]) -> str:
    columns = ", ".join(f"CAST(NULL AS {kind}) AS {quoted(name)}" for name, kind in types.items())
    return f"SELECT {columns} WHERE false"


def _naming(name: str, query: SubjectQuery, plan: n.Plan) -> dict[str, str]:
    """Return the columns that say of what an entry is: statement, record, and the ids to it."""
    first, last = quoted(query.keys[0]), quoted(query.keys[-1])
    return {
        "root": f"{text_in_sql(plan.schema.root_of(query.model) + ':')} || {first}",
        "name": text_in_sql(name),
        "subject": f"{text_in_sql(query.model + ':')} || {last}",
        "ids": f"[{', '.join(map(quoted, query.keys))}]",
    }


def _of_emission(
    one: EmissionColumns, query: SubjectQuery, plan: n.Plan, types: Mapping[str, str]
) -> dict[str, str]:
    emission = one.emission
    found = _naming(emission.name, query, plan) | {"occurrence": quoted(one.occurrence)}
    found |= {name: constant(value, types[name]) for name, value in emission.constants.items()}
    for column, (name, field) in zip(one.fields, emission.fields, strict=True):
        found[name] = natural(field.type, quoted(column))
        for told, word in precision(name, field.type, types).items():
            known = f"CASE WHEN {quoted(column)} IS NOT NULL THEN {text_in_sql(word)} END"
            found.setdefault(told, known)
    return found | {"at": text_in_sql(str(emission.at))}


def constant(value: Any, kind: str) -> str:
    """Return a constant of an emission as SQL for a column of a type."""
    match value:
        case None:
            return "NULL"
        case str():
            return text_in_sql(value)
        case list() if kind != TEXT:
            return f"[{', '.join(map(text_in_sql, value))}]"
        case bool() | int() if kind != TEXT:
            return str(value).lower()
        case _:
            return text_in_sql(json.dumps(value, ensure_ascii=False))


def second_row(name: str) -> str:
    """Return the message that more than one row of a decision holds, where one only may."""
    return f"more than one row of `{name}` holds"


def _of_second_row(decision: n.Decision, query: SubjectQuery, plan: n.Plan) -> dict[str, str]:
    return _naming(decision.name, query, plan) | {
        "severity": text_in_sql("breach"),
        "message": text_in_sql(second_row(decision.name)),
        "unknown": "false",
        "at": text_in_sql(str(decision.at)),
    }
