from datetime import UTC, date, datetime, timedelta, timezone
from importlib import resources
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecourt.core.values import clock

LISBON, NEW_YORK, APIA, SHANGHAI = (
    "Europe/Lisbon",
    "America/New_York",
    "Pacific/Apia",
    "Asia/Shanghai",
)
SKIPPED = datetime(2026, 3, 29, 1, 30)  # 1:00 to 2:00 in Lisbon
TWICE = datetime(2026, 10, 25, 1, 30)


def hours(count):
    return timedelta(hours=count)


def test_5_2_a_skipped_time_moves_on_by_the_gap():
    assert clock.settle(SKIPPED, LISBON) == datetime(2026, 3, 29, 2, 30)
    assert clock.settle(datetime(2026, 3, 29, 1), LISBON) == datetime(2026, 3, 29, 2)
    assert clock.settle(datetime(2026, 3, 29, 2), LISBON) == datetime(2026, 3, 29, 2)
    assert clock.settle(datetime(2026, 3, 29, 0, 59, 59), LISBON) == datetime(
        2026, 3, 29, 0, 59, 59
    )


def test_5_2_a_whole_skipped_day_moves_on_by_a_day():
    assert clock.settle(datetime(2011, 12, 30, 8), APIA) == datetime(2011, 12, 31, 8)


def test_5_2_a_time_that_exists_twice_is_the_first():
    assert clock.settle(TWICE, LISBON) == TWICE
    assert clock.offset_at(TWICE, LISBON) == hours(1)
    assert clock.offset_at(datetime(2026, 10, 25, 2), LISBON) == hours(0)


def test_the_offset_of_a_skipped_time_is_that_after_the_gap():
    assert clock.offset_at(SKIPPED, LISBON) == hours(1)
    assert clock.offset_at(datetime(2026, 3, 29, 0, 59), LISBON) == hours(0)


def test_5_2_elapsed_time_goes_through_the_change():
    assert clock.add_elapsed(datetime(2026, 3, 29, 0, 30), 3600, LISBON) == datetime(
        2026, 3, 29, 2, 30
    )
    assert clock.add_elapsed(datetime(2026, 10, 25, 0, 30), 7200, LISBON) == TWICE
    assert clock.add_elapsed(datetime(2026, 3, 29, 2, 30), -3600, LISBON) == datetime(
        2026, 3, 29, 0, 30
    )
    assert clock.add_elapsed(SKIPPED, 0, LISBON) == datetime(2026, 3, 29, 2, 30)


def test_elapsed_time_in_a_zone_without_changes_is_plain():
    start = datetime(2026, 3, 29, 0, 30)
    assert clock.add_elapsed(start, 3600, "UTC") == start + hours(1)
    assert clock.elapsed(start, start + hours(1), "UTC") == 3600


def test_the_time_between_two_moments_goes_through_the_change():
    midnight, three = datetime(2026, 3, 29), datetime(2026, 3, 29, 3)
    assert clock.elapsed(midnight, three, LISBON) == 2 * 3600
    assert clock.elapsed(three, midnight, LISBON) == -2 * 3600
    assert clock.elapsed(datetime(2026, 10, 25), datetime(2026, 10, 25, 3), LISBON) == 4 * 3600


def test_5_1_a_moment_with_offset_is_put_on_the_wall_clock_in_whole_seconds():
    moment = datetime(2026, 7, 1, 12, 0, 0, 999_999, tzinfo=UTC)
    assert clock.to_wall(moment, LISBON) == datetime(2026, 7, 1, 13)
    far = datetime(2026, 7, 1, 12, tzinfo=timezone(hours(-5)))
    assert clock.to_wall(far, SHANGHAI) == datetime(2026, 7, 2, 1)


def test_a_moment_without_offset_is_refused():
    with pytest.raises(ValueError, match="without offset"):
        clock.to_wall(datetime(2026, 7, 1), LISBON)


def test_for_output_a_moment_carries_its_offset():
    assert clock.aware(datetime(2026, 7, 1, 9), LISBON).isoformat() == "2026-07-01T09:00:00+01:00"
    assert clock.aware(SKIPPED, LISBON).isoformat() == "2026-03-29T02:30:00+01:00"
    assert clock.aware(TWICE, LISBON).isoformat() == "2026-10-25T01:30:00+01:00"


def test_an_unknown_zone_is_refused_with_the_nearest_name():
    with pytest.raises(clock.UnknownZone, match="did you mean `Europe/Lisbon`") as caught:
        clock.zone_table("Europe/Lisbona")
    assert caught.value.suggestion == "Europe/Lisbon"


