"""The findings about a policy as one reads them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from forecourt.core.diagnostics.checking import ClauseMissing, Misplaced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from forecourt.core.diagnostics import Diagnostic, Place
    from forecourt.core.policy.packs import Layer

FIRST_OF_CHECKER = "FC100"
"""Codes below it are of the reader."""


def as_read(found: Iterable[Diagnostic], layers: tuple[Layer, ...]) -> tuple[Diagnostic, ...]:
    """Return findings by layer, file and line, without those that only follow from another.

    What is about none of the layers' files comes first.
    """
    return tuple(sorted(_causes(list(found), layers), key=_by_place(layers)))


def _by_place(layers: tuple[Layer, ...]) -> Callable[[Diagnostic], tuple[int, int, int]]:
    files = [name for layer in layers for name in layer.text.files]
    order = {name: position for position, name in enumerate(files)}

    def key(one: Diagnostic) -> tuple[int, int, int]:
        return order.get(one.place.file, -1), one.place.line, one.place.column

    return key


def _causes(found: list[Diagnostic], layers: tuple[Layer, ...]) -> Iterator[Diagnostic]:
    """Yield findings without those that only follow from a line that could not be read.

    Such a line is left out of its statement, which then seems to lack it.
    """
    starts = sorted(
        (one.place.file, one.place.line) for layer in layers for one in layer.statements
    )
    unread = {_statement_at(one.place, starts) for one in found if one.code < FIRST_OF_CHECKER}
    for one in found:
        lacking = isinstance(one, (ClauseMissing, Misplaced)) and one.place.column == 1
        if not lacking or _statement_at(one.place, starts) not in unread:
            yield one


def _statement_at(place: Place, starts: list[tuple[str, int]]) -> tuple[str, int] | None:
    """Return the first line of the statement that a place lies in."""
    position = bisect_right(starts, (place.file, place.line))
    start = starts[position - 1] if position else None
    return start if start and start[0] == place.file else None
