"""Plan expressions in the words of the rule language, for people to read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from forecourt.core.engines.explain.literals import literal
from forecourt.core.plan import nodes as n
from forecourt.core.values.types import Day, Moment, Order, Reference, Symbol, TimeOfDay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from forecourt.core.values.types import Type


class Level(IntEnum):
    """How tightly a form binds; inside a tighter one it stands in brackets."""

    LIST = 0
    ELSE = 1
    OR = 2
    AND = 3
    NOT = 4
    COMPARISON = 5
    SUM = 6
    PRODUCT = 7
    AGGREGATE = 8
    NAME = 9


def describe(expr: n.Expr, plan: n.Plan) -> str:
    """Return an expression as rule text would say it, on one line.

    What the language has no form for is put in plain words.
    """
    return _Writer(plan).write(expr)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes expressions; inside the condition of a list, the subject's own fields need `this`."""

    plan: n.Plan
    in_list: bool = False

    def write(self, expr: n.Expr, level: Level = Level.LIST) -> str:
        """Return the text, in brackets if it binds less tightly than `level`."""
        text, binds = _FORMS[type(expr)](expr, self)
        return text if binds >= level else f"({text})"

    def all(self, exprs: Iterable[n.Expr], level: Level = Level.ELSE, joint: str = ", ") -> str:
        """Return the texts of several expressions, joined."""
        return joint.join(self.write(expr, level) for expr in exprs)

    def inside(self) -> _Writer:
        """Return a writer for what is said of the elements of a list."""
        return replace(self, in_list=True)


_Form = tuple[str, Level]

# Names -------------------------------------------------------------------------------------


def _constant(node: n.Const, writer: _Writer) -> _Form:
    return literal(node.value, node.type, writer.plan.currency), Level.NAME


def _parameter(node: n.Parameter, writer: _Writer) -> _Form:
    keys = f"[{writer.all(node.keys)}]" if node.keys else ""
    return f"{node.name}{keys}", Level.NAME


def _ask(node: n.Ask, writer: _Writer) -> _Form:
    return f"ask {writer.all(node.fields)}", Level.LIST


def _member(of: n.Expr, name: str, writer: _Writer) -> _Form:
    """Return `of.name`; what is nearest at hand goes without saying."""
    own = isinstance(of, n.Element) or (isinstance(of, n.Subject) and not writer.in_list)
    return name if own else f"{writer.write(of, Level.NAME)}.{name}", Level.NAME


def _follow(node: n.Follow, writer: _Writer) -> _Form:
    return writer.write(node.reference, Level.NAME), Level.NAME


# Values ------------------------------------------------------------------------------------

_OPERATORS = {
    n.Operator.ADD: (Level.SUM, Level.SUM),
    n.Operator.SUBTRACT: (Level.SUM, Level.PRODUCT),
    n.Operator.MULTIPLY: (Level.PRODUCT, Level.PRODUCT),
    n.Operator.DIVIDE: (Level.PRODUCT, Level.AGGREGATE),
}
"""How tightly each operator binds, and how tightly what stands on its right must."""


def _arithmetic(node: n.Arithmetic, writer: _Writer) -> _Form:
    level, right = _OPERATORS[node.operator]
    sides = writer.write(node.left, level), writer.write(node.right, right)
    return f" {node.operator.value} ".join(sides), level


def _shift(node: n.Shift, writer: _Writer) -> _Form:
    sides = writer.write(node.start, Level.SUM), writer.write(node.amount, Level.PRODUCT)
    return (" + " if node.forward else " - ").join(sides), Level.SUM


def _day_of(node: n.DayOf, writer: _Writer) -> _Form:
    return f"date of {writer.write(node.moment, Level.NAME)}", Level.AGGREGATE


def _at(node: n.At, writer: _Writer) -> _Form:
    time, day = (writer.write(side, Level.AGGREGATE) for side in (node.time, node.day))
    return f"{time} on {day}", Level.SUM


def _full_units(node: n.FullUnits, writer: _Writer) -> _Form:
    ends = writer.all((node.start, node.end), Level.SUM, " to ")
    return f"full {node.unit} from {ends}", Level.SUM


def _period_start(node: n.PeriodStart, writer: _Writer) -> _Form:
    """Return what the language says as a part of `in this month` only."""
    day = "" if isinstance(node.day, n.Today) else f" of {writer.write(node.day, Level.NAME)}"
    which = "the" if day else "this"
    return f"start of {which} {node.unit}{day}", Level.SUM


