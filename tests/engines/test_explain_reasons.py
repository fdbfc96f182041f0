"""What the explainer tells beside the outcome."""

from datetime import date
from itertools import pairwise

import pytest

from forecourt.core.engines.explain import explain
from forecourt.core.engines.explain.values import NONE, Known, Missing, Unknown
from forecourt.core.plan.outcome import Blame

CHECKED = frozenset({Blame("field", "file:F1.checked")})


@pytest.fixture
def reason(make):
    """The reasons of the decision `d` of a plan."""

    def run(*statements, data=None, **surroundings):
        explanation = explain(make.plan(*statements), make.facts(data, **surroundings))
        return next(made for made in explanation.decisions if made.name == "d")

    return run


def test_rows_are_told_up_to_the_one_taken(reason, make):
    pages = make.compare(make.file.pages, "<", 3)
    made = reason(make.decision("d", (1, pages), (2, make.YES), (3, make.NO)))
    assert [(row.index, row.truth) for row in made.value_pass.rows] == [
        (0, Unknown(frozenset({Blame("field", "file:F1.pages")}))),
        (1, True),
    ]
    assert made.value_pass.taken == (1,)
    assert made.value_pass.rows[0].at == make.AT
    assert made.value == Known(2)
    assert not made.certain


def test_every_row_is_told_where_every_row_counts(reason, make):
    made = reason(make.decision("d", (1, make.YES), (2, make.NO), (3, make.YES), hit="sum"))
    assert [row.truth for row in made.value_pass.rows] == [True, False, True]
    assert made.value_pass.taken == (0, 2)


def test_a_row_without_condition_has_none_to_tell(reason, make):
    (row,) = reason(make.decision("d", 1)).value_pass.rows
    assert row.condition is None
    assert row.truth is True


def test_otherwise_tells_whether_it_holds(reason, make):
    rows = (1, make.true(make.file.public)), 2
    made = reason(make.decision("d", *rows, hit="all"), data=make.a_file(public=True))
    assert [row.truth for row in made.value_pass.rows] == [True, False]
    made = reason(make.decision("d", *rows, hit="all"))
    assert [row.truth for row in made.value_pass.rows] == [False, True]
    assert made.value_pass.rows[1].condition is None


def test_a_sample_tells_its_operands(reason, make):
    made = reason(make.decision("d", (1, make.sampled("checks", 30, make.file.id))))
    (operands,) = (row.condition.operands for row in made.value_pass.rows)
    assert [operand.value for operand in operands] == [Known("F1"), Known(300_000)]


def test_an_atom_tells_its_operands_with_their_values(reason, make):
    atom = make.within(make.file.pages, make.file.lost, 7)
    made = reason(make.decision("d", (1, atom)), data=make.a_file(pages=5))
    operands = made.value_pass.rows[0].condition.operands
    assert [(o.expr, o.value) for o in operands] == [
        (make.file.pages, Known(5)),
        (make.file.lost, NONE),
        (make.expr(7), Known(7)),
    ]


def test_a_record_as_operand_is_told_by_its_id(reason, make):
    atom = make.known(make.follow(make.file.main_item))
    data = make.a_file(main_item="I1", items=(make.an_item("I1"),))
    (operand,) = (
        reason(make.decision("d", (1, atom)), data=data).value_pass.rows[0].condition.operands
    )
    assert operand.value == Known("I1")


def test_conditions_form_a_tree(reason, make):
    checked = make.true(make.file.checked)
    condition = make.and_(make.not_(checked), make.or_(make.YES, make.NO))
    made = reason(make.decision("d", (1, condition)))
    tree = made.value_pass.rows[0].condition
    assert tree.truth == Unknown(CHECKED)
    assert [part.truth for part in tree.conditions] == [Unknown(CHECKED), True]
    assert tree.conditions[0].conditions[0].expr is checked
    assert tree.conditions[0].conditions[0].operands[0].value == Missing(CHECKED)


def test_a_quantifier_tells_of_each_element(reason, make):
    source = make.file.source("items", where=make.true(make.item.good))
    items = (make.an_item("I1", good=True), make.an_item("I2", good=False))
    made = reason(make.decision("d", (1, make.any_(source))), data=make.a_file(items=items))
    parts = made.value_pass.rows[0].condition.conditions
    assert [(part.element, part.truth) for part in parts] == [("I1", True), ("I2", False)]


