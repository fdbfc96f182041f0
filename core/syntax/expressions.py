"""Expressions: from a flat chain of operands and operators to a tree, by precedence climbing.

From loose to tight: `, or ... , whichever` and `..` · `else` · `or` · `and` · `not` · comparisons,
`in`, `has`, `is known` (which do not chain) · `+ -` · `* /` · signs, aggregates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from forecourt.core.diagnostics.reading import (
    ChainedComparison,
    MisplacedList,
    MisplacedOperator,
    MisplacedRange,
    TooDeep,
    WhicheverIncomplete,
)
from forecourt.core.syntax import nodes
from forecourt.core.syntax.literals import ReadingError
from forecourt.core.syntax.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from forecourt.core.diagnostics.place import Place
    from forecourt.core.syntax.nodes import Expression, Range

DEPTH_LIMIT = 100
"""How deep an expression may nest; whoever walks a tree may recurse."""

ELSE, OR, AND, NOT, COMPARISON, SUM, PRODUCT, SIGN = range(1, 9)

LEVELS: dict[str, int] = {
    "else": ELSE,
    "or": OR,
    "and": AND,
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">="), COMPARISON),
    **dict.fromkeys(("in", "not in", "has", "has not", "reaches"), COMPARISON),
    **dict.fromkeys(("is known", "is not known"), COMPARISON),
    "+": SUM,
    "-": SUM,
    "*": PRODUCT,
    "/": PRODUCT,
}
"""How tightly each operator binds."""


@dataclass(frozen=True, slots=True)
class Group:
    """Something in brackets, of which only what is around it tells whether it is a list."""

    items: tuple[Expression | Range, ...]
    place: Place


def build_part(chain: Sequence[Any]) -> nodes.Part:
    """Return a part of a line: an expression, a range, a label or a list to choose from.

    Raises:
        ReadingError: the operators do not go together.
    """
    if len(chain) == 1:
        return _lone_part(chain[0])
    return _Climber(chain).whole()


def build_item(chain: Sequence[Any]) -> Expression | Range:
    """Return what stands between brackets or commas: an expression or a range.

    Raises:
        ReadingError: the operators do not go together.
    """
    if len(chain) == 1:
        return ungrouped(chain[0])
    return _Climber(chain).whole()


def ungrouped(operand: Any) -> Expression:
    """Return an operand, without the brackets if it has any.

    Raises:
        ReadingError: the brackets hold a list or a range.
    """
    if not isinstance(operand, Group):
        expression: Expression = operand
        return expression
    if len(operand.items) > 1:
        raise ReadingError(MisplacedList(operand.place))
    return plain(operand.items[0])


def plain(item: Expression | Range) -> Expression:
    """Return an item that is no range.

    Raises:
        ReadingError: it is one.
    """
    if isinstance(item, nodes.Range):
        raise ReadingError(MisplacedRange(item.place))
    return item


def _lone_part(operand: Any) -> nodes.Part:
    if isinstance(operand, nodes.TextLiteral):
        return nodes.Label(None, operand.text, operand.place)
    if isinstance(operand, Group) and len(operand.items) > 1:
        return nodes.Listing(operand.items, operand.place)
    return ungrouped(operand)


class _Climber:
    """A chain, and how far it has been read."""

    def __init__(self, chain: Sequence[Any]) -> None:
        self.chain = chain
        self.at = 0
        self.depth = 0

    # What comes next -----------------------------------------------------------------------

    def operator(self) -> Token | None:
        """Return the operator that comes next, or None at the end."""
        return self.chain[self.at] if self.at < len(self.chain) else None

    def takes(self, text: str) -> Token | None:
        """Step over the operator `text` if it comes next, and return it."""
        token = self.operator()
        if token is None or token.text != text:
            return None
        self.at += 1
        return token

    # From loose to tight -------------------------------------------------------------------

    def whole(self) -> Expression | Range:
        """Return the whole chain as one expression or range."""
        first = self.expression()
        node: Expression | Range = first
        if token := self.takes(".."):
            node = self.range_from(0, _end(first, token))
        elif token := self.operator():
            node = self.whichever(first, token)
        if rest := self.operator():
            raise ReadingError(_misplaced(rest))
        return node

    def whichever(self, first: Expression, token: Token) -> Expression:
        """`a, or b, whichever first`."""
        operands = [first]
        while self.takes(", or"):
            operands.append(self.expression())
        end = self.takes("whichever first") or self.takes("whichever last")
        if (end is None and len(operands) > 1) or (end and len(operands) == 1):
            raise ReadingError(WhicheverIncomplete(token.place, token.text.lstrip(", ")))
        if end is None:
            return first
        which: Literal["earlier", "later"] = "earlier" if end.text == "whichever first" else "later"
        return nodes.Whichever(which, tuple(operands), end.place)

    def expression(self, least: int = ELSE) -> Expression:
        """Return an expression of operators that bind at least as tightly as `least`."""
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            place = next(item.place for item in self.chain[self.at :])
            raise ReadingError(TooDeep(place, "expressions", DEPTH_LIMIT))
        node = self.operand(least)
        while (token := self.operator()) and (level := LEVELS.get(token.text, 0)) >= least > 0:
            self.at += 1
            node = BUILDERS[level](self, node, token)
        self.depth -= 1
        return node

    def operand(self, least: int) -> Expression:
        """Return an operand with its prefixes."""
        item = self.chain[self.at]
        self.at += 1
        if type(item) is Token:
            if item.text == "not" and least > NOT:
                raise ReadingError(_misplaced(item))
            return PREFIXES[item.value](self, item)
        if isinstance(item, nodes.QuantityLiteral) and (shift := self.shift(item)):
            return shift
        if isinstance(item, nodes.TimeLiteral) and (token := self.takes("on")):
            return nodes.TimeOn(item, self.expression(SUM), token.place)
        return ungrouped(item)

    def shift(self, amount: nodes.QuantityLiteral) -> Expression | None:
        """`7 days after x`."""
        token = self.takes("after") or self.takes("before")
        if token is None:
            return None
        anchor = self.expression(SUM)
        return nodes.Shift(amount, token.text, anchor, token.place)

    # Operators -----------------------------------------------------------------------------

    def alternatives(self, first: Expression, token: Token) -> Expression:
        """`x else y`, to the right."""
        operands, places = [first, self.expression(OR)], [token.place]
        while again := self.takes("else"):
            operands.append(self.expression(OR))
            places.append(again.place)
        node = operands.pop()
        for operand, place in zip(reversed(operands), reversed(places), strict=True):
            node = nodes.Else(operand, node, place)
        return node

    def logic(self, first: Expression, token: Token) -> Expression:
        """`a and b and c`, or the same with `or`."""
        operands = [first, self.expression(LEVELS[token.text] + 1)]
        while self.takes(token.text):
            operands.append(self.expression(LEVELS[token.text] + 1))
        return nodes.Logic(token.text, tuple(operands), token.place)

    def comparison(self, left: Expression, token: Token) -> Expression:
        """`left <= right`, `left in ...`, `left is known`: one of them, not a chain."""
        node = self.condition(left, token)
        follower = self.operator()
        if follower and LEVELS.get(follower.text) == COMPARISON:
            raise ReadingError(ChainedComparison(follower.place, token.text, follower.text))
        return node

    def condition(self, left: Expression, token: Token) -> Expression:
        """What one operator of comparison makes."""
        match token.text:
            case "is known" | "is not known":
                return nodes.IsKnown(left, token.text == "is not known", token.place)
            case "in" | "not in":
                return nodes.In(left, self.options(), token.text == "not in", token.place)
            case "has" | "has not":
                item = self.expression(SUM)
                return nodes.Has(left, item, token.text == "has not", token.place)
            case "reaches":
                return nodes.Reaches(left, self.expression(SUM), token.place)
            case _:
                right = self.expression(SUM)
                return nodes.Comparison(token.text, left, right, token.place)

    def options(self) -> tuple[Expression | Range, ...]:
        """What follows `in`: a list in brackets, a range, or something that is a list."""
        item = self.chain[self.at]
        if isinstance(item, Group) and not self.group_goes_on():
            self.at += 1
            return item.items
        start = self.at
        low = self.expression(SUM)
        return (self.range_from(start, low),) if self.takes("..") else (low,)

    def range_from(self, start: int, low: Expression) -> Range:
        """The rest of `low .. high`, whose first operand is the one at `start`."""
        high = self.expression(SUM)
        place: Place = self.chain[start].place
        return nodes.Range(low, high, place.until(self.chain[self.at - 1].place))

    def group_goes_on(self) -> bool:
        """Tell whether the brackets that come next are only the beginning of a value."""
        if self.at + 1 >= len(self.chain):
            return False
        following = self.chain[self.at + 1].text
        return following == ".." or LEVELS.get(following, 0) > COMPARISON

    def arithmetic(self, left: Expression, token: Token) -> Expression:
        """`left + right`."""
        right = self.expression(LEVELS[token.text] + 1)
        return nodes.Arithmetic(token.text, left, right, token.place)

    # Prefixes ------------------------------------------------------------------------------

    def negation(self, token: Token) -> Expression:
        """`not x`."""
        return nodes.Not(self.expression(NOT), token.place)

    def negative(self, token: Token) -> Expression:
        """`-x`."""
        return nodes.Negative(self.expression(SIGN), token.place)

    def aggregate(self, token: Token) -> Expression:
        """`latest x where ...`, `count of x`, `any other x`."""
        path = self.chain[self.at]
        if not isinstance(path, (nodes.Name, nodes.Attribute, nodes.Index)):
            advice = f"after `{token.text}` comes the name of a list, such as `visit`"
            raise ReadingError(MisplacedOperator(token.place, token.text, advice))
        self.at += 1
        where = self.expression(OR) if self.takes("where") else None
        operator, *more = token.text.split()
        return nodes.Aggregate(operator, path, "other" in more, where, token.place)

    def share(self, token: Token) -> Expression:
        """`at least n of (a, b)`, `all of (a, b)`."""
        item = self.chain[self.at]
        if isinstance(item, Group):
            self.at += 1
            items = tuple(plain(each) for each in item.items)
        else:
            items = (self.expression(SIGN),)
        bound, _, number = token.text.removesuffix(" of").rpartition(" ")
        if not bound:
            return nodes.AtLeast("all", None, items, token.place)
        return nodes.AtLeast(bound, int(number), items, token.place)

    def later(self, token: Token) -> Expression:
        """`the later of a, b`."""
        first = self.expression(SUM)
        if not self.takes(","):
            raise ReadingError(WhicheverIncomplete(token.place, token.text))
        operands = (first, self.expression(SUM))
        which = token.text.split()[1]
        return nodes.Whichever(which, operands, token.place)

    def full(self, token: Token) -> Expression:
        """`full years from a to b`."""
        start = self.expression(SUM)
        if not self.takes("to"):
            advice = f"the form is `{token.text} a to b`"
            raise ReadingError(MisplacedOperator(token.place, token.text, advice))
        unit = token.text.split()[1]
        return nodes.FullUnits(unit, start, self.expression(SUM), token.place)

    def date_of(self, token: Token) -> Expression:
        """`date of x`."""
        return nodes.DateOf(self.expression(SIGN), token.place)


BUILDERS: dict[int, Callable[[_Climber, Expression, Token], Expression]] = {
    ELSE: _Climber.alternatives,
    OR: _Climber.logic,
    AND: _Climber.logic,
    COMPARISON: _Climber.comparison,
    SUM: _Climber.arithmetic,
    PRODUCT: _Climber.arithmetic,
}
"""What makes a node of an operator, by its level."""

PREFIXES: dict[Any, Callable[[_Climber, Token], Expression]] = {
    "not": _Climber.negation,
    "negative": _Climber.negative,
    "aggregate": _Climber.aggregate,
    "share": _Climber.share,
    "whichever": _Climber.later,
    "full": _Climber.full,
    "date of": _Climber.date_of,
}
"""What makes a node of a prefix, by the value of its token."""

_ADVICE = {
    "not": "put it in brackets: `x = (not y)`",
    "where": "it belongs directly after the list: `any contact where ...`",
    "..": "a range stands after `in`, or as a value of its own",
    ",": "the form is `the later of a, b`",
    "to": "the form is `full years from a to b`",
    "after": "the form is `7 days after x`",
    "before": "the form is `7 days before x`",
    "on": "the form is `09:00 on x`",
}


_NO_ENDS = (
    nodes.Comparison,
    nodes.In,
    nodes.Has,
    nodes.IsKnown,
    nodes.Not,
    nodes.Logic,
    nodes.Else,
)


def _end(node: Expression, token: Token) -> Expression:
    """Return what stands before `..`, unless it is a condition or half an `else`."""
    if isinstance(node, _NO_ENDS):
        raise ReadingError(MisplacedRange(token.place))
    return node


def _misplaced(token: Token) -> MisplacedOperator:
    advice = _ADVICE.get(token.text, "put one side in brackets")
    return MisplacedOperator(token.place, token.text, advice)
