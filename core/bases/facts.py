"""What a base says of itself before its rules are read: where its store is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from forecourt.core.bases.databases import InDuckdb
from forecourt.core.bases.reading import quoted
from forecourt.core.bases.sources import BaseUnfit, first_line
from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.bases import BaseUnreadable
from forecourt.core.diagnostics.settings import ZoneUnknown
from forecourt.core.values.clock import zone_names

if TYPE_CHECKING:
    from forecourt.core.bases.layout import Base
    from forecourt.core.records.schema import Schema

ZONE, CURRENCY = "time_zone", "currency"
USUAL_ZONE = "UTC"


def stated_in(base: Base, schema: Schema) -> tuple[str, str | None]:
    """Return the time zone and the currency that the store's row states, if it does.

    Raises:
        BaseUnfit: the row cannot be read, or there is no such zone.
    """
    for root in schema.roots[1:]:
        found = _row(base, root)
        zone, currency = found.get(ZONE) or USUAL_ZONE, found.get(CURRENCY)
        if zone not in zone_names():
            raise BaseUnfit(ZoneUnknown(Place(root, 1), zone, tuple(sorted(zone_names()))))
        return zone, currency
    return USUAL_ZONE, None


def _row(base: Base, model: str) -> dict[str, str | None]:
    try:
        with duckdb.connect() as connection:
            database = InDuckdb(connection)
            source = database.source_of(base, model)
            names = [one for one in (ZONE, CURRENCY) if source and one in source.columns]
            if source is None or not names:
                return {}
            listed = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in names)
            rows = database.rows(f"SELECT {listed} FROM {source.relation} LIMIT 1")
    except (duckdb.Error, OSError) as error:
        raise BaseUnfit(BaseUnreadable(Place(model, 1), model, first_line(error))) from error
    return dict(zip(names, rows[0], strict=True)) if rows else {}
