"""Lines: heads and rows, what continues a line and what is nested below it."""

import pytest

from forecourt.core.syntax import nodes


def test_a_statement_is_a_kind_a_body_and_the_lines_below(outline):
    text = """\
# what the desk does
decide grade for visit "How keen they are"   # on the first day

    H   when a
    C   otherwise
note n "x"
"""
    assert outline(text) == (
        'decide grade <for> visit "How keen they are"\n  H <when> a\n  C <otherwise>\nnote n "x"'
    )


@pytest.mark.parametrize("head", ["from", "else", "when", "to", "in", "by", "yes"])
def test_the_first_word_of_a_line_is_its_head_whatever_it_means_elsewhere(outline, head):
    assert outline(f"task t\n    {head}   order, pay") == f"task t\n  {head} order , pay"
    assert outline(f"{head} x") == f"{head} x"


@pytest.mark.parametrize(
    ("line", "tree"),
    [
        ("90 .. 100 points", "_ (Range #90 #100_points)"),
        ("< 60 points", "_ (Bound < #60_points)"),
        ('"text"  5', '_ "text" #5'),
        ("-5 .. 5", "_ (Range #-5 #5)"),
        ("2026-03-01   x", "_ 2026-03-01 x"),
        ("(a or b) when c", "_ (or a b) <when> c"),
        ("| H | 1 .. 3 | <= 4 | |", "_ <|> H <|> (Range #1 #3) <|> (Bound <= #4) <|> <|>"),
    ],
)
def test_a_row_that_begins_with_no_word_has_no_head(outline, line, tree):
    assert outline(f"decide x\n    {line}") == f"decide x\n  {tree}"


@pytest.mark.parametrize(
    ("line", "tree"),
    [
        ("order.total  when a", "_ order.total <when> a"),
        ("limit[H] when a", "_ (Index limit [H]) <when> a"),
        ("f(a) when b", "_ (Call f [a]) <when> b"),
        ("a + 3 days when b", "_ (+ a #3_days) <when> b"),
        ("a-b when c", "_ (- a b) <when> c"),
        ("a >= 3", "_ (>= a #3)"),
        ("a is known", "_ (IsKnown a False)"),
        ("a in (b, c)", "_ (In a [b c] False)"),
        ("a and b", "_ (and a b)"),
        ("a else b", "_ (Else a b)"),
        ("about has x", "_ (Has about x False)"),
        ("latest visit where a", "_ (Aggregate latest visit False a)"),
        ("count of visit", "_ (Aggregate count visit False None)"),
        ("any visit where a", "_ (Aggregate any visit False a)"),
        ("at least 2 of (a, b)", "_ (AtLeast at least 2 [a b])"),
        ("the later of a, b", "_ (Whichever later [a b])"),
        ("full years from a to b", "_ (FullUnits years a b)"),
        ("date of a", "_ (DateOf a)"),
        ("not a", "_ (Not a)"),
        ("role porter is present", "_ (RoleIs porter present)"),
        ("low .. high", "_ (Range low high)"),
        ("a, b", "_ a , b"),
    ],
)
def test_a_row_whose_first_word_is_only_part_of_an_expression_has_no_head(outline, line, tree):
    assert outline(f"define x\n    {line}") == f"define x\n  {tree}"


@pytest.mark.parametrize(
    ("line", "tree"),
    [
        ("every order after a", "every order <after> a"),
        ("in order a, b", "in order a , b"),
        ("at least 12 of a, b", "at least #12 <of> a , b"),
        ("latest   5 days", "latest #5_days"),
        ("when has role porter", "when (Phrase has role [porter])"),
        ("that -5 < a", "that (< #-5 a)"),
        ("that (a or b)", "that (or a b)"),
        ("tasks where a = b", "tasks <where> (= a b)"),
        ("required", "required"),
        ("required in 0 % .. 15 %", "required (In required [(Range #0_% #15_%)] False)"),
        ("blocks", "blocks"),
        ("given contact about (greet, other)", "given contact about (Listing [greet other])"),
    ],
)
def test_other_lines_have_their_first_word_as_head(outline, line, tree):
    assert outline(f"kind x\n    {line}") == f"kind x\n  {tree}"


