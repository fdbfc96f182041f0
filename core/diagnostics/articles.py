"""The article that a word takes in English."""

from __future__ import annotations

_LIKE_A_CONSONANT = ("eu", "one", "uni", "use", "usu")
_LIKE_A_VOWEL = ("hour", "honest", "honour")


def with_article(words: str) -> str:
    """Return words after `a` or `an`; a name may stand in backticks: "an `order`"."""
    return f"{'an' if _begins_with_vowel(words.lstrip('`').lower()) else 'a'} {words}"


def _begins_with_vowel(word: str) -> bool:
    if word.startswith(_LIKE_A_CONSONANT):
        return False
    return word.startswith(("a", "e", "i", "o", "u", *_LIKE_A_VOWEL))
