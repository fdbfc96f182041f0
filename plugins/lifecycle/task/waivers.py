"""Waivers: records that let somebody off a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.check import names
from forecourt.core.check.typing import YES_NO
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Relation
from forecourt.core.values.types import Reference, Text
from forecourt.plugins.lifecycle.task.happened import id_of
from forecourt.plugins.lifecycle.task.times import compared, has_begun

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.records.schema import ListSchema

WAIVER = "waiver"
"""The model of a waiver."""


def is_waived(
    task: str, context: Context, *, since: Expr | None = None, before: Expr | None = None
) -> Expr:
    """Return the condition that a waiver lets the subject off a task, by now.

    Where the task comes again a waiver is for the occurrence in whose time it was given: from
    `since` on, and before `before`.
    """
    root = context.root()
    assert root is not None
    entry = _list_in(root, context)
    if entry is None:
        return plan.Truth(plan.Const(False, YES_NO), YES_NO)
    element = plan.Element(context.assembly.fresh_variable(), WAIVER, Reference(WAIVER))
    what, whom, at = (_member(element, one, context) for one in ("task", "of", "waived_at"))
    conditions = [
        plan.Compare(Relation.EQUAL, what, plan.Const(task, Text()), YES_NO),
        plan.Compare(Relation.EQUAL, whom, _name_of_subject(context), YES_NO),
        has_begun(at),
    ]
    if since is not None:
        conditions.append(compared(at, Relation.AT_LEAST, since))
    if before is not None:
        conditions.append(plan.Not(compared(at, Relation.AT_LEAST, before), YES_NO))
    above = plan.Root(root, Reference(root))
    where = plan.And(tuple(conditions), YES_NO)
    return plan.Exists(plan.Source(element.variable, above, entry.name, WAIVER, where), YES_NO)


def _list_in(root: str, context: Context) -> ListSchema | None:
    lists = context.schema.models[root].lists.values()
    return next((one for one in lists if one.model == WAIVER), None)


def _member(element: Expr, name: str, context: Context) -> Expr:
    found = names.member(element, name, context)
    assert found is not None
    return found


def _name_of_subject(context: Context) -> Expr:
    """Return how waivers refer to the subject: `delivery:D1`."""
    this = context.this()
    return plan.Join((plan.Const(f"{this.model}:", Text()), id_of(this, context)), Text())
