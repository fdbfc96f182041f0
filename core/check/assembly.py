"""Where statements become parts of a plan.

Statements are declared first, all of them, and then lowered one by one as they are written; a
statement that another one needs is lowered before it. What is lowered later may thus read what
was lowered earlier, which is the order that a plan's decisions need.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from forecourt.core.diagnostics.checking import Circle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from forecourt.core.check.vocabulary import Vocabulary
    from forecourt.core.diagnostics import Diagnostic, Place
    from forecourt.core.plan.nodes import Decision, Emission, ParameterTable
    from forecourt.core.syntax.nodes import Statement
    from forecourt.core.values.ranges import Interval
    from forecourt.core.values.types import Symbol

T = TypeVar("T")


class Rejected(Exception):  # noqa: N818  a signal, not an error: what is wrong was reported
    """Ends the work on one clause or row after a report; never leaves the checker."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A statement known by name before it is lowered.

    `outputs` are the words that may follow its name and a dot in other statements.
    """

    name: str
    kind: str
    subject: str | None
    place: Place
    statement: Statement
    lower: Callable[[], None]
    has_value: bool = False
    """Whether its name stands for a value in expressions."""
    outputs: tuple[str, ...] = ()


@dataclass(slots=True)
class Assembly:
    """The plan in the making, and what was found wrong on the way."""

    vocabulary: Vocabulary
    currency: str | None = None
    zone: str = "UTC"
    """The IANA name of the store's time zone."""
    symbols: dict[str, Symbol] = field(default_factory=dict)
    parameters: dict[str, ParameterTable] = field(default_factory=dict)
    stated_ranges: dict[str, Interval] = field(default_factory=dict)
    """Between what the bounds of parameters keep them; not of those without bounds."""
    declared: dict[tuple[str | None, str], Declared] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    emissions: list[Emission] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _state: dict[tuple[str | None, str], bool] = field(default_factory=dict)
    _open: list[Declared] = field(default_factory=list)
    _variables: Iterator[int] = field(default_factory=count)
    broken: set[str] = field(default_factory=set)
    """Names of statements that were rejected; what was wrong with them was reported."""
    _worked_out: dict[str, Any] = field(default_factory=dict)
    _reported: set[tuple[str, Place, str]] = field(default_factory=set)

    def report(self, diagnostic: Diagnostic) -> None:
        """Note a finding; the work goes on. A line that is read twice has its findings once."""
        key = (diagnostic.code, diagnostic.place, diagnostic.message)
        if key not in self._reported:
            self._reported.add(key)
            self.diagnostics.append(diagnostic)

    def fresh_variable(self) -> int:
        """Return a variable that no other source or series of the plan binds."""
        return next(self._variables)

    def declare(self, entry: Declared) -> Declared | None:
        """Make a statement known; return the earlier one of its name, if there is one."""
        key = (entry.subject if entry.kind == "define" else None, entry.name)
        return self.declared.setdefault(key, entry)

    def find(self, name: str, model: str | None) -> Declared | None:
        """Return the statement that `name` means for a record of `model`, if there is one."""
        return self.declared.get((model, name)) or self.declared.get((None, name))

    def names(self) -> Iterable[str]:
        """Return all declared names, for suggestions."""
        return (name for _, name in self.declared)

    def is_named(self, name: str) -> bool:
        """Tell whether a statement has that name; asked once all of them are declared."""
        return name in self.once("names", lambda: frozenset(self.names()))

    def once(self, key: str, make: Callable[[], T]) -> T:
        """Return what `make` returns, made once for the whole assembly; a kind names its key."""
        if key not in self._worked_out:
            self._worked_out[key] = make()
        found: T = self._worked_out[key]
        return found

    def ensure_lowered(self, entry: Declared, needed_at: Place) -> bool:
        """Lower a statement unless that was done; return whether its parts may be used.

        A statement that is being lowered right now needs itself: that is a circle.
        """
        key = (entry.subject if entry.kind == "define" else None, entry.name)
        if key in self._state:
            if not self._state[key]:
                self._report_circle(entry, needed_at)
            return self._state[key]
        self._state[key] = False
        self._open.append(entry)
        try:
            entry.lower()
        finally:
            self._open.pop()
            self._state[key] = True
        return True

    def _report_circle(self, entry: Declared, needed_at: Place) -> None:
        names = [one.name for one in self._open]
        start = names.index(entry.name)
        self.report(Circle(needed_at, (*names[start:], entry.name)))
