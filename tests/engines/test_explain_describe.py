"""Plan expressions in the words of the rule language."""

from datetime import date, datetime, time

import pytest

from forecourt.core.engines.explain import describe
from forecourt.core.values import types as t


@pytest.fixture
def said(make):
    """What an expression reads like."""

    def run(expr):
        return describe(make.expr(expr), make.plan())

    return run


def test_a_comparison_reads_as_written(said, make):
    within = make.parameter("within", make.expr("high", make.LEVEL), kind=t.Duration(t.Family.DAYS))
    expr = make.compare(make.file.opened_on, "<=", make.plus(make.today, within))
    assert said(expr) == "opened_on <= today + within[high]"


def test_names_follow_the_records(said, make):
    file = make.file
    assert said(file) == "this"
    assert said(make.archive.limit) == "archive.limit"
    assert said(file.cover.colour) == "cover.colour"
    assert said(make.follow(file.main_item).amount) == "main_item.amount"
    assert said(make.follow(make.follow(file.main_item).shelf).room) == "main_item.shelf.room"
    assert said(file.ref("state", make.WHOLE)) == "state"
    assert said(make.follow(file.main_item).ref("state", make.WHOLE)) == "main_item.state"
    assert said(make.latest(file.source("items")).amount) == "(latest item).amount"


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (True, t.YesNo(), "yes"),
        (-7, t.Whole(), "-7"),
        (2_500_000, t.Number(), "2.5"),
        (-500_000, t.Number(), "-0.5"),
        (20_000, t.Percent(), "2 %"),
        (12_345, t.Money("EUR"), "123.45 EUR"),
        (500, t.Money("JPY"), "500 JPY"),
        (15_000_000_000, t.Quantity("km"), "15000 km"),
        ('say "so"', t.Text(), r'"say \"so\""'),
        (date(2026, 3, 1), t.Day(), "2026-03-01"),
        (datetime(2026, 3, 1, 9, 30), t.Moment(), "2026-03-01 09:30"),
        (time(9, 30, 5), t.TimeOfDay(), "09:30:05"),
        (7, t.Duration(t.Family.DAYS), "7 days"),
        (1, t.Duration(t.Family.WORKING_DAYS), "1 working day"),
        (24, t.Duration(t.Family.MONTHS), "2 years"),
        (18, t.Duration(t.Family.MONTHS), "18 months"),
        (7200, t.Duration(t.Family.ELAPSED), "2 hours"),
        (90, t.Duration(t.Family.ELAPSED), "90 seconds"),
        (0, t.Duration(t.Family.MONTHS), "0 months"),
        (("a", "b"), t.Many(t.Text()), '("a", "b")'),
    ],
)
def test_literals(said, make, value, kind, text):
    assert said(make.expr(value, kind)) == text


def test_brackets_stand_where_they_are_needed_and_nowhere_else(said, make):
    file = make.file
    one, two, three = (make.compare(file.size, "=", n) for n in (1, 2, 3))
    either = make.or_(one, make.and_(two, three))
    assert said(either) == "size = 1 or size = 2 and size = 3"
    both = make.and_(make.or_(one, two), make.not_(make.or_(two, three)))
    assert said(both) == "(size = 1 or size = 2) and not (size = 2 or size = 3)"
    difference = make.arithmetic("-", file.size, make.arithmetic("-", file.pages, 1))
    assert said(difference) == "size - (pages - 1)"
    product = make.arithmetic("*", make.arithmetic("+", file.size, 1), 2)
    assert said(product) == "(size + 1) * 2"
    assert said(make.compare(make.else_(file.pages, 0), "<", 3)) == "(pages else 0) < 3"


