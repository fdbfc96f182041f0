"""What lists cost in SQL: which are joined with the rows around, and which are grouped once."""

import importlib.util
from datetime import date
from pathlib import Path

import pytest
from sqlglot import exp

from forecourt.core.engines.columns.program import compile_plan
from forecourt.core.engines.explain import explain


def _load(name):
    path = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"joins_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


AGREEMENT = _load("agreement")


@pytest.fixture
def agreed(make):
    """The values of the decisions of a plan by record, on which all engines agree."""

    def run(plan, *files, store=None):
        facts = [make.facts(one, store=store) for one in files]
        assert AGREEMENT.disagreements(plan, facts, {}) == []
        outcomes = [explain(plan, one).outcome for one in facts]
        return [
            {(one.name, one.id): one.value for one in outcome.decisions} for outcome in outcomes
        ]

    return run


def parts_of(plan, make):
    """The `WITH` parts of the queries of a plan."""
    return [
        part.this
        for _, select in compile_plan(plan, make.NOW, dialect="duckdb").queries
        for part in select.args["with_"].expressions
    ]


def joined_with_rows_around(plan, make):
    """The columns by which elements are joined with the rows around, once for each such join."""
    return [
        {condition.this.name for condition in join.args["on"].find_all(exp.EQ)}
        for part in parts_of(plan, make)
        for join in part.args.get("joins") or ()
        if join.kind == "INNER"
    ]


def groups_in(plan, make):
    """How many times rows are grouped."""
    return sum(part.args.get("group") is not None for part in parts_of(plan, make))


# A note may be about a file, an item has a label: neither ever is missing -----------------------


def with_label(make, *others, variable=7, around=None, turned=False):
    """The items of the file with the label of the item at hand, and something else."""
    label = make.element("item", variable).label
    around = make.subject("item").label if around is None else around
    sides = (around, "=", label) if turned else (label, "=", around)
    return make.root("file").source(
        "items", make.and_(make.compare(*sides), *others), variable=variable
    )


def aggregates_over(make, source):
    """Every aggregate that leaves out what its source leaves out, by name."""
    amount = make.element("item", source.variable).amount
    extra = make.element("item", source.variable).extra
    return {
        "any": make.any_(source),
        "count": make.count(source),
        "sum": make.sum_(source, amount),
        "average": make.average(source, amount, make.NUMBER),
        "least": make.smallest(source, amount),
        "most": make.largest(source, extra),
        "latest": make.latest(source).id,
        "earliest": make.earliest(source).amount,
        "every": make.every(source, make.compare(amount, ">", 2)),
    }


def of_item(make, expressions):
    return make.plan(*(make.decision(name, one, model="item") for name, one in expressions.items()))


@pytest.fixture
def file(make):
    """Two labels of two items each; of one nothing else is known."""
    return make.a_file(
        items=(
            make.an_item("I1", label="a", good=True, amount=3, made_on=date(2026, 1, 5)),
            make.an_item("I2", label="a", good=False, amount=9, extra=4),
            make.an_item("I3", label="b", good=True, amount=1, made_on=date(2026, 1, 1)),
            make.an_item("I4", label="b"),
            make.an_item("I5", label=""),
        )
    )


@pytest.mark.parametrize("turned", [False, True])
def test_elements_that_match_a_field_are_grouped_by_it_and_joined_with_nothing(
    make, file, agreed, turned
):
    expressions = aggregates_over(make, with_label(make, turned=turned))
    plan = of_item(make, expressions)
    (found,) = agreed(plan, file)
    assert [found["count", f"I{n}"] for n in range(1, 6)] == [2, 2, 2, 2, 1]
    assert found["sum", "I1"] == 12
    assert joined_with_rows_around(plan, make) == []
    assert groups_in(plan, make) == 1


def test_what_else_is_asked_of_the_elements_may_be_in_doubt(make, file, agreed):
    good = make.true(make.element("item", 7).good)
    plan = of_item(make, aggregates_over(make, with_label(make, good)))
    (found,) = agreed(
        plan,
        file,
    )
    assert found["count", "I1"] == 1
    assert found["count", "I3"] is None


def test_a_condition_in_conditions_is_found_as_well(make, file, agreed):
    label = make.element("item", 7).label
    same = make.compare(label, "=", make.subject("item").label)
    known = make.known(make.element("item", 7).amount)
    nested = make.and_(make.and_(known, make.and_(same)), make.not_(make.compare(label, "=", "c")))
    plan = of_item(make, {"count": make.count(make.root("file").source("items", nested, 7))})
    (found,) = agreed(plan, file)
    assert list(found.values()) == [2, 2, 1, 1, 0]
    assert joined_with_rows_around(plan, make) == []


