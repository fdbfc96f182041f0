"""Which encoding a text file has: the one stated, else UTF-8, never a guess."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.importing import EncodingNotStated, FileNotRead
from forecourt.core.records.files.contents import not_text

if TYPE_CHECKING:
    from pathlib import Path

CHUNK = 1 << 20

MARKED = "forecourt.marked"
"""How files are decoded: a byte that means nothing becomes a half character that tells it."""

FIRST_MARK = 0xDC00

BYTE_ORDERS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

ORDERED = {
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),
}
"""Encodings that cannot be read unless a file begins with one of these marks."""

CANDIDATES = ("gb18030", "cp1252", "cp1251", "shift_jis", "big5", "cp1250")
"""Encodings named as likely where the bytes are valid in them, most telling first."""

SAMPLE = 1 << 16


def _marked(error: UnicodeError) -> tuple[str, int]:
    """Return what stands for bytes that mean nothing; Python's own way leaves some unread."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    offence = error.object[error.start : error.end]
    return "".join(chr(FIRST_MARK + byte) for byte in offence), error.end


codecs.register_error(MARKED, _marked)


def settled_encoding(path: Path, name: str, stated: str | None) -> str | Diagnostic:
    """Return the codec to read a text file with, or what is wrong.

    It is wrong if the file holds no text, or is not UTF-8 and no encoding is stated. A byte-order
    mark of UTF-8 is read as such and never as part of the first column's name.
    """
    codec = codecs.lookup(stated or "utf-8").name
    marked = stated is None and _byte_order(path) is not None
    problem = _unordered(path, name, codec)
    if problem is None and not marked:
        problem = not_text(path, name, codec)
    if problem is None and stated is None:
        problem = _not_stated(path, name)
    return problem or ("utf-8-sig" if codec == "utf-8" else codec)


def _unordered(path: Path, name: str, codec: str) -> Diagnostic | None:
    """Return the finding that a file lacks the mark which tells the order of its bytes."""
    marks = ORDERED.get(codec)
    with path.open("rb") as stream:
        if marks is None or stream.read(4).startswith(marks):
            return None
    reason = f"it does not begin with the mark by which {codec} is read"
    expected = f"state its `encoding` as `{codec}-le` or `{codec}-be`"
    return FileNotRead(Place(name, 1), reason, expected)


def _not_stated(path: Path, name: str) -> Diagnostic | None:
    offence = _first_not_utf8(path)
    if offence is None:
        return None
    position, line, byte, nearby = offence
    return EncodingNotStated(Place(name, line), f"{byte:02x}", position, _likely(path, nearby))


def known_encoding(name: str) -> bool:
    """Return whether `name` is a text encoding that can be read."""
    try:
        bytes(range(256)).decode(name, MARKED)
    except (LookupError, ValueError):
        return False
    return True


def undecoded(text: str) -> tuple[int, int] | None:
    """Return the position in `text` (from 1) and the value of the first byte not decoded."""
    for position, character in enumerate(text, 1):
        if FIRST_MARK <= ord(character) <= FIRST_MARK + 0xFF:
            return position, ord(character) - FIRST_MARK
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
    order = _byte_order(path)
    if order:
        return (order,)
    return tuple(name for name in CANDIDATES if _decodes(nearby, name))[:4]


def _byte_order(path: Path) -> str | None:
    """Return the encoding that a mark at the beginning of a file tells, or None."""
    with path.open("rb") as stream:
        return BYTE_ORDERS.get(stream.read(2))


def _decodes(sample: bytes, encoding: str) -> bool:
    """Return whether the whole lines of a sample are valid in an encoding."""
    first, last = sample.find(b"\n") + 1, sample.rfind(b"\n")
    try:
        (sample[first:last] if last > first else sample).decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
