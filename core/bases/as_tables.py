"""A base put through the rules with the results as Arrow tables, for Python callers."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from forecourt.core.bases.layout import SUFFIX
from forecourt.core.bases.running import run_base

if TYPE_CHECKING:
    import pyarrow as pa

    from forecourt.core.bases.layout import Base
    from forecourt.core.bases.order import Order, Summary
    from forecourt.core.records.records import Records


def run_to_tables(
    order: Order, base: Base, records: Records, **options: Any
) -> tuple[dict[str, pa.Table], Summary]:
    """Run rules on a base; return the results by name (`decisions/MODEL`, `tasks`, ...).

    `options` are those of `run_base`, which says what is raised. The tables must fit into memory.
    """
    with TemporaryDirectory() as kept:
        folder = Path(kept) / "results"
        summary = run_base(order, base, records, folder, **options)
        files = {
            file.relative_to(folder).as_posix().removesuffix(SUFFIX): file
            for file in sorted(folder.rglob(f"*{SUFFIX}"))
        }
        return {name: pq.read_table(file) for name, file in files.items()}, summary
