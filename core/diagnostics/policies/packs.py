"""Findings about packs: their files, names, versions, layers and tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.diagnostic import Diagnostic, did_you_mean


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
        if not self.known:
            return "no pack is installed: name a folder or file of rules instead"
        packs = ", ".join(f"`{name}`" for name in self.known)
        return did_you_mean(self.name, self.known) or f"packs are {packs}"


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