def test_what_stands_under_or_and_not_is_no_condition_of_all(make, file, agreed):
    label, own = make.element("item", 7).label, make.subject("item").label
    same, high = make.compare(label, "=", own), make.compare(make.element("item", 7).extra, ">", 3)
    source = make.root("file").source
    plan = of_item(
        make,
        {
            "or": make.count(source("items", make.or_(same, high), 7)),
            "not": make.count(source("items", make.not_(same), 7)),
        },
    )
    (found,) = agreed(plan, file)
    assert [found["or", f"I{n}"] for n in range(1, 6)] == [2, 2, 3, 3, 2]
    assert [found["not", f"I{n}"] for n in range(1, 6)] == [3, 3, 3, 3, 4]


def test_a_side_that_may_be_missing_is_asked_for(make, agreed):
    level, shelf = make.element("item", 7).level, make.element("item", 7).shelf
    source = make.root("file").source
    own, text = make.subject("item"), make.element("note", 3).text
    plan = of_item(
        make,
        {
            "level": make.count(source("items", make.compare(level, "=", own.level), 7)),
            "shelf": make.any_(source("items", make.compare(shelf, "=", own.shelf), 7)),
            "own": make.count(with_label(make, around=make.root("file").title)),
            "text": make.count(own.source("notes", make.compare(text, "=", own.label), 3)),
        },
    )
    items = (
        make.an_item("I1", label="a", level="high", shelf="S1", notes=(make.a_note("N1"),)),
        make.an_item("I2", label="b", level="low"),
        make.an_item("I3", label="a"),
    )
    untitled, titled = agreed(
        plan, make.a_file(items=items), make.a_file("F2", items=items, title="a")
    )
    assert untitled["own", "I1"] is untitled["text", "I1"] is None
    assert titled["own", "I1"] == 2


# References -------------------------------------------------------------------------------------


def test_a_reference_may_be_none_or_lead_to_nothing(make, agreed):
    about = make.element("note", 3).about
    notes = make.item.source("notes", make.compare(about, "=", make.file), 3)
    plan = make.plan(
        make.decision("noted", make.count(make.file.source("items", make.any_(notes)))),
        make.decision("notes", make.sum_(make.file.source("items"), make.count(notes))),
    )
    items = (
        make.an_item("I1", notes=(make.a_note("N1", about="F1"), make.a_note("N2"))),
        make.an_item("I2", notes=(make.a_note("N1", about="gone"),)),
        make.an_item("I3", notes=(make.a_note("N1", about="F1"), make.a_note("N2", about="F1"))),
    )
    first, second = agreed(plan, make.a_file(items=items), make.a_file("F2", items=items))
    assert first == {("noted", "F1"): 2, ("notes", "F1"): 3}
    assert second == {("noted", "F2"): 0, ("notes", "F2"): 0}


def test_an_element_may_be_matched_by_its_id_and_the_value_around_be_none(make, agreed):
    item = make.element("item", 7)

    def items_where(left, right):
        return make.file.source("items", make.compare(left, "=", right), 7)

    plan = make.plan(
        make.decision("by id", make.count(items_where(item.id, make.file.main_item))),
        make.decision("itself", make.any_(items_where(item, make.file.main_item))),
        make.decision("asked", make.any_(items_where(item, make.file.next_item))),
    )
    items = (make.an_item("I1"), make.an_item("I2"))
    found = agreed(
        plan,
        make.a_file("F1", items=items, main_item="I2", next_item="I1"),
        make.a_file("F2", items=items),
        make.a_file("F3", items=items, main_item="gone"),
        make.a_file("F4", main_item="I1"),
    )
    assert [list(one.values()) for one in found] == [
        [1, True, True], [0, False, None], [0, False, None], [0, False, False]
    ]  # fmt: skip


def test_what_elements_lead_to_does_not_make_them_more(make, agreed):
    """The shelves are in another root: elements aren't joined with the rows around to find it."""
    room = make.follow(make.element("item", 7).shelf).room
    source = make.root("file").source("items", make.compare(room, ">", 3), 7)
    plan = of_item(make, {"roomy": make.count(source)})
    items = tuple(make.an_item(f"I{n}", shelf=f"S{n}") for n in range(3))
    shelves = tuple(make.a_shelf(f"S{n}", room=3 + n) for n in range(3))
    (found,) = agreed(plan, make.a_file(items=items), store=make.an_archive(shelves=shelves))
    assert set(found.values()) == {2}
    assert joined_with_rows_around(plan, make) == []


