"""From the layout of an older store file to the present one, without losing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.store.format import LAYOUT
from forecourt.core.store.outcomes import FRESHNESS, FRESHNESS_INDEX, OUTCOMES
from forecourt.core.store.transactions import transaction

if TYPE_CHECKING:
    from sqlite_utils import Database

WALL_CLOCK_LENGTH = len("2026-03-01T09:00:00")

UPGRADES = {
    1: (
        f"ALTER TABLE {OUTCOMES} ADD COLUMN rules_digest TEXT",
        f"ALTER TABLE {OUTCOMES} ADD COLUMN log INTEGER",
        f"UPDATE {OUTCOMES} SET as_of = substr(as_of, 1, {WALL_CLOCK_LENGTH})",  # noqa: S608 - constants
        f"DROP INDEX IF EXISTS idx_{OUTCOMES}_next_change_at",
        f"CREATE INDEX {FRESHNESS_INDEX} ON {OUTCOMES} ({', '.join(FRESHNESS)})",
    ),
}
"""What leads from a layout to the next one. Outcomes stay, to be made anew in the next run."""


def is_older(database: Database) -> bool:
    """Tell whether a store file has an older layout."""
    return _layout(database) < LAYOUT


def upgrade(database: Database) -> None:
    """Give a store file the present layout, in one transaction."""
    with transaction(database):
        for layout in range(_layout(database), LAYOUT):
            for statement in UPGRADES[layout]:
                database.execute(statement)
        database.execute(f"PRAGMA user_version = {LAYOUT}")


def _layout(database: Database) -> int:
    (layout,) = database.execute("PRAGMA user_version").fetchone()
    return int(layout)
