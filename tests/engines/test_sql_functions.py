"""Each function of the closed list means on every database what Python means by it."""

import importlib.util
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import duckdb
import pytest

from forecourt.core.engines.columns.frames import Ordinals
from forecourt.core.engines.columns.functions import (
    DUCKDB,
    FUNCTIONS,
    SPARK,
    lowered,
    type_of,
    unfolded,
)
from forecourt.core.engines.columns.sql import (
    BOOLEAN,
    DAY,
    MOMENT,
    TEXT,
    TEXTS,
    WHOLE,
    WIDE,
    Column,
    Literal,
    op,
)


def _load(name):
    spec = importlib.util.spec_from_file_location(
        f"functions_{name}", Path(__file__).with_name(f"{name}.py")
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SAID = _load("sql_cases")
RESULTS = (BOOLEAN, WIDE, TEXT, DAY, MOMENT, TEXTS)
KIND_OF = {bool: BOOLEAN, int: WIDE, str: TEXT, date: DAY, datetime: MOMENT, list: TEXTS}


@pytest.fixture(scope="module", params=[DUCKDB, pytest.param(SPARK, marks=pytest.mark.spark)])
def results(request):
    """The results of a batch of cases, by case and row, of one database: all in one query."""
    dialect = request.param
    run = _in_duckdb if dialect == DUCKDB else _in_spark(request.getfixturevalue("spark"))
    made = cache(lambda batch: _made_or_failed(run, _query(batch, dialect)))

    def of_batch(batch):
        rows, failure = made(batch)
        assert failure is None
        return _by_case(rows)

    return of_batch


def _made_or_failed(run, query):
    """A query that fails is not run again for each of its cases."""
    try:
        return run(query), None
    except Exception as failure:
        return (), str(failure)[:500]


def _in_duckdb(query):
    with duckdb.connect() as connection:
        return connection.execute(query).fetchall()


def _in_spark(session):
    return lambda query: [tuple(row) for row in session.sql(query).collect()]


def _by_case(rows):
    return {(number, row): _normal(values) for number, row, *values in rows}


def _normal(values):
    value = next((value for value in values if value is not None), None)
    return int(value) if isinstance(value, Decimal) else value


# One query of many cases -------------------------------------------------------------------


def _query(batch, dialect):
    return "\nUNION ALL\n".join(
        _of_case(number, case, dialect) for number, case in enumerate(batch)
    )


def _of_case(number, case, dialect):
    columns = [Column(f"x{place}") for place in range(len(case.types))]
    shown = lowered(case.expression(*columns), dialect).sql(dialect, identify=True)
    wanted = _kind_of_result(case)
    values = ", ".join(
        f"CAST({shown if kind == wanted else 'NULL'} AS {type_of(kind, dialect).sql(dialect)})"
        for kind in RESULTS
    )
    names = ", ".join(column.name for column in columns)
    rows = ",\n".join(_row(place, row, case, dialect) for place, row in enumerate(case.rows))
    grouped = " GROUP BY p.i" if case.groups else ""
    return f"SELECT {number}, p.i, {values} FROM (VALUES {rows}) AS p(i, {names}){grouped}"


def _kind_of_result(case):
    made = [value for value in _meant(case).values() if value is not None]
    given = WIDE if case.types[0] == WHOLE else case.types[0]
    return KIND_OF[type(made[0])] if made else given


def _row(place, row, case, dialect):
    group, values = (row[0], row[1:]) if case.groups else (place, row)
    cells = (_cell(*pair) for pair in zip(values, case.types, strict=True))
    shown = (lowered(cell, dialect).sql(dialect, identify=True) for cell in cells)
    typed = (
        f"CAST({cell} AS {type_of(kind, dialect).sql(dialect)})"
        for cell, kind in zip(shown, case.types, strict=True)
    )
    return f"({group}, {', '.join(typed)})"


def _cell(value, kind):
    if isinstance(value, tuple):
        made = op("list", *(Literal(one, TEXT) for one in value))
        return made if value else op("empty list", Literal(None, kind))
    return Literal(value, WHOLE if kind == WIDE and value is not None else kind)


def _meant(case):
    """What is meant, by row or by group."""
    if not case.groups:
        return {place: case.means(*row) for place, row in enumerate(case.rows)}
    numbers = dict.fromkeys(row[0] for row in case.rows)
    return {
        number: case.means([row[1:] for row in case.rows if row[0] == number]) for number in numbers
    }


# The tests ---------------------------------------------------------------------------------

BATCHES = (SAID.TRUTH, SAID.CHOICE, SAID.NUMBER, SAID.TIME, SAID.TEXT_AND_LIST, SAID.GROUPS)


def test_every_function_of_the_list_has_a_case_and_is_there_for_each_database():
    said = {case.function for batch in BATCHES for case in batch}
    assert {dialect: set(held) for dialect, held in FUNCTIONS.items()} == {
        DUCKDB: said,
        SPARK: said,
    }


@pytest.mark.parametrize(
    ("batch", "number"),
    [
        pytest.param(place, number, id=f"{case.function}-{case.types[-1]}-{number}")
        for place, batch in enumerate(BATCHES)
        for number, case in enumerate(batch)
    ],
)
def test_a_function_means_what_python_means_by_it(results, batch, number):
    case = BATCHES[batch][number]
    found = results(tuple(BATCHES[batch]))
    got = {row: value for (of, row), value in found.items() if of == number}
    meant = _meant(case)
    wrong = [
        (row if case.groups else case.rows[row], got.get(row), meant[row])
        for row in meant
        if got.get(row) != meant[row] or type(got.get(row)) is not type(meant[row])
    ]
    assert wrong == []
    assert got.keys() == meant.keys()


BOUNDS = [(1, 3), (0, 0), (3, 1), (-2, 1), (None, 4), (2, None)]


def test_a_row_for_each_whole_number_from_one_to_another(ordinals_of):
    meant = [
        (row, number)
        for row, (low, high) in enumerate(BOUNDS)
        if None not in (low, high)
        for number in range(low, high + 1)
    ]
    assert sorted(ordinals_of(BOUNDS)) == meant


@pytest.fixture(params=[DUCKDB, pytest.param(SPARK, marks=pytest.mark.spark)])
def ordinals_of(request):
    """What gives the rows of ordinals between pairs of bounds."""
    dialect = request.param
    run = _in_duckdb if dialect == DUCKDB else _in_spark(request.getfixturevalue("spark"))

    def rows(bounds):
        held = ", ".join(
            f"({row}, {', '.join(_typed(one, dialect) for one in pair)})"
            for row, pair in enumerate(bounds)
        )
        ordinals = Ordinals(Column("low"), Column("high"))
        columns = [lowered(Column(name, "c"), dialect) for name in ("row", "n")]
        select = unfolded(columns, "bounds", ordinals, dialect).sql(dialect, identify=True)
        return run(f"WITH bounds AS (SELECT * FROM (VALUES {held}) AS p(row, low, high)) {select}")

    return rows


def _typed(value, dialect):
    return f"CAST({lowered(Literal(value, WHOLE), dialect).sql(dialect)} AS BIGINT)"
