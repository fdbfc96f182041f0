"""SEMANTICS 4.4, 4.5 and the series of the plan: what is emitted, on every engine."""

from datetime import date, datetime

import pytest


@pytest.fixture
def emitted(decide, make):
    """What a single emission comes to: the (occurrence, fields) emitted, and what is asked for."""

    def run(emission, data=None, *, parameters=(), **surroundings):
        plan = make.plan(emission, parameters=parameters)
        outcome = decide(plan, make.facts(data, **surroundings))
        entries = [(entry.occurrence, entry.fields) for entry in outcome.emissions]
        return entries, [missing.blame.text for missing in outcome.missing]

    return run


CHECKED = "file:F1.checked"


def test_4_4_emitted_if_its_condition_is_true(emitted, make):
    assert emitted(make.emission("e")) == ([(None, ())], [])
    assert emitted(make.emission("e", make.NO)) == ([], [])


def test_4_4_what_is_unknown_emits_nothing_and_blames(emitted, make):
    assert emitted(make.emission("e", make.true(make.file.checked))) == ([], [CHECKED])


def test_4_4_a_missing_field_is_left_empty_and_blames_only_if_it_matters(emitted, make):
    fields = {"size": make.file.size, "pages": make.file.pages, "weight": make.file.weight}
    data = make.a_file(size=3)
    assert emitted(make.emission("e", fields=fields), data) == ([(None, (3, None, None))], [])
    mattering = make.emission("e", fields=fields, blamed=("pages",))
    assert emitted(mattering, data) == ([(None, (3, None, None))], ["file:F1.pages"])


def test_4_4_what_is_asked_besides_blames_only_if_emitted(emitted, make):
    asks = (make.true(make.file.checked), make.file.pages, make.file.size)
    assert emitted(make.emission("e", asks=asks)) == ([(None, ())], [CHECKED, "file:F1.pages"])
    assert emitted(make.emission("e", make.NO, asks=asks)) == ([], [])


def test_a_condition_as_a_field_is_yes_no_or_empty(emitted, make):
    fields = {"a": make.YES, "b": make.NO, "c": make.true(make.file.checked)}
    emission = make.emission("e", fields=fields, blamed=("c",))
    assert emitted(emission) == ([(None, (True, False, None))], [CHECKED])


def test_a_record_as_a_field_is_its_id(emitted, make):
    items = (make.an_item("I1", made_on=date(2026, 1, 1)),)
    emission = make.emission("e", fields={"item": make.latest(make.file.source("items"))})
    assert emitted(emission, make.a_file(items=items)) == ([(None, ("I1",))], [])


def test_4_5_an_emission_reads_decisions_as_they_are(decide, make):
    status = make.decision("status", (1, make.true(make.file.checked)), 2)
    is_two = make.compare(make.file.ref("status", make.WHOLE), "=", 2)
    fields = {"status": make.file.ref("status", make.WHOLE)}
    plan = make.plan(status, make.emission("e", is_two, fields=fields, blamed=("status",)))
    outcome = decide(plan, make.facts())
    assert [entry.fields for entry in outcome.emissions] == [(2,)]
    assert [(m.blame.text, m.matters_to) for m in outcome.missing] == [(CHECKED, ("status",))]


def test_an_emission_for_each_record_sorted_by_statement_then_id(decide, make):
    items = tuple(make.an_item(id_) for id_ in ("I2", "I10", "I1"))
    plan = make.plan(make.emission("b", model="item"), make.emission("a", kind="violation"))
    outcome = decide(plan, make.facts(make.a_file(items=items)))
    assert [(e.kind, e.name, e.model, e.id) for e in outcome.emissions] == [
        ("task", "b", "item", "I1"),
        ("task", "b", "item", "I10"),
        ("task", "b", "item", "I2"),
        ("violation", "a", "file", "F1"),
    ]


def test_one_field_may_matter_to_several_statements(decide, make):
    checked = make.true(make.file.checked)
    plan = make.plan(
        make.emission("b", checked), make.decision("a", (1, checked)), make.emission("c", checked)
    )
    (missing,) = decide(plan, make.facts()).missing
    assert missing.matters_to == ("b", "a", "c")


