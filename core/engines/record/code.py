"""Pieces of generated code: what a value or a condition is written as, and its tests.

Every test is a Python expression of type bool that may stand as an operand of `and`, `or` and
`not`; an empty text is a test that never holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecourt.core.engines.record.analysis import MISSING, NONE

if TYPE_CHECKING:
    from collections.abc import Iterable

NEVER = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A value: `code` stands for it wherever all of `known` hold.

    `none` and `missing` are tests. `triggers` are cheap tests of which one holds if it is missing.
    """

    code: str
    known: tuple[str, ...] = ()
    none: str = NEVER
    missing: str = NEVER
    triggers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """A condition: the tests that it is true, false, unknown; `triggers` as in `Value`."""

    true: str
    false: str
    unknown: str = NEVER
    triggers: tuple[str, ...] = ()


def held(name: str, kinds: int) -> Value:
    """Return the value that a variable holds: None, or `MISSING` if it can be both, for absent."""
    is_none = f"{name} is None"
    if not kinds:
        return Value(name)
    if kinds == NONE:
        return Value(name, (f"{name} is not None",), none=is_none)
    if kinds == MISSING:
        return Value(name, (f"{name} is not None",), missing=is_none, triggers=(is_none,))
    is_missing = f"{name} is MISSING"
    known = (f"{name} is not None", f"{name} is not MISSING")
    return Value(name, known, is_none, is_missing, (is_missing,))


def held_truth(name: str, kinds: int) -> Truth:
    """Return the condition that a variable holds: True, False, or None for unknown."""
    if not kinds:
        return Truth(name, f"not {name}")
    unknown = f"{name} is None"
    return Truth(f"{name} is True", f"{name} is False", unknown, (unknown,))


def is_held(value: Value) -> bool:
    """Return whether the code is a variable that says itself that there is no value."""
    return value.code.isidentifier() and value == held(value.code, kinds_of(value))


def kinds_of(value: Value) -> int:
    """Return the bits of what the value can be."""
    return (NONE if value.none else 0) | (MISSING if value.missing else 0)


def stored(value: Value, kinds: int) -> str:
    """Return the code for a value as `held` reads it back with these kinds."""
    if not value.known:
        return value.code
    if "False" in value.known:
        return absent(value, kinds)
    if is_held(value) and kinds_of(value) == kinds:
        return value.code
    return f"{value.code} if {all_of(value.known)} else {absent(value, kinds)}"


def absent(value: Value, kinds: int) -> str:
    """Return the code for a value that isn't known, as `held` reads it back."""
    if kinds != NONE | MISSING or not value.missing:
        return "None"
    return f"(None if {value.none} else MISSING)" if value.none else "MISSING"


def missing_code(kinds: int) -> str:
    """Return the code for a missing value, as `held` reads it back."""
    return "MISSING" if kinds & NONE else "None"


def shown(value: Value) -> str:
    """Return the code for a value, None if it isn't known."""
    if not value.known or (is_held(value) and kinds_of(value) != NONE | MISSING):
        return value.code
    return f"({value.code} if {all_of(value.known)} else None)"


def stored_truth(truth: Truth) -> str:
    """Return the code for a condition as `held_truth` reads it back."""
    if not truth.unknown:
        return truth.true
    return f"True if {truth.true} else (None if {truth.unknown} else False)"


def all_of(tests: Iterable[str]) -> str:
    """Return the test that all hold; of no tests, true."""
    listed = unique(tests)
    if NEVER in listed or "False" in listed:
        return "False"
    kept = [test for test in listed if test != "True"]
    return f"({' and '.join(kept)})" if len(kept) > 1 else (kept[0] if kept else "True")


def any_of(tests: Iterable[str]) -> str:
    """Return the test that any holds; of no tests, never."""
    listed = unique(test for test in tests if test not in {NEVER, "False"})
    if "True" in listed:
        return "True"
    return f"({' or '.join(listed)})" if len(listed) > 1 else (listed[0] if listed else NEVER)


def negated(test: str) -> str:
    """Return the test that the other doesn't hold."""
    if test in {NEVER, "False"}:
        return "True"
    if test == "True":
        return "False"
    found = _NONE_TEST.fullmatch(test)
    if found:
        return f"{found[1]} is {'' if found[2] else 'not '}{found[3]}"
    return f"not {test}"


_NONE_TEST = re.compile(r"([\w.]+) is (not )?(None|MISSING)")


def counted(tests: Iterable[str]) -> str:
    """Return the code that counts how many of the tests hold."""
    return " + ".join(f"({test})" for test in tests if test) or "0"


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts in order, each once."""
    return tuple(dict.fromkeys(texts))


def operand(code: str) -> str:
    """Return code that may stand as an operand of any operator."""
    return code if code.isidentifier() or code.isdigit() else f"({code})"


def strict(code: str, operands: Iterable[Value]) -> Value:
    """Return the value that is none if any operand is none, else missing if any is missing."""
    listed = tuple(operands)
    none = any_of(value.none for value in listed)
    missing = any_of(value.missing for value in listed)
    if missing and none:
        missing = all_of((missing, negated(none)))
    return Value(
        code,
        unique(test for value in listed for test in value.known),
        none,
        missing,
        unique(test for value in listed for test in value.triggers),
    )


def atom(holds: str, fails: str, operands: Iterable[Value]) -> Truth:
    """Return the condition over operands: false if any is none, else unknown if any is missing."""
    whole = strict(holds, operands)
    true = all_of((*whole.known, holds))
    if not whole.none:
        return Truth(true, all_of((*whole.known, fails)), whole.missing, whole.triggers)
    if not whole.missing:
        return Truth(true, negated(true))
    false = any_of((whole.none, all_of((*whole.known, fails))))
    return Truth(true, false, whole.missing, whole.triggers)
