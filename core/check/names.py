"""What names mean: of fields, records, statements and parameters.

A bare name is looked for in this order: among the fields of the elements being looked through, then
of the subject, then the links of the root above; among the statements about these records; among
the parameters. What would be hidden in this way, and not just further out, is a second reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.check.assembly import Rejected
from forecourt.core.diagnostics.articles import with_article
from forecourt.core.diagnostics.checking import (
    NoSuchOutput,
    Reading,
    TwoReadings,
    WrongArguments,
)
from forecourt.core.plan import nodes as plan
from forecourt.core.values.types import Day, Moment, Reference

if TYPE_CHECKING:
    from forecourt.core.check.assembly import Declared
    from forecourt.core.check.context import Context
    from forecourt.core.diagnostics import Place
    from forecourt.core.plan.nodes import Expr
    from forecourt.core.records.schema import ModelSchema
    from forecourt.core.syntax.nodes import Name

FIXED: dict[str, Expr] = {"today": plan.Today(Day()), "now": plan.Now(Moment())}
"""Names that mean the same everywhere."""


def look_up(name: str, place: Place, context: Context) -> Expr | None:
    """Return the value that a name has where it stands, None if it has none.

    A name that can be read in two ways is reported and rejected.
    """
    fixed = FIXED.get(name) or context.local.get(name)
    if fixed is not None:
        return fixed
    recorded, said = _recorded(name, context), _declared(name, context)
    if recorded is not None:
        _check_only_reading(name, place, recorded, said, context)
        return recorded[1]
    if said is not None:
        return _decision(said[1], in_sight(context)[said[0]], place, context)
    return _parameter(name, place, context) or _element_called(name, context)


def is_value(node: Name, context: Context) -> bool:
    """Tell whether a bare name means something without knowing what is expected."""
    name = node.text
    return (
        name in FIXED
        or name in context.local
        or name in context.assembly.parameters
        or _recorded(name, context) is not None
        or _declared(name, context) is not None
        or _element_called(name, context) is not None
    )


# Records -----------------------------------------------------------------------------------


def member(record: Expr, name: str, context: Context) -> Expr | None:
    """Return a stored field or part of a record, or None."""
    of = as_record(record)
    model = model_of(of, context)
    if field := model.fields.get(name):
        return plan.Field(of, model.name, field.name, field.absence, field.type)
    if part := model.parts.get(name):
        return plan.Part(of, name, part.model, Reference(part.model))
    return None


def as_record(expression: Expr) -> Expr:
    """Return a reference as the record that it points to."""
    if isinstance(expression, plan.Field) and isinstance(expression.type, Reference):
        return plan.Follow(expression, expression.type.model, expression.type)
    return expression


def model_of(record: Expr, context: Context) -> ModelSchema:
    """Return the model of an expression that stands for a record."""
    assert isinstance(record.type, Reference)
    return context.schema.models[record.type.model]


def in_sight(context: Context) -> tuple[Expr, ...]:
    """Return the records whose names may stand alone, the innermost first."""
    records: list[Expr] = list(reversed(context.elements))
    if context.subject is not None:
        records.append(context.this())
        root = context.root()
        if root is not None and root != context.subject:
            records.append(plan.Root(root, Reference(root)))
    return tuple(records)


def list_owner(name: str, context: Context) -> str | None:
    """Return the model of a record in sight that has a list of that name or word, or None."""
    for record in in_sight(context):
        model = model_of(record, context)
        if any(name in (entry.name, entry.singular) for entry in model.lists.values()):
            return model.name
    return None


def visible_names(context: Context) -> list[str]:
    """Return the names that may stand here, for suggestions."""
    models = [element.model for element in context.elements]
    if context.subject:
        models.append(context.subject)
    names = [name for model in models for name in context.schema.models[model].fields]
    return [*names, *context.assembly.names(), *context.assembly.parameters, *FIXED]


_Found = tuple[int, "Expr"]
"""What was found, and after how many of the records in sight."""


def _recorded(name: str, context: Context) -> _Found | None:
    """Return a field, a part or a record of that name."""
    for depth, record in enumerate(in_sight(context)):
        if isinstance(record, plan.Subject) and name in ("this", record.model):
            return depth, record
        if isinstance(record, plan.Root) and name in context.schema.roots:
            break
        found = member(record, name, context)
        if found is not None and (not isinstance(record, plan.Root) or _is_record(found)):
            return depth, found
    if name in context.schema.roots:
        return len(context.elements) + 1, plan.Root(name, Reference(name))
    return None


def _is_record(found: Expr) -> bool:
    """Tell whether a member is a record; of a root's, only those may stand alone."""
    return isinstance(found.type, Reference)


def _element_called(name: str, context: Context) -> Expr | None:
    """Return the element being looked through by the word for one of its list."""
    for element, word in zip(reversed(context.elements), reversed(_words(context)), strict=True):
        if name == word:
            return element
    return None


def _words(context: Context) -> list[str]:
    """Return the words for one of each list being looked through, the outermost first."""
    models = context.schema.models
    return [models[owner].lists[list_name].singular for owner, list_name in context.sources]


# Statements and parameters -----------------------------------------------------------------


def decision_of(name: str, record: Expr, place: Place, context: Context) -> Expr | None:
    """Return the decision of that name made for `record`, lowering it first; None without one."""
    entry = _valued(name, record, context)
    return None if entry is None else _decision(entry, record, place, context)


