"""What makes a file a store, told from its first bytes before anything is opened."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.storing import (
    StoreForeign,
    StoreMissing,
    StoreNewer,
    StoreNotADatabase,
    StoreNotOpened,
    StoreOlder,
)

if TYPE_CHECKING:
    from pathlib import Path

    from forecourt.core.diagnostics import Diagnostic

LAYOUT = 2
"""The version of the tables that do not come from record models."""

OLDEST = 1
"""The oldest version that is brought to the present one where a store is opened."""

APPLICATION_ID = 0x46435254
"""The mark of a store in the header of its file, `FCRT` in letters."""

SETTINGS = "fc_setting"
"""The table of what holds for the whole store."""

SIGNATURE = b"SQLite format 3\0"
HEADER_LENGTH = 100
LAYOUT_OFFSET = 60
APPLICATION_OFFSET = 68


def place_of(path: Path) -> Place:
    """Return the place that findings about a store file name."""
    return Place(path.name, 1)


def unopenable(path: Path) -> Diagnostic | None:
    """Return why a file is no store that this version can use, or None if it is one."""
    place = place_of(path)
    try:
        with path.open("rb") as stream:
            header = stream.read(HEADER_LENGTH)
    except FileNotFoundError:
        return StoreMissing(place)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not one a file can have"
        return StoreNotOpened(place, reason.lower())
    if not header.startswith(SIGNATURE) or len(header) < HEADER_LENGTH:
        return StoreNotADatabase(place)
    return _unusable_layout(place, header)


def _unusable_layout(place: Place, header: bytes) -> Diagnostic | None:
    if _number_at(header, APPLICATION_OFFSET) != APPLICATION_ID:
        return StoreForeign(place)
    layout = _number_at(header, LAYOUT_OFFSET)
    if layout > LAYOUT:
        return StoreNewer(place, layout, LAYOUT)
    if layout < OLDEST:
        return StoreOlder(place, layout, LAYOUT)
    return None


def _number_at(header: bytes, offset: int) -> int:
    number: int = struct.unpack_from(">I", header, offset)[0]
    return number
