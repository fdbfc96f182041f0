"""Kinds of statements: what a kind is, and how its statements are read.

A kind is a class derived from `Kind`. Its class attributes of type `One`, `Needed`, `Several` and
`Rows` are its clauses: each names the function that reads the line, which decides its type. The
checker, the reference and the editor take what they know of the kind from that one class. A kind
says in `lower` what its statements add to a plan, as decisions and emissions; nothing below the
plan knows kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, Self, TypeVar, overload

from forecourt.core.check.assembly import Declared, Rejected
from forecourt.core.check.clauses import NOT_EXPRESSIONS
from forecourt.core.check.context import Context
from forecourt.core.check.expressions import condition
from forecourt.core.check.wording import misplaced
from forecourt.core.diagnostics.checking import (
    ClauseMissing,
    ClauseTwice,
    KindFailed,
    Misplaced,
    UnknownClause,
    UnknownSubject,
)
from forecourt.core.diagnostics.checking.wording import listed
from forecourt.core.syntax import nodes as syntax

if TYPE_CHECKING:
    from forecourt.core.check.assembly import Assembly
    from forecourt.core.diagnostics import Diagnostic, Place
    from forecourt.core.plan.nodes import Expr

T = TypeVar("T")
SHOWN = 30
"""So many clauses are named where none of them is meant."""

Reader = Callable[[syntax.Line, Context], T]
"""Reads the line of a clause in its context; reports and raises `Rejected` where it is wrong."""


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a statement, after its kind."""

    name: syntax.Word
    subject: syntax.Word | None = None
    guard: syntax.Expression | None = None
    """What stands after `when`."""
    labels: Mapping[str, str] = field(default_factory=dict)


class Clause(Generic[T]):
    """A line that a statement may have; the base of the four ways it may occur."""

    def __init__(self, read: Reader[T], doc: str, *, word: str = "") -> None:
        self.read = read
        self.doc = doc
        self.word = word

    def __set_name__(self, owner: type[Kind], name: str) -> None:
        self.attribute = name
        self.word = self.word or name.rstrip("_").replace("_", " ")


class One(Clause[T]):
    """A clause that stands once or not at all; None without it."""

    @overload
    def __get__(self, statement: None, owner: type[Kind]) -> Self: ...
    @overload
    def __get__(self, statement: Kind, owner: type[Kind]) -> T | None: ...
    def __get__(self, statement: Kind | None, owner: type[Kind]) -> Self | T | None:
        """Return what the line says, read when it is first asked for."""
        return self if statement is None else statement.read_one(self)


class Needed(Clause[T]):
    """A clause that must stand once."""

    @overload
    def __get__(self, statement: None, owner: type[Kind]) -> Self: ...
    @overload
    def __get__(self, statement: Kind, owner: type[Kind]) -> T: ...
    def __get__(self, statement: Kind | None, owner: type[Kind]) -> Self | T:
        """Return what the line says; rejects the statement where there is none."""
        return self if statement is None else statement.read_needed(self)


class Several(Clause[T]):
    """A clause that may stand any number of times."""

    @overload
    def __get__(self, statement: None, owner: type[Kind]) -> Self: ...
    @overload
    def __get__(self, statement: Kind, owner: type[Kind]) -> tuple[T, ...]: ...
    def __get__(self, statement: Kind | None, owner: type[Kind]) -> Self | tuple[T, ...]:
        """Return what the lines say, in the order written."""
        return self if statement is None else statement.read_several(self)


class Rows(Several[T]):
    """The lines that begin with a value and not with the word of a clause."""


