"""What expressions of a plan are made of: which are equal, and what each reads."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from typing import TYPE_CHECKING, Any

from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

_PARTS = (*n.Expr.__args__, n.Source, n.Row, n.Series)
_ABOUT_ROWS = (n.Subject, n.Root, n.Ref)
NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reads:
    """What an expression reads from outside: variables that are bound around it, and rows.

    `rows` tells whether the subject, a root or a decision is among it. Without variables and rows
    it comes to the same wherever it stands.
    """

    variables: frozenset[int]
    rows: bool

    @property
    def is_constant(self) -> bool:
        """Whether it comes to the same for all records."""
        return not self.variables and not self.rows


@dataclass(eq=False)
class Expressions:
    """The expressions of a plan, each looked into once; equal ones have the same number."""

    _numbers: dict[Hashable, int] = field(default_factory=dict)
    _by_identity: dict[int, tuple[Any, int]] = field(default_factory=dict)
    """With the part itself, so that no other can come to lie in its place."""
    _reads: list[Reads] = field(default_factory=list)

    def number(self, part: Any) -> int:
        """Return the number of an expression, or of several; equal ones have the same."""
        held = self._by_identity.get(id(part))
        if held is not None:
            return held[1]
        found = self._number_of(part)
        self._by_identity[id(part)] = part, found
        return found

    def reads(self, part: Any) -> Reads:
        """Return what an expression, or several, read from outside."""
        return self._reads[self.number(part)]

    def variables(self, part: Any) -> frozenset[int]:
        """Return the variables that an expression reads and doesn't bind itself."""
        return self.reads(part).variables

    def _number_of(self, part: Any) -> int:
        inner = _held(part)
        key = part.__class__, *((self.number(one),) if _has_parts(one) else one for one in inner)
        if key not in self._numbers:
            found = self._reads_of(part, [one for one in inner if _has_parts(one)])
            self._numbers[key] = len(self._reads)
            self._reads.append(found)
        return self._numbers[key]

    def _reads_of(self, part: Any, inner: list[Any]) -> Reads:
        found = [self.reads(one) for one in inner]
        variables = NOTHING.union(*(one.variables for one in found))
        if isinstance(part, n.Element | n.Ordinal):
            variables |= {part.variable}
        elif hasattr(part, "source"):
            inside = NOTHING.union(*map(self.variables, _inside(part)))
            variables = self.variables(part.source.of) | inside - {part.source.variable}
        return Reads(variables, isinstance(part, _ABOUT_ROWS) or any(one.rows for one in found))


def _has_parts(part: Any) -> bool:
    return isinstance(part, tuple) or part.__class__ in _PART_CLASSES


_PART_CLASSES = frozenset(_PARTS)


def _held(part: Any) -> tuple[Any, ...]:
    """Return what a part holds."""
    if isinstance(part, tuple):
        return part
    if part.__class__ in _PART_CLASSES:
        return tuple(getattr(part, name) for name in _names(part.__class__))
    return (part,)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def _inside(part: Any) -> Iterator[Any]:
    """Yield what an aggregate works out for each element."""
    for one in (part.source.where, *(getattr(part, name) for name in _names(part.__class__))):
        if _has_parts(one) and one is not part.source:
            yield one


def directly_in(part: Any) -> Iterator[Any]:
    """Yield the parts that a part of a plan holds itself."""
    return (one for one in _held(part) if one is not part and _has_parts(one))


def parts(node: Any) -> Iterator[Any]:
    """Yield a part of a plan and all that it is made of."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tuple):
            waiting += reversed(part)
        elif part.__class__ in _PART_CLASSES:
            yield part
            waiting += reversed(_held(part))
