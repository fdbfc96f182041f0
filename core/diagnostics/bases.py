"""Findings about bases: folders of Parquet files, and what is written of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.diagnostic import Severity
from forecourt.core.diagnostics.worded import Worded


@dataclass(frozen=True)
class BaseEmpty(Worded):
    """A base has no records that rules are about.

    What it means:
        The folder holds neither a store nor Parquet files named after record models.

    Why it matters:
        There is nothing to run the rules on.

    Example:
        forecourt run holiday_photos results

    Instead:
        forecourt run base results
    """

    code: ClassVar[str] = "FC700"
    says: ClassVar[str] = "there are no records here: neither a store nor a file `{file}`"
    advises: ClassVar[str | None] = "a base has a Parquet file, or a folder of them, for each model"
    file: str


@dataclass(frozen=True)
class BaseUnreadable(Worded):
    """A file of a base is no Parquet file, or cannot be read.

    What it means:
        It is damaged, of another format, or may not be read.

    Why it matters:
        Its rows would be missing without a word; so nothing is run.

    Example:
        (a CSV file that was renamed to `reader.parquet`)

    Instead:
        (a Parquet file)
    """

    code: ClassVar[str] = "FC701"
    says: ClassVar[str] = "the rows of `{model}` cannot be read: {reason}"
    model: str
    reason: str


@dataclass(frozen=True)
class ColumnLacking(Worded):
    """A column is missing without which no row can be used.

    What it means:
        It holds the ids of the rows, or those of the records above them, or a field that every
        record must have.

    Why it matters:
        Not one row of the file could be kept.

    Example:
        (`loan.parquet` with the columns `id` and `due_on`)

    Instead:
        (`loan.parquet` with the columns `_reader`, `id` and `due_on`)
    """

    code: ClassVar[str] = "FC702"
    says: ClassVar[str] = "`{model}` lacks the column `{column}` ({expected})"
    model: str
    column: str
    expected: str


@dataclass(frozen=True)
class ColumnTypeUnfit(Worded):
    """A column has a type from which its field cannot be read.

    What it means:
        The values would have to be guessed at: a date from a text, a number from a name.

    Why it matters:
        Guessed values give wrong decisions.

    Example:
        (a date column written as text)

    Instead:
        (the same column written as dates)
    """

    code: ClassVar[str] = "FC703"
    says: ClassVar[str] = "column `{column}` of `{model}` is {found}, expected {expected}"
    model: str
    column: str
    found: str
    expected: str


@dataclass(frozen=True)
class ColumnUnknown(Worded):
    """A column is no field of its model.

    What it means:
        Its name is misspelt, or it belongs to something that the record models do not have.

    Why it matters:
        It is passed over; if the name is misspelt, the field counts as absent everywhere.

    Example:
        (a column `due_onn`)

    Instead:
        (a column `due_on`)
    """

    code: ClassVar[str] = "FC704"
    severity: ClassVar[Severity] = Severity.WARNING
    says: ClassVar[str] = "`{model}` has no field `{word}`; the column is passed over"
    model: str
    word: str
    known: tuple[str, ...]


@dataclass(frozen=True)
class ModelUnknown(Worded):
    """A file or folder of a base is named after no record model.

    What it means:
        Its name is misspelt, or the plugin that brings the model is not there.

    Why it matters:
        Its rows are passed over.

    Example:
        (a file `loans.parquet`)

    Instead:
        (a file `loan.parquet`)
    """

    code: ClassVar[str] = "FC705"
    severity: ClassVar[Severity] = Severity.WARNING
    says: ClassVar[str] = "there are no records called `{word}`; the file is passed over"
    word: str
    known: tuple[str, ...]


@dataclass(frozen=True)
class SeveralStores(Worded):
    """A base has more than one row where there may be one only.

    What it means:
        All records of a base belong to one store, whose facts the rules may read.

    Why it matters:
        It cannot be told which of them a record belongs to.

    Example:
        (`store.parquet` with the rows of two stores)

    Instead:
        (a base for each store)
    """

    code: ClassVar[str] = "FC706"
    says: ClassVar[str] = "`{model}` has {number} rows, expected one at most"
    model: str
    number: int


@dataclass(frozen=True)
class ResultsTaken(Worded):
    """The folder for the results holds something else.

    What it means:
        It is not empty, and what is in it are not the results of an earlier run.

    Why it matters:
        Results take the place of the whole folder; nothing of yours is deleted.

    Example:
        forecourt run base my_documents

    Instead:
        forecourt run base results
    """

    code: ClassVar[str] = "FC707"
    says: ClassVar[str] = "`{folder}` is not empty and holds no earlier results"
    advises: ClassVar[str | None] = "name a folder that is new or empty"
    folder: str


@dataclass(frozen=True)
class DatabaseGaveUp(Worded):
    """The database that works out the results could not go on.

    What it means:
        The disk is full, or the memory allowed is too little for the base.

    Why it matters:
        No results were written; what there was before is as it was.

    Example:
        forecourt run base results --memory 1MB

    Instead:
        forecourt run base results --memory 3GB
    """

    code: ClassVar[str] = "FC708"
    says: ClassVar[str] = "the run could not be finished: {reason}; no results were written"
    advises: ClassVar[str | None] = "the same command does the work again once there is room"
    reason: str


@dataclass(frozen=True)
class HasNoColumns(Worded):
    """Part of the rules cannot be run on a whole base.

    What it means:
        There is no way to say it for a database.

    Why it matters:
        Results without it would not be what the rules say.

    Example:
        (a plugin's function that has no meaning for a database)

    Instead:
        forecourt run base results --engine record
    """

    code: ClassVar[str] = "FC709"
    says: ClassVar[str] = "the rules cannot be run on a whole base: {reason}"
    advises: ClassVar[str | None] = "`--engine record` runs them record by record"
    reason: str


@dataclass(frozen=True)
class MemoryUnfit(Worded):
    """An amount of memory is not written as one.

    What it means:
        It is a number with a unit: MB or GB.

    Why it matters:
        The run must not use more memory than is meant.

    Example:
        forecourt run base results --memory much

    Instead:
        forecourt run base results --memory 3GB
    """

    code: ClassVar[str] = "FC710"
    says: ClassVar[str] = "`{text}` is no amount of memory, expected one like `3GB` or `500MB`"
    text: str


@dataclass(frozen=True)
class PackLacking(Worded):
    """It is not said which rules are to be run on a base.

    What it means:
        A folder of Parquet files follows no rules of its own, as a store does.

    Why it matters:
        There are several packs; none of them is run by accident.

    Example:
        forecourt run base results

    Instead:
        forecourt run base results --pack PACK
    """

    code: ClassVar[str] = "FC711"
    says: ClassVar[str] = "which rules are to be run is not said"
    advises: ClassVar[str | None] = "name a pack with `--pack`; `forecourt packs` lists them"


@dataclass(frozen=True)
class SparkLacking(Worded):
    """What Spark needs is not there.

    What it means:
        A base is run by Spark with the Python package pyspark, which is installed with the extra
        `spark`, and with Java 17.

    Why it matters:
        Nothing was run. Without Spark the same results come from DuckDB, on one machine.

    Example:
        forecourt run base results --pack PACK --engine spark

    Instead:
        pip install "forecourt[spark]"
    """

    code: ClassVar[str] = "FC712"
    says: ClassVar[str] = "Spark cannot be run without {lacking}"
    advises: ClassVar[str | None] = "{expected}"
    lacking: str
    expected: str


@dataclass(frozen=True)
class ResultsUnfit(Worded):
    """A run cannot go on from these results.

    What it means:
        They are no results of a run, or do not say when each outcome changes, or are not those
        that their own rules give.

    Why it matters:
        Who need not be evaluated again could not be told.

    Example:
        forecourt run base results --pack PACK --since my_documents

    Instead:
        forecourt run base results --pack PACK --next-change
        forecourt run base results --pack PACK --since results
    """

    code: ClassVar[str] = "FC713"
    says: ClassVar[str] = "the results in `{folder}` cannot be gone on from: {reason}"
    advises: ClassVar[str | None] = "{instead}"
    folder: str
    reason: str
    instead: str


@dataclass(frozen=True)
class TouchedUnfit(Worded):
    """A file with the ids of touched records has none that can be read.

    What it means:
        It is a Parquet or CSV file without a column `id`, or none of those in spite of its name,
        or no text in UTF-8 with one id on each line.

    Why it matters:
        Records that have changed would keep the outcome that they had before.

    Example:
        (`touched.csv` with the column `number`)

    Instead:
        (`touched.csv` with the column `id`)
    """

    code: ClassVar[str] = "FC714"
    says: ClassVar[str] = "no ids can be read from `{file}`: {reason}"
    advises: ClassVar[str | None] = (
        "it is Parquet or CSV with a column `id`, or a text with an id on each line"
    )
    file: str
    reason: str
