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
