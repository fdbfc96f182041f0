"""Rows that cannot be used: set apart and counted, while the rest goes on."""

from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest

from forecourt.core.bases.layout import Base

REJECTS = ("model", "ids", "column", "reason")


def test_a_row_out_of_range_is_set_apart_and_the_others_are_decided(results, tables):
    tables["quote"]["discount_percent"] = pa.array(
        [Decimal("1.5"), Decimal(200_000)], pa.decimal128(12, 4)
    )
    found = results(tables)
    assert found.rows("rejects", *REJECTS) == [
        ("quote", ["C2", "Q1"], "discount_percent", "out of range")
    ]
    assert found.rows("decisions/quote", "_customer", "id") == [("C1", "Q1")]
    assert found.summary.counts["quote"] == (2, 1)
    assert found.summary.rejected == {("quote", "discount_percent", "out of range"): 1}


def test_a_name_that_is_not_in_the_list_is_no_value(results, tables):
    tables["lead"]["status"] = ["open", "lots", "open"]
    assert results(tables).rows("rejects", *REJECTS) == [
        ("lead", ["C1", "L2"], "status", "no name of the list")
    ]


def test_all_rows_of_an_id_that_is_there_twice_are_set_apart_with_what_is_below(results, tables):
    tables["customer"] = {"id": ["C1", "C2", "C2"]}
    found = results(tables)
    assert found.rows("rejects", *REJECTS) == [
        ("customer", ["C2"], "id", "more than one row of this id"),
        ("customer", ["C2"], "id", "more than one row of this id"),
        ("lead", ["C2", "L1"], "_customer", "the record above it is not there"),
        ("quote", ["C2", "Q1"], "_customer", "the record above it is not there"),
    ]
    assert found.rows("decisions/lead", "_customer", "id") == [("C1", "L1"), ("C1", "L2")]


def test_one_id_in_the_lists_of_two_records_is_no_double(results, tables):
    tables["lead"]["id"] = ["L1", "L2", "L1"]
    assert results(tables).rows("rejects") == []


def test_a_row_whose_owner_is_not_there_is_set_apart(results, tables):
    tables["lead"]["_customer"] = ["C1", "C1", "C9"]
    assert results(tables).rows("rejects", *REJECTS) == [
        ("lead", ["C9", "L1"], "_customer", "the record above it is not there")
    ]


def test_a_row_without_what_every_record_has_is_set_apart(results, tables):
    tables["staff"]["roles"] = pa.array([["salesperson"], None], pa.list_(pa.string()))
    tables["customer"]["id"] = ["C1", "C2", None]
    assert results(tables).rows("rejects", *REJECTS) == [
        ("customer", [None], "id", "absent, but required"),
        ("staff", ["S", "P9"], "roles", "absent, but required"),
    ]


def test_a_list_with_a_name_that_is_not_in_the_list_is_set_apart(results, tables):
    tables["staff"]["roles"] = [["salesperson"], ["sales_manager", "gardener"]]
    assert results(tables).rows("rejects", *REJECTS) == [
        ("staff", ["S", "P9"], "roles", "no name of the list")
    ]


def test_the_whole_row_goes_for_each_thing_wrong_with_it(results, tables):
    tables["lead"]["status"] = ["open", "lots", "open"]
    tables["lead"]["salesperson"] = ["P1", "", None]
    found = results(tables)
    assert found.rows("rejects", "column", "reason") == [
        ("salesperson", "empty"),
        ("status", "no name of the list"),
    ]
    assert found.summary.counts["lead"].rejected == 1


def test_a_fraction_is_read_exactly_or_not_at_all(results, tables):
    tables["quote"] = {
        "_customer": ["C1", "C1", "C1", "C1"],
        "id": ["Q1", "Q2", "Q3", "Q4"],
        "discount_percent": [0.1, 2.3456, 1 / 3, float("nan")],
    }
    found = results(tables)
    assert found.rows("decisions/quote", "id", "asked") == [
        ("Q1", Decimal("0.1")),
        ("Q2", Decimal("2.3456")),
    ]
    assert found.rows("rejects", "ids", "reason") == [
        (["C1", "Q3"], "too many decimals"),
        (["C1", "Q4"], "out of range"),
    ]


def test_what_is_no_number_is_out_of_range_though_a_file_does_not_count_it(
    results, tables, as_files
):
    tables["quote"]["discount_percent"] = [0.5, float("nan")]
    found = results(Base(as_files(tables)))
    assert found.rows("rejects", "ids", "reason") == [(["C2", "Q1"], "out of range")]


