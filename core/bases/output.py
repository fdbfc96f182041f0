"""The folder of results: there whole, or as it was before."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from glob import escape
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from forecourt.core.bases.order import WORK
from forecourt.core.bases.sources import BaseUnfit
from forecourt.core.diagnostics import Place
from forecourt.core.diagnostics.bases import ResultsTaken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MARK = "run.json"
"""The file that says of what run results are; no other folder is ever replaced."""


def see_that_free(folder: Path) -> None:
    """See that results may be written to a folder: a new or empty one, or one of results.

    Raises:
        BaseUnfit: it holds something else.
        OSError: it cannot be looked into.
    """
    if folder.exists() and not (folder / MARK).is_file() and any(folder.iterdir()):
        raise BaseUnfit(ResultsTaken(Place(folder.name, 1), str(folder)))


@contextmanager
def written_whole(folder: Path) -> Iterator[Path]:
    """Give a new folder beside `folder`, which takes its place if all goes well, else goes away.

    It has a folder `WORK`, which goes away in any case.

    What an earlier process left that was killed goes away, too.

    Raises:
        OSError: the folder, or the one that it stands in, cannot be written.
    """
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear(folder)
    unfinished = _beside(folder, f"{os.getpid()}.unfinished")
    (unfinished / WORK).mkdir(parents=True)
    try:
        yield unfinished
        rmtree(unfinished / WORK, ignore_errors=True)
        _put_in_place(unfinished, folder)
    finally:
        rmtree(unfinished, ignore_errors=True)


def write_mark(folder: Path, summary: Mapping[str, Any]) -> None:
    """Write what a run did, as JSON, and that the folder holds results."""
    text = json.dumps(summary, ensure_ascii=False, indent=1) + "\n"
    (folder / MARK).write_text(text, encoding="utf-8")


def _beside(folder: Path, ending: str) -> Path:
    return folder.with_name(f".{folder.name}.{ending}")


def _put_in_place(unfinished: Path, folder: Path) -> None:
    before = _beside(folder, "before")
    if folder.exists():
        folder.rename(before)
    unfinished.rename(folder)
    rmtree(before, ignore_errors=True)


def _clear(folder: Path) -> None:
    """Bring back results that a killed process had moved away, and take away what it left."""
    before = _beside(folder, "before")
    if before.exists() and not folder.exists():
        before.rename(folder)
    for left in folder.parent.glob(f".{escape(folder.name)}.*.unfinished"):
        if not _runs(left.name.split(".")[-2]):
            rmtree(left, ignore_errors=True)


def _runs(process: str) -> bool:
    """Return whether a process runs that is named by its number."""
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True
