"""Mistakes: what is said, and what is underlined."""

import re

import pytest

CLAUSE = "require x\n    when "


@pytest.mark.parametrize(
    ("clause", "code", "underlined"),
    [
        ("a == b", "FC011", "=="),
        ("a && b", "FC011", "&&"),
        ("a || b", "FC011", "||"),
        ("a <> b", "FC011", "<>"),
        ("a =< b", "FC011", "=<"),
        ("a => b", "FC011", "=>"),
        ("a ≤ b", "FC011", "≤"),
        ("!a", "FC013", "!"),
        ("a // b", "FC013", "//"),
        ("{a}", "FC013", "{"),
        ("a;", "FC013", ";"),
        ("a: b", "FC013", ":"),
        ("a，b", "FC013", "，"),
        ("a = 5 €", "FC013", "€"),
        ("a @ b", "FC007", "@"),
        ("a .b", "FC007", ".b"),
        ("a = true", "FC012", "true"),
        ("a = False", "FC012", "False"),
        ("a = null", "FC012", "null"),
        ("if a", "FC012", "if"),
        ("a is none", "FC033", "is none"),
        ("a is not empty", "FC033", "is not empty"),
        ("a is b", "FC033", "is b"),
        ("a < b < c", "FC029", "<"),
        ("a = b is known", "FC029", "is known"),
        ("a and", "FC024", "and"),
        ("not", "FC024", "not"),
        ("a >= and b", "FC024", ">="),
        ("a and or b", "FC024", "and"),
        ("a,, b", "FC024", ","),
        ("a,", "FC024", ","),
        ("count of a +", "FC024", "+"),
        ("(a and)", "FC024", "and"),
        ("= b", "FC025", "="),
        ("and b", "FC025", "and"),
        ("is known", "FC025", "is known"),
        (", b", "FC025", ","),
        ("(a b)", "FC026", "b"),
        ("(a 5)", "FC026", "5"),
        ("(a -5)", "FC017", "-5"),
        ("(a -b)", "FC017", "-"),
        ("a- 5", "FC017", "-"),
        ("(a from b)", "FC027", "from"),
        ("a in ()", "FC028", "("),
        ("limit[]", "FC028", "["),
        ("a = (b, c)", "FC030", "(b, c)"),
        ("(a, b) and c", "FC030", "(a, b)"),
        ("(a, b)", "FC030", "(a, b)"),
        ("f((a, b))", "FC030", "(a, b)"),
        ("a = b .. c", "FC031", ".."),
        ("f(1 .. 2)", "FC031", "1 .. 2"),
        ("(1 .. 2) + 3", "FC031", "1 .. 2"),
        ("any a + b where c", "FC032", "where"),
        ("a = not b", "FC032", "not"),
        ("full years from a", "FC032", "full years from"),
        ("a, or b", "FC034", "or"),
        ("a, whichever first", "FC034", "whichever first"),
        ("the later of a", "FC034", "the later of"),
        ('(en "a")', "FC036", 'en "a"'),
        ("limit [H]", "FC020", "["),
        ("a.f(x)", "FC020", "("),
        ("(a)(b)", "FC020", "("),
        ("(a or b", "FC018", "("),
        ("limit[a", "FC018", "["),
        ("a)", "FC019", ")"),
        ("(a]", "FC019", "]"),
        ('"a', "FC008", '"a'),
        ("'a'", "FC010", "'"),
        ("“a”", "FC010", "“"),
        (r'"a\d"', "FC009", r"\d"),
        (r'x = en "a\d"', "FC009", r"\d"),
    ],
)
def test_a_mistake_is_underlined_where_it_is(mistakes, clause, code, underlined):
    found = mistakes(CLAUSE + clause)
    assert found[0] == (code, underlined)
    assert {code for code, _ in found} == {code}


