"""The reference decision over a file of deals, in Polars as one writes it by hand: values alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import polars as pl
from bench.columns.sql import CHORES, VALUES

if TYPE_CHECKING:
    from pathlib import Path

_TODAY = date(2026, 3, 1)
_EVERY = {"O": 7, "H": 2, "A": 4, "B": 7, "C": 15}
_MOST = {"salesperson": 2, "sales_manager": 5, "general_manager": 10}
_STAGES = ("new", "early_warranty", "late_warranty", "out_of_warranty")
_BOUNDS = ((3, 5_000), (24, 40_000), (36, 60_000), (60, 100_000))


def names_in_polars(file: Path, out: Path) -> None:
    """Write values by their names, and for each chore whether it is to be done."""
    deals = pl.scan_parquet(file).with_columns(grade=_grade())
    deals = deals.with_columns(next_contact=_next_contact(), months=_months(), most=_most())
    deals = deals.with_columns(
        overdue=pl.col("next_contact") < _TODAY, lifecycle=_lifecycle(), discount=_discount()
    )
    chores = {name: sql.fill_null(value=False) for name, sql in _chores().items()}
    deals.with_columns(**chores).select("id", *VALUES, *CHORES).sink_parquet(out)


def _how_many(*names: str) -> pl.Expr:
    return pl.sum_horizontal(pl.col(name).cast(pl.Int32) for name in names)


def _grade() -> pl.Expr:
    days, c = pl.col("days_to_purchase"), pl.col
    talked = _how_many("payment_discussed", "trade_in_in_progress", "price_negotiated")
    signs = _how_many(
        "price_negotiated", "next_meeting_set", "trade_in_in_progress", "payment_discussed"
    ) + (c("visits") >= 2).cast(pl.Int32)
    return (
        pl.when(c("contract_signed") | c("deposit_paid")).then(pl.lit("O"))
        .when((days <= 7) & c("model_chosen") & c("colour_chosen")).then(pl.lit("H"))
        .when((days <= 15) & c("model_chosen") & (talked >= 2)).then(pl.lit("A"))
        .when((days <= 30) | (signs >= 3)).then(pl.lit("B"))
        .otherwise(pl.lit("C"))
    )  # fmt: skip


def _next_contact() -> pl.Expr:
    every = pl.col("grade").replace_strict(_EVERY, return_dtype=pl.Int64)
    return (pl.col("last_contact") + pl.duration(days=every)).fill_null(_TODAY)


def _months() -> pl.Expr:
    day = pl.col("delivered_on").dt
    months = _TODAY.year * 12 + _TODAY.month - day.year() * 12 - day.month().cast(pl.Int32)
    return months - (day.day() > _TODAY.day).cast(pl.Int32)


def _most() -> pl.Expr:
    limit = pl.col("seller").replace_strict(_MOST, return_dtype=pl.Int64)
    less = (pl.col("grade") == "C") & ~pl.col("open_complaint")
    return limit - less.cast(pl.Int64)


def _lifecycle() -> pl.Expr:
    found = pl.when(pl.col("delivered_on").is_null()).then(None)
    for stage, (months, distance) in zip(_STAGES, _BOUNDS, strict=True):
        near = (pl.col("months") <= months) & (pl.col("odometer_km") <= distance)
        found = found.when(near).then(pl.lit(stage))
    return found.otherwise(pl.lit("upgrade"))


def _discount() -> pl.Expr:
    asked = pl.col("requested_discount").cast(pl.Decimal(18, 4))
    return (
        pl.when(asked <= pl.col("most").cast(pl.Decimal(18, 4))).then(pl.lit("approve"))
        .when(asked <= pl.lit(10).cast(pl.Decimal(18, 4))).then(pl.lit("escalate"))
        .otherwise(pl.lit("reject"))
    )  # fmt: skip


def _chores() -> dict[str, pl.Expr]:
    c = pl.col
    born = c("birthday").dt.month().cast(pl.Int32) * 100 + c("birthday").dt.day().cast(pl.Int32)
    return {
        "call": c("overdue") & c("delivered_on").is_null(),
        "first_service_invite": (c("lifecycle") == "new") & (c("odometer_km") >= 2000),
        "birthday_greeting": (born == 229) | born.is_between(301, 308),
        "complaint_follow_up": c("open_complaint"),
        "repurchase_invite": c("lifecycle") == "upgrade",
        "warranty_expiry_check": (c("lifecycle") == "late_warranty") & (c("months") >= 35),
    }
