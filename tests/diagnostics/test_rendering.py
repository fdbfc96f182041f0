"""How findings are shown: with the line, the underline and what to do."""

import json
from dataclasses import dataclass
from typing import ClassVar

import pytest

from forecourt.core.diagnostics import Diagnostic, Place, Severity
from forecourt.core.diagnostics.render import as_json, render

FILE = "house/desk.rules"


@dataclass(frozen=True)
class Sample(Diagnostic):
    code: ClassVar[str] = "FC999"
    advice: str | None = None
    also: tuple = ()

    @property
    def message(self):
        return "nothing is called `exected_on`"

    @property
    def help(self):
        return self.advice

    @property
    def related(self):
        return self.also


@dataclass(frozen=True)
class Warned(Sample):
    severity: ClassVar[Severity] = Severity.WARNING


def shown(finding, text, **options):
    return render([finding], {FILE: text}, **options).split("\n")


def test_a_finding_shows_its_line_underlined_with_the_help_beside():
    text = "\n".join(["# line"] * 13 + ["    H    when exected_on <= today"])
    finding = Sample(Place(FILE, 14, 15, 10), advice="did you mean `expected_on`?")
    assert shown(finding, text) == [
        "error[FC999]: nothing is called `exected_on`",
        "  --> house/desk.rules:14:15",
        "   |",
        "14 |     H    when exected_on <= today",
        "   |               ^^^^^^^^^^ did you mean `expected_on`?",
    ]


def test_without_help_there_is_only_the_underline():
    assert shown(Sample(Place(FILE, 1, 3, 2)), "abcd")[-2:] == ["1 | abcd", "  |   ^^"]


def test_related_places_stand_below_with_their_word():
    finding = Sample(Place(FILE, 10, 1), also=((Place(FILE, 2, 6, 1), "first declared here"),))
    text = "note a\nnote b\n" + "\n" * 7 + "note c"
    assert shown(finding, text)[1:] == [
        "  --> house/desk.rules:10:1",
        "   |",
        "10 | note c",
        "   | ^",
        "  ::: house/desk.rules:2:6",
        "   |",
        " 2 | note b",
        "   |      ^ first declared here",
    ]


@pytest.mark.parametrize(
    ("line", "column", "length", "underline"),
    [
        ("客户 = 3", 1, 2, "^^^^"),
        ("客户 = 3", 4, 1, "     ^"),
        ('"我们" == x', 6, 2, "       ^^"),
        ("e\u0301te\u0301 @", 7, 1, "    ^"),
        ("\tx", 2, 1, " ^"),
        ("abc", 4, 1, "   ^"),
        ("abc", 2, 99, " ^^"),
    ],
)
def test_the_underline_fits_wide_and_combining_characters(line, column, length, underline):
    assert shown(Sample(Place(FILE, 1, column, length)), line)[-1] == f"  | {underline}"


def test_a_long_line_is_cut_around_the_span():
    line = "a " * 100 + "wrong" + " b" * 100
    at = Place(FILE, 1, 201, 5)
    [_, _, _, source, underline] = shown(Sample(at), line, width=60)
    assert source == "1 | ...a a a a wrong" + " b" * 18 + " ..."
    assert len(source) <= 60
    assert underline == "  |            ^^^^^"


def test_where_no_width_is_said_a_line_is_cut_all_the_same():
    source, underline = shown(Sample(Place(FILE, 1, 200_001, 5)), "ab " * 100_000)[3:]
    assert source.startswith("1 | ...")
    assert source.endswith("...")
    assert len(source) == 160
    assert underline == "  |            ^^^^^"
    short = "a" * 150
    assert shown(Sample(Place(FILE, 1, 1)), short)[3] == f"1 | {short}"


def test_a_span_wider_than_the_page_is_underlined_as_far_as_it_is_shown():
    source, underline = shown(Sample(Place(FILE, 1, 3, 500)), "x" * 600, width=40)[-2:]
    assert source == "1 | " + "x" * 33 + "..."
    assert underline == "  |   " + "^" * 31


def test_marks_that_take_no_column_do_not_fill_the_page():
    line = "e" + "\u0301" * 10_000 + " wrong"
    source, underline = shown(Sample(Place(FILE, 1, 10_003, 5)), line, width=40)[-2:]
    assert source.startswith("1 | ...")
    assert source.endswith("wrong")
    assert len(source) < 100
    assert underline.endswith("^" * 5)


def test_a_long_line_is_cut_only_at_its_end_if_the_span_is_near_its_beginning():
    source, underline = shown(Sample(Place(FILE, 1, 3, 2)), "客" * 100, width=30)[-2:]
    assert source == "1 | " + "客" * 11 + "..."
    assert underline == "  |     ^^^^"


@pytest.mark.parametrize("width", [0, 1, 10, 25])
def test_no_width_is_too_narrow(width):
    assert "^" in shown(Sample(Place(FILE, 1, 150, 5)), "x" * 200, width=width)[-1]


