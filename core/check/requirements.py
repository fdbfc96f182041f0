"""The kinds `require` and `note`: what must hold, and what only wants to be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.check import clauses
from forecourt.core.check.described import Described
from forecourt.core.check.kinds import Needed, One
from forecourt.core.check.typing import YES_NO
from forecourt.core.check.wording import misplaced_line
from forecourt.core.diagnostics.checking import Misplaced
from forecourt.core.plan import nodes as plan
from forecourt.core.syntax import nodes as syntax

if TYPE_CHECKING:
    from forecourt.core.check.context import Context
    from forecourt.core.plan.nodes import Expr

SEVERITIES = ("breach", "warning", "notice")


def _severity(line: syntax.Line, context: Context) -> str:
    """Read how grave it is that the requirement is not met."""
    written = clauses.word(line, context)
    if written not in SEVERITIES:
        expected = "`breach`, `warning` or `notice`"
        context.fail(Misplaced(line.place, f"`{written}`", expected))
    return written


def _unknown(line: syntax.Line, context: Context) -> bool:
    """Read `unknown counts as broken`."""
    parts = [part for sequence in line.body.sequences for part in sequence]
    match parts:
        case [syntax.Name(text="counts"), syntax.Mark(word="as"), syntax.Name(text="broken")]:
            return True
        case _:
            context.fail(misplaced_line(line, "`unknown counts as broken`"))


class Require(Described):
    """Something that must hold of a record; where it doesn't, the outcome lists a violation."""

    word = "require"
    takes_when = True

    that = Needed(clauses.condition, "What must hold")
    unknown = One(_unknown, "`counts as broken`: what cannot be told is not enough")
    severity = One(_severity, "`breach` (as if not said), `warning` or `notice`")
    message = One(clauses.texts, "What is said where it does not hold")

    def lower(self) -> None:
        """Add an emission of a violation."""
        that = self.that
        broken: Expr = plan.Not(that, YES_NO)
        if self.unknown:
            broken = plan.Not(plan.Holds(that, YES_NO), YES_NO)
        guard = self.guard()
        if not self.is_on():
            return
        condition = broken if guard is None else plan.And((guard, broken), YES_NO)
        self.context.assembly.emissions.append(
            plan.Emission(
                kind="violation",
                name=self.name,
                subject=self.context.this().model,
                condition=condition,
                fields=(("unknown", _is_unknown(that)),),
                at=self.place,
                constants={"severity": self.severity or "breach", "message": self._message()},
                asks=(that,) if self.unknown else (),
            )
        )

    def _message(self) -> str:
        if self.message is None:
            return self.label()
        texts = self.message.by_language
        return texts.get("") or texts.get(self.language) or next(iter(texts.values()))


def _is_unknown(condition: Expr) -> Expr:
    holds = plan.Holds(condition, YES_NO)
    fails = plan.Holds(plan.Not(condition, YES_NO), YES_NO)
    return plan.Not(plan.Or((holds, fails), YES_NO), YES_NO)


class Note(Described):
    """Something that the source says and no engine can run: a stance, an example, a definition."""

    word = "note"
    speaks_of = "perhaps"

    def lower(self) -> None:
        """Add nothing: a note is for readers."""
