"""What every finding about a text, a record or a plugin has in common.

A stage returns its value and its diagnostics; it raises only for mistakes of the Python caller.
Each code is one frozen dataclass derived from `Diagnostic`: its fields are what is known of the
case, its message and help are derived from them, and its docstring is its page in the reference.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecourt.core.diagnostics.place import Place


class Severity(Enum):
    """Whether a finding stops the work."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Diagnostic(ABC):
    """A finding at a place.

    Messages are lower case, one line, without a full stop; what the user wrote stands in
    backticks; they use the words of the language and never a Python name.
    """

    code: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR

    place: Place

    @property
    @abstractmethod
    def message(self) -> str:
        """What is wrong, in one line."""

    @property
    def help(self) -> str | None:
        """What was expected or what to do next, in one line; None if the message says it."""
        return None

    @property
    def related(self) -> tuple[tuple[Place, str], ...]:
        """Other places that matter, each with a word on why (`first declared here`)."""
        return ()


_NEAR = 0.6
"""How like a word a name must be to be suggested, from 0 to 1."""

_MOST_SUGGESTED = 3

_ABOUT_AS_NEAR = 1.6
"""How many times as far as the nearest name another may be that is suggested beside it."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `word`, or None if none is near enough to suggest."""
    matches = get_close_matches(word, list(known), n=1, cutoff=_NEAR)
    return matches[0] if matches else None


def suggestions(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known name most like `word`, and others about as like it, three at most."""
    found = get_close_matches(word, list(dict.fromkeys(known)), n=_MOST_SUGGESTED, cutoff=_NEAR)
    far = {name: 1 - SequenceMatcher(None, name, word).ratio() for name in found}
    return tuple(name for name in found if far[name] <= _ABOUT_AS_NEAR * far[found[0]])


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a question that names the known names most like `word`; None if none is near."""
    return question(suggestions(word, known))


def question(names: Iterable[str]) -> str | None:
    """Return a question whether one of some names was meant; None if there are none."""
    quoted = [f"`{name}`" for name in names]
    if not quoted:
        return None
    *others, last = quoted
    return f"did you mean {', '.join(others)} or {last}?" if others else f"did you mean {last}?"
