"""SEMANTICS 4.4 and 4.5: what is emitted, on every engine."""

from datetime import date

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
