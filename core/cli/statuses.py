"""How commands end: one table, for the commands, their help and the reference."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Status(IntEnum):
    """The exit statuses of commands."""

    FINE = 0
    FOUND = 1
    USED_WRONGLY = 2
    FAILED = 70
    INTERRUPTED = 130


MEANINGS: Mapping[Status, str] = {
    Status.FINE: "All is fine.",
    Status.FOUND: "Something was found in rules, records or rows, or a test or a repetition fails.",
    Status.USED_WRONGLY: "The command was used wrongly, or a file that it names cannot be used.",
    Status.FAILED: "A mistake in Forecourt itself or in a plugin.",
    Status.INTERRUPTED: "It was interrupted.",
}
"""What each status says. `FAILED` is that of `sysexits.h`, `INTERRUPTED` that of shells."""
