"""Any text at all: reading ends, raises nothing, and what it finds has a place in the text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from forecourt.core.syntax.read import decode, read_document, read_expression

WORDS = """
    a b H when and or not in is known where else latest any no every count of at least 3 all
    ( ) [ ] f( x[ , .. . .y - -5 5 7 days 2 % "t" " en "x" 2026-03-01 2026-02-30 09:30 on after
    before to from by full years the later date role step has result reaches last this month
    present sample id whichever first other # | || -> → = < <= + * / ; { == ' é 中 а \\ 1_000
    required otherwise true null if
"""
PIECES = [*WORDS.split(), "\n", "\n    ", "\n        ", "\t", "\r\n", "  "]

texts = st.text() | st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_any_text_is_read_or_refused_with_findings_in_order(text):
    document, findings = read_document(text, "any")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    assert list(findings) == sorted(findings, key=lambda each: (each.place, each.code))
    for finding in findings:
        assert finding.message
        assert finding.help != ""
        line = lines[finding.place.line - 1]
        assert 1 <= finding.place.column <= len(line)
        assert finding.place.column - 1 + finding.place.length <= len(line)
    if not findings:
        starts = [line[:1] for line in lines if line.strip(" \t")]
        assert len(document.statements) == sum(start not in " \t#" for start in starts)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_any_expression_is_read_or_refused(text):
    node, findings = read_expression(text, "any")
    assert (node is None) == any(finding.severity.value == "error" for finding in findings)


@given(st.binary())
def test_any_bytes_are_decoded_or_refused(data):
    text, findings = decode(data, "any")
    assert findings or text.encode() == data
