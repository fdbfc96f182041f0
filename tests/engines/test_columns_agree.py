"""DuckDB gives for many files at once what the explainer gives for each."""

import importlib.util
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forecourt.core.engines.columns.in_duckdb import decide_all
from forecourt.core.engines.explain import explain
from forecourt.core.plan.facts import Facts
from forecourt.core.policy.packs import read_pack
from forecourt.core.policy.resolve import resolve
from forecourt.core.registry import load_registry
from forecourt.plugins.lifecycle.demo.make import make_demo


def _load(name):
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"columns_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE, STRATEGIES, AGREEMENT = _load("plans"), _load("strategies"), _load("agreement")
RULES = Path(__file__).parents[2] / "rules"

SEARCH = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@settings(SEARCH, max_examples=60)
@given(st.integers(min_value=0, max_value=2**64))
def test_all_engines_agree_on_several_files_of_one_plan(seed):
    plan, files = AGREEMENT.plan_with_files(seed, STRATEGIES, MAKE, 4)
    assert AGREEMENT.disagreements(plan, files, STRATEGIES.FUNCTIONS) == []


# A real pack over a real store -----------------------------------------------------------------


@pytest.fixture(scope="module")
def registry():
    return load_registry()


@pytest.fixture(scope="module")
def demo_plan(registry):
    text, _ = read_pack(RULES / "demo_store")
    library, vocabulary = registry.library(), registry.vocabulary
    return resolve(text, library, vocabulary, zone="Europe/Lisbon", currency="EUR").plan


@pytest.fixture(scope="module")
def customers(registry):
    now = datetime(2026, 11, 2, 9, 0)
    store_file, files = make_demo(1, 24)

    def read(root, data):
        record, _ = registry.records.read(root, data, zone="Europe/Lisbon", currency="EUR")
        return record

    store = read("store", dict(store_file))
    calendar = registry.working_days_around(store, now)
    return [Facts("customer", read("customer", dict(one)), store, now, calendar) for one in files]


def test_demo_store_comes_to_the_same_for_all_customers_at_once(demo_plan, customers, registry):
    functions = registry.functions()
    together = decide_all(demo_plan, customers, functions=functions)
    for facts in customers:
        explained = explain(demo_plan, facts, functions=functions).outcome
        assert together[facts.root.id] == explained


def test_demo_store_stays_as_long_for_all_customers_at_once(demo_plan, customers, registry):
    functions = registry.functions()
    some = customers[:8]
    assert AGREEMENT.horizons_that_differ_in_columns(demo_plan, some, functions) == []


# What is seldom made at random ------------------------------------------------------------------


def assert_agree(plan, *files, functions=None):
    """All engines, on all files; the outcomes explained."""
    assert AGREEMENT.disagreements(plan, list(files), functions or {}) == []
    return [explain(plan, facts, functions=functions or {}).outcome for facts in files]


def a_day(number):
    return date(2020, 1, 1) + timedelta(days=number)


def test_more_may_be_asked_for_than_a_mask_has_bits(make):
    names = [f"p{number}" for number in range(70)]
    tables = [make.table(name, {}, required=True) for name in names]
    plan = make.plan(
        *(make.decision(f"of {name}", make.parameter(name)) for name in names), parameters=tables
    )
    (outcome,) = assert_agree(plan, make.facts())
    assert [one.blame.text for one in outcome.missing] == sorted(names)


def test_a_list_may_be_very_long_or_empty(make):
    items = tuple(
        make.an_item(f"I{number}", made_on=a_day(number % 977), amount=number % 13 or None)
        for number in range(10_000)
    )
    source = make.file.source("items")
    few = make.file.source("items", make.compare(make.item.amount, "<", 3))
    plan = make.plan(
        make.decision("how many", make.count(source)),
        make.decision("few", make.compare(make.count(few), ">", 100)),
        make.decision("sum", make.sum_(source, make.item.amount)),
        make.decision("largest", make.largest(source, make.item.amount)),
        make.decision("latest", make.latest(source).id),
        make.decision("earliest", make.earliest(source).id),
    )
    long, short = make.a_file(items=items), make.a_file("F2")
    found, empty = assert_agree(plan, make.facts(long), make.facts(short))
    latest = max(items, key=lambda one: (one.made_on, one.id))
    assert found.decisions[4].value == latest.id
    assert [one.value for one in empty.decisions] == [0, False, 0, None, None, None]


def test_of_several_that_tie_the_greatest_id_is_the_latest_and_the_earliest(make):
    ids = ("I10", "I9", "Z", "a", "é", "二", "I1")
    items = tuple(make.an_item(one, made_on=make.NOW.date()) for one in ids)
    source = make.file.source("items")
    plan = make.plan(
        make.decision("latest", make.latest(source).id),
        make.decision("earliest", make.earliest(source).id),
    )
    (outcome,) = assert_agree(plan, make.facts(make.a_file(items=items)))
    assert [one.value for one in outcome.decisions] == ["二", "二"]


