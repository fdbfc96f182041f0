"""What an expression can see from where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NoReturn

from forecourt.core.check.assembly import Rejected
from forecourt.core.plan import nodes as plan
from forecourt.core.values.types import Reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecourt.core.check.assembly import Assembly
    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.records.schema import Schema


@dataclass(frozen=True, slots=True)
class Context:
    """The subject of the statement, and the elements of the lists being looked through."""

    assembly: Assembly
    subject: str | None
    elements: tuple[plan.Element, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    """(owner model, list) of each list being looked through."""
    local: Mapping[str, plan.Expr] = field(default_factory=dict)
    """Names that a clause of the same statement gives, such as `due` in `until due + 7 days`."""
    statement: str | None = None
    """The name of the statement."""
    in_comparison: bool = False
    """Whether the expression is one side of a comparison, or part of one."""

    @property
    def schema(self) -> Schema:
        """Return the record models that may be spoken about."""
        return self.assembly.vocabulary.schema

    def report(self, diagnostic: Diagnostic) -> None:
        """Note a finding about this expression."""
        self.assembly.report(diagnostic)

    def fail(self, diagnostic: Diagnostic) -> NoReturn:
        """Note a finding and give up on the clause or row that it is in."""
        self.assembly.report(diagnostic)
        raise Rejected

    def inside(self, element: plan.Element, owner: str, list_name: str) -> Context:
        """Return the context of a `where` over the list whose element is `element`."""
        return replace(
            self,
            elements=(*self.elements, element),
            sources=(*self.sources, (owner, list_name)),
        )

    def with_local(self, **names: plan.Expr) -> Context:
        """Return the context in which some more names have a value."""
        return replace(self, local={**self.local, **names})

    def comparing(self) -> Context:
        """Return the context of the sides of a comparison."""
        return self if self.in_comparison else replace(self, in_comparison=True)

    def this(self) -> plan.Subject:
        """Return the subject as an expression; only where there is one."""
        assert self.subject is not None
        return plan.Subject(self.subject, Reference(self.subject))

    def root(self) -> str | None:
        """Return the name of the root model above the subject."""
        return self.schema.root_of(self.subject) if self.subject else None
