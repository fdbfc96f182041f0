"""Writes `docs/reference/` from the code: what each page says stands in one place only.

`make docs` runs it; a test holds the pages fresh. Only what Forecourt brings itself is described,
whatever other plugins are installed.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from importlib import import_module, metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.main import get_command

from forecourt.core.cli import reference_pages
from forecourt.core.cli.application import COMMANDS, app
from forecourt.core.cli.statuses import MEANINGS
from forecourt.core.hooks import GROUP
from forecourt.core.records.schema import Absence
from forecourt.core.registry import build_registry
from forecourt.core.values.showing import show
from forecourt.core.values.types import Many, Reference, Symbol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from forecourt.core.records.schema import FieldSchema, ModelSchema, Schema
    from forecourt.core.registry import Registry
    from forecourt.core.values.types import Type

FOLDER = Path(__file__).parent / "reference"
MADE = "<!-- Made by `make docs` from the code; do not edit. -->"
HEADING = re.compile(r"^(\w[\w ]+):$", re.MULTILINE)
ABSENT = {
    Absence.REQUIRED: "required",
    Absence.NONE: "none",
    Absence.UNKNOWN: "unknown",
}


# How the pages begin ------------------------------------------------------------------------------

KINDS = (
    "A statement is a line that begins with its kind, and indented lines, each a clause. A "
    "label may stand in several languages. `pack`, `levels`, `stages`, `choices`, `parameter`, "
    "`set` and `test` are part of the language itself and stand in [the guide](../language.md)."
)
RECORDS = (
    "How records are written as files stands in [the guide](../records.md). Each model has an "
    "`id` besides the fields listed. Absent says what it means that a field has no value: "
    "unknown (nobody asked yet), none (there is none), required, or the default that it has. "
    "Fields marked \\* identify a person. A number without a range has the usual one of its type."
)
ROLES = (
    "Who acts, and where in the customer's journey. In rules a role is one of the values of "
    "`role`, a phase one of the stages `journey_phase`."
)
ERRORS = (
    "Each error and warning has a code, which stays what it is. `forecourt reference FC105` "
    "prints the page of one. In examples `{byte FF}` stands for that byte and `{x * 9}` for "
    "nine times `x`; examples of the checker (FC1) leave out the `pack` statement."
)
COMMAND_LINE = (
    "Results go to the standard output, messages to the standard error. Every command takes "
    "`--json` and then writes one JSON document, `decide` one on each line where it is given "
    "several records. Where a command ends with 1 or 2, `findings` in the document say why. "
    "A reader that goes away, as with `| head`, ends it with 0."
)
SHARED = (
    "Levels stand from the highest down, stages from the earliest on. Lists of a single field "
    "stand with that field among the [records](records.md)."
)


# The pages ----------------------------------------------------------------------------------------


def pages() -> dict[str, str]:
    """Return the pages of the reference by the names of their files."""
    registry = built_in()
    return {name: f"{MADE}\n\n{page(registry)}" for name, page in PAGES.items()}


def built_in() -> Registry:
    """Return the registry of the plugins that come with Forecourt."""
    entries = metadata.entry_points(group=GROUP)
    own = [entry for entry in entries if entry.dist is not None and entry.dist.name == "forecourt"]
    return build_registry(sorted(own, key=lambda entry: entry.name))


def index(registry: Registry) -> str:
    """Return the page that lists the others."""
    del registry
    rows = [(f"[{name}]({name})", about) for name, about in ABOUT.items()]
    return document("Reference", "Made from the code.", table(("page", "what it lists"), rows))


def kinds(registry: Registry) -> str:
    """Return the page on kinds of statements."""
    parts = [KINDS]
    for one in reference_pages.kinds(registry):
        rows = [
            (
                code(clause["name"]) if clause["name"] != "rows" else "rows",
                clause["doc"],
                clause["occurs"],
            )
            for clause in one["clauses"]
        ]
        parts += [
            f"## `{one['name']}`",
            one["doc"],
            f"```rules\n{one['form']}\n```",
            table(("line", "what it says", "stands"), rows),
        ]
    return document("Kinds of statements", *parts)


def records(registry: Registry) -> str:
    """Return the page on record models and their fields."""
    schema = registry.vocabulary.schema
    parts = [RECORDS]
    for name in sorted(schema.models):
        parts += model(schema.models[name], schema)
    return document("Records", *parts)


def model(one: ModelSchema, schema: Schema) -> list[str]:
    """Return the section on a model."""
    rows = [
        (
            code(field.name) + (" \\*" if field.personal else ""),
            type_of(field.type) + range_of(field),
            absent(field),
            field.doc,
            field.plugin,
        )
        for field in one.fields.values()
        if field.name != "id"
    ]
    found = [f"## `{one.name}`", one.doc, where(one, schema)]
    if rows:
        found.append(table(("field", "type", "absent", "what it is", "plugin"), rows))
    return found


def where(one: ModelSchema, schema: Schema) -> str:
    """Return where records of a model stand, and what stands in them."""
    if one.owner is None:
        place = "A file of its own."
    else:
        owner = schema.models[one.owner]
        names = [entry.name for entry in owner.lists.values() if entry.model == one.name]
        names += [part.name for part in owner.parts.values() if part.model == one.name]
        place = f"In {code(names[0])} of [`{one.owner}`](#{one.owner})."
    time = f" Latest and earliest go by {code(one.time)}." if one.time else ""
    inside = [f"[`{name}`](#{entry.model})" for name, entry in (one.lists | one.parts).items()]  # type: ignore[operator]
    held = f" Holds {', '.join(inside)}." if inside else ""
    return f"{place}{time}{held}"


def type_of(of: Type) -> str:
    """Return a type; of a field's own list of values the values."""
    match of:
        case Reference(model=name):
            return f"[`{name}`](#{name})"
        case Many(element=element):
            return f"list of {type_of(element)}"
        case Symbol(name=name, values=values) if "." in name:
            return ", ".join(map(code, values))
        case Symbol(name=name):
            return f"[`{name}`](values.md#{name})"
        case _:
            return str(of)


