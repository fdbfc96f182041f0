"""Functions that plugins bring to the language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from forecourt.core.plan.nodes import Call, Expr, NoValue
from forecourt.core.values.ranges import usual_range

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.values.ranges import Interval
    from forecourt.core.values.types import Type


@dataclass(frozen=True, slots=True)
class Function:
    """A pure function of typed values, given by an expression or by Python.

    `python` is called with known values in normal form only: with an argument that is none or
    missing the call is none or missing, without calling. It returns a value in normal form of type
    `returns`, or None for none. `expression` instead makes nodes of the plan of the arguments'
    nodes, once for each call in a rule: every engine then works these out, without knowing the
    function, and the nodes say what comes of an argument that is none or missing. What plan nodes
    can say should be given so; Python is slower where many records are decided at once. `doc` says
    what it gives, in one line; `example` is a call and its value as rule text, which is executed by
    the tests (`points(12) = 24`).
    """

    name: str
    parameters: tuple[tuple[str, Type], ...]
    returns: Type
    python: Callable[..., Any] | None
    doc: str
    example: str = ""
    limits: Interval | None = None
    """Between what a number lies that it returns, in normal form; None: as usual for its type."""
    expression: Callable[..., Expr] | None = None

    def __post_init__(self) -> None:
        if (self.python is None) is (self.expression is None):
            raise TypeError(f"`{self.name}` needs either `python` or `expression`")
        if self.expression is not None:
            self.called(*(NoValue(of) for _, of in self.parameters))

    def called(self, *arguments: Expr) -> Expr:
        """Return a call as an expression of the plan.

        Raises:
            TypeError: the function's expression makes something else than a value of its type.
        """
        if self.expression is None:
            return Call(self.name, arguments, self.returns)
        made = self.expression(*arguments)
        if not isinstance(made, Expr) or made.type != self.returns:
            raise TypeError(f"the expression of `{self.name}` is not of the type it returns")
        return made

    @property
    def range(self) -> Interval | None:
        """Return between what its values lie; None if they are no numbers."""
        return self.limits or usual_range(self.returns)

    def bounded(self) -> Callable[..., Any]:
        """Return what engines call, which raises ValueError where a value lies outside.

        Only a function that is given by Python is called.
        """
        assert self.python is not None
        limits = self.range
        return self.python if limits is None else partial(_within, self.python, limits)


def _within(python: Callable[..., Any], limits: Interval, *arguments: Any) -> Any:
    value = python(*arguments)
    if value is None or value in limits:
        return value
    raise ValueError(f"it returned {value}, not a number from {limits.low} to {limits.high}")
