"""The pages of the reference, as JSON values made from what is loaded and how it is documented."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, Any, get_args

from forecourt.core import diagnostics
from forecourt.core.check.kinds import Kind, Needed, Rows, Several
from forecourt.core.diagnostics import Diagnostic
from forecourt.core.values import types

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from forecourt.core.check.kinds import Clause
    from forecourt.core.registry import Registry

Entries = list[dict[str, Any]]


def kinds(registry: Registry) -> Entries:
    """Return the kinds of statements with their clauses."""
    return [_kind(kind) for _, kind in sorted(registry.vocabulary.kinds.items())]


def _kind(kind: type[Kind]) -> dict[str, Any]:
    subject = {"record": " for SUBJECT", "nothing": "", "perhaps": " [for SUBJECT]"}
    return {
        "name": kind.word,
        "form": f'{kind.word} NAME{subject[kind.speaks_of]} [when CONDITION] "label"',
        "doc": _first_paragraph(kind),
        "clauses": [
            {"name": word or "rows", "doc": clause.doc, "occurs": _occurs(clause)}
            for word, clause in kind.clauses().items()
        ],
    }


def _occurs(clause: Clause[Any]) -> str:
    match clause:
        case Needed():
            return "once"
        case Rows() | Several():
            return "any number of times"
        case _:
            return "once or not at all"


def roles(registry: Registry) -> Entries:
    """Return the roles that plugins bring."""
    return [
        {
            "name": one.name,
            "titles": dict(one.titles),
            "doc": one.doc,
            "also_called": list(one.also_called),
        }
        for one in sorted(registry.roles.values(), key=lambda role: role.name)
    ]


def phases(registry: Registry) -> Entries:
    """Return the phases, in their order."""
    return [
        {"name": one.name, "position": one.position, "titles": dict(one.titles), "doc": one.doc}
        for one in registry.phases.values()
    ]


def functions(registry: Registry) -> Entries:
    """Return the functions that expressions may call."""
    return [
        {
            "name": name,
            "form": f"{name}({', '.join(f'{word} {of}' for word, of in one.parameters)})",
            "returns": str(one.returns),
            "doc": one.doc,
            "example": one.example,
        }
        for name, one in sorted(registry.vocabulary.functions.items())
    ]


WRITTEN = {
    types.YesNo: "yes",
    types.Whole: "12",
    types.Number: "2.5",
    types.Percent: "2.5 %",
    types.Money: "12.50 EUR",
    types.Text: '"any text"',
    types.Day: "2026-03-01",
    types.Moment: "2026-03-01 09:30",
    types.TimeOfDay: "09:30",
    types.Duration: "7 days, 2 working days, 3 months, 30 minutes",
    types.Symbol: "a name, as declared by `levels`, `stages` or `choices`",
    types.Reference: "the name of a record above, or of a `define`",
    types.Many: "a list of records or values, as in `count of`",
}
"""How a value of each type is written in rules; one of a unit as the units of plugins say."""


def value_types(registry: Registry) -> Entries:
    """Return the types of the language, and the names that values of some types have."""
    unit = next(iter(sorted(registry.vocabulary.units)), "UNIT")
    written = {**WRITTEN, types.Quantity: f"12.5 {unit}"}
    found = [
        {"name": of.__name__, "written": written[of], "doc": _first_paragraph(of)}
        for of in get_args(types.Type)
    ]
    for name, symbol in sorted(registry.vocabulary.symbols.items()):
        doc = f"One of these {symbol.order.value}; a pack may use others." if symbol.open else ""
        values = ", ".join(symbol.values)
        found.append({"name": name, "written": values, "doc": doc or f"{symbol.order.value}"})
    return found


def errors(registry: Registry) -> Entries:
    """Return a page for each finding that there is, by code."""
    del registry  # findings of plugins are loaded with them
    return [
        {
            "name": one.code,
            "severity": one.severity.value,
            "title": _first_paragraph(one),
            "doc": inspect.cleandoc(one.__doc__ or ""),
        }
        for one in sorted(_findings(), key=lambda one: one.code)
    ]


def _findings() -> Iterator[type[Diagnostic]]:
    """Yield all classes of findings."""
    for module in pkgutil.walk_packages(diagnostics.__path__, f"{diagnostics.__name__}."):
        import_module(module.name)
    waiting = [Diagnostic]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if isinstance(getattr(one, "code", None), str) and _is_ours(one):
                yield one


def _is_ours(of: type) -> bool:
    return of.__module__.startswith("forecourt.")


def _first_paragraph(of: type) -> str:
    return " ".join(inspect.cleandoc(of.__doc__ or "").split("\n\n")[0].split())


PAGES: Mapping[str, Callable[[Registry], Entries]] = {
    "kinds": kinds,
    "roles": roles,
    "phases": phases,
    "functions": functions,
    "types": value_types,
    "errors": errors,
}
"""The pages by name; beside them there are `record` and `store`, and each code of `errors`."""
