"""Expressions that read what is stored: constants, parameters, records and their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.explain.records import Held, find, part, plain, root_record
from forecourt.core.engines.explain.values import NONE, Known, Missing, Value, lift, union
from forecourt.core.plan import nodes as n
from forecourt.core.plan.outcome import Blame
from forecourt.core.records.schema import Absence
from forecourt.core.values.types import Many

if TYPE_CHECKING:
    from datetime import date

    from forecourt.core.engines.explain.scope import Scope
    from forecourt.core.engines.explain.values import Blames


def constant(node: n.Const, _: Scope) -> Value:
    """A known value."""
    return Known(node.value)


def no_value(_: n.NoValue, __: Scope) -> Value:
    """None."""
    return NONE


def ask(node: n.Ask, scope: Scope) -> Value:
    """Missing, whatever the fields hold."""
    return Missing(union(_asked(field, scope) for field in node.fields))


def _asked(node: n.Field, scope: Scope) -> Blames:
    of = scope.value(node.of)
    if isinstance(of, Known):
        return frozenset({field_blame(node, of.value, scope)})
    return of.blame if isinstance(of, Missing) else frozenset()


def parameter(node: n.Parameter, scope: Scope) -> Value:
    """The value in force at the as-of date."""
    table = scope.setting.plan.parameters[node.name]
    today = scope.setting.facts.now.date()

    def look_up(*keys: object) -> Value:
        values = [dated.value for dated in table.values.get(keys, ()) if in_force(dated, today)]
        if values and values[-1] is not None:
            return Known(values[-1])
        return Missing(frozenset({Blame("parameter", node.name)})) if table.required else NONE

    return lift(look_up, *(plain(scope.value(key)) for key in node.keys))


def in_force(dated: n.DatedValue, day: date) -> bool:
    """Return whether a dated value holds on a day; the first and last day count."""
    begun = dated.first_on is None or dated.first_on <= day
    return begun and (dated.last_on is None or day <= dated.last_on)


def subject(_: n.Subject, scope: Scope) -> Value:
    """The record that the statement speaks about."""
    return Known(scope.subject)


def root(node: n.Root, scope: Scope) -> Value:
    """The root record of a model."""
    return Known(root_record(scope.setting.facts, node.model))


def element(node: n.Element, scope: Scope) -> Value:
    """The element that is looked at."""
    return Known(scope.elements[node.variable].element)


def ordinal(node: n.Ordinal, scope: Scope) -> Value:
    """The ordinal of the occurrence that is looked at."""
    return Known(scope.ordinals[node.variable])


def follow(node: n.Follow, scope: Scope) -> Value:
    """The record that a reference field points to; none if it isn't there."""
    setting = scope.setting

    def look_up(wanted: str) -> Value:
        held = find(setting.plan.schema, setting.facts, node.model, wanted)
        return NONE if held is None else Known(held)

    return lift(look_up, plain(scope.value(node.reference)))


def embedded(node: n.Part, scope: Scope) -> Value:
    """The record embedded in another; none if it isn't there."""

    def look_up(owner: Held) -> Value:
        held = part(owner, node.name, node.model)
        return NONE if held is None else Known(held)

    return lift(look_up, scope.value(node.of))


def decided(node: n.Ref, scope: Scope) -> Value:
    """The value of a decision for a record, as the pass reads it."""
    return lift(lambda held: scope.read(node.decision, held), scope.value(node.of))


def field(node: n.Field, scope: Scope) -> Value:
    """The stored value, or what its absence means."""
    return lift(lambda held: _field_of(node, held, scope), scope.value(node.of))


def _field_of(node: n.Field, held: Held, scope: Scope) -> Value:
    stored = held.id if node.name == "id" else getattr(held.data, node.name, None)
    if stored is not None:
        return Known(stored)
    if node.absence is Absence.NONE:
        return NONE
    if node.absence is Absence.DEFAULT:
        return Known(_default(node, scope))
    return Missing(frozenset({field_blame(node, held, scope)}))


def _default(node: n.Field, scope: Scope) -> object:
    default = scope.setting.plan.schema.models[node.model].fields[node.name].default
    return () if default is None and isinstance(node.type, Many) else default


def field_blame(node: n.Field, held: Held, scope: Scope) -> Blame:
    """Return what to ask for: `model:id.name`, or for an element the list it belongs to."""
    path = _path_from_element(node.of)
    if path is None:
        return Blame("field", f"{node.model}:{held.id}.{node.name}")
    variable, names = path
    bound = scope.elements[variable]
    whole = ".".join((bound.list, *names, node.name))
    return Blame("field", f"{bound.owner.model}:{bound.owner.id}.{whole}")


def _path_from_element(expr: n.Expr) -> tuple[int, tuple[str, ...]] | None:
    """Return the variable and the fields by which an expression points to an element, if so."""
    match expr:
        case n.Element():
            return expr.variable, ()
        case n.Part(of=of, name=name) | n.Follow(reference=n.Field(of=of, name=name)):
            before = _path_from_element(of)
            return before and (before[0], (*before[1], name))
        case _:
            return None