def test_an_occurrence_is_text_or_a_whole_number(emitted, make):
    assert emitted(make.emission("e", occurrence=make.expr("I7")))[0] == [("I7", ())]
    assert emitted(make.emission("e", occurrence=make.expr(7)))[0] == [("7", ())]
    assert emitted(make.emission("e", occurrence=make.file.lost))[0] == [(None, ())]


# Series: every month from the day the file was opened, open for ten days, done by an item's mark


@pytest.fixture
def monthly(make):
    opens = make.n.Shift(make.file.opened_on, _months(make), True, make.DAY)
    done_of = make.compare(make.item.amount, "=", make.ordinal(5))

    def build(last=None, first=1, closes_after=10):
        made = make.n.Series(
            5,
            make.expr(first),
            None if last is None else make.expr(last),
            opens,
            make.plus(opens, make.days(closes_after)),
            make.any_(make.file.source("items", where=done_of)),
        )
        return make.emission(
            "e", per=made, occurrence=make.ordinal(5), fields={"opens": opens}, blamed=("opens",)
        )

    return build


def _months(make):
    """As many months as the ordinal says."""
    month = make.months(1)
    return make.arithmetic("*", make.ordinal(5), month, month.type)


def occurrences(result):
    return [occurrence for occurrence, _ in result[0]]


def opened(day, **values):
    return {"opened_on": day, **values}


def test_series_gives_the_latest_occurrence_that_has_opened(emitted, make, monthly):
    data = make.a_file(opened_on=date(2026, 1, 31))
    after_first = emitted(monthly(), data, now=datetime(2026, 2, 28, 9))
    assert after_first == ([("1", (date(2026, 2, 28),))], [])
    assert occurrences(emitted(monthly(), data, now=datetime(2026, 3, 30, 9))) == ["1"]
    assert occurrences(emitted(monthly(), data, now=datetime(2026, 3, 31))) == ["2"]


def test_series_counts_from_the_anchor_and_never_adds_up(emitted, make, monthly):
    data = make.a_file(opened_on=date(2026, 1, 31))
    (second,), _ = emitted(monthly(), data, now=datetime(2026, 4, 1, 9))
    assert second == ("2", (date(2026, 3, 31),))


def test_series_gives_the_first_occurrence_before_any_has_opened(emitted, make, monthly):
    data = make.a_file(opened_on=date(2026, 2, 20))
    assert emitted(monthly(), data) == ([("1", (date(2026, 3, 20),))], [])
    assert occurrences(emitted(monthly(first=3), data)) == ["3"]


def test_series_keeps_earlier_occurrences_that_are_open_and_not_done(emitted, make, monthly):
    emission = monthly(closes_after=45)
    data = make.a_file(opened_on=date(2025, 10, 1))
    now = datetime(2026, 1, 16, 9)  # the second was open from 1 December to 15 January
    assert occurrences(emitted(emission, data, now=now)) == ["3"]
    assert occurrences(emitted(emission, data, now=datetime(2026, 1, 15, 9))) == ["2", "3"]
    done = make.a_file(opened_on=date(2025, 10, 1), items=(make.an_item("I1", amount=2),))
    assert occurrences(emitted(emission, done, now=datetime(2026, 1, 15, 9))) == ["3"]


def test_series_gives_the_latest_even_if_it_is_done(emitted, make, monthly):
    data = make.a_file(opened_on=date(2026, 1, 31), items=(make.an_item("I1", amount=1),))
    assert occurrences(emitted(monthly(), data, now=datetime(2026, 3, 1))) == ["1"]


def test_series_takes_unknown_whether_done_as_not_done(emitted, make, monthly):
    data = make.a_file(opened_on=date(2025, 10, 1), items=(make.an_item("I1"),))
    result = emitted(monthly(closes_after=45), data, now=datetime(2026, 1, 15, 9))
    assert (occurrences(result), result[1]) == (["2", "3"], [])


def test_series_ends_with_its_last_ordinal(emitted, make, monthly):
    data = make.a_file(opened_on=date(2020, 1, 31))
    assert occurrences(emitted(monthly(last=4), data)) == ["4"]
    assert occurrences(emitted(monthly(last=0), data)) == []


