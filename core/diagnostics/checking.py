"""Findings of the checker: names, types and shapes of statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from forecourt.core.diagnostics.diagnostic import Diagnostic, Severity, nearest

if TYPE_CHECKING:
    from forecourt.core.diagnostics.place import Place


def _did_you_mean(word: str, known: tuple[str, ...], otherwise: str | None = None) -> str | None:
    """Return a question that names the nearest right word, or `otherwise`."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else otherwise


def _listed(words: tuple[str, ...], limit: int = 12) -> str:
    """Return words for reading, the first `limit` of them."""
    shown = ", ".join(f"`{word}`" for word in words[:limit])
    return shown + (", ..." if len(words) > limit else "")


@dataclass(frozen=True)
class UnknownKind(Diagnostic):
    """The first word of a statement names no kind."""

    code: ClassVar[str] = "FC101"
    word: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"no kind of statement is called `{self.word}`"

    @property
    def help(self) -> str | None:
        return _did_you_mean(self.word, self.known, f"kinds are {_listed(self.known, 30)}")


@dataclass(frozen=True)
class UnknownClause(Diagnostic):
    """A line of a statement begins with a word that its kind does not have."""

    code: ClassVar[str] = "FC102"
    word: str
    kind: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"a `{self.kind}` has no line `{self.word}`"

    @property
    def help(self) -> str | None:
        return _did_you_mean(self.word, self.known, f"it may have {_listed(self.known, 30)}")


@dataclass(frozen=True)
class ClauseMissing(Diagnostic):
    """A statement lacks a line that its kind needs."""

    code: ClassVar[str] = "FC103"
    kind: str
    clause: str

    @property
    def message(self) -> str:
        return f"this `{self.kind}` needs a line `{self.clause}`"


@dataclass(frozen=True)
class ClauseTwice(Diagnostic):
    """A line that may stand once stands twice in a statement."""

    code: ClassVar[str] = "FC104"
    kind: str
    clause: str
    first: Place

    @property
    def message(self) -> str:
        return f"a `{self.kind}` has one line `{self.clause}`, this is the second"

    @property
    def related(self) -> tuple[tuple[Place, str], ...]:
        return ((self.first, "the first one"),)


@dataclass(frozen=True)
class UnknownName(Diagnostic):
    """A name means nothing where it stands."""

    code: ClassVar[str] = "FC105"
    name: str
    subject: str | None
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        where = f" for `{self.subject}`" if self.subject else ""
        return f"nothing is called `{self.name}`{where}"

    @property
    def help(self) -> str | None:
        return _did_you_mean(self.name, self.known)


@dataclass(frozen=True)
class UnknownField(Diagnostic):
    """A word after a dot names no field of the record before it."""

    code: ClassVar[str] = "FC106"
    name: str
    model: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"no field `{self.name}` on `{self.model}`"

    @property
    def help(self) -> str | None:
        return _did_you_mean(self.name, self.known)


@dataclass(frozen=True)
class TypeClash(Diagnostic):
    """An operator stands between two types that do not go together."""

    code: ClassVar[str] = "FC107"
    operator: str
    left: str
    right: str
    advice: str | None = None

    @property
    def message(self) -> str:
        return f"`{self.operator}` cannot stand between {self.left} and {self.right}"

    @property
    def help(self) -> str | None:
        return self.advice


@dataclass(frozen=True)
class WrongType(Diagnostic):
    """A value of another type was expected."""

    code: ClassVar[str] = "FC108"
    expected: str
    found: str
    advice: str | None = None

    @property
    def message(self) -> str:
        return f"expected {self.expected}, found {self.found}"

    @property
    def help(self) -> str | None:
        return self.advice


@dataclass(frozen=True)
class Circle(Diagnostic):
    """Statements need each other's values in a circle."""

    code: ClassVar[str] = "FC109"
    names: tuple[str, ...]

    @property
    def message(self) -> str:
        return "these need each other in a circle: " + " -> ".join(f"`{n}`" for n in self.names)

    @property
    def help(self) -> str | None:
        return "let one of them read the records instead of the other"


