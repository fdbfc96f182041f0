"""The last time something was done, from which the next time counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.check import expressions
from forecourt.core.check.typing import describe_type
from forecourt.core.check.wording import place_of
from forecourt.core.diagnostics.checking import WrongType
from forecourt.core.plan import nodes as plan
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.types import Day, Moment, Reference, Text
from forecourt.plugins.lifecycle.task.happened import id_of, so_far, time_of

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr


@dataclass(frozen=True, slots=True)
class LastTime:
    """When something was last done, and the id of the record that shows it.

    `asks` are the times that must be known lest another one is taken instead.
    """

    at: Expr
    record: Expr
    asks: tuple[Expr, ...]


def last_time(node: syntax.Expression, context: Context) -> LastTime:
    """Read the last time something was done: a record, a time, or `..., else` another one.

    A record stands for the time by which its model is ordered, and for itself by its id; a bare
    time, such as the one in `..., else opened_at`, is the start. What is dated later than now has
    not happened.
    """
    if isinstance(node, syntax.Else):
        return _else(node, context)
    last = expressions.value(node, context)
    if isinstance(last, (plan.Best, plan.BestRecord)):
        last = so_far(last)
    if isinstance(last.type, Reference):
        at = time_of(last, place_of(node), context)
        return LastTime(at, id_of(last, context), (at,))
    if not isinstance(last.type, (Day, Moment)):
        described = describe_type(last.type)
        expected = "a record with a time, a date or a moment"
        context.fail(WrongType(place_of(node), expected, described))
    return LastTime(last, plan.Const("start", Text()), (last,))


def _else(node: syntax.Else, context: Context) -> LastTime:
    first, second = last_time(node.first, context), last_time(node.second, context)
    if first.at.type != second.at.type:
        expected = describe_type(first.at.type)
        found = describe_type(second.at.type)
        context.fail(WrongType(place_of(node.second), expected, found))
    of = first.at.type
    return LastTime(
        plan.Else(first.at, second.at, of),
        plan.Else(first.record, second.record, Text()),
        (*first.asks, *(plan.Else(first.at, one, of) for one in second.asks)),
    )
