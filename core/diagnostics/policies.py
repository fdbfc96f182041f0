"""Findings about packs, layers and the values they set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from forecourt.core.diagnostics.diagnostic import Diagnostic, Severity, nearest

if TYPE_CHECKING:
    from forecourt.core.diagnostics.place import Place


@dataclass(frozen=True)
class UnknownPack(Diagnostic):
    """A pack is named that is neither installed nor a folder or file.

    What it means:
        A layer extends a pack, or a command is given one, and there is none of that name: it is
        misspelt, or the plugin that brings it is not installed.

    Why it matters:
        Without the pack below it a layer says almost nothing.

    Example:
        pack maker 1.0.0

        pack my_store 2026.11
            extends    makr 1

    Instead:
        pack maker 1.0.0

        pack my_store 2026.11
            extends    maker 1
    """

    code: ClassVar[str] = "FC201"
    name: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"no pack is called `{self.name}`"

    @property
    def help(self) -> str | None:
        near = nearest(self.name, self.known)
        if near:
            return f"did you mean `{near}`?"
        return "packs are " + ", ".join(f"`{name}`" for name in self.known)


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
        near = nearest(self.name, self.known)
        return f"did you mean `{near}`?" if near else None


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
    bounds_at: Place

    @property
    def message(self) -> str:
        return f"`{self.name}` may only be tightened: {self.value} is looser than {self.current}"

    @property
    def related(self) -> tuple[tuple[Place, str], ...]:
        return ((self.bounds_at, "`tighten only` is said here"),)


@dataclass(frozen=True)
class NoPackStatement(Diagnostic):
    """A folder of rule files has no `pack` statement, or more than one.

    What it means:
        One statement of a pack, in any of its files, says its name and version.

    Why it matters:
        Outcomes name the pack and version that they come from.

    Example:
        require arrival for visit
            that       arrived_at is known

    Instead:
        pack my_store 2026.11

        require arrival for visit
            that       arrived_at is known
    """

    code: ClassVar[str] = "FC205"
    found: int

    @property
    def message(self) -> str:
        if self.found:
            return f"a pack has one `pack` statement, this is another of {self.found}"
        return "there is no `pack` statement in these files"

    @property
    def help(self) -> str | None:
        return None if self.found else "begin with a line such as `pack my_store 2026.11`"


@dataclass(frozen=True)
class OtherVersion(Diagnostic):
    """The pack below is there in another version than the layer asks for.

    What it means:
        A layer says which version it was written for: `extends maker 2` stands for every version
        that begins with 2. The one that is installed is another.

    Why it matters:
        Names and bounds may have changed since; the layer has to be looked at again.

    Example:
        pack maker 1.4.0

        pack my_store 2026.11
            extends    maker 2

    Instead:
        pack maker 1.4.0

        pack my_store 2026.11
            extends    maker 1
    """

    code: ClassVar[str] = "FC206"
    name: str
    wanted: str
    found: str

    @property
    def message(self) -> str:
        return f"`{self.name}` is there in version {self.found}, version {self.wanted} is asked for"


@dataclass(frozen=True)
class LayersCircle(Diagnostic):
    """Packs extend each other in a circle.

    What it means:
        Going down from pack to pack one comes back to the first.

    Why it matters:
        There is no lowest layer to begin with.

    Example:
        pack maker 1.0.0
            extends    my_store 2026

        pack my_store 2026.11
            extends    maker 1

    Instead:
        pack maker 1.0.0

        pack my_store 2026.11
            extends    maker 1
    """

    code: ClassVar[str] = "FC207"
    names: tuple[str, ...]

    @property
    def message(self) -> str:
        return "these packs extend each other in a circle: " + " -> ".join(self.names)


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
class UnreadableFile(Diagnostic):
    """A rule file cannot be read.

    What it means:
        This program may not open the file, or it is no file at all but a folder with such a name.

    Why it matters:
        A pack of which a part is missing must not be used.

    Example as a folder:
        my_store/pack.rules/readme.txt

    Instead as a folder:
        my_store/pack.rules
    """

    code: ClassVar[str] = "FC211"
    reason: str

    @property
    def message(self) -> str:
        return f"this file cannot be read: {self.reason}"


@dataclass(frozen=True)
class EmptyPack(Diagnostic):
    """A folder that should be a pack has no rule files.

    What it means:
        A pack is a folder with one or more files whose names end in `.rules`. This one has none.

    Why it matters:
        Another folder was probably meant.

    Example as a folder:
        my_store/pack.txt

    Instead as a folder:
        my_store/pack.rules
    """

    code: ClassVar[str] = "FC212"
    folder: str

    @property
    def message(self) -> str:
        return f"there is no `.rules` file in `{self.folder}`"


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

        parameter discount_limit "Discount that needs no approval"
            required   in 0 % .. 15 %

        pack my_store 2026.11
            extends    maker 1

    Instead:
        pack maker 1.0.0

        parameter discount_limit "Discount that needs no approval"
            required   in 0 % .. 15 %

        pack my_store 2026.11
            extends    maker 1

        set discount_limit  2 %
    """

    code: ClassVar[str] = "FC213"
    severity: ClassVar[Severity] = Severity.WARNING
    name: str

    @property
    def message(self) -> str:
        return f"`{self.name}` is required and has no value yet"

    @property
    def help(self) -> str | None:
        return f"a layer gives it one: `set {self.name}  ...`"


@dataclass(frozen=True)
class TestFailed(Diagnostic):
    """A test of a pack expects something else than the rules give.

    What it means:
        For the records that the test gives, at the moment that it names, the rules give something
        else. Either the rules or the test is wrong.

    Why it matters:
        A test is what keeps a rule as it was meant when somebody changes the pack.

    Example:
        pack my_store 2026.11

        decide grave for complaint
            yes        when media_or_legal_risk
            no         otherwise

        test "the press makes it grave"
            as of      2026-03-01
            given      complaint media_or_legal_risk yes
            expect     grave no

    Instead:
        pack my_store 2026.11

        decide grave for complaint
            yes        when media_or_legal_risk
            no         otherwise

        test "the press makes it grave"
            as of      2026-03-01
            given      complaint media_or_legal_risk yes
            expect     grave yes
    """

    __test__ = False

    code: ClassVar[str] = "FC214"
    expected: str
    found: str

    @property
    def message(self) -> str:
        return f"expected {self.expected}, found {self.found}"
