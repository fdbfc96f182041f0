"""Findings about values that do not go together, or that nothing can hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.diagnostic import Diagnostic, Severity


@dataclass(frozen=True)
class TypeClash(Diagnostic):
    """An operator stands between two types that do not go together.

    What it means:
        The values on the two sides are of different sorts: a date and a bare number, an amount and
        a percentage, a day and a moment.

    Why it matters:
        Nothing is converted silently. `3` might be hours or working days; only the writer knows.

    Example:
        require answer_in_time for complaint
            that       answered_at <= received_at + 3

    Instead:
        require answer_in_time for complaint
            that       answered_at <= received_at + 3 days
    """

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
    """A value of another type was expected.

    What it means:
        The line needs one sort of value (a condition, a date, a role) and has another.

    Why it matters:
        What a date or a name should mean as a yes or no can only be guessed.

    Example:
        require answer for complaint
            that       answered_at

    Instead:
        require answer for complaint
            that       answered_at is known
    """

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
class DurationsDiffer(Diagnostic):
    """Durations of two kinds are compared or added.

    What it means:
        Hours, days, working days and months are four kinds of duration. A month has 28 to 31 days,
        so no number of days is a month.

    Why it matters:
        A contract of three months would count as shorter than 90 days in one quarter and not in
        another.

    Example:
        require long_term for contract
            that       term >= 90 days

    Instead:
        require long_term for contract
            that       term >= 3 months
    """

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
class WrongArguments(Diagnostic):
    """A function or table is given another number of values than it takes.

    What it means:
        A function takes a fixed number of values, a parameter by levels one level in `[...]`.

    Why it matters:
        Which value was left out, or is too much, can only be guessed.

    Example:
        decide belongs_to_order for document
            yes        when this.of = record_name("O7")
            no         otherwise

    Instead:
        decide belongs_to_order for document
            yes        when this.of = record_name("order", "O7")
            no         otherwise
    """

    code: ClassVar[str] = "FC118"
    name: str
    expected: int
    found: int

    @property
    def message(self) -> str:
        return f"`{self.name}` takes {self.expected} value(s), here are {self.found}"


@dataclass(frozen=True)
class TooFewConditions(Diagnostic):
    """More conditions are demanded than are listed.

    What it means:
        `at least 3 of` two conditions can never hold.

    Why it matters:
        The row or rule would silently never apply.

    Example:
        decide settled for order
            yes        when at least 3 of (deposit_at is known, contract_signed_at is known)
            no         otherwise

    Instead:
        decide settled for order
            yes        when at least 2 of (deposit_at is known, contract_signed_at is known)
            no         otherwise
    """

    code: ClassVar[str] = "FC119"
    number: int
    listed: int

    @property
    def message(self) -> str:
        return f"{self.number} of {self.listed} can never hold"


@dataclass(frozen=True)
class NoOrder(Diagnostic):
    """Values that have no order are compared by it.

    What it means:
        `choices` are values side by side: none of them is more, higher or later than another.

    Why it matters:
        `channel > phone` has no meaning that two people would agree on.

    Example:
        decide by_voice for contact
            yes        when channel > phone
            no         otherwise

    Instead:
        decide by_voice for contact
            yes        when channel in (phone, sms)
            no         otherwise
    """

    code: ClassVar[str] = "FC122"
    type: str
    operator: str
    advice: str

    @property
    def message(self) -> str:
        return f"{self.type} has no order, so `{self.operator}` says nothing"

    @property
    def help(self) -> str | None:
        return self.advice


@dataclass(frozen=True)
class NestedAggregate(Diagnostic):
    """Inside the `where` over a list the same list is looked through again.

    What it means:
        While a list is gone through, entry by entry, the same list would be gone through again for
        each entry. `where` takes all that follows it; brackets end it.

    Why it matters:
        It is rarely what was meant, and takes long where the list is long.

    Example:
        decide partly_fine for visit
            yes        when any step where result = ok and any step where result = defect
            no         otherwise

    Instead:
        decide partly_fine for visit
            yes        when (any step where result = ok) and (any step where result = defect)
            no         otherwise
    """

    code: ClassVar[str] = "FC126"
    list_name: str

    @property
    def message(self) -> str:
        return f"`{self.list_name}` is looked through inside its own `where`"

    @property
    def help(self) -> str | None:
        return "give the inner one a name with `define` and use the name"


@dataclass(frozen=True)
class Unfitting(Diagnostic):
    """A literal does not fit its type.

    What it means:
        The number has more decimals, or is larger, than its sort of value can hold: a percentage
        has at most four decimals, other numbers six, an amount of money those of its currency.

    Why it matters:
        Rounding it silently would move the limit that was written.

    Example:
        require modest_share for approval
            that       asked_percent <= 2.00001 %

    Instead:
        require modest_share for approval
            that       asked_percent <= 2.0001 %
    """

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
class NowAsValue(Diagnostic):
    """`now` stands where it is not compared with anything.

    What it means:
        `now` may be one side of a comparison, or part of a side. Here it would be the value itself,
        or part of it: of a decision, a deadline, a definition.

    Why it matters:
        Such a value would be another one every second, so nothing that is kept of it would be true
        a second later, and every file would have to be worked out again all the time.

    Example:
        decide known_since for contact_person
            now        when birth_on is known

    Instead:
        decide of_age for contact_person
            yes        when full years from birth_on to date of now >= 18
            no         otherwise
    """

    code: ClassVar[str] = "FC133"

    @property
    def message(self) -> str:
        return "`now` can be compared, and cannot be a value"

    @property
    def help(self) -> str | None:
        return "compare with it, as in `... <= now - 3 hours`, or use `today`"


@dataclass(frozen=True)
class ChangesDaily(Diagnostic):
    """What a statement tells contains `today`.

    What it means:
        A value in the outcome, such as a deadline or the value of a decision, is worked out from
        `today` itself: it is another one every day. Comparisons with `today` are not meant, nor are
        whole weeks, months or years until today.

    Why it matters:
        A deadline of `today + 2 days` moves on every day and is never reached. And all that it is
        about must be worked out again every night, although nothing has changed.

    Example:
        decide waits_for for complaint
            (today - date of received_at) when closed_at is not known

    Instead:
        decide waits_long for complaint
            yes        when closed_at is not known and date of received_at < today - 7 days
            no         otherwise
    """

    code: ClassVar[str] = "FC134"
    severity: ClassVar[Severity] = Severity.WARNING
    kind: str
    name: str

    @property
    def message(self) -> str:
        return f"what `{self.kind} {self.name}` says contains `today`, so it changes every day"

    @property
    def help(self) -> str | None:
        return "count from a day that is on record, or compare with `today` in a condition"
