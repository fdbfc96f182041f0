"""As-of moments: read from the command line, or from the clock, which is read nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime, time

from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.output import refuse
from forecourt.core.diagnostics.usage import MomentUnfit
from forecourt.core.values import clock
from forecourt.core.values.reading import NoSuchTime, Unfit, from_json
from forecourt.core.values.types import Day, Moment


def read_moment(text: str, zone: str) -> datetime:
    """Return a moment on the wall clock of a zone; a date stands for its beginning."""
    try:
        return _read(text, zone)
    except NoSuchTime:
        refuse(MomentUnfit(COMMAND_LINE, text, ": there is no such day or time"))
    except Unfit:
        refuse(MomentUnfit(COMMAND_LINE, text, ""))


def _read(text: str, zone: str) -> datetime:
    try:
        return clock.settle(datetime.combine(from_json(text, Day(), zone), time()), zone)
    except NoSuchTime:
        raise
    except Unfit:
        moment: datetime = from_json(text, Moment(), zone)
        return moment


def right_now(zone: str) -> datetime:
    """Return what the wall clock of a zone shows."""
    return clock.to_wall(datetime.now(UTC), zone)


def stamp() -> str:
    """Return this moment as ISO text in UTC, for the log."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def shown(moment: datetime, zone: str) -> str:
    """Return a moment for people: `2026-03-01 09:00 (Europe/Lisbon)`."""
    return f"{moment:%Y-%m-%d %H:%M} ({zone})"