def test_series_without_anchor_emits_nothing(emitted, make):
    series = make.series(opens=make.file.closed_on, closes=make.file.closed_on)
    assert emitted(make.emission("e", per=series)) == ([], [])


def test_series_of_a_missing_anchor_emits_nothing_and_blames(emitted, make, monthly):
    assert emitted(monthly()) == ([], ["file:F1.opened_on"])


def test_series_is_not_looked_at_unless_the_condition_holds(emitted, make):
    series = make.series(opens=make.file.opened_on, closes=make.file.opened_on)
    assert emitted(make.emission("e", make.NO, per=series)) == ([], [])


def test_series_of_missing_bounds_emits_nothing_and_blames(emitted, make):
    for bounds in ({"first": make.file.pages}, {"last": make.file.pages}):
        series = make.series(opens=date(2026, 1, 1), closes=date(2026, 1, 1), **bounds)
        assert emitted(make.emission("e", per=series)) == ([], ["file:F1.pages"])
    series = make.series(opens=date(2026, 1, 1), closes=date(2026, 1, 1), first=make.file.lost)
    assert emitted(make.emission("e", per=series)) == ([], [])


def test_series_of_moments_opens_and_closes_to_the_second(emitted, make):
    hour = make.hours(1)
    opens = make.n.Shift(
        make.file.seen_at, make.arithmetic("*", make.ordinal(), hour, hour.type), True, make.MOMENT
    )
    series = make.series(opens=opens, closes=make.plus(opens, hour))
    emission = make.emission("e", per=series, occurrence=make.ordinal())
    data = make.a_file(seen_at=datetime(2026, 3, 1, 6))
    assert occurrences(emitted(emission, data, now=datetime(2026, 3, 1, 8, 59, 59))) == ["2"]
    assert occurrences(emitted(emission, data, now=datetime(2026, 3, 1, 9))) == ["2", "3"]
    assert occurrences(emitted(emission, data, now=datetime(2026, 3, 1, 9, 0, 1))) == ["3"]


def test_series_keeps_no_earlier_occurrence_that_never_closes_or_may_have(emitted, make):
    opens = date(2026, 1, 1)
    never = make.series(opens=opens, closes=make.file.closed_on, last=3)
    emission = make.emission("e", per=never, occurrence=make.ordinal())
    assert emitted(emission) == ([("3", ())], [])
    perhaps = make.series(opens=opens, closes=make.file.opened_on, last=3)
    emission = make.emission("e", per=perhaps, occurrence=make.ordinal())
    assert emitted(emission) == ([("3", ())], ["file:F1.opened_on"])


@pytest.mark.parametrize(
    ("left_out", "expected"), [((4,), ["1", "2", "3"]), ((1, 3), ["2", "4"]), ((1, 2, 3, 4), [])]
)
def test_series_takes_what_is_left_out_as_if_it_were_not_there(emitted, make, left_out, expected):
    out = make.among(make.ordinal(), *left_out)
    days = date(2026, 1, 1), date(2030, 1, 1)
    series = make.series(opens=days[0], closes=days[1], last=4, left_out=out)
    assert (
        occurrences(emitted(make.emission("e", per=series, occurrence=make.ordinal()))) == expected
    )


def test_series_before_any_has_opened_gives_the_first_that_is_not_left_out(emitted, make):
    out, later = make.compare(make.ordinal(), "<", 3), date(2030, 1, 1)
    series = make.series(opens=later, closes=later, left_out=out)
    emission = make.emission("e", per=series, occurrence=make.ordinal())
    assert occurrences(emitted(emission)) == ["3"]


def test_series_leaves_out_nothing_that_is_merely_unknown_to_be(emitted, make):
    day = date(2026, 1, 1)
    series = make.series(opens=day, closes=day, last=4, left_out=make.true(make.file.checked))
    emission = make.emission("e", per=series, occurrence=make.ordinal())
    assert emitted(emission) == ([("4", ())], [])


def test_series_looks_at_ten_thousand_ordinals_and_no_more(emitted, make):
    series = make.series(opens=date(2026, 1, 1), closes=date(2026, 1, 1), first=5)
    emission = make.emission("e", per=series, occurrence=make.ordinal())
    assert occurrences(emitted(emission)) == ["10004"]
