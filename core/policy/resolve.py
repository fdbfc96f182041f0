"""The whole way from rule text to a plan: read, check, put layers together."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.check.assembly import Assembly, Declared, Rejected
from forecourt.core.check.context import Context
from forecourt.core.check.kinds import declare
from forecourt.core.check.parameters import Parameter, declare_parameter
from forecourt.core.check.settings import apply_setting, with_setting
from forecourt.core.check.symbols import ORDERS, declare_symbol
from forecourt.core.diagnostics import Severity
from forecourt.core.diagnostics.checking import (
    ClauseMissing,
    DeclaredTwice,
    Misplaced,
    NameOfField,
    UnknownKind,
)
from forecourt.core.diagnostics.policies import NotConfigured
from forecourt.core.plan.nodes import PackIdentity, Plan
from forecourt.core.policy.layers import check_versions, read_layers
from forecourt.core.syntax.collection import collection_paused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from forecourt.core.check.vocabulary import Vocabulary
    from forecourt.core.diagnostics import Diagnostic, Place
    from forecourt.core.policy.packs import Layer, PackText
    from forecourt.core.syntax.nodes import Statement

FIXED_KINDS = (*ORDERS, "parameter", "set", "test")
"""The kinds that say something about the policy itself; all others add to the plan."""


FIRST_OF_CHECKER = "FC100"
"""Codes below it are of the reader."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A pack with the layers below it, checked and put together.

    `plan` is None if anything is wrong. `texts` are all files by the names in the diagnostics.
    """

    plan: Plan | None
    layers: tuple[Layer, ...]
    parameters: Mapping[str, Parameter]
    declared: tuple[Declared, ...]
    tests: tuple[Statement, ...]
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Return the findings that keep the policy from being used."""
        return tuple(one for one in self.diagnostics if one.severity is Severity.ERROR)


@collection_paused()
def resolve(
    top: PackText,
    library: Mapping[str, Callable[[], PackText]],
    vocabulary: Vocabulary,
    *,
    zone: str = "UTC",
    currency: str | None = None,
) -> Policy:
    """Return the policy that a pack makes with the layers below it, and all that is wrong with it.

    `library` has the packs that may be extended, `zone` and `currency` are those of the store.
    """
    assembly = Assembly(vocabulary, currency, dict(vocabulary.symbols))
    context = Context(assembly, None)
    layers = read_layers(top, library, context)
    check_versions(layers, context)
    assembly.currency = currency or _currency(layers)
    _declare_symbols(layers, assembly)
    parameters = _parameters(layers, assembly, context)
    declared = _declare_statements(layers, vocabulary, assembly)
    for entry in declared:
        assembly.ensure_lowered(entry, entry.place)
    plan = _plan(layers, assembly, declared, zone)
    diagnostics = tuple(sorted(_causes(assembly.diagnostics, layers), key=_by_place(layers)))
    usable = not any(one.severity is Severity.ERROR for one in diagnostics)
    return Policy(
        plan if usable and layers else None,
        layers,
        parameters,
        declared,
        tuple(one for layer in layers[-1:] for one in layer.statements if one.kind.text == "test"),
        diagnostics,
        {name: text for layer in layers for name, text in layer.text.files.items()}
        or dict(top.files),
    )


def _currency(layers: tuple[Layer, ...]) -> str | None:
    return next(
        (layer.header.currency for layer in reversed(layers) if layer.header.currency), None
    )


def _by_place(layers: tuple[Layer, ...]) -> Callable[[Diagnostic], tuple[int, int, int]]:
    """Return the key that sorts findings by layer, file and line, as one reads them."""
    files = [name for layer in layers for name in layer.text.files]
    order = {name: position for position, name in enumerate(files)}

    def key(one: Diagnostic) -> tuple[int, int, int]:
        return order.get(one.place.file, len(order)), one.place.line, one.place.column

    return key


