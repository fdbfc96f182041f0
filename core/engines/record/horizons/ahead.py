"""A function that finds horizons, while it is being written.

A horizon is a piece of code too: `NEVER`, a variable, or a short expression that may stand more
than once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import AGGREGATES, upwards
from forecourt.core.engines.record.code import held
from forecourt.core.engines.record.horizons.forms import Forms, moves
from forecourt.core.engines.record.horizons.provided import PROVIDED
from forecourt.core.engines.record.scope import TALL, Hoisting, Reading, Scope
from forecourt.core.engines.record.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from forecourt.core.engines.record.analysis import Analysis
    from forecourt.core.engines.record.scope import Given
    from forecourt.core.engines.record.source import Writers
    from forecourt.core.engines.record.stages import Arrangement
    from forecourt.core.plan import nodes as n

NEVER = "NEVER"
PAIR = 2
LONG = 160
"""A horizon whose code has so many characters is kept in a variable."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of a plan's horizons before code is written.

    `slots` are the places of horizons in the rows that are made, by what they are of; `below` are,
    for each segment, those whose doubts can be seen in it.
    """

    forms: Forms
    slots: Mapping[Given, int]
    below: Mapping[int, frozenset[int]]


class AheadSource(Source):
    """The source of functions that find horizons; `rules` write those of each sort of node."""

    provided: Mapping[str, Any] = PROVIDED

    def __init__(
        self,
        analysis: Analysis,
        arrangement: Arrangement,
        writers: Writers,
        functions: Mapping[str, Callable[..., Any]],
        rules: Mapping[Any, Callable[[Any, Any], str]],
        outlook: Outlook,
    ) -> None:
        super().__init__(analysis, arrangement, writers, functions)
        self.bind: HoistingAhead = HoistingAhead(self, Reading.PLAIN)
        self.rules = rules
        self.forms = outlook.forms
        self.slots = outlook.slots
        self.below = outlook.below
        self.timed: dict[int, n.Expr] = {}
        self._made: list[n.Expr] = []

    def study(self, expr: n.Expr) -> n.Expr:
        """Return an expression that isn't one of the plan's, its facts found."""
        self._made.append(expr)  # so that no other one comes to have its identity
        self.analysis.study(expr)
        return expr

    def hoist_until(self, expr: n.Expr) -> str:
        """Return the name of a horizon that `bind` works out, once for a moment."""
        return self.hoist_code("until", self.bind.until(expr), sure=True)

    def hoist_course(self, expr: n.Expr) -> str:
        """Return the name of a course that `bind` makes; None where it isn't known."""
        self.hoist(expr)
        return self.bind.course(expr)


class Ahead(Scope):
    """A scope that also says until when expressions stay as they are."""

    source: AheadSource

    def given(self, given: Given) -> str:
        """Return the code for something given; a horizon can be worked out here."""
        if given[0] == "until" and not self.has(given):
            return self.until(self.source.timed[given[1]])
        return super().given(given)

    def take(self, expr: n.Expr, name: str) -> None:
        """Say that a parameter holds the value of an expression."""
        number = self.fact(expr).number
        self._blocks[0].values[number] = held(name, self.kinds(expr))
        self.provide(("taken", number), name)

    def is_taken(self, expr: n.Expr) -> bool:
        """Return whether a parameter holds the value of an expression."""
        return self.has(("taken", self.fact(expr).number))

    def until(self, expr: n.Expr) -> str:
        """Return the code for until when an expression comes to the same."""
        if self.source.forms.is_still(expr):
            return NEVER
        if self._is_for_bind(expr):
            return self.source.hoist_until(expr)
        number = self.fact(expr).number
        given = ("until", number)
        if self.has(given):
            return super().given(given)
        self.source.timed[number] = expr
        if self.variables and self.asks_for(expr):
            return self._ask(given)
        self._prepare_horizons(expr)
        found = self.kept(self.source.rules[type(expr)](self, expr))
        self.provide(given, found)
        return found

    def known_until(self, expr: n.Expr) -> str:
        """Return the code for until when an expression whose value is known stays known."""
        if self.source.forms.is_still(expr):
            return NEVER
        if not moves(expr):
            return self.until(expr)
        course = self.course(expr)
        code = f"({course}.until if {course} is not None else {NEVER})"
        if self._is_for_bind(expr):
            return self.source.hoist_code("known_until", code, sure=True)
        return code

    def course(self, expr: n.Expr) -> str:
        """Return the variable with the course of something that moves, None if it isn't known."""
        if self._is_for_bind(expr):
            return self.source.hoist_course(expr)
        given = ("course", self.fact(expr).number)
        if not self.has(given):
            name = self.name_of_course()
            self.write(f"{name} = {self.source.rules['course'](self, expr)}")
            self.provide(given, name)
        return super().given(given)

    def name_of_course(self) -> str:
        """Return a new name for a course."""
        return self.fresh("course")

    def kept(self, code: str) -> str:
        """Return code that may stand more than once: what is long is kept in a variable."""
        return code if len(code) < LONG else self.keep_until(code)

    def keep_until(self, code: str) -> str:
        """Return the variable in which a horizon is kept."""
        if code.isidentifier():
            return code
        name = self.fresh("until")
        self.write(f"{name} = {code}")
        return name

    def lower(self, name: str, code: str) -> None:
        """Write that a horizon in a variable is no later than another one."""
        if code == NEVER:
            return
        kept = code if code.isidentifier() else self.keep_until(code)
        with self.block(f"if {kept} < {name}:"):
            self.write(f"{name} = {kept}")

    def _is_for_bind(self, expr: n.Expr) -> bool:
        return self.fact(expr).hoistable

    def _prepare_horizons(self, expr: n.Expr) -> None:
        """Find those of the tall expressions within a tall one first, so none is found at once."""
        if self.fact(expr).height <= TALL:
            return
        for inner in upwards(expr, self._has_horizon):
            if inner is not expr and self.fact(inner).height % TALL == 0:
                self.until(inner)

    def _has_horizon(self, expr: n.Expr) -> bool:
        if self.fact(expr).height < TALL or isinstance(expr, AGGREGATES):
            return True
        if self.source.forms.is_still(expr) or self._is_for_bind(expr):
            return True
        return self.has(("until", self.fact(expr).number))


class HoistingAhead(Hoisting, Ahead):
    """The function that binds a moment: it works out what depends on nothing else."""

    def name_of_course(self) -> str:
        """Return a new name for a course, which all functions may use."""
        return self.source.names.whole("course")

    def _is_for_bind(self, _: n.Expr) -> bool:
        return False


def chosen(test: str, code: str, other: str) -> str:
    """Return the code for a horizon if a test holds, and for another one if it doesn't."""
    if code == other or test == "True":
        return code
    return other if test in {"", "False"} else f"({code} if {test} else {other})"


def earliest(codes: Iterable[str]) -> str:
    """Return the code for the first of several horizons; of none, never."""
    listed = list(dict.fromkeys(code for code in codes if code != NEVER))
    if len(listed) == PAIR and all(code.isidentifier() for code in listed):
        one, other = listed
        return f"({one} if {one} < {other} else {other})"
    if len(listed) > 1:
        return f"earlier({', '.join(listed)})"
    return listed[0] if listed else NEVER
