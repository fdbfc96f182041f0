"""The kind `authority`: who may grant what, and who must be asked.

An authority compares what is asked for with the limit of whoever asks. Beyond it, the least of the
roles whose limit is enough is named. What cannot be told is never granted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.check import clauses, expressions, names
from forecourt.core.check.assembly import Rejected
from forecourt.core.check.described import Described
from forecourt.core.check.kinds import Kind, Needed, One
from forecourt.core.check.typing import AMOUNTS, YES_NO, describe_type, same
from forecourt.core.check.wording import misplaced, place_of
from forecourt.core.diagnostics.checking import Reading, TwoReadings, WrongType
from forecourt.core.hooks import hookimpl
from forecourt.core.plan import nodes as plan
from forecourt.core.plan.nodes import HitPolicy, Relation
from forecourt.core.syntax import nodes as syntax
from forecourt.core.values.types import Order, Reference, Symbol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr

VERDICT = Symbol("verdict", Order.CHOICES, ("allowed", "escalate", "refused", "unknown"))
"""What an authority says of a request."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: the member of staff that a field names, else somebody of a role."""

    person: Expr | None
    role: str | None


def _asked_by(line: syntax.Line, context: Context) -> Asker:
    """Read `asked_by FIELD, else ROLE`, or either alone."""
    node = clauses.only_expression(line, context, "`FIELD, else ROLE`")
    if isinstance(node, syntax.Else):
        return Asker(_person(node.first, context), _role(node.second, context))
    roles = context.assembly.symbols["role"].values
    if not isinstance(node, (syntax.Name, syntax.TextLiteral)) or node.text not in roles:
        return Asker(_person(node, context), None)
    if isinstance(node, syntax.Name) and names.is_value(node, context):
        readings = (Reading("a role", f'`"{node.text}"`'), names.reading_of(node.text, context))
        context.fail(TwoReadings(node.place, node.text, readings))
    return Asker(None, node.text)


def _person(node: syntax.Expression, context: Context) -> Expr:
    found = expressions.value(node, context)
    if found.type != Reference("staff"):
        described = describe_type(found.type)
        context.fail(WrongType(place_of(node), "a member of staff", described))
    return found


def _role(node: syntax.Expression, context: Context) -> str:
    return clauses.symbol_named(node, "role", context)


def _limit(line: syntax.Line, context: Context) -> plan.ParameterTable:
    """Read the name of a parameter by role."""
    expected = "the name of a parameter `by role`"
    node = clauses.only_expression(line, context, expected)
    parameters = context.assembly.parameters
    table = parameters.get(node.text) if isinstance(node, syntax.Name) else None
    if isinstance(node, syntax.Name) and node.text in context.assembly.broken:
        raise Rejected
    if table is None or [str(key) for key in table.key_types] != ["role"]:
        context.fail(misplaced(node, expected))
    if not isinstance(table.type, AMOUNTS):
        context.fail(
            WrongType(place_of(node), "a limit that is a number", describe_type(table.type))
        )
    return table


