"""Findings about the record models that plugins declare.

The examples speak of a library: a `reader` has a `card` and `loans`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.diagnostic import Diagnostic, did_you_mean


@dataclass(frozen=True)
class ModelFault(Diagnostic):
    """A model that a plugin declares cannot be used, and is left out."""

    plugin: str
    model: str


@dataclass(frozen=True)
class ModelNameless(ModelFault):
    """A model is given without a name.

    What it means:
        The class says only fields; it is a base for others, or belongs into an `Extension`.

    Why it matters:
        Without a name no rule and no record file can speak of its records.

    Example:
        class Loan(Record):
            ...

    Instead:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            ...
    """

    code: ClassVar[str] = "FC310"

    @property
    def message(self) -> str:
        return f"plugin `{self.plugin}`: the class `{self.model}` does not name its model"


@dataclass(frozen=True)
class ModelTwice(ModelFault):
    """Two plugins declare a model of one name.

    What it means:
        The second one is left out.

    Why it matters:
        Rules could not tell which of the two they speak about.

    Example:
        class Loan(Record, name="reader"):
            ...

    Instead:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            ...
    """

    code: ClassVar[str] = "FC311"
    other: str

    @property
    def message(self) -> str:
        return (
            f"plugin `{self.plugin}`: a model `{self.model}` is declared by `{self.other}` already"
        )


@dataclass(frozen=True)
class OwnerUnknown(ModelFault):
    """A model belongs to another that does not exist.

    What it means:
        The owner is misspelt, its plugin is not loaded, or it was left out for a fault of its own.

    Why it matters:
        Its records would have no place to stand.

    Example:
        class Loan(Record, name="loan", owner="raeder", plural="loans"):
            ...

    Instead:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            ...
    """

    code: ClassVar[str] = "FC312"
    owner: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return (
            f"plugin `{self.plugin}`: `{self.model}` belongs to `{self.owner}`, which is no model"
        )

    @property
    def help(self) -> str | None:
        return did_you_mean(self.owner, self.known)


@dataclass(frozen=True)
class OwnersCircle(ModelFault):
    """Models belong to each other in a circle.

    What it means:
        Going from owner to owner never ends at a model that stands by itself.

    Why it matters:
        No file could hold their records.

    Example:
        class Loan(Record, name="loan", owner="loan", plural="loans"):
            ...

    Instead:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            ...
    """

    code: ClassVar[str] = "FC313"

    @property
    def message(self) -> str:
        return f"plugin `{self.plugin}`: `{self.model}` belongs to itself, by way of its owners"


@dataclass(frozen=True)
class PlaceUnclear(ModelFault):
    """A model does not say in one way where its records stand.

    What it means:
        With an owner it names either the list (`plural`) or the single field (`part`); without
        one it names neither.

    Why it matters:
        Record files and rules need one word for the place.

    Example:
        class Loan(Record, name="loan", owner="reader"):
            ...

    Instead:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            ...
    """

    code: ClassVar[str] = "FC314"

    @property
    def message(self) -> str:
        return f"plugin `{self.plugin}`: `{self.model}` does not say where its records stand"

    @property
    def help(self) -> str | None:
        return "name an `owner` with either `plural` or `part`, or none of the three"


@dataclass(frozen=True)
class FieldFault(ModelFault):
    """A field that a plugin declares cannot be used, and is left out."""

    field: str

    @property
    def where(self) -> str:
        """The beginning of the message: plugin, model and field."""
        return f"plugin `{self.plugin}`: `{self.model}.{self.field}`"


@dataclass(frozen=True)
class NameTaken(FieldFault):
    """A field, list or part has the name of another of the same model.

    What it means:
        The second one is left out.

    Why it matters:
        A name in a rule or a record file must mean one thing.

    Example:
        class More(Record):
            name: Text | None = unknown("A second name")

        Extension("reader", More)

    Instead:
        class More(Record):
            second_name: Text | None = unknown("A second name")

        Extension("reader", More)
    """

    code: ClassVar[str] = "FC315"
    other: str

    @property
    def message(self) -> str:
        return f"{self.where} is declared by `{self.other}` already"


@dataclass(frozen=True)
class AbsenceMissing(FieldFault):
    """A field does not say what its absence means.

    What it means:
        Each field is declared by `required`, `default`, `none`, `unknown` or `many`.

    Why it matters:
        Rules treat "not asked yet" and "there is none" differently.

    Example:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            lent_at: Moment

    Instead:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            lent_at: Moment | None = unknown("When the book left the house")
    """

    code: ClassVar[str] = "FC316"

    @property
    def message(self) -> str:
        return f"{self.where} does not say what its absence means"

    @property
    def help(self) -> str | None:
        return "declare it by `required`, `default`, `none`, `unknown` or `many`"


@dataclass(frozen=True)
class NoLanguageType(FieldFault):
    """A field has no type of the rule language.

    What it means:
        Its annotation is none of those in `forecourt.core.records.models`, nor of a unit.

    Why it matters:
        Rules could not compare it, and stores could not keep it.

    Example:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            pages: dict[str, int] = many("Pages read by day")

    Instead:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            pages: Whole | None = unknown("Pages read")
    """

    code: ClassVar[str] = "FC317"

    @property
    def message(self) -> str:
        return f"{self.where} has no type of the language"


@dataclass(frozen=True)
class NameReserved(FieldFault):
    """A field has a name that the language uses itself.

    What it means:
        Words such as `and`, `where` or `today` never are names, not even after a dot.

    Why it matters:
        A rule that uses the field could not be read.

    Example:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            today: YesNo = default(False, "Was it lent today")

    Instead:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            lent_on: Day | None = unknown("When it was lent")
    """

    code: ClassVar[str] = "FC318"

    @property
    def message(self) -> str:
        return f"{self.where}: `{self.field}` is a word of the language and cannot be a name"


@dataclass(frozen=True)
class SymbolUnknown(FieldFault):
    """A field names levels, stages or choices that do not exist.

    What it means:
        The name is misspelt, its plugin is not loaded, or neither `choices` nor `symbol` is said.

    Why it matters:
        Any word would be taken for a value.

    Example:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            state: Choice | None = unknown("Where it is")

    Instead:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            state: Choice | None = unknown("Where it is", choices=("out", "back"))
    """

    code: ClassVar[str] = "FC319"
    symbol: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        if not self.symbol:
            return f"{self.where} names neither `choices` nor a `symbol`"
        return f"{self.where}: no levels, stages or choices are called `{self.symbol}`"

    @property
    def help(self) -> str | None:
        return did_you_mean(self.symbol, self.known)


@dataclass(frozen=True)
class ReferenceUnknown(FieldFault):
    """A field refers to records of a model that does not exist.

    What it means:
        The model is misspelt, its plugin is not loaded, or `refers_to` is not said.

    Why it matters:
        Rules could not follow the reference.

    Example:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            by_whom: Id | None = unknown("Who lent it", refers_to="raeder")

    Instead:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            by_whom: Id | None = unknown("Who lent it", refers_to="reader")
    """

    code: ClassVar[str] = "FC320"
    target: str | None
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        if self.target is None:
            return f"{self.where} does not say which model it refers to"
        return f"{self.where} refers to `{self.target}`, which is no model"

    @property
    def help(self) -> str | None:
        return did_you_mean(self.target or "", self.known)


@dataclass(frozen=True)
class DefaultUnfit(FieldFault):
    """The default of a field is no value of its type.

    What it means:
        A default is written as in a record file, and must fit as one there must.

    Why it matters:
        Every record without the field would have an impossible value.

    Example:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            state: Choice = default("lost", "Where it is", choices=("out", "back"))

    Instead:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            state: Choice = default("out", "Where it is", choices=("out", "back"))
    """

    code: ClassVar[str] = "FC321"
    expected: str

    @property
    def message(self) -> str:
        return f"{self.where} has a default that does not fit, expected {self.expected}"


@dataclass(frozen=True)
class RangeUnfit(FieldFault):
    """The range of a field is none of its type.

    What it means:
        `low` and `high` are written as in a record file, and must fit as values there must.

    Why it matters:
        Values are refused outside the range, and rules are checked against it.

    Example:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            marks: Whole | None = unknown("What the reader gave", low=10, high=1)

    Instead:
        class Loan(Record, name="loan", owner="reader", plural="loans"):
            marks: Whole | None = unknown("What the reader gave", low=1, high=10)
    """

    code: ClassVar[str] = "FC324"
    expected: str

    @property
    def message(self) -> str:
        return f"{self.where} has a range that does not fit, expected {self.expected}"


@dataclass(frozen=True)
class TimeUnknown(FieldFault):
    """A model names a time that is no date and no moment of its own.

    What it means:
        `time` names the field by which `latest` and `earliest` order the records, `done` the one
        that says when a step was done.

    Why it matters:
        `latest`, or `step ... is done`, would have no answer.

    Example:
        class Loan(Record, name="loan", owner="reader", plural="loans", time="lent"):
            lent_at: Moment | None = unknown("When the book left the house")

    Instead:
        class Loan(Record, name="loan", owner="reader", plural="loans", time="lent_at"):
            lent_at: Moment | None = unknown("When the book left the house")
    """

    code: ClassVar[str] = "FC322"
    known: tuple[str, ...]
    purpose: str = "orders its records"

    @property
    def message(self) -> str:
        return f"{self.where} {self.purpose}, and is no date or moment of theirs"

    @property
    def help(self) -> str | None:
        return did_you_mean(self.field, self.known)


@dataclass(frozen=True)
class ExtendsNothing(ModelFault):
    """A plugin adds fields to a model that does not exist.

    What it means:
        The model is misspelt, or its plugin is not loaded.

    Why it matters:
        The fields would have no place.

    Example:
        class More(Record):
            second_name: Text | None = unknown("A second name")

        Extension("raeder", More)

    Instead:
        class More(Record):
            second_name: Text | None = unknown("A second name")

        Extension("reader", More)
    """

    code: ClassVar[str] = "FC323"
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"plugin `{self.plugin}` adds fields to `{self.model}`, which is no model"

    @property
    def help(self) -> str | None:
        return did_you_mean(self.model, self.known)
