"""The code of aggregates: each is a function with a loop over the elements of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import MISSING, model_of
from forecourt.core.engines.record.code import (
    Truth,
    Value,
    held,
    held_truth,
    missing_code,
    negated,
)
from forecourt.core.engines.record.grouping import group_of
from forecourt.core.engines.record.names import attribute
from forecourt.core.engines.record.scope import Binding, Reading, Scope
from forecourt.core.engines.record.truths import conjunction
from forecourt.core.engines.record.values import ranked
from forecourt.core.plan import nodes as n
from forecourt.core.values.arithmetic import scale

if TYPE_CHECKING:
    from forecourt.core.engines.record.scope import Function

ALWAYS = Truth("True", "False")


# Calling them ----------------------------------------------------------------------------------


def elements_of(scope: Scope, source: n.Source) -> str:
    """Return the code for the elements of a list, where its record isn't missing."""
    of = scope.value(source.of)
    code = attribute(of.code, source.name)
    return f"({code} if {negated(of.none)} else ())" if of.none else code


def quantifier(scope: Scope, expr: n.Exists | n.Every) -> Truth:
    """Whether a condition holds for any, or every, element."""
    return held_truth(_applied(scope, expr, "None"), scope.kinds(expr))


def aggregate(scope: Scope, expr: Any) -> Value:
    """What an aggregate comes to."""
    kinds = scope.kinds(expr)
    return held(_applied(scope, expr, missing_code(kinds)), kinds)


def count(scope: Scope, expr: n.Count) -> Value:
    """How many elements count."""
    if not scope.kinds(expr) & MISSING:
        return aggregate(scope, expr)
    low, more = scope.count(expr)
    doubt = f"{more} != 0"
    return Value(low, (f"{more} == 0",), missing=doubt, triggers=(doubt,))


def open_count(scope: Scope, expr: n.Count) -> tuple[str, str]:
    """Keep how many elements count, and how many more may."""
    found = _applied(scope, expr, "(0, None)")
    low, more = scope.fresh(f"{found}_least"), scope.fresh(f"{found}_more")
    scope.write(f"{low}, {more} = {found}")
    return low, more


def _applied(scope: Scope, expr: Any, missing: str) -> str:
    """Keep what the function of an aggregate gives, and return the variable."""
    function = _function(scope, expr)
    name = scope.fresh(scope.source.hint(expr))
    group = group_of(scope, expr.source)
    if group is not None:
        elements = scope.fresh("elements")
        scope.write(f"{elements} = {group}")
        scope.write(f"{name} = {_of_nothing(scope, expr)}")
        with scope.block(f"if {elements}:"):
            scope.write(f"{name} = {scope.call(function, elements)}")
        return name
    of = scope.value(expr.source.of)
    code = scope.call(function, elements_of(scope, expr.source))
    scope.write(f"{name} = {f'{missing} if {of.missing} else {code}' if of.missing else code}")
    return name


def _of_nothing(scope: Scope, expr: Any) -> str:
    """Return the code for what an aggregate of no elements comes to."""
    if isinstance(expr, n.Count) and scope.kinds(expr) & MISSING:
        return "(0, 0)"
    return _OF_NOTHING.get(type(expr), "None")


# Writing them ----------------------------------------------------------------------------------


def element_scope(scope: Scope, source: n.Source, reading: Reading) -> tuple[Scope, str, str]:
    """Return a scope for a loop over a list, and the names of the list and the element."""
    binding = Binding(model_of(source.of), source.name)
    inner = Scope(
        scope.source,
        reading,
        segment=scope.segment,
        variables=frozenset({source.variable}),
        bindings={**scope.bindings, source.variable: binding},
    )
    element = inner.fresh(source.model)
    inner.provide(("element", source.variable), element)
    return inner, inner.fresh("elements"), element


