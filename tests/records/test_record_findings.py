"""The page of each finding about records tells the truth: its example has it, the other not."""

import inspect
import re
from textwrap import dedent

import pytest

from forecourt.core.diagnostics import Diagnostic, models, records
from forecourt.core.hooks import Extension
from forecourt.core.records import models as language
from forecourt.core.records.build import build_records


def pages(module):
    """Return the findings that a module defines."""
    classes = (found for _, found in inspect.getmembers(module, inspect.isclass))
    return [found for found in classes if issubclass(found, Diagnostic) and "code" in vars(found)]


OF_FILES, OF_MODELS = pages(records), pages(models)
PAGES = OF_FILES + OF_MODELS


def section(page, heading):
    """Return the text below a heading of a page."""
    text = inspect.cleandoc(page.__doc__)
    found = re.search(rf"^{heading}:\n((?:    .*\n?|\n)+)", text, re.MULTILINE)
    return dedent(found[1]).strip()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_each_page_has_its_headings(page):
    for heading in ("What it means", "Why it matters", "Example", "Instead"):
        assert section(page, heading)


def test_codes_are_in_the_range_of_records_and_each_stands_once():
    codes = sorted(page.code for page in PAGES)
    assert len(set(codes)) == len(codes)
    assert codes[0] >= "FC300"
    assert codes[-1] <= "FC329"


@pytest.mark.parametrize("page", OF_FILES, ids=lambda page: page.code)
def test_examples_of_record_files(library, page):
    def codes(text):
        _, findings = library.read_text("reader", text, zone="Europe/Lisbon")
        return [finding.code for finding in findings]

    assert codes(section(page, "Example")) == [page.code]
    assert codes(section(page, "Instead")) == []


@pytest.mark.parametrize("page", OF_MODELS, ids=lambda page: page.code)
def test_examples_of_models(declared, symbols, page):
    def codes(source):
        extensions = []
        names = vars(language) | {"Extension": lambda *given: extensions.append(Extension(*given))}
        before = set(names)
        exec(source, names)  # noqa: S102 - the examples are our own
        extending = {extension.fields for extension in extensions}
        added = [names[name] for name in names.keys() - before - {"__builtins__"}]
        others = [model for name, model in declared.items() if not name.startswith("loan")]
        together = [*others, *(model for model in added if model not in extending)]
        _, problems = build_records(together, extensions, symbols)
        return [problem.code for problem in problems]

    assert codes(section(page, "Example")) == [page.code]
    assert codes(section(page, "Instead")) == []
