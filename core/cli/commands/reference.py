"""`forecourt reference`: the language and the records, made from what is loaded."""

from typing import Annotated, Any

import typer
from rich.padding import Padding
from rich.text import Text

from forecourt.core.cli.documents import write_json
from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.options import JsonFlag, StoreOption
from forecourt.core.cli.output import refuse, results
from forecourt.core.cli.reference_pages import PAGES, errors
from forecourt.core.cli.workspace import STORE_ROOT, folder_if_any, record_root, registry_for
from forecourt.core.diagnostics.checking import UnknownSubject
from forecourt.core.diagnostics.usage import WordUnknown

EXAMPLES = (
    "forecourt reference",
    "forecourt reference record",
    "forecourt reference kinds",
    "forecourt reference FC105",
)

TOPICS = {
    "record": "The JSON Schema of record files.",
    "store": "The JSON Schema of store files.",
    "kinds": "The kinds of statements, with their clauses.",
    "roles": "Who acts.",
    "phases": "The stretches of the journey, in order.",
    "functions": "What expressions may call.",
    "types": "The types of values, and how they are written.",
    "errors": "All errors and warnings; `FC105` and its like show one.",
}


def reference(
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="TOPIC", help="One of " + ", ".join(TOPICS) + ", or the code of an error."
        ),
    ] = None,
    store: StoreOption = None,
    *,
    as_document: JsonFlag = False,
) -> None:
    """Show the reference of the language and records.

    It is made from the plugins that are loaded. `record` and `store` are always JSON.
    """
    registry = registry_for(folder_if_any(store))
    if topic is None:
        _write_topics(as_document=as_document)
        return
    roots = {"record": record_root(registry.vocabulary.schema), "store": STORE_ROOT}
    if topic in roots:
        if roots[topic] not in registry.vocabulary.schema.roots:
            refuse(UnknownSubject(COMMAND_LINE, roots[topic], registry.vocabulary.schema.roots))
        write_json(registry.records.json_schema(roots[topic]))
        return
    entries = PAGES[topic](registry) if topic in PAGES else None
    if entries is None:
        pages = {one["name"]: one for one in errors(registry)}
        if topic not in pages:
            refuse(WordUnknown(COMMAND_LINE, "topic", topic, (*TOPICS, *pages)))
        entries = [pages[topic]]
    elif topic == "errors" and not as_document:
        entries = [{"name": one["name"], "doc": one["title"]} for one in entries]
    if as_document:
        write_json({topic: entries})
        return
    for one in entries:
        _write_entry(one)


def _write_topics(*, as_document: bool) -> None:
    if as_document:
        write_json({"topics": TOPICS})
        return
    for name, doc in TOPICS.items():
        _write_entry({"name": name, "doc": doc})


def _write_entry(one: dict[str, Any]) -> None:
    """Write one entry: its name, how it is written, what it is, and what belongs to it."""
    results().print(Text(one["name"], style="bold"))
    said = [one.get("form"), one.get("written"), *_titles(one), one.get("doc"), one.get("example")]
    for text in said:
        if text:
            results().print(Padding(Text(text), (0, 0, 0, 4), expand=False))
    for clause in one.get("clauses", ()):
        text = Text.assemble((clause["name"], "cyan"), f"  {clause['doc']} ({clause['occurs']})")
        results().print(Padding(text, (0, 0, 0, 8), expand=False))


def _titles(one: dict[str, Any]) -> list[str]:
    titles = one.get("titles") or {}
    return [", ".join(f"{language} {text}" for language, text in titles.items())]
