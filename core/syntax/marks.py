"""The fixed words of the language: marks that structure a line, and words that expressions keep.

Marks are one list that every kind of statement draws on and that no plugin extends. Which mark
may stand where, and what it means there, is for the kind to say.
"""

from __future__ import annotations

MARKS: frozenset[str] = frozenset(
    {
        "for",
        "by",
        "to",
        "from",
        "until",
        "after",
        "before",
        "when",
        "otherwise",
        "with",
        "per",
        "as",
        "of",
        "on",
        "up to",
        "not before",
        "where",
        "→",
        "|",
    }
)
"""Every word a `Mark` may carry.

`where` is a mark only outside an aggregate (`complaint where closed_at in period`); `→` goes
from one state to the next and is also written `->`; `|` parts the cells of a table row.
"""

RESERVED: frozenset[str] = frozenset(
    {word for word in MARKS if word.isalpha()}
    | {"and", "or", "not", "in", "is", "else", "yes", "no"}
)
"""The words that cannot stand as a bare name in an expression."""
