"""Scripts whose letters look alike."""

from __future__ import annotations

from unicodedata import name

_ALIKE = ("LATIN", "CYRILLIC", "GREEK")


def mixed_scripts(word: str) -> tuple[str, ...]:
    """Return the scripts that look alike and meet in one part of a word; () if none do.

    Parts that an underscore joins may each have their own script: `sms_клиенту`.
    """
    for part in word.split("_"):
        names = [name(character, "") for character in part]
        scripts = tuple(
            script for script in _ALIKE if any(each.startswith(script) for each in names)
        )
        if len(scripts) > 1:
            return tuple(script.capitalize() for script in scripts)
    return ()
