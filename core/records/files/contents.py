"""What a file is by its bytes, whatever its name or a mapping says."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from unicodedata import category

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.importing import FileNotRead

if TYPE_CHECKING:
    from pathlib import Path

ARCHIVE = b"PK\x03\x04"
OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

MARKS = {
    ARCHIVE: "a workbook or another archive",
    OFFICE: "an Office file of the old kind, or one with a password",
    b"%PDF-": "a PDF document",
    b"\x1f\x8b": "a compressed file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLite format 3\0": "a database",
}
"""What begins with which bytes. Text in no encoding begins so."""

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The part of an Office file that holds a workbook with a password."""

SAVE_AGAIN = "export it once more, or open and save it where it was made"

SAMPLE = 4096
BREAKS = frozenset("\t\n\v\f\r\x1a\x85")
"""Control characters that texts hold."""

FEW = 8
SHARE = 20
"""A text has no more than a few control characters, or less than one in this many."""


def not_text(path: Path, name: str, codec: str) -> Diagnostic | None:
    """Return the finding that a file holds no text, or None if it may hold some."""
    with path.open("rb") as stream:
        head = stream.read(SAMPLE)
    place = Place(name, 1)
    kind = next((kind for mark, kind in MARKS.items() if head.startswith(mark)), None)
    if kind is not None:
        expected = "save it as a text file; a workbook is read as one if it is named `.xlsx`"
        return FileNotRead(place, f"it is {kind}, not text", expected)
    if _mostly_controls(head.decode(codec, "replace")):
        expected = "a text file; if it is UTF-16, state that as its `encoding` in the mapping"
        return FileNotRead(place, "it holds bytes that no text holds", expected)
    return None


def _mostly_controls(text: str) -> bool:
    controls = sum(category(sign) == "Cc" and sign not in BREAKS for sign in text)
    return controls >= FEW and controls * SHARE > len(text)


def not_a_workbook(path: Path, name: str) -> Diagnostic:
    """Return the finding why a file that cannot be read as a workbook is none."""
    with path.open("rb") as stream:
        head = stream.read(len(OFFICE))
    if head.startswith(OFFICE):
        reason, expected = _office(path)
    elif head.startswith(ARCHIVE):
        reason, expected = _archive(path)
    else:
        reason = "it is not a workbook"
        expected = "save it as `.xlsx`, or state its `format` in the mapping"
    return FileNotRead(Place(name, 1), reason, expected)


def _office(path: Path) -> tuple[str, str]:
    if ENCRYPTED in path.read_bytes():
        return "it is protected with a password", "save it without one"
    return "it is a workbook of the old kind", "save it as `.xlsx`"


def _archive(path: Path) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "it is damaged, or breaks off before its end", SAVE_AGAIN
    if any(name.startswith("xl/") for name in names):
        return "it is a damaged workbook", SAVE_AGAIN
    return "it is an archive and no workbook", "give the files in it"