def test_the_certainty_pass_is_told_only_where_something_read_is_in_doubt(reason, make):
    checked = make.true(make.file.checked)
    inner = make.define("c", (1, checked), 2)
    reads = make.decision("d", (1, make.compare(make.file.ref("c", make.WHOLE), "=", 2)), 3)
    made = reason(inner, reads)
    assert made.value_pass.taken == (0,)
    assert made.certainty_pass.taken == (1,)
    assert made.doubts == (("c", "file", "F1"),)
    assert made.blame == CHECKED
    certain = reason(inner, reads, data=make.a_file(checked=False))
    assert (certain.certain, certain.certainty_pass, certain.doubts) == (True, None, ())


def test_definitions_and_what_was_read_of_the_other_root_are_told(make):
    limit = make.define("limit", make.subject("archive").limit, model="archive")
    unread = make.define("unread", make.subject("archive").open, model="archive")
    plan = make.plan(limit, unread, make.define("d", make.archive.ref("limit", make.WHOLE)))
    explanation = explain(plan, make.facts(store=make.an_archive(limit=4)))
    assert [(made.name, made.model, made.reported) for made in explanation.decisions] == [
        ("limit", "archive", False),
        ("d", "file", False),
    ]
    assert explanation.outcome.decisions == ()


def test_an_emission_tells_why_it_was_made_or_not(make):
    checked = make.true(make.file.checked)
    plan = make.plan(
        make.emission("made", fields={"pages": make.file.pages}), make.emission("not", checked)
    )
    explanation = explain(plan, make.facts())
    made, missed = explanation.emissions
    assert made.condition.truth is True
    (occurrence,) = made.occurrences
    asked = frozenset({Blame("field", "file:F1.pages")})
    assert occurrence.fields == (("pages", Missing(asked)),)
    assert occurrence.emitted == explanation.outcome.emissions[0]
    assert made.blame == frozenset()
    assert (missed.condition.truth, missed.occurrences, missed.blame) == (
        Unknown(CHECKED),
        (),
        CHECKED,
    )


def test_a_default_counts_even_if_reading_left_it_out(reason, make):
    empty = make.a_file(copies=None, tags=None)
    assert reason(make.decision("d", make.file.copies), data=empty).value == Known(1)
    assert reason(make.decision("d", make.file.tags), data=empty).value == Known(())


def test_reasons_are_in_the_order_of_the_plan_then_by_id(make):
    data = make.a_file(items=tuple(make.an_item(id_) for id_ in ("I2", "I1")))
    plan = make.plan(
        make.decision("b", 1, model="item"),
        make.decision("a", 1),
        make.emission("z", model="item"),
        make.emission("y"),
    )
    explanation = explain(plan, make.facts(data))
    assert [(d.name, d.id) for d in explanation.decisions] == [
        ("b", "I1"),
        ("b", "I2"),
        ("a", "F1"),
    ]
    assert [(e.name, e.id) for e in explanation.emissions] == [
        ("z", "I1"),
        ("z", "I2"),
        ("y", "F1"),
    ]


def test_an_occurrence_tells_its_ordinal(make):
    series = make.series(opens=date(2026, 1, 1), closes=date(2030, 1, 1), first=4, last=6)
    explanation = explain(make.plan(make.emission("e", per=series)), make.facts())
    assert [made.ordinal for made in explanation.emissions[0].occurrences] == [4, 5, 6]


def test_deep_conditions_are_no_trouble(reason, make):
    condition = make.true(make.file.checked)
    for _ in range(64):
        condition = make.not_(make.and_(condition, make.YES))
    assert reason(make.decision("d", (1, condition))).blame == CHECKED


def test_a_long_chain_of_decisions_is_no_trouble(reason, make):
    names = [f"c{n}" for n in range(2000)]
    chain = [make.define("c0", (1, make.true(make.file.checked)), 2)]
    for before, name in pairwise(names):
        chain.append(make.define(name, make.file.ref(before, make.WHOLE)))
    made = reason(*chain, make.decision("d", make.file.ref(names[-1], make.WHOLE)))
    assert (made.value, made.blame) == (Known(2), CHECKED)


def test_a_condition_is_expected_where_a_condition_is_read(make):
    plan = make.plan(make.decision("d", (1, make.file.public)))
    with pytest.raises(TypeError, match="Field is not a condition"):
        explain(plan, make.facts())
