"""Findings about record files.

The examples speak of a library: a `reader` has a `card` and `loans`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from forecourt.core.diagnostics.articles import with_article
from forecourt.core.diagnostics.diagnostic import (
    Diagnostic,
    Severity,
    did_you_mean,
    question,
    suggestions,
)
from forecourt.core.diagnostics.worded import shown

if TYPE_CHECKING:
    from forecourt.core.diagnostics.place import Place

_IDS_NAMED = 5


@dataclass(frozen=True)
class NotJson(Diagnostic):
    """A record file is not JSON.

    What it means:
        The file breaks off, or has a character that JSON does not allow, at the place named.

    Why it matters:
        Nothing of the file can be relied on, so nothing of it is read.

    Example:
        {"id": "R1", "name": "Ana",}

    Instead:
        {"id": "R1", "name": "Ana"}
    """

    code: ClassVar[str] = "FC300"
    reason: str
    advice: str | None = None

    @property
    def message(self) -> str:
        return f"this is not JSON: {self.reason}"

    @property
    def help(self) -> str | None:
        return self.advice


@dataclass(frozen=True)
class NotARecord(Diagnostic):
    """Something else stands where a record is expected.

    What it means:
        A record is a JSON object: field names and their values in braces.

    Why it matters:
        A list or a single value does not say which field is meant.

    Example:
        {"id": "R1", "loans": ["L1"]}

    Instead:
        {"id": "R1", "loans": [{"id": "L1"}]}
    """

    code: ClassVar[str] = "FC301"
    path: str
    model: str
    found: str

    @property
    def message(self) -> str:
        return f"`{self.path}` is {self.found}, expected {with_article(self.model)} as an object"


@dataclass(frozen=True)
class NoSuchField(Diagnostic):
    """A record has a field that its model does not have.

    What it means:
        The name is misspelt, or stands on the wrong record, or its plugin is not loaded.

    Why it matters:
        A field that no rule can see would silently count as absent.

    Example:
        {"id": "R1", "loan": []}

    Instead:
        {"id": "R1", "loans": []}
    """

    code: ClassVar[str] = "FC302"
    path: str
    model: str
    name: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"`{self.path}`: {with_article(self.model)} has no field `{self.name}`"

    @property
    def help(self) -> str | None:
        return did_you_mean(self.name, self.known)


@dataclass(frozen=True)
class FieldMissing(Diagnostic):
    """A record lacks a field that it must have.

    What it means:
        The field is declared `required`; an `id` always is.

    Why it matters:
        Without it the record cannot be told from others, or means nothing.

    Example:
        {"name": "Ana"}

    Instead:
        {"id": "R1", "name": "Ana"}
    """

    code: ClassVar[str] = "FC303"
    path: str
    expected: str

    @property
    def message(self) -> str:
        return f"`{self.path}` is missing, and every record of its kind has one"

    @property
    def help(self) -> str | None:
        return f"expected {self.expected}"


@dataclass(frozen=True)
class UnfitValue(Diagnostic):
    """A field has a value that is not of its type.

    What it means:
        The value cannot be read as what the field is, without rounding or guessing.

    Why it matters:
        A guess would decide for a person on a fact that nobody stated.

    Example:
        {"id": "R1", "born_on": "1 March 1984"}

    Instead:
        {"id": "R1", "born_on": "1984-03-01"}
    """

    code: ClassVar[str] = "FC304"
    path: str
    found: str
    """The value in backticks; of a personal field only what sort of value it is."""
    expected: str
    near: str | None = None

    @property
    def message(self) -> str:
        return f"`{self.path}` is {self.found}, expected {self.expected}"

    @property
    def help(self) -> str | None:
        return f"did you mean `{self.near}`?" if self.near else None


@dataclass(frozen=True)
class NotAList(Diagnostic):
    """Something else stands where a list is expected.

    What it means:
        The field holds several, so it is written in square brackets, also for a single one.

    Why it matters:
        One and a list of one are read by the same rules only if both are lists.

    Example:
        {"id": "R1", "loans": {"id": "L1"}}

    Instead:
        {"id": "R1", "loans": [{"id": "L1"}]}
    """

    code: ClassVar[str] = "FC305"
    path: str
    found: str

    @property
    def message(self) -> str:
        return f"`{self.path}` is {self.found}, expected a list"


@dataclass(frozen=True)
class IdTwice(Diagnostic):
    """Two records of one list have the same id.

    What it means:
        An id names one record of its kind in the file.

    Why it matters:
        Another record that refers to the id would mean either of the two.

    Example:
        {"id": "R1", "loans": [{"id": "L1"}, {"id": "L1"}]}

    Instead:
        {"id": "R1", "loans": [{"id": "L1"}, {"id": "L2"}]}
    """

    code: ClassVar[str] = "FC306"
    path: str
    id: str
    first: str

    @property
    def message(self) -> str:
        return f"`{self.path}` has the id `{self.id}`, as has `{self.first}`"

    @property
    def help(self) -> str | None:
        return "give each record of the list an id of its own"


@dataclass(frozen=True)
class OtherRoot(Diagnostic):
    """A file holds another kind of record than was asked for.

    What it means:
        Most of its fields are those of the other kind.

    Why it matters:
        The many findings about single fields would hide that the wrong file was given.

    Example:
        {"id": "B1", "town": "Braga", "books": []}

    Instead:
        {"id": "R1", "born_on": "1984-03-01"}
    """

    code: ClassVar[str] = "FC307"
    expected: str
    found: str

    @property
    def message(self) -> str:
        expected, found = with_article(self.expected), with_article(self.found)
        return f"expected {expected}, this looks like {found}"


@dataclass(frozen=True)
class OtherId(Diagnostic):
    """A part of a record states another id than the record's own.

    What it means:
        A single record embedded in another has the id of that one; it need not be stated.

    Why it matters:
        Two ids for one thing would be two names in outcomes and logs.

    Example:
        {"id": "R1", "card": {"id": "K9", "number": 7}}

    Instead:
        {"id": "R1", "card": {"number": 7}}
    """

    code: ClassVar[str] = "FC308"
    path: str

    @property
    def message(self) -> str:
        return f"`{self.path}` has an id of its own, expected none"


@dataclass(frozen=True)
class NameTwice(Diagnostic):
    """A name stands twice in one object of a record file.

    What it means:
        An object has one value for each name, and here are two.

    Why it matters:
        Other programs keep the last of the two and say nothing; which is meant, nobody knows.

    Example:
        {"id": "R1", "name": "Ana", "name": "Rui"}

    Instead:
        {"id": "R1", "name": "Ana"}
    """

    code: ClassVar[str] = "FC309"
    name: str
    first: Place

    @property
    def message(self) -> str:
        return f"`{shown(self.name)}` stands twice in one object"

    @property
    def help(self) -> str | None:
        return "keep the one that is meant"

    @property
    def related(self) -> tuple[tuple[Place, str], ...]:
        return ((self.first, "first stated here"),)


@dataclass(frozen=True)
class RefersToNothing(Diagnostic):
    """A record refers to one that does not stand in its file.

    What it means:
        The field holds the id of another record of the same file, and there is none of this id.
        The record is used all the same; rules find nothing by the reference.

    Why it matters:
        With a misspelt id a rule that follows the reference speaks of nothing.

    Example:
        {"id": "R1", "loans": [{"id": "L1"}, {"id": "L2", "goes_on_from": "L"}]}

    Instead:
        {"id": "R1", "loans": [{"id": "L1"}, {"id": "L2", "goes_on_from": "L1"}]}
    """

    code: ClassVar[str] = "FC325"
    severity: ClassVar[Severity] = Severity.WARNING
    path: str
    model: str
    id: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"`{self.path}` is `{shown(self.id)}`, and the file has no {self.model} of this id"

    @property
    def help(self) -> str | None:
        if not self.known:
            return f"it has no {self.model} at all"
        near = question(map(shown, suggestions(self.id, self.known)))
        some = [f"`{shown(one)}`" for one in self.known[:_IDS_NAMED]]
        more = ", ..." if len(self.known) > _IDS_NAMED else ""
        return near or f"there are {', '.join(some)}{more}"
