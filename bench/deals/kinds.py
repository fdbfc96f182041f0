"""The kind of statement of the reference decision: something that is on the list, or not."""

from typing import ClassVar

from forecourt.core.check import clauses
from forecourt.core.check.kinds import Kind, Needed
from forecourt.core.plan.nodes import Emission


class Chore(Kind):
    """Something that is to be done."""

    word: ClassVar[str] = "chore"
    when = Needed(clauses.condition, "When it is to be done")

    def lower(self) -> None:
        """Add it to the outcome."""
        assert self.header.subject is not None
        self.context.assembly.emissions.append(
            Emission(
                kind=self.word,
                name=self.name,
                subject=self.header.subject.text,
                condition=self.when,
                fields=(),
                at=self.place,
            )
        )
