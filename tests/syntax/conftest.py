"""What every test of reading needs: a short way to write a tree down, and to name a finding."""

from dataclasses import fields, is_dataclass

import pytest

from forecourt.core.syntax import nodes
from forecourt.core.syntax.read import read_document, read_expression

FILE = "sample.rules"


def _operation(node):
    operands = getattr(node, "operands", None) or (node.left, node.right)
    return _listed(node.operator, *operands)


def _label(node):
    return f'{getattr(node, "language", None) or ""}"{node.text}"'


SHAPES = {
    nodes.Name: lambda node: node.text,
    nodes.NumberLiteral: lambda node: f"#{node.text}",
    nodes.QuantityLiteral: lambda node: f"#{node.number}_{node.unit.replace(' ', '_')}",
    nodes.TextLiteral: _label,
    nodes.Label: _label,
    nodes.DayLiteral: lambda node: node.value.isoformat(),
    nodes.MomentLiteral: lambda node: node.value.isoformat(),
    nodes.TimeLiteral: lambda node: node.value.isoformat("minutes"),
    nodes.YesNoLiteral: lambda node: "yes!" if node.value else "no!",
    nodes.Mark: lambda node: f"<{node.word}>",
    nodes.Attribute: lambda node: f"{_shape(node.of)}.{node.name}",
    nodes.Comparison: _operation,
    nodes.Arithmetic: _operation,
    nodes.Logic: _operation,
    tuple: lambda node: f"[{' '.join(map(_shape, node))}]",
}


def _shape(node):
    if type(node) in SHAPES:
        return SHAPES[type(node)](node)
    if not is_dataclass(node):
        return str(node)
    values = [getattr(node, entry.name) for entry in fields(node) if entry.name != "place"]
    return _listed(type(node).__name__, *values)


def _listed(word, *operands):
    return f"({' '.join([word, *map(_shape, operands)])})"


def _body(body):
    return " , ".join(" ".join(map(_shape, sequence)) for sequence in body.sequences)


def _line(line, depth):
    head = line.head.text if line.head else "_"
    rest = _body(line.body)
    own = "  " * depth + (f"{head} {rest}" if rest else head)
    return [own, *(text for nested in line.nested for text in _line(nested, depth + 1))]


def _statement(statement):
    first = f"{statement.kind.text} {_body(statement.body)}".rstrip()
    return "\n".join([first, *(text for line in statement.lines for text in _line(line, 1))])


@pytest.fixture(scope="session")
def read():
    """Return a document and its findings."""
    return lambda text: read_document(text, FILE)


@pytest.fixture(scope="session")
def outline(read):
    """Return what a text without mistakes says: a line of output for each logical line.

    Values are written as they are, numbers with `#`, marks as `<by>`, a row without a head as `_`,
    operators before their operands.
    """

    def written(text):
        document, findings = read(text)
        assert not findings, [finding.message for finding in findings]
        return "\n".join(map(_statement, document.statements))

    return written


@pytest.fixture(scope="session")
def expression():
    """Return what an expression without mistakes says, operators before their operands."""

    def written(text):
        node, findings = read_expression(text, FILE)
        assert not findings, [finding.message for finding in findings]
        return _shape(node)

    return written


@pytest.fixture(scope="session")
def mistakes(read):
    """Return (code, underlined text) of each finding in a text."""

    def found(text):
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        _, findings = read(text)
        return [
            (finding.code, _underlined(lines[finding.place.line - 1], finding.place))
            for finding in findings
        ]

    return found


def _underlined(line, place):
    return line[place.column - 1 : place.column - 1 + place.length]
