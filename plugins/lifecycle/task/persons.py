"""Who a task falls to: the person that the records name for a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.check import names
from forecourt.core.check.typing import YES_NO
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import Relation
from forecourt.core.values.types import Reference, Text, Whole
from forecourt.plugins.lifecycle.task.happened import id_of

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr

STAFF = Reference("staff")


def person_in(role: str, context: Context) -> Expr:
    """Return the id of the person whom the subject, else the file above it, names for a role.

    Where neither has a field of the role's name, the only active member of staff with that role.
    """
    root = context.root()
    records: list[Expr] = [context.this()] if context.subject else []
    if root is not None and root != context.subject:
        records.append(plan.Root(root, Reference(root)))
    found = [names.member(record, role, context) for record in records]
    named = [field for field in found if field is not None and field.type == STAFF]
    if not named:
        return only_one_with(role, context)
    person = named[0]
    for other in named[1:]:
        person = plan.Else(person, other, STAFF)
    return person


def superior_in(role: str, person: Expr, context: Context) -> Expr:
    """Return the id of whom a person reports to, if that one has the role; else as `person_in`."""
    member_of_staff = plan.Follow(person, "staff", STAFF)
    superior = names.member(member_of_staff, "reports_to", context)
    if superior is None:
        return person_in(role, context)
    roles = names.member(superior, "roles", context)
    assert roles is not None
    has_role = plan.Has(roles, _role(role, context), YES_NO)
    return plan.Case(((has_role, superior),), person_in(role, context), STAFF)


def only_one_with(role: str, context: Context) -> Expr:
    """Return the id of the active member of staff with a role, where there is exactly one."""
    if "store" not in context.schema.roots:
        return plan.NoValue(STAFF)
    counted = _staff_with(role, context)
    alone = plan.Compare(
        Relation.EQUAL, plan.Count(counted, Whole()), plan.Const(1, Whole()), YES_NO
    )
    chosen = _staff_with(role, context)
    element = plan.Element(chosen.variable, "staff", STAFF)
    name = plan.Best(chosen, id_of(element, context), True, Text())
    return plan.Case(((alone, name),), None, STAFF)


def _staff_with(role: str, context: Context) -> plan.Source:
    element = plan.Element(context.assembly.fresh_variable(), "staff", STAFF)
    roles = names.member(element, "roles", context)
    active = names.member(element, "active", context)
    assert roles is not None
    assert active is not None
    has_role = plan.Has(roles, _role(role, context), YES_NO)
    where = plan.And((has_role, plan.Truth(active, YES_NO)), YES_NO)
    store = plan.Root("store", Reference("store"))
    return plan.Source(element.variable, store, "staff", "staff", where)


def _role(role: str, context: Context) -> Expr:
    return plan.Const(role, context.assembly.symbols["role"])