# What is shared ---------------------------------------------------------------------------------


def test_all_that_match_the_same_share_a_group(make, file, agreed):
    plan = of_item(
        make,
        {
            f"{name} {variable}": one
            for variable in (7, 8)
            for name, one in aggregates_over(make, with_label(make, variable=variable)).items()
        },
    )
    agreed(plan, file)
    assert groups_in(plan, make) == 1


def test_two_lists_are_grouped_each_by_what_it_matches(make, agreed):
    by_label = with_label(make)
    about = make.compare(make.element("note", 3).about, "=", make.root("file"))
    own_notes = make.subject("item").source("notes", about, 3)
    plan = of_item(make, {"items": make.count(by_label), "notes": make.count(own_notes)})
    items = (
        make.an_item("I1", label="a", notes=(make.a_note("N1", about="F1"), make.a_note("N2"))),
        make.an_item("I2", label="a"),
    )
    (found,) = agreed(plan, make.a_file(items=items))
    assert [found["items", one] for one in ("I1", "I2")] == [2, 2]
    assert [found["notes", one] for one in ("I1", "I2")] == [1, 0]
    assert joined_with_rows_around(plan, make) == []
    assert groups_in(plan, make) == 2


def larger(make, variable):
    """Of the items with the label of the item at hand those with a greater `extra`."""
    more = make.compare(make.element("item", variable).extra, ">", make.subject("item").extra)
    return with_label(make, more, variable=variable)


def test_what_reads_more_of_the_rows_around_is_joined_with_those_it_matches(make, file, agreed):
    plan = of_item(make, {"larger": make.count(larger(make, 7))})
    agreed(plan, file)
    assert joined_with_rows_around(plan, make) == [{"_file", "label"}]


def test_equal_lists_are_joined_with_the_rows_around_once(make, file, agreed):
    plan = of_item(
        make,
        {
            "any": make.any_(larger(make, 7)),
            "count": make.count(larger(make, 8)),
            "sum": make.sum_(larger(make, 9), make.element("item", 9).amount),
        },
    )
    agreed(plan, file)
    assert joined_with_rows_around(plan, make) == [{"_file", "label"}]
    assert groups_in(plan, make) == 1


def test_an_aggregate_may_be_read_by_one_over_the_same_elements(make, file, agreed):
    """Then both do not share their rows, or each would wait for the other."""
    number = make.count(larger(make, 7))
    extra = make.element("item", 8).extra
    sums = make.sum_(larger(make, 8), make.arithmetic("+", extra, number))
    among_more = with_label(make, make.compare(extra, ">", number), variable=8)
    plan = of_item(make, {"number": number, "sum": sums, "more": make.count(among_more)})
    items = tuple(make.an_item(f"I{n}", label="a", extra=n) for n in range(4))
    (found,) = agreed(plan, make.a_file(items=items))
    assert [found["sum", f"I{n}"] for n in range(4)] == [15, 9, 4, 0]


def test_a_decision_of_the_elements_may_have_read_the_same_list(make, file, agreed):
    read = make.element("item", 8).ref("number", make.WHOLE)
    plan = make.plan(
        make.decision("number", make.count(larger(make, 7)), model="item"),
        make.decision(
            "sum",
            make.sum_(larger(make, 8), make.arithmetic("+", read, make.subject("item").extra)),
            model="item",
        ),
    )
    agreed(plan, file)


def test_an_uncertain_decision_of_an_element_that_never_counts_is_blamed_all_the_same(make, agreed):
    """Doubts about what an aggregate reads are those of all its elements."""
    good = make.true(make.subject("item").good)
    doubtful = make.define("doubtful", (1, good), (2, None), model="item")
    item = make.element("item", 7)
    main = make.compare(item, "=", make.file.main_item)
    known = make.known(item.ref("doubtful", make.WHOLE))
    source = make.file.source("items", make.and_(main, known), 7)
    plan = make.plan(doubtful, make.decision("known", make.count(source)))
    items = (make.an_item("I1", label="a", good=True), make.an_item("I2"), make.an_item("I3"))
    file = make.a_file(items=items, main_item="I2")
    agreed(plan, file)
    asked = [one.blame.text for one in explain(plan, make.facts(file)).outcome.missing]
    assert asked == ["item:I2.good", "item:I3.good"]


