"""The source that is made for a plan: its names, constants, functions and hoisted values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from forecourt.core.engines.record import runtime
from forecourt.core.engines.record.analysis import TRUTHS, Analysis
from forecourt.core.engines.record.code import Truth, Value, stored, stored_truth
from forecourt.core.engines.record.names import Names, inline
from forecourt.core.engines.record.scope import Function, Hoisting, Reading, Scope
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from forecourt.core.engines.record.stages import Arrangement


class WriteValue(Protocol):
    """Writes one sort of value."""

    def __call__(self, scope: Scope, expr: Any) -> Value:
        """Return the code for the expression."""


class WriteTruth(Protocol):
    """Writes one sort of condition."""

    def __call__(self, scope: Scope, expr: Any) -> Truth:
        """Return the code for the condition."""


@dataclass(frozen=True, slots=True)
class Writers:
    """What writes each sort of expression; `count` writes a count that can be missing."""

    values: Mapping[type, WriteValue]
    truths: Mapping[type, WriteTruth]
    count: Callable[[Scope, n.Count], tuple[str, str]]


class Source:
    """The source of a plan while it is being written; the scopes of its functions share it.

    Attributes:
        functions: the texts of the functions written so far.
        constants: what the code uses by name and can't say itself: dates, tables, functions.
        provided: what it may use by name beside these.
        hoisted: names of values that were worked out in `bind` and taken as known.
    """

    provided: Mapping[str, Any] = runtime.PROVIDED

    def __init__(
        self,
        analysis: Analysis,
        arrangement: Arrangement,
        writers: Writers,
        functions: Mapping[str, Callable[..., Any]],
    ) -> None:
        self.analysis = analysis
        self.arrangement = arrangement
        self.plan = analysis.plan
        self.root = arrangement.root
        self.names = Names(frozenset(self.provided) | {"now", "today", "calendar", "bind"})
        self.functions: list[str] = []
        self.constants: dict[str, Any] = {}
        self.hoisted: dict[str, None] = {}
        self.bind: Hoisting = Hoisting(self, Reading.PLAIN)
        self._writers = writers
        self._functions = functions
        self.counts: dict[int, n.Count] = {}
        self._hoists: dict[int, str] = {}
        self._names_kept: dict[Hashable, str] = {}
        self._written: dict[Hashable, Function] = {}

    def write_value(self, scope: Scope, expr: n.Expr) -> Value:
        """Return the code for a value, in a scope that works it out."""
        return self._writers.values[type(expr)](scope, expr)

    def write_truth(self, scope: Scope, expr: n.Expr) -> Truth:
        """Return the code for a condition, in a scope that works it out."""
        return self._writers.truths[type(expr)](scope, expr)

    def write_count(self, scope: Scope, expr: n.Count) -> tuple[str, str]:
        """Return the variables of a count that can be missing, as `Scope.count`."""
        return self._writers.count(scope, expr)

    def constant(self, value: Any) -> str:
        """Return the code for a constant."""
        return inline(value) or self.keep_constant("constant", value)

    def keep_constant(self, like: str, value: Any) -> str:
        """Return the name of something kept beside the code; equal ones of a name are one."""
        return self.keep_once((like, type(value), value), like, value)

    def keep_once(self, key: Hashable, like: str, value: Any) -> str:
        """Return the name of something kept beside the code under a key."""
        if key not in self._names_kept:
            name = self.names.whole(like)
            self.constants[name] = value
            self._names_kept[key] = name
        return self._names_kept[key]

    def guarded_function(self, name: str) -> str:
        """Return the name of a plugin's function, its exceptions made `FunctionFailed`."""
        function = self._functions.get(name) or runtime.no_function(name)
        return self.keep_once(("call", name), f"call_{name}", runtime.guarded(name, function))

    def function(self, key: Hashable) -> Function | None:
        """Return the function that was written under a key."""
        return self._written.get(key)

    def finish(self, key: Hashable, name: str, scope: Scope, *first: str) -> Function:
        """Add the function that a scope has written, with `first` as its first parameters."""
        head = f"    def {name}({', '.join((*first, *scope.parameters()))}):"
        self.functions.append("\n".join([head, *("    " + line for line in scope.lines)]))
        function = Function(name, scope.asked())
        self._written[key] = function
        return function

    def hoist(self, expr: n.Expr) -> str:
        """Return the name of a value that `bind` works out, once for a moment."""
        number = self.analysis.fact(expr).number
        if number not in self._hoists:
            self._hoists[number] = self._hoist(expr)
        return self._hoists[number]

    def hoist_code(self, like: str, code: str, *, sure: bool) -> str:
        """Return the name of what `code` gives in `bind`; unless `sure`, it can give None.

        What `bind` works out only where something is so is not there for anything else.
        """
        key = ("hoist", code)
        if key in self._names_kept:
            return self._names_kept[key]
        name = self.names.whole(like)
        self.bind.write(f"{name} = {code}")
        if not self.bind.is_in_block:
            self._names_kept[key] = name
        if not sure:
            self.hoisted[name] = None
        return name

    def hint(self, expr: n.Expr) -> str:
        """Return what a variable for an expression may be called like."""
        match expr:
            case n.Field(of=n.Subject()):
                return expr.name
            case n.Field():
                return f"{self.hint(expr.of)}_{expr.name}"
            case n.Follow(reference=n.Field(name=name)) | n.Part(name=name):
                return name
            case n.Ref():
                return expr.decision
            case n.Parameter():
                return expr.name
            case n.Root() | n.Subject():
                return expr.model
            case n.Call():
                return expr.function
            case _ if hasattr(expr, "source"):
                return f"{type(expr).__name__.lower().rstrip('_')}_{expr.source.name}"
            case _:
                return type(expr).__name__.lower()

    def _hoist(self, expr: n.Expr) -> str:
        if isinstance(expr, n.Today | n.Now):
            return "today" if isinstance(expr, n.Today) else "now"
        if type(expr) in TRUTHS:
            code = stored_truth(self.bind.truth(expr))
        else:
            code = stored(self.bind.value(expr), self.analysis.fact(expr).kinds)
        sure = not (self.analysis.trusting and self.analysis.fact(expr).kinds)
        return self.hoist_code(f"at_{self.hint(expr)}", code, sure=sure)
