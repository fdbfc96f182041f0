"""A function of generated code while it is being written.

A scope turns expressions into pieces of code, keeps in local variables what is used again, and
asks its caller for what it can't work out itself: an expression that lies outside it, or
something *given*, such as the subject or a decision's value. These requests are the parameters of
the function; a call site supplies them in the same way, asking its own caller in turn.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import AGGREGATES, MISSING, RECORD, TRUTHS, upwards
from forecourt.core.engines.record.code import (
    Truth,
    Value,
    held,
    held_truth,
    stored,
    stored_truth,
)
from forecourt.core.plan import nodes as n

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from forecourt.core.engines.record.analysis import Fact
    from forecourt.core.engines.record.source import Source

TALL = 12
"""An expression so many levels high, or a multiple of that, is kept in a variable."""

Given = tuple[Any, ...]
"""What is given and not an expression: a word, and what it is of (`("value", "grade")`)."""

SUBJECT: Given = ("subject",)
SECOND: Given = ("second",)
BLAME: Given = ("blame",)

_LEAVES = (n.Field, n.Follow, n.Part, n.Parameter, n.Call, *AGGREGATES)


def name_of(given: Given) -> str:
    """Return what a variable for something given may be called like."""
    match given:
        case ("value", str(decision), _):
            return decision
        case ("groups", _, str(name), _, tuple(fields)):
            return f"{name}_by_{'_and_'.join(fields)}"
        case _:
            return "_".join(str(part) for part in given)


class Reading(Enum):
    """How decisions are read, and whether their doubts are at hand."""

    PLAIN = "plain"
    """As they are, where the values are made."""
    ASKING = "asking"
    """As they are, where blame is collected."""
    TESTING = "testing"
    """As they are or, if `second`, uncertain ones as missing."""


@dataclass(frozen=True, slots=True)
class Binding:
    """A list whose elements a variable stands for: the model of its owner, and its name."""

    owner: str
    list: str


@dataclass(frozen=True, slots=True)
class Function:
    """A function that was written; `requests` are its parameters, in order."""

    name: str
    requests: tuple[n.Expr | Given, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """The code for expressions, by their numbers, that holds within a block."""

    given: dict[Given, str] = field(default_factory=dict)
    values: dict[int, Value] = field(default_factory=dict)
    truths: dict[int, Truth] = field(default_factory=dict)
    counts: dict[int, tuple[str, str]] = field(default_factory=dict)


class Scope:
    """See the module. `variables` are those that stand for something in this function alone."""

    def __init__(
        self,
        source: Source,
        reading: Reading,
        *,
        segment: int = -1,
        variables: frozenset[int] = frozenset(),
        bindings: Mapping[int, Binding] | None = None,
    ) -> None:
        self.source = source
        self.reading = reading
        self.segment = segment
        self.variables = variables
        self.bindings = dict(bindings or {})
        self.lines: list[str] = []
        self.requests: dict[int | Given, tuple[n.Expr | Given, str]] = {}
        self._depth = 1
        self._taken: dict[str, int] = {}
        self._late: dict[Given, Callable[[Scope], None]] = {}
        self._blocks = [_Known()]

    # Writing lines

    @property
    def is_in_block(self) -> bool:
        """Return whether what is written now stands within a compound statement."""
        return len(self._blocks) > 1

    def write(self, line: str) -> None:
        """Add a line at the current depth."""
        self.lines.append("    " * self._depth + line)

    def write_before(self, start: int, lines: Iterable[str]) -> None:
        """Put lines before the line number `start` of those written, at the current depth."""
        self.lines[start:start] = ["    " * self._depth + line for line in lines]

    @contextmanager
    def block(self, header: str) -> Iterator[None]:
        """Write a compound statement; variables kept in it are not known after it."""
        self.write(header)
        self._depth += 1
        self._blocks.append(_Known())
        written = len(self.lines)
        yield
        if len(self.lines) == written:
            self.write("pass")
        self._blocks.pop()
        self._depth -= 1

    def fresh(self, like: str) -> str:
        """Return a new local name."""
        return self.source.names.local(like, self._taken)

    def provide(self, given: Given, code: str) -> None:
        """Say what code stands for something given, within this block."""
        self._blocks[-1].given[given] = code

    def provide_late(self, given: Given, write: Callable[[Scope], None]) -> None:
        """Say what writes and provides something given, wherever it is first asked for."""
        self._late[given] = write

    # What it is given

    def has(self, given: Given) -> bool:
        """Return whether it is known what stands for something given."""
        return self._provided(given) is not None

    def given(self, given: Given) -> str:
        """Return the code for something given, asking the caller for it if need be."""
        found = self._provided(given)
        if found is not None:
            return found
        if given in self._late:
            self._late[given](self)
            return self.given(given)
        if given[0] in {"low", "more"}:
            return self.count(self.source.counts[given[1]])[given[0] == "more"]
        return self._ask(given)

    def _provided(self, given: Given) -> str | None:
        blocks = reversed(self._blocks)
        return next((block.given[given] for block in blocks if given in block.given), None)

    def _ask(self, given: Given) -> str:
        name = self._blocks[0].given[given] = self.fresh(name_of(given))
        self.requests[given] = (given, name)
        return name

    def supply(self, request: n.Expr | Given) -> str:
        """Return the argument for a parameter of a function that is called here."""
        if isinstance(request, tuple):
            return self.given(request)
        if type(request) in TRUTHS:
            return stored_truth(self.truth(request))
        return stored(self.value(request), self.kinds(request))

    def call(self, function: Function, *first: str) -> str:
        """Return the call of a function, `first` being its first arguments."""
        return f"{function.name}({', '.join((*first, *map(self.supply, function.requests)))})"

    def parameters(self) -> list[str]:
        """Return the names of the parameters that requests became."""
        return [name for _, name in self.requests.values()]

    def asked(self) -> tuple[n.Expr | Given, ...]:
        """Return the requests, in the order of `parameters`."""
        return tuple(request for request, _ in self.requests.values())

    # Expressions

    def fact(self, expr: n.Expr) -> Fact:
        """Return what is known of an expression."""
        return self.source.analysis.fact(expr)

    def kinds(self, expr: n.Expr) -> int:
        """Return the bits of what an expression can be, as it is read here."""
        doubted = self.reading is Reading.TESTING
        return self.source.analysis.kinds(expr, doubted=doubted)

    def value(self, expr: n.Expr) -> Value:
        """Return the code for a value; a condition stands for yes, no, or missing."""
        number = self.fact(expr).number
        for known in self._blocks:
            if number in known.values:
                return known.values[number]
        found = self._blocks[-1].values[number] = self._value(expr)
        return found

    def truth(self, expr: n.Expr) -> Truth:
        """Return the code for a condition."""
        number = self.fact(expr).number
        for known in self._blocks:
            if number in known.truths:
                return known.truths[number]
        found = self._blocks[-1].truths[number] = self._truth(expr)
        return found

    def count(self, expr: n.Count) -> tuple[str, str]:
        """Return the variables of a count that can be missing: the least, and how many more.

        The second is None where the list isn't known.
        """
        number = self.fact(expr).number
        self.source.counts[number] = expr
        for known in self._blocks:
            if number in known.counts:
                return known.counts[number]
        if self._is_outside(expr):
            asked = self._ask(("low", number)), self._ask(("more", number))
            self._blocks[0].counts[number] = asked
            return asked
        found = self._blocks[-1].counts[number] = self.source.write_count(self, expr)
        return found

    def keep(self, expr: n.Expr, code: str) -> Value:
        """Keep what `code` gives, as `held` reads it, in a variable."""
        name = self.fresh(self.source.hint(expr))
        self.write(f"{name} = {code}")
        return held(name, self.kinds(expr))

    def keep_truth(self, expr: n.Expr, code: str) -> Truth:
        """Keep a condition that `code` gives, as `held_truth` reads it, in a variable."""
        name = self.fresh(self.source.hint(expr))
        self.write(f"{name} = {code}")
        return held_truth(name, self.kinds(expr))

    def outside(self, expr: n.Expr) -> str | None:
        """Return the variable of an expression that isn't worked out in this function."""
        if self.fact(expr).hoistable:
            return self.source.hoist(expr)
        return self._requested(expr) if self.asks_for(expr) else None

    def asks_for(self, expr: n.Expr) -> bool:
        """Return whether an expression is asked for and not worked out here."""
        fact = self.fact(expr)
        if self.variables:
            return not fact.depends & self.variables
        shared = self.reading is not Reading.PLAIN and isinstance(expr, _LEAVES)
        return shared and not fact.reads and fact.depends == {RECORD}

    def _requested(self, expr: n.Expr) -> str:
        number = self.fact(expr).number
        if number not in self.requests:
            self.requests[number] = (expr, self.fresh(self.source.hint(expr)))
        return self.requests[number][1]

    def _value(self, expr: n.Expr) -> Value:
        if isinstance(expr, n.Const):
            return Value(self.source.constant(expr.value))
        if isinstance(expr, n.NoValue):
            return Value("None", ("False",), none="True")
        if type(expr) in TRUTHS:
            return self._truth_as_value(expr)
        name = self.outside(expr)
        if name is not None:
            return held(name, self.kinds(expr))
        self._prepare(expr)
        value = self.source.write_value(self, expr)
        if _is_tall(self.fact(expr)) and not value.code.isidentifier():
            return self.keep(expr, stored(value, self.kinds(expr)))
        return value

    def _truth_as_value(self, expr: n.Expr) -> Value:
        truth = self.truth(expr)
        if not truth.unknown:
            return Value(f"({truth.true})")
        name = truth.true.removesuffix(" is True")
        if not name.isidentifier():
            name = self.fresh(self.source.hint(expr))
            self.write(f"{name} = {stored_truth(truth)}")
        return held(name, MISSING)

    def _truth(self, expr: n.Expr) -> Truth:
        if self.fact(expr).height == 0 and isinstance(expr, n.And | n.Or):
            return self.source.write_truth(self, expr)
        name = self.outside(expr)
        if name is not None:
            return held_truth(name, self.kinds(expr))
        self._prepare(expr)
        truth = self.source.write_truth(self, expr)
        if _is_tall(self.fact(expr)) and not truth.true.removesuffix(" is True").isidentifier():
            return self.keep_truth(expr, stored_truth(truth))
        return truth

    def _prepare(self, expr: n.Expr) -> None:
        """Keep the tall expressions within a tall one first, so that none is written at once."""
        if self.fact(expr).height <= TALL:
            return
        for inner in upwards(expr, self._needs_no_preparing):
            if _is_tall(self.fact(inner)) and inner is not expr:
                self.truth(inner) if type(inner) in TRUTHS else self.value(inner)

    def _needs_no_preparing(self, expr: n.Expr) -> bool:
        fact = self.fact(expr)
        if fact.height < TALL or isinstance(expr, AGGREGATES):
            return True
        done = any(
            fact.number in known.values or fact.number in known.truths for known in self._blocks
        )
        return done or self._is_outside(expr)

    def _is_outside(self, expr: n.Expr) -> bool:
        return self.fact(expr).hoistable or self.asks_for(expr)


def _is_tall(fact: Fact) -> bool:
    return fact.height > 0 and fact.height % TALL == 0


class Hoisting(Scope):
    """The function that binds a moment: it works out what depends on nothing else."""

    def kinds(self, expr: n.Expr) -> int:
        """Return the bits of what the expression can really be."""
        return self.fact(expr).kinds

    def outside(self, expr: n.Expr) -> str | None:
        """Return None: all is worked out here."""
        return None

    def _is_outside(self, expr: n.Expr) -> bool:
        return False
