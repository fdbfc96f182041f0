"""The pages of the reader's findings: each example gives exactly its code, each instead none."""

import inspect
import re
import textwrap

import pytest

from forecourt.core.diagnostics import Diagnostic, reading
from forecourt.core.syntax.read import decode, read_document, read_expression

PAGES = [getattr(reading, name) for name in reading.__all__]
REPEATED = re.compile(r"\{(.+?) \* (\d+)\}")
REPEATED_LINE = re.compile(r"^( *)\{(.+) \* (\d+)\}$", re.MULTILINE)
BYTE = re.compile(r"\{byte ([0-9A-F]{2})\}")


def sections(page):
    """Return the parts of a page by their headings."""
    parts = re.split(r"^(\w[\w ]+):$", inspect.getdoc(page), flags=re.MULTILINE)
    return dict(zip(parts[1::2], map(textwrap.dedent, parts[2::2]), strict=True))


def as_bytes(example):
    """Return an example as a file holds it, with what stands in braces written out."""
    lines = REPEATED_LINE.sub(lambda m: "\n".join([m[1] + m[2]] * int(m[3])), example)
    written = REPEATED.sub(lambda m: m[1] * int(m[2]), lines)
    pieces = BYTE.split(written)
    return b"".join(
        bytes.fromhex(piece) if odd else piece.encode()
        for piece, odd in zip(pieces, [False, True] * len(pieces), strict=False)
    )


def codes(example, *, as_expression):
    """Return the codes of all findings in an example."""
    example = textwrap.dedent(example.replace("\n\n", "\n")).strip("\n")
    text, findings = decode(as_bytes(example), "page")
    if not findings:
        reader = read_expression if as_expression else read_document
        _, findings = reader(text, "page")
    return {finding.code for finding in findings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_the_example_gives_exactly_this_finding_and_instead_none(page):
    parts = sections(page)
    as_expression = "Example as an expression" in parts
    kind = " as an expression" if as_expression else ""
    assert list(parts) == [
        "What it means",
        "Why it matters",
        f"Example{kind}",
        f"Instead{kind}",
    ]
    assert codes(parts[f"Example{kind}"], as_expression=as_expression) == {page.code}
    assert codes(parts[f"Instead{kind}"], as_expression=as_expression) == set()


def test_codes_are_those_of_the_reader_and_each_is_used_once():
    found = sorted(page.code for page in PAGES)
    assert found == [f"FC{number:03}" for number in range(1, len(PAGES) + 1)]


def test_every_finding_of_the_reader_has_its_page():
    modules = [module for _, module in inspect.getmembers(reading, inspect.ismodule)]
    classes = {
        each
        for module in modules
        for _, each in inspect.getmembers(module, inspect.isclass)
        if issubclass(each, Diagnostic) and each.__module__ == module.__name__
    }
    assert classes == set(PAGES)


def test_an_invisible_character_is_named_by_its_number(read_one):
    assert read_one("note\u200bx").message == "`U+200B` means nothing here"
    assert read_one("note @").message == "`@` means nothing here"


@pytest.fixture
def read_one():
    def finding(text):
        _, [only] = read_document(text, "page")
        return only

    return finding