@dataclass(frozen=True)
class DeclaredTwice(Diagnostic):
    """Two statements have one name."""

    code: ClassVar[str] = "FC110"
    name: str
    first: Place

    @property
    def message(self) -> str:
        return f"`{self.name}` is declared a second time"

    @property
    def related(self) -> tuple[tuple[Place, str], ...]:
        return ((self.first, "first declared here"),)


@dataclass(frozen=True)
class UnknownSubject(Diagnostic):
    """A statement speaks about a record that does not exist."""

    code: ClassVar[str] = "FC111"
    name: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"no record is called `{self.name}`"

    @property
    def help(self) -> str | None:
        return _did_you_mean(self.name, self.known, f"records are {_listed(self.known, 40)}")


@dataclass(frozen=True)
class ListAsValue(Diagnostic):
    """A list stands where one value is needed."""

    code: ClassVar[str] = "FC112"
    name: str

    @property
    def message(self) -> str:
        return f"`{self.name}` is a list, and one of it is needed here"

    @property
    def help(self) -> str | None:
        return f"say which one: `latest {self.name} where ...`, or `any {self.name} where ...`"


@dataclass(frozen=True)
class TwoReadings(Diagnostic):
    """A name can be read in two ways where it stands."""

    code: ClassVar[str] = "FC113"
    name: str
    symbol: str

    @property
    def message(self) -> str:
        return f"`{self.name}` is both a value of `{self.symbol}` and the name of something else"

    @property
    def help(self) -> str | None:
        return f'write `"{self.name}"` for the value, `this.{self.name}` for the field'


@dataclass(frozen=True)
class NotAList(Diagnostic):
    """A list is needed after a word such as `latest` or `count of`."""

    code: ClassVar[str] = "FC114"
    name: str
    operator: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"`{self.operator}` needs a list, and `{self.name}` is none"

    @property
    def help(self) -> str | None:
        return _did_you_mean(self.name, self.known, f"lists are {_listed(self.known, 40)}")


@dataclass(frozen=True)
class DurationsDiffer(Diagnostic):
    """Durations of two kinds are compared or added."""

    code: ClassVar[str] = "FC115"
    left: str
    right: str

    @property
    def message(self) -> str:
        return f"{self.left} and {self.right} have no fixed relation"

    @property
    def help(self) -> str | None:
        return "add each to a date and compare the dates"


@dataclass(frozen=True)
class UnknownUnit(Diagnostic):
    """The word after a number is no unit."""

    code: ClassVar[str] = "FC116"
    unit: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"`{self.unit}` is no unit"

    @property
    def help(self) -> str | None:
        return _did_you_mean(self.unit, self.known, f"units are {_listed(self.known, 30)}")


@dataclass(frozen=True)
class UnknownFunction(Diagnostic):
    """No plugin brings a function of that name."""

    code: ClassVar[str] = "FC117"
    name: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"no function is called `{self.name}`"

    @property
    def help(self) -> str | None:
        listed = f"functions are {_listed(self.known, 30)}" if self.known else None
        return _did_you_mean(self.name, self.known, listed)


@dataclass(frozen=True)
class WrongArguments(Diagnostic):
    """A function or table is given another number of values than it takes."""

    code: ClassVar[str] = "FC118"
    name: str
    expected: int
    found: int

    @property
    def message(self) -> str:
        return f"`{self.name}` takes {self.expected} value(s), here are {self.found}"


@dataclass(frozen=True)
class TooFewConditions(Diagnostic):
    """More conditions are demanded than are listed."""

    code: ClassVar[str] = "FC119"
    number: int
    listed: int

    @property
    def message(self) -> str:
        return f"{self.number} of {self.listed} can never hold"


@dataclass(frozen=True)
class UnknownValue(Diagnostic):
    """A word is none of the values of its type."""

    code: ClassVar[str] = "FC120"
    value: str
    symbol: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"`{self.value}` is no value of `{self.symbol}`"

    @property
    def help(self) -> str | None:
        return _did_you_mean(self.value, self.known, f"its values are {_listed(self.known, 30)}")


