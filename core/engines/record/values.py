"""The code of values."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import MISSING, NONE, is_whole, key_of, model_of
from forecourt.core.engines.record.below import default_of
from forecourt.core.engines.record.code import (
    Value,
    absent,
    all_of,
    any_of,
    held,
    is_held,
    operand,
    shown,
    stored,
    strict,
)
from forecourt.core.engines.record.names import attribute
from forecourt.core.engines.record.records import identity, keepable, plain
from forecourt.core.engines.record.runtime import Ranks
from forecourt.core.engines.record.scope import SECOND, SUBJECT, Reading
from forecourt.core.engines.record.stages import is_same_record
from forecourt.core.plan import nodes as n
from forecourt.core.records.schema import Absence
from forecourt.core.values.arithmetic import scale
from forecourt.core.values.types import (
    Order,
    Symbol,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecourt.core.engines.record.scope import Scope
    from forecourt.core.values.types import Type


def guarded(
    scope: Scope, expr: n.Expr, code: str, operands: Iterable[Value], *, yields: int = 0
) -> Value:
    """Keep what `code` gives if all operands are known; none or missing as they are.

    `yields` says what it means that the code gives None.
    """
    whole = strict(code, operands)
    kinds = scope.kinds(expr)
    name = scope.fresh(scope.source.hint(expr))
    if yields == MISSING and kinds & NONE:
        code = f"(MISSING if ({name} := {code}) is None else {name})"
    if whole.known:
        code = f"{code} if {all_of(whole.known)} else {absent(whole, kinds)}"
    scope.write(f"{name} = {code}")
    return held(name, kinds)


# What is stored --------------------------------------------------------------------------------


def ask(_: Scope, __: n.Ask) -> Value:
    """Missing, whatever the fields hold."""
    return Value("None", ("False",), missing="True", triggers=("True",))


def subject(scope: Scope, _: n.Subject) -> Value:
    """The record the function is for."""
    return Value(scope.given(SUBJECT))


def root(scope: Scope, expr: n.Root) -> Value:
    """The root's record, or the store's."""
    return Value(scope.given(("root",) if expr.model == scope.source.root else ("store",)))


def element(scope: Scope, expr: n.Element) -> Value:
    """The element of a loop."""
    return Value(scope.given(("element", expr.variable)))


def ordinal(scope: Scope, expr: n.Ordinal) -> Value:
    """The ordinal of an occurrence."""
    return Value(scope.given(("ordinal", expr.variable)))


def field(scope: Scope, expr: n.Field) -> Value:
    """A stored field of a record."""
    of = scope.value(expr.of)
    if expr.name == "id":
        return guarded(scope, expr, identity(scope, expr.of), [of])
    yields = {Absence.NONE: NONE, Absence.UNKNOWN: MISSING}.get(expr.absence, 0)
    code = attribute(of.code, expr.name)
    if expr.absence is Absence.DEFAULT:
        code = f"({code} if {code} is not None else {_default(scope, expr)})"
    return guarded(scope, expr, code, [of], yields=yields)


def _default(scope: Scope, expr: n.Field) -> str:
    model = scope.source.plan.schema.models[expr.model]
    default = default_of(model.fields[expr.name])
    return scope.source.constant(default) if default != () else "()"


def part(scope: Scope, expr: n.Part) -> Value:
    """The record embedded in another."""
    of = scope.value(expr.of)
    return guarded(scope, expr, attribute(of.code, expr.name), [of], yields=NONE)


def follow(scope: Scope, expr: n.Follow) -> Value:
    """The record that a reference points to."""
    reference = plain(scope, expr.reference)
    index = scope.given(("index", expr.model))
    return guarded(scope, expr, f"{index}.get({reference.code})", [reference], yields=NONE)


def parameter(scope: Scope, expr: n.Parameter) -> Value:
    """The value in force of a parameter."""
    table = scope.source.plan.parameters[expr.name]
    yields = MISSING if table.required else NONE
    if all(isinstance(key, n.Const) for key in expr.keys):
        keys = tuple(key.value for key in expr.keys if isinstance(key, n.Const))
        dated = scope.source.keep_once(
            ("dated", expr.name, keys), f"dated_{expr.name}", table.values.get(keys, ())
        )
        return guarded(scope, expr, f"in_force({dated}, today)", [], yields=yields)
    every = scope.source.keep_once(("dated", expr.name), f"dated_{expr.name}", table.values)
    values = scope.source.hoist_code(f"{expr.name}_by", f"all_in_force({every}, today)", sure=True)
    keys_given = [plain(scope, key) for key in expr.keys]
    key = ", ".join(each.code for each in keys_given)
    key = key if len(keys_given) == 1 else f"({key})"
    code = f"{values}[{key}]" if is_whole(table) else f"{values}.get({key})"
    return guarded(scope, expr, code, keys_given, yields=yields)


def ref(scope: Scope, expr: n.Ref) -> Value:
    """The value of a decision."""
    segment, position = scope.source.arrangement.places[key_of(expr)]
    fact = scope.source.analysis.decisions[key_of(expr)]
    testing = scope.reading is Reading.TESTING and fact.uncertain
    if segment == scope.segment and is_same_record(expr, model_of(expr.of)):
        own = scope.given(("value", *key_of(expr)))
        if not testing:
            return held(own, scope.kinds(expr))
        replaced = "MISSING" if scope.kinds(expr) & NONE else "None"
        doubt, second = scope.given(("doubt", *key_of(expr))), scope.given(SECOND)
        return scope.keep(expr, f"{replaced} if {second} and {doubt} is not None else {own}")
    code = f"{row_of(scope, expr)}[1][{position}]"
    if testing:
        replaced = "None" if fact.kinds in {0, MISSING} else "MISSING"
        second = scope.given(SECOND)
        code = f"seen({row_of(scope, expr)}, {position}, {second}, {replaced})"
    yields = MISSING if fact.kinds in {0, MISSING} else NONE
    return guarded(scope, expr, code, [scope.value(expr.of)], yields=yields)


def row_of(scope: Scope, expr: n.Ref) -> str:
    """Return the code for the row of another segment that holds the decision read."""
    segment, _ = scope.source.arrangement.places[key_of(expr)]
    return f"{scope.given(('rows', segment))}[key_of({scope.value(expr.of).code})]"


# Figures -----------------------------------------------------------------------------------


def arithmetic(scope: Scope, expr: n.Arithmetic) -> Value:
    """An operation on two figures, rounded once."""
    left, right = scope.value(expr.left), scope.value(expr.right)
    one, other = operand(left.code), operand(right.code)
    match expr.operator:
        case n.Operator.ADD | n.Operator.SUBTRACT:
            return strict(f"({one} {expr.operator.value} {other})", [left, right])
        case n.Operator.MULTIPLY:
            return strict(_product(expr, one, other), [left, right])
        case n.Operator.DIVIDE:
            code = f"({_quotient(expr, one, other)} if {right.code} else None)"
            return guarded(scope, expr, code, [left, right], yields=MISSING)


def _product(expr: n.Arithmetic, left: str, right: str) -> str:
    above, below = scale(expr.type), scale(expr.left.type) * scale(expr.right.type)
    return _divided(f"{left} * {right}", above, below)


def _quotient(expr: n.Arithmetic, left: str, right: str) -> str:
    above, below = scale(expr.right.type) * scale(expr.type), scale(expr.left.type)
    shared = gcd(above, below)
    return f"div({_times(left, above // shared)}, {_times(right, below // shared)})"


def _divided(code: str, above: int, below: int) -> str:
    shared = gcd(above, below)
    above, below = above // shared, below // shared
    return f"({_times(code, above)})" if below == 1 else f"div({_times(code, above)}, {below})"


def _times(code: str, factor: int) -> str:
    return code if factor == 1 else f"{code} * {factor}"


def ranked(scope: Scope, code: str, kind: Type) -> str:
    """Return the code for a value as it compares: that of a symbol is its rank."""
    if not isinstance(kind, Symbol) or kind.order is Order.CHOICES:
        return code
    return f"{ranks(scope, kind)}[{code}]"


def ranks(scope: Scope, kind: Symbol) -> str:
    """Return the name of the ranks of a symbol type."""
    levels = kind.order is Order.LEVELS
    key = ("ranks", kind.order, kind.values)
    return scope.source.keep_once(key, f"ranks_{kind.name}", Ranks(kind.values, levels=levels))


def otherwise(scope: Scope, expr: n.Else) -> Value:
    """The first value if it is known, else the second."""
    first, second = keepable(scope, expr.first), keepable(scope, expr.second)
    if not first.known:
        return first
    kinds = scope.kinds(expr)
    return scope.keep(expr, f"{first.code} if {all_of(first.known)} else ({stored(second, kinds)})")


def pick(scope: Scope, expr: n.Pick) -> Value:
    """The least or greatest of several values."""
    items = [scope.value(item) for item in expr.items]
    listed = ", ".join(_item(item) for item in items)
    word = "greatest" if expr.greatest else "least"
    call = f"{word}(({listed},))"
    if isinstance(expr.type, Symbol) and expr.type.order is not Order.CHOICES:
        call = f"{word}_by({ranks(scope, expr.type)}, ({listed},))"
    kinds = scope.kinds(expr)
    if kinds != NONE | MISSING:
        return scope.keep(expr, call)
    name = scope.fresh(scope.source.hint(expr))
    missing = any_of(item.missing for item in items) or "False"
    scope.write(f"{name} = MISSING if ({name} := {call}) is None and {missing} else {name}")
    return held(name, kinds)


def _item(item: Value) -> str:
    return item.code if is_held(item) else shown(item)


def case(scope: Scope, expr: n.Case) -> Value:
    """The value of the first row whose condition is true."""
    kinds = scope.kinds(expr)
    name = scope.fresh(scope.source.hint(expr))
    tests = [scope.truth(condition).true for condition, _ in expr.rows]
    for index, (test, (_, value)) in enumerate(zip(tests, expr.rows, strict=True)):
        with scope.block(f"{'elif' if index else 'if'} {test}:"):
            scope.write(f"{name} = {stored(keepable(scope, value), kinds)}")
    with scope.block("else:") if tests else scope.block("if True:"):
        last = "None" if expr.otherwise is None else stored(keepable(scope, expr.otherwise), kinds)
        scope.write(f"{name} = {last}")
    return held(name, kinds)


def call(scope: Scope, expr: n.Call) -> Value:
    """What a plugin's function returns."""
    arguments = [plain(scope, argument) for argument in expr.arguments]
    function = scope.source.guarded_function(expr.function)
    code = f"{function}({', '.join(argument.code for argument in arguments)})"
    return guarded(scope, expr, code, arguments, yields=NONE)


def join(scope: Scope, expr: n.Join) -> Value:
    """Texts one after the other."""
    parts = [plain(scope, part) for part in expr.parts]
    return guarded(scope, expr, " + ".join(operand(part.code) for part in parts) or "''", parts)


VALUES: dict[type, Any] = {
    n.Ask: ask,
    n.Subject: subject,
    n.Root: root,
    n.Element: element,
    n.Ordinal: ordinal,
    n.Field: field,
    n.Part: part,
    n.Follow: follow,
    n.Parameter: parameter,
    n.Ref: ref,
    n.Arithmetic: arithmetic,
    n.Else: otherwise,
    n.Pick: pick,
    n.Case: case,
    n.Call: call,
    n.Join: join,
}