def test_records_of_one_id_in_several_files_are_kept_apart(make):
    source = make.file.source("items")
    main = make.follow(make.file.main_item)
    plan = make.plan(
        make.decision("sum", make.sum_(source, make.item.amount)),
        make.decision("main", main.amount),
        make.decision("own", make.subject("item").amount, model="item"),
        make.decision("of main", make.n.Ref("own", main.node, make.WHOLE)),
    )
    files = [
        make.facts(
            make.a_file(
                f"F{number}", main_item="I1", items=(make.an_item("I1", amount=number or None),)
            )
        )
        for number in range(4)
    ]
    outcomes = assert_agree(plan, *files)
    assert [one.decisions[1].value for one in outcomes] == [None, 1, 2, 3]


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "America/New_York", "Australia/Lord_Howe"])
def test_moments_around_changes_of_the_clock(make, zone):
    """The wall clock skips an hour, or half of one, and shows another twice."""
    moments = [
        datetime(2026, month, day, hour, 30)
        for month, day in ((3, 29), (10, 25), (3, 8), (11, 1), (4, 5), (10, 4))
        for hour in range(4)
    ]
    seen, sent = make.file.seen_at, make.file.sent_at
    plan = make.plan(
        *(make.decision(f"+{n}", make.plus(seen, make.hours(n))) for n in (-25, -1, 1, 2, 24)),
        make.decision("hours", make.full("hours", seen, sent)),
        make.decision("minutes", make.full("minutes", seen, sent)),
        make.decision("days", make.full("days", seen, sent)),
        zone=zone,
    )
    files = [
        make.facts(make.a_file(f"F{n}", seen_at=moment, sent_at=moments[n * 7 % len(moments)]))
        for n, moment in enumerate(moments)
    ]
    assert_agree(plan, *files)


def test_days_at_the_ends_of_months_and_of_the_calendar(make):
    days = (
        *(date(2024, 2, 29), date(2023, 2, 28), date(2026, 1, 31), date(2025, 12, 31)),
        *(date(1, 1, 1), date(1, 3, 1), date(9999, 12, 31), date(9999, 11, 30)),
    )
    opened, closed = make.file.opened_on, make.file.closed_on
    lengths = [make.months(n) for n in (-12, -1, 1, 12, 48)] + [make.days(n) for n in (-366, -1, 1)]
    plan = make.plan(
        *(make.decision(f"d{n}", make.plus(opened, one)) for n, one in enumerate(lengths)),
        *(
            make.decision(unit, make.full(unit, opened, closed))
            for unit in ("years", "months", "weeks", "days")
        ),
    )
    pairs = [(one, other) for one in days for other in days]
    files = [
        make.facts(make.a_file(f"F{n}", opened_on=one, closed_on=other))
        for n, (one, other) in enumerate(pairs)
    ]
    assert_agree(plan, *files)


def test_amounts_at_their_limits_and_halves_that_are_rounded(make):
    limit = 10**15
    amounts = (0, 1, -1, 5, -5, 15, -15, 99, limit, -limit)
    price, share = make.file.price, make.file.share
    plan = make.plan(
        make.decision("share", make.arithmetic("*", share, price, make.MONEY)),
        make.decision("ratio", make.arithmetic("/", price, make.file.size, make.MONEY)),
        make.decision("by nothing", make.arithmetic("/", price, 0, make.MONEY)),
        make.decision("sum", make.arithmetic("+", price, price)),
    )
    shares = (0, 1, 5_000, 500_000, -500_000, 1_000_000)
    pairs = [(amount, one) for amount in amounts for one in shares]
    files = [
        make.facts(make.a_file(f"F{n}", price=amount, share=one, size=amounts[n % len(amounts)]))
        for n, (amount, one) in enumerate(pairs)
    ]
    assert_agree(plan, *files)


def test_lists_in_lists_are_told_by_all_that_hold_them(make):
    note = make.element("note", 1)
    long_notes = make.n.Source(
        1, make.item.node, "notes", "note", make.compare(note.lines, ">", make.item.amount)
    )
    plan = make.plan(
        make.decision("any", make.any_(make.file.source("items", make.any_(long_notes)))),
        make.decision("sum", make.sum_(make.file.source("items"), make.count(long_notes))),
    )
    items = tuple(
        make.an_item(
            f"I{n}",
            amount=amount,
            notes=tuple(make.a_note(f"N{m}", lines=lines) for m, lines in enumerate(lines_of)),
        )
        for n, (amount, lines_of) in enumerate([(1, (2, 0)), (5, (None, 9)), (None, ()), (2, ())])
    )
    files = [make.facts(make.a_file(f"F{n}", items=items[:n])) for n in range(5)]
    assert_agree(plan, *files)