def range_of(field: FieldSchema) -> str:
    """Return the range that a field states, to stand after its type."""
    stated = field.declared_range
    if stated is None:
        return ""
    low, high = (show(end, field.type) for end in (stated.low, stated.high))
    return f", {low} to {high}"


def absent(field: FieldSchema) -> str:
    """Return what it means that a field has no value."""
    if field.absence in ABSENT:
        return ABSENT[field.absence]
    if isinstance(field.type, Many):
        return "empty" if not field.default else ", ".join(map(str, field.default))
    return show(field.default, field.type)


def values(registry: Registry) -> str:
    """Return the page on types, units and lists of values."""
    entries = reference_pages.value_types(registry)
    symbols = registry.vocabulary.symbols
    types = [(one["doc"], code(one["written"])) for one in entries if one["name"] not in symbols]
    shared = [symbols[name] for name in sorted(symbols) if "." not in name]
    parts = [
        "## Types",
        table(("type", "written, for example"), types),
        "## Units",
        "\n".join(f"- `{name}`" for name in sorted(registry.vocabulary.units)),
        "## Levels, stages and choices",
        SHARED,
    ]
    for one in shared:
        more = " A pack may add others." if one.open else ""
        listed = ", ".join(map(code, one.values))
        parts += [f"### `{one.name}`", f"{one.order.value.capitalize()}: {listed}.{more}"]
    return document("Values", *parts)


def roles(registry: Registry) -> str:
    """Return the page on roles and phases."""
    parts = [ROLES]
    for one in reference_pages.roles(registry):
        known_as = f" Also called: {', '.join(one['also_called'])}." if one["also_called"] else ""
        parts += [f"### `{one['name']}`", f"{titles(one)}. {one['doc']}{known_as}"]
    parts.append("## Phases")
    for one in reference_pages.phases(registry):
        parts += [f"### {one['position']}. `{one['name']}`", f"{titles(one)}. {one['doc']}"]
    return document("Roles and phases", *parts)


