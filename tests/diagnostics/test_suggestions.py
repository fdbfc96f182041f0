"""Which names are suggested for a wrong one, and which article goes before a word."""

import pytest

from forecourt.core.diagnostics.articles import with_article
from forecourt.core.diagnostics.diagnostic import did_you_mean, suggestions

NAMES = ("salesperson", "sales_manager", "stock_keeper", "arrived_at", "agreed_at", "hot", "cold")


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("salesman", ("sales_manager", "salesperson")),
        ("sales_person", ("salesperson",)),
        ("arived_at", ("arrived_at",)),
        ("hto", ("hot",)),
        ("hot", ("hot",)),
        ("somebody", ()),
    ],
)
def test_the_nearest_name_is_suggested_and_those_about_as_near(word, near):
    assert suggestions(word, NAMES) == near


def test_three_names_at_most_are_suggested():
    assert suggestions("pace", ["pact", "pack", "page", "pale"]) == ("pale", "page", "pact")


def test_a_question_names_all_that_are_suggested():
    assert did_you_mean("hto", NAMES) == "did you mean `hot`?"
    assert did_you_mean("salesman", NAMES) == "did you mean `sales_manager` or `salesperson`?"
    three = ["pact", "pack", "page"]
    assert did_you_mean("pace", three) == "did you mean `page`, `pact` or `pack`?"
    assert did_you_mean("somebody", NAMES) is None


@pytest.mark.parametrize(
    "said",
    ["an `order`", "a `loan`", "an hour", "a unit", "a user", "an object", "a one", "a yes/no"],
)
def test_the_article_is_that_of_the_sound(said):
    assert with_article(said.partition(" ")[2]) == said
