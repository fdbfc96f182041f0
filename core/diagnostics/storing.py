"""Findings about store files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.worded import Worded


@dataclass(frozen=True)
class StoreMissing(Worded):
    """There is no store file at the place named.

    What it means:
        The path is wrong, or the store has not been made yet.

    Why it matters:
        A store is never made by accident of a misspelt name.

    Example:
        forecourt today --store librery.db

    Instead:
        forecourt today --store library.db
    """

    code: ClassVar[str] = "FC400"
    says: ClassVar[str] = "there is no store here"
    advises: ClassVar[str | None] = "`forecourt init` makes one"


@dataclass(frozen=True)
class StoreNotADatabase(Worded):
    """The file is not a database.

    What it means:
        It is some other kind of file, or its first bytes are damaged.

    Why it matters:
        Nothing was read from it and nothing written to it.

    Example:
        forecourt today --store letter.txt

    Instead:
        forecourt today --store library.db
    """

    code: ClassVar[str] = "FC401"
    says: ClassVar[str] = "this file is not a store: it is no database; nothing was touched"


@dataclass(frozen=True)
class StoreForeign(Worded):
    """The file is a database of another program.

    What it means:
        It does not carry the mark that every store carries.

    Why it matters:
        Another program's data were not touched.

    Example:
        forecourt today --store photos.db

    Instead:
        forecourt today --store library.db
    """

    code: ClassVar[str] = "FC402"
    says: ClassVar[str] = "this database is not a store of Forecourt; nothing was touched"


@dataclass(frozen=True)
class StoreNewer(Worded):
    """The store was written by a newer version.

    What it means:
        Its layout is one that this version does not know.

    Why it matters:
        Writing to it could lose what the newer version keeps there.

    Example:
        (a store of layout 2, opened by a version that knows layout 1)

    Instead:
        (open it with the version that wrote it, or a later one)
    """

    code: ClassVar[str] = "FC403"
    says: ClassVar[str] = (
        "the store has layout {found}, this version knows layout {known}; nothing was touched"
    )
    advises: ClassVar[str | None] = "use a newer version of Forecourt"
    found: int
    known: int


@dataclass(frozen=True)
class StoreOlder(Worded):
    """The store was written by an older version whose layout is no longer read.

    What it means:
        There is no way from that layout to the present one.

    Why it matters:
        Reading it as if it were the present one would give wrong records.

    Example:
        (a store of layout 1, opened by a version that reads only layouts 3 and 4)

    Instead:
        (export with the old version, import with this one)
    """

    code: ClassVar[str] = "FC404"
    says: ClassVar[str] = (
        "the store has layout {found}, this version knows layout {known}; nothing was touched"
    )
    advises: ClassVar[str | None] = "make a new store and import the records again"
    found: int
    known: int


@dataclass(frozen=True)
class StoreExists(Worded):
    """A new store was to be made where there is a file already.

    What it means:
        Something is there, a store or another file.

    Why it matters:
        Making the store would destroy it.

    Example:
        forecourt init library    (twice)

    Instead:
        forecourt init another
    """

    code: ClassVar[str] = "FC405"
    says: ClassVar[str] = "there is a file here already; nothing was touched"
    advises: ClassVar[str | None] = "open it, or choose another name"


@dataclass(frozen=True)
class StoreBusy(Worded):
    """Another process is writing to the store.

    What it means:
        It held the store for longer than this one was willing to wait.

    Why it matters:
        Two writers at once would mix their changes.

    Example:
        (two imports into one store at the same time)

    Instead:
        (one after the other; the same command can be run again)
    """

    code: ClassVar[str] = "FC406"
    says: ClassVar[str] = "another process is writing to the store"
    advises: ClassVar[str | None] = "wait for it to end, then run the same command again"


@dataclass(frozen=True)
class StoreNotOpened(Worded):
    """The store cannot be opened, or cannot be written.

    What it means:
        The system refused, for the reason given.

    Why it matters:
        Nothing was written that had not been acknowledged.

    Example:
        (a store in a folder that may not be written)

    Instead:
        (a folder of one's own)
    """

    code: ClassVar[str] = "FC407"
    says: ClassVar[str] = "the store cannot be used: {reason}"
    reason: str


@dataclass(frozen=True)
class StoreColumnUnfit(Worded):
    """A table of the store does not fit the record models.

    What it means:
        A plugin changed the type of a field that the store already holds.

    Why it matters:
        Values stored as one type would be read as another.

    Example:
        (a plugin whose field was a text and is now a number)

    Instead:
        (a new field under a new name)
    """

    code: ClassVar[str] = "FC408"
    says: ClassVar[str] = (
        "column `{column}` of table `{table}` is {found}, the record models say {expected}; "
        "nothing was touched"
    )
    advises: ClassVar[str | None] = "a field that changes its type needs a new name"
    table: str
    column: str
    found: str
    expected: str


@dataclass(frozen=True)
class StoreReadOnly(Worded):
    """A store that may only be read would have to be written.

    What it means:
        Its file, or the folder in which it lies, may not be written by whoever runs the command.

    Why it matters:
        What there is can be looked at; nothing new is kept.

    Example:
        forecourt import record.json --store a_copy_on_a_read_only_disk

    Instead:
        forecourt import record.json --store my_store
    """

    code: ClassVar[str] = "FC409"
    says: ClassVar[str] = "the store may only be read; nothing was written"
    advises: ClassVar[str | None] = "its file and the folder it lies in must be writable"


@dataclass(frozen=True)
class StoreReplaced(Worded):
    """The file of a store was moved, or another was put in its place, while it was open.

    What it means:
        The command goes on with the file that it opened, which is no longer where it was.

    Why it matters:
        What it would write now, nobody would find again.

    Example:
        mv backup.db my_store/forecourt.db    (while an import runs)

    Instead:
        (first the one, then the other)
    """

    code: ClassVar[str] = "FC410"
    says: ClassVar[str] = "the file was moved or replaced while it was open; no more was written"
    advises: ClassVar[str | None] = "run the same command again"
