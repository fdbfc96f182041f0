"""The settings of a store: `forecourt.toml` in its folder."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from forecourt.core.cli.sources import reason_of
from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.settings import (
    SettingsNotRead,
    SettingsNotWritten,
    SettingUnfit,
    SettingUnknown,
)
from forecourt.core.records.mapping.places import find_places
from forecourt.core.records.mapping.toml_text import BrokenToml, parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.records.mapping.places import Places

OFF = ("plugins", "off")
KNOWN = (".".join(OFF),)

_OFF_LINE = re.compile(r"^plugins\.off[ \t]*=.*\n?", re.MULTILINE)

NOWHERE = Place("forecourt.toml", 1)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a store's settings say."""

    plugins_off: tuple[str, ...] = ()
    off_at: Place = NOWHERE
    """Where the plugins stand that are off."""


Result = tuple[Settings, tuple["Diagnostic", ...]]
"""Settings, and all that is wrong with them; then they are not to be relied on."""


def read_settings(path: Path) -> Result:
    """Return what a settings file says; a file that is not there says nothing."""
    try:
        return _read(path.read_text("utf-8-sig") if path.exists() else "", path.name)
    except OSError as error:
        reason = reason_of(error)
    except UnicodeDecodeError as error:
        reason = f"they are not UTF-8 (byte {error.start + 1})"
    return Settings(), (SettingsNotRead(Place(path.name, 1), reason),)


def _read(text: str, file: str) -> Result:
    data = parse_toml(text)
    if isinstance(data, BrokenToml):
        place = Place(file, data.line, data.column)
        return Settings(), (SettingsNotRead(place, f"this is not TOML: {data.reason}"),)
    places = find_places(file, text)
    problems = tuple(_problems(data, places))
    off = () if problems else tuple(data.get("plugins", {}).get("off", ()))
    return Settings(off, places.of(OFF)), problems


def _problems(data: dict[str, Any], places: Places) -> Iterator[Diagnostic]:
    for name, value in data.items():
        if name != "plugins":
            yield SettingUnknown(places.of([name]), name, KNOWN)
        elif not isinstance(value, dict):
            yield SettingUnfit(places.of([name]), name, _sort_of(value), "`plugins.off`")
        else:
            yield from _problems_of_plugins(value, places)


def _problems_of_plugins(plugins: dict[str, Any], places: Places) -> Iterator[Diagnostic]:
    for name, value in plugins.items():
        place = places.of(["plugins", name])
        if name != "off":
            yield SettingUnknown(place, f"plugins.{name}", KNOWN)
        elif not isinstance(value, list):
            yield SettingUnfit(place, KNOWN[0], _sort_of(value), "a list of names in brackets")
        else:
            wrong = [one for one in value if not isinstance(one, str)]
            found = f"a list with {_sort_of(wrong[0])}" if wrong else ""
            if wrong:
                yield SettingUnfit(place, KNOWN[0], found, "a list of names in quotes")


def _sort_of(value: object) -> str:
    """Return what sort of TOML value this is."""
    match value:
        case bool():
            return "`true` or `false`"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return "a date or time"


# Writing -----------------------------------------------------------------------------------


def switch_off(path: Path, names: Iterable[str]) -> Diagnostic | None:
    """Write which plugins are off, leaving all else in the file; return why that cannot be.

    The file is written whole or not at all.
    """
    wanted = tuple(sorted(names))
    line = f"plugins.off = {json.dumps(wanted, ensure_ascii=False)}\n"
    try:
        before = path.read_text("utf-8-sig") if path.exists() else ""
        text = line + _OFF_LINE.sub("", before)
        settings, problems = _read(text, path.name)
        if problems or settings.plugins_off != wanted:
            reason = f"they are written in a way of their own; write `{line.strip()}` there"
            return SettingsNotRead(find_places(path.name, before).of(OFF), reason)
    except OSError as error:
        return SettingsNotRead(Place(path.name, 1), reason_of(error))
    try:
        _replace(path, text)
    except OSError as error:
        return SettingsNotWritten(Place(path.name, 1), reason_of(error))
    return None


def _replace(path: Path, text: str) -> None:
    """Put a text in the place of a file."""
    with TemporaryDirectory(dir=path.parent, prefix=".settings-") as folder:
        draft = Path(folder, path.name)
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
