"""Literals: numbers, quantities, dates, times, texts and labels."""

import pytest

from forecourt.core.syntax import nodes


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("5", "#5"),
        ("2.50", "#2.50"),
        ("1.0.0", "#1.0.0"),
        ("2026.10", "#2026.10"),
        ("7 days", "#7_days"),
        ("7    days", "#7_days"),
        ("2 working days", "#2_working_days"),
        ("1 working  day", "#1_working_day"),
        ("2 %", "#2_%"),
        ("2%", "#2_%"),
        ("12.5 %", "#12.5_%"),
        ("15000 km", "#15000_km"),
        ("60 km/h", "#60_km/h"),
        ("20 °C", "#20_°C"),
        ("500 EUR", "#500_EUR"),
        ("3 часа", "#3_часа"),
        ("2026-03-01", "2026-03-01"),
        ("2026-03-01 09:30", "2026-03-01T09:30:00"),
        ("2026-03-01T09:30", "2026-03-01T09:30:00"),
        ("2026-03-01T09:30:15", "2026-03-01T09:30:15"),
        ("09:30", "09:30"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_a_literal_is_what_it_says(expression, text, tree):
    assert expression(text) == tree


@pytest.mark.parametrize(
    ("line", "tree"),
    [
        ("3 of a", "#3 <of> a"),
        ("3 and b", "(and #3 b)"),
        ("3 from a", "#3 <from> a"),
        ("3 in b", "(In #3 [b] False)"),
        ("3 days..5 days", "(Range #3_days #5_days)"),
        ("3 x.y", "#3 x.y"),
    ],
)
def test_a_reserved_word_or_a_record_is_no_unit(outline, line, tree):
    assert outline(f"k {line}") == f"k {tree}"


def test_literals_keep_what_was_written(read):
    document, _ = read("pack p 2026.10\nset x  -2.50 %")
    (_, version), (_, share) = (each.body.sequences[0] for each in document.statements)
    assert version == nodes.NumberLiteral("2026.10", version.place)
    assert share == nodes.QuantityLiteral("-2.50", "%", share.place)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r'"a \"b\" \\ c"', 'a "b" \\ c'),
        (r'"a\nb\tc"', "a\nb\tc"),
        ('"# no comment"', "# no comment"),
        ('""', ""),
        ('"Joa\u0303o"', "Jo\u00e3o"),
    ],
)
def test_texts_resolve_escapes_and_are_in_normal_form(read, written, text):
    document, findings = read(f"note n {written}")
    assert not findings
    assert document.statements[0].body.sequences[0][1].text == text


@pytest.mark.parametrize(
    ("line", "tree"),
    [
        ('"text"', '"text"'),
        ('en "one", zh "二"', 'en"one" , zh"二"'),
        ('pt_BR "um"', 'pt_BR"um"'),
        ('zh_Hant"一"', 'zh_Hant"一"'),
        ('x for lead "Call"', 'x <for> lead "Call"'),
        ('x by grade "Call"', 'x <by> grade "Call"'),
        ('t to "x"', 't <to> "x"'),
        ('paid "¥", delivered "V"', 'paid "¥" , delivered "V"'),
        ('when name = "Ann"', '<when> (= name "Ann")'),
        ('name in ("a", "b")', '(In name ["a" "b"] False)'),
    ],
)
def test_a_text_is_a_label_with_or_without_its_language(outline, line, tree):
    assert outline(f"k {line}") == f"k {tree}"


def test_a_label_is_told_from_a_text_in_an_expression(read):
    document, _ = read('note n "label" x = "text"')
    label, comparison = document.statements[0].body.sequences[0][1:]
    assert isinstance(label, nodes.Label)
    assert isinstance(comparison.right, nodes.TextLiteral)


@pytest.mark.parametrize(
    ("text", "help_"),
    [
        ("2026-02-30", "that month goes from 01 to 28"),
        ("2024-02-30", "that month goes from 01 to 29"),
        ("9999-12-32", "that month goes from 01 to 31"),
        ("2026-13-01", "months go from 01 to 12"),
        ("0000-01-01", "years begin with 0001"),
        ("25:00", "a day goes from 00:00 to 23:59:59"),
        ("2026-03-01 24:00", "a day goes from 00:00 to 23:59:59"),
        ("1_000", "write `1000`"),
        ("1,000", "write `1000`"),
        ("15km", "write `15 km`"),
        ("1.5h", "write `1.5 h`"),
        ("3.x", "a number has digits and one point, and a space before its unit: `2.5 hours`"),
        ("2026-3-1", "write `2026-03-01`"),
        ("9:30", "write `09:30`"),
        ("03/03/2026", "write `2026-03-03`"),
        ("03/04/2026", "write `2026-03-01`, `2026-03-01 09:30` or `09:30`, without a zone"),
        ("2026-03-01T09:30Z", "write `2026-03-01`, `2026-03-01 09:30` or `09:30`, without a zone"),
        (
            "2026-03-01T09:30+01:00",
            "write `2026-03-01`, `2026-03-01 09:30` or `09:30`, without a zone",
        ),
    ],
)
def test_a_literal_that_is_none_gets_advice_of_its_own(read, text, help_):
    _, findings = read(f"set x  {text}")
    assert [finding.help for finding in findings] == [help_]
    assert findings[0].place.length == len(text)
