"""`levels`, `stages` and `choices`: lists of named values that packs declare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.check.assembly import Rejected
from forecourt.core.check.context import Context
from forecourt.core.check.wording import misplaced
from forecourt.core.diagnostics.checking import DeclaredTwice, Misplaced, SymbolDiffers
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.types import Order, Symbol

if TYPE_CHECKING:
    from forecourt.core.check.assembly import Assembly

ORDERS = {order.value: order for order in Order}
"""The order that each of the three kinds gives."""


def declare_symbol(statement: syntax.Statement, assembly: Assembly) -> None:
    """Make the values of a `levels`, `stages` or `choices` statement known.

    A pack may repeat what a plugin brings, so that it can be read on its own; it may not differ.
    """
    context = Context(assembly, None)
    try:
        symbol = _read(statement, context)
    except Rejected:
        return
    known = assembly.symbols.get(symbol.name)
    if known is None:
        assembly.symbols[symbol.name] = symbol
    elif known.open and symbol.order is known.order:
        added = tuple(value for value in symbol.values if value not in known.values)
        assembly.symbols[symbol.name] = Symbol(
            known.name, known.order, known.values + added, open=True
        )
    elif (known.order, known.values) != (symbol.order, symbol.values):
        written = f"{known.order.value} {known.name}  {', '.join(known.values)}"
        context.report(SymbolDiffers(statement.place, symbol.name, written))


def _read(statement: syntax.Statement, context: Context) -> Symbol:
    parts = [
        part
        for sequence in statement.body.sequences
        for part in sequence
        if not isinstance(part, (syntax.Label, syntax.TextLiteral))
    ]
    words = [part for part in parts if isinstance(part, syntax.Name)]
    if len(words) != len(parts) or len(words) < 2:  # noqa: PLR2004  a name and a value
        wrong = next((part for part in parts if not isinstance(part, syntax.Name)), None)
        expected = f"`{statement.kind.text} NAME  first, second, ...`"
        if wrong is not None:
            context.fail(misplaced(wrong, expected))
        context.fail(Misplaced(statement.place, "a list without values", expected))
    seen: dict[str, syntax.Name] = {}
    for word in words[1:]:
        if word.text in seen:
            context.report(DeclaredTwice(word.place, word.text, seen[word.text].place))
        seen[word.text] = word
    return Symbol(words[0].text, ORDERS[statement.kind.text], tuple(seen))
