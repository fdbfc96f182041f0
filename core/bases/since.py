"""A base run from the results of an earlier run on: whoever is not concerned keeps them.

Who is concerned is copied into a small base, on which any engine runs; the results are those of the
earlier run for all others, and what is new for these. What changed is a result of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from forecourt.core.bases.change_files import tally_of, write_changes
from forecourt.core.bases.changed_rows import changed_rows
from forecourt.core.bases.chosen import copy_chosen
from forecourt.core.bases.concerned import REASONS, REPLACED, Counts, find_concerned, why_all
from forecourt.core.bases.databases import InDuckdb, connected
from forecourt.core.bases.earlier import CHANGES, REJECTS, Earlier, read_earlier, results_in
from forecourt.core.bases.merging import columns_of, merge, rejected_rows
from forecourt.core.bases.order import WORK
from forecourt.core.bases.sources import in_currency, sources
from forecourt.core.bases.touched import ids_in
from forecourt.core.values.clock import aware

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    import pyarrow as pa

    from forecourt.core.bases.basis import Basis
    from forecourt.core.bases.layout import Base
    from forecourt.core.bases.order import Limits, Order, Summary
    from forecourt.core.diagnostics import Diagnostic

    Run = Callable[[Order, Base, Path], Summary]
    """Runs rules on a base, and writes the results to a folder with an empty folder `WORK`."""


@dataclass(frozen=True)
class Since:
    """The results of an earlier run that a run goes on from."""

    folder: Path
    touched: pa.Table = field(default_factory=ids_in)
    """The ids of root records that were added, changed or deleted, in a column `id`."""


class _Work(NamedTuple):
    """What there is to be done."""

    earlier: Earlier
    whole: Collection[str]
    """Why everything is run, if it is."""
    counts: Counts
    base: Base
    """All that is run."""
    warnings: tuple[Diagnostic, ...]


def run_since(
    run: Run, order: Order, base: Base, basis: Basis, out: Path, limits: Limits, since: Since
) -> Summary:
    """Bring the results of an earlier run up to date; write them to the folder `out`.

    The order asks for next changes; `basis` is what results are made from now.

    Raises:
        BaseUnfit: the base or the earlier results cannot be used.
        duckdb.Error: the disk is full, or the memory too small.
    """
    begun = monotonic()
    file = out / WORK / "since.duckdb"
    with connected(file, limits) as connection:
        work = _looked_at(InDuckdb(connection), order, base, basis, out / WORK, since)
    chosen = monotonic()
    fresh = out if work.whole else out / WORK / "fresh"
    (fresh / WORK).mkdir(parents=True, exist_ok=True)
    found = run(order, work.base, fresh)
    decided = monotonic()
    with connected(file, limits) as connection:
        summary = _finished(InDuckdb(connection), order, work, found, fresh, out)
    seconds = {
        "find the concerned": chosen - begun,
        **found.seconds,
        "merge": monotonic() - decided,
    }
    return replace(summary, basis=basis, seconds=seconds)


def _looked_at(
    database: InDuckdb, order: Order, base: Base, basis: Basis, work: Path, since: Since
) -> _Work:
    schema = in_currency(order.plan.schema, order.plan.currency)
    found, warnings = sources(database, base, schema)
    earlier = read_earlier(database, since.folder)
    whole = why_all(earlier, basis, order.now)
    counts = find_concerned(database, found, schema, earlier, since.touched, whole, order.now)
    if not whole:
        earlier.see_that_like(columns_of(order.plan))
        small = work / "chosen"
        small.mkdir()
        base = copy_chosen(database, found, schema, small)
    return _Work(earlier, whole, counts, base, warnings)


def _finished(
    database: InDuckdb, order: Order, work: _Work, found: Summary, fresh: Path, out: Path
) -> Summary:
    """Write the results, unless they are there already, and what changed."""
    later = results_in(database, fresh, found.written)
    changed = changed_rows(database, work.earlier.results, later, REPLACED)
    changes = {CHANGES: write_changes(database, changed, order, out)}
    written, rejected = found.written, found.rejected
    if not work.whole:
        written = merge(database, work.earlier.results, later, order.plan, out)
        (rejects,) = results_in(database, out, [REJECTS]).values()
        rejected = rejected_rows(database, rejects)
    return replace(
        found,
        written={**written, **changes},
        rejected=rejected,
        warnings=work.warnings,
        since=_as_json(work, order, out),
    )


def _as_json(work: _Work, order: Order, out: Path) -> dict[str, Any]:
    counts = work.counts
    return {
        "as_of": aware(work.earlier.as_of, order.plan.zone).isoformat(),
        "records": counts.roots,
        "evaluated": sum(counts.because.values()),
        "because": {reason: counts.because.get(reason, 0) for reason in REASONS},
        "gone": counts.gone,
        "touched": counts.touched,
        "unknown": counts.unknown,
        "changes": tally_of(out).as_json(),
    }
