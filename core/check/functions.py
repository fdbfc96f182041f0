"""Functions that plugins bring to the language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.values.types import Type


@dataclass(frozen=True, slots=True)
class Function:
    """A pure function of typed values.

    It is called with known values in normal form only: with an argument that is none or missing
    the call is none or missing, without calling. It returns a value in normal form of type
    `returns`, or None for none. `doc` says what it gives, in one line; `example` is a call and
    its value as rule text, which is executed by the tests (`points(12) = 24`).
    """

    name: str
    parameters: tuple[tuple[str, Type], ...]
    returns: Type
    python: Callable[..., Any]
    doc: str
    example: str = ""
