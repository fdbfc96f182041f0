"""The rule packs that come with Forecourt, one folder each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecourt.core.hooks import hookimpl

if TYPE_CHECKING:
    from collections.abc import Sequence


@hookimpl
def provide_packs() -> Sequence[str]:
    """Bring the packs that lie in this package."""
    return (__name__,)
