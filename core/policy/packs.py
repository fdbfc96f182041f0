"""Packs as texts: where they are found, and what their `pack` statement says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING

from forecourt.core.check import clauses
from forecourt.core.check.assembly import Rejected
from forecourt.core.check.nesting import report_nested
from forecourt.core.diagnostics.checking import Misplaced, UnknownClause
from forecourt.core.diagnostics.place import Place
from forecourt.core.diagnostics.policies import EmptyPack, NoPackStatement, UnreadableFile
from forecourt.core.syntax import nodes as syntax
from forecourt.core.syntax.read import decode, read_document
from forecourt.core.values.currencies import is_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable
    from pathlib import Path

    from forecourt.core.check.context import Context
    from forecourt.core.diagnostics import Diagnostic

SUFFIX = ".rules"


@dataclass(frozen=True, slots=True)
class PackText:
    """The files of one pack, by the names under which they are shown (`textbook/pack.rules`)."""

    name: str
    files: Mapping[str, str]

    def digest(self) -> str:
        """Return the SHA-256 of the pack's text, the same on every machine."""
        found = hashlib.sha256()
        for name, text in sorted(self.files.items()):
            found.update(f"{name}\0{text}\0".encode())
        return found.hexdigest()


@dataclass(frozen=True, slots=True)
class PackHeader:
    """What the `pack` statement says of a pack."""

    name: str
    version: str
    place: Place
    titles: Mapping[str, str] = field(default_factory=dict)
    cites: tuple[str, ...] = ()
    extends: tuple[str, str | None] | None = None
    extends_at: Place | None = None
    currency: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Layer:
    """A pack that has been read: its header and its statements, without those that are wrong."""

    header: PackHeader
    text: PackText
    statements: tuple[syntax.Statement, ...]


def installed_packs(packages: Iterable[str]) -> dict[str, Traversable]:
    """Return the folders of the packs that lie in the given packages, by name."""
    found: dict[str, Traversable] = {}
    for package in packages:
        for folder in sorted(resources.files(package).iterdir(), key=lambda entry: entry.name):
            if folder.is_dir() and any(one.name.endswith(SUFFIX) for one in folder.iterdir()):
                found[folder.name] = folder
    return found


def packs_beside(place: Path) -> dict[str, Path]:
    """Return the packs that lie in the same folder as a pack, by name: it may extend them."""
    try:
        folders = [one for one in place.resolve().parent.iterdir() if one.is_dir()]
        return {one.name: one for one in folders if next(one.glob(f"*{SUFFIX}"), None)}
    except OSError:
        return {}


def read_pack(place: Traversable | Path) -> tuple[PackText, tuple[Diagnostic, ...]]:
    """Return the texts of a pack: a folder with rule files, or one rule file.

    What cannot be read is reported; the other files are kept.
    """
    if place.is_dir():
        files = sorted(
            (one for one in place.iterdir() if one.name.endswith(SUFFIX)), key=lambda one: one.name
        )
        named = {f"{place.name}/{file.name}": file for file in files}
    else:
        named = {place.name: place}
    texts: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for name, file in named.items():
        try:
            texts[name], wrong = decode(file.read_bytes(), name)
        except OSError as error:
            problems.append(UnreadableFile(Place(name, 1), (error.strerror or str(error)).lower()))
        else:
            problems.extend(wrong)
    if not named:
        problems.append(EmptyPack(Place(place.name, 1), place.name))
    name = place.name.removesuffix(SUFFIX)
    return PackText(name, texts), tuple(problems)


def pack_text(place: Traversable | Path) -> PackText:
    """Return the texts of a pack that others extend; what cannot be read of it is left out."""
    return read_pack(place)[0]


def read_layer(text: PackText, context: Context) -> Layer | None:
    """Return a pack's statements; None if it has no files.

    What is wrong goes to `context`. Without a usable `pack` statement the rest is still read, so
    that all that is wrong with it is told at once.
    """
    statements: list[syntax.Statement] = []
    for name, content in text.files.items():
        document, problems = read_document(content, name)
        for problem in problems:
            context.report(problem)
        statements.extend(document.statements)
    headers = [one for one in statements if one.kind.text == "pack"]
    if not text.files:
        return None
    if len(headers) != 1:
        place = headers[1].place if headers else Place(next(iter(text.files)), 1)
        context.report(NoPackStatement(place, len(headers)))
    try:
        header = read_header(headers[0], context) if headers else None
    except Rejected:
        header = None
    if header is None:
        header = PackHeader(text.name, "0", Place(next(iter(text.files)), 1))
    kept = tuple(one for one in statements if one not in headers)
    return Layer(header, text, kept)


def read_header(statement: syntax.Statement, context: Context) -> PackHeader:
    """Return what a `pack` statement says; rejected if its first line is wrong."""
    parts = [part for sequence in statement.body.sequences for part in sequence]
    match parts:
        case [syntax.Name(text=name), syntax.NumberLiteral(text=version)]:
            pass
        case _:
            expected = "`pack NAME VERSION`, as in `pack my_store 2026.11`"
            context.fail(Misplaced(statement.place, "this line", expected))
    report_nested(statement, context.assembly)
    found: dict[str, object] = {}
    for line in statement.lines:
        word = line.head.text if line.head else "..."
        if word not in _HEADER_LINES:
            context.report(UnknownClause(line.place, word, "pack", tuple(_HEADER_LINES)))
            continue
        try:
            found.update(_HEADER_LINES[word](line, context))
        except Rejected:
            continue
    return PackHeader(name, version, statement.place, **found)  # type: ignore[arg-type]


def _title(line: syntax.Line, context: Context) -> dict[str, object]:
    texts = clauses.texts(line, context).by_language
    language = next(iter(texts)) or "en"
    return {"titles": {key or language: text for key, text in texts.items()}, "language": language}


def _cites(line: syntax.Line, context: Context) -> dict[str, object]:
    return {"cites": tuple(clauses.texts(line, context).by_language.values())}


def _extends(line: syntax.Line, context: Context) -> dict[str, object]:
    parts = [part for sequence in line.body.sequences for part in sequence]
    match parts:
        case [syntax.Name(text=name)]:
            return {"extends": (name, None), "extends_at": line.place}
        case [syntax.Name(text=name), syntax.NumberLiteral(text=version)]:
            return {"extends": (name, version), "extends_at": line.place}
        case _:
            context.fail(Misplaced(line.place, "this line", "`extends PACK VERSION`"))


def _currency(line: syntax.Line, context: Context) -> dict[str, object]:
    written = clauses.word(line, context)
    if not is_code(written):
        context.fail(Misplaced(line.place, f"`{written}`", "a currency such as `EUR`"))
    return {"currency": written}


_HEADER_LINES = {
    "title": _title,
    "cites": _cites,
    "extends": _extends,
    "currency": _currency,
}
