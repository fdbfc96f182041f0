"""What compares a day that moves with the clock turns at its horizon, not just after it.

Each of a made-up many such comparisons is followed day by day until it is another.
"""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from forecourt.core.engines.explain import explain
from forecourt.core.engines.explain.horizons import Horizons
from forecourt.core.plan import nodes as n
from forecourt.core.values.calendar import WorkingDays

FIRST, LAST = date(2023, 1, 1), date(2030, 12, 31)
DAYS = tuple(FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))
CALENDAR = WorkingDays(FIRST, LAST, tuple(day for day in DAYS if day.weekday() < 5))
FOLLOWED = 120

days = st.dates(date(2025, 12, 20), date(2026, 5, 5))
as_of = st.dates(date(2025, 12, 25), date(2026, 3, 5)).map(
    lambda day: datetime.combine(day, datetime.min.time()) + timedelta(hours=9)
)
relations = st.sampled_from(("<", "<=", ">", ">="))
"""Without `=`: a day that is stepped over, such as a Thursday by weeks, is looked at in vain."""
counts = st.integers(-40, 40)


@st.composite
def amounts(draw, make):
    unit = draw(st.sampled_from((make.days, make.months, make.working_days)))
    return unit(draw(st.integers(-3, 3) if unit is make.months else counts))


@st.composite
def moving_days(draw, make):
    day = draw(st.sampled_from((make.today, make.day_of(make.now))))
    for _ in range(draw(st.integers(0, 2))):
        if draw(st.integers(0, 3)) == 0:
            unit = draw(st.sampled_from(("week", "month", "quarter", "year")))
            day = n.PeriodStart(unit, day, make.DAY)
        else:
            day = make.plus(day, draw(amounts(make)))
    return day


@st.composite
def moving_counts(draw, make):
    unit = draw(st.sampled_from(("years", "months", "weeks", "days")))
    ends = [draw(moving_days(make)), draw(st.dates(date(2023, 1, 1), date(2029, 12, 31)))]
    start, end = draw(st.permutations(ends))
    return make.full(unit, start, end)


@st.composite
def comparisons(draw, make):
    """A comparison of something that moves, and a moment from which to follow it."""
    now = draw(as_of)
    if draw(st.booleans()):
        moving, bound = draw(moving_days(make)), draw(days)
    else:
        moving = draw(moving_counts(make))
        bound = value_of(make, moving, now) + draw(st.integers(-3, 3))
    sides = draw(st.permutations([moving, bound]))
    return draw(st.sampled_from((make.compare(sides[0], draw(relations), sides[1]), moving))), now


def value_of(make, expr, now):
    facts = make.facts(now=now, calendar=CALENDAR)
    (found,) = explain(make.plan(make.decision("answer", expr)), facts).outcome.decisions
    return found.value


def turns(make, expr, now):
    """The midnight at which an expression is another for the first time; None if it isn't soon."""
    before = value_of(make, expr, now)
    midnights = (
        datetime.combine(now.date() + timedelta(days=count), datetime.min.time())
        for count in range(1, FOLLOWED)
    )
    return next((at for at in midnights if value_of(make, expr, at) != before), None)


def horizon(make, expr, now):
    facts = make.facts(now=now, calendar=CALENDAR)
    (found,) = Horizons(make.plan(make.decision("answer", expr))).of(facts)
    soon = found.at is not None and found.at < now + timedelta(days=FOLLOWED - 1)
    return found.at if soon else None


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_horizon_is_the_day_on_which_it_turns(make, data):
    expr, now = data.draw(comparisons(make))
    assert horizon(make, expr, now) == turns(make, expr, now)
