"""Findings about the settings of a store, and about what stores may state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.diagnostic import nearest
from forecourt.core.diagnostics.worded import Worded, shown


@dataclass(frozen=True)
class ZoneUnknown(Worded):
    """A store names a time zone that does not exist.

    What it means:
        Time zones are named as the IANA names them, by region and city.

    Why it matters:
        All moments of a store are kept on its wall clock.

    Example:
        "time_zone": "Lisbon"

    Instead:
        "time_zone": "Europe/Lisbon"
    """

    code: ClassVar[str] = "FC610"
    word: str
    known: tuple[str, ...]
    says: ClassVar[str] = "there is no time zone `{word}`"
    advises: ClassVar[str | None] = "zones have names such as `Europe/Lisbon`"

    @property
    def help(self) -> str | None:
        """The nearest zone by its whole name, else by its city, whatever the case."""
        by_name = {name.casefold(): name for name in self.known}
        by_city = {name.rpartition("/")[2].casefold(): name for name in self.known}
        written = self.word.replace(" ", "_").casefold()
        for names in (by_name, by_city):
            near = nearest(written, names)
            if near:
                return f"did you mean `{shown(names[near])}`?"
        return self.advises


@dataclass(frozen=True)
class CurrencyUnfit(Worded):
    """A store states a currency that is no code of one.

    What it means:
        Currencies are named by their codes of three capital letters, as ISO 4217 has them.

    Why it matters:
        Amounts of one currency under two names could not be compared.

    Example:
        forecourt init my_store --pack NAME --currency EURO

    Instead:
        forecourt init my_store --pack NAME --currency EUR
    """

    code: ClassVar[str] = "FC619"
    text: str
    says: ClassVar[str] = "`{text}` is no code of a currency"
    advises: ClassVar[str | None] = "write three capital letters, such as `EUR`"


@dataclass(frozen=True)
class SettingsNotRead(Worded):
    """The settings of a store cannot be read.

    What it means:
        `forecourt.toml` in the store's folder may not be opened, or is no TOML.

    Why it matters:
        It says which plugins are off; without them the store would work differently.

    Example:
        plugins.off = business_centre

    Instead:
        plugins.off = ["business_centre"]
    """

    code: ClassVar[str] = "FC611"
    reason: str
    says: ClassVar[str] = "the settings of the store cannot be used: {reason}"
    advises: ClassVar[str | None] = 'a line such as `plugins.off = ["NAME"]` is what they hold'


@dataclass(frozen=True)
class SettingsNotWritten(Worded):
    """The settings of a store cannot be written.

    What it means:
        `forecourt.toml`, or the folder of the store in which it lies, may not be written by whoever
        runs the command.

    Why it matters:
        What the store switches off stays as it was.

    Example:
        forecourt plugins --off business_centre --store a_copy_on_a_read_only_disk

    Instead:
        forecourt plugins --off business_centre --store my_store
    """

    code: ClassVar[str] = "FC625"
    reason: str
    says: ClassVar[str] = "the settings of the store cannot be written: {reason}"
    advises: ClassVar[str | None] = "the file and the folder it lies in must be writable"


@dataclass(frozen=True)
class SettingUnknown(Worded):
    """The settings of a store say something that is not read.

    What it means:
        There is no setting of that name.

    Why it matters:
        A misspelt setting would have no effect, and nobody would notice.

    Example:
        plugins.of = ["business_centre"]

    Instead:
        plugins.off = ["business_centre"]
    """

    code: ClassVar[str] = "FC620"
    word: str
    known: tuple[str, ...]
    says: ClassVar[str] = "no setting is called `{word}`"
    advises: ClassVar[str | None] = "there are {known}"


@dataclass(frozen=True)
class SettingUnfit(Worded):
    """A setting of a store has a value of another sort.

    What it means:
        Each setting takes values of one sort, a list of names for instance.

    Why it matters:
        A value that is passed over would have no effect, and nobody would notice.

    Example:
        plugins.off = "business_centre"

    Instead:
        plugins.off = ["business_centre"]
    """

    code: ClassVar[str] = "FC621"
    name: str
    found: str
    expected: str
    says: ClassVar[str] = "`{name}` is {found}, expected {expected}"


@dataclass(frozen=True)
class PluginIsOff(Worded):
    """The rules need a plugin that is switched off in the store.

    What it means:
        With the plugin on, findings above would not be there.

    Why it matters:
        A plugin brings kinds of statements, records and words; without it they mean nothing.

    Example:
        forecourt check --store my_store    (with `plugins.off = ["task"]` in its settings)

    Instead:
        forecourt plugins --on task --store my_store
    """

    code: ClassVar[str] = "FC622"
    plugins: tuple[str, ...]
    says: ClassVar[str] = "the rules need what is switched off in this store: {plugins}"

    @property
    def help(self) -> str | None:
        """The command that switches the plugins on again."""
        names = " ".join(f"--on {shown(name)}" for name in self.plugins)
        return f"`forecourt plugins {names}` switches back on what they need"
