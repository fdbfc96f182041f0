"""Made-up deals by the million: a Parquet file, the same each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from pathlib import Path

TODAY = "2026-03-01"
"""The date of the as-of moment; what is long ago lies before it."""

_YES_NO = {
    "contract_signed": 10,
    "deposit_paid": 10,
    "model_chosen": 60,
    "colour_chosen": 50,
    "payment_discussed": 40,
    "trade_in_in_progress": 30,
    "price_negotiated": 40,
    "next_meeting_set": 30,
    "open_complaint": 10,
}
"""In so many of a hundred deals it is so."""


def write_deals(file: Path, rows: int) -> None:
    """Write so many deals; in a tenth of them each of the fields that may be unknown is."""
    columns = ", ".join(f"{sql} AS {name}" for name, sql in _columns().items())
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT {columns} FROM range({rows}) AS t(i)) TO '{file}' (FORMAT parquet)"
        )


def _columns() -> dict[str, str]:
    found = {"id": "'D' || i"}
    found |= {name: _chance(name, share) for name, share in _YES_NO.items()}
    found["days_to_purchase"] = _mostly("days", 90, f"{_below('days', 60)}::BIGINT")
    found["visits"] = f"{_below('visits', 5)}::BIGINT"
    found["last_contact"] = _mostly("contact", 90, _before("contact", 30))
    found["delivered_on"] = _mostly("delivered", 40, _before("delivered", 2500))
    found["odometer_km"] = _mostly("odometer", 90, f"{_below('odometer', 120_000)}::BIGINT")
    found["vehicle_price"] = f"(15000 + {_below('price', 75_000)})::DECIMAL(18, 2)"
    found["requested_discount"] = f"({_below('discount', 1300)} / 100)::DECIMAL(18, 4)"
    found["seller"] = _one_of("seller", ("salesperson", "sales_manager", "general_manager"))
    found["birthday"] = _mostly(
        "birthday", 90, f"DATE '1950-01-01' + {_below('birthday', 20_000)}::INT"
    )
    found["lead_source"] = _one_of("source", ("walk_in", "web", "phone"))
    return found


def _below(of: str, most: int) -> str:
    """Return a number from 0 on, spread evenly, which depends on the row and on what it is for."""
    return f"((hash(i, '{of}') >> 1) % {most})"


def _chance(of: str, share: int) -> str:
    return f"({_below(of, 100)} < {share})"


def _mostly(of: str, share: int, sql: str) -> str:
    return f"CASE WHEN {_chance(of + '?', share)} THEN {sql} END"


def _before(of: str, days: int) -> str:
    return f"DATE '{TODAY}' - {_below(of, days)}::INT"


def _one_of(of: str, values: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"[{listed}][1 + {_below(of, len(values))}::INT]"
