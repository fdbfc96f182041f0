"""How far a run is: measured by step, and told while a step goes on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

from forecourt.core.bases.order import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOK_AGAIN = 0.25
"""Seconds between two looks at how far a query is."""

Tell = Callable[[Progress], None]


class Steps:
    """Measures the steps of a run, and tells how far it is while one of them goes on."""

    def __init__(
        self, share_done: Callable[[], float], tell: Tell, look_again: float = LOOK_AGAIN
    ) -> None:
        """Ask `share_done` how much of what runs now is done, from 0 to 1, every few seconds."""
        self.seconds: dict[str, float] = {}
        self._share_done, self._tell, self._look_again = share_done, tell, look_again
        self._begun = monotonic()
        self._done, self._total = 0.0, 0.0

    def expect(self, weight: float) -> None:
        """Say how much there is to do from now on."""
        self._begun, self._done, self._total = monotonic(), 0.0, weight

    @contextmanager
    def under(self, name: str, weight: float = 1) -> Iterator[None]:
        """Measure what is done inside under a name; meanwhile tell how far it is."""
        over = Event()
        watch = Thread(target=self._watch, args=(name, weight, over), daemon=True)
        begun = monotonic()
        watch.start()
        try:
            yield
        finally:
            over.set()
            watch.join()
            self._done += weight
            self.seconds[name] = self.seconds.get(name, 0) + monotonic() - begun

    def _watch(self, name: str, weight: float, over: Event) -> None:
        while not over.wait(self._look_again):
            share = min(max(0.0, self._share_done()), 1.0)
            self._tell(self._progress(name, self._done + weight * share))

    def _progress(self, name: str, done: float) -> Progress:
        if not self._total:
            return Progress(name, 0, None)
        part = min(done / self._total, 1)
        left = (monotonic() - self._begun) * (1 - part) / part if part else None
        return Progress(name, part, left)