def _function(scope: Scope, expr: Any) -> Function:
    testing = scope.reading is Reading.TESTING and scope.fact(expr).reads
    reading = Reading.TESTING if testing else Reading.PLAIN
    key = ("loop", scope.fact(expr).number, reading)
    found = scope.source.function(key)
    if found is not None:
        return found
    inner, elements, element = element_scope(scope, expr.source, reading)
    name = scope.source.names.whole(scope.source.hint(expr))
    _WRITERS[type(expr)](inner, expr, f"for {element} in {elements}:", element)
    return scope.source.finish(key, name, inner, elements)


def where(scope: Scope, source: n.Source) -> Truth:
    """Return the condition of the elements that count."""
    return ALWAYS if source.where is None else scope.truth(source.where)


def _write_any(scope: Scope, expr: n.Exists, loop: str, _: str) -> None:
    _write_search(scope, loop, lambda: where(scope, expr.source), found="True")


def _write_every(scope: Scope, expr: n.Every, loop: str, _: str) -> None:
    def fails() -> Truth:
        counts, holds = where(scope, expr.source), scope.truth(expr.condition)
        return exception_to(counts, holds)

    _write_search(scope, loop, fails, found="False")


def exception_to(counts: Truth, holds: Truth) -> Truth:
    """Return the condition that an element counts and doesn't hold."""
    return conjunction([counts, Truth(holds.false, holds.true, holds.unknown, holds.triggers)])


def _write_search(scope: Scope, loop: str, judge: Any, *, found: str) -> None:
    """Write a loop that ends at the first element for which a condition is true."""
    start = len(scope.lines)
    doubt = scope.fresh("doubt")
    with scope.block(loop):
        truth = judge()
        with scope.block(f"if {truth.true}:"):
            scope.write(f"return {found}")
        if truth.unknown:
            with scope.block(f"if {truth.unknown}:"):
                scope.write(f"{doubt} = True")
    missed = "False" if found == "True" else "True"
    if truth.unknown:
        scope.lines.insert(start, f"    {doubt} = False")
        scope.write(f"return None if {doubt} else {missed}")
    else:
        scope.write(f"return {missed}")


def _write_count(scope: Scope, expr: n.Count, loop: str, _: str) -> None:
    number, more = scope.fresh("number"), scope.fresh("more")
    open_ended = bool(scope.kinds(expr) & MISSING)
    scope.write(f"{number} = {more} = 0" if open_ended else f"{number} = 0")
    with scope.block(loop):
        truth = where(scope, expr.source)
        with scope.block(f"if {truth.true}:"):
            scope.write(f"{number} += 1")
        if truth.unknown:
            with scope.block(f"elif {truth.unknown}:"):
                scope.write(f"{more} += 1")
    scope.write(f"return {number}, {more}" if open_ended else f"return {number}")


def _write_sum(scope: Scope, expr: n.Sum, loop: str, _: str) -> None:
    total = scope.fresh("total")
    scope.write(f"{total} = 0")
    with scope.block(loop):
        _write_summand(scope, expr, lambda code: scope.write(f"{total} += {code}"))
    scope.write(f"return {total}")


def _write_average(scope: Scope, expr: n.Average, loop: str, _: str) -> None:
    total, number = scope.fresh("total"), scope.fresh("number")
    scope.write(f"{total} = {number} = 0")

    def add(code: str) -> None:
        scope.write(f"{total} += {code}")
        scope.write(f"{number} += 1")

    with scope.block(loop):
        _write_summand(scope, expr, add)
    above, below = scale(expr.type), scale(expr.value.type)
    scope.write(f"return div({total} * {above}, {number} * {below}) if {number} else None")


def _write_summand(scope: Scope, expr: n.Sum | n.Average, add: Any) -> None:
    missing = missing_code(scope.kinds(expr))
    truth = where(scope, expr.source)
    if truth.unknown:
        with scope.block(f"if {truth.unknown}:"):
            scope.write(f"return {missing}")
    with scope.block(f"if {truth.true}:"):
        value = scope.value(expr.value)
        if value.missing:
            with scope.block(f"if {value.missing}:"):
                scope.write(f"return {missing}")
        if value.none:
            with scope.block(f"if {negated(value.none)}:"):
                add(value.code)
        else:
            add(value.code)


