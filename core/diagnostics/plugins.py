"""Findings about plugins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.diagnostic import Diagnostic, Severity, nearest


@dataclass(frozen=True)
class _OfPlugin(Diagnostic):
    """What findings about one plugin have in common."""

    plugin: str
    distribution: str

    @property
    def who(self) -> str:
        """Return the plugin and where it comes from."""
        return f"plugin `{self.plugin}` of `{self.distribution}`"


@dataclass(frozen=True)
class PluginNotLoaded(_OfPlugin):
    """A plugin raises an error while it is loaded."""

    code: ClassVar[str] = "FC501"
    severity: ClassVar[Severity] = Severity.WARNING
    error: str

    @property
    def message(self) -> str:
        return f"{self.who} cannot be loaded: {self.error}"

    @property
    def help(self) -> str | None:
        return "it is left out; update it, or switch it off for the store"


@dataclass(frozen=True)
class HookFailed(_OfPlugin):
    """A plugin raises an error when it is asked what it brings."""

    code: ClassVar[str] = "FC502"
    severity: ClassVar[Severity] = Severity.WARNING
    hook: str
    error: str

    @property
    def message(self) -> str:
        return f"{self.who} fails in `{self.hook}`: {self.error}"

    @property
    def help(self) -> str | None:
        return "what it brings there is left out; tell its author"


@dataclass(frozen=True)
class WrongContribution(_OfPlugin):
    """A plugin brings something of another kind than its hook asks for."""

    code: ClassVar[str] = "FC503"
    severity: ClassVar[Severity] = Severity.WARNING
    hook: str
    expected: str
    found: str

    @property
    def message(self) -> str:
        return f"{self.who} brings {self.found} in `{self.hook}`, expected {self.expected}"


@dataclass(frozen=True)
class BroughtTwice(_OfPlugin):
    """Two plugins bring something of one name."""

    code: ClassVar[str] = "FC504"
    severity: ClassVar[Severity] = Severity.WARNING
    what: str
    name: str
    first: str

    @property
    def message(self) -> str:
        return (
            f"{self.who} brings the {self.what} `{self.name}`, which `{self.first}` brings already"
        )

    @property
    def help(self) -> str | None:
        return "the second one is left out"


@dataclass(frozen=True)
class UnknownHook(_OfPlugin):
    """A plugin implements a hook that does not exist."""

    code: ClassVar[str] = "FC505"
    severity: ClassVar[Severity] = Severity.WARNING
    hook: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"{self.who} implements `{self.hook}`, and there is no such hook"

    @property
    def help(self) -> str | None:
        return "hooks are " + ", ".join(f"`{name}`" for name in self.known)


@dataclass(frozen=True)
class UnknownPlugin(Diagnostic):
    """A plugin that is not installed is named."""

    code: ClassVar[str] = "FC506"
    name: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"no plugin is called `{self.name}`"

    @property
    def help(self) -> str | None:
        near = nearest(self.name, self.known)
        return f"did you mean `{near}`?" if near else "`forecourt plugins` lists them"
