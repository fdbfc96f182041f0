"""The settings of a store: `forecourt.toml` in its folder."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.usage import SettingsNotRead

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from forecourt.core.diagnostics import Diagnostic

_OFF_LINE = re.compile(r"^plugins\.off[ \t]*=.*\n?", re.MULTILINE)


def plugins_off(path: Path) -> tuple[tuple[str, ...], Diagnostic | None]:
    """Return the plugins that a settings file switches off, or what is wrong with it.

    A file that is not there switches nothing off.
    """
    try:
        return _off(path.read_text("utf-8-sig") if path.exists() else "", path)
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
    except UnicodeDecodeError:
        reason = "they are not UTF-8"
    return (), SettingsNotRead(Place(path.name, 1), reason)


def _off(text: str, path: Path) -> tuple[tuple[str, ...], Diagnostic | None]:
    place = Place(path.name, 1)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        return (), SettingsNotRead(place, reason[:1].lower() + reason[1:])
    plugins = data.get("plugins", {})
    names = plugins.get("off", []) if isinstance(plugins, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return (), SettingsNotRead(place, "`plugins.off` is no list of names")
    return tuple(names), None


def switch_off(path: Path, names: Iterable[str]) -> Diagnostic | None:
    """Write which plugins are off, leaving all else in the file; return why that cannot be."""
    line = f"plugins.off = {json.dumps(sorted(names), ensure_ascii=False)}\n"
    try:
        before = path.read_text("utf-8-sig") if path.exists() else ""
        text = line + _OFF_LINE.sub("", before)
        problem = _off(text, path)[1]
        if problem is None:
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        return SettingsNotRead(Place(path.name, 1), (error.strerror or "not writable").lower())
    return problem