def _else(node: n.Else, writer: _Writer) -> _Form:
    first = writer.write(node.first, Level.OR)
    return f"{first} else {writer.write(node.second, Level.ELSE)}", Level.ELSE


def _pick(node: n.Pick, writer: _Writer) -> _Form:
    later, earlier = ("later", "earlier") if _is_of_time(node.type) else ("larger", "smaller")
    word = later if node.greatest else earlier
    return f"the {word} of {writer.all(node.items)}", Level.LIST


def _is_of_time(kind: Type) -> bool:
    stages = isinstance(kind, Symbol) and kind.order is Order.STAGES
    return stages or isinstance(kind, Day | Moment | TimeOfDay)


def _case(node: n.Case, writer: _Writer) -> _Form:
    rows = [
        f"{writer.write(value, Level.ELSE)} when {writer.write(condition, Level.ELSE)}"
        for condition, value in node.rows
    ]
    if node.otherwise is not None:
        rows.append(f"{writer.write(node.otherwise, Level.ELSE)} otherwise")
    return ", ".join(rows), Level.LIST


def _call(node: n.Call, writer: _Writer) -> _Form:
    return f"{node.function}({writer.all(node.arguments)})", Level.NAME


def _join(node: n.Join, writer: _Writer) -> _Form:
    return writer.all(node.parts, Level.SUM, " then "), Level.LIST


# Lists -------------------------------------------------------------------------------------


def _over(
    word: str, source: n.Source, writer: _Writer, *, name: str = "", where: n.Expr | None = None
) -> _Form:
    """Return `word list.name where condition`."""
    condition = source.where if where is None else where
    text = f"{word} {_list(source, writer)}{name}"
    if condition is None:
        return text, Level.AGGREGATE
    return f"{text} where {writer.inside().write(condition, Level.OR)}", Level.ELSE


def _list(source: n.Source, writer: _Writer) -> str:
    """Return the list's path, by the word for one of its elements."""
    owner = source.of.type
    model = writer.plan.schema.models.get(owner.model) if isinstance(owner, Reference) else None
    singular = model.lists[source.name].singular if model else source.name
    return _member(source.of, singular, writer)[0]


def _any(node: n.Exists, writer: _Writer) -> _Form:
    return _over("any", node.source, writer)


def _every(node: n.Every, writer: _Writer) -> _Form:
    condition = node.condition
    if node.source.where is not None:
        condition = n.Or((n.Not(node.source.where, node.type), condition), node.type)
    return _over("every", node.source, writer, where=condition)


def _count(node: n.Count, writer: _Writer) -> _Form:
    return _over("count of", node.source, writer)


def _sum(node: n.Sum, writer: _Writer) -> _Form:
    return _aggregate("sum of", node, writer)


def _average(node: n.Average, writer: _Writer) -> _Form:
    return _aggregate("average of", node, writer)


def _best(node: n.Best, writer: _Writer) -> _Form:
    return _aggregate(_superlative(node), node, writer)


def _best_record(node: n.BestRecord, writer: _Writer) -> _Form:
    value = node.value
    time = writer.plan.schema.models[node.source.model].time
    ordinary = isinstance(value, n.Field) and value.name == time
    by = "" if ordinary else f" by {writer.inside().write(value, Level.SUM)}"
    return _over(_superlative(node), node.source, writer, name=by)


def _superlative(node: n.Best | n.BestRecord) -> str:
    if _is_of_time(node.value.type):
        return "latest" if node.greatest else "earliest"
    return "largest" if node.greatest else "smallest"


def _aggregate(word: str, node: n.Sum | n.Average | n.Best, writer: _Writer) -> _Form:
    """Return `sum of line.price where ...`; other values than fields stand in brackets before."""
    value = writer.inside().write(node.value)
    if isinstance(node.value, n.Field):
        return _over(word, node.source, writer, name=f".{value}")
    return _over(f"{word} ({value}) of", node.source, writer)


# Conditions --------------------------------------------------------------------------------


def _relation(node: n.Compare, writer: _Writer, sign: str | None = None) -> _Form:
    sides = writer.write(node.left, Level.SUM), writer.write(node.right, Level.SUM)
    return f" {sign or node.relation.value} ".join(sides), Level.COMPARISON


def _among(node: n.Among, writer: _Writer, sign: str = "in") -> _Form:
    item = writer.write(node.item, Level.SUM)
    return f"{item} {sign} ({writer.all(node.options)})", Level.COMPARISON


def _within(node: n.Within, writer: _Writer, sign: str = "in") -> _Form:
    ends = writer.all((node.low, node.high), Level.SUM, " .. ")
    return f"{writer.write(node.item, Level.SUM)} {sign} {ends}", Level.COMPARISON


