"""Ready-made readers for the lines of statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.check import expressions
from forecourt.core.check.wording import misplaced, misplaced_line
from forecourt.core.plan import nodes as plan
from forecourt.core.syntax import nodes as syntax

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.values.types import Type

NOT_EXPRESSIONS = (syntax.Mark, syntax.Label, syntax.Range, syntax.Bound, syntax.Listing)
"""The parts of a line that are no expressions."""


def condition(line: syntax.Line, context: Context) -> Expr:
    """Return the condition that is the line."""
    return expressions.condition(only_expression(line, context, "a condition"), context)


def value(line: syntax.Line, context: Context) -> Expr:
    """Return the value that is the line, of any type."""
    return expressions.value(only_expression(line, context, "a value"), context)


def value_of(expected: Type) -> Callable[[syntax.Line, Context], Expr]:
    """Return a reader of a value of one type."""

    def read(line: syntax.Line, context: Context) -> Expr:
        node = only_expression(line, context, expressions.describe_type(expected))
        return expressions.value_of_type(node, context, expected)

    return read


def symbol(type_name: str) -> Callable[[syntax.Line, Context], str]:
    """Return a reader of one value of a symbol type, as its name."""

    def read(line: syntax.Line, context: Context) -> str:
        node = only_expression(line, context, f"a value of `{type_name}`")
        return symbol_named(node, type_name, context)

    return read


def symbol_named(node: syntax.Part, type_name: str, context: Context) -> str:
    """Return the value of a symbol type that a name stands for, whatever else it might mean."""
    of = context.assembly.symbols[type_name]
    if isinstance(node, syntax.Name) and node.text in of.values:
        return node.text
    found = expressions.value_of_type(node, context, of)  # type: ignore[arg-type]
    if not isinstance(found, plan.Const):
        context.fail(misplaced(node, f"one value of `{type_name}` by name"))
    name: str = found.value
    return name


def words(line: syntax.Line, context: Context) -> tuple[str, ...]:
    """Return a list of names, also with dots (`crm.grade.o, crm.grade.h`)."""
    return tuple(
        dotted_name(part, context) for sequence in line.body.sequences for part in sequence
    )


def word(line: syntax.Line, context: Context) -> str:
    """Return the single name that is the line."""
    found = words(line, context)
    if len(found) != 1:
        context.fail(misplaced_line(line, "one name"))
    return found[0]


def dotted_name(part: syntax.Part, context: Context) -> str:
    """Return a name with its dots as written."""
    match part:
        case syntax.Name(text=text):
            return text
        case syntax.NumberLiteral(text=text):
            return text
        case syntax.Attribute(of=of, name=name):
            return f"{dotted_name(of, context)}.{name}"
        case _:
            context.fail(misplaced(part, "a name"))


@dataclass(frozen=True, slots=True)
class Texts:
    """A text in one or several languages; `""` is the pack's own."""

    by_language: dict[str, str]


def texts(line: syntax.Line, context: Context) -> Texts:
    """Return the texts of the line by language; `""` where none is named."""
    found: dict[str, str] = {}
    for sequence in line.body.sequences:
        for part in sequence:
            match part:
                case syntax.Label(language=language, text=text):
                    found[language or ""] = text
                case syntax.TextLiteral(text=text):
                    found[""] = text
                case _:
                    context.fail(misplaced(part, 'a text in `"..."`'))
    if not found:
        context.fail(misplaced_line(line, 'a text in `"..."`'))
    return Texts(found)


def only_expression(line: syntax.Line, context: Context, expected: str) -> syntax.Expression:
    """Return the single expression that a line holds."""
    parts = tuple(part for sequence in line.body.sequences for part in sequence)
    return single(parts, line, context, expected)


def split_at_marks(
    sequence: tuple[syntax.Part, ...],
) -> tuple[tuple[syntax.Part, ...], dict[str, tuple[syntax.Part, ...]]]:
    """Return the parts before the first mark, and those after each mark, by its word."""
    before: list[syntax.Part] = []
    after: dict[str, list[syntax.Part]] = {}
    current = before
    for part in sequence:
        if isinstance(part, syntax.Mark):
            current = after.setdefault(part.word, [])
        else:
            current.append(part)
    return tuple(before), {word: tuple(parts) for word, parts in after.items()}


def single(
    parts: tuple[syntax.Part, ...], line: syntax.Line, context: Context, expected: str
) -> syntax.Expression:
    """Return the only one of several parts."""
    if not parts:
        context.fail(misplaced_line(line, expected))
    first = parts[0]
    if isinstance(first, NOT_EXPRESSIONS):
        context.fail(misplaced(first, expected))
    if len(parts) > 1:
        context.fail(misplaced(parts[1], expected))
    return first
