"""The text of generated functions, compiled: what is bound to a moment, and gives a function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from forecourt.core.engines.record.source import Source
    from forecourt.core.values.calendar import WorkingDays


@dataclass(frozen=True, slots=True)
class Piece:
    """The code of one segment, or of the whole: its `bind` gives a function, or None."""

    text: str
    bind: Callable[..., Any]


def make_piece(source: Source, given: Sequence[str], result: str) -> Piece:
    """Return the functions of a source; its `bind` takes those `given`, and returns one of them."""
    lines = [f"def bind({', '.join(('now', 'calendar', *given))}):", "    today = now.date()"]
    lines += source.bind.lines
    if source.hoisted:
        trusted = "".join(f"{name}, " for name in source.hoisted)
        lines += [f"    if not all_known(({trusted.rstrip()})):", "        return None"]
    for function in source.functions:
        lines += ["", function]
    text = "\n".join([*lines, "", f"    return {result}", ""])
    namespace: dict[str, Any] = {**source.provided, **source.constants}
    name = f"<decisions for {source.root!r}>"
    exec(compile(text, name, "exec"), namespace)  # noqa: S102 - the text was made above
    return Piece(text, namespace["bind"])


def binder(pieces: Sequence[Piece], last: Piece) -> Callable[..., Any]:
    """Return the function that binds all pieces to a moment, None if one can't be."""

    def bind(now: datetime, calendar: WorkingDays | None) -> Any:
        functions = [piece.bind(now, calendar) for piece in pieces]
        return None if None in functions else last.bind(now, calendar, *functions)

    return bind
