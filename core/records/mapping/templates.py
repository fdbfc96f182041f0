"""Columns, and texts with columns in them (`{number|slug}`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING
from unicodedata import normalize

from forecourt.core.diagnostics import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from forecourt.core.records.files import Cell

SLOT = re.compile(r"\{([^{}|]+)(?:\|([^{}|]*))?\}")
DIGEST_LENGTH = 12


def _slug(text: str) -> str:
    """Return lower-case words of letters and digits joined by hyphens."""
    return "-".join(re.findall(r"\w+", text.casefold().replace("_", " ")))


def _digest(text: str) -> str:
    """Return a short fixed stand-in for a text that should not be seen."""
    return sha256(text.encode()).hexdigest()[:DIGEST_LENGTH]


FILTERS: dict[str, Callable[[str], str]] = {
    "slug": _slug,
    "digest": _digest,
    "lower": str.lower,
    "upper": str.upper,
}


class TemplateError(ValueError):
    """A template cannot be read; its text says what was expected."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A column in a template, and the filter that its text goes through."""

    column: str
    filter: str | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """Texts and slots in turn. A `plain` one is a single column, whose cell is taken as it is."""

    parts: tuple[str | Slot, ...]
    plain: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it reads, in order."""
        return tuple(part.column for part in self.parts if isinstance(part, Slot))


def read_template(text: str) -> Template:
    """Return the template written as `text`: with braces a text with columns, else a column.

    Raises:
        TemplateError: a brace is not closed, or a filter is not known.
    """
    if "{" not in text and "}" not in text:
        return Template((Slot(text),), plain=True)
    parts: list[str | Slot] = []
    end = 0
    for match in SLOT.finditer(text):
        parts += [text[end : match.start()], Slot(match[1].strip(), _filter(match[2]))]
        end = match.end()
    parts.append(text[end:])
    if any("{" in part or "}" in part for part in parts if isinstance(part, str)):
        raise TemplateError("columns in braces, such as `{number}` or `{name|slug}`")
    return Template(tuple(part for part in parts if part != ""))


def _filter(name: str | None) -> str | None:
    if name is None or name.strip() in FILTERS:
        return name and name.strip()
    near = nearest(name, FILTERS)
    raise TemplateError(f"a filter such as `{near or 'slug'}` after the bar")


def filled(template: Template, cells: Mapping[str, Cell]) -> str | None:
    """Return the text of a template for a row, or None if a column in it is empty."""
    texts: list[str] = []
    for part in template.parts:
        text = part if isinstance(part, str) else _slot_text(part, cells)
        if text is None:
            return None
        texts.append(text)
    return "".join(texts)


def cell_text(cell: Cell) -> str:
    """Return a cell as a person would type it."""
    match cell:
        case None:
            return ""
        case str():
            return normalize("NFC", cell.strip())
        case bool():
            return "yes" if cell else "no"
        case datetime() | date() | time():
            return cell.isoformat()
        case Decimal():
            return format(cell, "f")
        case tuple():
            return ", ".join(cell)
        case _:
            return str(cell)


def _slot_text(slot: Slot, cells: Mapping[str, Cell]) -> str | None:
    text = cell_text(cells.get(slot.column))
    if slot.filter:
        text = FILTERS[slot.filter](text)
    return text or None
