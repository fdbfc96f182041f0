"""Findings about plugins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.diagnostic import Diagnostic, Severity, did_you_mean


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
    """A plugin raises an error while it is loaded.

    What it means:
        The plugin's module raised an error when it was imported: something that it needs is
        missing, or it was written for another version.

    Why it matters:
        What it brings (fields, roles, kinds, packs) is not there; the rest goes on without it.

    Example in Python:
        from forecourt.core.hooks import Roles

    Instead in Python:
        from forecourt.core.hooks import Role
    """

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
    """A plugin raises an error when it is asked what it brings.

    What it means:
        The plugin was loaded, and one of its functions raised an error when it was asked what it
        brings.

    Why it matters:
        What that function should have brought is not there; the rest goes on without it.

    Example in Python:
        from forecourt.core.hooks import Unit, hookimpl

        @hookimpl
        def provide_units():
            return (Unit("bar"),)

    Instead in Python:
        from forecourt.core.hooks import Unit, hookimpl

        @hookimpl
        def provide_units():
            return (Unit("bar", "pressure of a tyre"),)
    """

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
    """A plugin brings something of another kind than its hook asks for.

    What it means:
        Each hook says what it returns, a list of units for instance. This plugin returns something
        else there.

    Why it matters:
        It cannot be used, and is left out; the rest goes on without it.

    Example in Python:
        from forecourt.core.hooks import hookimpl

        @hookimpl
        def provide_units():
            return ("bar",)

    Instead in Python:
        from forecourt.core.hooks import Unit, hookimpl

        @hookimpl
        def provide_units():
            return (Unit("bar", "pressure of a tyre"),)
    """

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
    """Two plugins bring something of one name.

    What it means:
        Two plugins bring a role, a unit, a kind or something else under one name. The first one, in
        the order of the plugins' names, is kept.

    Why it matters:
        Rules that use the name might mean either of the two.

    Example in Python:
        from forecourt.core.hooks import Unit, hookimpl

        @hookimpl
        def provide_units():
            return (Unit("km", "kilometres"),)

    Instead in Python:
        from forecourt.core.hooks import Unit, hookimpl

        @hookimpl
        def provide_units():
            return (Unit("nautical_mile", "1852 metres"),)
    """

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
    """A plugin implements a hook that does not exist.

    What it means:
        The function is marked as a hook, and its name is none of the hooks: it is misspelt, or
        belongs to another version.

    Why it matters:
        It would never be called.

    Example in Python:
        from forecourt.core.hooks import Unit, hookimpl

        @hookimpl
        def provide_unit():
            return (Unit("bar", "pressure of a tyre"),)

    Instead in Python:
        from forecourt.core.hooks import Unit, hookimpl

        @hookimpl
        def provide_units():
            return (Unit("bar", "pressure of a tyre"),)
    """

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
    """A plugin that is not installed is named.

    What it means:
        A plugin is to be switched on or off, by a command or in a store's settings, and none of
        that name is installed.

    Why it matters:
        A misspelt name would leave on what was meant to be off.

    Example as a command:
        forecourt plugins --off business_center

    Instead as a command:
        forecourt plugins --off business_centre
    """

    code: ClassVar[str] = "FC506"
    name: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"no plugin is called `{self.name}`"

    @property
    def help(self) -> str | None:
        return did_you_mean(self.name, self.known) or "`forecourt plugins` lists them"


@dataclass(frozen=True)
class PluginNeeded(Diagnostic):
    """A plugin that is to be switched off is needed.

    What it means:
        The store's rules use something that the plugin brings, or another plugin adds to it. What
        would be wrong without it is listed below.

    Why it matters:
        With rules that have errors the store could neither decide nor list anything. Nothing was
        changed.

    Example as a command:
        forecourt plugins --off task

    Instead as a command:
        forecourt plugins --off business_centre
    """

    code: ClassVar[str] = "FC507"
    names: tuple[str, ...]
    plugins: tuple[str, ...]
    """The plugins that need them."""
    rules: bool
    """Whether the store's rules need them."""

    @property
    def message(self) -> str:
        names = ", ".join(f"`{name}`" for name in self.names)
        return f"{names} cannot be switched off: needed by {self._needing()}; nothing was changed"

    @property
    def help(self) -> str | None:
        return "the findings below say what is wrong without"

    def _needing(self) -> str:
        listed = ", ".join(f"`{name}`" for name in self.plugins)
        plugins = f"the plugin{'s' if len(self.plugins) > 1 else ''} {listed}" if listed else ""
        return " and ".join(filter(None, ("the rules of the store" if self.rules else "", plugins)))
