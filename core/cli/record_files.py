"""Record files as `decide` reads them: one record, a list, or one on each line."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecourt.core.cli.output import COMMAND_LINE, give_up, refuse
from forecourt.core.cli.workspace import STORE_ROOT
from forecourt.core.diagnostics import Diagnostic, Place
from forecourt.core.diagnostics.usage import FileNotOpened, ZoneUnknown
from forecourt.core.records.json_text import parse_json
from forecourt.core.values.clock import UnknownZone, zone_names, zone_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecourt.core.records.records import Records, Result

STDIN = "-"


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file's name for people, and its text."""

    name: str
    text: str


def read_text(named: str) -> TextFile:
    """Return the text of a file, `-` standing for the standard input."""
    try:
        if named == STDIN:
            return TextFile("standard input", sys.stdin.buffer.read().decode("utf-8-sig"))
        path = Path(named)
        return TextFile(path.name, path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
    except UnicodeDecodeError as error:
        reason = f"it is not UTF-8 (byte {error.start + 1})"
    except ValueError:
        reason = "its name is not one a file can have"
    refuse(FileNotOpened(COMMAND_LINE, named, reason))


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
        return record


def read_store_file(named: str) -> StoreFile:
    """Return a store file; without a zone of its own it is in UTC."""
    file = read_text(named)
    data, broken = parse_json(file.text, file.name)
    if broken:
        give_up([broken])
    stated = data if isinstance(data, dict) else {}
    zone, currency = stated.get("time_zone") or "UTC", stated.get("currency")
    try:
        zone_table(str(zone))
    except UnknownZone:
        give_up([ZoneUnknown(Place(file.name, 1), str(zone), tuple(zone_names()))])
    return StoreFile(file, str(zone), currency if isinstance(currency, str) else None)


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of one or several records of a root."""

    file: TextFile
    root: str
    zone: str
    currency: str | None

    def records(self, records: Records) -> Iterator[Result]:
        """Yield each record, or None and what is wrong with it."""
        if self._is_lines():
            yield from self._lines(records)
            return
        data, broken = parse_json(self.file.text, self.file.name)
        if broken:
            yield None, (broken,)
        elif isinstance(data, list):
            yield from (self._read(records, one) for one in data)
        else:
            yield records.read_text(
                self.root,
                self.file.text,
                zone=self.zone,
                file=self.file.name,
                currency=self.currency,
            )

    @property
    def is_single(self) -> bool:
        """Tell whether the file holds one record by itself."""
        return not self._is_lines() and not self.file.text.lstrip().startswith("[")

    def _is_lines(self) -> bool:
        """Tell whether the first line is an object by itself and others follow."""
        first, _, rest = self.file.text.strip().partition("\n")
        return bool(rest) and isinstance(parse_json(first, "")[0], dict)

    def _lines(self, records: Records) -> Iterator[Result]:
        for number, line in enumerate(self.file.text.splitlines(), start=1):
            if not line.strip():
                continue
            data, broken = parse_json(line, self.file.name)
            record, problems = (None, (broken,)) if broken else self._read(records, data)
            yield record, tuple(_on_line(one, number) for one in problems)

    def _read(self, records: Records, data: Any) -> Result:
        return records.read(
            self.root, data, zone=self.zone, file=self.file.name, currency=self.currency
        )


def _on_line(finding: Diagnostic, number: int) -> Diagnostic:
    return replace(finding, place=replace(finding.place, line=number))