def _has(node: n.Has, writer: _Writer) -> _Form:
    return writer.all((node.items, node.item), Level.SUM, " has "), Level.COMPARISON


def _truth(node: n.Truth, writer: _Writer) -> _Form:
    return _FORMS[type(node.value)](node.value, writer)


def _is_known(node: n.IsKnown, writer: _Writer, words: str = "is known") -> _Form:
    return f"{writer.write(node.value, Level.SUM)} {words}", Level.COMPARISON


def _there_is(node: n.ThereIs, writer: _Writer) -> _Form:
    return f"there is {writer.write(node.value, Level.SUM)}", Level.COMPARISON


def _holds(node: n.Holds, writer: _Writer) -> _Form:
    return f"it is certain that {writer.write(node.condition, Level.COMPARISON)}", Level.NOT


def _sampled(node: n.Sampled, writer: _Writer) -> _Form:
    return f"sample {writer.all((node.share, node.item), Level.SUM, ' by ')}", Level.COMPARISON


def _not(node: n.Not, writer: _Writer) -> _Form:
    match node.condition:
        case n.Compare(relation=n.Relation.EQUAL) as equal:
            return _relation(equal, writer, "!=")
        case n.Among() as among:
            return _among(among, writer, "not in")
        case n.Within() as within:
            return _within(within, writer, "not in")
        case n.IsKnown() as known:
            return _is_known(known, writer, "is not known")
        case n.Exists() as quantifier:
            return _over("no", quantifier.source, writer)
        case n.AtLeast() as bound:
            return _bound("at most", bound.number - 1, bound, writer)
        case condition:
            return f"not {writer.write(condition, Level.NOT)}", Level.NOT


def _and(node: n.And, writer: _Writer) -> _Form:
    return _logic(node.conditions, " and ", Level.AND, "yes", writer)


def _or(node: n.Or, writer: _Writer) -> _Form:
    return _logic(node.conditions, " or ", Level.OR, "no", writer)


def _logic(
    conditions: tuple[n.Expr, ...], joint: str, level: Level, empty: str, writer: _Writer
) -> _Form:
    if len(conditions) == 1:
        return _FORMS[type(conditions[0])](conditions[0], writer)
    if not conditions:
        return empty, Level.NAME
    return writer.all(conditions, Level(level + 1), joint), level


def _at_least(node: n.AtLeast, writer: _Writer) -> _Form:
    return _bound("at least", node.number, node, writer)


def _bound(words: str, number: int, node: n.AtLeast, writer: _Writer) -> _Form:
    return f"{words} {number} of ({writer.all(node.conditions)})", Level.AGGREGATE


_FORMS: dict[type, Callable[[Any, _Writer], _Form]] = {
    n.Const: _constant,
    n.NoValue: lambda _, __: ("no value", Level.NAME),
    n.Ask: _ask,
    n.Today: lambda _, __: ("today", Level.NAME),
    n.Now: lambda _, __: ("now", Level.NAME),
    n.Parameter: _parameter,
    n.Subject: lambda _, __: ("this", Level.NAME),
    n.Root: lambda node, _: (node.model, Level.NAME),
    n.Element: lambda node, _: (node.model, Level.NAME),
    n.Ordinal: lambda _, __: ("n", Level.NAME),
    n.Field: lambda node, writer: _member(node.of, node.name, writer),
    n.Follow: _follow,
    n.Part: lambda node, writer: _member(node.of, node.name, writer),
    n.Ref: lambda node, writer: _member(node.of, node.decision, writer),
    n.Arithmetic: _arithmetic,
    n.Shift: _shift,
    n.DayOf: _day_of,
    n.At: _at,
    n.FullUnits: _full_units,
    n.PeriodStart: _period_start,
    n.Else: _else,
    n.Pick: _pick,
    n.Case: _case,
    n.Call: _call,
    n.Join: _join,
    n.Exists: _any,
    n.Every: _every,
    n.Count: _count,
    n.Sum: _sum,
    n.Average: _average,
    n.Best: _best,
    n.BestRecord: _best_record,
    n.Compare: _relation,
    n.Among: _among,
    n.Within: _within,
    n.Has: _has,
    n.Truth: _truth,
    n.IsKnown: _is_known,
    n.ThereIs: _there_is,
    n.Holds: _holds,
    n.Sampled: _sampled,
    n.Not: _not,
    n.And: _and,
    n.Or: _or,
    n.AtLeast: _at_least,
}
