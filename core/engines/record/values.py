"""The code of values."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.record.analysis import MISSING, NONE, is_whole, key_of, model_of
from forecourt.core.engines.record.below import default_of
from forecourt.core.engines.record.calendars import A_LIFETIME
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
from forecourt.core.values.types import (
    MILLION,
    Day,
    Duration,
    Family,
    Number,
    Order,
    Percent,
    Quantity,
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


def today(_: Scope, __: n.Today) -> Value:
    """The date of the as-of moment."""
    return Value("today")


def now(_: Scope, __: n.Now) -> Value:
    """The as-of moment."""
    return Value("now")


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
    """The record that a reference leads to."""
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
    return f"{scope.given(('rows', segment))}[{identity(scope, expr.of)}]"


# Figures -----------------------------------------------------------------------------------


def scale(kind: Type) -> int:
    """Return how many units of the normal form make one."""
    return MILLION if isinstance(kind, Number | Percent | Quantity) else 1


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


# Days and moments ------------------------------------------------------------------------------

_DAYS_ON = "day_plus_days({0}, {1})"
_SHIFTS = {
    (Family.DAYS, True): _DAYS_ON,
    (Family.MONTHS, True): "day_plus_months({0}, {1})",
    (Family.WORKING_DAYS, True): "day_plus_working_days({0}, {1}, calendar)",
    (Family.ELAPSED, False): "moment_plus_seconds({0}, {1}, {2})",
    (Family.DAYS, False): "moment_plus_days({0}, {1}, {2})",
    (Family.MONTHS, False): "moment_plus_months({0}, {1}, {2})",
    (Family.WORKING_DAYS, False): "moment_plus_working_days({0}, {1}, {2}, calendar)",
}
_SECONDS = {"hours": 3600, "minutes": 60}


def shift(scope: Scope, expr: n.Shift) -> Value:
    """A day or moment moved by a duration."""
    start, amount = scope.value(expr.start), scope.value(expr.amount)
    count = amount.code if expr.forward else f"-{operand(amount.code)}"
    form = _SHIFTS[family_of(expr), isinstance(expr.start.type, Day)]
    code = form.format(start.code, count, _zone(scope))
    if form == _DAYS_ON and _is_short(scope, expr.amount):
        near = f"{start.code} + DAYS[{count}]"
        code = f"({near} if EARLY < {start.code} < LATE else {code})"
    return guarded(scope, expr, code, [start, amount], yields=MISSING)


def _is_short(scope: Scope, amount: n.Expr) -> bool:
    """Return whether a duration is a parameter that is never very long."""
    if not isinstance(amount, n.Parameter):
        return False
    table = scope.source.plan.parameters[amount.name]
    dated = (each for values in table.values.values() for each in values)
    return all(each.value is not None and abs(each.value) <= A_LIFETIME for each in dated)


def family_of(expr: n.Shift) -> Family:
    """Return the family of the duration by which a day or moment is moved."""
    if not isinstance(expr.amount.type, Duration):
        raise TypeError("a day or moment is moved by a duration")
    return expr.amount.type.family


def _zone(scope: Scope) -> str:
    return repr(scope.source.plan.zone)


def day_of(scope: Scope, expr: n.DayOf) -> Value:
    """The date of a moment."""
    moment = scope.value(expr.moment)
    return strict(f"{moment.code}.date()", [moment])


def at(scope: Scope, expr: n.At) -> Value:
    """The moment at a time of day on a date."""
    clock, day = scope.value(expr.time), scope.value(expr.day)
    return guarded(scope, expr, f"at_time({clock.code}, {day.code}, {_zone(scope)})", [clock, day])


def full_units(scope: Scope, expr: n.FullUnits) -> Value:
    """How many whole units lie between two days or moments."""
    start, end = scope.value(expr.start), scope.value(expr.end)
    days = isinstance(expr.start.type, Day) and isinstance(expr.end.type, Day)
    if days and expr.unit == "years" and scope.fact(expr.end).hoistable:
        return strict(_full_years(scope, start.code, expr.end), [start, end])
    if days and expr.unit not in _SECONDS:
        return guarded(scope, expr, f"full_{expr.unit}({start.code}, {end.code})", [start, end])
    one, other = _as_moment(expr.start, start.code), _as_moment(expr.end, end.code)
    if expr.unit in _SECONDS:
        code = f"full_seconds({one}, {other}, {_SECONDS[expr.unit]}, {_zone(scope)})"
    else:
        code = f"full_{expr.unit}_between({one}, {other}, {_zone(scope)})"
    return guarded(scope, expr, code, [start, end])


def _full_years(scope: Scope, start: str, end: n.Expr) -> str:
    """Return the code for the full years until a day that depends on the moment alone."""
    until = scope.source.bind.value(end)
    test = f" if {all_of(until.known)} else None" if until.known else ""
    year = scope.source.hoist_code("year", f"{until.code}.year{test}", sure=True)
    pair = f"({until.code}.month, {until.code}.day)"
    day = scope.source.hoist_code("day_of_year", f"{pair}{test}", sure=True)
    return f"({year} - {start}.year - ({day} < ({start}.month, {start}.day)))"


def _as_moment(expr: n.Expr, code: str) -> str:
    return f"midnight({code})" if isinstance(expr.type, Day) else code


VALUES: dict[type, Any] = {
    n.Ask: ask,
    n.Today: today,
    n.Now: now,
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
    n.Shift: shift,
    n.DayOf: day_of,
    n.At: at,
    n.FullUnits: full_units,
}
