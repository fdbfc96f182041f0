"""How findings of the checker name the words that would be right."""

from __future__ import annotations

from forecourt.core.diagnostics import diagnostic


def did_you_mean(word: str, known: tuple[str, ...], otherwise: str | None = None) -> str | None:
    """Return a question that names the nearest right words, or `otherwise`."""
    return diagnostic.did_you_mean(word, known) or otherwise


def listed(words: tuple[str, ...], limit: int = 12) -> str:
    """Return words for reading, the first `limit` of them."""
    shown = ", ".join(f"`{word}`" for word in words[:limit])
    return shown + (", ..." if len(words) > limit else "")
