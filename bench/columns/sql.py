"""The reference decision over a file of deals, in SQL as one writes it by hand: values alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    from pathlib import Path

VALUES = ("grade", "next_contact", "overdue", "lifecycle", "discount")
CHORES = (
    "call",
    "first_service_invite",
    "birthday_greeting",
    "complaint_follow_up",
    "repurchase_invite",
    "warranty_expiry_check",
)

_DECISIONS = """
WITH graded AS (
  SELECT *, CASE
    WHEN contract_signed OR deposit_paid THEN 0
    WHEN days_to_purchase <= 7 AND model_chosen AND colour_chosen THEN 1
    WHEN days_to_purchase <= 15 AND model_chosen AND payment_discussed::INT
      + trade_in_in_progress::INT + price_negotiated::INT >= 2 THEN 2
    WHEN days_to_purchase <= 30 OR price_negotiated::INT + next_meeting_set::INT
      + (visits >= 2)::INT + trade_in_in_progress::INT + payment_discussed::INT >= 3 THEN 3
    ELSE 4 END AS grade
  FROM read_parquet('{file}')
), timed AS (
  SELECT *,
    COALESCE(last_contact + CASE grade WHEN 0 THEN 7 WHEN 1 THEN 2 WHEN 2 THEN 4 WHEN 3 THEN 7
      ELSE 15 END, DATE '2026-03-01') AS next_contact,
    2026 * 12 + 3 - year(delivered_on) * 12 - month(delivered_on)
      - (day(delivered_on) > 1)::INT AS months,
    CASE seller WHEN 'salesperson' THEN 2 WHEN 'sales_manager' THEN 5 ELSE 10 END
      - (grade = 4 AND NOT open_complaint)::INT AS most
  FROM graded
), decided AS (
  SELECT *,
    next_contact < DATE '2026-03-01' AS overdue,
    CASE WHEN delivered_on IS NULL THEN NULL
      WHEN months <= 3 AND odometer_km <= 5000 THEN 0
      WHEN months <= 24 AND odometer_km <= 40000 THEN 1
      WHEN months <= 36 AND odometer_km <= 60000 THEN 2
      WHEN months <= 60 AND odometer_km <= 100000 THEN 3
      ELSE 4 END AS lifecycle,
    CASE WHEN requested_discount <= most THEN 0 WHEN requested_discount <= 10 THEN 1
      ELSE 2 END AS discount,
    month(birthday) * 100 + day(birthday) AS born
  FROM timed
)
"""

_CHORES = {
    "call": "overdue AND delivered_on IS NULL",
    "first_service_invite": "lifecycle = 0 AND odometer_km >= 2000",
    "birthday_greeting": "born = 229 OR born BETWEEN 301 AND 308",
    "complaint_follow_up": "open_complaint",
    "repurchase_invite": "lifecycle = 4",
    "warranty_expiry_check": "lifecycle = 2 AND months >= 35",
}

_NAMES = {
    "grade": ("O", "H", "A", "B", "C"),
    "lifecycle": ("new", "early_warranty", "late_warranty", "out_of_warranty", "upgrade"),
    "discount": ("approve", "escalate", "reject"),
}


def codes_in_sql(file: Path, out: Path) -> None:
    """Write values as small numbers, and the chores as one bit each of a number."""
    bits = " + ".join(
        f"CASE WHEN {condition} THEN {1 << bit} ELSE 0 END"
        for bit, condition in enumerate(_CHORES.values())
    )
    _write(file, out, f"id, {', '.join(VALUES)}, {bits} AS chores")


def names_in_sql(file: Path, out: Path) -> None:
    """Write values by their names, and for each chore whether it is to be done."""
    values = [f"{_named(name) if name in _NAMES else name} AS {name}" for name in VALUES]
    chores = [f"COALESCE({sql}, false) AS {name}" for name, sql in _CHORES.items()]
    _write(file, out, ", ".join(["id", *values, *chores]))


def _named(column: str) -> str:
    whens = " ".join(f"WHEN {code} THEN '{name}'" for code, name in enumerate(_NAMES[column]))
    return f"CASE {column} {whens} END"


def _write(file: Path, out: Path, selected: str) -> None:
    sql = f"{_DECISIONS.format(file=file)} SELECT {selected} FROM decided"
    with duckdb.connect(config={"preserve_insertion_order": False}) as connection:
        connection.execute(f"COPY ({sql}) TO '{out}' (FORMAT parquet)")
