"""Findings about single words, numbers, texts and signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from forecourt.core.diagnostics.diagnostic import Severity
from forecourt.core.diagnostics.worded import Worded


@dataclass(frozen=True)
class UnexpectedCharacter(Worded):
    """A character means nothing in rules.

    What it means:
        Outside texts and comments a line has words, numbers, dates, texts and a few signs.

    Why it matters:
        It may be invisible, or look like another one.

    Example:
        note opening @ "Open the door"

    Instead:
        note opening "Open the door"
    """

    code: ClassVar[str] = "FC007"
    character: str
    reason: str | None

    @property
    def message(self) -> str:
        """What is wrong, in one line."""
        visible = self.character.isprintable() and not self.character.isspace()
        shown = self.character if visible else f"U+{ord(self.character[0]):04X}"
        return f"`{shown}` means nothing here"

    @property
    def help(self) -> str | None:
        """What to write instead, where that is known."""
        return self.reason


@dataclass(frozen=True)
class UnclosedText(Worded):
    """A text has no closing quote on its line.

    What it means:
        Everything to the end of the line is taken for the text.

    Why it matters:
        A text stands on one line, so that a forgotten quote spoils one line only.

    Example:
        note opening "Open the door

    Instead:
        note opening "Open the door"
    """

    code: ClassVar[str] = "FC008"
    says: ClassVar[str] = "this text has no closing quote on its line"
    advises: ClassVar[str | None] = 'end it with `"`'


@dataclass(frozen=True)
class UnknownEscape(Worded):
    r"""A backslash in a text is followed by something without a meaning.

    What it means:
        In a text a backslash begins one of four signs, and is written twice to stand for itself.

    Why it matters:
        The text would not be what was meant.

    Example:
        note path "c:\reports"

    Instead:
        note path "c:\\reports"
    """

    code: ClassVar[str] = "FC009"
    says: ClassVar[str] = "`{escape}` has no meaning in a text"
    advises: ClassVar[str | None] = (
        'after a backslash come `"`, a backslash, `n` for a new line or `t` for a tab'
    )
    escape: str


@dataclass(frozen=True)
class WrongQuote(Worded):
    """A quotation mark of another kind stands where a text may begin.

    What it means:
        Texts stand between straight double quotes.

    Why it matters:
        Curly quotes come from word processors; single quotes belong to words (`the other's`).

    Example:
        note opening “Open the door”

    Instead:
        note opening "Open the door"
    """

    code: ClassVar[str] = "FC010"
    says: ClassVar[str] = "`{quote}` does not begin a text"
    advises: ClassVar[str | None] = 'texts stand in straight double quotes: `"text"`'
    quote: str


@dataclass(frozen=True)
class ForeignOperator(Worded):
    """An operator is written as in other languages.

    What it means:
        Every operator is written in one way here, mostly as a word.

    Why it matters:
        Rules are read aloud by people who don't write programs.

    Example:
        require age for loan
            that       age >= 18 && member == yes

    Instead:
        require age for loan
            that       age >= 18 and member = yes
    """

    code: ClassVar[str] = "FC011"
    says: ClassVar[str] = "`{written}` is not an operator here"
    advises: ClassVar[str | None] = "write `{right}`"
    written: str
    right: str


@dataclass(frozen=True)
class ForeignWord(Worded):
    """A word of other languages stands where this one has another word.

    What it means:
        Yes and no are `yes` and `no`; whether there is a value is asked with `is known`; a
        condition follows `when`.

    Why it matters:
        Taken for a name, the word would only be unknown; this says what to write.

    Example:
        require membership for loan
            that       member = true

    Instead:
        require membership for loan
            that       member = yes
    """

    code: ClassVar[str] = "FC012"
    says: ClassVar[str] = "`{written}` is not a word of rules"
    advises: ClassVar[str | None] = "{reason}"
    written: str
    reason: str


@dataclass(frozen=True)
class ForeignSign(Worded):
    """A sign of other languages stands where this one has none, or another.

    What it means:
        Lines and indentation do the work of braces, semicolons and colons.

    Why it matters:
        There is one way to write a thing.

    Example:
        note opening "Open the door";

    Instead:
        note opening "Open the door"
    """

    code: ClassVar[str] = "FC013"
    says: ClassVar[str] = "`{written}` is not used in rules"
    advises: ClassVar[str | None] = "{reason}"
    written: str
    reason: str


@dataclass(frozen=True)
class BadNumber(Worded):
    """Digits do not make a number.

    What it means:
        A number has digits, a point before its decimals, and a space before its unit; nothing
        parts its thousands.

    Why it matters:
        `1,000` would be two numbers, one and nothing.

    Example:
        set longest_way  1,000 km

    Instead:
        set longest_way  1000 km
    """

    code: ClassVar[str] = "FC014"
    says: ClassVar[str] = "`{written}` is not a number"
    advises: ClassVar[str | None] = "{reason}"
    written: str
    reason: str


@dataclass(frozen=True)
class BadDate(Worded):
    """A date or a time is not written as dates and times are here.

    What it means:
        A date is year, month and day with two digits each for the last two, a time is hours and
        minutes with two digits each, on a clock of 24 hours, without a zone.

    Why it matters:
        `03/04/2026` is March to some and April to others.

    Example:
        set season_start  2026-3-1

    Instead:
        set season_start  2026-03-01
    """

    code: ClassVar[str] = "FC015"
    says: ClassVar[str] = "`{written}` is not a date or time as they are written here"
    advises: ClassVar[str | None] = "{reason}"
    written: str
    reason: str


@dataclass(frozen=True)
class NoSuchDay(Worded):
    """The calendar or the clock has no such day or time.

    What it means:
        The date is written rightly, but its month has no such day.

    Why it matters:
        Whether the last day of the month was meant or the first of the next can only be guessed.

    Example:
        set season_end  2026-02-30

    Instead:
        set season_end  2026-02-28
    """

    code: ClassVar[str] = "FC016"
    says: ClassVar[str] = "there is no `{written}`"
    advises: ClassVar[str | None] = "{reason}"
    written: str
    reason: str


@dataclass(frozen=True)
class MinusSpacing(Worded):
    """A minus can be read as a sign and as a subtraction.

    What it means:
        To subtract, a minus has a space on both sides or on none. As a sign it stands directly
        before its number.

    Why it matters:
        `limit -5` are two values, `limit - 5` is one.

    Example:
        set last_call  (closing -5 minutes)

    Instead:
        set last_call  (closing - 5 minutes)
    """

    code: ClassVar[str] = "FC017"
    says: ClassVar[str] = "this minus may be a sign or a subtraction"
    advises: ClassVar[str | None] = (
        "write `{left} - {right}` to subtract; a negative value is `-{right}` and stands alone"
    )
    left: str
    right: str


@dataclass(frozen=True)
class MixedScripts(Worded):
    """A word mixes letters of scripts that look alike.

    What it means:
        Some letters of the word are Latin, some Cyrillic or Greek. Parts that an underscore
        joins may each have their own script.

    Why it matters:
        It looks like another name and is not the same.

    Example:
        note аccess "The first letter is Cyrillic"

    Instead:
        note access "All letters are Latin"
    """

    code: ClassVar[str] = "FC035"
    severity: ClassVar[Severity] = Severity.WARNING
    says: ClassVar[str] = "`{written}` mixes letters of {where}"
    advises: ClassVar[str | None] = "write the word in one script"
    written: str
    where: str
