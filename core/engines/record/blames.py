"""The code that collects blame, of conditions that are unknown and values that are missing.

What is written here runs only where that is so; it adds to the set named by `BLAME`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import (
    AGGREGATES,
    MISSING,
    TRUTHS,
    key_of,
    model_of,
    within,
)
from forecourt.core.engines.record.code import any_of
from forecourt.core.engines.record.dates import family_of
from forecourt.core.engines.record.loops import (
    Contest,
    element_scope,
    elements_of,
    exception_to,
    where,
)
from forecourt.core.engines.record.records import identity
from forecourt.core.engines.record.runtime import Site
from forecourt.core.engines.record.scope import BLAME, SECOND, TALL, Reading
from forecourt.core.engines.record.stages import is_same_record
from forecourt.core.engines.record.values import row_of
from forecourt.core.plan import nodes as n
from forecourt.core.plan.facts import CALENDAR
from forecourt.core.records.schema import Absence
from forecourt.core.values.types import Family

if TYPE_CHECKING:
    from forecourt.core.engines.record.scope import Binding, Function, Scope

Later = list[tuple[str, n.Expr]]


def write_blame(scope: Scope, expr: n.Expr) -> None:
    """Write what is blamed for an expression, where it is missing or unknown.

    Tall expressions within it follow one after another, not one inside the other.
    """
    waiting: Later = [("", expr)]
    while waiting:
        flag, current = waiting.pop(0)
        start, later = len(scope.lines), Later()
        if flag:
            with scope.block(f"if {flag}:"):
                _write(scope, current, later)
        else:
            _write(scope, current, later)
        scope.write_before(start, [f"{name} = False" for name, _ in later])
        waiting = later + waiting


def unknown_test(scope: Scope, expr: n.Expr) -> str:
    """Return the test that a value is missing or a condition unknown."""
    if not scope.kinds(expr) & MISSING:
        return ""
    return scope.truth(expr).unknown if type(expr) in TRUTHS else scope.value(expr).missing


def _write(scope: Scope, expr: n.Expr, later: Later) -> None:
    _WRITERS.get(type(expr), _of_parts)(scope, expr, later)


def _inside(scope: Scope, expr: n.Expr, later: Later) -> None:
    """Write the blame of an expression within another, or put it off if it is tall."""
    height = scope.fact(expr).height
    if height == 0 or height % TALL:
        _write(scope, expr, later)
        return
    flag = scope.fresh("wanted")
    scope.write(f"{flag} = True")
    later.append((flag, expr))


def _of_parts(scope: Scope, expr: n.Expr, later: Later) -> None:
    """Write the blame of all that is missing or unknown directly within an expression."""
    candidates = [part for part in within(expr) if scope.kinds(part) & MISSING]
    if len(candidates) == 1 and not _can_fail(expr):
        _inside(scope, candidates[0], later)
        return
    for part in candidates:
        _if_missing(scope, part, later)


def _can_fail(expr: n.Expr) -> bool:
    """Return whether an expression can be missing though nothing within it is."""
    divides = isinstance(expr, n.Arithmetic) and expr.operator is n.Operator.DIVIDE
    return divides or isinstance(expr, n.Shift | n.Parameter)


def _if_missing(scope: Scope, expr: n.Expr, later: Later) -> None:
    test = unknown_test(scope, expr)
    if test:
        with scope.block(f"if {test}:"):
            _inside(scope, expr, later)


def _add(scope: Scope, site: Site, identity_code: str) -> None:
    name = scope.source.keep_once(("site", site), "site", site)
    scope.write(f"{scope.given(BLAME)}.add(({name}, {identity_code}))")


# Fields and parameters -------------------------------------------------------------------------


def _of_field(scope: Scope, expr: n.Field, later: Later) -> None:
    of_missing = unknown_test(scope, expr.of)
    if of_missing:
        with scope.block(f"if {of_missing}:"):
            _inside(scope, expr.of, later)
    if expr.absence is not Absence.UNKNOWN:
        return
    if of_missing:
        with scope.block("else:"):
            _add_field(scope, expr)
    else:
        _add_field(scope, expr)


def _add_field(scope: Scope, expr: n.Field) -> None:
    path = _path_from_element(expr.of)
    if path is None:
        site = Site("field", f"{expr.model}:", f".{expr.name}")
        _add(scope, site, identity(scope, expr.of))
        return
    variable, names = path
    binding: Binding = scope.bindings[variable]
    whole = ".".join((binding.list, *names, expr.name))
    owner = scope.given(("owner", variable))
    _add(scope, Site("field", f"{binding.owner}:", f".{whole}"), owner)


def _path_from_element(record: n.Expr) -> tuple[int, tuple[str, ...]] | None:
    """Return the variable of the element that points to a record, and the fields in between."""
    match record:
        case n.Element(variable=variable):
            return variable, ()
        case n.Part(of=of, name=name) | n.Follow(reference=n.Field(of=of, name=name)):
            before = _path_from_element(of)
            return None if before is None else (before[0], (*before[1], name))
        case _:
            return None


def _of_ask(scope: Scope, expr: n.Ask, later: Later) -> None:
    for field in expr.fields:
        of = scope.value(field.of)
        if not of.known:
            _add_field(scope, field)
            continue
        with scope.block(f"if {' and '.join(of.known)}:"):
            _add_field(scope, field)
        if of.missing:
            with scope.block(f"elif {of.missing}:"):
                _inside(scope, field.of, later)


def _of_parameter(scope: Scope, expr: n.Parameter, later: Later) -> None:
    keys_missing = any_of(unknown_test(scope, key) for key in expr.keys)
    _of_parts(scope, expr, later)
    if not scope.source.plan.parameters[expr.name].required:
        return
    site = Site("parameter", expr.name, "")
    if keys_missing:
        with scope.block(f"if not {keys_missing}:"):
            _add(scope, site, "''")
    else:
        _add(scope, site, "''")


def _of_shift(scope: Scope, expr: n.Shift, later: Later) -> None:
    _of_parts(scope, expr, later)
    if family_of(expr) is not Family.WORKING_DAYS:
        return
    missing = any_of(unknown_test(scope, part) for part in within(expr))
    site = Site(CALENDAR.kind, CALENDAR.text, "")
    if missing:
        with scope.block(f"if not {missing}:"):
            _add(scope, site, "''")
    else:
        _add(scope, site, "''")


def _of_ref(scope: Scope, expr: n.Ref, later: Later) -> None:
    of_missing = unknown_test(scope, expr.of)
    if of_missing:
        with scope.block(f"if {of_missing}:"):
            _inside(scope, expr.of, later)
    if not scope.source.analysis.decisions[key_of(expr)].uncertain:
        return
    if of_missing:
        with scope.block("else:"):
            _add_doubt(scope, expr)
    else:
        _add_doubt(scope, expr)


def _add_doubt(scope: Scope, expr: n.Ref) -> None:
    testing = scope.reading is Reading.TESTING
    which = f"0 if {scope.given(SECOND)} else 1" if testing else "1"
    scope.write(f"{scope.given(BLAME)}.update({doubt_read(scope, expr, which)})")


def doubt_read(scope: Scope, expr: n.Ref, which: str) -> str:
    """Return the code for the blame of a decision read: all (`0`), or of its value (`1`)."""
    segment, position = scope.source.arrangement.places[key_of(expr)]
    if segment == scope.segment and is_same_record(expr, model_of(expr.of)):
        return f"{scope.given(('doubt', *key_of(expr)))}[{which}]"
    return f"blame_in({row_of(scope, expr)}, {position}, {which})"


def _of_case(scope: Scope, expr: n.Case, later: Later) -> None:
    tests = [scope.truth(condition).true for condition, _ in expr.rows]
    for index, (test, (_, value)) in enumerate(zip(tests, expr.rows, strict=True)):
        with scope.block(f"{'elif' if index else 'if'} {test}:"):
            _if_missing(scope, value, later)
    if expr.otherwise is not None and scope.kinds(expr.otherwise) & MISSING:
        with scope.block("else:" if expr.rows else "if True:"):
            _if_missing(scope, expr.otherwise, later)


# Aggregates --------------------------------------------------------------------------------


def _of_aggregate(scope: Scope, expr: Any, later: Later) -> None:
    of_missing = unknown_test(scope, expr.source.of)
    if of_missing:
        with scope.block(f"if {of_missing}:"):
            _inside(scope, expr.source.of, later)
        with scope.block("else:"):
            _call_for_elements(scope, expr)
    else:
        _call_for_elements(scope, expr)


def _call_for_elements(scope: Scope, expr: Any) -> None:
    source = expr.source
    function = _function(scope, expr)
    scope.provide(("owner", source.variable), identity(scope, source.of))
    scope.write(scope.call(function, elements_of(scope, source)))


def _function(scope: Scope, expr: Any) -> Function:
    """Return the function that adds the blame of the elements that keep an aggregate missing."""
    fact = scope.fact(expr)
    reads = fact.reads
    reading = scope.reading if reads else Reading.ASKING
    free = frozenset((v, bound) for v, bound in scope.bindings.items() if v in fact.depends)
    key = ("blame", fact.number, reading, free, scope.segment if reads else -1)
    found = scope.source.function(key)
    if found is not None:
        return found
    inner, elements, element = element_scope(scope, expr.source, reading)
    name = scope.source.names.whole(f"blame_{scope.source.hint(expr)}")
    _LOOPS[type(expr)](inner, expr, f"for {element} in {elements}:", element)
    return scope.source.finish(key, name, inner, elements)


def _loop_unknown(scope: Scope, expr: n.Exists | n.Count, loop: str, _: str) -> None:
    with scope.block(loop):
        _blame_where(scope, expr.source)


def _blame_where(scope: Scope, source: n.Source) -> None:
    unknown = where(scope, source).unknown
    if unknown and source.where is not None:
        with scope.block(f"if {unknown}:"):
            write_blame(scope, source.where)


def _loop_every(scope: Scope, expr: n.Every, loop: str, _: str) -> None:
    with scope.block(loop):
        unknown = exception_to(where(scope, expr.source), scope.truth(expr.condition)).unknown
        if not unknown:
            return
        with scope.block(f"if {unknown}:"):
            _blame_where(scope, expr.source)
            _blame_if_missing(scope, expr.condition)


def _blame_if_missing(scope: Scope, expr: n.Expr) -> None:
    test = unknown_test(scope, expr)
    if test:
        with scope.block(f"if {test}:"):
            write_blame(scope, expr)


def _loop_sum(scope: Scope, expr: n.Sum | n.Average, loop: str, _: str) -> None:
    with scope.block(loop):
        _blame_where(scope, expr.source)
        with scope.block(f"if {where(scope, expr.source).true}:"):
            _blame_if_missing(scope, expr.value)


def _loop_best(scope: Scope, expr: n.Best | n.BestRecord, loop: str, element: str) -> None:
    contest = Contest(scope, expr, element)
    contest.start()
    with scope.block(loop):
        truth = where(scope, expr.source).true
        with scope.block(f"if {truth}:"):
            contest.judge(lambda: write_blame(scope, expr.value), contest.take)
    if expr.source.where is None or not scope.kinds(expr.source.where) & MISSING:
        return

    def doubt_both() -> None:
        _blame_where(scope, expr.source)
        write_blame(scope, expr.value)

    def doubt_if_better(value: Any) -> None:
        with scope.block(f"if {contest.is_beaten_by(value)}:"):
            _blame_where(scope, expr.source)

    with scope.block(loop):
        unknown = where(scope, expr.source).unknown
        with scope.block(f"if {unknown or 'False'}:"):
            contest.judge(doubt_both, doubt_if_better)


_LOOPS: dict[type, Any] = {
    n.Exists: _loop_unknown,
    n.Every: _loop_every,
    n.Count: _loop_unknown,
    n.Sum: _loop_sum,
    n.Average: _loop_sum,
    n.Best: _loop_best,
    n.BestRecord: _loop_best,
}
_WRITERS: dict[type, Any] = {
    n.Field: _of_field,
    n.Ask: _of_ask,
    n.Parameter: _of_parameter,
    n.Shift: _of_shift,
    n.Ref: _of_ref,
    n.Case: _of_case,
    **dict.fromkeys(AGGREGATES, _of_aggregate),
}
