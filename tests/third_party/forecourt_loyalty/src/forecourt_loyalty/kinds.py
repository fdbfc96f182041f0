"""A kind of statement: what is given for loyalty points."""

from typing import ClassVar

from forecourt.core.check import clauses
from forecourt.core.check.kinds import Kind, Needed
from forecourt.core.plan.nodes import Emission
from forecourt.core.values.types import Whole


class Reward(Kind):
    """Something that is given for loyalty points."""

    word: ClassVar[str] = "reward"
    when = Needed(clauses.condition, "When it is given")
    gives = Needed(clauses.value_of(Whole()), "How many are given")
    who = Needed(clauses.symbol("role"), "Who gives it")

    def lower(self) -> None:
        """Add what is given to the outcome, and ask for what has to be known for it."""
        assert self.header.subject is not None
        self.context.assembly.emissions.append(
            Emission(
                kind=self.word,
                name=self.name,
                subject=self.header.subject.text,
                condition=self.when,
                fields=(("gives", self.gives),),
                at=self.place,
                constants={"role": self.who},
                blamed=("gives",),
            )
        )
