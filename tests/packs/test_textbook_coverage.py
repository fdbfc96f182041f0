"""Every rule of the source has a statement or a stated reason why not; no rule is told twice."""

import tomllib
from collections import Counter

import pytest

from forecourt.core.check.clauses import dotted_name
from forecourt.core.syntax.nodes import Label, Name

NEEDS_A_SOURCE = ("decide", "score", "task", "authority", "require", "note")


@pytest.fixture(scope="module")
def coverage(rules):
    return tomllib.loads((rules / "textbook" / "coverage.toml").read_text(encoding="utf-8"))["rule"]


@pytest.fixture(scope="module")
def textbook(statements):
    return statements("textbook")


@pytest.fixture(scope="module")
def carried_out(textbook):
    """Pairs of a rule's id and the statement that names it under `source`."""
    return [
        (dotted_name(part, None), name_of(statement))
        for statement in textbook
        for line in lines(statement, "source")
        for sequence in line.body.sequences
        for part in sequence
    ]


def name_of(statement):
    first = statement.body.sequences[0][0]
    return first.text if isinstance(first, Name) else None


def lines(statement, head):
    return [line for line in statement.lines if line.head and line.head.text == head]


def test_no_two_statements_carry_out_the_same_rule(carried_out):
    counted = Counter(rule for rule, _ in carried_out)
    assert [rule for rule, count in counted.items() if count > 1] == []


def test_the_table_names_the_statement_of_each_rule(coverage, carried_out):
    told = {entry["id"]: entry["statement"] for entry in coverage if "statement" in entry}
    assert told == dict(carried_out)


def test_a_rule_has_either_a_statement_or_a_reason(coverage):
    assert [
        entry["id"] for entry in coverage if ("statement" in entry) == ("reason" in entry)
    ] == []


def test_each_rule_is_in_the_table_once_with_its_slide(coverage):
    counted = Counter(entry["id"] for entry in coverage)
    assert max(counted.values()) == 1
    assert all(1 <= entry["slide"] <= 573 for entry in coverage)


def test_every_statement_says_where_it_comes_from(textbook):
    silent = [
        name_of(one)
        for one in textbook
        if one.kind.text in NEEDS_A_SOURCE and not lines(one, "source") and not lines(one, "cites")
    ]
    assert silent == []


@pytest.mark.parametrize("kind", ["decide", "score", "task", "authority", "parameter"])
def test_what_people_see_has_a_label_in_english_and_chinese(textbook, kind):
    labelled = {
        name_of(one): {
            part.language
            for sequence in one.body.sequences
            for part in sequence
            if isinstance(part, Label)
        }
        for one in textbook
        if one.kind.text == kind
    }
    assert labelled
    assert {name for name, languages in labelled.items() if languages != {"en", "zh"}} == set()