def test_a_place_without_its_text_shows_only_where_it_is():
    finding = Sample(Place("other.rules", 3, 2), advice="look there")
    assert shown(finding, "note") == [
        "error[FC999]: nothing is called `exected_on`",
        " --> other.rules:3:2",
        "  = look there",
    ]
    assert len(shown(Sample(Place(FILE, 99)), "note")) == 2


@pytest.mark.parametrize(
    ("sign", "written"),
    [
        ("\x1b", "\\x1b"),
        ("\x00", "\\x00"),
        ("\x9b", "\\x9b"),
        ("\r", "\\r"),
        ("\xa0", "\\xa0"),
        ("\u202e", "\\u202e"),
        ("\u2066", "\\u2066"),
        ("\u200b", "\\u200b"),
        ("\u2028", "\\u2028"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_what_cannot_be_seen_is_written_out(sign, written):
    assert shown(Sample(Place(FILE, 1, 2)), f"a{sign}b") == [
        "error[FC999]: nothing is called `exected_on`",
        " --> house/desk.rules:1:2",
        "  |",
        f"1 | a{written}b",
        f"  |  {'^' * len(written)}",
    ]


def test_what_is_written_out_counts_as_wide_as_it_is():
    line = "\u202e" * 30 + "wrong"
    source, underline = shown(Sample(Place(FILE, 1, 31, 5)), line, width=60)[3:]
    assert source == "1 | ...\\u202ewrong"
    assert underline == "  |          ^^^^^"


def test_nothing_of_a_file_reaches_the_terminal_unseen():
    @dataclass(frozen=True)
    class Loud(Sample):
        @property
        def message(self):
            return "`\x1b[2J\u202e` is\nnothing"

    name = "a\x1b]0;b\x07.rules"
    also = ((Place(name, 1), "first \x1b[31m"), (Place("\u2067.rules", 1), "second"))
    lines = render([Loud(Place(name, 1, 1), "try \x07", also)], {name: "x"}).split("\n")
    assert lines[0] == r"error[FC999]: `\x1b[2J\u202e` is\nnothing"
    assert lines[1] == r" --> a\x1b]0;b\x07.rules:1:1"
    assert lines[4] == r"  | ^ try \x07"
    assert lines[-2:] == [r" ::: \u2067.rules:1:1", "  = second"]
    assert all(line.isprintable() for line in lines)


def test_findings_are_parted_by_an_empty_line_and_none_is_nothing():
    one = Sample(Place("elsewhere", 1))
    assert render([one, one], {}).count("\n\n") == 1
    assert render([], {}) == ""


def test_severity_is_named_and_coloured():
    error, warning = Sample(Place(FILE, 1)), Warned(Place(FILE, 1))
    assert shown(warning, "note")[0].startswith("warning[FC999]: ")
    assert "\x1b[31merror[FC999]\x1b[0m" in shown(error, "note", colour=True)[0]
    assert "\x1b[33m^\x1b[0m" in shown(warning, "note", colour=True)[-1]
    assert "\x1b" not in "".join(shown(error, "note"))


def test_colour_changes_nothing_else():
    import re

    finding = Sample(Place(FILE, 1, 2, 3), "x", also=((Place(FILE, 2), "y"),))
    coloured = "\n".join(shown(finding, "abcdef\nghi", colour=True))
    assert re.sub("\x1b\\[[0-9]+m", "", coloured).split("\n") == shown(finding, "abcdef\nghi")


def test_findings_as_json():
    finding = Sample(Place(FILE, 4, 5, 6), "look", also=((Place("b.rules", 1), "here"),))
    assert json.loads(json.dumps(as_json([finding]))) == [
        {
            "code": "FC999",
            "severity": "error",
            "message": "nothing is called `exected_on`",
            "help": "look",
            "place": {"file": FILE, "line": 4, "column": 5, "length": 6},
            "related": [
                {
                    "place": {"file": "b.rules", "line": 1, "column": 1, "length": 1},
                    "message": "here",
                }
            ],
        }
    ]


def test_what_is_said_is_wrapped_where_a_width_is_given():
    finding = Sample(Place(FILE, 1, 3))
    assert render([finding], {}, width=40) == (
        f"error[FC999]: nothing is called\n  `exected_on`\n --> {FILE}:1:3"
    )
    assert render([finding], {}).startswith("error[FC999]: nothing is called `exected_on`\n")


def test_advice_that_does_not_fit_beside_the_span_stands_below_it():
    advised = Sample(Place(FILE, 1, 3, 4), "write the name of a field, or that of a statement")
    assert render([advised], {FILE: "ab cdef"}, width=40).splitlines()[-3:] == [
        "  |   ^^^^",
        "  = write the name of a field, or that",
        "    of a statement",
    ]
    assert render([advised], {FILE: "ab cdef"}).splitlines()[-1] == (
        "  |   ^^^^ write the name of a field, or that of a statement"
    )


def test_of_a_row_only_the_line_is_named():
    row = Sample(Place.of_row("rows.csv", 3))
    assert render([row], {}).endswith(" --> rows.csv:3")
    assert as_json([row])[0]["place"]["column"] is None
