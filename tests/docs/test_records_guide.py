"""The guide to record files: its files are read, and what is refused is refused as printed."""

from itertools import pairwise

import pytest

from forecourt.core.diagnostics.render import render


@pytest.fixture(scope="module")
def guide(project):
    return (project / "docs" / "records.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("root", ["customer", "store"])
def test_its_files_are_read(guide, blocks, registry, root):
    texts = [text for info, text in blocks(guide) if info == f"json {root}"]
    assert texts
    for text in texts:
        record, problems = registry.records.read_text(
            root, text, zone="Europe/Lisbon", currency="EUR"
        )
        assert [one.message for one in problems] == []
        assert record is not None


def test_what_is_wrong_is_said_as_printed(guide, blocks, registry):
    shown = [
        (wrong, said)
        for (info, wrong), (_, said) in pairwise(blocks(guide))
        if info == "json refused"
    ]
    assert shown
    for wrong, said in shown:
        _, problems = registry.records.read_text(
            "customer", wrong, zone="Europe/Lisbon", file="C1.json"
        )
        assert render(problems, {"C1.json": wrong}).strip() == said.strip()
