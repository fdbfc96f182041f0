"""How a field of a record is asked for: by a bit of the subject's masks, or by a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.engines.columns.blame import Bit, Blame
from forecourt.core.engines.columns.sql import Op, text

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecourt.core.engines.columns.scope import Scope
    from forecourt.core.engines.columns.sql import Sql


def by_id(model: str, identity: Sql, scope: Scope) -> Callable[[str], Blame]:
    """Return what asks for a field of the record with an id: `model:id.name`."""

    def asked(name: str) -> Blame:
        if scope.frame is scope.subject.frame:
            return scope.subject.bits.blame(Bit("field", name, model, identity))
        return texts_of(text(f"{model}:"), identity, text(f".{name}"))

    return asked


def texts_of(*parts: Sql) -> Blame:
    """Return a blame that holds one field, its text put together from parts."""
    kind_first = text("field ")
    return Blame(texts=Op("list", (Op("join", (kind_first, *parts)),)))