def titles(one: Mapping[str, Any]) -> str:
    """Return the titles of a role or phase, each with its language."""
    return ", ".join(f"{text} ({language})" for language, text in one["titles"].items())


def functions(registry: Registry) -> str:
    """Return the page on functions."""
    parts = ["What expressions may call. Functions come with plugins."]
    for one in reference_pages.functions(registry):
        parts += [
            f"## `{one['name']}`",
            f"{one['doc'].rstrip('.')}. Gives: {one['returns']}.",
            f"```rules\n{one['form']}\n```",
        ]
        if one["example"]:
            parts += ["For example:", f"```rules\n{one['example']}\n```"]
    return document("Functions", *parts)


def errors(registry: Registry) -> str:
    """Return the page on findings."""
    parts = [ERRORS]
    for one in reference_pages.errors(registry):
        parts += finding(one)
    return document("Errors and warnings", *parts)


def finding(one: Mapping[str, Any]) -> list[str]:
    """Return the section on a finding; none if it has no page."""
    title, *rest = HEADING.split(one["doc"])
    if not rest:
        return []
    found = [f"## {one['name']}", f"{one['severity'].capitalize()}. {title.strip()}"]
    for heading, text in zip(rest[::2], rest[1::2], strict=True):
        body = textwrap.dedent(text).strip("\n")
        if heading.startswith(("Example", "Instead")):
            found += [f"{heading}:", f"```\n{body}\n```"]
        else:
            found.append(f"**{heading}.** {' '.join(body.split())}")
    return found


def commands(registry: Registry) -> str:
    """Return the page on commands: what `--help` says of each."""
    del registry
    statuses = [(str(status.value), meaning) for status, meaning in MEANINGS.items()]
    parts = [COMMAND_LINE, table(("exit status", "what it says"), statuses)]
    group = get_command(app)
    for name, entry in COMMANDS.items():
        command = group.commands[name]  # type: ignore[attr-defined]
        module = import_module(f"forecourt.core.cli.commands.{entry.module}")
        rows = [(code(" ".join(named(one))), said(one)) for one in command.params]
        parts += [
            f"## `forecourt {name}`",
            inspect.cleandoc(command.help),
            table(("argument or option", "what it says"), rows),
            "For example:",
            "```\n" + "\n".join(module.EXAMPLES) + "\n```",
        ]
    return document("Commands", *parts)


def named(one: Any) -> Iterable[str]:
    """Yield how an argument or option is written on the command line."""
    if one.param_type_name == "option":
        yield ", ".join(one.opts)
    if one.param_type_name == "argument" or not one.is_flag:
        yield one.metavar or one.name.upper()


def said(one: Any) -> str:
    """Return the help of an argument or option, and whether it must be given."""
    needed = " Required." if one.required else ""
    default = (
        f" Without it: {one.default}."
        if isinstance(one.default, int | str) and not one.is_flag
        else ""
    )
    return " ".join(f"{one.help or ''}{needed}{default}".split())


def document(title: str, *parts: str) -> str:
    """Return a page."""
    return "\n\n".join([f"# {title}", *(part for part in parts if part)]) + "\n"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table; a bar in a cell does not end it."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


def code(text: str) -> str:
    """Return a text as code."""
    return f"`{text}`"


PAGES: dict[str, Callable[[Registry], str]] = {
    "README.md": index,
    "commands.md": commands,
    "errors.md": errors,
    "functions.md": functions,
    "kinds.md": kinds,
    "records.md": records,
    "roles.md": roles,
    "values.md": values,
}

ABOUT = {
    "kinds.md": "kinds of statements, with their lines",
    "values.md": "types of values, units, levels, stages and choices",
    "functions.md": "functions that expressions may call",
    "records.md": "records and their fields",
    "roles.md": "roles and phases",
    "errors.md": "errors and warnings, with examples",
    "commands.md": "commands, with their options",
}


def main() -> None:
    """Write all pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
