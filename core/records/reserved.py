"""Words of the rule language that names of records and fields run into."""

from __future__ import annotations

LOGIC_WORDS = frozenset(
    {
        *("and", "or", "not", "in", "is", "else", "where", "yes", "no"),
        *("this", "today", "now"),
    }
)
"""Never a name, not even of a field: they end or begin something wherever they stand."""

MARKS = frozenset(
    {
        *("for", "by", "to", "from", "until", "after", "before", "when", "otherwise", "with"),
        *("per", "as", "of", "on", "up"),
    }
)
"""Names of fields that rules can read after a dot only (`this.by`, `contact.by`)."""
