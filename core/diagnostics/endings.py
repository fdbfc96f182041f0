"""Findings about commands that end before they are through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.worded import Worded, shown_path


@dataclass(frozen=True)
class ArgumentsUnfit(Worded):
    """A command is given arguments or options that it does not take.

    What it means:
        An option is misspelt, lacks its value, or one that must be given is missing.

    Why it matters:
        The command cannot tell what is meant, and does nothing.

    Example:
        forecourt today --statsu overdue

    Instead:
        forecourt today --status overdue
    """

    code: ClassVar[str] = "FC614"
    reason: str
    says: ClassVar[str] = "the command is used wrongly: {reason}"
    advises: ClassVar[str | None] = "`--help` after the command's name says how it is used"


@dataclass(frozen=True)
class MachineRefuses(Worded):
    """The system does not let a command go on.

    What it means:
        A file may not be read or written, or the disk is full.

    Why it matters:
        What was done until here is kept; the rest was not done.

    Example:
        forecourt init /somewhere/that/may/not/be/written --pack NAME

    Instead:
        forecourt init my_store --pack NAME
    """

    code: ClassVar[str] = "FC615"
    reason: str
    file: str = ""
    """Empty if the system does not say which."""

    says: ClassVar[str] = "the system does not let it go on: {reason}"

    @property
    def message(self) -> str:
        """What is wrong, in one line, with the file if it is known."""
        if self.file:
            return f"`{shown_path(self.file)}` cannot be used: {self.reason}"
        return super().message


@dataclass(frozen=True)
class NeverExpected(Worded):
    """Something happened that should not.

    What it means:
        It is a mistake in Forecourt itself or in a plugin.

    Why it matters:
        The command has no result; what was done until here is kept.

    Example:
        (a plugin that raises an error where it may not)

    Instead:
        (the plugin switched off, or mended)
    """

    code: ClassVar[str] = "FC616"
    reason: str
    says: ClassVar[str] = "this should not happen: {reason}"
    advises: ClassVar[str | None] = (
        "it is a mistake in Forecourt or a plugin; FORECOURT_TRACEBACK=1 shows where"
    )


@dataclass(frozen=True)
class Interrupted(Worded):
    """A command was interrupted.

    What it means:
        Somebody pressed Ctrl-C, or another program asked the command to stop.

    Why it matters:
        What was done until here is kept; the same command does the rest.

    Example:
        (Ctrl-C while records are imported)

    Instead:
        (the same command again)
    """

    code: ClassVar[str] = "FC617"
    says: ClassVar[str] = "interrupted: what was done until here is kept"


@dataclass(frozen=True)
class OtherResult(Worded):
    """A logged decision comes out otherwise when it is made again.

    What it means:
        It was made again from what was logged with it, and the result is another one: a plugin
        has changed since, or Forecourt itself.

    Why it matters:
        What was decided then can no longer be shown to follow from the rules.

    Example:
        (a decision made with a function that has since been changed)

    Instead:
        (a function under a new name, and the old one kept)
    """

    code: ClassVar[str] = "FC618"
    number: int
    parts: tuple[str, ...]
    says: ClassVar[str] = "decision {number} gives another result now: {parts} differ"