def output_of(statement: Name, output: str, place: Place, context: Context) -> Expr | None:
    """Return `statement.output`, such as the moment a task was done; None if it is no such pair."""
    entry = context.assembly.find(statement.text, context.subject)
    if entry is None or output not in entry.outputs or entry.subject != context.subject:
        return None
    return _made(f"{statement.text}.{output}", entry, context.this(), place, context)


def decision_key(kind: str, subject: str, name: str) -> str:
    """Return a decision's name in the plan; definitions are private to their subject."""
    return f"{subject}.{name}" if kind == "define" else name


def _declared(name: str, context: Context) -> tuple[int, Declared] | None:
    """Return the statement with a value that the name means for the nearest record in sight."""
    for depth, record in enumerate(in_sight(context)):
        if entry := _valued(name, record, context):
            return depth, entry
    return None


def _valued(name: str, record: Expr, context: Context) -> Declared | None:
    model = model_of(record, context).name
    entry = context.assembly.find(name, model)
    return entry if entry is not None and entry.has_value and entry.subject == model else None


def _decision(entry: Declared, record: Expr, place: Place, context: Context) -> Expr:
    key = decision_key(entry.kind, model_of(record, context).name, entry.name)
    return _made(key, entry, record, place, context)


def _made(key: str, entry: Declared, record: Expr, place: Place, context: Context) -> Expr:
    """Return a reference to a decision; rejected where the one needed is itself broken."""
    if not context.assembly.ensure_lowered(entry, place):
        raise Rejected
    decision = context.assembly.decisions.get(key)
    if decision is None and entry.name in context.assembly.broken:
        raise Rejected
    if decision is None:
        context.fail(NoSuchOutput(place, key, entry.kind))
    return plan.Ref(decision.name, record, decision.type)


def _parameter(name: str, place: Place, context: Context) -> Expr | None:
    """Return the value of a parameter without rows; None if there is no such parameter."""
    table = context.assembly.parameters.get(name)
    if table is None:
        return None
    if owner := list_owner(name, context):
        readings = (Reading(f"a list of `{owner}`", f"`any {name} ...`"), parameter_reading(name))
        context.fail(TwoReadings(place, name, readings))
    return parameter_named(name, place, context)


def parameter_named(name: str, place: Place, context: Context) -> Expr:
    """Return the value of a parameter that has one alone; rejected if it has a row each."""
    table = context.assembly.parameters[name]
    if table.key_types:
        context.fail(WrongArguments(place, name, len(table.key_types), 0))
    return plan.Parameter(name, (), table.type)


def check_is_parameter_alone(name: str, place: Place, context: Context) -> None:
    """Reject the name of a parameter that is also that of something recorded."""
    recorded = _recorded(name, context)
    if recorded is not None:
        _check_only_reading(name, place, recorded, None, context)


# Readings ----------------------------------------------------------------------------------


def reading_of(name: str, context: Context) -> Reading:
    """Return what a name that is a value means, in words."""
    if recorded := _recorded(name, context):
        return _recorded_reading(name, recorded, context)
    if said := _declared(name, context):
        return _declared_reading(said, context)
    if name in context.assembly.parameters:
        return parameter_reading(name)
    return Reading("a word of the language", None)


def parameter_reading(name: str) -> Reading:
    """Return the reading of a name as a parameter."""
    return Reading("a parameter", f"`parameter.{name}`")


def _check_only_reading(
    name: str, place: Place, recorded: _Found, said: tuple[int, Declared] | None, context: Context
) -> None:
    """Reject what is recorded if a nearer statement, or a parameter, has the same name."""
    if said is not None and said[0] < recorded[0]:
        other = _declared_reading(said, context)
    elif name in context.assembly.parameters:
        other = parameter_reading(name)
    else:
        return
    context.fail(TwoReadings(place, name, (_recorded_reading(name, recorded, context), other)))


def _recorded_reading(name: str, found: _Found, context: Context) -> Reading:
    depth, value = found
    if not isinstance(value, plan.Field | plan.Part):
        return Reading("a record", f"`{name}.id`")
    record = in_sight(context)[depth]
    what = "a field" if isinstance(value, plan.Field) else "a part"
    of = model_of(record, context).name
    return Reading(f"{what} of `{of}`", _after_dot(name, record, context))


def _declared_reading(said: tuple[int, Declared], context: Context) -> Reading:
    depth, entry = said
    record = in_sight(context)[depth]
    return Reading(with_article(f"`{entry.kind}`"), _after_dot(entry.name, record, context))


def _after_dot(name: str, record: Expr, context: Context) -> str | None:
    """Return how a name is written so that it is looked for in that record only."""
    word = _word_for(record, context)
    return None if word is None else f"`{word}.{name}`"


def _word_for(record: Expr, context: Context) -> str | None:
    match record:
        case plan.Subject():
            return "this"
        case plan.Root(model=model):
            return model
        case _:
            return next((word for word in _words(context) if _is_free(word, record, context)), None)


def _is_free(word: str, element: Expr, context: Context) -> bool:
    """Tell whether the word for one of a list means that element here, and nothing else."""
    return (
        _element_called(word, context) is element
        and _recorded(word, context) is None
        and _declared(word, context) is None
        and word not in context.assembly.parameters
    )
