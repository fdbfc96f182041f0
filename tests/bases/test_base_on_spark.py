"""A base run by Spark comes to what the other engines come to, row by row."""

import shutil
from datetime import datetime, time
from decimal import Decimal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from forecourt.core.bases import in_spark
from forecourt.core.bases.dialects import in_spark as spoken
from forecourt.core.bases.layout import Base
from forecourt.core.bases.sources import BaseUnfit
from forecourt.core.bases.wall_clock import is_unsettled, on_wall, settled

ZONE = "Europe/Lisbon"
EPOCH, LAST = datetime(1970, 1, 1), datetime(2100, 1, 1)

GIVEN = pa.table(
    {
        "text": ["Zoe\u0308", "Zo\u00eb", "nul\0", "", None],
        "texts": [["e\u0301", "a"], ["a"], [], [None], None],
        "moment": [
            datetime(2026, 3, 29, 1, 30),
            datetime(2026, 3, 29, 2, 30),
            datetime(2026, 7, 1, 9, 0, 0, 5),
            datetime(1, 1, 1),
            None,
        ],
        "instant": pa.array(
            [datetime(2026, 7, 1, 9), datetime(2026, 3, 29, 1), datetime(1900, 1, 1), EPOCH, None],
            pa.timestamp("us", "UTC"),
        ),
        "clock": pa.array([time(0), time(9, 30, 15), time(23, 59, 59, 999_999), time(12), None]),
        "double": [0.1, 2.3456, 1 / 3, float("nan"), None],
        "decimal": pa.array(
            [Decimal("1.5"), Decimal("-2.25"), Decimal(0), Decimal("99999.99"), None],
            pa.decimal128(12, 4),
        ),
        "whole": [1, 86_399, 3_600, 0, None],
    }
)
TEXTS = "lambda x: nfc_normalize(CAST(x AS VARCHAR))"
SAID = (
    "nfc_normalize(CAST(text AS VARCHAR))",
    "nfc_normalize(text) <> text",
    "contains(CAST(text AS VARCHAR), chr(0))",
    "hash(text) = hash(text || 'x')",
    "starts_with(text, 'Zo')",
    "substr(text, strpos(text, 'o') + 1)",
    f"list_transform(texts, {TEXTS})",
    "len(list_filter(texts, lambda x: x IS NULL)) > 0",
    "[text, 'it''s ${x} \\n']",
    settled("moment", ZONE),
    is_unsettled("moment", ZONE, EPOCH, LAST),
    on_wall("instant", ZONE),
    "moment BETWEEN TIMESTAMP '0001-01-01' AND TIMESTAMP '9999-12-31 23:59:59'",
    "CAST(floor(date_part('epoch', CAST(clock AS TIME))) AS BIGINT)",
    "make_time(whole // 3600, whole // 60 % 60, CAST(whole % 60 AS DOUBLE))",
    "round(double * 10000) / 10000 <> double",
    "len(list_filter([double], lambda x: x NOT BETWEEN -99.5 AND 99.5)) > 0",
    "decimal <> round(decimal, 2)",
    "CAST(CAST(decimal AS DECIMAL(18,4)) * 10000 AS BIGINT)",
    "CAST(CAST(whole AS DECIMAL(19,0)) * CAST(0.01 AS DECIMAL(3,2)) AS DECIMAL(19,2))",
    "whole & 4096 <> 0",
    "CASE whole WHEN 1 THEN 'one' ELSE 'more' END",
    "(whole > 1) IS NOT TRUE",
)


@pytest.mark.spark
def test_what_queries_over_a_base_say_means_the_same_on_both_databases(spark, tmp_path):
    file = tmp_path / "given.parquet"
    pq.write_table(GIVEN.append_column("place", pa.array(range(GIVEN.num_rows))), file)
    types = (
        "place BIGINT, text STRING, texts ARRAY<STRING>, moment TIMESTAMP_NTZ, instant TIMESTAMP,"
        " clock TIME(6), double DOUBLE, decimal DECIMAL(12,4), whole BIGINT"
    )
    spark.read.schema(types).parquet(str(file)).createOrReplaceTempView("given")
    shown = ", ".join(f"{sql} AS c{place}" for place, sql in enumerate(SAID))
    there = spark.sql(spoken(f"SELECT {shown} FROM given ORDER BY place")).toArrow()
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"CREATE VIEW given AS FROM '{file}'")
        here = connection.sql(f"SELECT {shown} FROM given ORDER BY place").to_arrow_table()
    for place, sql in enumerate(SAID):
        assert there.column(place).to_pylist() == here.column(place).to_pylist(), sql


def with_wrong_rows(tables):
    """The base with something wrong in most ways that there are."""
    tables["customer"] = {"id": ["C1", "C2", "Zoe\u0308", "C4", "C4"], "name": ["Ana", *"wxyz"]}
    tables["customer"]["name"][1] = "Bo\0b"
    universal = [datetime(2026, 2, 20, 10), datetime(2026, 3, 29, 1, 30), None, None]
    tables["lead"] = {
        "_customer": ["C1", "Zo\u00eb", "C1", "C9"],
        "id": ["L1", "L2", "L3", "L4"],
        "opened_at": pa.array(universal, pa.timestamp("us", "UTC")),
        "expected_purchase_on": pa.array([20_517, 20_532, 4_000_000, None], pa.int32()).cast(
            pa.date32()
        ),
        "status": ["open", "lots", "open", "open"],
    }
    tables["quote"] = {
        "_customer": ["C1", "C1", "C1"],
        "id": ["Q1", "Q2", "Q3"],
        "discount_percent": [0.1, 1 / 3, 5.0],
    }
    tables["contact"]["at"] = [datetime(2026, 3, 29, 1, 30, 0, 5)]
    return tables


@pytest.mark.spark
def test_three_engines_set_the_same_rows_apart_and_decide_the_same_of_the_others(
    spark, results, tables
):
    wrong = with_wrong_rows(tables)
    first = results(wrong, "duckdb")
    summary = first.summary
    assert {reason for _, _, reason in summary.rejected} == {
        "more than one row of this id", "has the character NUL", "no name of the list",
        "out of range", "too many decimals", "the record above it is not there",
    }  # fmt: skip
    rows = {name: (first.types(name), first.rows(name)) for name in summary.written}
    for engine in ("record", "spark"):
        found = results(wrong, engine)
        assert (found.summary.written, found.summary.rejected, found.summary.counts) == (
            summary.written, summary.rejected, summary.counts,
        )  # fmt: skip
        for name, held in rows.items():
            assert (found.types(name), found.rows(name)) == held, (engine, name)


@pytest.mark.spark
def test_a_file_that_is_none_ends_in_words_and_leaves_nothing(spark, results, as_files, tables):
    folder = as_files(tables)
    (folder / "lead.parquet").write_bytes(b"no Parquet")
    with pytest.raises(BaseUnfit, match="lead"):
        results(Base(folder), "spark")
    assert [one.name for one in folder.parent.iterdir()] == ["base"]


def test_without_java_or_pyspark_it_is_said_what_to_install(results, tables, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(in_spark, "find_spec", lambda _: "there")
    with pytest.raises(BaseUnfit, match="Spark cannot be run without Java"):
        results(tables, "spark")
    monkeypatch.setattr(in_spark, "find_spec", lambda _: None)
    with pytest.raises(BaseUnfit, match="Spark cannot be run without pyspark"):
        results(tables, "spark")