class Kind:
    """A kind of statement; see the module."""

    word: ClassVar[str]
    """The first word of its statements."""
    speaks_of: ClassVar[Literal["record", "nothing", "perhaps"]] = "record"
    """Whether statements say `for SUBJECT`."""
    takes_when: ClassVar[bool] = False
    """Whether its first line may end in `when CONDITION`; `lower` then asks for `guard()`."""
    nests: ClassVar[bool] = False
    """Whether its lines may have lines below them; the readers of its clauses then read those."""
    has_value: ClassVar[bool] = False
    """Whether its names stand for values in expressions."""
    outputs: ClassVar[tuple[str, ...]] = ()
    """Words that other statements may put after its name and a dot."""

    def __init__(
        self, statement: syntax.Statement, header: Header, context: Context, language: str
    ) -> None:
        self.statement = statement
        self.header = header
        self.context = context
        self.language = language
        self._read: dict[str, Any] = {}
        self._lines = self._sorted_lines()

    # What a kind of its own says ------------------------------------------------------------

    def lower(self) -> None:
        """Add to `self.context.assembly` what the statement means."""
        raise NotImplementedError

    @classmethod
    def shape(cls, item: dict[str, Any]) -> dict[str, Any]:
        """Return what an emission of this kind looks like in an outcome; as it is by default.

        `item` holds the emission's constants and its fields as JSON values.
        """
        return item

    # Reading --------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """Return the name of the statement."""
        return self.header.name.text

    @property
    def place(self) -> Place:
        """Return where the statement stands."""
        return self.statement.place

    @classmethod
    @cache
    def clauses(cls) -> Mapping[str, Clause[Any]]:
        """Return the clauses by the words that begin their lines; rows under `""`."""
        found: dict[str, Clause[Any]] = {}
        for base in reversed(cls.__mro__):
            for clause in vars(base).values():
                if isinstance(clause, Clause):
                    found["" if isinstance(clause, Rows) else clause.word] = clause
        return found

    def read_one(self, clause: Clause[T]) -> T | None:
        """Return what the line of a clause says, or None."""
        line = self._only_line(clause)
        return self._cached(clause, line, 0) if line else None

    def read_needed(self, clause: Clause[T]) -> T:
        """Return what the line of a clause says; rejects the statement without it."""
        found = self.read_one(clause)
        if found is None:
            if clause.word not in self._lines:
                self._report_once(clause.word, ClauseMissing(self.place, self.word, clause.word))
            raise Rejected
        return found

    def read_several(self, clause: Clause[T]) -> tuple[T, ...]:
        """Return what the lines of a clause say, without those that were rejected."""
        lines = self._lines.get("" if isinstance(clause, Rows) else clause.word, [])
        read = (self._cached(clause, line, number) for number, line in enumerate(lines))
        return tuple(one for one in read if one is not None)

    def lines_of(self, clause: Clause[Any]) -> list[syntax.Line]:
        """Return the lines of a clause as written."""
        return self._lines.get("" if isinstance(clause, Rows) else clause.word, [])

    def read_in(self, clause: Clause[T], context: Context) -> T | None:
        """Return what the line of a clause says in a context of its own; None without the line."""
        line = self._only_line(clause)
        if line is None:
            return None
        self._read.setdefault(f"{clause.attribute}:0", None)
        return clause.read(line, context)

    def read_everything(self) -> None:
        """Read the lines that nothing asked for, so that what is wrong in them is reported."""
        for word, clause in self.clauses().items():
            for number, line in enumerate(self._lines.get(word, [])):
                self._cached(clause, line, number)

    def guard(self) -> Expr | None:
        """Return the condition after `when` on the first line, or None."""
        return None if self.header.guard is None else condition(self.header.guard, self.context)

    def _cached(self, clause: Clause[T], line: syntax.Line, number: int) -> T | None:
        key = f"{clause.attribute}:{number}"
        if key not in self._read:
            self._read[key] = None
            with suppress(Rejected):
                self._read[key] = clause.read(line, self.context)
        found: T | None = self._read[key]
        return found

    def _only_line(self, clause: Clause[Any]) -> syntax.Line | None:
        """Return the line of a clause, the first if it stands twice, which is reported."""
        lines = self._lines.get(clause.word, [])
        if len(lines) > 1:
            first, second = lines[0], lines[1]
            self._report_once(
                clause.word,
                ClauseTwice(second.place, self.word, clause.word, first.place),
            )
        return lines[0] if lines else None

    def _report_once(self, word: str, diagnostic: Any) -> None:
        key = f"reported:{word}"
        if key not in self._read:
            self._read[key] = True
            self.context.report(diagnostic)

    def _sorted_lines(self) -> dict[str, list[syntax.Line]]:
        """Return the lines by the clause they belong to, rows under `""`; report the others."""
        clauses = self.clauses()
        found: dict[str, list[syntax.Line]] = {}
        for line in self.statement.lines:
            word, read = _clause_of(line, clauses)
            if word or "" in clauses:
                found.setdefault(word, []).append(read)
            else:
                self.context.report(self._of_no_clause(line, tuple(clauses)))
        return found

    def _of_no_clause(self, line: syntax.Line, known: tuple[str, ...]) -> Diagnostic:
        """Return the finding that a line belongs to no clause, and is no row of the kind."""
        if line.head is not None:
            return UnknownClause(line.head.place, line.head.text, self.word, known)
        first = line.body.sequences[0][0]
        return misplaced(first, f"a line that begins with {listed(known, SHOWN)}")


def lines_by_clause(kind: type[Kind], statement: syntax.Statement) -> dict[str, list[syntax.Line]]:
    """Return the lines of a statement by the clause of its kind that they belong to.

    Rows, and lines that belong to no clause, stand under `""`.
    """
    found: dict[str, list[syntax.Line]] = {}
    for line in statement.lines:
        word, read = _clause_of(line, kind.clauses())
        found.setdefault(word, []).append(read)
    return found


