"""Limits: what is too large is refused before it costs anything."""

import gc

import pytest

from forecourt.core.syntax.expressions import DEPTH_LIMIT
from forecourt.core.syntax.layout import FILE_LIMIT, LINE_LIMIT, TOKEN_LIMIT
from forecourt.core.syntax.read import decode
from forecourt.core.syntax.scanner import BRACKET_LIMIT


@pytest.mark.parametrize("letter", ["a", "я"])
def test_a_file_may_have_four_mebibytes(read, letter):
    lines = "# " + letter * 510 + "\n"
    fitting = lines * (FILE_LIMIT // len(lines.encode()))
    assert read(fitting)[1] == ()
    document, findings = read(fitting + lines)
    assert [finding.code for finding in findings] == ["FC002"]
    assert document.statements == ()


def test_a_line_may_have_two_thousand_characters(read):
    fitting = 'note n "' + "x" * (LINE_LIMIT - 9) + '"'
    assert read(fitting)[1] == ()
    document, findings = read("note m\n" + fitting.replace("x", "xx", 1) + "\n    who a\nnote o")
    assert [(finding.code, finding.place.line) for finding in findings] == [("FC003", 2)]
    assert (findings[0].place.column, findings[0].place.length) == (LINE_LIMIT + 1, 1)
    assert len(document.statements) == 2


def test_a_statement_may_have_four_thousand_tokens(read):
    row = "    " + ", ".join(["a"] * 100) + ",\n"
    tokens_of_row = 200
    fitting = "levels x b,\n" + row * (TOKEN_LIMIT // tokens_of_row - 1) + "    a\n"
    assert read(fitting)[1] == ()
    document, findings = read("note m\n" + fitting + row * 2 + "    )\n    who (\nnote o")
    assert [finding.code for finding in findings] == ["FC004"]
    assert [each.kind.text for each in document.statements] == ["note", "note"]


def test_sixty_four_brackets_may_be_open(mistakes, expression):
    def nested(depth):
        return "(" * depth + "a" + ")" * depth

    assert expression(nested(BRACKET_LIMIT)) == "a"
    assert mistakes(f"note {nested(BRACKET_LIMIT + 1)}") == [("FC005", "(")]


@pytest.mark.parametrize(
    "deep",
    [
        "not " * 150 + "a",
        "a" + " + a" * 150,
        "a" + ".b" * 150,
        "a" + " else a" * 150,
        "any a where " * 101 + "b",
        "f(-" * 60 + "a" + ")" * 60,
        "date of " * 120 + "a",
    ],
)
def test_expressions_nest_a_hundred_deep(mistakes, deep):
    assert {code for code, _ in mistakes(f"require x when {deep}")} == {"FC005"}


def test_expressions_of_a_hundred_levels_are_read(expression):
    assert expression("not " * (DEPTH_LIMIT - 1) + "a").count("Not") == DEPTH_LIMIT - 1
    assert expression(" and ".join(["a"] * 300)).startswith("(and a a")


def test_lines_nest_sixteen_deep(mistakes):
    lines = "\n".join(" " * depth + "a b" for depth in range(17))
    assert mistakes(lines) == []
    assert [code for code, _ in mistakes(lines + "\n" + " " * 17 + "a b")] == ["FC005"]


def test_bytes_that_are_no_utf8_are_found_with_their_place():
    text, findings = decode(b"note a\nnote Jo\xe3o", "f")
    assert text == "note a\nnote Jo"
    assert [(each.code, each.place.line, each.place.column) for each in findings] == [
        ("FC001", 2, 8)
    ]
    assert decode("note João".encode(), "f") == ("note João", ())


@pytest.mark.parametrize("enabled", [True, False])
def test_reading_leaves_the_garbage_collector_as_it_was(read, enabled):
    was_enabled = gc.isenabled()
    try:
        gc.enable() if enabled else gc.disable()
        read("note x")
        assert gc.isenabled() is enabled
    finally:
        gc.enable() if was_enabled else gc.disable()