def test_occurrences_match_what_is_read_of_their_record(make):
    item = make.element("item", 7)
    since = make.compare(item.extra, ">", make.ordinal())
    source = with_label(make, since)
    opens = make.plus(make.subject("item").made_on, make.n.Const(1, make.days(1).type))
    series = make.series(opens=opens, closes=opens, last=3, done=make.any_(source))
    plan = make.plan(make.emission("look", model="item", per=series))
    items = (
        make.an_item("I1", label="a", made_on=date(2026, 3, 1), extra=2),
        make.an_item("I2", label="b", made_on=date(2026, 3, 1)),
    )
    assert AGREEMENT.disagreements(plan, [make.facts(make.a_file(items=items))], {}) == []
    assert {"_file", "label"} in joined_with_rows_around(plan, make)


# Lists in lists ---------------------------------------------------------------------------------


def longer_notes(make, item, limit):
    """Those notes of an item that have more lines than a value of the rows around it."""
    return item.source("notes", make.compare(make.element("note", 3).lines, ">", limit), 3)


def test_lists_in_a_list_are_looked_at_anew_for_each_record_that_looks(make, agreed):
    """Each item looks at the notes of all items of the file, for what it asks of them itself."""
    items, note = make.root("file").source, make.element("note", 3)
    notes = longer_notes(make, make.element("item", 7), make.subject("item").amount)
    plan = of_item(
        make,
        {
            "number": make.sum_(items("items", None, 7), make.count(notes)),
            "noted": make.count(items("items", make.any_(notes), 7)),
            "longest": make.largest(items("items", None, 7), make.latest(notes, note.lines).lines),
        },
    )
    noted = tuple(make.a_note(f"N{n}", lines=n) for n in range(3))
    files = [
        make.a_file(f, items=tuple(make.an_item(f"I{n}", amount=n, notes=noted) for n in range(3)))
        for f in ("F1", "F2")
    ]
    for found in agreed(plan, *files):
        assert [found["number", f"I{n}"] for n in range(3)] == [6, 3, 0]
        assert [found["noted", f"I{n}"] for n in range(3)] == [3, 3, 0]
        assert [found["longest", f"I{n}"] for n in range(3)] == [2, 2, None]


def test_lists_in_a_list_of_the_store_are_looked_at_anew_for_each_file(make, agreed):
    shelf, item = make.element("shelf", 1), make.element("item", 7)
    fitting = make.file.source("items", make.compare(item.extra, "<=", shelf.room), 7)
    shelves = make.archive.source
    plan = make.plan(
        make.decision("with", make.count(shelves("shelves", make.any_(fitting), 1))),
        make.decision("items", make.sum_(shelves("shelves", None, 1), make.count(fitting))),
    )
    rooms = make.an_archive(shelves=tuple(make.a_shelf(f"S{n}", room=n) for n in range(3)))
    small, large, empty = agreed(
        plan,
        make.a_file("F1", items=(make.an_item("I1", extra=0), make.an_item("I2", extra=2))),
        make.a_file("F2", items=(make.an_item("I1", extra=2),)),
        make.a_file("F3"),
        store=rooms,
    )
    assert list(small.values()) == [3, 4]
    assert list(large.values()) == [1, 1]
    assert list(empty.values()) == [0, 0]


def test_occurrences_look_at_lists_in_a_list_each_on_its_own(make):
    item = make.element("item", 7)
    noted = make.any_(longer_notes(make, item, make.ordinal()))
    number = make.count(make.file.source("items", noted, 7))
    today = make.NOW.date()
    series = make.series(opens=today, closes=today, first=0, last=3)
    plan = make.plan(make.emission("look", per=series, fields={"number": number}))
    items = tuple(make.an_item(f"I{n}", notes=(make.a_note("N1", lines=n),)) for n in range(1, 4))
    facts = make.facts(make.a_file(items=items))
    assert AGREEMENT.disagreements(plan, [facts], {}) == []
    outcome = explain(plan, facts).outcome
    assert [one.fields for one in outcome.emissions] == [(3,), (2,), (1,), (0,)]


def test_an_inner_list_of_the_record_at_hand_alone_is_grouped_by_that(make, agreed):
    """What belongs to one record only need not be told by it as well."""
    notes = longer_notes(make, make.item, make.file.copies)
    plan = make.plan(
        make.decision("noted", make.count(make.file.source("items", make.any_(notes))))
    )
    noted = make.a_note("N1", lines=2)
    items = (make.an_item("I1", notes=(noted, noted)), make.an_item("I2"))
    (found,) = agreed(plan, make.a_file(items=items))
    assert found["noted", "F1"] == 1
    keys = [
        len(part.args["group"].expressions)
        for part in parts_of(plan, make)
        if part.args.get("group")
    ]
    assert keys == [2, 1]
