"""A base put through the rules: the one way in, for commands and for Python callers."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import duckdb

from forecourt.core.bases.basis import basis_of
from forecourt.core.bases.from_store import write_base
from forecourt.core.bases.layout import Base
from forecourt.core.bases.order import WORK, Limits
from forecourt.core.bases.output import see_that_free, write_mark, written_whole
from forecourt.core.bases.since import run_since
from forecourt.core.bases.sources import BaseUnfit, first_line
from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.bases import BaseUnreadable, DatabaseGaveUp, HasNoColumns
from forecourt.core.diagnostics.usage import FunctionRaised, OptionUnfit
from forecourt.core.engines.columns.failures import CannotSay
from forecourt.core.plan.failures import FunctionFailed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from forecourt.core.bases.order import Order, Progress, Summary
    from forecourt.core.bases.since import Run
    from forecourt.core.records.records import Records

    Engine = Callable[[Order, Base, Records, Path, Limits, Callable[[Progress], None]], Summary]

ENGINES = {"duckdb": "in_duckdb", "record": "in_records", "spark": "in_spark"}
"""The modules of the engines by name; each has a function `run`."""

DEFAULT_ENGINE = "duckdb"


def run_base(
    order: Order,
    base: Base,
    records: Records,
    folder: Path,
    *,
    engine: str = DEFAULT_ENGINE,
    limits: Limits | None = None,
    tell: Callable[[Progress], None] | None = None,
) -> Summary:
    """Run rules on a base, and write the results to a folder, which is new, empty, or of results.

    It is there whole when this returns; otherwise it is as it was before. `tell` is told now and
    then how far it is, by another thread. Of an order that goes on from earlier results only those
    are evaluated of whom something can be new; the earlier results may stand in the same folder.

    Raises:
        BaseUnfit: the base cannot be run, or not finished; its `findings` say why.
        OSError: a file cannot be read or written.
    """
    see_that_free(folder)
    if order.since is not None:
        _see_that_one_machine(engine)
        order = replace(order, next_change=True)
    usable = limits or Limits()
    runs = _engine_for(engine, records, usable, tell or (lambda _: None))
    with written_whole(folder) as unfinished:
        try:
            there = _in_files(base, order, unfinished / WORK / "base")
            summary = _made(runs, order, there, records, unfinished, usable)
        except CannotSay as error:
            raise BaseUnfit(HasNoColumns(_RULES, str(error))) from error
        except FunctionFailed as failed:
            raised = FunctionRaised(_RULES, failed.function, str(failed.cause))
            raise BaseUnfit(raised) from failed
        except duckdb.Error as error:
            raise BaseUnfit(DatabaseGaveUp(_RUN, first_line(error))) from error
        write_mark(unfinished, summary.as_json(order))
    return summary


def _engine_for(
    name: str, records: Records, limits: Limits, tell: Callable[[Progress], None]
) -> Run:
    """Return what runs rules on a base and writes the results to a folder."""
    engine = engine_named(name)
    return lambda order, base, out: engine(order, base, records, out, limits, tell)


def _made(
    runs: Run, order: Order, base: Base, records: Records, out: Path, limits: Limits
) -> Summary:
    """Write the results to a folder, with what a later run needs to go on from them."""
    if not order.next_change:
        return runs(order, base, out)
    basis = basis_of(order, base, records)
    if order.since is None:
        return replace(runs(order, base, out), basis=basis)
    return run_since(runs, order, base, basis, out, limits, order.since)


def _see_that_one_machine(engine: str) -> None:
    """See that results are files of this machine, which others can be merged with."""
    if engine == "spark":
        advice = "leave it out, or run it by `--engine duckdb`"
        raise BaseUnfit(OptionUnfit(_RUN, "--since", "to the engine spark", advice))


def _in_files(base: Base, order: Order, folder: Path) -> Base:
    """Return a base whose rows stand in files or tables; those of a store are copied."""
    if base.store is None:
        return base
    folder.mkdir()
    try:
        write_base(base.store, order.plan.schema, folder, order.plan.currency)
    except sqlite3.Error as error:
        raise BaseUnfit(BaseUnreadable(_RUN, base.store.name, first_line(error))) from error
    return Base(folder)


_RULES, _RUN = Place("rules", 1), Place("run", 1)


def engine_named(name: str) -> Engine:
    """Return an engine by its name; it is loaded when it is asked for."""
    module: Any = import_module(f"forecourt.core.bases.{ENGINES[name]}")
    return cast("Engine", module.run)