class Authority(Described):
    """Who may grant something that is asked for, and up to how much."""

    word = "authority"
    takes_when = True

    of = Needed(clauses.value, "What is asked for")
    limit = Needed(_limit, "The parameter that gives each role its limit")
    asked_by = One(
        _asked_by, "Who asks: a field that names a person, `else` a role", word="asked_by"
    )
    when = One(clauses.condition, "The condition under which it is asked for")

    def lower(self) -> None:
        """Add the verdict as a decision, and the approval as an emission."""
        requested, table = self.of, self.limit
        self._check_comparable(requested, table)
        own = self._own_limit(table)
        verdict = self._verdict(requested, own, table)
        if not self.is_on():
            return
        conditions = [self.guard(), self.when, plan.ThereIs(requested, YES_NO)]
        there = tuple(one for one in conditions if one is not None)
        self.context.assembly.emissions.append(
            plan.Emission(
                kind="approval",
                name=self.name,
                subject=self.context.this().model,
                condition=plan.And(there, YES_NO),
                fields=(
                    ("requested", requested),
                    ("limit", own),
                    ("verdict", verdict),
                    ("approver", self._approver(requested, verdict, table)),
                ),
                at=self.place,
                constants={"label": self.label()},
                blamed=("requested", "limit"),
            )
        )

    def _check_comparable(self, requested: Expr, table: plan.ParameterTable) -> None:
        if not same(requested.type, table.type, self.context.assembly.currency):
            line = self.lines_of(type(self).of)[0]
            place = place_of(line.body.sequences[0][0])
            expected, found = describe_type(table.type), describe_type(requested.type)
            self.context.fail(WrongType(place, expected, found, f"the limits are: `{table.name}`"))

    def _own_limit(self, table: plan.ParameterTable) -> Expr:
        """Return the limit of whoever asks: the greatest of a person's roles.

        Somebody whom the store does not know has no limit that anybody could tell; nor has
        whoever it may be that is not written down, unless a role stands for such a one.
        """
        asker = self.asked_by or Asker(None, None)
        by_role = _limit_of(table, asker.role) if asker.role else plan.NoValue(table.type)
        limits = _roles_in(table)
        if asker.person is None or not limits:
            return by_role
        person = names.as_record(asker.person)
        own = tuple(self._limit_as(person, role, table) for role in limits)
        untold = plan.IsKnown if asker.role else plan.ThereIs
        asked = (asker.person,) if isinstance(asker.person, plan.Field) else ()
        rows = (
            (plan.IsKnown(person, YES_NO), plan.Pick(True, own, table.type)),
            (untold(asker.person, YES_NO), plan.Ask(asked, table.type)),
        )
        return plan.Case(rows, by_role, table.type)

    def _limit_as(self, person: Expr, role: str, table: plan.ParameterTable) -> Expr:
        acts = _acts_as(person, role, self.context)
        return plan.Case(((acts, _limit_of(table, role)),), None, table.type)

    def _verdict(self, requested: Expr, own: Expr, table: plan.ParameterTable) -> Expr:
        within = plan.Compare(Relation.AT_MOST, requested, own, YES_NO)
        enough = plan.Or(
            tuple(_covers(table, role, requested) for role in _roles_in(table)), YES_NO
        )
        rows = (
            (within, "allowed"),
            (_cannot_be_told(within), "unknown"),
            (enough, "escalate"),
            (_cannot_be_told(enough), "unknown"),
            (None, "refused"),
        )
        made = tuple(plan.Row(one, plan.Const(word, VERDICT), self.place) for one, word in rows)
        name, subject = f"{self.name}.verdict", self.context.this()
        nothing = plan.NoValue(VERDICT)
        self.context.assembly.decisions[name] = plan.Decision(
            name, subject.model, HitPolicy.FIRST, made, nothing, VERDICT, False, self.place
        )
        return plan.Ref(name, subject, VERDICT)

    def _approver(self, requested: Expr, verdict: Expr, table: plan.ParameterTable) -> Expr:
        """Return the role with the least limit that is enough, where somebody must be asked."""
        of = self.context.assembly.symbols["role"]
        escalated = plan.Compare(Relation.EQUAL, verdict, plan.Const("escalate", VERDICT), YES_NO)
        rows = []
        for role in _roles_in(table):
            least = [
                plan.Not(
                    plan.And(
                        (
                            _covers(table, other, requested),
                            plan.Compare(
                                Relation.LESS,
                                _limit_of(table, other),
                                _limit_of(table, role),
                                YES_NO,
                            ),
                        ),
                        YES_NO,
                    ),
                    YES_NO,
                )
                for other in _roles_in(table)
                if other != role
            ]
            condition = plan.And((escalated, _covers(table, role, requested), *least), YES_NO)
            rows.append((condition, plan.Const(role, of)))
        return plan.Case(tuple(rows), None, of)


def _cannot_be_told(condition: Expr) -> Expr:
    known = (plan.Holds(condition, YES_NO), plan.Holds(plan.Not(condition, YES_NO), YES_NO))
    return plan.Not(plan.Or(known, YES_NO), YES_NO)


def _roles_in(table: plan.ParameterTable) -> tuple[str, ...]:
    return tuple(key[0] for key in table.values)


def _limit_of(table: plan.ParameterTable, role: str) -> Expr:
    return plan.Parameter(table.name, (plan.Const(role, table.key_types[0]),), table.type)


def _covers(table: plan.ParameterTable, role: str, requested: Expr) -> Expr:
    return plan.Compare(Relation.AT_MOST, requested, _limit_of(table, role), YES_NO)


def _acts_as(person: Expr, role: str, context: Context) -> Expr:
    """Return the condition that a member of staff has a role and is still there."""
    roles = names.member(person, "roles", context)
    active = names.member(person, "active", context)
    assert roles is not None
    assert active is not None
    has_role = plan.Has(roles, plan.Const(role, context.assembly.symbols["role"]), YES_NO)
    return plan.And((has_role, plan.Truth(active, YES_NO)), YES_NO)


@hookimpl
def provide_kinds() -> Sequence[type[Kind]]:
    """Bring the kind `authority`."""
    return (Authority,)


@hookimpl
def provide_symbols() -> Sequence[Symbol]:
    """Bring the verdicts."""
    return (VERDICT,)
