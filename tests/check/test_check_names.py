"""What names stand for, and what is said of those that stand for nothing."""

import pytest

from forecourt.core.plan import nodes as plan


def rows_of(policy, name):
    assert policy.errors == ()
    return next(one for one in policy.plan.decisions if one.name == name).rows


def decide(*rows):
    lines = "\n".join(f"    {row}" for row in rows)
    return f"levels heat  hot, warm, cold\ndecide heat for loan\n{lines}\n"


def test_a_bare_name_is_a_field_of_the_subject(check):
    condition = rows_of(check(decide("hot when lost")), "heat")[0].condition
    assert condition.value.name == "lost"
    assert condition.value.of == plan.Subject("loan", condition.value.of.type)


def test_a_reference_is_followed_by_a_dot(check):
    condition = rows_of(check(decide('hot when book.title = "Atlas"')), "heat")[0].condition
    assert isinstance(condition.left.of, plan.Follow)


def test_a_part_is_a_record(check):
    condition = rows_of(check(decide("hot when fine.amount is known")), "heat")[0].condition
    assert isinstance(condition.value.of, plan.Part)


def test_the_root_is_reached_by_its_name(check):
    condition = rows_of(check(decide("hot when reader.points >= 3")), "heat")[0].condition
    assert isinstance(condition.left.of, plan.Root)


def test_a_value_of_levels_is_known_where_the_other_side_is_levels(check):
    policy = check(
        decide("hot when lost", "cold otherwise")
        + "decide urgent for loan\n    yes when heat >= warm\n    no otherwise\n"
    )
    condition = rows_of(policy, "urgent")[0].condition
    assert condition.right.value == "warm"


def test_a_definition_is_private_to_its_subject(check):
    policy = check(
        "define old for loan\n    lent_at is known\n"
        "define old for reader\n    joined_at is known\n"
        "decide seen for reader\n    yes when old\n"
    )
    assert {one.name for one in policy.plan.decisions} == {"loan.old", "reader.old", "seen"}


def test_a_decision_of_another_record_is_read_through_its_path(check):
    policy = check(
        decide("hot when lost")
        + "decide worried for reader\n    yes when any loan where heat = hot\n"
    )
    condition = rows_of(policy, "worried")[0].condition
    reference = condition.source.where.left
    assert isinstance(reference, plan.Ref)
    assert isinstance(reference.of, plan.Element)


def test_statements_may_stand_in_any_order(check):
    policy = check(
        "decide second for loan\n    yes when first\ndecide first for loan\n    yes when lost\n"
    )
    assert [one.name for one in policy.plan.decisions] == ["first", "second"]


@pytest.mark.parametrize(
    ("row", "code", "underlined"),
    [
        ("hot when lostt", "FC105", "lostt"),
        ("hot when book.titel is known", "FC106", "titel"),
        ("hot when shelf = phones", "FC120", "phones"),
        ("warmer when lost", "FC120", "warmer"),
        ("hot when loans is known", "FC112", "loans"),
        ("hot when any books2 where lost", "FC114", "books2"),
        ("hot when weight > 3 kgs", "FC116", "3 kgs"),
        ("hot when frob(lost)", "FC117", "frob"),
    ],
)
def test_an_unknown_word_is_underlined(findings, row, code, underlined):
    assert findings(decide(row)) == [(code, underlined)]


def test_the_nearest_right_name_is_suggested(check):
    (found,) = check(decide("hot when lostt")).diagnostics
    assert found.message == "nothing is called `lostt` for `loan`"
    assert found.help == "did you mean `lost`?"


def test_all_errors_of_a_file_come_at_once(findings):
    text = decide("hot when lostt", "warm when book.titel is known", "cold when lent_at < 3")
    assert [code for code, _ in findings(text)] == ["FC105", "FC106", "FC107"]


def test_both_sides_of_an_and_are_checked(findings):
    assert findings(decide("hot when lostt and damagedd")) == [
        ("FC105", "lostt"),
        ("FC105", "damagedd"),
    ]


def test_a_circle_is_shown(check):
    policy = check(
        "decide a for loan\n    yes when b\n"
        "decide b for loan\n    yes when c\n"
        "decide c for loan\n    yes when a\n"
    )
    (found,) = policy.diagnostics
    assert found.code == "FC109"
    assert found.names == ("a", "b", "c", "a")


