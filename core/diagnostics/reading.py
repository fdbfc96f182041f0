"""Findings of the reader: what keeps a text from becoming statements.

The first block of each page is what goes wrong, `Example` a text that gives exactly this finding,
`Instead` one that gives none. `{x * 2000}` in an example stands for 2,000 times `x`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from forecourt.core.diagnostics.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from forecourt.core.diagnostics.place import Place


@dataclass(frozen=True)
class NotUtf8(Diagnostic):
    """FC001"""

    code: ClassVar[str] = "FC001"

    @property
    def message(self) -> str:
        return "the file is not text in UTF-8 from here on"

    @property
    def help(self) -> str:
        return "save it as UTF-8 in the editor"


@dataclass(frozen=True)
class FileTooLarge(Diagnostic):
    """FC002"""

    code: ClassVar[str] = "FC002"
    limit: int

    @property
    def message(self) -> str:
        return f"the file is larger than {self.limit // 1024 // 1024} MiB"

    @property
    def help(self) -> str:
        return "split it into several files"


@dataclass(frozen=True)
class LineTooLong(Diagnostic):
    """FC003"""

    code: ClassVar[str] = "FC003"
    characters: int
    limit: int

    @property
    def message(self) -> str:
        return f"the line has {self.characters:,} characters, {self.limit:,} are the most"

    @property
    def help(self) -> str:
        return "carry on in a deeper line after a comma or an operator"


@dataclass(frozen=True)
class StatementTooLong(Diagnostic):
    """FC004"""

    code: ClassVar[str] = "FC004"
    limit: int

    @property
    def message(self) -> str:
        return f"the statement has more than {self.limit:,} words and signs"

    @property
    def help(self) -> str:
        return "split it into several statements"


@dataclass(frozen=True)
class TooDeep(Diagnostic):
    """FC005"""

    code: ClassVar[str] = "FC005"
    what: str
    limit: int

    @property
    def message(self) -> str:
        return f"{self.what} are nested more than {self.limit} deep"

    @property
    def help(self) -> str:
        return "give a part of it a name with `define`"


@dataclass(frozen=True)
class TabFound(Diagnostic):
    """FC006"""

    code: ClassVar[str] = "FC006"

    @property
    def message(self) -> str:
        return "a tab stands here"

    @property
    def help(self) -> str:
        return "use spaces: a tab is not the same width everywhere"


@dataclass(frozen=True)
class UnexpectedCharacter(Diagnostic):
    """FC007"""

    code: ClassVar[str] = "FC007"
    character: str
    advice: str | None = None

    @property
    def message(self) -> str:
        shown = self.character
        if not shown.isprintable() or shown.isspace():
            shown = f"U+{ord(shown):04X}"
        return f"`{shown}` means nothing here"

    @property
    def help(self) -> str | None:
        return self.advice


@dataclass(frozen=True)
class UnclosedText(Diagnostic):
    """FC008"""

    code: ClassVar[str] = "FC008"

    @property
    def message(self) -> str:
        return "this text has no closing quote on its line"

    @property
    def help(self) -> str:
        return 'end it with `"`; a quote within a text is written `\\"`'


@dataclass(frozen=True)
class UnknownEscape(Diagnostic):
    """FC009"""

    code: ClassVar[str] = "FC009"
    escape: str

    @property
    def message(self) -> str:
        return f"`{self.escape}` has no meaning in a text"

    @property
    def help(self) -> str:
        return 'after a backslash come `"`, `\\`, `n` (new line) or `t` (tab)'


@dataclass(frozen=True)
class WrongQuote(Diagnostic):
    """FC010"""

    code: ClassVar[str] = "FC010"
    quote: str

    @property
    def message(self) -> str:
        return f"`{self.quote}` does not begin a text"

    @property
    def help(self) -> str:
        return 'texts stand in straight double quotes: `"text"`'


@dataclass(frozen=True)
class ForeignOperator(Diagnostic):
    """FC011"""

    code: ClassVar[str] = "FC011"
    written: str
    right: str

    @property
    def message(self) -> str:
        return f"`{self.written}` is not an operator here"

    @property
    def help(self) -> str:
        return f"write `{self.right}`"


@dataclass(frozen=True)
class ForeignWord(Diagnostic):
    """FC012"""

    code: ClassVar[str] = "FC012"
    written: str
    advice: str

    @property
    def message(self) -> str:
        return f"`{self.written}` is not a word of the language"

    @property
    def help(self) -> str:
        return self.advice


@dataclass(frozen=True)
class ForeignSign(Diagnostic):
    """FC013"""

    code: ClassVar[str] = "FC013"
    written: str
    advice: str

    @property
    def message(self) -> str:
        return f"`{self.written}` is not used in rules"

    @property
    def help(self) -> str:
        return self.advice


@dataclass(frozen=True)
class BadNumber(Diagnostic):
    """FC014"""

    code: ClassVar[str] = "FC014"
    written: str
    right: str | None

    @property
    def message(self) -> str:
        return f"`{self.written}` is not a number"

    @property
    def help(self) -> str:
        if self.right:
            return f"write `{self.right}`"
        return "a number has digits and one dot, and a space before its unit: `2.5 hours`"


@dataclass(frozen=True)
class BadDate(Diagnostic):
    """FC015"""

    code: ClassVar[str] = "FC015"
    written: str
    right: str | None

    @property
    def message(self) -> str:
        return f"`{self.written}` is not a date or a time as they are written here"

    @property
    def help(self) -> str:
        if self.right:
            return f"write `{self.right}`"
        return "write `2026-03-01`, `2026-03-01 09:30` or `09:30`, without a zone"


@dataclass(frozen=True)
class NoSuchDay(Diagnostic):
    """FC016"""

    code: ClassVar[str] = "FC016"
    written: str
    reason: str

    @property
    def message(self) -> str:
        return f"there is no `{self.written}`"

    @property
    def help(self) -> str:
        return self.reason


@dataclass(frozen=True)
class MinusSpacing(Diagnostic):
    """FC017"""

    code: ClassVar[str] = "FC017"
    left: str
    right: str

    @property
    def message(self) -> str:
        return "this minus could be a sign or a subtraction"

    @property
    def help(self) -> str:
        return (
            f"write `{self.left} - {self.right}` to subtract, "
            f"`{self.left}, -{self.right}` for a negative value of its own"
        )


@dataclass(frozen=True)
class UnclosedBracket(Diagnostic):
    """FC018"""

    code: ClassVar[str] = "FC018"
    bracket: str

    @property
    def message(self) -> str:
        return f"this `{self.bracket}` is never closed"

    @property
    def help(self) -> str:
        return f"add `{')' if self.bracket == '(' else ']'}`"


@dataclass(frozen=True)
class UnopenedBracket(Diagnostic):
    """FC019"""

    code: ClassVar[str] = "FC019"
    bracket: str
    open_bracket: str | None
    open_place: Place | None

    @property
    def message(self) -> str:
        if self.open_bracket:
            return f"`{self.bracket}` does not close `{self.open_bracket}`"
        return f"`{self.bracket}` closes nothing"

    @property
    def related(self) -> tuple[tuple[Place, str], ...]:
        return ((self.open_place, "opened here"),) if self.open_place else ()


@dataclass(frozen=True)
class BracketApart(Diagnostic):
    """FC020"""

    code: ClassVar[str] = "FC020"
    bracket: str

    @property
    def message(self) -> str:
        if self.bracket == "[":
            return "`[` stands apart from the name it belongs to"
        return "only a bare name can be called"

    @property
    def help(self) -> str:
        if self.bracket == "[":
            return "write it directly after the name: `limit[H]`"
        return "write `function(value)`, or a space before a bracket that only groups"


@dataclass(frozen=True)
class StatementIndented(Diagnostic):
    """FC021"""

    code: ClassVar[str] = "FC021"

    @property
    def message(self) -> str:
        return "this line is indented, but no statement stands above it"

    @property
    def help(self) -> str:
        return "begin a statement at the left edge"


@dataclass(frozen=True)
class OddIndentation(Diagnostic):
    """FC022"""

    code: ClassVar[str] = "FC022"
    spaces: int
    levels: tuple[int, ...]

    @property
    def message(self) -> str:
        return f"no line above is indented by {self.spaces} spaces"

    @property
    def help(self) -> str:
        return f"indent it by {' or '.join(map(str, self.levels))}"


@dataclass(frozen=True)
class WordExpected(Diagnostic):
    """FC023"""

    code: ClassVar[str] = "FC023"
    written: str

    @property
    def message(self) -> str:
        return f"a statement begins with a word for its kind, not with `{self.written}`"

    @property
    def help(self) -> str:
        return "such as `decide`, `task` or `set`; indent the line if it belongs to the one above"


@dataclass(frozen=True)
class MissingAfter(Diagnostic):
    """FC024"""

    code: ClassVar[str] = "FC024"
    written: str

    @property
    def message(self) -> str:
        return f"`{self.written}` needs something after it"

    @property
    def help(self) -> str | None:
        return None


@dataclass(frozen=True)
class MissingBefore(Diagnostic):
    """FC025"""

    code: ClassVar[str] = "FC025"
    written: str

    @property
    def message(self) -> str:
        return f"`{self.written}` needs something before it"


@dataclass(frozen=True)
class MissingBetween(Diagnostic):
    """FC026"""

    code: ClassVar[str] = "FC026"
    left: str
    right: str

    @property
    def message(self) -> str:
        return f"nothing joins `{self.left}` and `{self.right}`"

    @property
    def help(self) -> str:
        return "put a comma or an operator (`and`, `=`, `+`) between them"


@dataclass(frozen=True)
class MarkInExpression(Diagnostic):
    """FC027"""

    code: ClassVar[str] = "FC027"
    word: str

    @property
    def message(self) -> str:
        return f"`{self.word}` cannot stand inside brackets"

    @property
    def help(self) -> str:
        return "close the bracket before it; it is a word of the line, not of a value"


@dataclass(frozen=True)
class EmptyBrackets(Diagnostic):
    """FC028"""

    code: ClassVar[str] = "FC028"
    brackets: str

    @property
    def message(self) -> str:
        return f"nothing stands in `{self.brackets}`"


@dataclass(frozen=True)
class ChainedComparison(Diagnostic):
    """FC029"""

    code: ClassVar[str] = "FC029"
    first: str
    second: str

    @property
    def message(self) -> str:
        return f"`{self.second}` follows `{self.first}`: comparisons do not chain"

    @property
    def help(self) -> str:
        return "join two with `and`, or write `x in low .. high`"


@dataclass(frozen=True)
class MisplacedList(Diagnostic):
    """FC030"""

    code: ClassVar[str] = "FC030"

    @property
    def message(self) -> str:
        return "a list in brackets cannot stand here"

    @property
    def help(self) -> str:
        return "lists stand after `in` and `of`: `x in (a, b)`, `at least 2 of (a, b, c)`"


@dataclass(frozen=True)
class MisplacedRange(Diagnostic):
    """FC031"""

    code: ClassVar[str] = "FC031"

    @property
    def message(self) -> str:
        return "a range with `..` cannot stand here"

    @property
    def help(self) -> str:
        return "ranges stand after `in`, or as a value of their own: `x in 3 .. 10`"


@dataclass(frozen=True)
class MisplacedOperator(Diagnostic):
    """FC032"""

    code: ClassVar[str] = "FC032"
    written: str
    advice: str

    @property
    def message(self) -> str:
        return f"`{self.written}` cannot stand here"

    @property
    def help(self) -> str:
        return self.advice


@dataclass(frozen=True)
class IsWithoutKnown(Diagnostic):
    """FC033"""

    code: ClassVar[str] = "FC033"
    written: str

    @property
    def message(self) -> str:
        return f"`{self.written}` is not a condition of the language"

    @property
    def help(self) -> str:
        if self.written.split()[-1].lower() in {"none", "null", "empty", "missing", "unknown"}:
            known = "is known" if " not " in self.written else "is not known"
            return f"write `{known}`"
        return "write `=` to compare, `is known` or `is not known` to ask whether there is a value"


@dataclass(frozen=True)
class WhicheverIncomplete(Diagnostic):
    """FC034"""

    code: ClassVar[str] = "FC034"
    written: str

    @property
    def message(self) -> str:
        return f"`{self.written}` stands alone"

    @property
    def help(self) -> str:
        return "the form is `a, or b, whichever first` (or `last`)"


@dataclass(frozen=True)
class MixedScripts(Diagnostic):
    """FC035"""

    code: ClassVar[str] = "FC035"
    severity: ClassVar[Severity] = Severity.WARNING
    word: str
    scripts: tuple[str, ...]

    @property
    def message(self) -> str:
        return f"`{self.word}` mixes {' and '.join(self.scripts)} letters that look alike"

    @property
    def help(self) -> str:
        return "write the word in one script, or it is another name than it seems"


@dataclass(frozen=True)
class Unexpected(Diagnostic):
    """FC036"""

    code: ClassVar[str] = "FC036"
    written: str

    @property
    def message(self) -> str:
        return f"`{self.written}` cannot stand here"

    @property
    def help(self) -> str:
        return "a value or a name was expected"


@dataclass(frozen=True)
class NotOneExpression(Diagnostic):
    """FC037"""

    code: ClassVar[str] = "FC037"

    @property
    def message(self) -> str:
        return "this is not one expression"

    @property
    def help(self) -> str:
        return "one value or condition was expected, such as `grade = H`"
