"""The results of an earlier run, as a later one reads them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from forecourt.core.bases import next_changes
from forecourt.core.bases.basis import Basis
from forecourt.core.bases.databases import Source
from forecourt.core.bases.output import MARK
from forecourt.core.bases.reading import quoted, text_in_sql
from forecourt.core.bases.sources import BaseUnfit, first_line
from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.bases import ResultsUnfit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from forecourt.core.bases.databases import InDuckdb

DECISIONS = "decisions/"
"""Begins the names of results with a row for each record."""
REJECTS = "rejects"
CHANGES = "changes"
"""The result that says what changed since the run before: nothing that goes on."""


@dataclass(frozen=True)
class Earlier:
    """The results of an earlier run."""

    folder: Path
    as_of: datetime
    """The moment of that run on the store's wall clock."""
    basis: Basis
    results: Mapping[str, Source]
    """By name, as a database reads them."""

    def see_that_like(self, columns: Mapping[str, Iterable[str]]) -> None:
        """See that there are these results, with these columns.

        Raises:
            BaseUnfit: they have others.
        """
        for name, wanted in columns.items():
            if name not in self.results:
                raise unfit(self.folder, f"there is no `{name}`")
            if set(wanted) != set(self.results[name].columns):
                raise unfit(self.folder, f"`{name}` has other columns than its rules give")


def read_earlier(database: InDuckdb, folder: Path) -> Earlier:
    """Return the results that stand in a folder.

    Raises:
        BaseUnfit: there are none, or they do not say when they change.
    """
    told = _mark(folder)
    try:
        names = [name for name in told["written"] if name != CHANGES]
        as_of = datetime.fromisoformat(told["as_of"]).replace(tzinfo=None)
        basis = Basis(**told["basis"]) if "basis" in told else None
    except (KeyError, TypeError, ValueError) as error:
        raise unfit(folder, f"its `{MARK}` is no summary of a run") from error
    if basis is None or next_changes.NAME not in names:
        advice = "make them anew with `--next-change`"
        raise unfit(folder, "they do not say when each outcome changes", advice)
    return Earlier(folder, as_of, basis, results_in(database, folder, names))


def unfit(folder: Path, reason: str, advice: str = "run it without `--since`") -> BaseUnfit:
    """Return the finding that no run can go on from the results in a folder."""
    return BaseUnfit(ResultsUnfit(Place(folder.name or ".", 1), str(folder), reason, advice))


def results_in(database: InDuckdb, folder: Path, names: Iterable[str]) -> dict[str, Source]:
    """Return the results of these names in a folder, each a file or a folder of files.

    Raises:
        BaseUnfit: one is not there, or cannot be read.
    """
    return {name: _result(database, folder, name) for name in names}


def _result(database: InDuckdb, folder: Path, name: str) -> Source:
    parts = sorted((folder / name).glob("*.parquet")) or [folder / f"{name}.parquet"]
    files = ", ".join(text_in_sql(str(one)) for one in parts)
    relation = f"read_parquet([{files}], hive_partitioning = false)"
    try:
        described = database.rows(f"DESCRIBE SELECT * FROM {relation}")
    except database.failures as error:
        raise unfit(folder, f"`{name}` cannot be read: {first_line(error)}") from error
    return Source(relation, {column: kind for column, kind, *_ in described})


def _mark(folder: Path) -> dict[str, Any]:
    """Return what a folder says of the run whose results it holds."""
    try:
        found = json.loads((folder / MARK).read_text("utf-8"))
    except OSError as error:
        raise unfit(folder, f"there is no `{MARK}` to be read") from error
    except (ValueError, RecursionError) as error:
        raise unfit(folder, f"its `{MARK}` is no JSON") from error
    if not isinstance(found, dict):
        raise unfit(folder, f"its `{MARK}` is no summary of a run")
    return found


def root_of(name: str, result: Source) -> str:
    """Return what gives the root record of a row of a result, as results name it: `reader:R1`."""
    if not name.startswith(DECISIONS):
        return quoted("root")
    first = next(iter(result.columns))
    model = name.removeprefix(DECISIONS) if first == "id" else first.removeprefix("_")
    return f"{text_in_sql(model + ':')} || {quoted(first)}"