def test_a_name_that_can_be_read_in_two_ways_is_an_error(findings):
    text = "decide callable for reader\n    yes when any book where shelf = phone\n"
    assert findings(text) == [("FC113", "phone")]
    assert findings(text.replace("= phone", '= "phone"')) == []


def test_one_name_for_two_statements_is_an_error(check):
    text = "decide a for loan\n    yes when lost\ndecide a for reader\n    yes when active\n"
    (found,) = check(text).diagnostics
    assert found.code == "FC110"
    assert found.related[0][0].line == 2


def test_a_decision_may_not_have_the_name_of_a_field(findings):
    assert findings("decide lost for loan\n    yes when damaged\n") == [("FC121", "lost")]


def test_an_unknown_subject_names_the_records(check):
    (found,) = check("decide a for lone\n    yes when lost\n").diagnostics
    assert found.code == "FC111"
    assert found.help == "did you mean `loan`?"


def test_a_list_cannot_be_looked_through_inside_itself(findings):
    text = "decide a for reader\n    yes when any loan where any reader.loan where lost\n"
    assert [code for code, _ in findings(text)] == ["FC126"]


def test_an_unknown_clause_and_kind_suggest_the_nearest(check):
    policy = check("decid a for loan\n    yes when lost\n")
    assert policy.diagnostics[0].help == "did you mean `decide`?"
    policy = check("require a for loan\n    thatt lost\n")
    assert {one.code for one in policy.diagnostics} == {"FC102", "FC103"}


def test_only_kinds_that_take_it_may_say_when_on_their_first_line(findings):
    assert findings("decide a for loan when lost\n    yes when lost\n") == [("FC123", "when")]
    assert findings("require a for loan when lost\n    that damaged\n") == []


def test_a_line_that_cannot_be_read_is_reported_once(check):
    found = check("define a for loan\n    lost && damaged\n\ndefine b for loan\n").errors
    assert [(one.code < "FC100", one.place.line) for one in found] == [(True, 3), (False, 5)]


@pytest.mark.parametrize(
    ("subject", "row"),
    [
        ("loan", "shelf not in (novels, maps)"),
        ("reader", "every loan where lost"),
        ("loan", "not lost"),
        ("loan", "lost and damaged"),
    ],
)
def test_a_definition_may_begin_with_any_expression(findings, subject, row):
    assert findings(f"define a for {subject}\n    {row}\n") == []


# Two readings ------------------------------------------------------------------------------


def said(check, text):
    (found,) = check(text).diagnostics
    return found.code, found.message, found.help


VALUE_OR_FIELD = "`phone` is both a value of `shelf` and a field of `reader`"


@pytest.mark.parametrize(
    "condition",
    [
        "any book where shelf = phone",
        "any book where phone = shelf",
        "any book where shelf in (novels, phone)",
        "any book where phone in (shelf, shelf)",
        "any book where (shelf else phone) = novels",
    ],
)
def test_a_field_beside_choices_that_is_one_of_them_is_an_error(check, condition):
    text = f"decide callable for reader\n    yes when {condition}\n"
    help_ = 'write `"phone"` for a value of `shelf`, `this.phone` for a field of `reader`'
    assert said(check, text) == ("FC113", VALUE_OR_FIELD, help_)


def test_each_reading_can_be_written(check):
    text = "decide callable for reader\n    yes when any book where shelf = {}\n"
    assert check(text.format('"phone"')).diagnostics == ()
    clash = check(text.format("this.phone")).diagnostics
    assert [one.code for one in clash] == ["FC107"]


def test_a_row_that_may_be_a_value_or_a_field_is_an_error(check):
    text = "decide kept_on for reader\n    phone when active\n"
    value = '`"phone"` below a line `gives shelf` for a value of `shelf`'
    help_ = f"write {value}, `this.phone` for a field of `reader`"
    assert said(check, text) == ("FC113", VALUE_OR_FIELD, help_)


@pytest.mark.parametrize(
    "rows",
    [
        'gives shelf\n    "phone" when active',
        "this.phone when active",
        "phone when active\n    tags otherwise",  # no list of choices has both
    ],
)
def test_a_row_that_can_only_be_one_of_them_is_not(check, rows):
    found = check(f"decide kept_on for reader\n    {rows}\n").diagnostics
    assert [one.code for one in found] in ([], ["FC108"])


