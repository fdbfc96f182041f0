"""Findings about a file as a whole, and about the limits that keep reading quick and safe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.worded import Worded


@dataclass(frozen=True)
class NotUtf8(Worded):
    """A file is not text in UTF-8.

    What it means:
        The bytes from this place on are no characters. The text was saved in another encoding,
        or the file is no text at all.

    Why it matters:
        Guessing the encoding would turn names and messages into other ones.

    Example:
        note greeting "Bem-vindo, Jo{byte E3}o"

    Instead:
        note greeting "Bem-vindo, João"
    """

    code: ClassVar[str] = "FC001"
    says: ClassVar[str] = "from here on the file is not text in UTF-8"
    advises: ClassVar[str | None] = "save it as UTF-8 in the editor"


@dataclass(frozen=True)
class FileTooLarge(Worded):
    """A file is larger than 4 MiB.

    What it means:
        Nothing of the file was read.

    Why it matters:
        A file that people keep in order by hand is far smaller; this one was made by mistake, or
        to keep the machine busy.

    Example:
        {# a line of a file that never ends, and ends nevertheless * 80000}

    Instead:
        # a file for each theme
    """

    code: ClassVar[str] = "FC002"
    says: ClassVar[str] = "the file is larger than {mebibytes} MiB"
    advises: ClassVar[str | None] = "split it into several files"
    mebibytes: int


@dataclass(frozen=True)
class LineTooLong(Worded):
    """A line has more than 2,000 characters.

    What it means:
        The line was left out. What is underlined is too much.

    Why it matters:
        Nobody can review such a line.

    Example:
        note essay "{a * 2000}"

    Instead:
        note essay "{a * 200}"
    """

    code: ClassVar[str] = "FC003"
    says: ClassVar[str] = "the line has {characters} characters, {limit} are the most"
    advises: ClassVar[str | None] = "carry on in a deeper line after a comma or an operator"
    characters: int
    limit: int


@dataclass(frozen=True)
class StatementTooLong(Worded):
    """A statement has more than 4,000 words and signs.

    What it means:
        The statement was left out.

    Why it matters:
        Checking and explaining a statement takes time with its length.

    Example:
        levels size  a0,
            {a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, * 150}
            a16

    Instead:
        levels size  a0,
            {a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, * 15}
            a16
    """

    code: ClassVar[str] = "FC004"
    says: ClassVar[str] = "the statement has more than {limit} words and signs"
    advises: ClassVar[str | None] = "split it into several statements"
    limit: int


@dataclass(frozen=True)
class TooDeep(Worded):
    """Brackets, lines or expressions are nested too deep.

    What it means:
        At most 64 brackets may be open at once, expressions may nest 100 deep, lines 16 deep.

    Why it matters:
        Nobody can follow it, and what walks over it needs memory for each level.

    Example:
        require patience for visit
            that       {( * 65}waited{) * 65}

    Instead:
        require patience for visit
            that       ((waited))
    """

    code: ClassVar[str] = "FC005"
    says: ClassVar[str] = "{where} are nested more than {limit} deep"
    advises: ClassVar[str | None] = "give a part of it a name with `define`"
    where: str
    limit: int
