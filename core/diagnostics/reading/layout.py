"""Findings about lines, indentation and brackets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from forecourt.core.diagnostics.worded import Worded

if TYPE_CHECKING:
    from forecourt.core.diagnostics.place import Place

_CLOSING = {"(": ")", "[": "]"}


@dataclass(frozen=True)
class TabFound(Worded):
    """A tab stands in a line.

    What it means:
        Lines are indented, and columns aligned, with spaces only.

    Why it matters:
        A tab is as wide as each editor makes it, so what looks nested in one may not be in another.

    Example:
        note opening "Open the door"
            source{byte 09}house.rules.1

    Instead:
        note opening "Open the door"
            source     house.rules.1
    """

    code: ClassVar[str] = "FC006"
    says: ClassVar[str] = "a tab stands here"
    advises: ClassVar[str | None] = "use spaces"


@dataclass(frozen=True)
class UnclosedBracket(Worded):
    """A bracket is opened and never closed.

    What it means:
        The statement ended before the bracket did.

    Why it matters:
        Where it should have ended makes a difference to what the condition says.

    Example:
        require age for loan
            that       (age >= 18 or with_parent

    Instead:
        require age for loan
            that       (age >= 18 or with_parent)
    """

    code: ClassVar[str] = "FC018"
    says: ClassVar[str] = "this `{bracket}` is never closed"
    bracket: str

    @property
    def help(self) -> str:
        """The bracket to add."""
        return f"add `{_CLOSING[self.bracket]}`"


@dataclass(frozen=True)
class UnopenedBracket(Worded):
    """A closing bracket closes nothing, or not what was opened last.

    What it means:
        Brackets come in pairs of a kind: `( )` groups and calls, `[ ]` looks up a value.

    Why it matters:
        Which part is meant can only be guessed.

    Example:
        require age for loan
            that       age >= limit[adult)

    Instead:
        require age for loan
            that       age >= limit[adult]
    """

    code: ClassVar[str] = "FC019"
    bracket: str
    opening: str | None
    opened_at: Place | None

    @property
    def message(self) -> str:
        """What is wrong, in one line."""
        if self.opening:
            return f"`{self.bracket}` does not close `{self.opening}`"
        return f"`{self.bracket}` closes nothing"

    @property
    def help(self) -> str | None:
        """The bracket that was expected."""
        return f"write `{_CLOSING[self.opening]}`" if self.opening else "delete it"

    @property
    def related(self) -> tuple[tuple[Place, str], ...]:
        """Where the other bracket stands."""
        return ((self.opened_at, "opened here"),) if self.opened_at else ()


@dataclass(frozen=True)
class BracketApart(Worded):
    """A bracket stands where it cannot belong to the word before it.

    What it means:
        `[` follows its name without a space. `(` follows a function's name without a space, and
        anything else with one.

    Why it matters:
        The space tells a call from a group, and one value from two.

    Example:
        set limit [adult]  5 days

    Instead:
        set limit[adult]  5 days
    """

    code: ClassVar[str] = "FC020"
    bracket: str

    @property
    def message(self) -> str:
        """What is wrong, in one line."""
        if self.bracket == "[":
            return "`[` stands apart from the name it belongs to"
        return "only a function's name can be followed by `(` without a space"

    @property
    def help(self) -> str:
        """The form."""
        if self.bracket == "[":
            return "write it directly after the name: `limit[adult]`"
        return "put a space or an operator before the bracket"


@dataclass(frozen=True)
class StatementIndented(Worded):
    """An indented line has no statement above it.

    What it means:
        A statement begins at the left edge; what belongs to it is indented.

    Why it matters:
        The line belongs to nothing.

    Example:
        # in the morning
            note opening "Open the door"

    Instead:
        # in the morning
        note opening "Open the door"
    """

    code: ClassVar[str] = "FC021"
    says: ClassVar[str] = "this line is indented, but no statement stands above it"
    advises: ClassVar[str | None] = "begin the statement at the left edge"


@dataclass(frozen=True)
class OddIndentation(Worded):
    """A line is indented like none of the lines it could stand beside.

    What it means:
        The lines of a statement share one indentation, the lines nested below one of them a
        deeper one. This line is in between.

    Why it matters:
        Whether it belongs to the line above or stands beside it can only be guessed.

    Example:
        note opening "Open the door"
            source     house.rules.1
          reading    "Both doors"

    Instead:
        note opening "Open the door"
            source     house.rules.1
            reading    "Both doors"
    """

    code: ClassVar[str] = "FC022"
    says: ClassVar[str] = "no line above that it could stand beside is indented by {spaces}"
    advises: ClassVar[str | None] = "indent it by {expected} spaces"
    spaces: int
    expected: str


@dataclass(frozen=True)
class WordExpected(Worded):
    """A line at the left edge does not begin with a word.

    What it means:
        The first word of a statement names its kind.

    Why it matters:
        Without its kind nobody knows what the statement does.

    Example:
        "Open the door"

    Instead:
        note opening "Open the door"
    """

    code: ClassVar[str] = "FC023"
    says: ClassVar[str] = "a statement begins with the word for its kind, not with `{written}`"
    advises: ClassVar[str | None] = (
        "write a kind such as `decide` or `set`, or indent the line if it belongs to the one above"
    )
    written: str
