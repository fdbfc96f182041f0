"""Authority: who may grant a discount, and who must be asked; what cannot be told is refused."""

import pytest

TEXT = """
parameter may by role "What a role may grant"
    salesperson      2 %
    sales_manager    5 %
    general_manager  10 %
authority discount for quote "Discount"
    of        discount_percent
    limit     may
    asked_by  discount_requested_by, else salesperson
"""
STAFF = {
    "staff": [
        {"id": "S1", "roles": ["salesperson"]},
        {"id": "M1", "roles": ["salesperson", "sales_manager"]},
        {"id": "T1", "roles": ["technician"]},
        {"id": "X1", "roles": ["general_manager"], "active": False},
    ]
}


def approval(outcome, store=STAFF, **quote):
    found = outcome(TEXT, {"quotes": [{"id": "Q1", **quote}]}, "2026-03-01", store)
    (one,) = found["approvals"]
    return (one["requested"], one["limit"], one["verdict"], one["approver"])


@pytest.mark.parametrize(
    ("percent", "who", "limit", "verdict", "approver"),
    [
        (2, "S1", 2, "allowed", None),
        (2.5, "S1", 2, "escalate", "sales_manager"),
        (5, "M1", 5, "allowed", None),
        (5.0001, "M1", 5, "escalate", "general_manager"),
        (10, "S1", 2, "escalate", "general_manager"),
        (11, "S1", 2, "refused", None),
        (1, "T1", None, "escalate", "salesperson"),
        (1, "X1", None, "escalate", "salesperson"),
    ],
)
def test_the_limit_is_that_of_whoever_asks(outcome, percent, who, limit, verdict, approver):
    found = approval(outcome, discount_percent=percent, discount_requested_by=who)
    assert found == (percent, limit, verdict, approver)


def test_where_nobody_is_named_a_role_asks(outcome):
    assert approval(outcome, discount_percent=3) == (3, 2, "escalate", "sales_manager")


@pytest.mark.parametrize("store", [STAFF, None])
def test_somebody_who_is_not_on_the_staff_has_no_limit_that_can_be_told(outcome, store):
    quote = {"discount_percent": 1, "discount_requested_by": "S9"}
    assert approval(outcome, store, **quote) == (1, None, "unknown", None)


def test_an_unknown_request_is_never_allowed(outcome):
    found = outcome(TEXT, {"quotes": [{"id": "Q1"}]}, "2026-03-01", STAFF)
    assert found["approvals"][0]["verdict"] == "unknown"
    assert found["missing"] == [{"field": "quote:Q1.discount_percent", "matters_to": ["discount"]}]


def test_an_unknown_request_of_somebody_without_a_limit_is_unknown_too(outcome):
    assert approval(outcome, discount_requested_by="T1") == (None, None, "unknown", None)


def test_where_no_role_stands_for_whoever_asks_that_one_must_be_known(outcome):
    text = TEXT.replace("discount_requested_by, else salesperson", "customer.salesperson")
    quotes = {"quotes": [{"id": "Q1", "discount_percent": 1}]}
    for customer, verdict, asked in (
        ({}, "unknown", [{"field": "customer:C1.salesperson", "matters_to": ["discount"]}]),
        ({"salesperson": "S1"}, "allowed", []),
    ):
        found = outcome(text, quotes | customer, "2026-03-01", STAFF)
        assert [one["verdict"] for one in found["approvals"]] == [verdict]
        assert found["missing"] == asked


def test_without_a_line_that_says_who_asks_it_goes_to_the_least_role_that_may(outcome):
    text = TEXT.replace("    asked_by  discount_requested_by, else salesperson\n", "")
    found = outcome(text, {"quotes": [{"id": "Q1", "discount_percent": 1}]}, "2026-03-01", STAFF)
    (one,) = found["approvals"]
    assert (one["verdict"], one["approver"]) == ("escalate", "salesperson")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("of  valid_to_on", "FC108"),
        ("of  discount_amount", "FC108"),
        ("of  discount_percent > 2 %", "FC108"),
        ("limit  mai", "FC123"),
        ("limit  5 %", "FC123"),
        ("limit  may[salesperson]", "FC123"),
        ("limit  words", "FC108"),
        ("asked_by  salesperson, sales_manager", "FC123"),
        ("asked_by  salesperson", "FC113"),
        ("asked_by  discount_percent", "FC108"),
        ("asked_by  valid_to_on, else salesperson", "FC108"),
        ("asked_by  discount_requested_by, else salesman", "FC120"),
    ],
)
def test_mistakes_are_told(policy, line, code):
    word = line.split()[0]
    lines = [f"    {line}" if one.split()[:1] == [word] else one for one in TEXT.splitlines()]
    words = "parameter words by role\n    salesperson  yes\n"
    assert [one.code for one in policy(words + "\n".join(lines)).errors] == [code]


def test_a_limit_that_is_wrong_itself_is_no_mistake_of_the_authority(policy):
    found = policy(TEXT.replace("salesperson      2 %", "salesman         2 %")).diagnostics
    assert [one.code for one in found] == ["FC120"]
