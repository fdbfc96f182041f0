"""Findings about names in expressions: fields, lists, values, units, functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.checking.wording import did_you_mean, listed
from forecourt.core.diagnostics.diagnostic import Diagnostic


@dataclass(frozen=True)
class UnknownName(Diagnostic):
    """A name means nothing where it stands.

    What it means:
        The name is no field of the record that the statement is about, no record above it, no other
        statement of the pack and no parameter.

    Why it matters:
        A condition with a name that means nothing can never be answered.

    Example:
        require arrival for visit
            that       arived_at is known

    Instead:
        require arrival for visit
            that       arrived_at is known
    """

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
        if self.name in self.known:
            return "a statement is called so, but it has no value that could stand here"
        return did_you_mean(self.name, self.known)


@dataclass(frozen=True)
class UnknownField(Diagnostic):
    """A word after a dot names no field of the record before it.

    What it means:
        The record before the dot is there, but has no field of that name.

    Why it matters:
        A condition about a field that does not exist can never be answered.

    Example:
        decide paid_for for contract
            yes        when order.deposited_at is known
            no         otherwise

    Instead:
        decide paid_for for contract
            yes        when order.deposit_at is known
            no         otherwise
    """

    code: ClassVar[str] = "FC106"
    name: str
    model: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"no field `{self.name}` on `{self.model}`"

    @property
    def help(self) -> str | None:
        return did_you_mean(self.name, self.known)


@dataclass(frozen=True)
class ListAsValue(Diagnostic):
    """A list stands where one value is needed.

    What it means:
        There may be several of them, and a comparison needs one.

    Why it matters:
        Whether any, all or the latest of them is meant changes the answer.

    Example:
        decide offered_something for visit
            yes        when step is known
            no         otherwise

    Instead:
        decide offered_something for visit
            yes        when any step where done_at is known
            no         otherwise
    """

    code: ClassVar[str] = "FC112"
    name: str

    @property
    def message(self) -> str:
        return f"`{self.name}` is a list, and one of it is needed here"

    @property
    def help(self) -> str | None:
        return f"say which one: `latest {self.name} where ...`, or `any {self.name} where ...`"


@dataclass(frozen=True, slots=True)
class Reading:
    """One of the things that a name can mean: `what` it is, and how to write just that."""

    what: str
    written: str | None
    """None where nothing says it; a name of its own would."""


@dataclass(frozen=True)
class TwoReadings(Diagnostic):
    """A name can be read in two ways where it stands.

    What it means:
        The word means two things here, and either would do: a value that may stand here and a
        field, a field and a parameter. The help says how each is written: a value in quotes, a
        field of the record that the statement is about after `this.`, one of the records being
        looked through after the word for one of them, a parameter after `parameter.`.

    Why it matters:
        Both readings make a rule, and they are different rules.

    Example:
        decide writes_to_us for contact_person
            yes        when any contact where channel = email
            no         otherwise

    Instead:
        decide writes_to_us for contact_person
            yes        when any contact where channel = "email"
            no         otherwise
    """

    code: ClassVar[str] = "FC113"
    name: str
    readings: tuple[Reading, ...]

    @property
    def message(self) -> str:
        return f"`{self.name}` is both " + " and ".join(one.what for one in self.readings)

    @property
    def help(self) -> str | None:
        ways = [f"{one.written} for {one.what}" for one in self.readings if one.written]
        others = [one.what for one in self.readings if not one.written]
        steps = [f"write {', '.join(ways)}"] if ways else []
        steps += [f"give {what} a name of its own with `define`" for what in others]
        return ", or ".join(steps)


@dataclass(frozen=True)
class NotAList(Diagnostic):
    """A list is needed after a word such as `latest` or `count of`.

    What it means:
        After words such as `any`, `count of` and `latest` stands something of which there may be
        several. This name is not such a list, seen from the record that the statement is about.

    Why it matters:
        There is nothing to look through.

    Example:
        decide has_extras for order
            yes        when any servics where charged
            no         otherwise

    Instead:
        decide has_extras for order
            yes        when any service where charged
            no         otherwise
    """

    code: ClassVar[str] = "FC114"
    name: str
    operator: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"`{self.operator}` needs a list, and `{self.name}` is none"

    @property
    def help(self) -> str | None:
        return did_you_mean(self.name, self.known, f"lists are {listed(self.known, 40)}")


@dataclass(frozen=True)
class UnknownUnit(Diagnostic):
    """The word after a number is no unit.

    What it means:
        After a number stands a unit of time, `%`, a currency such as `EUR`, or a unit that a plugin
        brings. This word is none of them.

    Why it matters:
        The number alone says nothing.

    Example:
        decide left_long for complaint
            yes        when received_at < now - 48 huors
            no         otherwise

    Instead:
        decide left_long for complaint
            yes        when received_at < now - 48 hours
            no         otherwise
    """

    code: ClassVar[str] = "FC116"
    unit: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"`{self.unit}` is no unit"

    @property
    def help(self) -> str | None:
        return did_you_mean(self.unit, self.known, f"units are {listed(self.known, 30)}")


@dataclass(frozen=True)
class UnknownFunction(Diagnostic):
    """No plugin brings a function of that name.

    What it means:
        A name with brackets after it is a function, and functions come with plugins. None is called
        like this: the name is misspelt, or its plugin is not installed or switched off.

    Why it matters:
        The value cannot be worked out.

    Example:
        decide belongs_to_order for document
            yes        when this.of = record_nam("order", "O7")
            no         otherwise

    Instead:
        decide belongs_to_order for document
            yes        when this.of = record_name("order", "O7")
            no         otherwise
    """

    code: ClassVar[str] = "FC117"
    name: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"no function is called `{self.name}`"

    @property
    def help(self) -> str | None:
        otherwise = f"functions are {listed(self.known, 30)}" if self.known else None
        return did_you_mean(self.name, self.known, otherwise)


@dataclass(frozen=True)
class UnknownValue(Diagnostic):
    """A word is none of the values of its type.

    What it means:
        The field or parameter has a fixed list of values, and this word is not among them.

    Why it matters:
        A comparison with a value that never occurs never holds.

    Example:
        decide by_voice for contact
            yes        when channel = telephone
            no         otherwise

    Instead:
        decide by_voice for contact
            yes        when channel = phone
            no         otherwise
    """

    code: ClassVar[str] = "FC120"
    value: str
    symbol: str
    known: tuple[str, ...]
    table: str | None = None
    """The parameter that has a row for each value, if the word stands for one of its rows."""

    @property
    def message(self) -> str:
        if self.table is None:
            return f"`{self.value}` is no value of `{self.symbol}`"
        return f"`{self.table}` goes by `{self.symbol}`, of which `{self.value}` is no value"

    @property
    def help(self) -> str | None:
        return did_you_mean(self.value, self.known, f"its values are {listed(self.known, 30)}")


@dataclass(frozen=True)
class RowValuesUnclear(Diagnostic):
    """The values of a decision's rows belong to no type, or to several.

    What it means:
        The rows give words, and it is not clear which `levels`, `stages` or `choices` they belong
        to: there are none with these words, or more than one.

    Why it matters:
        Whether one word ranks above another follows from the list that it belongs to.

    Example:
        decide mood for visit
            glad       when presentation_accepted_at is known
            unmoved    otherwise

    Instead:
        levels mood  glad, unmoved

        decide mood for visit
            glad       when presentation_accepted_at is known
            unmoved    otherwise
    """

    code: ClassVar[str] = "FC124"
    values: tuple[str, ...]
    candidates: tuple[str, ...]

    @property
    def message(self) -> str:
        if self.candidates:
            return f"{listed(self.values)} could be values of {listed(self.candidates)}"
        return f"no levels, stages or choices have the values {listed(self.values)}"

    @property
    def help(self) -> str | None:
        if self.candidates:
            return f"add a line `gives {self.candidates[0]}`"
        return "declare them with `levels`, `stages` or `choices`"
