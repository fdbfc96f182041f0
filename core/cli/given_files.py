"""Files as they were named on the command line: what is told of them says their folders, too."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from forecourt.core.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from forecourt.core.diagnostics import Diagnostic
    from forecourt.core.store.importing import ImportReport


def as_given(report: ImportReport, given: Iterable[Path]) -> ImportReport:
    """Return a report with the paths of files, which it knows by their names alone.

    A name that several of the files have stays as it is.
    """
    findings = (*report.notes, *report.diagnostics)
    names = {one.place.file for one in findings} | {one.file for one in report.files}
    paths = _paths(names, tuple(given))
    return replace(
        report,
        files=tuple(replace(one, file=paths.get(one.file, one.file)) for one in report.files),
        notes=tuple(_moved(one, paths) for one in report.notes),
        diagnostics=tuple(_moved(one, paths) for one in report.diagnostics),
    )


def _paths(names: Iterable[str], given: tuple[Path, ...]) -> dict[str, str]:
    found = {}
    for name in names:
        inside = [path / name for path in given if path.is_dir() and (path / name).exists()]
        meant = {*inside, *(path for path in given if path.name == name)}
        if len(meant) == 1:
            found[name] = str(meant.pop())
    return found


def _moved(finding: Diagnostic, paths: Mapping[str, str]) -> Diagnostic:
    places = {
        field.name: replace(value, file=paths[value.file])
        for field in fields(finding)
        if isinstance(value := getattr(finding, field.name), Place) and value.file in paths
    }
    return replace(finding, **places)
