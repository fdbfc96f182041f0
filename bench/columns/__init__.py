"""A base of deals, Parquet to Parquet: SQL and Polars by hand, the column engine, a whole run.

The ways take turns. Before anything is timed, all say the same of every deal.
"""

from bench.columns.measuring import measure

__all__ = ["measure"]
