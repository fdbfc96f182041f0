"""Values in normal form as columns hold them, and back: times of day are seconds, lists lists."""

from __future__ import annotations

from datetime import time
from typing import Any

from forecourt.core.values.types import Many, TimeOfDay, Type


def stored(value: Any) -> Any:
    """Return a value in normal form as a column holds it."""
    if isinstance(value, time):
        return value.hour * 3600 + value.minute * 60 + value.second
    return [stored(one) for one in value] if isinstance(value, tuple) else value


def normal(value: Any, kind: Type) -> Any:
    """Return a value of a column in normal form."""
    if value is None:
        return None
    if isinstance(kind, Many):
        return tuple(normal(one, kind.element) for one in value)
    if isinstance(kind, TimeOfDay):
        return time(value // 3600, value // 60 % 60, value % 60)
    return value
