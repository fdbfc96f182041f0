"""Files that commands are given: whether they can be read, and their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.diagnostics.usage import FileNotOpened

if TYPE_CHECKING:
    from pathlib import Path


def sources(*paths: Path) -> dict[str, str]:
    """Return the texts of files by their names, without those that cannot be read."""
    found = {}
    for path in paths:
        try:
            found[path.name] = path.read_text("utf-8-sig")
        except (OSError, ValueError):
            continue
    return found


def unopened(*paths: Path) -> list[FileNotOpened]:
    """Return a finding for each file or folder that the system does not let be read."""
    found = []
    for path in paths:
        try:
            if path.is_dir():
                next(path.iterdir(), None)
            else:
                path.open("rb").close()
        except (OSError, ValueError) as error:
            found.append(not_opened(path, error))
    return found


def not_opened(path: Path | str, error: OSError | ValueError) -> FileNotOpened:
    """Return the finding that the system does not let a file be read or written."""
    return FileNotOpened(COMMAND_LINE, str(path), reason_of(error))


def reason_of(error: OSError | ValueError) -> str:
    """Return in plain words why a file cannot be read or written."""
    if isinstance(error, OSError):
        return (error.strerror or "the system does not let it be opened").lower()
    return "its name is not one a file can have"
