"""Findings about how Forecourt is used: commands, their words, and what packs' tests give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.worded import Worded, shown


@dataclass(frozen=True)
class GivenUnfit(Worded):
    """What a test gives makes no record.

    What it means:
        A record lacks a field that it must have, or two records have one id.

    Why it matters:
        The rules are only ever asked about records that could be imported.

    Example:
        given      reader "R1" name "Ana"
        given      reader "R1" name "Rui"

    Instead:
        given      reader "R1" name "Ana"
        given      reader "R2" name "Rui"
    """

    code: ClassVar[str] = "FC600"
    reason: str
    says: ClassVar[str] = "what is given makes no record: {reason}"


@dataclass(frozen=True)
class EnginesDisagree(Worded):
    """The two engines give different outcomes.

    What it means:
        This is a mistake in Forecourt itself, or in a plugin's function that is not pure.

    Why it matters:
        Neither outcome can be relied on.

    Example:
        A function of a plugin reads the clock.

    Instead:
        It is given the day as an argument.
    """

    code: ClassVar[str] = "FC601"
    where: str
    says: ClassVar[str] = "the record engine and the explainer differ in {where}"
    advises: ClassVar[str | None] = "please report it, with the pack"


@dataclass(frozen=True)
class FunctionRaised(Worded):
    """A function of a plugin fails while rules are evaluated.

    What it means:
        The function raised an error for the values that it was called with.

    Why it matters:
        Without its value there is no outcome for the record.

    Example:
        A function divides by its argument, which is 0 for a record.

    Instead:
        It returns nothing for 0.
    """

    code: ClassVar[str] = "FC602"
    function: str
    reason: str
    says: ClassVar[str] = "the function `{function}` fails: {reason}"
    advises: ClassVar[str | None] = "tell the author of its plugin; `forecourt plugins` names it"


@dataclass(frozen=True)
class MomentUnfit(Worded):
    """The as-of moment of a command cannot be read.

    What it means:
        It is neither a date nor a date with a time.

    Why it matters:
        Everything the rules say is said of one moment.

    Example:
        forecourt today --as-of 1.3.2026

    Instead:
        forecourt today --as-of 2026-03-01T09:00
    """

    code: ClassVar[str] = "FC603"
    text: str
    reason: str
    says: ClassVar[str] = "`{text}` is no moment{reason}"
    advises: ClassVar[str | None] = (
        "write `2026-03-01`, `2026-03-01T09:00` or `2026-03-01T09:00+01:00`"
    )


@dataclass(frozen=True)
class NoStoreHere(Worded):
    """A command needs a store, and there is none in the folder.

    What it means:
        A store is a folder with the file `forecourt.db`; the command looks in the folder named by
        `--store`, else by the variable FORECOURT_STORE, else in the current one.

    Why it matters:
        A store is never made by accident.

    Example:
        forecourt today --store librery

    Instead:
        forecourt today --store library
    """

    code: ClassVar[str] = "FC604"
    folder: str
    says: ClassVar[str] = "there is no store in `{folder}`"
    advises: ClassVar[str | None] = (
        "`forecourt init` makes one, `forecourt demo` one to try; `--store DIR` names it"
    )


@dataclass(frozen=True)
class WordUnknown(Worded):
    """A command names something that does not exist.

    What it means:
        The name is misspelt, or what it names belongs to another store or pack.

    Why it matters:
        An empty answer to a misspelt question would look like all is done.

    Example:
        forecourt today --status overdo

    Instead:
        forecourt today --status overdue
    """

    code: ClassVar[str] = "FC605"
    what: str
    word: str
    known: tuple[str, ...]
    says: ClassVar[str] = "no {what} is called `{word}`"
    advises: ClassVar[str | None] = "there are {known}"

    @property
    def help(self) -> str | None:
        """The nearest right word, else the words there are."""
        return super().help if self.known else None


@dataclass(frozen=True)
class SubjectUnfit(Worded):
    """A record is not named in the way that records are.

    What it means:
        A record is named by what it is and its id, with a colon between them.

    Why it matters:
        Ids are only unique among records of one sort.

    Example:
        forecourt explain O7

    Instead:
        forecourt explain order:O7
    """

    code: ClassVar[str] = "FC606"
    text: str
    says: ClassVar[str] = "`{text}` names no record"
    advises: ClassVar[str | None] = "write what it is and its id, as in `order:O7`"


@dataclass(frozen=True)
class StatementNamed(Worded):
    """A statement stands where a record should be named.

    What it means:
        The word before the colon is a kind of statement. What the rules say is always said of a
        record.

    Why it matters:
        A statement has another value for each record.

    Example:
        forecourt explain parameter:answer_within

    Instead:
        forecourt explain complaint:P3 answer_in_time
    """

    code: ClassVar[str] = "FC624"
    text: str
    name: str
    says: ClassVar[str] = "`{text}` names a statement, and it is a record that is explained"
    advises: ClassVar[str | None] = (
        "name a record, and a statement after it, as in `order:O7 {name}`"
    )


@dataclass(frozen=True)
class RecordUnknown(Worded):
    """The store has no record of this id.

    What it means:
        The id is misspelt, or the record was never imported into this store.

    Why it matters:
        Nothing can be said of a record that is not there.

    Example:
        forecourt explain order:O77

    Instead:
        forecourt explain order:O7
    """

    code: ClassVar[str] = "FC607"
    model: str
    word: str
    known: tuple[str, ...]
    """Ids like it, else some of the ids that there are."""
    says: ClassVar[str] = "the store has no {model} `{word}`"

    @property
    def help(self) -> str | None:
        """The ids most like it, else some that there are."""
        if not self.known:
            return "it has none at all: `forecourt import` reads records in"
        ids = ", ".join(f"`{shown(one)}`" for one in self.known)
        return super().help or f"there are {ids}"


@dataclass(frozen=True)
class FileNotOpened(Worded):
    """A file that a command needs cannot be read or written.

    What it means:
        It is not there, may not be opened, or is no text in UTF-8.

    Why it matters:
        The command needs what is in it.

    Example:
        forecourt decide recrod.json --pack NAME --as-of 2026-03-01

    Instead:
        forecourt decide record.json --pack NAME --as-of 2026-03-01
    """

    code: ClassVar[str] = "FC608"
    file: str
    reason: str
    says: ClassVar[str] = "`{file}` cannot be used: {reason}"


@dataclass(frozen=True)
class FolderTaken(Worded):
    """A new store would be made where something else is.

    What it means:
        The folder holds files that the command would have to mix with its own.

    Why it matters:
        Nothing that is there is ever overwritten.

    Example:
        forecourt init documents --pack NAME

    Instead:
        forecourt init my_store --pack NAME
    """

    code: ClassVar[str] = "FC609"
    folder: str
    found: str
    says: ClassVar[str] = "`{folder}` holds {found}"
    advises: ClassVar[str | None] = "name another folder; it is made if it is not there"


@dataclass(frozen=True)
class NotLogged(Worded):
    """The log has no decision of this number that could be repeated.

    What it means:
        There is no such entry, or what it was made from was erased with its record.

    Why it matters:
        A decision is repeated from what was logged with it, and from nothing else.

    Example:
        forecourt explain --log 99999

    Instead:
        forecourt explain --log 12
    """

    code: ClassVar[str] = "FC612"
    number: int
    last: int | None
    """The last number; None if the log is empty."""
    says: ClassVar[str] = "the log has no decision {number} that can be repeated"

    @property
    def help(self) -> str | None:
        """Which numbers there are."""
        if self.last is None:
            return "the log is empty: `forecourt today` decides, and logs what it decides"
        return f"the last one has the number {self.last}"


@dataclass(frozen=True)
class ArgumentMissing(Worded):
    """A command lacks an argument without which it has nothing to do.

    What it means:
        One of several arguments must be given.

    Why it matters:
        The command cannot tell what is meant.

    Example:
        forecourt explain

    Instead:
        forecourt explain order:O7
    """

    code: ClassVar[str] = "FC613"
    expected: str
    says: ClassVar[str] = "nothing is named to be looked at"
    advises: ClassVar[str | None] = "give {expected}"


@dataclass(frozen=True)
class OptionUnfit(Worded):
    """An option was given that says nothing in what the command is to do.

    What it means:
        The command does one thing or another, by the arguments; the option belongs to the other.

    Why it matters:
        What was wanted by the option would not be done.

    Example:
        forecourt run my_store results --changes changes.jsonl

    Instead:
        forecourt run my_store --changes changes.jsonl
    """

    code: ClassVar[str] = "FC623"
    option: str
    case: str
    """When it says nothing, as `with a folder for results`."""
    instead: str
    says: ClassVar[str] = "`{option}` says nothing {case}"
    advises: ClassVar[str | None] = "{instead}"
