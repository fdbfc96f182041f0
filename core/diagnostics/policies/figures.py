"""Findings about the figures that packs state and layers set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from forecourt.core.diagnostics.diagnostic import Diagnostic, Severity, did_you_mean

if TYPE_CHECKING:
    from forecourt.core.diagnostics.place import Place


@dataclass(frozen=True)
class UnknownParameter(Diagnostic):
    """A layer sets a parameter that no layer below it declares.

    What it means:
        `set` gives another value to a parameter of a pack below. None of them has one of this name.

    Why it matters:
        The figure would be set nowhere, and the pack's own would stay in force.

    Example:
        pack maker 1.0.0

        parameter call_within "Call back within"
            24 hours   in 1 hour .. 24 hours

        pack my_store 2026.11
            extends    maker 1

        set call_wihtin  4 hours

    Instead:
        pack maker 1.0.0

        parameter call_within "Call back within"
            24 hours   in 1 hour .. 24 hours

        pack my_store 2026.11
            extends    maker 1

        set call_within  4 hours
    """

    code: ClassVar[str] = "FC202"
    name: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"no parameter is called `{self.name}`"

    @property
    def help(self) -> str | None:
        return did_you_mean(self.name, self.known)


@dataclass(frozen=True)
class OutOfBounds(Diagnostic):
    """A value lies outside the bounds that a layer below set.

    What it means:
        The pack that declares the parameter says how far a layer may go, and this value goes
        further.

    Why it matters:
        Within its bounds a layer is free; beyond them it would break what was agreed.

    Example:
        pack maker 1.0.0

        parameter call_within "Call back within"
            24 hours   in 1 hour .. 24 hours

        pack my_store 2026.11
            extends    maker 1

        set call_within  48 hours

    Instead:
        pack maker 1.0.0

        parameter call_within "Call back within"
            24 hours   in 1 hour .. 24 hours

        pack my_store 2026.11
            extends    maker 1

        set call_within  4 hours
    """

    code: ClassVar[str] = "FC203"
    name: str
    value: str
    low: str
    high: str
    bounds_at: Place

    @property
    def message(self) -> str:
        return f"`{self.name}` may be {self.low} to {self.high}, not {self.value}"

    @property
    def related(self) -> tuple[tuple[Place, str], ...]:
        return ((self.bounds_at, "the bounds are set here"),)


@dataclass(frozen=True)
class Loosened(Diagnostic):
    """A layer loosens a value that may only be tightened.

    What it means:
        The value is within the bounds, but `tighten only` lets a layer be stricter than the pack
        below it and never laxer.

    Why it matters:
        It is a promise of the pack below that holds in every store.

    Example:
        pack maker 1.0.0

        parameter call_within "Call back within"
            24 hours   in 1 hour .. 72 hours, tighten only

        pack my_store 2026.11
            extends    maker 1

        set call_within  48 hours

    Instead:
        pack maker 1.0.0

        parameter call_within "Call back within"
            24 hours   in 1 hour .. 72 hours, tighten only

        pack my_store 2026.11
            extends    maker 1

        set call_within  12 hours
    """

    code: ClassVar[str] = "FC204"
    name: str
    value: str
    current: str
    current_at: Place
    said_at: Place

    @property
    def message(self) -> str:
        return f"`{self.name}` may only be tightened: {self.value} is looser than {self.current}"

    @property
    def related(self) -> tuple[tuple[Place, str], ...]:
        said = (self.said_at, "`tighten only` is said here")
        if (self.current_at.file, self.current_at.line) == (self.said_at.file, self.said_at.line):
            return (said,)
        return ((self.current_at, f"{self.current} is set here"), said)


@dataclass(frozen=True)
class RowsMissing(Diagnostic):
    """Any level or stage may be asked for, and the parameter lacks a row for one of them.

    What it means:
        The parameter has a row for some levels only, and a rule may ask for any of them.

    Why it matters:
        For a level without a row there is no value, so what depends on it does not happen.

    Example:
        pack my_store 2026.11

        levels worry  high, low

        parameter answer_within by worry "Answer within"
            high       4 hours

        decide worry for complaint
            high       when appeal
            low        otherwise

        require answer_in_time for complaint
            that       answered_at <= received_at + answer_within[worry]

    Instead:
        pack my_store 2026.11

        levels worry  high, low

        parameter answer_within by worry "Answer within"
            high       4 hours
            low        24 hours

        decide worry for complaint
            high       when appeal
            low        otherwise

        require answer_in_time for complaint
            that       answered_at <= received_at + answer_within[worry]
    """

    code: ClassVar[str] = "FC209"
    severity: ClassVar[Severity] = Severity.WARNING
    name: str
    missing: tuple[str, ...]

    @property
    def message(self) -> str:
        words = ", ".join(f"`{value}`" for value in self.missing)
        return f"`{self.name}` has no row for {words}"

    @property
    def help(self) -> str | None:
        return "for these there is no value: add the rows if there should be one"


@dataclass(frozen=True)
class SetTwice(Diagnostic):
    """One layer sets a value twice for the same days.

    What it means:
        Two rows give the same parameter a value for the same level.

    Why it matters:
        Which of the two is in force can only be guessed.

    Example:
        pack my_store 2026.11

        levels worry  high, low

        parameter answer_within by worry "Answer within"
            high       4 hours
            high       8 hours

    Instead:
        pack my_store 2026.11

        levels worry  high, low

        parameter answer_within by worry "Answer within"
            high       4 hours
            low        8 hours
    """

    code: ClassVar[str] = "FC210"
    name: str
    first: Place

    @property
    def message(self) -> str:
        return f"`{self.name}` is set a second time for the same days"

    @property
    def related(self) -> tuple[tuple[Place, str], ...]:
        return ((self.first, "first set here"),)


@dataclass(frozen=True)
class NotConfigured(Diagnostic):
    """A required parameter has no value in any layer.

    What it means:
        A pack may leave a figure open and say `required`: the source gives none, so a layer must.
        No layer has done so.

    Why it matters:
        Nothing is guessed. What reads the figure is left out of outcomes, which say what to
        configure.

    Example:
        pack maker 1.0.0

        parameter granted_share "Share that needs no approval"
            required   in 0 % .. 15 %

        pack my_store 2026.11
            extends    maker 1

    Instead:
        pack maker 1.0.0

        parameter granted_share "Share that needs no approval"
            required   in 0 % .. 15 %

        pack my_store 2026.11
            extends    maker 1

        set granted_share  2 %
    """

    code: ClassVar[str] = "FC213"
    severity: ClassVar[Severity] = Severity.WARNING
    name: str
    key: str | None = None
    """The levels or other values by which it has rows."""

    @property
    def message(self) -> str:
        return f"`{self.name}` is required and has no value yet"

    @property
    def help(self) -> str | None:
        key = f"[{self.key.upper()}]" if self.key else ""
        return f"a layer gives it one: `set {self.name}{key}  ...`"