@dataclass(frozen=True)
class NameOfField(Diagnostic):
    """A statement has the name of a stored field of its subject."""

    code: ClassVar[str] = "FC121"
    name: str
    model: str

    @property
    def message(self) -> str:
        return f"`{self.name}` is already a field of `{self.model}`"

    @property
    def help(self) -> str | None:
        return "give what is worked out another name than what is recorded"


@dataclass(frozen=True)
class NoOrder(Diagnostic):
    """Values that have no order are compared by it."""

    code: ClassVar[str] = "FC122"
    type: str
    operator: str

    @property
    def message(self) -> str:
        return f"values of {self.type} have no order, so `{self.operator}` says nothing"

    @property
    def help(self) -> str | None:
        return "use `=` or `in`, or declare the values as `levels` or `stages`"


@dataclass(frozen=True)
class Misplaced(Diagnostic):
    """A line is not written in the form that its kind reads."""

    code: ClassVar[str] = "FC123"
    what: str
    expected: str

    @property
    def message(self) -> str:
        return f"{self.what} does not fit here"

    @property
    def help(self) -> str | None:
        return f"expected {self.expected}"


@dataclass(frozen=True)
class RowValuesUnclear(Diagnostic):
    """The values of a decision's rows belong to no type, or to several."""

    code: ClassVar[str] = "FC124"
    values: tuple[str, ...]
    candidates: tuple[str, ...]

    @property
    def message(self) -> str:
        if self.candidates:
            return f"{_listed(self.values)} could be values of {_listed(self.candidates)}"
        return f"no levels, stages or choices have the values {_listed(self.values)}"

    @property
    def help(self) -> str | None:
        if self.candidates:
            return f"add a line `gives {self.candidates[0]}`"
        return "declare them with `levels`, `stages` or `choices`"


@dataclass(frozen=True)
class SymbolDiffers(Diagnostic):
    """A pack declares values that plugins or a layer below declare otherwise."""

    code: ClassVar[str] = "FC125"
    name: str
    written: str

    @property
    def message(self) -> str:
        return f"`{self.name}` is there already, with other values or another order"

    @property
    def help(self) -> str | None:
        return f"write `{self.written}`, or use another name"


@dataclass(frozen=True)
class NestedAggregate(Diagnostic):
    """Inside the `where` over a list the same list is looked through again."""

    code: ClassVar[str] = "FC126"
    list_name: str

    @property
    def message(self) -> str:
        return f"`{self.list_name}` is looked through inside its own `where`"

    @property
    def help(self) -> str | None:
        return "give the inner one a name with `define` and use the name"


@dataclass(frozen=True)
class NeverReached(Diagnostic):
    """A row stands below one that always holds."""

    code: ClassVar[str] = "FC127"
    severity: ClassVar[Severity] = Severity.WARNING

    @property
    def message(self) -> str:
        return "this row is never reached: the one above always holds"


@dataclass(frozen=True)
class Unfitting(Diagnostic):
    """A literal does not fit its type."""

    code: ClassVar[str] = "FC128"
    text: str
    expected: str

    @property
    def message(self) -> str:
        return f"`{self.text}` does not fit"

    @property
    def help(self) -> str | None:
        return f"expected {self.expected}"


@dataclass(frozen=True)
class TooLarge(Diagnostic):
    """An expression can exceed what every engine can hold."""

    code: ClassVar[str] = "FC129"
    bound: str

    @property
    def message(self) -> str:
        return f"this can grow to {self.bound}, more than every engine can hold"

    @property
    def help(self) -> str | None:
        return "divide before you multiply, or compare smaller amounts"


@dataclass(frozen=True)
class KindFailed(Diagnostic):
    """A plugin's kind raised an error while it read a statement."""

    code: ClassVar[str] = "FC130"
    kind: str
    error: str

    @property
    def message(self) -> str:
        return f"the kind `{self.kind}` failed on this statement: {self.error}"

    @property
    def help(self) -> str | None:
        return "tell the plugin's author; `forecourt plugins` says who that is"
