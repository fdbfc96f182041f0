"""Values of results as JSON, in SQL."""

from __future__ import annotations

from forecourt.core.bases.reading import decimals_in


def shown(value: str, kind: str) -> str:
    """Return what gives a value of an SQL type as the text of its JSON; null stays null.

    Moments are on the wall clock, as `2026-11-02T09:00:00`; decimals are exact numbers.
    """
    if kind == "TIMESTAMP":
        return f"strftime({value}, '\"%Y-%m-%dT%H:%M:%S\"')"
    if decimals_in(kind):
        return f"rtrim(rtrim(CAST({value} AS VARCHAR), '0'), '.')"
    return f"CASE WHEN {value} IS NOT NULL THEN CAST(to_json({value}) AS VARCHAR) END"
