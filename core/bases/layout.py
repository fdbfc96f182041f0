"""What a base is: a folder with the rows of each model, in columns of natural types.

A model's rows stand in `<model>.parquet`, or in Parquet files somewhere below a folder `<model>`;
a model with neither has none. A row has the ids of the records above it, the root's first
(`_reader`), its own `id`, and the fields of its model by name. A field that may be absent may have
no column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forecourt.core.engines.columns.inputs import ids_above
from forecourt.core.values.reading import decimals_kept
from forecourt.core.values.types import (
    Day,
    Many,
    Moment,
    Money,
    Number,
    Percent,
    Quantity,
    Reference,
    Symbol,
    Text,
    TimeOfDay,
    Type,
    YesNo,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa

    from forecourt.core.records.schema import Schema

SUFFIX = ".parquet"
DIGITS = 18
"""Of decimals: all numbers that are kept have 16 digits at most."""


@dataclass(frozen=True)
class Base:
    """A base: the folder of its files, or its tables by model, or a store's SQLite file."""

    folder: Path | None = None
    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    store: Path | None = None

    def files(self, model: str) -> tuple[Path, ...]:
        """Return the files with the rows of a model, in order."""
        if self.folder is None:
            return ()
        single = self.folder / f"{model}{SUFFIX}"
        if single.is_file():
            return (single,)
        return tuple(sorted((self.folder / single.stem).rglob(f"*{SUFFIX}"))) + tuple(
            sorted(single.glob(f"*{SUFFIX}"))
        )

    def paths(self, model: str) -> tuple[Path, ...]:
        """Return the file with the rows of a model, or else the folders with its files."""
        if self.folder is None:
            return ()
        single = self.folder / f"{model}{SUFFIX}"
        if single.is_file():
            return (single,)
        return tuple(one for one in (self.folder / model, single) if any(one.rglob(f"*{SUFFIX}")))

    def names(self) -> tuple[str, ...]:
        """Return what the base names that may be models: its files, folders and tables."""
        there = self.folder.iterdir() if self.folder else ()
        found = {
            one.name.removesuffix(SUFFIX)
            for one in there
            if one.suffix == SUFFIX or (one.is_dir() and any(one.rglob(f"*{SUFFIX}")))
        }
        return tuple(sorted(found | self.tables.keys()))


def natural_type(kind: Type) -> str:
    """Return the SQL type in which a column of a base holds values of a type."""
    match kind:
        case YesNo():
            return "BOOLEAN"
        case Text() | Symbol() | Reference():
            return "VARCHAR"
        case Day():
            return "DATE"
        case Moment():
            return "TIMESTAMP"
        case TimeOfDay():
            return "TIME"
        case Number() | Percent() | Quantity() | Money():
            return f"DECIMAL({DIGITS},{decimals_kept(kind)})"
        case Many(element):
            return f"{natural_type(element)}[]"
        case _:
            return "BIGINT"


def keys(model: str, schema: Schema) -> tuple[str, ...]:
    """Return the columns that name a row: the ids above it, the root's first, and its own."""
    return (*ids_above(model, schema), "id")


def is_part(model: str, schema: Schema) -> bool:
    """Return whether records of a model are embedded in their owner, which has one at most."""
    owner = schema.models[model].owner
    if owner is None:
        return False
    return any(part.model == model for part in schema.models[owner].parts.values())


def models_in_order(schema: Schema) -> Iterator[str]:
    """Yield all models, each after that above it."""

    def below(name: str) -> Iterator[str]:
        yield name
        model = schema.models[name]
        for part in model.parts.values():
            yield from below(part.model)
        for entry in model.lists.values():
            yield from below(entry.model)

    for root in schema.roots:
        yield from below(root)