@pytest.mark.parametrize("kind", ["decide", "define"])
def test_a_row_of_a_stated_type_may_not_be_a_field_too(findings, kind):
    text = (
        f"{kind} kept_on for reader\n    gives shelf\n    novels when active\n    phone otherwise\n"
    )
    assert findings(text) == [("FC113", "phone")]


def test_a_definition_without_a_type_may_name_a_field(findings):
    assert findings("define reached_at for reader\n    phone\n") == []


POINTS = "parameter points\n    3\n"


def test_a_parameter_named_like_a_field_is_an_error_where_both_can_be_meant(check):
    text = POINTS + "decide rich for reader\n    yes when points > 2\n"
    assert said(check, text) == (
        "FC113",
        "`points` is both a field of `reader` and a parameter",
        "write `this.points` for a field of `reader`, `parameter.points` for a parameter",
    )
    for written, node in (("this.points", plan.Field), ("parameter.points", plan.Parameter)):
        condition = rows_of(check(text.replace("when points", f"when {written}")), "rich")
        assert isinstance(condition[0].condition.left, node)


def test_where_there_is_no_such_field_the_parameter_needs_no_more_than_its_name(findings):
    assert findings(POINTS + "decide rich for loan\n    yes when (count of check) > points\n") == []


def test_the_field_of_an_element_goes_by_the_word_for_one_of_the_list(check):
    text = (
        "parameter marks\n    2.5\n"
        "decide marked for reader\n    yes when any loan where marks > 2.5\n"
    )
    help_ = "write `loan.marks` for a field of `loan`, `parameter.marks` for a parameter"
    assert said(check, text)[2] == help_
    policy = check(text.replace("where marks > 2.5", "where loan.marks > parameter.marks"))
    comparison = rows_of(policy, "marked")[0].condition.source.where
    assert isinstance(comparison.left.of, plan.Element)
    assert isinstance(comparison.right, plan.Parameter)


def test_where_the_word_means_the_subject_a_definition_names_the_field(check):
    text = (
        "parameter marks\n    2.5\n"
        "decide marked for loan\n    yes when any other reader.loan where marks > 2.5\n"
    )
    assert said(check, text)[2] == (
        "write `parameter.marks` for a parameter, "
        "or give a field of `loan` a name of its own with `define`"
    )


def test_rows_of_a_parameter_are_read_through_its_long_name_too(check):
    text = (
        "parameter points by shelf\n    novels 3\n    maps 4\n    phone 5\n"
        "decide worth for loan\n    yes when reader.points > parameter.points[shelf]\n"
    )
    assert rows_of(check(text), "worth")[0].condition.right.keys != ()


def test_a_list_parameter_named_like_a_field_is_an_error_too(findings):
    text = (
        "parameter damaged  lost\n"
        "decide gone for loan\n    yes when at least 1 of {}\n    no otherwise\n"
    )
    assert findings(text.format("damaged")) == [("FC113", "damaged")]
    assert findings(text.format("parameter.damaged")) == []


def test_a_parameter_named_like_a_list_is_an_error_where_it_is_used(findings):
    text = "parameter loans\n    3\ndecide many for reader\n    yes when points > {}\n"
    assert findings(text.format("loans")) == [("FC113", "loans")]
    assert findings(text.format("parameter.loans")) == []


def test_an_unknown_parameter_after_its_word_is_named(check):
    (found,) = check(POINTS + "decide a for loan\n    yes when marks > parameter.poins\n").errors
    assert (found.code, found.help) == ("FC202", "did you mean `points`?")


def test_a_decision_about_the_element_does_not_hide_behind_a_field_of_the_subject(check):
    text = (
        "decide points for loan\n    3 when lost\n    0 otherwise\n"
        "decide rich for reader\n    yes when any loan where points > 2\n"
    )
    assert said(check, text)[1:] == (
        "`points` is both a field of `reader` and a `decide`",
        "write `this.points` for a field of `reader`, `loan.points` for a `decide`",
    )
    condition = rows_of(check(text.replace("where points", "where loan.points")), "rich")
    assert isinstance(condition[0].condition.source.where.left, plan.Ref)


def test_what_is_nearer_is_meant_and_what_is_further_out_has_its_path(check):
    text = (
        "decide marks for reader\n    3 when active\n"
        "decide first for loan\n    yes when marks > 1.0\n"
        "decide second for loan\n    yes when reader.marks > 1\n"
    )
    policy = check(text)
    assert isinstance(rows_of(policy, "first")[0].condition.left, plan.Field)
    assert isinstance(rows_of(policy, "second")[0].condition.left, plan.Ref)


