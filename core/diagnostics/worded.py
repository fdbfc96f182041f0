"""Findings whose words are a line with gaps: what importing and storing report."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar

from forecourt.core.diagnostics.diagnostic import Diagnostic, question, suggestions

SHOWN_CHARACTERS = 60
SHOWN_OF_PATHS = 240
SHOWN_WORDS = 12

PATHS = frozenset({"file", "folder"})
"""Fields that hold a path, of which the end says most."""

OWN_WORDS = frozenset({"reason", "expected", "where"})
"""Fields that hold words of ours, which are shown in full; all others may be a user's."""


@dataclass(frozen=True)
class Worded(Diagnostic):
    """A finding that says `says` and advises `advises`, with its own fields in the gaps.

    A finding with fields `word` and `known` also names the known word nearest to `word`.
    """

    says: ClassVar[str]
    advises: ClassVar[str | None] = None

    @property
    def message(self) -> str:
        """What is wrong, in one line."""
        return self.says.format_map(self._gaps())

    @property
    def help(self) -> str | None:
        """The nearest right word, else what to do next."""
        gaps = self._gaps()
        near = suggestions(gaps["word"], self._known()) if "word" in gaps else ()
        if near:
            return question(map(shown, near))
        return self.advises.format_map(gaps) if self.advises else None

    def _known(self) -> tuple[str, ...]:
        return tuple(getattr(self, "known", ()))

    def _gaps(self) -> dict[str, Any]:
        values = {entry.name: getattr(self, entry.name) for entry in fields(self)}
        return {name: _gap(name, value) for name, value in values.items()}


def _gap(name: str, value: object) -> str:
    if isinstance(value, tuple):
        words = [f"`{shown(word)}`" for word in value[:SHOWN_WORDS]]
        return ", ".join([*words, "..."] if len(value) > SHOWN_WORDS else words)
    if name in PATHS:
        return shown_path(str(value))
    return printable(str(value)) if name in OWN_WORDS else shown(value)


def printable(text: str) -> str:
    """Return a text on one line, what cannot be shown written out."""
    return text if text.isprintable() else "".join(map(_printable, text))


def shown(value: object) -> str:
    """Return a value for one line of a message: printable, and not too long."""
    text = printable(str(value))
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 3] + "..."


def shown_path(path: str) -> str:
    """Return a path for one line of a message: printable, and without its beginning if long."""
    text = printable(path)
    return text if len(text) <= SHOWN_OF_PATHS else "..." + text[3 - SHOWN_OF_PATHS :]


def _printable(character: str) -> str:
    if "\udc80" <= character <= "\udcff":
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character if character.isprintable() else ascii(character)[1:-1]
