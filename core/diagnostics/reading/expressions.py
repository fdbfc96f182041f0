"""Findings about how values, operators and words of a line stand together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.worded import Worded

_NO_VALUE = frozenset({"none", "null", "nil", "nothing", "empty", "missing", "unknown", "absent"})


@dataclass(frozen=True)
class MissingAfter(Worded):
    """Something is missing after an operator, a comma or a bracket.

    What it means:
        The line ends, or something else follows, where a value is needed.

    Why it matters:
        A condition without its other half says nothing.

    Example:
        require age for loan
            that       age >= 18 and

    Instead:
        require age for loan
            that       age >= 18 and member
    """

    code: ClassVar[str] = "FC024"
    says: ClassVar[str] = "`{written}` needs something after it"
    written: str


@dataclass(frozen=True)
class MissingBefore(Worded):
    """Something is missing before an operator or a comma.

    What it means:
        An operator stands at the beginning, or two of them follow each other.

    Why it matters:
        A condition without its other half says nothing.

    Example:
        require age for loan when >= 18

    Instead:
        require age for loan when years >= 18
    """

    code: ClassVar[str] = "FC025"
    says: ClassVar[str] = "`{written}` needs something before it"
    written: str


@dataclass(frozen=True)
class MissingBetween(Worded):
    """Two values stand side by side in brackets.

    What it means:
        In brackets there is one expression, or several with commas.

    Why it matters:
        Whether both, or one of them, or two of a list are meant can only be guessed.

    Example:
        require age for loan
            that       (adult member)

    Instead:
        require age for loan
            that       (adult and member)
    """

    code: ClassVar[str] = "FC026"
    says: ClassVar[str] = "nothing joins `{left}` and `{right}`"
    advises: ClassVar[str | None] = "put a comma or an operator such as `and` between them"
    left: str
    right: str


@dataclass(frozen=True)
class MarkInExpression(Worded):
    """A word that structures a line stands inside brackets.

    What it means:
        Words such as `by`, `from` and `when` part a line; brackets hold values.

    Why it matters:
        The bracket was probably meant to end before.

    Example:
        set limit  (5 days from 2027-01-01)

    Instead:
        set limit  (5 days) from 2027-01-01
    """

    code: ClassVar[str] = "FC027"
    says: ClassVar[str] = "`{written}` cannot stand inside brackets"
    advises: ClassVar[str | None] = "close the bracket before it"
    written: str


@dataclass(frozen=True)
class EmptyBrackets(Worded):
    """Brackets hold nothing.

    What it means:
        Only a function's brackets may be empty.

    Why it matters:
        A list of nothing has no member, and a group of nothing no value.

    Example:
        require kind for loan
            that       kind in ()

    Instead:
        require kind for loan
            that       kind in (book, map)
    """

    code: ClassVar[str] = "FC028"
    says: ClassVar[str] = "nothing stands in `{brackets}`"
    brackets: str


@dataclass(frozen=True)
class ChainedComparison(Worded):
    """A comparison follows a comparison.

    What it means:
        A comparison is yes or no; comparing that with a third value is not what was meant.

    Why it matters:
        Mathematics reads `a < b < c` in one way, many languages in another.

    Example:
        require age for loan
            that       18 <= age < 65

    Instead:
        require age for loan
            that       18 <= age and age < 65
    """

    code: ClassVar[str] = "FC029"
    says: ClassVar[str] = "`{second}` follows `{first}`: comparisons do not chain"
    advises: ClassVar[str | None] = "join two of them with `and`, or write `x in low .. high`"
    first: str
    second: str


@dataclass(frozen=True)
class MisplacedList(Worded):
    """A list in brackets stands where one value is needed.

    What it means:
        Brackets hold a list only after `in` and `of`, and after the name of what has the list.

    Why it matters:
        A value cannot be equal to several at once.

    Example:
        require kind for loan
            that       kind = (book, map)

    Instead:
        require kind for loan
            that       kind in (book, map)
    """

    code: ClassVar[str] = "FC030"
    says: ClassVar[str] = "a list in brackets cannot stand here"
    advises: ClassVar[str | None] = "lists stand after `in` and `of`: `x in (a, b)`"


@dataclass(frozen=True)
class MisplacedRange(Worded):
    """A range stands where one value is needed.

    What it means:
        `low .. high` stands after `in`, or is a value of its own in a line.

    Why it matters:
        A value cannot be equal to a range; it can lie in it.

    Example:
        require age for loan
            that       (age) = (18 .. 65)

    Instead:
        require age for loan
            that       age in 18 .. 65
    """

    code: ClassVar[str] = "FC031"
    says: ClassVar[str] = "a range cannot stand here"
    advises: ClassVar[str | None] = "ranges stand after `in`: `x in 3 .. 10`"


@dataclass(frozen=True)
class MisplacedOperator(Worded):
    """A word or sign of an expression stands where it cannot be used.

    What it means:
        It belongs to another word (`where` to a list, `to` to `full years from`), or needs
        brackets.

    Why it matters:
        What it should apply to can only be guessed.

    Example:
        require kind for loan
            that       count of loan + 1 where open

    Instead:
        require kind for loan
            that       1 + count of loan where open
    """

    code: ClassVar[str] = "FC032"
    says: ClassVar[str] = "`{written}` cannot stand here"
    advises: ClassVar[str | None] = "{reason}"
    written: str
    reason: str


@dataclass(frozen=True)
class IsWithoutKnown(Worded):
    """`is` is followed by something that it does not go with.

    What it means:
        `is` asks whether there is a value: `is known`, `is not known`. A few phrases have it as
        well: `role X is present`, `step X is done`. Values are compared with `=`.

    Why it matters:
        A value that nobody asked for yet is neither equal nor unequal to anything.

    Example:
        require kind for loan
            that       returned_at is none

    Instead:
        require kind for loan
            that       returned_at is not known
    """

    code: ClassVar[str] = "FC033"
    says: ClassVar[str] = "`{written}` is not a condition"
    written: str

    @property
    def help(self) -> str:
        """The condition that was probably meant."""
        words = self.written.lower().split()
        if words[-1] in _NO_VALUE:
            return "write `is known`" if "not" in words else "write `is not known`"
        return "compare with `=` or `!=`; ask for a value with `is known` or `is not known`"


@dataclass(frozen=True)
class WhicheverIncomplete(Worded):
    """The earlier or later of several is only half written.

    What it means:
        Of two, it is `the later of a, b`; of any number, `a, or b, whichever first`.

    Why it matters:
        Without its other half it says nothing.

    Example:
        task service for machine
            due        by bought_on + 1 year, or checked_on + 1 year

    Instead:
        task service for machine
            due        by bought_on + 1 year, or checked_on + 1 year, whichever first
    """

    code: ClassVar[str] = "FC034"
    says: ClassVar[str] = "`{written}` is only half of its form"
    written: str

    @property
    def help(self) -> str:
        """The form."""
        if self.written.startswith("the "):
            return f"the form is `{self.written} a, b`"
        return "the form is `a, or b, whichever first` (or `last`)"


@dataclass(frozen=True)
class Unexpected(Worded):
    """Something stands where a value is needed.

    What it means:
        A text with its language is a label of a line, not a value.

    Why it matters:
        It cannot be compared or counted.

    Example:
        require name for loan
            that       (en "Ann")

    Instead:
        require name for loan
            that       (name = "Ann")
    """

    code: ClassVar[str] = "FC036"
    says: ClassVar[str] = "`{written}` cannot stand here"
    advises: ClassVar[str | None] = "a value or a name was expected"
    written: str


@dataclass(frozen=True)
class NotOneExpression(Worded):
    """A text that should be one expression is something else.

    What it means:
        Where a single value or condition is asked for, the text has none, or several, or words
        that structure a line.

    Why it matters:
        Only one expression has one value.

    Example as an expression:
        grade H

    Instead as an expression:
        grade = H
    """

    code: ClassVar[str] = "FC037"
    says: ClassVar[str] = "this is not one expression"
    advises: ClassVar[str | None] = "one value or condition was expected, such as `grade = H`"