# Names of statements -----------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["decide", "define", "score"])
@pytest.mark.parametrize(
    ("name", "subject", "taken_by"),
    [
        ("lost", "loan", "a field of `loan`"),
        ("fine", "loan", "a part of `loan`"),
        ("checks", "loan", "a list of `loan`"),
        ("loans", "loan", "a list of `reader`"),
        ("books", "fine", "a list of `reader`"),
        ("loan", "loan", "a record"),
        ("reader", "loan", "a record"),
    ],
)
def test_a_statement_may_not_hide_what_is_recorded(check, kind, name, subject, taken_by):
    (found,) = check(f"{kind} {name} for {subject}\n    3\n").diagnostics
    assert (found.code, found.message) == ("FC121", f"`{name}` is already {taken_by}")


@pytest.mark.parametrize("name", ["loan", "points"])
def test_it_may_say_which_of_a_list_is_meant_or_repeat_a_plain_field_above(findings, name):
    rows = "latest reader.loan where lost" if name == "loan" else "reader.points"
    assert findings(f"define {name} for book\n    {rows}\n") == []


@pytest.mark.parametrize("name", ["today", "now", "this"])
@pytest.mark.parametrize(
    "statement",
    [
        "decide {} for loan\n    yes when lost\n",
        "define {} for loan\n    lost\n",
        "require {} for loan\n    that not lost\n",
        "parameter {}\n    3 days\n",
    ],
)
def test_words_of_the_language_are_no_names(findings, statement, name):
    assert findings(statement.format(name)) == [("FC132", name)]


def test_a_decision_and_a_parameter_do_not_share_a_name(check):
    (found,) = check("decide limit for loan\n    yes when lost\nparameter limit\n    3\n").errors
    assert (found.code, found.place.line, found.related[0][0].line) == ("FC110", 2, 4)


# Rows of parameters ------------------------------------------------------------------------

NEEDED = "parameter needed by shelf\n    novels lost\n"
BY_SHELF = "parameter stay by shelf\n    novels 3 days\n    maps 5 days\n    phone 1 day\n"


@pytest.mark.parametrize(
    "text",
    [
        BY_SHELF + "decide a for loan\n    yes when due_on <= today + stay[novel]\n",
        BY_SHELF + "set stay[novel]  2 days\n",
        NEEDED + "decide a for loan\n    yes when at least 1 of needed[novel]\n",
    ],
)
def test_a_row_that_a_parameter_has_not_is_named_with_its_type(check, text):
    found = check(text).errors[0]
    name = "needed" if "needed" in text else "stay"
    assert found.message == f"`{name}` goes by `shelf`, of which `novel` is no value"
    assert found.help == "did you mean `novels`?"


def test_a_row_that_lists_nothing_is_named(check):
    text = NEEDED + "decide a for loan\n    yes when at least 1 of needed[maps]\n"
    assert said(check, text)[1:] == (
        "`needed[maps]` does not fit here",
        "expected a parameter that lists something for `maps`",
    )


# What does not fit -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "what", "underlined"),
    [
        ("decide a for loan lost\n    yes when lost\n", "`lost`", "lost"),
        ("require a for loan\n    that lost damaged\n", "`damaged`", "damaged"),
        ("require a for loan\n    that\n", "`that` alone", "that"),
        ("require a for loan\n    that by lost\n", "`by`", "by"),
        ('decide a for loan\n    yes when "so"\n', '`"so"`', '"so"'),
        ("decide a for loan\n    gives 7 days\n    yes when lost\n", "`7 days`", "7 days"),
        ("decide a for loan\n    3, 4\n", "`4`", "4"),
        ("define a for loan\n    lost\n    ask marks + 1\n", "a calculation", "+"),
        ("parameter a\n    3 in 4\n", "a condition with `in`", "in"),
        ("levels a  b, 3\n", "`3`", "3"),
    ],
)
def test_what_does_not_fit_is_named(check, findings, text, what, underlined):
    (found,) = check(text).diagnostics
    assert found.message == f"{what} does not fit here"
    assert found.help.startswith("expected ")
    assert findings(text) == [("FC123", underlined)]
