"""The grammar has no conflict, and what it declares is what the scanner makes."""

import re
from importlib.resources import files

import pytest
from lark import Lark
from lark.exceptions import GrammarError

from forecourt.core.syntax import nodes
from forecourt.core.syntax.marks import MARKS, RESERVED

GRAMMAR = (files("forecourt.core.syntax") / "grammar.lark").read_text("utf-8")


def test_the_grammar_has_no_conflict():
    Lark(GRAMMAR, start="body", parser="lalr", strict=True)


def test_a_conflict_would_be_found():
    ambiguous = GRAMMAR.replace(
        "| chain POSTFIX ", "| chain INFIX chain -> append\n | chain POSTFIX"
    )
    with pytest.raises(GrammarError, match="conflict"):
        Lark(ambiguous, start="body", parser="lalr", strict=True)


def test_every_mark_is_read_as_one(read):
    for word in sorted(MARKS):
        document, findings = read(f"kind a {word} b")
        assert not findings
        mark = document.statements[0].body.sequences[0][1]
        assert isinstance(mark, nodes.Mark)
        assert mark.word == word


def test_no_reserved_word_is_a_name(read):
    for word in sorted(RESERVED - {"yes", "no"}):
        document, _ = read(f"kind a {word} b")
        parts = [part for each in document.statements for part in each.body.sequences[0]]
        assert not any(isinstance(part, nodes.Name) and part.text == word for part in parts)


def test_every_terminal_is_declared_once():
    declared = re.findall(r"^%declare (.*)$", GRAMMAR, re.MULTILINE)
    names = " ".join(declared).split()
    assert sorted(names) == sorted(set(names))
