"""Findings about statements as a whole: their kinds, lines, names and order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from forecourt.core.diagnostics.articles import with_article
from forecourt.core.diagnostics.checking.wording import did_you_mean, listed
from forecourt.core.diagnostics.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from forecourt.core.diagnostics.place import Place


@dataclass(frozen=True)
class UnknownKind(Diagnostic):
    """The first word of a statement names no kind.

    What it means:
        A statement begins with its kind: `decide`, `require`, `task` and so on. This word is none
        of the kinds that the installed plugins bring.

    Why it matters:
        What the statement asks for would not be done, and nobody would notice.

    Example:
        requires arrival for visit
            that       arrived_at is known

    Instead:
        require arrival for visit
            that       arrived_at is known
    """

    code: ClassVar[str] = "FC101"
    word: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"no kind of statement is called `{self.word}`"

    @property
    def help(self) -> str | None:
        return did_you_mean(self.word, self.known, f"kinds are {listed(self.known, 30)}")


@dataclass(frozen=True)
class UnknownClause(Diagnostic):
    """A line of a statement begins with a word that its kind does not have.

    What it means:
        Each kind has its own lines. The line begins with a word that this kind does not have.

    Why it matters:
        A misspelt line would be left out, and the rule would say something else than it seems to.

    Example:
        require arrival for visit
            that       arrived_at is known
            mesage     "Note when the visit began"

    Instead:
        require arrival for visit
            that       arrived_at is known
            message    "Note when the visit began"
    """

    code: ClassVar[str] = "FC102"
    word: str
    kind: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        kind = with_article(f"`{self.kind}`")
        return f"{kind} has no line `{self.word}`"

    @property
    def help(self) -> str | None:
        return did_you_mean(self.word, self.known, f"it may have {listed(self.known, 30)}")


@dataclass(frozen=True)
class ClauseMissing(Diagnostic):
    """A statement lacks a line that its kind needs.

    What it means:
        Some lines may be left out, this one may not: without it the statement says nothing.

    Why it matters:
        Filling the gap with a guess would make a rule that nobody wrote.

    Example:
        require arrival for visit
            message    "Note when the visit began"

    Instead:
        require arrival for visit
            that       arrived_at is known
            message    "Note when the visit began"
    """

    code: ClassVar[str] = "FC103"
    kind: str
    clause: str

    @property
    def message(self) -> str:
        return f"this `{self.kind}` needs a line `{self.clause}`"


@dataclass(frozen=True)
class ClauseTwice(Diagnostic):
    """A line that may stand once stands twice in a statement.

    What it means:
        The statement has this line already, a little further up.

    Why it matters:
        One of the two would be left out, and a reader cannot tell which.

    Example:
        require register for visit
            that       arrived_at is known
            that       registered_at is known

    Instead:
        require register for visit
            that       arrived_at is known and registered_at is known
    """

    code: ClassVar[str] = "FC104"
    kind: str
    clause: str
    first: Place

    @property
    def message(self) -> str:
        kind = with_article(f"`{self.kind}`")
        return f"{kind} has one line `{self.clause}`, this is the second"

    @property
    def related(self) -> tuple[tuple[Place, str], ...]:
        return ((self.first, "the first one"),)


@dataclass(frozen=True)
class Circle(Diagnostic):
    """Statements need each other's values in a circle.

    What it means:
        To work out the first, the second must be known, and so on, back to the first.

    Why it matters:
        There is no place to begin, so none of them has a value.

    Example:
        decide grave for complaint
            yes        when urgent
            no         otherwise

        decide urgent for complaint
            yes        when grave
            no         otherwise

    Instead:
        decide grave for complaint
            yes        when media_or_legal_risk
            no         otherwise

        decide urgent for complaint
            yes        when grave
            no         otherwise
    """

    code: ClassVar[str] = "FC109"
    names: tuple[str, ...]

    @property
    def message(self) -> str:
        return "these need each other in a circle: " + " -> ".join(f"`{n}`" for n in self.names)

    @property
    def help(self) -> str | None:
        return "let one of them read the records instead of the other"


@dataclass(frozen=True)
class DeclaredTwice(Diagnostic):
    """Two statements have one name.

    What it means:
        Two statements of the policy have the same name, in one pack or in a pack and a layer below.

    Why it matters:
        Where the name is used it would mean either of the two.

    Example:
        require registered for visit
            that       arrived_at is known

        require registered for visit
            that       registered_at is known

    Instead:
        require arrived for visit
            that       arrived_at is known

        require registered for visit
            that       registered_at is known
    """

    code: ClassVar[str] = "FC110"
    name: str
    first: Place

    @property
    def message(self) -> str:
        return f"`{self.name}` is declared a second time"

    @property
    def related(self) -> tuple[tuple[Place, str], ...]:
        return ((self.first, "first declared here"),)


@dataclass(frozen=True)
class UnknownSubject(Diagnostic):
    """A statement speaks about a record that does not exist.

    What it means:
        After `for` stands the record that a statement is about. No plugin knows a record of this
        name.

    Why it matters:
        The rule would be about nothing, so it would never apply.

    Example:
        require arrival for visits
            that       arrived_at is known

    Instead:
        require arrival for visit
            that       arrived_at is known
    """

    code: ClassVar[str] = "FC111"
    name: str
    known: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"no record is called `{self.name}`"

    @property
    def help(self) -> str | None:
        if not self.known:
            return "no plugin that is on brings any: `forecourt plugins` lists them"
        return did_you_mean(self.name, self.known, f"records are {listed(self.known, 40)}")


@dataclass(frozen=True)
class NameOfField(Diagnostic):
    """A statement has the name of something that is recorded.

    What it means:
        The record that the statement is about has a field or a list of that name, or a record above
        it has a list or a link of that name that can be named from here. The word for one of a list
        may be used: `define contact for visit` says which contact `contact` means.

    Why it matters:
        A reader could not tell what was recorded from what was worked out, and one of the two could
        not be named.

    Example:
        decide status for complaint
            open       when closed_at is not known

    Instead:
        decide in_progress for complaint
            yes        when closed_at is not known
            no         otherwise
    """

    code: ClassVar[str] = "FC121"
    name: str
    taken_by: str
    """Such as: a field of `loan`."""

    @property
    def message(self) -> str:
        return f"`{self.name}` is already {self.taken_by}"

    @property
    def help(self) -> str | None:
        return "give what is worked out another name than what is recorded"


@dataclass(frozen=True)
class ReservedName(Diagnostic):
    """A statement has the name of something that is always there.

    What it means:
        `today`, `now` and `this` have their meaning in every expression, and cannot have another.

    Why it matters:
        Where the name is used, the day or moment of the question would be taken, and never what the
        statement says.

    Example:
        decide today for visit
            yes        when date of arrived_at = today
            no         otherwise

    Instead:
        decide came_today for visit
            yes        when date of arrived_at = today
            no         otherwise
    """

    code: ClassVar[str] = "FC132"
    name: str

    @property
    def message(self) -> str:
        return f"`{self.name}` is a word of the language, and no name for a statement"


@dataclass(frozen=True)
class Misplaced(Diagnostic):
    """Something stands where another form is read.

    What it means:
        The words are known, but they make another form than the one that is read here. The message
        says what stands there, the help shows the right form.

    Why it matters:
        Reading it in some way all the same might not be what was meant.

    Example:
        require arrival for visit
            that       arrived_at is known
            severity   grave

    Instead:
        require arrival for visit
            that       arrived_at is known
            severity   warning
    """

    code: ClassVar[str] = "FC123"
    what: str
    expected: str

    @property
    def message(self) -> str:
        return f"{self.what} does not fit here"

    @property
    def help(self) -> str | None:
        return f"expected {self.expected}"


@dataclass(frozen=True)
class SymbolDiffers(Diagnostic):
    """A pack declares values that plugins or a layer below declare otherwise.

    What it means:
        A plugin, or a pack below this one, declares values of that name. A pack may repeat them, so
        that it can be read alone, but not change them.

    Why it matters:
        The order of the values decides what counts as higher; two orders would give two answers.

    Example:
        levels grade  O, A, H, B, C

    Instead:
        levels grade  O, H, A, B, C
    """

    code: ClassVar[str] = "FC125"
    name: str
    written: str

    @property
    def message(self) -> str:
        return f"`{self.name}` is there already, with other values or another order"

    @property
    def help(self) -> str | None:
        return f"write `{self.written}`, or use another name"


@dataclass(frozen=True)
class NeverReached(Diagnostic):
    """A row stands below one that always holds.

    What it means:
        Rows are tried from the top, and a row without a condition always holds.

    Why it matters:
        The row looks like a rule and has no effect.

    Example:
        decide grave for complaint
            no         otherwise
            yes        when media_or_legal_risk

    Instead:
        decide grave for complaint
            yes        when media_or_legal_risk
            no         otherwise
    """

    code: ClassVar[str] = "FC127"
    severity: ClassVar[Severity] = Severity.WARNING

    @property
    def message(self) -> str:
        return "this row is never reached: the one above always holds"


@dataclass(frozen=True)
class NoSuchOutput(Diagnostic):
    """Something is read of a statement that it does not have once.

    What it means:
        Words such as `done` and `due` may follow the name of a task that occurs once. A task that
        recurs on a calendar has one of each for every occurrence.

    Why it matters:
        It could not be said which of them is meant.

    Example:
        task look for complaint "Look at it again every month"
            every  1 month from received_at

        task report for complaint "Report on it"
            due    on look.due

    Instead:
        task look for complaint "Look at it again after a month"
            due    on received_at + 1 month

        task report for complaint "Report on it"
            due    on look.due
    """

    code: ClassVar[str] = "FC131"
    name: str
    kind: str

    @property
    def message(self) -> str:
        return f"there is no single `{self.name}`"

    @property
    def help(self) -> str | None:
        kind = with_article(f"`{self.kind}`")
        return f"read the records instead, or {kind} that has it and occurs once"


@dataclass(frozen=True)
class KindFailed(Diagnostic):
    """A plugin's kind raised an error while it read a statement.

    What it means:
        The kind is brought by a plugin, and the plugin's code raised an error on this statement.
        The rule text need not be wrong.

    Why it matters:
        The statement would be left out, so the pack cannot be used.

    Example in Python:
        class Promise(Kind):
            word = "promise"

            def lower(self):
                raise NotImplementedError

    Instead in Python:
        class Promise(Kind):
            word = "promise"

            def lower(self):
                self.guard()
    """

    code: ClassVar[str] = "FC130"
    kind: str
    error: str

    @property
    def message(self) -> str:
        return f"the kind `{self.kind}` failed on this statement: {self.error}"

    @property
    def help(self) -> str | None:
        return "tell the plugin's author; `forecourt plugins` says who that is"
