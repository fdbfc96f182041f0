"""Moments in SQL against the one clock that all engines go by."""

from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from forecourt.core.bases.wall_clock import is_unsettled, on_wall, settled
from forecourt.core.values.clock import settle, to_wall, zone_table

ZONES = ("UTC", "Europe/Lisbon", "America/Sao_Paulo", "Asia/Shanghai", "Australia/Lord_Howe")
EPOCH = datetime(1970, 1, 1)
AROUND = [timedelta(seconds=one) for one in (-7200, -3600, -1, 0, 1, 1799, 1800, 3599, 3600, 7200)]


def moments(zone):
    """Return moments around each change of a zone's clock, and far from any."""
    changes = zone_table(zone)
    walls = [EPOCH + wall for wall in changes.walls]
    return [
        datetime(1, 1, 1),
        datetime(9999, 12, 31, 23, 59, 59),
        *(wall + step for wall in walls for step in AROUND),
    ]


def in_sql(sql, kind, values):
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"CREATE TABLE given (place INTEGER, x {kind})")
        connection.executemany("INSERT INTO given VALUES (?, ?)", list(enumerate(values)))
        return [
            row[0]
            for row in connection.execute(f"SELECT {sql} FROM given ORDER BY place").fetchall()
        ]


@pytest.mark.parametrize("zone", ZONES)
def test_a_wall_clock_time_that_is_skipped_moves_on(zone):
    values = moments(zone)
    assert in_sql(settled("x", zone), "TIMESTAMP", values) == [settle(one, zone) for one in values]


@pytest.mark.parametrize("zone", ZONES)
def test_exactly_those_that_are_skipped_are_said_to_be(zone):
    values = moments(zone)
    said = in_sql(is_unsettled("x", zone, min(values), max(values)), "TIMESTAMP", values)
    assert said == [settle(one, zone) != one for one in values]


@pytest.mark.parametrize("zone", ZONES)
def test_an_instant_is_what_the_wall_clock_shows(zone):
    values = [one.replace(tzinfo=UTC) for one in moments(zone)[2:]] or [
        datetime(2026, 1, 1, tzinfo=UTC)
    ]
    assert in_sql(on_wall("x", zone), "TIMESTAMPTZ", values) == [
        to_wall(one, zone) for one in values
    ]
