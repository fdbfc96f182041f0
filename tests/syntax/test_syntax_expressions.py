"""Expressions: what binds to what, and each form of operator."""

import pytest


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a or b and c", "(or a (and b c))"),
        ("a and b or c and d", "(or (and a b) (and c d))"),
        ("a or b or c", "(or a b c)"),
        ("(a or b) and c", "(and (or a b) c)"),
        ("not a and b", "(and (Not a) b)"),
        ("not a = b", "(Not (= a b))"),
        ("not not a", "(Not (Not a))"),
        ("a + b * c", "(+ a (* b c))"),
        ("a - b - c", "(- (- a b) c)"),
        ("a / b / c", "(/ (/ a b) c)"),
        ("(a + b) * c", "(* (+ a b) c)"),
        ("a + b <= c * 2", "(<= (+ a b) (* c #2))"),
        ("a != b", "(!= a b)"),
        ("a else b", "(Else a b)"),
        ("a else b else c", "(Else a (Else b c))"),
        ("a + 1 else b or c", "(Else (+ a #1) (or b c))"),
        ("a, else b", "(Else a b)"),
        ("(a else b) + c", "(+ (Else a b) c)"),
    ],
)
def test_operators_bind_from_else_to_signs(expression, text, tree):
    assert expression(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a is known", "(IsKnown a False)"),
        ("a.b is not known and c", "(and (IsKnown a.b True) c)"),
        ("a in (b, c)", "(In a [b c] False)"),
        ("a not in (b)", "(In a [b] True)"),
        ("a in 1 .. 5", "(In a [(Range #1 #5)] False)"),
        ("a in (1 .. 5, 9)", "(In a [(Range #1 #5) #9] False)"),
        ("a in b + 1 .. c * 2 and d", "(and (In a [(Range (+ b #1) (* c #2))] False) d)"),
        ("a in (b + 1) .. c", "(In a [(Range (+ b #1) c)] False)"),
        ("a in causes", "(In a [causes] False)"),
        ("about has safely_home", "(Has about safely_home False)"),
        ("about has not safely_home", "(Has about safely_home True)"),
        ("km_now reaches 10000 km", "(Reaches km_now #10000_km)"),
        ("role porter is present", "(RoleIs porter present)"),
        ("role porter is available and a", "(and (RoleIs porter available) a)"),
        ("step tour is done", "(Phrase step is [tour done])"),
        ("step check has result defect", "(Phrase step has result [check defect])"),
        ("has role porter or a", "(or (Phrase has role [porter]) a)"),
        ("day is this day", "(In day [(Period this day)] False)"),
        ("closed_at in last month", "(In closed_at [(Period last month)] False)"),
        ("sample 30 % by id", "(Sample #30_% id)"),
    ],
)
def test_conditions_have_each_their_form(expression, text, tree):
    assert expression(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("at least 2 of (a, b = c, d)", "(AtLeast at least 2 [a (= b c) d])"),
        ("at most 1 of (a, b)", "(AtLeast at most 1 [a b])"),
        ("all of (a, b)", "(AtLeast all None [a b])"),
        ("x and at least 3 of criteria[H]", "(and x (AtLeast at least 3 [(Index criteria [H])]))"),
        ("any visit", "(Aggregate any visit False None)"),
        ("any visit where a and b", "(Aggregate any visit False (and a b))"),
        ("every visit where a", "(Aggregate every visit False a)"),
        ("no visit where a", "(Aggregate no visit False a)"),
        (
            "any other visit where at < this.at",
            "(Aggregate any visit True (< at this.at))",
        ),
        ("count of visit >= 2", "(>= (Aggregate count visit False None) #2)"),
        ("count of other visit", "(Aggregate count visit True None)"),
        ("sum of lines.price * 2", "(* (Aggregate sum lines.price False None) #2)"),
        ("average of survey.points", "(Aggregate average survey.points False None)"),
        ("largest a.b", "(Aggregate largest a.b False None)"),
        ("smallest a.b", "(Aggregate smallest a.b False None)"),
        (
            "latest house.visit where reached, else opened_at",
            "(Else (Aggregate latest house.visit False reached) opened_at)",
        ),
        (
            "earliest visit where a or b else c",
            "(Else (Aggregate earliest visit False (or a b)) c)",
        ),
        (
            "(any visit where a) and b",
            "(and (Aggregate any visit False a) b)",
        ),
        (
            "any visit where a and any order where b",
            "(Aggregate any visit False (and a (Aggregate any order False b)))",
        ),
    ],
)
def test_aggregates_take_everything_after_where(expression, text, tree):
    assert expression(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("7 days after a", "(Shift #7_days after a)"),
        ("2 hours before a + 1 day", "(Shift #2_hours before (+ a #1_day))"),
        ("7 days after a else b", "(Else (Shift #7_days after a) b)"),
        ("7 days after a <= today", "(<= (Shift #7_days after a) today)"),
        ("09:00 on a", "(TimeOn 09:00 a)"),
        ("09:00 on date of a", "(TimeOn 09:00 (DateOf a))"),
        ("date of a - 3 days", "(- (DateOf a) #3_days)"),
        ("full years from a to date of b >= 1", "(>= (FullUnits years a (DateOf b)) #1)"),
        ("the later of a, b + 1 day", "(Whichever later [a (+ b #1_day)])"),
        ("(the earlier of a, b) <= c", "(<= (Whichever earlier [a b]) c)"),
        ("the later of a, b, else c", "(Else (Whichever later [a b]) c)"),
        ("a, or b + 1 year, whichever first", "(Whichever earlier [a (+ b #1_year)])"),
        ("a, or b, or c, whichever last", "(Whichever later [a b c])"),
    ],
)
def test_times_are_said_in_words(expression, text, tree):
    assert expression(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a.b.c", "a.b.c"),
        ("crm.call.1", "crm.call.1"),
        ("plan.06_call_by_9", "plan.06_call_by_9"),
        ("this.from", "this.from"),
        ("limit[H]", "(Index limit [H])"),
        ("limit[a.b, 3].c", "(Index limit [a.b #3]).c"),
        ("f(a, b + 1)", "(Call f [a (+ b #1)])"),
        ("f()", "(Call f [])"),
        ("f(g(a)).b", "(Call f [(Call g [a])]).b"),
        ("(a).b", "a.b"),
    ],
)
def test_fields_indexes_and_calls(expression, text, tree):
    assert expression(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a = -5", "(= a #-5)"),
        ("-5 days", "#-5_days"),
        ("a-5", "(- a #5)"),
        ("a - 5", "(- a #5)"),
        ("a - -5", "(- a #-5)"),
        ("5-3", "(- #5 #3)"),
        ("-a", "(Negative a)"),
        ("b * -a", "(* b (Negative a))"),
        ("f(-a)", "(Call f [(Negative a)])"),
        ("today-3 days", "(- today #3_days)"),
    ],
)
def test_a_minus_is_a_sign_or_a_subtraction_by_its_spaces(expression, text, tree):
    assert expression(text) == tree


