"""What the guides for contributors point at is there."""

import re

import pytest


@pytest.fixture(scope="module")
def contributing(project):
    return (project / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_path_in_the_table_of_changes_exists(project, contributing):
    table = [line for line in contributing.splitlines() if line.startswith("|")]
    paths = re.findall(r"`([\w./-]+(?:/|\.\w+))`", "\n".join(table))
    assert "core/hooks.py" in paths
    assert [path for path in paths if path != ".rules" and not (project / path).exists()] == []


def test_every_decision_stands_in_the_index(project):
    decisions = project / "docs" / "decisions"
    index = (decisions / "README.md").read_text(encoding="utf-8")
    pages = {path.name for path in decisions.glob("0*.md")}
    assert set(re.findall(r"\((\S+\.md)\)", index)) == pages


def test_a_decision_has_its_three_parts_under_a_numbered_title(project):
    for page in (project / "docs" / "decisions").glob("0*.md"):
        headings = re.findall(r"^#+ .*$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert headings[0].startswith(f"# {page.name[:4]} "), page.name
        needed = ["## Context", "## Decision", "## Consequences"]
        assert [one for one in headings if one in needed] == needed, page.name
