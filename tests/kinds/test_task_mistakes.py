"""Mistakes in tasks are told by line, each once, with what would be right."""

import pytest

from forecourt.core.diagnostics import Severity


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("due  by opened_at + 3", "FC107"),
        ("due  by expected_purchase_on", "FC108"),
        ("due  by 18:00", "FC108"),
        ("due  3 days", "FC108"),
        ("due  soon", "FC105"),
        ("due", "FC123"),
        ("due  in 3 days", "FC123"),
        ("due  after opened_at", "FC123"),
        ("due  by closing", "FC123"),
        ("due  by closing on opened_at on opened_at", "FC123"),
        ("due  on opened_at, later", "FC123"),
        ("who  salesman", "FC120"),
        ("who  salesperson, sales_manager", "FC123"),
        ("who  salesperson or sales_manager", "FC123"),
        ("who  person model_chosen", "FC108"),
        ("every  2 days", "FC123"),
        ("every  month", "FC123"),
        ("every  2 after opened_at", "FC108"),
        ("every  2 days after model_chosen", "FC108"),
        ("every  2 days after latest contact, else expected_purchase_on", "FC108"),
        ("every  0 days after opened_at", "FC123"),
        ("every  0 months from opened_at", "FC123"),
        ("every  1 month from opened_at, first at 45 days", "FC123"),
        ("every  1 month from opened_at, first 2 months", "FC123"),
        ("every  day, first at 2 days", "FC123"),
        ("on", "FC123"),
        ("done  about has call", "FC105"),
        ("done  any contact where about has call", "FC123"),
        ("done  latest contact.at", "FC123"),
        ("channel  telegraph", "FC120"),
        ("channel  phone or sms", "FC123"),
        ("obligation  maybe", "FC120"),
        ("escalate  sales_manager", "FC123"),
        ("escalate  sales_manager after -2 days", "FC123"),
        ("escalate  sales_manager after 1 day, general_manager after 2 days", "FC123"),
        ("until  yes", "FC108"),
        ("until  opened_at + 1 day, opened_at", "FC123"),
        ("counts for  nothing_there", "FC123"),
        ("counts for  call", "FC123"),
        ("dew  today", "FC102"),
    ],
)
def test_mistakes_are_told_by_line(policy, line, code):
    found = policy(f'task call for lead "Call"\n    {line}\n').errors
    assert [(one.code, one.place.line) for one in found] == [(code, 3)]


@pytest.mark.parametrize(
    ("lines", "code", "message"),
    [
        (
            ("due  on opened_at", "due  by opened_at + 1 hour"),
            "FC104",
            "a `task` has one line `due`, this is the second",
        ),
        (
            ("due  on opened_at", "until  opened_at + 1 day", "until  opened_at + 2 days"),
            "FC104",
            "a `task` has one line `until`, this is the second",
        ),
        (
            ("every  1 month from opened_at", "on  expected_purchase_on"),
            "FC137",
            "`every` and `on` both say when the task comes again",
        ),
        (
            ("every  1 month from opened_at", "due  on expected_purchase_on"),
            "FC137",
            "`every` and `due` both say when it is due",
        ),
        (
            ("on  expected_purchase_on", "due  by opened_at + 3 hours"),
            "FC137",
            "`on` and `due` both say when it is due",
        ),
        (
            ("due  by opened_at + 3 hours", "until  opened_at + 1 hour"),
            "FC137",
            "`until` lies before `due`",
        ),
        (("due  on opened_at", "until  due - 1 day"), "FC137", "`until` lies before `due`"),
        (("from  due + 1 day", "due  on opened_at"), "FC137", "`due` lies before `from`"),
        (
            ("from  opened_at + 2 days", "until  opened_at + 1 day", "when  model_chosen"),
            "FC137",
            "`until` lies before `from`",
        ),
        (
            ("every  1 month from opened_at", "until  due - 1 day"),
            "FC137",
            "`until` lies before `due`",
        ),
        (
            ("when  model_chosen", "instead of  other"),
            "FC123",
            "`instead of` in a task without days of its own does not fit here",
        ),
        (
            ("due  on opened_at", "counts for  visit"),
            "FC123",
            "`visit`, a task for `delivery`, does not fit here",
        ),
        (("due  on opened_at", "counts for  mood"), "FC123", "`mood` does not fit here"),
        (("every  never from opened_at",), "FC123", "`never` does not fit here"),
    ],
)
def test_lines_that_do_not_go_together_are_told(policy, lines, code, message):
    others = (
        "parameter never\n    0 days\n"
        'decide mood for lead "Mood"\n    yes  when model_chosen\n    no  otherwise\n'
        'task other for lead "Other"\n    due  on opened_at\n'
        'task visit for delivery "Visit"\n    due  on delivered_at\n'
    )
    text = others + 'task call for lead "Call"\n' + "".join(f"    {line}\n" for line in lines)
    assert [(one.code, one.message) for one in policy(text).errors] == [(code, message)]


@pytest.mark.parametrize(
    "lines",
    [
        ("due  by opened_at + 3 hours", "until  opened_at + 3 hours"),
        ("due  by opened_at + 30 hours", "until  opened_at + 1 day"),
        ("due  on opened_at", "until  expected_purchase_on"),
        ("from  due", "due  on opened_at", "until  due"),
    ],
)
def test_times_that_may_be_in_order_are_let_be(policy, lines):
    text = 'task call for lead "Call"\n' + "".join(f"    {line}\n" for line in lines)
    assert policy(text).diagnostics == ()


def test_a_mistake_in_a_line_that_another_task_reads_is_told_once(policy):
    text = (
        'task call for lead "Call"\n    due  on opened_at\n'
        'task visit for lead "Visit"\n    due  on opened_at\n    counts for  call\n'
        "    done  earliest contact where nonsense\n"
    )
    assert [(one.code, one.place.line) for one in policy(text).errors] == [("FC105", 7)]


def test_a_chain_that_closes_in_a_circle_is_told(policy):
    text = (
        'task call for lead "Call"\n    due  by visit.done + 1 hour\n'
        'task visit for lead "Visit"\n    due  by call.done + 1 hour\n'
    )
    assert [one.code for one in policy(text).errors] == ["FC109"]


@pytest.mark.parametrize("other", ["when  model_chosen", "every  1 month from opened_at"])
def test_a_chain_to_what_a_task_does_not_have_once_is_told(policy, other):
    text = (
        f'task visit for lead "Visit"\n    {other}\n'
        'task call for lead "Call"\n    due  by 18:00 on visit.due\n'
    )
    assert [one.code for one in policy(text).errors] == ["FC131"]


def test_a_task_without_an_end_is_a_warning(policy):
    found = policy('task call for lead "Call"\n    who  salesperson\n').diagnostics
    assert [(one.code, one.severity) for one in found] == [("FC138", Severity.WARNING)]


@pytest.mark.parametrize(
    "text",
    [
        'task call for lead when model_chosen "Call"\n    who  salesperson\n',
        'task call for lead "Call"\n    done when  model_chosen\n',
    ],
)
def test_a_task_that_ends_somehow_is_none(policy, text):
    assert policy(text).diagnostics == ()


def test_nor_is_one_that_another_task_counts_for(policy):
    text = (
        'task call for lead "Call"\n    who  salesperson\n'
        'task visit for lead "Visit"\n    due  on opened_at\n    counts for  call\n'
        "    done  earliest contact where about has visit\n"
    )
    assert policy(text).diagnostics == ()