@pytest.mark.parametrize("name", ["", "../Lisbon", "Europe", "zones", "/etc/passwd", "\0"])
def test_what_is_no_zone_is_never_opened(name):
    with pytest.raises(clock.UnknownZone):
        clock.zone_table(name)


def test_outside_1970_to_2100_the_nearest_offset_goes_on():
    assert clock.offset_at(datetime(1900, 1, 1), SHANGHAI) == hours(8)
    assert clock.offset_at(datetime(1960, 7, 1), "UTC") == hours(0)
    assert clock.offset_at(datetime(9000, 7, 1), NEW_YORK) == hours(-5)


@pytest.mark.parametrize("zone", [LISBON, "UTC"])
def test_beyond_the_last_year_there_is_no_moment(zone):
    with pytest.raises(OverflowError):
        clock.add_elapsed(datetime(9999, 12, 31, 23), 7200, zone)


def test_a_table_is_ordered_and_made_once():
    table = clock.zone_table(NEW_YORK)
    assert list(table.instants) == sorted(table.instants)
    assert list(table.walls) == sorted(table.walls)
    assert len(table.offsets) == len(table.instants) + 1
    assert clock.zone_table(NEW_YORK) is table


ZONES = (LISBON, NEW_YORK, APIA, SHANGHAI, "Africa/Casablanca", "Australia/Lord_Howe", "Asia/Gaza")
EPOCH = datetime(1970, 1, 1)
LENGTH = (datetime(2100, 12, 1) - EPOCH) // timedelta(seconds=1)


def python_zone(name):
    path = resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    with path.open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


PYTHON_ZONES = {name: python_zone(name) for name in ZONES}


@st.composite
def zones_and_moments(draw):
    """Half of the moments lie near a change of the clock."""
    name = draw(st.sampled_from(ZONES))
    if draw(st.booleans()):
        change = EPOCH + draw(st.sampled_from(clock.zone_table(name).walls))
        wall = change + timedelta(minutes=15 * draw(st.integers(-100, 100)))
        return name, min(max(wall, EPOCH), EPOCH + timedelta(seconds=LENGTH))
    return name, EPOCH + timedelta(seconds=draw(st.integers(0, LENGTH)))


@given(zones_and_moments())
def test_the_table_agrees_with_pythons_own_zones(drawn):
    name, wall = drawn
    in_utc = wall.replace(tzinfo=PYTHON_ZONES[name]).astimezone(UTC)
    there = in_utc.astimezone(PYTHON_ZONES[name])
    assert clock.settle(wall, name) == there.replace(tzinfo=None)
    assert clock.offset_at(wall, name) == there.utcoffset()
    assert clock.to_wall(in_utc, name) == there.replace(tzinfo=None)


@given(zones_and_moments(), st.integers(-(10**8), 10**8))
def test_adding_elapsed_time_agrees_with_adding_in_utc(drawn, seconds):
    name, wall = drawn
    in_utc = wall.replace(tzinfo=PYTHON_ZONES[name]).astimezone(UTC) + timedelta(seconds=seconds)
    if EPOCH <= in_utc.replace(tzinfo=None) <= EPOCH + timedelta(seconds=LENGTH):
        there = in_utc.astimezone(PYTHON_ZONES[name]).replace(tzinfo=None)
        assert clock.add_elapsed(wall, seconds, name) == there


@pytest.mark.parametrize(
    ("day", "zone", "offset"),
    [
        (date(2026, 3, 28), LISBON, hours(0)),
        (date(2026, 3, 29), LISBON, None),
        (date(2026, 3, 30), LISBON, hours(1)),
        (date(2026, 10, 25), LISBON, None),
        (date(2011, 12, 29), APIA, hours(-10)),
        (date(2011, 12, 30), APIA, None),
        (date(2011, 12, 31), APIA, hours(14)),
        (date.min, SHANGHAI, hours(8)),
        (date.max, SHANGHAI, hours(8)),
    ],
)
def test_an_offset_holds_all_day_unless_the_clock_is_changed(day, zone, offset):
    assert clock.offset_all_day(day, zone) == offset


@given(
    st.dates(date(1970, 1, 1), date(2100, 12, 31)), st.times(), st.sampled_from([LISBON, NEW_YORK])
)
def test_a_moment_with_the_offset_of_its_whole_day_is_on_the_wall_clock_as_it_is(day, at, zone):
    offset, wall = clock.offset_all_day(day, zone), datetime.combine(day, at.replace(microsecond=0))
    if offset is not None:
        assert clock.settle(wall, zone) == wall
        assert clock.to_wall(wall.replace(tzinfo=timezone(offset)), zone) == wall
