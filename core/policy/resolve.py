"""The whole way from rule text to a plan: read, check, put layers together."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.check.assembly import Assembly, Declared, Rejected
from forecourt.core.check.context import Context
from forecourt.core.check.daily import daily_statements
from forecourt.core.check.kinds import declare
from forecourt.core.check.naming import wrong_name
from forecourt.core.check.nesting import report_nested
from forecourt.core.check.parameters import Parameter, declare_parameter
from forecourt.core.check.settings import apply_setting, with_setting
from forecourt.core.check.symbols import ORDERS, declare_symbol
from forecourt.core.diagnostics import Severity
from forecourt.core.diagnostics.checking import DeclaredTwice, UnknownKind
from forecourt.core.diagnostics.policies import NotConfigured
from forecourt.core.plan.nodes import PackIdentity, Plan
from forecourt.core.policy.findings import as_read
from forecourt.core.policy.layers import check_versions, read_layers
from forecourt.core.syntax.collection import collection_paused
from forecourt.core.syntax.nodes import Name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from forecourt.core.check.vocabulary import Vocabulary
    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.policy.packs import Layer, PackText
    from forecourt.core.syntax.nodes import Statement

FIXED_KINDS = (*ORDERS, "parameter", "set", "test")
"""The kinds that say something about the policy itself; all others add to the plan."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A pack with the layers below it, checked and put together.

    `plan` is None if anything is wrong. `draft` is what of it could be made even then: for looking
    up what there is, never for running; without any layer it is None. `texts` are all files by the
    names in the diagnostics.
    """

    plan: Plan | None
    draft: Plan | None
    broken: frozenset[str]
    """Names of statements that are wrong themselves, of which the draft may lack anything."""
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
    assembly = Assembly(vocabulary, currency, zone, dict(vocabulary.symbols))
    context = Context(assembly, None)
    layers = read_layers(top, library, context)
    check_versions(layers, context)
    assembly.currency = currency or _currency(layers)
    _declare_symbols(layers, assembly)
    parameters = _parameters(layers, assembly, context)
    declared = _declare_statements(layers, vocabulary, assembly)
    for entry in declared:
        assembly.ensure_lowered(entry, entry.place)
    for finding in daily_statements(declared, assembly.decisions, assembly.emissions):
        assembly.report(finding)
    plan = _plan(layers, assembly, declared, zone)
    diagnostics = as_read(assembly.diagnostics, layers)
    usable = not any(one.severity is Severity.ERROR for one in diagnostics)
    return Policy(
        plan if usable else None,
        plan,
        frozenset(assembly.broken),
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
                report_nested(statement, assembly)
                continue
            kind = vocabulary.kinds.get(word)
            if kind is None:
                assembly.report(UnknownKind(statement.kind.place, word, known))
                _break(statement, assembly)
                continue
            if not kind.nests:
                report_nested(statement, assembly)
            entry = declare(kind, statement, assembly, layer.header.language)
            if entry is None:
                _break(statement, assembly)
            elif _is_new(entry, assembly):
                found.append(entry)
    return tuple(found)


def _break(statement: Statement, assembly: Assembly) -> None:
    """Note the name of a statement that is not declared, so that its uses are not wrong, too."""
    match statement.body.sequences:
        case ((Name(text=name), *_), *_):
            assembly.broken.add(name)


def _is_new(entry: Declared, assembly: Assembly) -> bool:
    """Enter a statement under its name, unless the name is taken."""
    earlier = assembly.declare(entry)
    if earlier is not None and earlier is not entry:
        assembly.report(DeclaredTwice(entry.place, entry.name, earlier.place))
        return False
    if (wrong := wrong_name(entry, assembly)) is not None:
        assembly.report(wrong)
        assembly.broken.add(entry.name)
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
