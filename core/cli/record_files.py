"""Record files as `decide` reads them: one record, a list, or one on each line.

What is wrong with them is told with line and column, never with the line itself: it may hold what
identifies somebody.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecourt.core.cli.guard import COMMAND_LINE
from forecourt.core.cli.output import give_up, refuse, show
from forecourt.core.cli.sources import not_opened
from forecourt.core.cli.workspace import STORE_ROOT
from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.importing import FileEmpty
from forecourt.core.diagnostics.records import NotJson
from forecourt.core.diagnostics.settings import CurrencyUnfit, ZoneUnknown
from forecourt.core.diagnostics.usage import FileNotOpened
from forecourt.core.records.json_text import goes_on_below, parse_json, place_finder
from forecourt.core.values.clock import zone_names
from forecourt.core.values.currencies import is_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.records.json_text import Location
    from forecourt.core.records.records import Records, Result

STDIN = "-"


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file's name for people, and its text."""

    name: str
    text: str


def read_text(named: str) -> TextFile:
    """Return the text of a file, `-` standing for the standard input."""
    name = "standard input" if named == STDIN else named
    try:
        content = _standard_input() if named == STDIN else Path(named).read_bytes()
    except (OSError, ValueError) as error:
        refuse(not_opened(named, error))
    try:
        return TextFile(name, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig")
        place = Place(name, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
        give_up([NotJson(place, f"byte {content[error.start]:02x} is not UTF-8")])


def _standard_input() -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        refuse(FileNotOpened(COMMAND_LINE, STDIN, "the standard input is closed"))
    return sys.stdin.buffer.read()


@dataclass(frozen=True, slots=True)
class StoreFile:
    """A store file, with the zone and currency that it states."""

    file: TextFile
    zone: str
    currency: str | None

    def record(self, records: Records, currency: str | None) -> Any:
        """Return the store's record; what is wrong with it ends the command."""
        record, problems = records.read_text(
            STORE_ROOT, self.file.text, zone=self.zone, file=self.file.name, currency=currency
        )
        if record is None:
            give_up(problems)
        show(problems)
        return record


def read_store_file(named: str) -> StoreFile:
    """Return a store file; without a zone of its own it is in UTC."""
    file = read_text(named)
    if not file.text.strip():
        give_up([FileEmpty(Place(file.name, 1), f"`{file.name}`", "a store as an object")])
    data, broken, _ = parse_json(file.text, Place(file.name, 1))
    if broken:
        give_up([broken])
    stated = data if isinstance(data, dict) else {}
    problems = tuple(_misstated(stated, place_finder(file.text, Place(file.name, 1))))
    if problems:
        give_up(problems)
    zone, currency = stated.get("time_zone"), stated.get("currency")
    return StoreFile(
        file,
        zone if isinstance(zone, str) and zone else "UTC",
        currency if isinstance(currency, str) else None,
    )


def _misstated(
    stated: dict[str, Any], place_of: Callable[[Location], Place]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the zone and the currency of a store, if they are texts."""
    zone, currency = stated.get("time_zone"), stated.get("currency")
    if isinstance(zone, str) and zone and zone not in zone_names():
        yield ZoneUnknown(place_of(("time_zone",)), zone, tuple(sorted(zone_names())))
    if isinstance(currency, str) and not is_code(currency):
        yield CurrencyUnfit(place_of(("currency",)), currency)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of one or several records of a root."""

    file: TextFile
    root: str
    zone: str
    currency: str | None

    @property
    def is_single(self) -> bool:
        """Tell whether the file holds one record by itself."""
        return not self._is_lines() and not self.file.text.lstrip().startswith("[")

    def records(self, records: Records) -> Iterator[Result]:
        """Yield each record, or None and what is wrong with it; nothing of a blank file."""
        if not self.file.text.strip():
            return
        if not self._is_lines():
            yield from self._read(records, self.file.text, 1)
            return
        for number, line in enumerate(self.file.text.split("\n"), start=1):
            if line.strip():
                yield from self._read(records, line, number)

    def _is_lines(self) -> bool:
        """Tell whether the first line is an object by itself, and so may be those that follow."""
        first, _, rest = self.file.text.strip().partition("\n")
        if not rest or goes_on_below(rest.lstrip()):
            return False
        return isinstance(parse_json(first, Place("", 1)).data, dict)

    def _read(self, records: Records, text: str, line: int) -> Iterator[Result]:
        """Yield the record of a text that begins on a line, or those of a list."""
        start = Place(self.file.name, line)
        data, broken, twice = parse_json(text, start)
        if broken:
            yield None, (broken,)
            return
        read = partial(records.read, self.root, zone=self.zone, currency=self.currency)
        place_of = place_finder(text, start)
        listed = isinstance(data, list)
        for index, one in enumerate(data if listed else [data]):
            above: Location = (index,) if listed else ()
            record, problems = read(one, place_of=partial(_below, place_of, above))
            doubled = tuple(each for where, each in twice if where[: len(above)] == above)
            if doubled:
                yield None, (*doubled, *problems)
            elif record is None:
                yield None, problems
            else:
                yield record, records.leading_nowhere(record, partial(_below, place_of, above))


def _below(place_of: Callable[[Location], Place], above: Location, location: Location) -> Place:
    return place_of((*above, *location))
