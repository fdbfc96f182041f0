"""What statements may speak about: the words that all loaded plugins bring."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forecourt.core.check.functions import Function
    from forecourt.core.check.kinds import Kind
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.records.schema import Schema
    from forecourt.core.values.types import Symbol


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Records, symbols, units, functions and kinds, each by name."""

    schema: Schema
    symbols: Mapping[str, Symbol] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, Function] = field(default_factory=dict)
    kinds: Mapping[str, type[Kind]] = field(default_factory=dict)
    role_states: Mapping[str, Callable[[str, Schema], Expr]] = field(default_factory=dict)
    """What `role X is STATE` means, by state."""
