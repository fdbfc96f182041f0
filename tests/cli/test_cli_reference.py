"""`reference`."""

import pytest

PAGES = ("kinds", "roles", "phases", "functions", "types", "errors")


def test_without_a_topic_the_topics_are_listed(ran, document):
    topics = document("reference")["topics"]
    assert set(PAGES) | {"record", "store"} == set(topics)
    for topic, doc in topics.items():
        assert f"{topic}\n    {doc}\n" in ran("reference")


def test_the_schemas_of_the_files_are_printed(document):
    assert document("reference", "record")["title"] == "customer"
    assert document("reference", "store")["title"] == "store"


@pytest.mark.parametrize("topic", PAGES)
def test_each_page_is_there_for_people_and_programs(ran, document, topic):
    entries = document("reference", topic)[topic]
    assert entries
    shown = ran("reference", topic)
    for entry in entries:
        assert f"{entry['name']}\n" in shown


def test_kinds_come_with_their_clauses(document):
    kinds = {one["name"]: one for one in document("reference", "kinds")["kinds"]}
    task = kinds["task"]
    assert task["form"] == 'task NAME for SUBJECT [when CONDITION] "label"'
    clauses = {one["name"]: one for one in task["clauses"]}
    assert clauses["escalate"]["occurs"] == "any number of times"
    assert clauses["due"]["doc"]
    assert {"decide", "define", "score", "require", "note"} <= set(kinds)


def test_phases_are_in_their_order(document):
    positions = [one["position"] for one in document("reference", "phases")["phases"]]
    assert positions == list(range(1, 11))


def test_the_page_of_an_error_says_why_and_what_instead(ran):
    shown = ran("reference", "FC605")
    for heading in ("What it means:", "Why it matters:", "Example:", "Instead:"):
        assert heading in shown


def test_every_code_is_of_one_finding(document):
    codes = [one["name"] for one in document("reference", "errors")["errors"]]
    assert len(codes) == len(set(codes))


def test_every_finding_about_usage_has_a_whole_page(document):
    pages = {one["name"]: one["doc"] for one in document("reference", "errors")["errors"]}
    usage = {code: doc for code, doc in pages.items() if code.startswith("FC6")}
    assert usage
    for doc in usage.values():
        for heading in ("What it means:", "Why it matters:", "Example:", "Instead:"):
            assert heading in doc


def test_an_unknown_topic_is_answered_with_the_nearest(run):
    result = run("reference", "kind")
    assert result.exit_code == 2
    assert result.stderr == "error[FC605]: no topic is called `kind`\n  did you mean `kinds`?\n"