@pytest.mark.parametrize(
    "text",
    [
        "require x\n    that   a\n           and b",
        "require x\n    that   a and\n           b",
        "require x\n    that   (a\n           and b)",
        "require x\n    that   (\n        a and b\n    )",
        "require x\n    that   a   # why\n\n           # because\n           and b",
    ],
)
def test_a_deeper_line_continues_at_a_connective_an_operator_or_in_brackets(outline, text):
    assert outline(text) == "require x\n  that (and a b)"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("levels x  a,\n    b,\n    c", "levels x a , b , c"),
        ("levels x  a\n    , b", "levels x a , b"),
        ("require x when a\n    and b\n    that c", "require x <when> (and a b)\n  that c"),
        ("k x\n    every a\n        else b", "k x\n  every (Else a b)"),
        ("k x\n    due a\n        + 3 days", "k x\n  due (+ a #3_days)"),
        ("k x\n    due a,\n        else b", "k x\n  due (Else a b)"),
        ("k x\n    a → b\n        → c", "k x\n  a <→> b <→> c"),
        ("k x\n    a ->\n        b", "k x\n  a <→> b"),
        ("k x\n    that a\n        not in (b, c)", "k x\n  that (In a [b c] True)"),
    ],
)
def test_commas_arrows_and_statements_continue_as_well(outline, text, tree):
    assert outline(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a\n        and b", "_ (and a b)"),
        ("a   # alone\n\n        and b when c", "_ (and a b) <when> c"),
        ("a\n        and b\n        or c", "_ (or (and a b) c)"),
        ("a\n        + 3 days", "_ (+ a #3_days)"),
        ("a\n        < 3", "_ (< a #3)"),
        ("a\n        not in (b, c)", "_ (In a [b c] True)"),
        ("a\n        else b", "_ (Else a b)"),
        ("a\n        , b", "_ a , b"),
        ("required\n        in 0 % .. 15 %", "required (In required [(Range #0_% #15_%)] False)"),
    ],
)
def test_a_bare_word_is_the_left_side_of_what_goes_on_below_it(outline, text, tree):
    assert outline(f"define x\n    {text}") == f"define x\n  {tree}"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a\n        → b", "a <→> b"),
        ("tasks\n        where a = b", "tasks <where> (= a b)"),
        ("when\n        has role porter", "when (Phrase has role [porter])"),
    ],
)
def test_a_bare_word_is_a_head_where_it_would_be_one_on_one_line(outline, text, tree):
    assert outline(f"kind x\n    {text}") == f"kind x\n  {tree}"


def test_a_word_that_cannot_be_a_name_is_no_left_side(mistakes):
    assert mistakes("task t\n    from\n        + 3 days") == [("FC025", "+")]


def test_a_text_that_begins_a_row_is_a_value_and_elsewhere_a_label(read):
    document, _ = read('decide x\n    "text" when a\n    "a" = b\n    H "text"')
    text, comparison, labelled = (
        line.body.sequences[0][0] for line in document.statements[0].lines
    )
    assert type(text) is nodes.TextLiteral
    assert type(comparison) is nodes.Comparison
    assert type(labelled) is nodes.Label


def test_the_place_of_a_range_is_the_whole_of_it(read):
    document, _ = read("parameter x\n    3 days   in 1 day .. 9 days, tighten only\n    1 .. 2")
    first, second = (line.body.sequences[0][0] for line in document.statements[0].lines)
    (span,) = first.options
    assert (span.place.column, span.place.length) == (17, 15)
    assert (second.place.column, second.place.length) == (5, 6)


@pytest.mark.parametrize("row", ["no   when a", "yes   otherwise", "latest   when a"])
def test_words_of_expressions_are_heads_where_nothing_follows_that_they_need(outline, row):
    head, mark, *rest = row.split()
    assert outline(f"decide x\n    {row}") == " ".join([f"decide x\n  {head} <{mark}>", *rest])


def test_any_other_deeper_line_is_nested(outline):
    text = """\
checklist c for visit
    steps
        step greet "Say hello"
            needs  porter
        step part
    each   mandatory
"""
    assert outline(text) == (
        "checklist c <for> visit\n"
        "  steps\n"
        '    step greet "Say hello"\n'
        "      needs porter\n"
        "    step part\n"
        "  each mandatory"
    )


def test_a_comparison_below_a_statement_begins_a_row(outline):
    assert outline("score x\n    < 60 points  low\n    >= 60 points  high") == (
        "score x\n  _ (Bound < #60_points) low\n  _ (Bound >= #60_points) high"
    )


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(outline, mark, end):
    assert outline(f"{mark}note n{end}    source a{end}") == "note n\n  source a"


def test_places_count_lines_and_columns_from_one(read):
    document, _ = read("\n\ndecide grade for visit   # x\n    H    when a <= b,\n         c")
    [statement] = document.statements
    [line] = statement.lines
    [first, second] = line.body.sequences
    spans = [
        (at.line, at.column, at.length)
        for at in (
            statement.place,
            statement.kind.place,
            line.place,
            line.head.place,
            line.body.place,
            first[0].place,
            first[1].place,
            second[0].place,
        )
    ]
    assert spans == [
        (3, 1, 22),
        (3, 1, 6),
        (4, 5, 17),
        (4, 5, 1),
        (4, 10, 12),
        (4, 10, 4),
        (4, 17, 2),
        (5, 10, 1),
    ]


def test_a_line_that_cannot_be_read_is_left_out_with_what_is_nested_below_it(read):
    document, findings = read(
        "note a\n    when x @\n        inner y\n    who z\nnote (\n    who z\nnote c"
    )
    assert [(each.kind.text, len(each.lines)) for each in document.statements] == [
        ("note", 1),
        ("note", 0),
    ]
    assert [finding.place.line for finding in findings] == [2, 5]


def test_all_findings_of_a_text_come_at_once_in_order(mistakes):
    text = """\
decide x for visit
    H    when a == b && c
    A    when a and
    B    when ok
note y "unclosed
note z
    who  (a b)
"""
    assert mistakes(text) == [
        ("FC011", "=="),
        ("FC011", "&&"),
        ("FC024", "and"),
        ("FC008", '"unclosed'),
        ("FC026", "b"),
    ]
