"""Safe names for generated code, and how it writes constants and attributes."""

from __future__ import annotations

import unicodedata
from functools import cache
from keyword import iskeyword, issoftkeyword
from typing import Any

_BY_REPR = (bool, int, str)


@cache
def identifier(text: str) -> str:
    """Return an identifier that resembles `text`, the same after Python's own normalisation."""
    folded = unicodedata.normalize("NFKC", text)
    kept = "".join(letter if ("_" + letter).isidentifier() else "_" for letter in folded)
    name = unicodedata.normalize("NFKC", kept.lstrip("_") or "it")
    if not name.isidentifier():
        name = f"the_{name}"
    return f"{name}_" if iskeyword(name) or issoftkeyword(name) else name


def attribute(of: str, name: str) -> str:
    """Return the code that reads an attribute, whatever its name."""
    if name.isascii() and name.isidentifier() and not iskeyword(name):
        return f"{of}.{name}"
    return f"getattr({of}, {name!r})"


def inline(value: Any) -> str | None:
    """Return a constant as it is written in code, or None if it has to be kept beside the code."""
    return repr(value) if type(value) in _BY_REPR else None


class Names:
    """Names taken in the source: those of the whole, and those local to any of its functions.

    A name of the whole is never also local anywhere, so that neither hides the other.
    """

    def __init__(self, reserved: frozenset[str]) -> None:
        self._whole = set(reserved)
        self._local: set[str] = set()
        self._numbers: dict[str, int] = {}

    def whole(self, like: str) -> str:
        """Return a new name for the whole source."""
        wanted = name = identifier(like)
        number = self._numbers.get(wanted, 1)
        while name in self._whole or name in self._local:
            number += 1
            name = f"{wanted}_{number}"
        self._numbers[wanted] = number
        self._whole.add(name)
        return name

    def local(self, like: str, taken: dict[str, int]) -> str:
        """Return a name that is new in the function whose names `taken` are, and add it there.

        Each of these is with the number up to which others like it are taken.
        """
        wanted = name = identifier(like)
        number = taken.get(wanted, 1)
        while name in self._whole or name in taken:
            number += 1
            name = f"{wanted}_{number}"
        taken[wanted] = number
        taken.setdefault(name, 1)
        self._local.add(name)
        return name
