"""The parser: from the tokens of a logical line's body to its parts."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

from lark import Lark, Transformer, UnexpectedToken
from lark.lexer import Lexer

from forecourt.core.diagnostics.reading import MisplacedList, TooDeep
from forecourt.core.syntax import nodes
from forecourt.core.syntax.expressions import (
    DEPTH_LIMIT,
    Group,
    build_item,
    build_part,
    plain,
    ungrouped,
)
from forecourt.core.syntax.literals import ReadingError
from forecourt.core.syntax.mistakes import mistake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lark.common import LexerConf

    from forecourt.core.syntax.nodes import Part
    from forecourt.core.syntax.tokens import Token

Sequences = tuple[tuple["Part", ...], ...]


def parse_body(tokens: list[Token]) -> Sequences:
    """Return the parts of a body, in the sequences that commas make.

    Raises:
        ReadingError: the tokens make no body.
    """
    if not tokens:
        return ()
    try:
        sequences = cast("Sequences", _parser().parse(tokens))
    except UnexpectedToken as unexpected:
        raise mistake(tokens, unexpected.token) from None
    _check_lists(sequences)
    if len(tokens) > DEPTH_LIMIT:
        _check_depth(sequences)
    return sequences


def _check_lists(sequences: Sequences) -> None:
    """Refuse lists in brackets that stand anywhere but after `of` or a name."""
    for sequence in sequences:
        for before, part in zip((None, *sequence), sequence, strict=False):
            if isinstance(part, nodes.Listing) and not _takes_list(before):
                raise ReadingError(MisplacedList(part.place))


def _takes_list(before: Part | None) -> bool:
    return isinstance(before, nodes.Name) or (
        isinstance(before, nodes.Mark) and before.word == "of"
    )


def _check_depth(sequences: Sequences) -> None:
    """Refuse trees that are too deep to be walked; as many tokens are needed to grow one."""
    pending: list[tuple[Any, int]] = [(part, 1) for sequence in sequences for part in sequence]
    while pending:
        node, depth = pending.pop()
        if depth > DEPTH_LIMIT:
            raise ReadingError(TooDeep(node.place, "expressions", DEPTH_LIMIT))
        for slot in node.__slots__:
            value = getattr(node, slot)
            children = value if isinstance(value, tuple) else (value,)
            pending += [(child, depth + 1) for child in children if hasattr(child, "place")]


class _Given(Lexer):
    """The lexer that has nothing to do: the scanner has made the tokens."""

    def __init__(self, _configuration: LexerConf) -> None:
        pass

    def lex(self, lexer_state: Any, *_: Any) -> Iterator[Any]:
        return iter(lexer_state)


@cache
def _parser() -> Lark:
    grammar = (files(__package__) / "grammar.lark").read_text("utf-8")
    return Lark(grammar, start="body", parser="lalr", lexer=_Given, transformer=_Builder())


class _Builder(Transformer[Any, Any]):
    """Makes the tree while the parser runs; each method is named in the grammar."""

    # Lists, grown in place

    def first(self, children: list[Any]) -> list[Any]:
        return children

    def append(self, children: list[Any]) -> list[Any]:
        grown: list[Any] = children[0]
        grown.append(children[1])
        return grown

    def append_last(self, children: list[Any]) -> list[Any]:
        grown: list[Any] = children[0]
        grown.append(children[2])
        return grown

    # Lines

    def body(self, children: list[list[list[Part]]]) -> Sequences:
        return tuple(tuple(sequence) for sequence in children[0])

    def empty_body(self, _children: list[Any]) -> Sequences:
        return ()

    def part(self, children: list[list[Any]]) -> Part:
        return build_part(children[0])

    def bound(self, children: list[Any]) -> Part:
        token, chain = children
        limit = plain(build_item(chain))
        return nodes.Bound(token.text, limit, token.place)

    def mark(self, children: list[Token]) -> Part:
        return nodes.Mark(children[0].text, children[0].place)

    def label(self, children: list[Token]) -> Part:
        language, text = cast("tuple[str, str]", children[0].value)
        return nodes.Label(language, text, children[0].place)

    # Operands

    def name(self, children: list[Token]) -> nodes.Name:
        token = children[0]
        return nodes.Name(token.text, token.place)

    def number(self, children: list[Token]) -> nodes.NumberLiteral:
        return nodes.NumberLiteral(children[0].text, children[0].place)

    def fixed(self, children: list[Token]) -> Any:
        return children[0].value

    quantity = fixed

    def text(self, children: list[Token]) -> nodes.TextLiteral:
        return nodes.TextLiteral(children[0].value, children[0].place)

    def day(self, children: list[Token]) -> nodes.DayLiteral:
        return nodes.DayLiteral(children[0].value, children[0].place)

    def moment(self, children: list[Token]) -> nodes.MomentLiteral:
        return nodes.MomentLiteral(children[0].value, children[0].place)

    def time(self, children: list[Token]) -> nodes.TimeLiteral:
        return nodes.TimeLiteral(children[0].value, children[0].place)

    def yes_no(self, children: list[Token]) -> nodes.YesNoLiteral:
        return nodes.YesNoLiteral(children[0].value, children[0].place)

    def group(self, children: list[Any]) -> Group:
        opening, items, closing = children
        return Group(tuple(items), opening.place.until(closing.place))

    def call(self, children: list[Any]) -> nodes.Call:
        function, items, _ = children
        arguments = tuple(plain(item) for item in items)
        return nodes.Call(function.value, arguments, function.place)

    def call_of_nothing(self, children: list[Token]) -> nodes.Call:
        return nodes.Call(children[0].value, (), children[0].place)

    def attribute(self, children: list[Any]) -> nodes.Attribute:
        of, field = children
        return nodes.Attribute(ungrouped(of), field.text, field.place)

    def index(self, children: list[Any]) -> nodes.Index:
        of, _, items, closing = children
        keys = tuple(plain(item) for item in items)
        return nodes.Index(ungrouped(of), keys, of.place.until(closing.place))

    def item(self, children: list[list[Any]]) -> nodes.Expression | nodes.Range:
        return build_item(children[0])
