"""Clauses that every statement with a meaning may have: where it comes from, how it was read."""

from __future__ import annotations

from forecourt.core.check import clauses
from forecourt.core.check.kinds import Kind, One, Several


class Described(Kind):
    """A statement that can be traced to its source, and shipped switched off."""

    source = Several(clauses.words, "The ids of the source's rules that it carries out")
    cites = Several(clauses.texts, "The place in the document")
    reading = One(clauses.texts, "How the source was read where it can be read in several ways")
    off = One(clauses.texts, "Ships the statement switched off, and says why")

    def is_on(self) -> bool:
        """Tell whether the statement takes part."""
        return not self.lines_of(type(self).off)

    def label(self) -> str:
        """Return the label in the pack's own language, else in any, else the name in words."""
        labels = self.header.labels
        default = next(iter(labels.values()), self.name.replace("_", " "))
        return labels.get(self.language, default)