@pytest.mark.parametrize(
    ("text", "code", "underlined"),
    [
        ("  note x", "FC021", "  "),
        ('"note"', "FC023", '"'),
        ("5 days", "FC023", "5"),
        ("note x\n    a y\n  b z", "FC022", "  "),
        ("note x\n    a y\n        b z\n      c z", "FC022", "      "),
        ("note x\n\ta y", "FC006", "\t"),
        ("note x\n    a\ty", "FC006", "\t"),
        ("note (a,\nnote b", "FC018", "("),
        ("note x\n    that (a\n    who b", "FC018", "("),
        ("note x = 3", "", ""),
        ("if x", "FC012", "if"),
        ("note\u00a0x", "FC007", "\u00a0"),
    ],
)
def test_a_line_that_is_laid_out_wrongly_is_underlined(mistakes, text, code, underlined):
    assert mistakes(text) == ([(code, underlined)] if code else [])


@pytest.mark.parametrize(
    ("clause", "message", "help_"),
    [
        ("a and", "`and` needs something after it", None),
        ("a == b", "`==` is not an operator here", "write `=`"),
        ("a = null", None, "ask with `is known` or `is not known` whether there is a value"),
        ("if a", None, "write `when`"),
        ("a is none", "`is none` is not a condition", "write `is not known`"),
        ("a is not null", None, "write `is known`"),
        (
            "a is b",
            None,
            "compare with `=` or `!=`; ask for a value with `is known` or `is not known`",
        ),
        ("a- 5", None, "write `a - 5` to subtract; a negative value is `-5` and stands alone"),
        ("(a -5)", None, "write `a - 5` to subtract; a negative value is `-5` and stands alone"),
        (
            "a < b < c",
            "`<` follows `<`: comparisons do not chain",
            "join two of them with `and`, or write `x in low .. high`",
        ),
        ("(a]", "`]` does not close `(`", "write `)`"),
    ],
)
def test_a_message_says_what_is_wrong_and_help_what_would_be_right(read, clause, message, help_):
    _, findings = read(CLAUSE + clause)
    assert message is None or findings[0].message == message
    assert findings[0].help == help_


def test_a_bracket_that_closes_another_names_both_places(read):
    _, [finding] = read("note x (a]")
    [(place, word)] = finding.related
    assert (place.column, word) == (8, "opened here")


def test_one_mistake_does_not_hide_or_cause_others(mistakes):
    text = """\
note x
    who    "unclosed (
    when   a &&
        b
    until  a [b
        who    c
note y
    who    d e == f
"""
    assert mistakes(text) == [
        ("FC008", '"unclosed ('),
        ("FC011", "&&"),
        ("FC018", "["),
        ("FC020", "["),
        ("FC011", "=="),
    ]


def test_messages_are_lower_case_one_line_and_know_no_terms_of_the_parser(read):
    samples = [
        "a = = b",
        "a b (",
        ")",
        "(",
        "a,",
        ",",
        "any",
        "any x where",
        "where",
        "(a where b)",
        "a[",
        "a[b",
        "f(",
        "f(,)",
        "f(a,)",
        "x in",
        "x in (",
        "..",
        "a ..",
        ".. a",
        "at least 3 of",
        'en "a" and',
        'a and en "b"',
        "a | b",
        "<= 3",
        "a → ",
        "-",
        "- a",
        "a -",
        "the later of",
        "the later of a,",
        "full years from a to",
        "date of",
        "not",
        "not )",
        "] a",
        "1 2 ( 3 4",
    ]
    terms = re.compile(r"[A-Z]{4,}|token|terminal|\bexpr|rsqb|lpar|\$END|Token\(")
    for sample in samples:
        _, findings = read(CLAUSE + sample)
        for finding in findings:
            for text in filter(None, (finding.message, finding.help)):
                assert not terms.search(text), (sample, text)
                assert text[0] == "`" or text[0].islower()
                assert not text.endswith(".")
                assert "\n" not in text