@pytest.mark.parametrize(
    "name",
    [
        *("latest", "count", "any", "every", "all", "at", "date", "sample", "has", "reaches"),
        *("role", "step", "sum", "full", "whichever", "other", "later", "least", "this", "last"),
        *("the", "up"),
    ],
)
def test_words_that_are_operators_only_before_what_they_need_are_names(expression, name):
    assert expression(f"{name} = 3") == f"(= {name} #3)"
    assert expression(f"x and {name}") == f"(and x {name})"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("no", "no!"),
        ("a = no", "(= a no!)"),
        ("no = 0", "(= no! #0)"),
        ("no visit", "(Aggregate no visit False None)"),
        ("yes", "yes!"),
    ],
)
def test_no_is_a_quantifier_before_a_name_and_a_value_elsewhere(expression, text, tree):
    assert expression(text) == tree


@pytest.mark.parametrize("text", ["", "grade H", "by a", "a, b", 'en "x"', "1 .. 5", "of (a, b)"])
def test_what_is_not_one_expression_is_refused(text):
    from forecourt.core.syntax.read import read_expression

    node, findings = read_expression(text, "box", line=7)
    assert node is None
    assert [(finding.code, finding.place.line) for finding in findings] == [("FC037", 7)]


def test_a_text_may_be_an_expression_of_its_own(expression):
    assert expression('"abc"') == '"abc"'
