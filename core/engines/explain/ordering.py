"""How two values of one type are ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.values.types import Order, Symbol

if TYPE_CHECKING:
    from forecourt.core.values.types import Type


def rank(value: Any, kind: Type) -> Any:
    """Return what to compare: a level ranks by its height, a stage by how far it is.

    A symbol that its list doesn't name ranks as if it were written after all of them.
    """
    if not isinstance(kind, Symbol):
        return value
    position = kind.values.index(value) if value in kind.values else len(kind.values)
    return -position if kind.order is Order.LEVELS else position
