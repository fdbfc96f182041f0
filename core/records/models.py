"""How a plugin says what a record is: a class is a model, a line in it a field.

    class Loan(Record, name="loan", plural="loans", owner="reader", time="lent_at"):
        '''A book lent to a reader.'''

        lent_at: Moment | None = unknown("When the book left the house")
        returned_at: Moment | None = none("When it came back")
        state: Choice = default("out", "Where it is now", choices=("out", "back", "gone"))
        book: Id | None = unknown("The book", refers_to="book")
        notes: Words = many("What was written down on return")

Each field says what its absence means: `required`, `default`, `none` or `unknown`; `many` is a list
of plain values, empty where absent. Every record has an `id` besides; no class declares it.

A model stands in a list of its owner (`plural`), alone in a field of it (`part`), or by itself (a
root, without `owner`). An owner does not list what belongs to it, so that plugins can add to each
other's models. A class without a `name` is a base for others, or the fields of an `Extension`. One
trailing underscore is not part of a field's name: `from_` declares `from`.

Annotations are read when the class is made, so modules of models keep their imports at run time.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Any, ClassVar, TypedDict, Unpack

from pydantic import BaseModel, ConfigDict, Field

from forecourt.core.records.schema import Absence
from forecourt.core.values import types


@dataclass(frozen=True, slots=True)
class Listed:
    """Marks a text that is one of a list of values; the field says which list."""


@dataclass(frozen=True, slots=True)
class Referring:
    """Marks a text that is the id of another record; the field says of which model."""


YesNo = Annotated[bool, types.YesNo()]
Whole = Annotated[int, types.Whole()]
Number = Annotated[int, types.Number()]
Percent = Annotated[int, types.Percent()]
Money = Annotated[int, types.Money()]
Text = Annotated[str, types.Text()]
Day = Annotated[date, types.Day()]
Moment = Annotated[datetime, types.Moment()]
TimeOfDay = Annotated[time, types.TimeOfDay()]
Elapsed = Annotated[int, types.Duration(types.Family.ELAPSED)]
Days = Annotated[int, types.Duration(types.Family.DAYS)]
WorkingDays = Annotated[int, types.Duration(types.Family.WORKING_DAYS)]
Months = Annotated[int, types.Duration(types.Family.MONTHS)]
Choice = Annotated[str, Listed()]
Id = Annotated[str, Referring()]
Words = tuple[Text, ...]


class Details(TypedDict, total=False):
    """What a field may say besides its type, its absence and its purpose."""

    personal: bool
    """It identifies a person: logs and errors never show its value."""
    choices: tuple[str, ...]
    """The values of a `Choice` that is this field's own."""
    symbol: str
    """The name of the levels, stages or choices that a `Choice` shares with other fields."""
    open: bool
    """Packs may use values besides the `choices`."""
    refers_to: str
    """The model whose records an `Id` refers to."""
    low: Any
    """The least that a number may be, given as in a record file."""
    high: Any
    """The most that a number may be; with a range of its own it can be worked with further."""


def required(doc: str, **details: Unpack[Details]) -> Any:
    """Declare a field without which a record is refused; a list must not be empty."""
    return _field(Absence.REQUIRED, ..., doc, details)


def default(value: Any, doc: str, **details: Unpack[Details]) -> Any:
    """Declare a field that has `value`, given as in a record file, where it is absent."""
    return _field(Absence.DEFAULT, value, doc, details)


def none(doc: str, **details: Unpack[Details]) -> Any:
    """Declare a field whose absence means: there is none, it has not happened."""
    return _field(Absence.NONE, None, doc, details)


def unknown(doc: str, **details: Unpack[Details]) -> Any:
    """Declare a field whose absence means: nobody asked yet."""
    return _field(Absence.UNKNOWN, None, doc, details)


def many(doc: str, **details: Unpack[Details]) -> Any:
    """Declare a list of plain values, empty where it is absent."""
    return _field(Absence.DEFAULT, (), doc, details)


def _field(absence: Absence, value: Any, doc: str, details: Details) -> Any:
    extra: dict[str, Any] = {"absence": absence.value, **details}
    return Field(default=value, description=doc, json_schema_extra=extra)


class ClassLine(TypedDict, total=False):
    """What the line `class ...(Record, ...)` says: the model's name and where it stands."""

    name: str
    owner: str
    plural: str
    """The owner's list that holds its records."""
    part: str
    """The owner's field that holds the one record."""
    singular: str
    """One of the list in rules; by default the name, without its owner's in front."""
    time: str
    """The date or moment by which `latest` and `earliest` order its records."""
    done: str
    """The date or moment at which one of its records was done: they are steps, by their `name`."""
    embedded: bool
    """Records in the list may leave out their id: it is then their position, from 1."""


class Record(BaseModel):
    """The base of all record models, and of the records themselves."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, protected_namespaces=()
    )
    model_line: ClassVar[ClassLine] = {}

    def __init_subclass__(cls, **line: Unpack[ClassLine]) -> None:
        """Note what the class line says."""
        super().__init_subclass__()
        cls.model_line = line

    def __repr__(self) -> str:
        """Name the record without showing whom it is about."""
        return f"{self.model_line.get('name')}:{getattr(self, 'id', '')}"

    __str__ = __repr__
