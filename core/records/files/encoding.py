"""Which encoding a text file has: the one stated, else UTF-8, never a guess."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.importing import EncodingNotStated

if TYPE_CHECKING:
    from pathlib import Path

CHUNK = 1 << 20

MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

CANDIDATES = ("gb18030", "cp1252", "cp1251", "shift_jis", "big5", "cp1250")
"""Encodings named as likely where the bytes are valid in them, most telling first."""

SAMPLE = 1 << 16


def settled_encoding(path: Path, name: str, stated: str | None) -> str | Diagnostic:
    """Return the codec to read `path` with, or what is wrong if it is not stated nor UTF-8.

    A byte-order mark of UTF-8 is read as such and never as part of the first column's name.
    """
    if stated is not None:
        codec = codecs.lookup(stated).name
        return "utf-8-sig" if codec == "utf-8" else codec
    offence = _first_not_utf8(path)
    if offence is None:
        return "utf-8-sig"
    position, line, byte, nearby = offence
    return EncodingNotStated(Place(name, line), f"{byte:02x}", position, _likely(path, nearby))


def known_encoding(name: str) -> bool:
    """Return whether `name` is a text encoding that can be read."""
    try:
        "".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def undecoded(text: str) -> tuple[int, int] | None:
    """Return the position in `text` (from 1) and the value of the first byte not decoded."""
    for position, character in enumerate(text, 1):
        if "\udc80" <= character <= "\udcff":
            return position, ord(character) - 0xDC00
    return None


def _first_not_utf8(path: Path) -> tuple[int, int, int, bytes] | None:
    """Return offset, line, byte and what stands around it of the first byte that is not UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    start, line = 0, 1
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(CHUNK)
            pending = decoder.getstate()[0]
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                whole = error.object
                lines = line + whole.count(b"\n", len(pending), error.start)
                nearby = whole[max(0, error.start - SAMPLE) : error.start + SAMPLE]
                return start - len(pending) + error.start, lines, whole[error.start], nearby
            if not chunk:
                return None
            start += len(chunk)
            line += chunk.count(b"\n")


def _likely(path: Path, nearby: bytes) -> tuple[str, ...]:
    with path.open("rb") as stream:
        mark = MARKS.get(stream.read(2))
    if mark:
        return (mark,)
    return tuple(name for name in CANDIDATES if _decodes(nearby, name))[:4]


def _decodes(sample: bytes, encoding: str) -> bool:
    """Return whether the whole lines of a sample are valid in an encoding."""
    first, last = sample.find(b"\n") + 1, sample.rfind(b"\n")
    try:
        (sample[first:last] if last > first else sample).decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
