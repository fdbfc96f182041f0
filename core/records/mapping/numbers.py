"""How numbers are written: decimal sign, thousands separators, currency signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

SPACES = "[ \u00a0\u2009\u202f]"

STYLES: dict[str, tuple[str, str]] = {
    "1234.56": ("", r"\."),
    "1,234.56": (",", r"\."),
    "1'234.56": ("['’]", r"\."),
    "1234,56": ("", ","),
    "1.234,56": (r"\.", ","),
    "1 234,56": (SPACES, ","),
    "1 234.56": (SPACES, r"\."),
}
"""Thousands separator and decimal sign, as patterns, by an example of each style."""

PLAIN = "1234.56"


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """A style, by its example, and the signs that may stand before or after the number."""

    example: str = PLAIN
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, and the word written after or before it (`km`, `EUR`, `%`), if any."""

    number: Decimal
    unit: str | None


def parsed_number(text: str, style: NumberStyle) -> Amount | None:
    """Return the number that `text` says in a style, or None if it says none.

    Groups of thousands have three digits each, so that a decimal sign of another style is never
    taken for a separator.
    """
    bare = text
    for sign in style.signs:
        bare = bare.replace(sign, "").strip()
    match = _pattern(style.example).fullmatch(bare)
    if not match or (match["before"] and match["after"]):
        return None
    whole = re.sub(r"\D", "", match["whole"])
    minus = "-" if match["minus"] else ""
    number = Decimal(f"{minus}{whole}.{match['part'] or '0'}")
    return Amount(number, match["before"] or match["after"] or None)


@cache
def _pattern(example: str) -> re.Pattern[str]:
    """Return the pattern of a style."""
    thousands, decimal = STYLES[example]
    grouped = rf"[0-9]{{1,3}}(?:{thousands}[0-9]{{3}})+|" if thousands else ""
    return re.compile(
        rf"(?P<before>[^\W\d]*)\s*(?P<minus>[-\u2212]?)(?P<whole>{grouped}[0-9]+)"
        rf"(?:{decimal}(?P<part>[0-9]+))?\s*(?P<after>%|[^\W\d]*(?:/[^\W\d]+)?|°[^\W\d]+)"
    )