def _clause_of(line: syntax.Line, clauses: Mapping[str, Clause[Any]]) -> tuple[str, syntax.Line]:
    """Return the word or words of the clause that a line belongs to, and the line after them.

    A line that belongs to no clause has the word `""`.
    """
    word = line.head.text if line.head else ""
    first = line.body.sequences[0] if line.body.sequences else ()
    if first:
        second = getattr(first[0], "word", None) or getattr(first[0], "text", "")
        if word and f"{word} {second}" in clauses:
            rest = (first[1:], *line.body.sequences[1:])
            body = replace(line.body, sequences=rest if first[1:] else rest[1:])
            return f"{word} {second}", replace(line, body=body)
    return (word, line) if word in clauses else ("", line)


def declare(
    kind: type[Kind], statement: syntax.Statement, assembly: Assembly, language: str
) -> Declared | None:
    """Make a statement known by name; None if its first line is wrong, which was reported."""
    context = Context(assembly, None)
    try:
        header = read_header(kind, statement, context, language)
    except Rejected:
        return None
    subject = header.subject.text if header.subject else None
    return Declared(
        header.name.text,
        kind.word,
        subject,
        header.name.place,
        statement,
        lambda: _lower(kind, statement, header, assembly, language),
        kind.has_value,
        kind.outputs,
    )


def _lower(
    kind: type[Kind],
    statement: syntax.Statement,
    header: Header,
    assembly: Assembly,
    language: str,
) -> None:
    subject = header.subject.text if header.subject else None
    context = Context(assembly, subject, statement=header.name.text)
    read = kind(statement, header, context, language)
    try:
        read.lower()
    except Rejected:
        assembly.broken.add(header.name.text)
    except Exception as error:  # a plugin's kind is named, whatever it raises
        if kind.__module__.startswith("forecourt.core."):
            raise
        assembly.report(KindFailed(statement.place, kind.word, f"{type(error).__name__}: {error}"))
    read.read_everything()


def read_header(
    kind: type[Kind], statement: syntax.Statement, context: Context, language: str
) -> Header:
    """Return the first line of a statement in the usual form.

    That form is `KIND name [for subject] [when condition] "label", en "label"`.
    """
    labels: dict[str, str] = {}
    parts: list[syntax.Part] = []
    for sequence in statement.body.sequences:
        for part in sequence:
            if isinstance(part, (syntax.Label, syntax.TextLiteral)):
                labels[_language(part) or language] = part.text
            else:
                parts.append(part)
    expected = _expected_header(kind)
    if not parts or not isinstance(parts[0], syntax.Name):
        context.fail(Misplaced(statement.kind.place, "a statement without a name", expected))
    name = syntax.Word(parts[0].text, parts[0].place)
    subject, rest = _subject(parts[1:], context, expected)
    _check_subject(kind, subject, statement, context, expected)
    guard, rest = _guard(rest) if kind.takes_when else (None, rest)
    if rest:
        context.fail(misplaced(rest[0], expected))
    return Header(name, subject, guard, labels)


def _language(part: syntax.Label | syntax.TextLiteral) -> str | None:
    return part.language if isinstance(part, syntax.Label) else None


def _expected_header(kind: type[Kind]) -> str:
    subject = {"record": " for SUBJECT", "nothing": "", "perhaps": " [for SUBJECT]"}
    when = " [when CONDITION]" if kind.takes_when else ""
    return f'`{kind.word} NAME{subject[kind.speaks_of]}{when} "label"`'


def _subject(
    parts: list[syntax.Part], context: Context, expected: str
) -> tuple[syntax.Word | None, list[syntax.Part]]:
    if not parts or not isinstance(parts[0], syntax.Mark) or parts[0].word != "for":
        return None, parts
    if len(parts) == 1 or not isinstance(parts[1], syntax.Name):
        context.fail(Misplaced(parts[0].place, "`for`", expected))
    return syntax.Word(parts[1].text, parts[1].place), parts[2:]


def _check_subject(
    kind: type[Kind],
    subject: syntax.Word | None,
    statement: syntax.Statement,
    context: Context,
    expected: str,
) -> None:
    if subject is None:
        if kind.speaks_of == "record":
            context.fail(Misplaced(statement.kind.place, "a statement without subject", expected))
        return
    if kind.speaks_of == "nothing":
        context.fail(Misplaced(subject.place, "a subject", expected))
    models = context.schema.models
    if subject.text not in models:
        context.fail(UnknownSubject(subject.place, subject.text, tuple(models)))


def _guard(parts: list[syntax.Part]) -> tuple[syntax.Expression | None, list[syntax.Part]]:
    match parts:
        case [syntax.Mark(word="when"), guard, *rest] if not isinstance(guard, NOT_EXPRESSIONS):
            return guard, rest
        case _:
            return None, parts
