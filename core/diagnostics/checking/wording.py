"""How findings of the checker name the words that would be right."""

from __future__ import annotations

from forecourt.core.diagnostics.diagnostic import nearest


def did_you_mean(word: str, known: tuple[str, ...], otherwise: str | None = None) -> str | None:
    """Return a question that names the nearest right word, or `otherwise`."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else otherwise


def listed(words: tuple[str, ...], limit: int = 12) -> str:
    """Return words for reading, the first `limit` of them."""
    shown = ", ".join(f"`{word}`" for word in words[:limit])
    return shown + (", ..." if len(words) > limit else "")


def with_article(word: str) -> str:
    """Return a word that is quoted, after `a` or `an`."""
    return f"{'an' if word[:1] in 'aeiou' else 'a'} `{word}`"
