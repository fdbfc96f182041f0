"""Findings about packs, layers and the values they set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from forecourt.core.diagnostics.diagnostic import Diagnostic, Severity, nearest

if TYPE_CHECKING:
    from forecourt.core.diagnostics.place import Place


@dataclass(frozen=True)
class UnknownPack(Diagnostic):
    """A pack is named that is neither installed nor a folder or file."""

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
    """A layer sets a parameter that no layer below it declares."""

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
    """A value lies outside the bounds that a layer below set."""

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
    """A layer loosens a value that may only be tightened."""

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
    """A folder of rule files has no `pack` statement, or more than one."""

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
    """The pack below is there in another version than the layer asks for."""

    code: ClassVar[str] = "FC206"
    name: str
    wanted: str
    found: str

    @property
    def message(self) -> str:
        return f"`{self.name}` is there in version {self.found}, version {self.wanted} is asked for"


@dataclass(frozen=True)
class LayersCircle(Diagnostic):
    """Packs extend each other in a circle."""

    code: ClassVar[str] = "FC207"
    names: tuple[str, ...]

    @property
    def message(self) -> str:
        return "these packs extend each other in a circle: " + " -> ".join(self.names)


@dataclass(frozen=True)
class RowsMissing(Diagnostic):
    """Any level or stage may be asked for, and the parameter lacks a row for one of them."""

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
    """One layer sets a value twice for the same days."""

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
    """A rule file cannot be read."""

    code: ClassVar[str] = "FC211"
    reason: str

    @property
    def message(self) -> str:
        return f"this file cannot be read: {self.reason}"


@dataclass(frozen=True)
class EmptyPack(Diagnostic):
    """A folder that should be a pack has no rule files."""

    code: ClassVar[str] = "FC212"
    folder: str

    @property
    def message(self) -> str:
        return f"there is no `.rules` file in `{self.folder}`"


@dataclass(frozen=True)
class NotConfigured(Diagnostic):
    """A required parameter has no value in any layer."""

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
    """A test of a pack expects something else than the rules give."""

    __test__ = False

    code: ClassVar[str] = "FC214"
    expected: str
    found: str

    @property
    def message(self) -> str:
        return f"expected {self.expected}, found {self.found}"
