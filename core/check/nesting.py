"""Lines that stand below a line of a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.diagnostics.checking import NestedLine

if TYPE_CHECKING:
    from forecourt.core.check.assembly import Assembly
    from forecourt.core.syntax.nodes import Statement


def report_nested(statement: Statement, assembly: Assembly) -> None:
    """Report the first line below each line of a statement whose kind has none there."""
    for line in statement.lines:
        if line.nested:
            above = line.head.text if line.head else None
            assembly.report(NestedLine(line.nested[0].place, above, line.place))
