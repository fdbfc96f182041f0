"""DuckDB tells for many files at once until when each statement stays, as the explainer does."""

import importlib.util
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forecourt.core.engines.columns import in_spark
from forecourt.core.engines.columns.in_duckdb import horizons_of_all
from forecourt.core.engines.explain.horizons import Horizons
from forecourt.core.plan.outcome import next_change
from forecourt.core.values.calendar import WorkingDays


def _load(name):
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"ahead_in_columns_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE, STRATEGIES, AGREEMENT = _load("plans"), _load("strategies"), _load("agreement")

SEARCH = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


class Restless(_load("restless").Restless, STRATEGIES.Maker):
    """Makes plans in which time matters."""


@settings(SEARCH, max_examples=6)
@given(st.integers(min_value=0, max_value=2**64))
def test_horizons_agree_on_several_files_of_one_plan(seed):
    plan, files = AGREEMENT.plan_with_files(seed, STRATEGIES, MAKE, 4)
    assert AGREEMENT.horizons_that_differ_in_columns(plan, files, STRATEGIES.FUNCTIONS) == []


@settings(SEARCH, max_examples=12)
@given(st.integers(min_value=0, max_value=2**64))
def test_horizons_agree_where_time_matters(seed):
    plan, files = AGREEMENT.plan_with_files(seed, SimpleNamespace(Maker=Restless), MAKE, 4)
    assert AGREEMENT.horizons_that_differ_in_columns(plan, files, STRATEGIES.FUNCTIONS) == []


@pytest.mark.spark
def test_spark_tells_the_same(make, spark, tmp_path):
    """Of all that has a text of its own there: days and months moved, the clock, and `at least`."""
    due, seen = make.file.opened_on, make.file.seen_at
    turning = [
        make.compare(due, "<=", make.plus(make.today, make.days(7))),
        make.compare(make.minus(make.today, make.months(1)), ">", due),
        make.compare(make.full("days", seen, make.now), ">=", 3),
        make.compare(make.plus(make.now, make.hours(30)), ">", seen),
    ]
    plan = make.plan(
        make.decision("two", make.at_least(2, *turning)),
        make.decision("items", make.count(make.file.source("items", turning[0]))),
        zone="Europe/Lisbon",
    )
    files = [
        make.a_file(f"F{n}", opened_on=date(2026, 3, n), seen_at=datetime(2026, 3, n, 1, 30))
        for n in (1, 9, 27)
    ]
    facts = [make.facts(one, now=datetime(2026, 3, 8, 9)) for one in (*files, make.a_file("F"))]
    made = in_spark.horizons_of_all(plan, facts, session=spark, work=str(tmp_path / "work"))
    explained = Horizons(plan)
    assert made == {one.root.id: explained.of(one) for one in facts}


# What is seldom made at random ------------------------------------------------------------------


@pytest.fixture
def horizons(make):
    """The horizons of statements for files by their id, held against those of the explainer."""

    def run(statements, files, *, zone="UTC", parameters=(), **surroundings):
        plan = make.plan(*statements, zone=zone, parameters=parameters)
        facts = [make.facts(one, **surroundings) for one in files]
        assert AGREEMENT.horizons_that_differ_in_columns(plan, facts, {}) == []
        return horizons_of_all(plan, facts)

    return run


def midnight(month, day):
    return datetime(2026, month, day)


def test_a_day_is_come_to_at_its_midnight_whatever_today_is_moved_by(make, horizons):
    soon = make.compare(make.file.opened_on, "<=", make.plus(make.today, make.days(7)))
    files = [make.a_file(f"F{n}", opened_on=date(2026, 3, 6 + n)) for n in range(5)]
    found = horizons([make.decision("soon", soon)], [*files, make.a_file("F9")])
    assert {name: one.at for name, (one,) in found.items()} == {
        "F0": None,
        "F1": None,
        "F2": None,
        "F9": None,
        "F3": midnight(3, 2),
        "F4": midnight(3, 3),
    }


def test_the_earliest_of_a_file_is_its_next_change(make, horizons):
    overdue = make.compare(make.today, ">", make.element("item").made_on)
    statements = [
        make.decision("overdue", make.count(make.file.source("items", overdue))),
        make.decision("checked", make.file.checked),
    ]
    items = tuple(make.an_item(f"I{n}", made_on=date(2026, 3, n)) for n in (9, 4, 20))
    found = horizons(statements, [make.a_file(items=items)])
    change = next_change(found["F1"])
    assert change.at == midnight(3, 5)
    assert [one.name for one in change.what] == ["overdue"]


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "America/New_York", "Australia/Lord_Howe"])
def test_moments_moved_near_changes_of_the_clock(make, horizons, zone):
    amounts = [make.hours(n) for n in (-25, 1, 3)] + [make.days(1), make.months(1)]
    seen = make.file.seen_at
    statements = [
        *(
            make.decision(f"after {n}", make.compare(make.plus(make.now, one), ">=", seen))
            for n, one in enumerate(amounts)
        ),
        *(
            make.decision(unit, make.compare(make.full(unit, seen, make.now), ">=", 2))
            for unit in ("hours", "minutes", "days", "months")
        ),
    ]
    for day, month in ((28, 3), (24, 10), (7, 3), (4, 4)):
        now = datetime.combine(date(2026, month, day), time(22, 30))
        files = [
            make.a_file(f"F{n}", seen_at=now + timedelta(minutes=47 * n)) for n in range(-40, 60, 7)
        ]
        horizons(statements, files, zone=zone, now=now)


def test_working_days_are_come_to_by_their_place_in_the_calendar(make, horizons):
    week = WorkingDays(
        date(2026, 3, 1),
        date(2026, 3, 15),
        tuple(date(2026, 3, n) for n in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13)),
    )
    statements = [
        make.decision(f"by {n}", make.compare(make.plus(make.today, amount), "<", due))
        for n in (-3, -1, 0, 1, 4, 9, 30)
        for amount, due in [(make.working_days(n), make.file.opened_on)]
    ]
    days = [date(2026, 2, 20) + timedelta(days=n) for n in range(30)]
    files = [make.a_file(f"F{n}", opened_on=day) for n, day in enumerate(days)]
    for now in (datetime(2026, 3, 1, 9), datetime(2026, 3, 12, 9), datetime(2026, 2, 10, 9)):
        horizons(statements, files, now=now, calendar=week)
    horizons(statements, files, calendar=None)


def test_what_is_so_far_ahead_that_the_calendar_ends_is_never(make, horizons):
    ahead = make.plus(make.today, make.months(12 * 7000))
    statements = [
        make.decision("far", make.compare(ahead, ">", make.file.opened_on)),
        make.decision("near", make.compare(make.today, ">", make.file.opened_on)),
    ]
    days = (date(9026, 3, 2), date(9999, 12, 31), date(9000, 1, 1), date(8999, 12, 31))
    files = [make.a_file(f"F{n}", opened_on=day) for n, day in enumerate(days)]
    far = {name: of[0].at for name, of in horizons(statements, files).items()}
    assert far["F0"] == midnight(3, 3)
