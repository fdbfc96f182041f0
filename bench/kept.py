"""Figures that are kept, with when and on what they were measured."""

from __future__ import annotations

import json
import os
import platform
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from bench.peers.peer import PEERS

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path("benchmarks") / "figures.json"
DISTRIBUTIONS = ("duckdb", "polars", "pyarrow", "pydantic", "lark", "sqlglot")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a measure."""

    on: str
    """The date."""
    machine: str
    load: float
    """How many processes wanted to run when it was over, as the last minute's average."""
    versions: Mapping[str, str]
    """Of Python and of what has part in it, as far as installed."""
    figures: Mapping[str, float]


def keep(folder: Path, measure: str, figures: Mapping[str, float]) -> None:
    """Keep a measure's figures in a folder of documents, in the place of its earlier ones."""
    runs = kept(folder) if (folder / FILE).exists() else {}
    load = round(os.getloadavg()[0], 1)
    runs[measure] = Run(str(datetime.now().date()), _machine(), load, _versions(), figures)
    (folder / FILE).parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({name: asdict(run) for name, run in runs.items()}, indent=2)
    (folder / FILE).write_text(f"{text}\n", encoding="utf-8")


def kept(folder: Path) -> dict[str, Run]:
    """Return the runs kept in a folder of documents, by measure."""
    found = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return {name: Run(**run) for name, run in found.items()}


def _machine() -> str:
    """Return what one would say of this machine: cores, processor, memory, system."""
    cores = os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    said = f"{cores} cores{_processor()}, {memory:.0f} GiB of memory, {platform.system()}"
    return f"{said} {platform.machine()}"


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if not listed.exists():
        return ""
    named = re.search(r"^model name\s*: (.+)$", listed.read_text(encoding="utf-8"), re.MULTILINE)
    return f" of {named[1].strip()}" if named else ""


def _versions() -> dict[str, str]:
    found = {"Python": platform.python_version()}
    for name in (*DISTRIBUTIONS, *sorted({peer.distribution for peer in PEERS.values()})):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