def _causes(found: list[Diagnostic], layers: tuple[Layer, ...]) -> Iterator[Diagnostic]:
    """Yield findings without those that only follow from a line that could not be read.

    Such a line is left out of its statement, which then seems to lack it.
    """
    starts = sorted(
        (one.place.file, one.place.line) for layer in layers for one in layer.statements
    )
    unread = {_statement_at(one.place, starts) for one in found if one.code < FIRST_OF_CHECKER}
    for one in found:
        lacking = isinstance(one, (ClauseMissing, Misplaced)) and one.place.column == 1
        if not lacking or _statement_at(one.place, starts) not in unread:
            yield one


def _statement_at(place: Place, starts: list[tuple[str, int]]) -> tuple[str, int] | None:
    """Return the first line of the statement that a place lies in."""
    position = bisect_right(starts, (place.file, place.line))
    start = starts[position - 1] if position else None
    return start if start and start[0] == place.file else None


def _statements(layers: tuple[Layer, ...], *kinds: str) -> Iterator[tuple[Layer, Statement]]:
    for layer in layers:
        for statement in layer.statements:
            if statement.kind.text in kinds:
                yield layer, statement


def _declare_symbols(layers: tuple[Layer, ...], assembly: Assembly) -> None:
    for _, statement in _statements(layers, *ORDERS):
        declare_symbol(statement, assembly)


def _parameters(
    layers: tuple[Layer, ...], assembly: Assembly, context: Context
) -> dict[str, Parameter]:
    """Return all parameters with what the layers set, nearest layer last."""
    found: dict[str, Parameter] = {}
    for layer in layers:
        for _, statement in _statements((layer,), "parameter"):
            parameter = declare_parameter(statement, assembly, layer.header.language)
            if parameter is not None:
                found[parameter.table.name] = parameter
        below = dict(found)
        for _, statement in _statements((layer,), "set"):
            try:
                setting = apply_setting(statement, found, below, context)
            except Rejected:
                continue
            found[setting.name] = with_setting(found[setting.name], setting)
    for name, parameter in found.items():
        assembly.parameters[name] = parameter.table
        if parameter.table.required and not parameter.table.values:
            keys = ", ".join(map(str, parameter.table.key_types)) or None
            context.report(NotConfigured(parameter.table.at, name, keys))
    return found


def _declare_statements(
    layers: tuple[Layer, ...], vocabulary: Vocabulary, assembly: Assembly
) -> tuple[Declared, ...]:
    found = []
    known = ("pack", *FIXED_KINDS, *vocabulary.kinds)
    for layer in layers:
        for statement in layer.statements:
            word = statement.kind.text
            if word in FIXED_KINDS:
                continue
            kind = vocabulary.kinds.get(word)
            if kind is None:
                assembly.report(UnknownKind(statement.kind.place, word, known))
                continue
            entry = declare(kind, statement, assembly, layer.header.language)
            if entry is not None and _is_new(entry, assembly):
                found.append(entry)
    return tuple(found)


def _is_new(entry: Declared, assembly: Assembly) -> bool:
    """Enter a statement under its name, unless the name is taken."""
    earlier = assembly.declare(entry)
    if earlier is not None and earlier is not entry:
        assembly.report(DeclaredTwice(entry.place, entry.name, earlier.place))
        return False
    if entry.has_value and entry.subject is not None:
        model = assembly.vocabulary.schema.models[entry.subject]
        if entry.name in model.fields:
            assembly.report(NameOfField(entry.place, entry.name, model.name))
            return False
    return True


def _plan(
    layers: tuple[Layer, ...], assembly: Assembly, declared: tuple[Declared, ...], zone: str
) -> Plan | None:
    if not layers:
        return None
    header = layers[-1].header
    written = {entry.name: position for position, entry in enumerate(declared)}
    emissions = sorted(assembly.emissions, key=lambda one: written.get(one.name, len(written)))
    digest = hashlib.sha256("".join(layer.text.digest() for layer in layers).encode()).hexdigest()
    return Plan(
        PackIdentity(header.name, header.version, digest),
        assembly.vocabulary.schema,
        assembly.parameters,
        tuple(assembly.decisions.values()),
        tuple(emissions),
        tuple(entry.name for entry in declared),
        zone,
        assembly.currency,
    )
