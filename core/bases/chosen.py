"""A small base made of a large one: the rows of those root records that are to be evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.bases.concerned import CONCERNED
from forecourt.core.bases.layout import SUFFIX, Base, keys, natural_type
from forecourt.core.bases.reading import quoted, types_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from forecourt.core.bases.databases import InDuckdb, Source
    from forecourt.core.records.schema import Schema


def copy_chosen(
    database: InDuckdb, found: Mapping[str, Source], schema: Schema, folder: Path
) -> Base:
    """Write the rows of those concerned as a base to a folder, which is there and empty.

    The store's rows are all written, and those that say of no root record that they are its own:
    nobody else would be told what is wrong with them.
    """
    for model, source in found.items():
        where = _is_chosen(model, schema) if schema.root_of(model) == schema.roots[0] else "true"
        columns = _columns(model, source, schema)
        sql = f"SELECT {columns} FROM {source.relation} WHERE {where}"
        database.write(sql, folder / f"{model}{SUFFIX}")
    return Base(folder)


def _is_chosen(model: str, schema: Schema) -> str:
    root = schema.roots[0]
    key = f"CAST({quoted(keys(model, schema)[0])} AS VARCHAR)"
    chosen = f'SELECT substr("root", {len(root) + 2}) FROM {CONCERNED}'
    return f"{key} IS NULL OR {key} = '' OR nfc_normalize({key}) IN ({chosen})"


def _columns(model: str, source: Source, schema: Schema) -> str:
    """Return the columns as they are; those of nothing but nulls have no type to be written in."""
    types = types_of(model, schema)
    return ", ".join(
        quoted(name)
        if "NULL" not in of
        else f"CAST({quoted(name)} AS {natural_type(types[name]) if name in types else 'VARCHAR'})"
        f" AS {quoted(name)}"
        for name, of in source.columns.items()
    )
