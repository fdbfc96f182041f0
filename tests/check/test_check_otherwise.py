"""`otherwise` and values that stand alone, by how many rows count."""

import pytest

POINTS = """
score total for reader
    10
    5 when active
    1 when points > 3
"""
LISTED = """
decide shelves for reader
    gives shelf
    hit {hit}
    novels     otherwise
    maps       when active
    novels     when points > 3
"""


def test_a_value_alone_counts_beside_other_rows_of_a_score(decide):
    assert decide(POINTS, {"active": False, "points": 1})["total", "R1"] == 10
    assert decide(POINTS, {"active": True, "points": 1})["total", "R1"] == 15


def test_otherwise_counts_in_a_score_where_no_other_row_does(decide):
    text = "score marks for reader\n    5 when active\n    1 otherwise\n"
    assert decide(text, {"active": True})["marks", "R1"] == 5
    assert decide(text, {"active": False})["marks", "R1"] == 1
    assert decide(text, {})["marks", "R1"] == (1, "reader:R1.active")


@pytest.mark.parametrize(
    ("reader", "every"),
    [
        ({"active": True, "points": 9}, ("maps", "novels")),
        ({"active": True, "points": 1}, ("maps",)),
        ({"active": False, "points": 1}, ("novels",)),
    ],
)
def test_otherwise_is_listed_where_no_other_row_is(decide, reader, every):
    assert decide(LISTED.format(hit="all"), reader)["shelves", "R1"] == every
    assert decide(LISTED.format(hit="unique"), reader)["shelves", "R1"] == every[0]


def test_no_row_is_out_of_reach_where_all_rows_count(findings):
    assert findings(POINTS) == []
    assert findings(LISTED.format(hit="all")) == []
    assert findings(LISTED.format(hit="unique")) == []


def test_a_row_below_otherwise_is_out_of_reach_where_the_first_counts(findings):
    ((_, underlined),) = findings(LISTED.format(hit="first"))
    assert underlined == "maps       when active"


def test_what_lists_all_rows_is_a_list_to_those_that_read_it(decide):
    text = LISTED.format(hit="all") + "decide has_maps for reader\n    shelves has maps\n"
    assert decide(text, {"active": True, "points": 1})["has_maps", "R1"] is True
    assert decide(text, {"active": False, "points": 1})["has_maps", "R1"] is False


def test_figures_are_listed_as_well(decide):
    text = "decide steps for reader\n    hit all\n    3 when active\n    4 when points > 3\n"
    assert decide(text, {"active": True, "points": 9})["steps", "R1"] == (3, 4)
