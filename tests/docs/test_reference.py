"""The pages of the reference are those that the code makes."""

import re
import runpy

import pytest

from forecourt.core.cli import reference_pages
from forecourt.core.cli.application import COMMANDS

LINK = re.compile(r"\]\(([\w./]*)(?:#([\w-]*))?\)")


@pytest.fixture(scope="module")
def made(project):
    """The pages that the code makes, by name."""
    return runpy.run_path(str(project / "docs" / "generate.py"))["pages"]()


@pytest.fixture(scope="module")
def folder(project):
    return project / "docs" / "reference"


def test_the_pages_are_fresh(made, folder):
    for name, text in made.items():
        assert (folder / name).read_text(encoding="utf-8") == text, "run `make docs`"


def test_there_is_no_page_that_nothing_makes(made, folder):
    assert {path.name for path in folder.iterdir()} == set(made)


def test_every_kind_role_function_model_and_command_has_its_section(made, registry):
    for page, names in {
        "kinds.md": registry.vocabulary.kinds,
        "functions.md": registry.vocabulary.functions,
        "records.md": registry.vocabulary.schema.models,
        "roles.md": (*registry.roles, *registry.phases),
        "commands.md": [f"forecourt {name}" for name in COMMANDS],
    }.items():
        headings = "\n".join(re.findall(r"^#+ .*$", made[page], flags=re.MULTILINE))
        assert [name for name in names if f"`{name}`" not in headings] == [], page


def test_every_finding_that_can_be_reported_has_its_section(made, registry):
    codes = {one["name"] for one in reference_pages.errors(registry)}
    assert set(re.findall(r"^## (FC\d+)$", made["errors.md"], flags=re.MULTILINE)) == codes


def test_every_link_between_the_documents_leads_somewhere(project):
    for page in (project / "docs").rglob("*.md"):
        for path, anchor in LINK.findall(page.read_text(encoding="utf-8")):
            target = page.parent / path if path else page
            assert target.exists(), f"{page.name}: {path}"
            if anchor:
                assert anchor in anchors(target), f"{page.name}: {path}#{anchor}"


def anchors(page):
    """Return the anchors that the headings of a page have."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