def test_more_decimals_than_are_kept_are_too_many_unless_they_are_zeros(results, tables):
    tables["quote"]["discount_percent"] = pa.array(
        [Decimal("1.500000"), Decimal("1.500001")], pa.decimal128(12, 6)
    )
    found = results(tables)
    assert found.rows("decisions/quote", "asked") == [(Decimal("1.5"),)]
    assert found.rows("rejects", "ids", "reason") == [(["C2", "Q1"], "too many decimals")]


def test_whole_numbers_are_numbers_and_percentages(results, tables):
    tables["quote"]["discount_percent"] = [2, 5]
    assert results(tables).rows("decisions/quote", "asked") == [(Decimal(2),), (Decimal(5),)]


@pytest.mark.parametrize("engine", ["duckdb", "record"])
def test_no_value_of_a_person_stands_among_the_rows_set_apart(results, tables, engine):
    tables["customer"]["name"] = ["Ana", "Bo\0b", "Zoë"]
    found = results(tables, engine)
    assert found.rows("rejects", *REJECTS)[0] == (
        "customer",
        ["C2"],
        "name",
        "has the character NUL",
    )
    assert "Bo" not in str(found.rows("rejects"))


def test_both_engines_leave_out_the_same_rows(results, tables):
    tables["lead"]["status"] = ["open", "lots", "open"]
    tables["customer"] = {"id": ["C1", "C2", "C2"]}
    first = {name: results(tables, "duckdb").rows(name) for name in ("rejects", "missing", "tasks")}
    second = results(tables, "record")
    assert {name: second.rows(name) for name in first} == first


# Moments and texts -------------------------------------------------------------------------

GAP, AFTER = datetime(2026, 3, 29, 1, 30), datetime(2026, 3, 29, 2, 30)


def test_a_time_that_the_clock_skips_moves_on_by_the_gap(results, tables):
    tables["lead"]["opened_at"] = [GAP, datetime(2026, 3, 28, 1, 30), None]
    found = results(tables)
    assert ("lead:L1", datetime(2026, 3, 30, 2, 30)) in found.rows("tasks", "subject", "due")


def test_a_moment_with_a_zone_is_read_on_the_clock_of_the_store(results, tables):
    universal = pa.array(
        [datetime(2026, 7, 1, 9), datetime(2026, 1, 1, 9), None], pa.timestamp("us", "UTC")
    )
    tables["lead"]["opened_at"] = universal
    tables["lead"]["status"] = ["open", "open", "open"]
    found = results(tables).rows("tasks", "subject", "due")
    assert ("lead:L1", datetime(2026, 7, 2, 10)) in found
    assert ("lead:L2", datetime(2026, 1, 2, 9)) in found


def test_less_than_a_second_is_dropped(results, tables):
    tables["lead"]["opened_at"] = [datetime(2026, 2, 20, 10, 0, 0, 999_999), None, None]
    found = results(tables).rows("tasks", "subject", "due")
    assert ("lead:L1", datetime(2026, 2, 21, 10)) in found


def test_ids_written_in_other_characters_for_the_same_letters_are_one_id(results, tables):
    tables["customer"]["id"] = ["C1", "C2", "Zoe\u0308"]
    tables["lead"]["_customer"] = ["C1", "C1", "Zo\u00eb"]
    tables["quote"]["_customer"] = ["C1", "C1"]
    tables["quote"]["id"] = ["Q1", "Q2"]
    found = results(tables)
    assert found.rows("rejects") == []
    assert ("Zo\u00eb", "L1") in found.rows("decisions/lead", "_customer", "id")


def test_a_field_without_a_column_is_absent_or_has_its_default(results, tables):
    for column in ("expected_purchase_on", "status", "salesperson"):
        del tables["lead"][column]
    found = results(tables)
    assert found.rows("decisions/lead", "warmth", "warmth__certain")[0] == ("cold", False)


def test_a_column_of_nulls_without_a_type_is_absent(results, tables):
    tables["lead"]["expected_purchase_on"] = pa.nulls(3)
    assert results(tables).rows("decisions/lead", "warmth") == [("cold",)] * 3


def test_dates_beyond_the_calendar_are_out_of_range(results, tables):
    days = pa.array([date(2026, 3, 5).toordinal() - 719163, 4_000_000, None], pa.int32())
    tables["lead"]["expected_purchase_on"] = days.cast(pa.date32())
    assert results(tables).rows("rejects", "ids", "reason") == [(["C1", "L2"], "out of range")]
