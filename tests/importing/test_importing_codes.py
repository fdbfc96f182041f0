"""Every finding of importing and storing has a code of its own, and a page."""

from __future__ import annotations

import inspect

import pytest

from forecourt.core.diagnostics import importing, storing
from forecourt.core.diagnostics.diagnostic import Diagnostic
from forecourt.core.diagnostics.worded import Worded, shown

RANGES = {importing: range(330, 370), storing: range(400, 420)}

FINDINGS = [
    (module, found)
    for module in RANGES
    for _, found in inspect.getmembers(module, inspect.isclass)
    if issubclass(found, Diagnostic) and found not in (Diagnostic, Worded)
]


def test_codes_are_unique() -> None:
    codes = [found.code for _, found in FINDINGS]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(("module", "found"), FINDINGS)
def test_a_code_is_of_its_range_and_has_a_page(module: object, found: type[Worded]) -> None:
    assert int(found.code.removeprefix("FC")) in RANGES[module]
    page = inspect.getdoc(found) or ""
    for heading in ("What it means:", "Why it matters:", "Example:", "Instead:"):
        assert heading in page
    assert found.says[0] in "`{" or not found.says[0].isupper()
    assert not found.says.endswith(".")


@pytest.mark.parametrize(
    ("text", "line"),
    [("a\nb", "a\\nb"), ("x" * 99, "x" * 57 + "..."), ("\udc81", "\\x81"), ("王", "王")],
)
def test_what_a_user_wrote_is_shown_on_one_line(text: str, line: str) -> None:
    assert shown(text) == line