def _write_best(scope: Scope, expr: n.Best | n.BestRecord, loop: str, element: str) -> None:
    missing = missing_code(scope.kinds(expr))
    found = Contest(scope, expr, element)
    found.start()
    with scope.block(loop):
        truth = where(scope, expr.source)
        with scope.block(f"if {truth.true}:"):
            found.judge(lambda: scope.write(f"return {missing}"), found.take)
        if truth.unknown:
            with scope.block(f"elif {truth.unknown}:"):
                found.judge(lambda: scope.write(f"return {missing}"), found.note_rival)
    if truth.unknown:
        test = found.is_beaten_by_rival()
        with scope.block(f"for {found.rival} in {found.rivals}:"), scope.block(f"if {test}:"):
            scope.write(f"return {missing}")
    scope.write(f"return {found.best}")


class Contest:
    """The variables by which the best element is found; `best` is what it is known by."""

    def __init__(self, scope: Scope, expr: n.Best | n.BestRecord, element: str) -> None:
        self.scope = scope
        self.expr = expr
        self.element = element
        self.of_records = isinstance(expr, n.BestRecord)
        self.best = scope.fresh("best")
        self.key = scope.fresh("best_key")
        self.rival = scope.fresh("rival")
        self.rivals = scope.fresh("rivals")

    def start(self) -> None:
        """Write that nothing is best yet."""
        self.scope.write(f"{self.best} = {self.key} = None")
        source = self.expr.source
        if source.where is not None and self.scope.kinds(source.where) & MISSING:
            self.scope.write(f"{self.rivals} = []")

    def judge(self, missing: Any, known: Any) -> None:
        """Write what to do with an element by whether its value is missing or known."""
        value = self.scope.value(self.expr.value)
        if value.missing:
            with self.scope.block(f"if {value.missing}:"):
                missing()
        if value.none:
            with self.scope.block(f"{'elif' if value.missing else 'if'} {negated(value.none)}:"):
                known(value)
        elif value.missing:
            with self.scope.block("else:"):
                known(value)
        else:
            known(value)

    def take(self, value: Value) -> None:
        """Write that an element is the best if it beats the one that was."""
        key = self._key(value)
        kept = self.element if self.of_records else value.code
        with self.scope.block(f"if {self._beats(key, f'{self.element}.id')}:"):
            self.scope.write(f"{self.best}, {self.key} = {kept}, {key}")

    def note_rival(self, value: Value) -> None:
        """Write that an element may be better than the best."""
        self.scope.write(f"{self.rivals}.append(({self._key(value)}, {self.element}.id))")

    def is_beaten_by_rival(self) -> str:
        """Return the test that a noted rival is better than the best."""
        return self._beats(f"{self.rival}[0]", f"{self.rival}[1]")

    def is_beaten_by(self, value: Value) -> str:
        """Return the test that the element at hand is better than the best."""
        return self._beats(self._key(value), f"{self.element}.id")

    def _key(self, value: Value) -> str:
        return ranked(self.scope, value.code, self.expr.value.type)

    def _beats(self, key: str, identity: str) -> str:
        sign = ">" if self.expr.greatest else "<"
        tests = [f"{self.best} is None", f"{key} {sign} {self.key}"]
        if self.of_records:
            tests.append(f"({key} == {self.key} and {identity} > {self.best}.id)")
        return f"({' or '.join(tests)})"


_OF_NOTHING = {n.Exists: "False", n.Every: "True", n.Count: "0", n.Sum: "0"}
_WRITERS: dict[type, Any] = {
    n.Exists: _write_any,
    n.Every: _write_every,
    n.Count: _write_count,
    n.Sum: _write_sum,
    n.Average: _write_average,
    n.Best: _write_best,
    n.BestRecord: _write_best,
}
AGGREGATE_VALUES: dict[type, Any] = {
    n.Count: count,
    **dict.fromkeys((n.Sum, n.Average, n.Best, n.BestRecord), aggregate),
}
AGGREGATE_TRUTHS: dict[type, Any] = {n.Exists: quantifier, n.Every: quantifier}
