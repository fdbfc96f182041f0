"""`forecourt decide` says when an outcome can change by itself, and what can change then."""

import json

import pytest


@pytest.fixture
def decide(ran, files):
    """Decide for a lead that is expected to buy on a day, by the pack of this folder."""

    def command(expected_on, *arguments, as_of="2026-03-01T09:00"):
        record = json.dumps({"id": "C1", "leads": [_lead(expected_on)]})
        where = ("--pack", files, "--store", "store.json", "--as-of", as_of)
        return ran("decide", "-", *where, *arguments, stdin=record)

    return command


def _lead(expected_on):
    opened = {"id": "L1", "opened_at": "2026-02-01T10:00", "status": "not_signing_yet"}
    return opened if expected_on is None else {**opened, "expected_purchase_on": expected_on}


@pytest.mark.parametrize("engine", ["record", "explain"])
def test_the_next_change_is_a_moment_and_what_can_change_then(decide, engine):
    found = json.loads(decide("2026-04-05", "--json", "--engine", engine))
    assert found["decisions"][0]["value"] == "cold"
    assert found["next_change"] == {
        "at": "2026-03-06T00:00:00+00:00",
        "what": ["decision warmth lead:L1"],
    }


def test_at_that_moment_the_outcome_is_another_one(decide):
    found = json.loads(decide("2026-04-05", "--json", as_of="2026-03-06T00:00"))
    assert found["decisions"][0]["value"] == "mild"


def test_the_moment_has_the_offset_of_the_stores_clock_then(decide):
    found = json.loads(decide("2026-04-05", "--json", as_of="2026-03-06T00:00"))
    assert found["next_change"]["at"] == "2026-03-29T00:00:00+00:00"
    later = json.loads(decide("2026-04-06", "--json", as_of="2026-03-07T00:00"))
    assert later["next_change"]["at"] == "2026-03-30T00:00:00+01:00"


def test_where_nothing_can_change_it_is_null(decide):
    assert json.loads(decide("2026-03-02", "--json"))["next_change"] is None
    assert json.loads(decide(None, "--json"))["next_change"] is None


def test_people_are_told_too(decide):
    assert "next change\n  2026-03-06 00:00  decision warmth lead:L1" in decide("2026-04-05")
    assert "next change" not in decide(None)