def test_what_is_not_so_has_its_own_words(said, make):
    file, not_ = make.file, make.not_
    source = file.source("items", where=make.true(make.item.good))
    assert said(not_(make.compare(file.pages, "=", 3))) == "pages != 3"
    assert said(not_(make.known(file.pages))) == "pages is not known"
    assert said(not_(make.among(file.pages, 1, 2))) == "pages not in (1, 2)"
    assert said(not_(make.within(file.pages, 1, 2))) == "pages not in 1 .. 2"
    assert said(not_(make.any_(source))) == "no item where good"
    assert said(not_(make.at_least(3, make.true(file.checked)))) == "at most 2 of (checked)"
    assert said(not_(make.true(file.checked))) == "not checked"


def test_conditions(said, make):
    file = make.file
    checked, public = make.true(file.checked), make.true(file.public)
    assert said(make.at_least(2, checked, public)) == "at least 2 of (checked, public)"
    assert said(make.has(file.tags, "old")) == 'tags has "old"'
    assert said(make.known(file.pages)) == "pages is known"
    assert said(make.holds(checked)) == "it is certain that checked"
    assert said(make.sampled("checks", 30, file.id)) == "sample 30 % by id"
    assert said(make.not_(make.sampled("checks", 30, file.id))) == "not sample 30 % by id"
    assert said(make.and_(checked)) == "checked"
    assert said(make.YES) == "yes"
    assert said(make.NO) == "no"


def test_aggregates(said, make):
    file, item = make.file, make.item
    good = file.source("items", where=make.true(item.good))
    items = file.source("items")
    assert said(make.any_(good)) == "any item where good"
    assert said(make.every(items, make.true(item.good))) == "every item where good"
    assert said(make.every(good, make.known(item.amount))) == (
        "every item where not good or amount is known"
    )
    assert said(make.compare(make.count(good), ">", 2)) == "(count of item where good) > 2"
    assert said(make.compare(make.count(items), ">", 2)) == "count of item > 2"
    assert said(make.sum_(good, item.amount)) == "sum of item.amount where good"
    doubled = make.arithmetic("*", item.amount, 2)
    assert said(make.average(items, doubled, make.NUMBER)) == "average of (amount * 2) of item"
    assert said(make.largest(items, item.amount)) == "largest item.amount"
    assert said(make.smallest(items, item.made_on)) == "earliest item.made_on"
    assert said(make.latest(good)) == "latest item where good"
    assert said(make.latest(items, item.amount)) == "largest item by amount"
    assert said(make.count(make.archive.source("shelves"))) == "count of archive.shelf"


def test_inside_a_list_the_subjects_own_fields_need_this(said, make):
    source = make.file.source("items", where=make.compare(make.item.amount, ">", make.file.size))
    assert said(make.any_(source)) == "any item where amount > this.size"


def test_time(said, make):
    file = make.file
    assert said(make.minus(file.seen_at, make.hours(3))) == "seen_at - 3 hours"
    assert said(make.at(time(9), make.day_of(file.seen_at))) == "09:00 on date of seen_at"
    assert (
        said(make.full("years", file.opened_on, make.today)) == "full years from opened_on to today"
    )
    assert said(make.compare(make.now, ">", file.seen_at)) == "now > seen_at"


def test_choices_among_values(said, make):
    file = make.file
    assert (
        said(make.greatest(file.opened_on, file.closed_on)) == "the later of opened_on, closed_on"
    )
    assert said(make.least(file.pages, 3)) == "the smaller of pages, 3"
    checked = make.true(file.checked)
    assert said(make.case((checked, 1), otherwise=2)) == "1 when checked, 2 otherwise"
    assert said(make.else_(file.pages, make.else_(file.lost, 3))) == "pages else lost else 3"
    assert said(make.ask(file.pages, file.lost)) == "ask pages, lost"
    assert said(make.nothing()) == "no value"
    assert said(make.call("double", file.pages)) == "double(pages)"
    assert said(make.join("file:", file.id)) == '"file:" then id'
    same = make.compare(file.title, "=", make.join("file:", file.id))
    assert said(same) == 'title = ("file:" then id)'
    assert said(make.ordinal()) == "n"
    assert said(make.parameter("limit")) == "limit"
