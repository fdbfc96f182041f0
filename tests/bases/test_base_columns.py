"""Columns that do not fit: said before anything runs."""

from datetime import date

import pyarrow as pa
import pytest

from forecourt.core.bases.layout import Base
from forecourt.core.bases.sources import BaseUnfit


def refused(results, tables):
    with pytest.raises(BaseUnfit) as unfit:
        results(tables)
    return [one.message for one in unfit.value.findings]


def test_a_column_of_another_type_is_named_with_what_was_found_and_expected(results, tables):
    tables["lead"]["expected_purchase_on"] = ["2026-03-05", None, None]
    assert refused(results, tables) == [
        "column `expected_purchase_on` of `lead` is VARCHAR, expected DATE"
    ]


def test_all_that_does_not_fit_is_said_at_once(results, tables):
    tables["lead"]["opened_at"] = [date(2026, 3, 1), None, None]
    tables["lead"]["status"] = [1, 2, 3]
    tables["customer"]["id"] = [1, 2, 3]
    assert refused(results, tables) == [
        "column `id` of `customer` is BIGINT, expected VARCHAR",
        "column `opened_at` of `lead` is DATE, expected TIMESTAMP",
        "column `status` of `lead` is BIGINT, expected VARCHAR",
    ]


@pytest.mark.parametrize(
    ("model", "column", "kind"),
    [("lead", "_customer", "VARCHAR"), ("lead", "id", "VARCHAR"), ("staff", "roles", "VARCHAR[]")],
)
def test_a_column_without_which_no_row_can_be_used_is_missed(results, tables, model, column, kind):
    del tables[model][column]
    assert refused(results, tables) == [f"`{model}` lacks the column `{column}` ({kind})"]


def test_a_column_that_is_no_field_is_a_warning_with_the_nearest_field(results, tables):
    tables["lead"]["opened_att"] = ["", "", ""]
    (warning,) = results(tables).summary.warnings
    assert warning.message == "`lead` has no field `opened_att`; the column is passed over"
    assert warning.help == "did you mean `opened_at`?"


def test_a_table_that_is_no_model_is_a_warning_with_the_nearest_model(results, tables):
    tables["leads"] = {"id": ["L1"]}
    (warning,) = results(tables).summary.warnings
    assert warning.message == "there are no records called `leads`; the file is passed over"
    assert warning.help == "did you mean `lead`?"


def test_a_file_that_is_no_parquet_is_said_to_be_none(results, tables, as_files):
    folder = as_files(tables)
    (folder / "lead.parquet").write_text("id,opened_at\n")
    (message,) = refused(results, Base(folder))
    assert message.startswith("the rows of `lead` cannot be read: ")


def test_a_base_without_records_is_no_base(results, tables):
    del tables["customer"]
    assert refused(results, tables) == [
        "there are no records here: neither a store nor a file `customer.parquet`"
    ]


def test_two_stores_are_one_too_many(results, tables):
    tables["store"] = {"id": ["S", "T"]}
    assert refused(results, tables) == ["`store` has 2 rows, expected one at most"]


def test_symbols_may_be_dictionaries(results, tables):
    tables["lead"]["status"] = pa.array(["open", "lost", "open"]).dictionary_encode()
    assert len(results(tables).rows("decisions/lead")) == 3
